"""Sending a period: the file, its number, what stays behind, and a stick that is pulled out."""

from datetime import date
from pathlib import Path

import pytest

from desktop.backup import backup
from desktop.context import Context, now, open_context
from desktop.handoff import crowding
from desktop.handoff import outbox as outboxes
from desktop.handoff.container import Fault, Package, unpack
from desktop.handoff.data import Data, digest, encode, gather, read_data
from desktop.handoff.docx_payload import Carried, extract
from desktop.handoff.keys import own_public_key, telephone_code
from desktop.handoff.outbox import outbox, write_again
from desktop.handoff.submission import export_report, preview, submit
from desktop.months import close_month
from desktop.registers import save
from models.errors import OfficeError, Refused, Unusable
from models.files import write_failure
from models.periods import Month, parse_period
from models.registers import Values
from tests.helpers.office import JUNE, area_id, enter
from tests.helpers.word_files import edited, retyped

PERSON: Values = {
    "name": "Cán bộ mẫu 02",
    "assignment": "Chính thức",
    "from_date": date(2024, 1, 2),
    "phone": "0900000000",
    "birth_date": date(1990, 2, 1),
    "rating": "Hoàn thành tốt",
}


def read(path: Path, password: str | None = None) -> Package:
    found = unpack(path.read_bytes(), password)
    assert isinstance(found, Package)
    return found


def test_the_file_says_whose_figures_of_which_period_it_holds(ward: Context, stick: Path) -> None:
    done = submit(ward, "2024-06", stick)
    manifest = read(done.path).manifest
    assert done.path == stick / "LEBINH_2024-06_r1.smc"
    assert (manifest.unit, manifest.unit_name) == ("LEBINH", "Phường Lê Bình")
    assert (manifest.kind, manifest.period) == ("submission", "2024-06")
    assert (manifest.revision, manifest.sequence, manifest.replaces) == (1, 1, None)
    assert (manifest.to, manifest.to_name) == ("", "UBND quận Cái Răng")
    assert manifest.created_by == "Cán bộ mẫu 01"
    assert list(stick.iterdir()) == [done.path]


def test_the_figures_in_the_file_are_those_of_the_store(ward: Context, stick: Path) -> None:
    package = read(submit(ward, "2024-06", stick).path)
    data = read_data(package)
    assert isinstance(data, Data)
    assert package.data_hash == digest(encode(ward.ask(gather, "LEBINH", parse_period("2024-06"))))
    sent = {(row[0], row[1]) for row in data.figures}
    assert sent == {("2024-06", "Hộ tịch"), ("2024-06", "Đất đai")}


def test_revisions_count_per_period_and_the_sequence_counts_all(ward: Context, stick: Path) -> None:
    periods = ("2024-06", "2024-06", "2024-Q2", "2024-06")
    made = [submit(ward, period, stick).made for period in periods]
    assert [(one.revision, one.sequence) for one in made] == [(1, 1), (2, 2), (1, 3), (3, 4)]
    assert len(list(stick.iterdir())) == 4
    assert read(stick / "LEBINH_2024-06_r3.smc").manifest.replaces == 2


def test_an_open_month_makes_a_draft_and_closed_ones_do_not(ward: Context, stick: Path) -> None:
    assert submit(ward, "2024-06", stick).made.draft
    ward.do(close_month, "LEBINH", JUNE, date(2024, 7, 1), "Số liệu đúng thực tế")
    done = submit(ward, "2024-06", stick)
    assert (done.made.draft, read(done.path).manifest.draft) == (False, False)
    assert submit(ward, "2024-Q2", stick).made.draft  # April and May are still open


def test_a_period_without_figures_is_refused_and_takes_no_number(
    ward: Context, stick: Path
) -> None:
    with pytest.raises(Refused) as refused:
        submit(ward, "2023-06", stick)
    assert refused.value.problems[0].code == "submission_empty"
    assert ward.ask(outbox) == []
    assert list(stick.iterdir()) == []


def test_a_missing_folder_takes_no_number(ward: Context, tmp_path: Path) -> None:
    with pytest.raises(Unusable) as error:
        submit(ward, "2024-06", tmp_path / "stick" / "none" / "none")
    assert error.value.problems[0].code == "folder_missing"
    assert ward.ask(outbox) == []


def test_no_folder_is_made_where_the_stick_should_be(ward: Context, stick: Path) -> None:
    with pytest.raises(Unusable) as error:
        submit(ward, "2024-06", stick / "thang-6")
    assert [problem.code for problem in error.value.problems] == ["folder_missing"]
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("fault", [28, 30, 5, 2])
def test_a_stick_that_fails_leaves_the_file_in_the_outbox_to_be_written_again(
    ward: Context, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    def fail(path: Path, *_: object) -> None:
        raise write_failure(path, OSError(fault, "stick"))

    with monkeypatch.context() as pulled:
        pulled.setattr(outboxes, "require_writable", lambda folder: None)
        pulled.setattr(outboxes, "write_whole", fail)
        with pytest.raises(Unusable) as error:
            submit(ward, "2024-06", stick)
    assert error.value.problems[-1].code == "submission_kept"
    [kept] = ward.ask(outbox)
    assert (kept.state, kept.revision, list(stick.iterdir())) == ("waiting", 1, [])
    assert kept.word == "chưa ghi ra được"
    other = tmp_path / "other"
    other.mkdir()
    assert read(write_again(ward, kept.sequence, other)).manifest.revision == 1
    [written] = ward.ask(outbox)
    assert (written.state, written.draft, written.word) == ("written", True, "chưa chốt")
    assert submit(ward, "2024-06", stick).made.revision == 2


def test_what_reads_back_otherwise_is_not_taken_for_written(
    ward: Context, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(draft: Path, content: bytes) -> None:
        draft.write_bytes(content[:-1])

    monkeypatch.setattr(outboxes, "_write", torn)
    with pytest.raises(Unusable) as error:
        submit(ward, "2024-06", stick)
    assert error.value.problems[0].code == "read_back_failed"
    assert ward.ask(outbox)[0].state == "waiting"
    assert list(stick.iterdir()) == []


def test_no_file_is_ever_written_over(ward: Context, stick: Path) -> None:
    (stick / "LEBINH_2024-06_r1.smc").write_bytes(b"another file")
    done = submit(ward, "2024-06", stick)
    assert done.path.name == "LEBINH_2024-06_r1-2.smc"
    assert (stick / "LEBINH_2024-06_r1.smc").read_bytes() == b"another file"


def test_writing_the_same_file_again_changes_nothing(ward: Context, stick: Path) -> None:
    done = submit(ward, "2024-06", stick)
    before = done.path.stat()
    assert write_again(ward, done.made.sequence, stick) == done.path
    after = done.path.stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_free_dates_and_strange_codes_make_plain_ascii_names() -> None:
    name = outboxes.file_name("LEBINH", "2023-12-05..2024-06-20", "r1")
    assert name == "LEBINH_2023-12-05_den_2024-06-20_r1.smc"
    assert outboxes.file_name("Phường/Lê Bình", "2024", "r12") == "PHUONG-LE-BINH_2024_r12.smc"


def test_private_columns_are_in_no_part_of_the_file(ward: Context, stick: Path) -> None:
    ward.do(save, "staff", "LEBINH", PERSON)
    package = read(submit(ward, "2024-06", stick).path)
    carried = extract(package.entries["report.docx"])
    assert isinstance(carried, Carried)
    for secret in (b"0900000000", b"1990-02-01", "Hoàn thành tốt".encode()):
        assert secret not in package.entries["data.json"]
        assert secret not in carried.package.entries["data.json"]
    open_file = read(submit(ward, "2024-06", stick, include_private=True).path)
    assert b"0900000000" in open_file.entries["data.json"]


def test_the_officer_sees_what_goes_and_what_stays(ward: Context, stick: Path) -> None:
    seen = ward.ask(preview, "2024-06")
    assert (seen.revision, seen.open_months, seen.code) == (1, (JUNE,), None)
    assert seen.counts["Hồ sơ"] == 2
    left = [(column.sheet, column.label) for column in seen.left_behind]
    assert ("Nhân sự", "Điện thoại") in left
    code = submit(ward, "2024-06", stick).made.code
    again = ward.ask(preview, "2024-06")
    assert (again.revision, again.code) == (2, code)


def test_the_key_stays_the_same_and_goes_with_a_backup(
    ward: Context, stick: Path, tmp_path: Path
) -> None:
    first = submit(ward, "2024-06", stick).made.code
    copy = open_context(backup(ward.store, tmp_path / "copies", now()).path)
    assert submit(copy, "2024-06", stick).made.code == first
    key = ward.ask(own_public_key)
    assert key is not None
    assert telephone_code(key) == first
    copy.close()


def test_a_password_closes_the_file_and_not_the_outbox(ward: Context, stick: Path) -> None:
    done = submit(ward, "2024-06", stick, password="ba-con-meo")
    assert isinstance(unpack(done.path.read_bytes()), Fault)
    assert read(done.path, "ba-con-meo").manifest.unit == "LEBINH"
    again = write_again(ward, done.made.sequence, stick)
    assert read(again).manifest.sequence == 1
    with pytest.raises(Refused):
        submit(ward, "2024-06", stick, password="ngan")


def test_the_word_report_inside_is_the_same_submission(ward: Context, stick: Path) -> None:
    package = read(submit(ward, "2024-06", stick).path)
    carried = extract(package.entries["report.docx"])
    assert isinstance(carried, Carried)
    inner = carried.package.manifest
    assert (inner.unit, inner.period, inner.revision) == ("LEBINH", "2024-06", 1)
    assert carried.package.data_hash == package.data_hash
    assert inner.public_key == package.manifest.public_key


def test_an_edited_report_goes_along_with_its_differences_said(
    ward: Context, stick: Path, tmp_path: Path
) -> None:
    exported = export_report(ward, "2024-06", "cchc", tmp_path / "report.docx").path
    report = edited(exported, tmp_path / "edited.docx", retyped("to_handle", "13", "14"))
    done = submit(ward, "2024-06", stick, report)
    [difference] = done.made.differences
    assert (difference.place, difference.printed, difference.stored) == ("II.2", "14", "13")
    sent = read(done.path).entries["report.docx"]
    assert b"word/document.xml" in sent
    unchanged = submit(ward, "2024-06", stick, exported)
    assert unchanged.made.differences == ()


def test_figures_changed_after_the_export_are_said(
    ward: Context, stick: Path, tmp_path: Path
) -> None:
    exported = export_report(ward, "2024-06", "cchc", tmp_path / "report.docx").path
    enter(ward, JUNE, "Hộ tịch", received_online=8)
    differences = submit(ward, "2024-06", stick, exported).made.differences
    assert ("13", "14") in {(difference.printed, difference.stored) for difference in differences}


@pytest.mark.parametrize("period", ["2024-05", "2024-Q2"])
def test_the_report_of_another_period_is_refused(
    ward: Context, stick: Path, tmp_path: Path, period: str
) -> None:
    enter(ward, Month(2024, 5), "Hộ tịch", received_online=1)
    exported = export_report(ward, "2024-06", "cchc", tmp_path / "report.docx").path
    with pytest.raises(Refused) as refused:
        submit(ward, period, stick, exported)
    assert refused.value.problems[0].code == "report_other"
    assert ward.ask(outbox) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.4"])
def test_what_is_no_report_is_refused(
    ward: Context, stick: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "x.docx").write_bytes(content)
    with pytest.raises(OfficeError) as error:
        submit(ward, "2024-06", stick, tmp_path / "x.docx")
    assert error.value.problems[0].code == "report_unreadable"
    assert ward.ask(outbox) == []


def test_an_exported_report_carries_its_data_without_a_revision(
    ward: Context, tmp_path: Path
) -> None:
    exported = export_report(ward, "2024-06", "cchc", tmp_path / "report.docx").path
    carried = extract(exported.read_bytes())
    assert isinstance(carried, Carried)
    assert (carried.package.manifest.revision, carried.package.manifest.sequence) == (None, None)
    assert ward.ask(outbox) == []


def test_a_broken_placeholder_stops_the_submission_before_it_is_numbered(
    ward: Context, stick: Path
) -> None:
    row: Values = {"period": "2024-06", "section": "V", "text": "Có {khong_co} hồ sơ"}
    ward.do(save, "narratives", "LEBINH", row)
    with pytest.raises(Refused):
        submit(ward, "2024-06", stick)
    assert ward.ask(outbox) == []


def test_a_field_of_work_is_named_the_way_the_office_names_it(ward: Context, stick: Path) -> None:
    ward.do(save, "fields", "", {"name": "Hộ tịch mới"}, area_id(ward, "Hộ tịch"))
    data = read_data(read(submit(ward, "2024-06", stick).path))
    assert isinstance(data, Data)
    assert "Hộ tịch mới" in {row[1] for row in data.figures}


@pytest.mark.parametrize("most", ["ROWS_AT_MOST", "ALL_ROWS_AT_MOST"])
def test_what_a_receiver_would_refuse_is_refused_before_it_has_a_number(
    ward: Context, stick: Path, monkeypatch: pytest.MonkeyPatch, most: str
) -> None:
    monkeypatch.setattr(crowding, most, 0)
    code = "submission_rows" if most == "ROWS_AT_MOST" else "submission_too_much"
    for asked in (lambda: ward.ask(preview, "2024-06"), lambda: submit(ward, "2024-06", stick)):
        with pytest.raises(Refused, match=code):
            asked()
    assert ward.ask(outbox) == []
    assert list(stick.iterdir()) == []
