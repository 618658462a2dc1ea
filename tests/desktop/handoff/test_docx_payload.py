"""A Word report carries its data through whatever opened and saved it.

It says when its numbers were changed.
"""

import io
import re
import zipfile
from pathlib import Path

import msgspec
import pytest

from desktop.context import Context
from desktop.handoff.container import Fault, unpack
from desktop.handoff.docx_payload import (
    NAMESPACE,
    Carried,
    attach,
    changed_numbers,
    extract,
    is_word_file,
)
from desktop.handoff.keys import new_key
from desktop.handoff.report_differences import Difference
from desktop.handoff.submission import export_report, submit
from desktop.word.packages import open_word
from tests.helpers.packages import entries_of, manifest_of, sample_package, zipped
from tests.helpers.word_files import edited, retyped, without_bookmarks


@pytest.fixture
def report(ward: Context, tmp_path: Path) -> Path:
    return export_report(ward, "2024-06", "cchc", tmp_path / "report.docx").path


def carried(path: Path) -> Carried:
    found = extract(path.read_bytes())
    assert isinstance(found, Carried)
    return found


def payload_name(path: Path) -> str:
    entries = entries_of(path.read_bytes())
    found = [name for name, part in entries.items() if NAMESPACE.encode() in part]
    return next(name for name in found if re.fullmatch(r"customXml/item\d+\.xml", name))


def without_data(path: Path) -> dict[str, bytes]:
    entries = entries_of(path.read_bytes())
    return {name: part for name, part in entries.items() if "customXml" not in name}


def test_a_report_saved_by_another_program_still_carries_its_data(
    report: Path, tmp_path: Path
) -> None:
    import docx

    docx.Document(str(report)).save(str(tmp_path / "saved.docx"))
    again = carried(tmp_path / "saved.docx")
    assert again.package.data_hash == carried(report).package.data_hash
    assert changed_numbers(tmp_path / "saved.docx", again) == []


def test_the_part_is_found_under_any_name(report: Path, tmp_path: Path) -> None:
    parts = entries_of(report.read_bytes())
    name = payload_name(report)
    indented = parts.pop(name).replace(b"<manifest>", b"\n  <manifest>\n")
    parts["customXml/item7.xml"] = indented.replace(b"><", b">\n<")
    parts[name] = b"<b:Sources xmlns:b='urn:other'/>"
    (tmp_path / "renamed.docx").write_bytes(zipped(parts))
    assert carried(tmp_path / "renamed.docx").package.manifest.unit == "LEBINH"


def test_a_custom_part_of_a_template_stays_beside_ours(report: Path) -> None:
    found = carried(report)
    parts = without_data(report)
    parts["customXml/item1.xml"] = b"<b:Sources xmlns:b='urn:other'/>"
    key = new_key()
    data = found.package.entries["data.json"]
    raw = attach(zipped(parts), manifest_of(key), data, found.expected, key.sign)
    names = entries_of(raw)
    assert names["customXml/item1.xml"] == b"<b:Sources xmlns:b='urn:other'/>"
    assert NAMESPACE.encode() in names["customXml/item2.xml"]
    assert names["word/document.xml"] == parts["word/document.xml"]


def test_attaching_again_replaces_what_was_carried(
    ward: Context, report: Path, stick: Path
) -> None:
    package = unpack(submit(ward, "2024-06", stick, report).path.read_bytes())
    assert not isinstance(package, Fault)
    sent = package.entries["report.docx"]
    again = extract(sent)
    assert isinstance(again, Carried)
    assert again.package.manifest.revision == 1
    # The data, and the properties of the part that holds them.
    items = [part for name, part in entries_of(sent).items() if "/item" in name]
    assert [NAMESPACE.encode() in part for part in items].count(True) == 2
    before = entries_of(report.read_bytes())
    assert entries_of(sent)["word/document.xml"] == before["word/document.xml"]


def test_the_properties_name_the_submission_in_short_values(ward: Context, stick: Path) -> None:
    package = unpack(submit(ward, "2024-06", stick).path.read_bytes())
    assert not isinstance(package, Fault)
    properties = entries_of(package.entries["report.docx"])["docProps/custom.xml"].decode()
    values = re.findall(r"lpwstr>([^<]+)<", properties)
    assert values == ["LEBINH|2024-06|r1", package.data_hash]


def test_a_file_signed_inside_word_is_left_as_it_is(report: Path) -> None:
    found = carried(report)
    signed = zipped({**entries_of(report.read_bytes()), "_xmlsignatures/sig1.xml": b"<Signature/>"})
    key = new_key()
    assert attach(signed, manifest_of(key), b"{}", found.expected, key.sign) == signed


def test_a_number_typed_over_is_said_with_its_section(report: Path, tmp_path: Path) -> None:
    changed = edited(report, tmp_path / "changed.docx", retyped("to_handle", "13", "130"))
    label = "Tổng số hồ sơ phải giải quyết"
    assert changed_numbers(changed, carried(changed)) == [Difference("II.2", label, "130", "13")]


def test_a_number_is_found_even_when_its_bookmark_went_with_it(
    report: Path, tmp_path: Path
) -> None:
    retype = retyped("to_handle", "13", "130")
    target = tmp_path / "changed.docx"
    changed = edited(report, target, lambda text: without_bookmarks(retype(text)))
    found = changed_numbers(changed, carried(changed))
    assert Difference("II.2", "Tổng số hồ sơ phải giải quyết", "130", "13") in found
    gone = {difference.label for difference in found if difference.printed is None}
    assert gone >= {"biểu số liệu hồ sơ", "bảng số liệu chính"}


def test_a_changed_cell_of_a_table_is_said(report: Path, tmp_path: Path) -> None:
    target = tmp_path / "changed.docx"
    changed = edited(report, target, lambda text: ">31<".join(text.rsplit(">13<", 1)))
    [difference] = changed_numbers(changed, carried(changed))
    assert difference.label.startswith("biểu số liệu hồ sơ, dòng")


def test_words_and_looks_may_be_changed_freely(report: Path, tmp_path: Path) -> None:
    def change(text: str) -> str:
        return text.replace("như sau:", "cụ thể như sau:", 1)

    changed = edited(report, tmp_path / "changed.docx", change)
    assert changed_numbers(changed, carried(changed)) == []


def test_a_deleted_sentence_lists_the_numbers_that_went_with_it(
    report: Path, tmp_path: Path
) -> None:
    body = entries_of(report.read_bytes())["word/document.xml"].decode()
    paragraphs = [found[0] for found in re.finditer(r"<w:p[ >].*?</w:p>", body)]
    paragraph = next(text for text in paragraphs if '"to_handle__1"' in text)
    changed = edited(report, tmp_path / "changed.docx", lambda text: text.replace(paragraph, ""))
    found = changed_numbers(changed, carried(changed))
    assert Difference("II.2", "Tổng số hồ sơ phải giải quyết", None, "13") in found


@pytest.mark.parametrize("tag", ["manifest", "signature", "data", "printed"])
def test_changed_data_or_signature_are_refused(report: Path, tmp_path: Path, tag: str) -> None:
    def altered(text: str) -> str:
        place = text.index(f"<{tag}>") + len(tag) + 30
        return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]

    changed = edited(report, tmp_path / "changed.docx", altered, payload_name(report))
    assert isinstance(extract(changed.read_bytes()), Fault)


def test_a_payload_taken_from_another_report_keeps_its_own_identity(
    report: Path, tmp_path: Path
) -> None:
    foreign = new_key()
    found = carried(report)
    manifest = msgspec.structs.replace(found.package.manifest, public_key=foreign.public.hex())
    data = found.package.entries["data.json"]
    raw = attach(report.read_bytes(), manifest, data, found.expected, foreign.sign)
    again = extract(raw)
    assert isinstance(again, Carried)
    assert again.package.public_key == foreign.public != found.package.public_key


def test_a_word_file_without_data_says_so(report: Path, tmp_path: Path) -> None:
    parts = without_data(report)
    found = extract(zipped(parts))
    assert isinstance(found, Fault)
    assert found.problem.code == "docx_without_data"


@pytest.mark.parametrize("raw", [b"", b"PK", sample_package(), zipped({"word/document.xml": b""})])
def test_what_is_no_word_file_is_unreadable(raw: bytes) -> None:
    found = extract(raw)
    assert isinstance(found, Fault)
    assert found.status == "unreadable"


def test_word_files_and_containers_are_told_apart(ward: Context, report: Path, stick: Path) -> None:
    sent = submit(ward, "2024-06", stick).path.read_bytes()
    assert is_word_file(report.read_bytes())
    assert b"word/document.xml" in sent
    assert not is_word_file(sent)
    assert not is_word_file(b"PK\x03\x04")


def test_entities_and_bombs_in_the_part_are_refused(report: Path, tmp_path: Path) -> None:
    name = payload_name(report)
    entity = '<!DOCTYPE x [<!ENTITY a "b">]>'
    text = f'{entity}<submission xmlns="{NAMESPACE}"><data>&a;</data></submission>'
    hostile = edited(report, tmp_path / "hostile.docx", lambda _: text, name)
    assert isinstance(extract(hostile.read_bytes()), Fault)
    huge = zipped({**entries_of(report.read_bytes()), "customXml/item9.xml": b"\0" * (60 * 2**20)})
    assert isinstance(extract(huge), Fault)


def test_the_finished_file_is_a_sound_word_package(report: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(report.read_bytes())) as archive:
        names = archive.namelist()
    assert names[0] == "[Content_Types].xml"
    assert len(set(names)) == len(names)
    assert open_word(report, "report_unreadable").body() is not None
