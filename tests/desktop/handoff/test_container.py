"""A file between offices says exactly what was signed, or says why it cannot be used."""

import io
import json
import zipfile

import pytest

from desktop.handoff.container import MAXIMUM_IN, Fault, Package, pack, seal, unpack
from desktop.handoff.keys import new_key, telephone_code
from desktop.messages import has_sentence
from models.errors import Refused
from tests.helpers.packages import KEY, entries_of, manifest_of, resigned, sample_package, zipped

RAW = sample_package()


def status(raw: bytes, password: str | None = None) -> str:
    found = unpack(raw, password)
    if isinstance(found, Fault):
        assert has_sentence(found.problem.code)
        return found.status
    return "sound"


def test_a_file_is_read_as_it_was_written() -> None:
    found = unpack(RAW)
    assert isinstance(found, Package)
    assert found.manifest.unit_name == "Phường Lê Bình"
    assert found.entries == {name: entries_of(RAW)[name] for name in ("data.json", "report.docx")}
    assert found.public_key == KEY.public


def test_the_same_content_gives_the_same_bytes() -> None:
    assert sample_package() == RAW


def test_the_entries_stand_in_the_fixed_order_and_open_with_any_zip_program() -> None:
    assert list(entries_of(RAW)) == ["manifest.json", "data.json", "report.docx", "signature"]


def test_a_file_cut_anywhere_is_refused() -> None:
    assert "sound" not in {status(RAW[:length]) for length in range(0, len(RAW), 7)}


def test_a_byte_changed_anywhere_is_refused() -> None:
    changed = bytearray(RAW)
    for place in range(len(RAW)):
        changed[place] ^= 0x01
        assert status(bytes(changed)) != "sound", place
        changed[place] ^= 0x01


def test_bytes_added_before_or_after_are_refused() -> None:
    assert status(RAW + b"\0") == "tampered"
    assert status(b"\0" + RAW) == "unreadable"


@pytest.mark.parametrize("name", ["data.json", "report.docx"])
def test_a_changed_entry_is_called_tampered(name: str) -> None:
    entries = entries_of(RAW)
    assert status(zipped({**entries, name: entries[name] + b" "})) == "tampered"


def test_a_changed_manifest_is_called_a_bad_signature() -> None:
    entries = entries_of(RAW)
    changed = {**json.loads(entries["manifest.json"]), "revision": 9}
    rewritten = {**entries, "manifest.json": json.dumps(changed).encode()}
    assert status(zipped(rewritten)) == "bad_signature"


def test_a_missing_or_foreign_signature_is_a_bad_signature() -> None:
    entries = entries_of(RAW)
    foreign = {**entries, "signature": new_key().sign(entries["manifest.json"])}
    assert status(zipped(foreign)) == "bad_signature"
    unsigned = {name: part for name, part in entries.items() if name != "signature"}
    assert status(zipped(unsigned)) == "bad_signature"


def test_added_missing_and_reordered_entries_are_tampering() -> None:
    entries = entries_of(RAW)
    assert status(zipped({**entries, "more.txt": b"x"}, zipfile.ZIP_STORED)) == "tampered"
    assert status(zipped({**entries, "../data.json": b"x"}, zipfile.ZIP_STORED)) == "tampered"
    assert status(zipped({**entries, "report.pdf": b"x"}, zipfile.ZIP_STORED)) == "tampered"
    without_report = {name: part for name, part in entries.items() if name != "report.docx"}
    assert status(zipped(without_report)) == "tampered"
    assert status(zipped(dict(reversed(entries.items())), zipfile.ZIP_STORED)) == "tampered"


def test_an_entry_given_twice_is_tampering() -> None:
    buffer = io.BytesIO(RAW)
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("data.json", b"{}")
    assert status(buffer.getvalue()) == "tampered"


def test_a_newer_format_is_named_once_its_signature_holds() -> None:
    entries = entries_of(RAW)
    assert status(resigned(entries, KEY, format="somotcua/2")) == "newer_format"
    more = {**entries, "extra.json": b"{}"}
    assert status(resigned(more, KEY, format="somotcua/12", kind=7)) == "newer_format"
    assert status(resigned(entries, KEY, format="somotcua/0")) == "unreadable"
    assert status(resigned(entries, KEY, format="other/1")) == "unreadable"


@pytest.mark.parametrize(
    "wrong",
    [
        {"period": "2024-13"},
        {"period": "x"},
        {"revision": 0},
        {"revision": None},
        {"sequence": None},
        {"created_at": "2024-06-21T08:00:00"},
        {"unit": ""},
        {"draft": "no"},
        {"entries": {}},
    ],
)
def test_a_manifest_against_the_rules_is_unreadable(wrong: dict[str, object]) -> None:
    assert status(resigned(entries_of(RAW), KEY, **wrong)) == "unreadable"


def test_a_bomb_is_stopped_while_it_is_inflated() -> None:
    bomb = zipped({**entries_of(RAW), "report.docx": b"\0" * (60 * 2**20)})
    assert len(bomb) < MAXIMUM_IN
    found = unpack(bomb)
    assert isinstance(found, Fault)
    assert found.problem.code == "package_too_big"


def test_a_list_of_very_many_entries_is_not_read() -> None:
    assert status(zipped({f"{number}": b"" for number in range(3_000)})) == "unreadable"


@pytest.mark.parametrize(
    "raw", [b"", b"PK", b"\0" * 500, zipped({"word/document.xml": b"<w/>"}), b"PK\x03\x04" * 90]
)
def test_what_is_no_container_is_unreadable(raw: bytes) -> None:
    assert status(raw) == "unreadable"


def test_deeply_nested_json_does_not_stop_the_program() -> None:
    deep = b'{"format":"somotcua/1","public_key":"00","x":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert status(zipped({**entries_of(RAW), "manifest.json": deep})) == "unreadable"


def test_a_file_too_big_to_be_received_is_not_made() -> None:
    with pytest.raises(Refused) as refused:
        pack(manifest_of(), {"data.json": b"{}", "report.pdf": b"\0" * MAXIMUM_IN}, KEY.sign)
    assert refused.value.problems[0].code == "package_too_big"


def test_a_password_closes_the_whole_file() -> None:
    closed = seal(RAW, "mật khẩu thử")
    assert b"LEBINH" not in closed
    needed, wrong = unpack(closed), unpack(closed, "khác")
    assert isinstance(needed, Fault)
    assert isinstance(wrong, Fault)
    assert needed.problem.code == "package_password_needed"
    assert wrong.problem.code == "package_password_wrong"
    assert isinstance(unpack(closed, "mật khẩu thử"), Package)
    assert status(closed[:-1] + b"\x01", "mật khẩu thử") == "tampered"


def test_a_key_is_read_out_as_four_groups_of_four() -> None:
    assert telephone_code(b"\0" * 32) == "6668-7AAD-F862-BD77"
