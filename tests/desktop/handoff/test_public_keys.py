"""Which public keys prove anything."""

from pathlib import Path

import pytest

from desktop.handoff.keys import SigningKey, is_signed, is_sound_key, new_key, pin
from models.errors import Refused
from models.queries.inbox import pinned_keys
from tests.helpers.offices import NEW, Ward, new_district, statuses, take

_PRIME = 2**255 - 19
_SIGN = 2**255
# From the tables of points of small order that other libraries refuse, in the bytes of a key.
_ORDER_8 = (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
)


def _small() -> list[bytes]:
    """Return every way of writing a point of small order, also those beyond the prime."""
    order_8 = [int.from_bytes(bytes.fromhex(text), "little") for text in _ORDER_8]
    heights = [0, 1, _PRIME - 1, _PRIME, _PRIME + 1, *order_8]
    written = [height + sign for height in heights for sign in (0, _SIGN)]
    return [each.to_bytes(32, "little") for each in written]


class _NoKey(SigningKey):
    """The neutral point as a key: one signature fits every message."""

    def sign(self, message: bytes) -> bytes:
        return (1).to_bytes(32, "little") + bytes(32)


@pytest.mark.parametrize("public", _small(), ids=bytes.hex)
def test_a_point_of_small_order_is_neither_pinned_nor_believed(
    tmp_path: Path, public: bytes
) -> None:
    assert not is_sound_key(public)
    district = new_district(tmp_path)
    with pytest.raises(Refused) as refused:
        district.do(pin, "LEBINH", public)
    assert refused.value.problems[0].code == "key_unsound"
    assert district.ask(pinned_keys) == {}


def test_points_beyond_the_prime_are_refused_and_honest_keys_are_not() -> None:
    for height in range(_PRIME, 2**255):
        assert not is_sound_key(height.to_bytes(32, "little"))
    for _ in range(200):
        key = new_key()
        assert is_signed(key.public, key.sign(b"x"), b"x")


def test_a_file_under_a_key_that_fits_every_message_is_refused(tmp_path: Path) -> None:
    nobody = _NoKey((1).to_bytes(32, "little"), bytes(32))
    ward = Ward(tmp_path, "LEBINH", nobody)
    ward.figures = {"2024-06": {"Hộ tịch": 1}}
    district = new_district(tmp_path, "LEBINH")
    assert statuses(take(district, ward.send("2024-06"), decisions=NEW)) == ["bad_signature"]
