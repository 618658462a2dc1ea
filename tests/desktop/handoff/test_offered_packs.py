"""A form pack that comes with a request: shown, and kept only where a person says so."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from desktop.context import Context
from desktop.handoff.offered_packs import (
    Offered,
    add_offered,
    offer_sentence,
    offered_pack,
    pack_to_send,
)
from desktop.handoff.received_slips import OpenedSlip, open_file
from desktop.handoff.slips import Request, request_file
from desktop.packs.shelf import kept_packs, pack_on
from models.errors import OfficeError, Refused
from models.tables import SLIP
from tests.desktop.packs.parts import parts_with, write_pack
from tests.helpers.office import new_office
from tests.helpers.offices import new_district


@pytest.fixture
def ward(tmp_path: Path) -> Context:
    return new_office(tmp_path)


@pytest.fixture
def district(tmp_path: Path) -> Context:
    return new_district(tmp_path, "LEBINH")


def asked(district: Context, folder: Path, pack: Path | None) -> Path:
    raw = None if pack is None else district.ask(pack_to_send, pack)
    return request_file(district, "2024-06", date(2024, 7, 3), folder, raw).path


def opened(ward: Context, path: Path) -> tuple[OpenedSlip, Offered | None]:
    found = ward.do(open_file, path).value
    return found, ward.ask(offered_pack, found.slip)


def test_a_pack_is_shown_and_nothing_is_kept_until_it_is_added(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    pack = write_pack(tmp_path / "mau.smb", signer=district)
    path = asked(district, tmp_path, pack)
    found, offered = opened(ward, path)
    assert offered is not None
    assert offered.can_be_added
    words = offer_sentence(offered)
    for said in ("Đề cương mẫu của tỉnh", "từ ngày 01/01/2024", "31/12/2024", "Sở Mẫu"):
        assert said in words
    # The office that asks signed the pack too: one code to compare by telephone.
    assert offered.signer == found.code
    assert found.code in words
    assert ward.ask(kept_packs) == []
    ward.do(add_offered, found.slip)
    [kept] = ward.ask(kept_packs)
    assert kept.pack.id == "mau-tinh"
    assert ward.ask(pack_on, date(2024, 6, 30)).id == "mau-tinh"
    # Opened once more it is known, and not kept twice.
    again, offered = opened(ward, path)
    assert offered is not None
    assert (again.known, offered.known, offered.can_be_added) == (True, True, False)
    assert "đã có trong sổ" in offer_sentence(offered)
    with pytest.raises(Refused, match="pack_known"):
        ward.do(add_offered, again.slip)


def test_what_is_remembered_of_a_request_is_without_its_pack(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    opened(ward, asked(district, tmp_path, write_pack(tmp_path / "mau.smb")))
    for context in (ward, district):
        [body] = context.ask(lambda conn: conn.execute(sa.select(SLIP.c.body)).scalars().all())
        assert "pack" not in msgspec.json.decode(body)


def test_a_request_without_a_pack_has_nothing_to_add(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    found, offered = opened(ward, asked(district, tmp_path, None))
    assert offered is None
    assert isinstance(found.slip, Request)
    assert b'"pack"' not in msgspec.json.encode(found.slip)
    with pytest.raises(Refused, match="request_without_pack"):
        ward.do(add_offered, found.slip)


def test_another_key_than_before_is_taken_only_with_its_code(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    first = write_pack(tmp_path / "1.smb")
    found, _ = opened(ward, asked(district, tmp_path, first))
    ward.do(add_offered, found.slip)
    later = write_pack(tmp_path / "2.smb", parts_with("pack.toml", "= 12", "= 25"))
    found, offered = opened(ward, asked(district, tmp_path, later))
    assert offered is not None
    with pytest.raises(Refused, match="pack_changed_key"):
        ward.do(add_offered, found.slip)
    ward.do(add_offered, found.slip, offered.signer)
    assert len(ward.ask(kept_packs)) == 2


def test_a_pack_that_is_wrong_is_neither_sent_nor_added(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    wrong = write_pack(tmp_path / "sai.smb", parts_with("pack.toml", '"I.1", ', '"X.9", '))
    with pytest.raises(OfficeError):
        district.ask(pack_to_send, wrong)
    # A sender with another program may send it all the same.
    for raw in (wrong.read_bytes(), b"no pack", b""):
        path = request_file(district, "2024-06", date(2024, 7, 3), tmp_path, raw).path
        found, offered = opened(ward, path)
        assert offered is not None
        assert not offered.can_be_added
        assert "chưa dùng được" in offer_sentence(offered)
        with pytest.raises(OfficeError):
            ward.do(add_offered, found.slip)
    assert ward.ask(kept_packs) == []


def test_a_pack_too_large_for_a_request_is_refused(district: Context, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="package_too_big"):
        request_file(district, "2024-06", date(2024, 7, 3), tmp_path, bytes(9 * 2**20))
    assert not list(tmp_path.glob("*yeu-cau*"))
