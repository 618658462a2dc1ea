"""Personal data: what left is listed, a person's own are written out, and erased for good."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from desktop import backup, history, registers
from desktop.context import Context, now, open_context
from desktop.handoff.outbox import write_again
from desktop.handoff.submission import export_report, submit
from desktop.handover import hand_over
from desktop.people.compacting import finish
from desktop.people.copying import write_person
from desktop.people.erasing import due, erase
from desktop.people.finding import everyone, find_person
from desktop.people.leaving import left
from desktop.people.remains import named_places, remains
from desktop.settings import RETENTION, SECOND_PLACE, set_setting
from desktop.soundness import differences, mend
from models.errors import Refused
from models.queries.settings import stored
from models.registers import Value
from models.store import side_files
from tests.desktop.commands.console import Console
from tests.helpers.office import JUNE, enter
from tests.helpers.offices import NEW, new_district, take

NAME, PHONE, OLD_PHONE = "Trịnh Thử Nghiệm", "0909998887", "0911222333"


def add(office: Context, name: str, **more: Value) -> str:
    values: dict[str, Value] = {
        "name": name,
        "assignment": "Chính thức",
        "from_date": date(2020, 1, 2),
        **more,
    }
    return office.do(registers.save, "staff", office.unit, values).value


@pytest.fixture
def person(office: Context) -> str:
    """A person whose telephone changed, beside another one."""
    enter(office, JUNE, "Hộ tịch", received_online=5)
    add(office, "Cán bộ mẫu 02")
    found = add(office, NAME, phone=OLD_PHONE, birth_date=date(1987, 3, 21))
    office.do(registers.save, "staff", office.unit, {"phone": PHONE}, found)
    return found


def bytes_of(office: Context) -> bytes:
    files = [office.path, *side_files(office.path)]
    return b"".join(path.read_bytes() for path in files if path.exists())


@pytest.mark.parametrize("in_bin", [False, True])
def test_an_erased_person_is_nowhere_in_the_book_and_the_book_is_sound(
    in_bin: bool, office: Context, person: str
) -> None:
    if in_bin:
        office.do(registers.delete, "staff", [person])
    before = office.ask(history.count)
    office.do(erase, office.unit, [person])
    assert office.store.compact()
    held = bytes_of(office)
    assert not [text for text in (NAME, PHONE, OLD_PHONE, "1987-03-21") if text.encode() in held]
    assert [each.text("name") for each in office.ask(everyone, office.unit)] == ["Cán bộ mẫu 02"]
    # That there were gestures is still told.
    assert office.ask(history.count) == before + 1
    assert office.ask(differences) == []
    assert office.do(mend, office.ask(differences)).value == 0
    office.close()
    assert backup.verify_store(office.path) == []


def test_an_erased_person_who_is_there_again_is_noticed(office: Context, person: str) -> None:
    office.do(erase, office.unit, [person])
    with office.store.transaction() as conn:
        values = "id, unit, name, assignment, from_date, match, folded, ordering"
        conn.exec_driver_sql(
            f"INSERT INTO staff ({values})"
            f" VALUES ('{person}', 'LEBINH', 'a', 'b', '2020-01-02', '', '', '')"
        )
    [found] = office.ask(differences)
    assert (found.record, found.field) == (person, "deleted")


def test_nothing_brings_an_erased_person_back(office: Context, person: str) -> None:
    made = office.ask(history.of_record, "staff", person)
    erased = office.do(erase, office.unit, [person]).entry
    assert erased is not None
    with pytest.raises(Refused, match="undo_erased"):
        office.do(history.undo, erased)
    for entry in made:
        with pytest.raises(Refused, match="undo_conflict"):
            office.do(history.undo, entry.id)
    with pytest.raises(Refused, match="record_missing"):
        office.do(erase, office.unit, [person])


def test_people_of_other_units_are_theirs_to_erase(office: Context, person: str) -> None:
    with pytest.raises(Refused, match="person_elsewhere"):
        office.do(erase, "KHAC", [person])
    assert len(office.ask(everyone, office.unit)) == 2


def test_all_that_is_held_on_a_person_is_written_out(
    office: Context, person: str, tmp_path: Path
) -> None:
    found = office.ask(find_person, office.unit, "trinh thu nghiem")
    office.do(write_person, found, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    texts = {}
    for sheet in book:
        texts[sheet.title] = [str(cell) for row in sheet.values for cell in row if cell]
    assert {NAME, PHONE, "21/03/1987"} <= set(texts["Đang lưu"])
    assert {OLD_PHONE, PHONE, "Sửa", "Cán bộ mẫu 01"} <= set(texts["Lịch sử"])
    assert not [title for title, said in texts.items() if "Cán bộ mẫu 02" in said]
    [kept] = office.ask(left)
    assert (kept.what, kept.receiver, kept.people) == ("person", "Người có dữ liệu", (person,))


def test_each_file_with_people_in_it_is_listed_with_what_it_says(
    office: Context, person: str, tmp_path: Path
) -> None:
    submit(office, "2024-06", tmp_path)
    submit(office, "2024-06", tmp_path, include_private=True)
    export_report(office, "2024-06", "cchc", tmp_path / "b.docx", public=True)
    export_report(office, "2024-06", "ii06a", tmp_path / "c.docx")
    [report, second, first] = office.ask(left)
    assert (first.what, first.file_name) == ("submission", "LEBINH_2024-06_r1.smc")
    assert first.receiver == "UBND quận Cái Răng"
    assert "Điện thoại" not in first.columns
    assert {"Điện thoại", "Ngày sinh", "Họ và tên"} <= set(second.columns)
    # A public copy prints names and nothing else that is private.
    assert (report.what, report.receiver, report.file_name) == ("report", "", "b.docx")
    assert "Họ và tên" in report.columns
    assert not {"Điện thoại", "Ngày sinh"} & set(report.columns)
    assert len(office.ask(left, person)) == 3


def test_a_book_without_people_lists_nothing(office: Context, tmp_path: Path) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=5)
    submit(office, "2024-06", tmp_path)
    assert office.ask(left) == []


def test_who_left_longer_ago_than_is_kept_is_due(office: Context) -> None:
    add(office, "Cán bộ mẫu 02")
    gone = add(office, "Cán bộ mẫu 03", to_date=date(2020, 2, 29))
    office.do(registers.delete, "staff", [add(office, "Mẫu 04", to_date=date(2020, 2, 1))])
    assert office.ask(due, office.unit, date(2030, 1, 1)) == []
    office.do(set_setting, RETENTION, "5")
    names = [each.text("name") for each in office.ask(due, office.unit, date(2025, 3, 1))]
    assert names == ["Mẫu 04"]
    [first, _] = office.ask(due, office.unit, date(2025, 3, 2))
    assert first.id == gone


def test_the_command_tells_and_erases(
    office: Context, person: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    console = Console(office.path, capsys)
    assert console.json("people", "left") == {"files": []}
    console("workbook", tmp_path / "so.xlsx", "--filled")
    [file] = console.json("people", "left")["files"]
    assert (file["kind"], file["file_name"]) == ("workbook", "so.xlsx")
    assert "Điện thoại" in file["columns"]
    out = tmp_path / f"{NAME}.xlsx"
    assert console.json("people", "export", "--person", NAME, "--out", out)["id"] == person
    seen = console.json("people", "erase", "--person", NAME)
    assert seen["erased"] is False
    assert "không lấy lại được" in seen["message"]
    assert any("tệp đã ghi ra" in words for words in seen["remains"])
    assert console.json("people", "erase", "--person", NAME, "--yes")["erased"] is True
    assert console.refusal("people", "erase", "--person", NAME, status=1) == "person_unknown"
    assert console.json("verify")["ok"] is True
    assert NAME.encode() not in office.path.read_bytes()
    assert console.json("people", "due") == {"years": None, "people": []}


def test_a_store_from_which_somebody_was_erased_can_be_copied_and_restored(
    office: Context, person: str, tmp_path: Path
) -> None:
    office.do(erase, office.unit, [person])
    copy = tmp_path / "b.sqlite"
    office.store.write_copy(copy, lambda draft: None)
    assert backup.verify_store(copy) == []
    again = open_context(copy)
    assert [each.text("name") for each in again.ask(everyone, again.unit)] == ["Cán bộ mẫu 02"]
    again.close()


def test_copies_elsewhere_and_files_written_again_are_listed(
    office: Context, person: str, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    sent = submit(office, "2024-06", usb, include_private=True)
    registers_before = office.ask(left, person)
    office.do(registers.save, "staff", office.unit, {"phone": None}, person)
    again = tmp_path / "lai"
    again.mkdir()
    write_again(office, sent.made.sequence, again)
    [second, first] = office.ask(left, person)
    assert [first] == registers_before
    # What the file says, not what the book says by now.
    assert second._replace(at=first.at, columns=()) == first._replace(columns=())
    assert set(second.columns) == set(first.columns)
    assert "Điện thoại" in second.columns
    office.do(set_setting, SECOND_PLACE, str(usb))
    assert office.ask(left, person)[0].what == "second_place"
    moved = hand_over(office, usb, now())
    listed = office.ask(left, person)[0]
    assert (listed.what, listed.receiver) == ("handover", str(usb))
    assert listed.file_name == moved.path.name
    assert "Điện thoại" not in listed.columns
    assert "Ngày sinh" in listed.columns


def test_the_backup_command_lists_what_went_elsewhere_only(
    office: Context, person: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.close()
    console = Console(office.path, capsys)
    console("backup")
    assert console.json("people", "left") == {"files": []}
    made = console.json("backup", tmp_path / "usb")
    [file] = console.json("people", "left")["files"]
    assert (file["kind"], file["receiver"]) == ("copy", str(tmp_path / "usb"))
    assert file["file_name"] == Path(made["path"]).name
    assert len(file["people"]) == 2


def test_what_stays_of_a_person_is_told_with_its_places(office: Context, person: str) -> None:
    text = {"period": "2024-06", "section": "II.4", "text": f"Cử đồng chí {NAME.upper()} đi học."}
    office.do(registers.save, "narratives", office.unit, dict(text))
    other = {"period": "2024-06", "section": "V", "text": "Trịnh Thử Nghiệmx, Bùi Trịnh Thử"}
    office.do(registers.save, "narratives", office.unit, dict(other))
    [profile] = office.ask(registers.records, "profile", office.unit)
    office.do(registers.save, "profile", office.unit, {"signer_name": NAME}, profile.id)
    assert office.ask(named_places, office.unit, [NAME]) == [
        "Đơn vị, Họ tên người ký",
        "Nội dung báo cáo (2024-06 II.4), Nội dung",
    ]
    found = office.ask(find_person, office.unit, NAME)
    aside = office.path.with_name(f"{office.path.stem}-truoc-nang-cap-0003.sqlite")
    aside.write_bytes(b"")
    backup.backup(office.store, None, now())
    said = " ".join(remains(office, [found], date(2026, 5, 20)))
    assert "Tên còn ở: Đơn vị, Họ tên người ký; Nội dung báo cáo" in said
    assert "Lịch sử còn tên ở 2 lần ghi" in said
    assert "đến khoảng tháng 2/2027" in said
    assert f"Cạnh sổ còn {aside.name}" in said


def test_a_disk_that_refuses_is_said_and_the_rest_is_done_at_the_next_start(
    office: Context, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.do(erase, office.unit, [person])
    with monkeypatch.context() as failing:
        failing.setattr(office.store, "compact", lambda: False)
        failed = finish(office)
    assert failed is not None
    assert failed.code == "erased_not_compact"
    assert OLD_PHONE.encode() in bytes_of(office)
    office.close()
    again = open_context(office.path)
    assert finish(again) is None
    assert OLD_PHONE.encode() not in bytes_of(again)
    assert again.ask(stored).get("compact_due") is None
    again.close()


def test_who_left_a_ward_leaves_the_receiving_office_with_its_next_file(
    office: Context, person: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quan").mkdir()
    district = new_district(tmp_path / "quan", "LEBINH")
    take(district, submit(office, "2024-06", tmp_path).path, decisions=NEW)
    found = district.ask(find_person, None, NAME)
    with pytest.raises(Refused, match="person_elsewhere"):
        district.do(erase, district.unit, [found.id])
    district.do(write_person, found, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").is_file()
    office.do(erase, office.unit, [person])
    take(district, submit(office, "2024-06", tmp_path).path)
    assert [each.text("name") for each in district.ask(everyone)] == ["Cán bộ mẫu 02"]
    district.close()


def test_the_consolidated_papers_name_nobody(
    office: Context, person: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quan").mkdir()
    district = new_district(tmp_path / "quan", "LEBINH")
    take(district, submit(office, "2024-06", tmp_path).path, decisions=NEW)
    district.close()
    docx, xlsx = tmp_path / "a.docx", tmp_path / "a.xlsx"
    console = Console(district.path, capsys)
    console("consolidate", "--period", "2024-06", "--docx", docx, "--xlsx", xlsx)
    # Nothing to list: they count the staff.
    for path in (docx, xlsx):
        with ZipFile(path) as paper:
            parts = [paper.read(part).decode(errors="replace") for part in paper.namelist()]
        assert NAME not in "".join(parts)
