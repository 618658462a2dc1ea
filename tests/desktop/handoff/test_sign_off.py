"""Trình ký: the edited file comes back, is numbered and dated; a correction names the last one."""

from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from desktop.context import Context
from desktop.handoff.container import Fault, unpack
from desktop.handoff.sign_off import (
    Signed,
    attach_scan,
    current,
    history,
    sign_off,
    take_back,
)
from desktop.handoff.submission import export_report, submit
from models.errors import OfficeError, Refused
from tests.helpers.office import JUNE, enter
from tests.helpers.packages import entries_of
from tests.helpers.word_files import edited, retyped

DAY = date(2024, 6, 21)


@pytest.fixture
def report(ward: Context, tmp_path: Path) -> Path:
    return export_report(ward, "2024-06", "cchc", tmp_path / "report.docx").path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"%PDF-1.4 signed scan")
    return path


def taken(ward: Context, path: Path) -> Signed:
    return ward.do(take_back, "LEBINH", "2024-06", "cchc", path).value


def test_an_edited_report_comes_back_with_every_difference(
    ward: Context, report: Path, tmp_path: Path
) -> None:
    changed = edited(report, tmp_path / "changed.docx", retyped("to_handle", "13", "15"))
    kept = taken(ward, changed)
    assert [(d.place, d.printed, d.stored) for d in kept.differences] == [("II.2", "15", "13")]
    again = ward.ask(current, "LEBINH", "2024-06", "cchc")
    assert again == kept
    assert again is not None
    assert again.docx == changed.read_bytes()


def test_before_signing_a_later_file_takes_the_place_of_the_earlier(
    ward: Context, report: Path
) -> None:
    taken(ward, report)
    second = taken(ward, report)
    assert [signed.id for signed in ward.ask(history, "LEBINH", "2024-06", "cchc")] == [second.id]


def test_number_date_and_scan_are_recorded(ward: Context, report: Path, scan: Path) -> None:
    ward.do(sign_off, taken(ward, report).id, "  45/BC-UBND ", DAY, scan)
    [signed] = ward.ask(history, "LEBINH", "2024-06", "cchc")
    assert (signed.number, signed.signed_on, signed.pdf) == ("45/BC-UBND", DAY, scan.read_bytes())


def test_a_correction_after_signing_is_a_new_document_that_names_the_old_one(
    ward: Context, report: Path
) -> None:
    ward.do(sign_off, taken(ward, report).id, "45/BC-UBND", DAY)
    second = taken(ward, report)
    assert second.replaces == "45/BC-UBND"
    third = taken(ward, report)  # taken back again before it is signed
    assert third.replaces == "45/BC-UBND"
    ward.do(sign_off, third.id, "51/BC-UBND", date(2024, 6, 25))
    signed = ward.ask(history, "LEBINH", "2024-06", "cchc")
    assert [report.number for report in signed] == ["51/BC-UBND", "45/BC-UBND"]


@pytest.mark.parametrize("kind", ["cchc", "ii06a"])
def test_a_report_exported_after_signing_says_which_one_it_replaces(
    ward: Context, tmp_path: Path, kind: Literal["cchc", "ii06a"]
) -> None:
    words = "thay thế Báo cáo số 45/BC-UBND ngày 21/6/2024"
    first = export_report(ward, "2024-06", kind, tmp_path / "first.docx").path
    taken = ward.do(take_back, "LEBINH", "2024-06", kind, first).value
    ward.do(sign_off, taken.id, "45/BC-UBND", DAY)
    second = export_report(ward, "2024-06", kind, tmp_path / "second.docx").path
    assert words not in entries_of(first.read_bytes())["word/document.xml"].decode()
    assert words in entries_of(second.read_bytes())["word/document.xml"].decode()


def test_a_signed_report_is_never_signed_again(ward: Context, report: Path) -> None:
    first = taken(ward, report)
    ward.do(sign_off, first.id, "45/BC-UBND", DAY)
    with pytest.raises(Refused) as refused:
        ward.do(sign_off, first.id, "46/BC-UBND", DAY)
    assert refused.value.problems[0].code == "sign_off_done"


def test_a_number_stands_for_one_report_of_a_day(ward: Context, report: Path) -> None:
    ward.do(sign_off, taken(ward, report).id, "45/BC-UBND", DAY)
    second = taken(ward, report)
    with pytest.raises(Refused) as refused:
        ward.do(sign_off, second.id, "45/BC-UBND", DAY)
    assert refused.value.problems[0].code == "number_used"
    with pytest.raises(Refused):
        ward.do(sign_off, second.id, "   ", DAY)


def test_only_a_pdf_is_taken_for_the_scan(ward: Context, report: Path, scan: Path) -> None:
    kept = taken(ward, report)
    with pytest.raises(Refused) as refused:
        ward.do(sign_off, kept.id, "45/BC-UBND", DAY, report)
    assert refused.value.problems[0].code == "scan_no_pdf"
    ward.do(sign_off, kept.id, "45/BC-UBND", DAY)
    ward.do(attach_scan, kept.id, scan)
    [signed] = ward.ask(history, "LEBINH", "2024-06", "cchc")
    assert signed.pdf == scan.read_bytes()


def test_the_signed_paper_and_its_scan_go_along_with_the_submission(
    ward: Context, report: Path, scan: Path, stick: Path
) -> None:
    ward.do(sign_off, taken(ward, report).id, "45/BC-UBND", DAY, scan)
    package = unpack(submit(ward, "2024-06", stick).path.read_bytes())
    assert not isinstance(package, Fault)
    document = package.manifest.document
    assert document is not None
    assert (document.number, document.signed_on) == ("45/BC-UBND", "2024-06-21")
    assert document.replaces is None
    assert package.entries["report.pdf"] == scan.read_bytes()
    own = entries_of(report.read_bytes())["word/document.xml"]
    assert entries_of(package.entries["report.docx"])["word/document.xml"] == own


def test_figures_changed_after_signing_are_said_when_it_is_sent(
    ward: Context, report: Path, stick: Path
) -> None:
    ward.do(sign_off, taken(ward, report).id, "45/BC-UBND", DAY)
    enter(ward, JUNE, "Hộ tịch", received_online=8)
    differences = submit(ward, "2024-06", stick).made.differences
    assert ("13", "14") in {(difference.printed, difference.stored) for difference in differences}


@pytest.mark.parametrize(("period", "kind"), [("2024-05", "cchc"), ("2024-06", "ii06a")])
def test_another_report_is_not_taken_back(
    ward: Context, report: Path, period: str, kind: str
) -> None:
    with pytest.raises(OfficeError) as error:
        ward.do(take_back, "LEBINH", period, kind, report)
    assert error.value.problems[0].code == "report_other"
    assert ward.ask(current, "LEBINH", period, kind) is None


def test_signing_without_a_report_is_refused(ward: Context) -> None:
    with pytest.raises(Refused) as refused:
        ward.do(sign_off, "none", "45/BC-UBND", DAY)
    assert refused.value.problems[0].code == "sign_off_missing"
