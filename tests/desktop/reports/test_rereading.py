"""Every digit of a written report is compared with the store before the file appears."""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.context import Context, today
from desktop.reports.composing import compose
from desktop.reports.district.composing import compose_district
from desktop.reports.district.export import export_district
from desktop.reports.district.gathering import gather_district
from desktop.reports.district.issuer import framed
from desktop.reports.export import write_draft
from desktop.reports.kinds import DOCUMENT_SECTIONS
from desktop.reports.rereading import reread
from desktop.reports.ward.data import ReportData
from desktop.reports.ward.gathering import gather
from desktop.settings import set_setting
from desktop.word.content import Report, Written
from models.errors import Refused
from tests.desktop.reports.documents import HALF_YEAR, exported, rewritten, swap, tell

DOCUMENT = "word/document.xml"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
# Every so many texts one is changed: all of them would take minutes.
STRIDE = 23


@dataclass(frozen=True)
class Draft:
    """A report that was written, and what it was written from."""

    path: Path
    report: Report
    written: Written

    def read(self, path: Path) -> None:
        """Compare a file with the report."""
        reread(path, self.report, self.report, self.written)


def drafted(report: Report, data: ReportData, folder: Path) -> Draft:
    path = folder / f"{data.kind.name}.docx"
    return Draft(path, report, write_draft(report, path, None, data))


def ward_draft(ward: Context, kind: str, folder: Path) -> Draft:
    data = ward.ask(gather, ward.unit, "2024-06", kind, None)
    return drafted(compose(data), data, folder)


def district_draft(district: Context, issuer: str | None, folder: Path) -> Draft:
    data = district.ask(gather_district, HALF_YEAR, today())
    return drafted(compose_district(data, issuer), framed(data.own_report, issuer), folder)


def in_footnotes(ward: Context) -> None:
    for section in DOCUMENT_SECTIONS:
        ward.do(set_setting, f"report.documents.{section}", "footnotes")


def changes_in(draft: Draft, part: str = DOCUMENT) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Yield texts of a part that have a digit, each with a change of its first one."""
    with zipfile.ZipFile(draft.path) as package:
        content = package.read(part).decode("utf-8")
    found = [text for text in _TEXT.finditer(content) if re.search(r"\d", text[1])]
    assert found
    for text in found[::STRIDE]:
        digit = re.search(r"\d", text[1])
        assert digit is not None
        yield text[1], one_digit(text.start(1) + digit.start())


def one_digit(at: int) -> Callable[[str], str]:
    """Return a change of one digit."""
    return lambda whole: whole[:at] + str((int(whole[at]) + 1) % 10) + whole[at + 1 :]


def unnoticed(draft: Draft, folder: Path) -> tuple[int, list[str]]:
    """Return how many digits were changed, and the texts in which nobody noticed."""
    tried, missed = 0, []
    for text, change in changes_in(draft):
        tried += 1
        path = rewritten(draft.path, folder / "changed.docx", {DOCUMENT: change})
        try:
            draft.read(path)
        except Refused as refused:
            if {problem.code for problem in refused.problems} != {"report_mismatch"}:
                missed.append(text)
        else:
            missed.append(text)
    return tried, missed


@pytest.mark.parametrize(("kind", "least"), [("cchc", 20), ("ii06a", 5)])
def test_a_changed_digit_anywhere_in_a_wards_report_is_found(
    ward: Context, tmp_path: Path, kind: str, least: int
) -> None:
    tried, missed = unnoticed(ward_draft(ward, kind, tmp_path), tmp_path)
    assert missed == []
    assert tried >= least


@pytest.mark.parametrize(
    "change",
    [
        swap("Kế hoạch số 14/KH-UBND", "Kế hoạch số 41/KH-UBND"),
        # A whole note taken out: its number in the text is left without it.
        lambda text: re.sub(r'<w:footnote w:id="2">.*?</w:footnote>', "", text),
    ],
)
def test_a_changed_footnote_is_found(
    ward: Context, tmp_path: Path, change: Callable[[str], str]
) -> None:
    in_footnotes(ward)
    data = ward.ask(gather, ward.unit, HALF_YEAR, "cchc", None)
    draft = drafted(compose(data), data, tmp_path)
    draft.read(draft.path)
    path = rewritten(draft.path, tmp_path / "changed.docx", {"word/footnotes.xml": change})
    with pytest.raises(Refused) as caught:
        draft.read(path)
    assert [problem.values["label"] for problem in caught.value.problems] == ["một đoạn văn bản"]


@pytest.mark.parametrize("issuer", [None, "Phòng Nội vụ"])
def test_a_changed_digit_anywhere_in_a_districts_report_is_found(
    district: Context, tmp_path: Path, issuer: str | None
) -> None:
    tried, missed = unnoticed(district_draft(district, issuer, tmp_path), tmp_path)
    assert missed == []
    assert tried >= 50


def test_every_table_that_lists_something_is_read_again(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    for draft in (
        ward_draft(ward, "cchc", tmp_path),
        ward_draft(ward, "ii06a", tmp_path),
        district_draft(district, None, tmp_path),
    ):
        listed = [name for name, table in draft.report.tables.items() if not table.is_empty]
        checked = reread(draft.path, draft.report, draft.report, draft.written)
        assert checked.tables == draft.written.tables == len(listed)
        cells = sum(len(row) for name in listed for row in draft.report.tables[name].rows)
        # Cells that are joined with those before them are printed as one.
        assert cells * 0.98 <= checked.cells <= cells


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("605", "Phụ lục I, dòng 2, cột 5"),
        ("7.088", "Phụ lục II, dòng 13, cột 4"),
        ("830", "Phụ lục III, dòng 2, cột 11 (Thanh toán trực tuyến)"),
        ("12.612", "Phụ lục III, dòng 10, cột 6 (Số hóa kết quả)"),
    ],
)
def test_a_changed_cell_of_an_annex_is_named_by_annex_row_and_column(
    district: Context, tmp_path: Path, text: str, place: str
) -> None:
    draft = district_draft(district, None, tmp_path)

    def change(whole: str) -> str:
        at = whole.rindex(f">{text}<")
        return whole[:at] + f">{text[:-1]}x<" + whole[at + len(text) + 2 :]

    path = rewritten(draft.path, tmp_path / "changed.docx", {DOCUMENT: change})
    with pytest.raises(Refused) as caught:
        draft.read(path)
    assert [problem.values["label"] for problem in caught.value.problems] == [place]


def test_a_table_that_is_no_longer_bound_is_missed(ward: Context, tmp_path: Path) -> None:
    draft = ward_draft(ward, "cchc", tmp_path)
    path = rewritten(
        draft.path,
        tmp_path / "changed.docx",
        {DOCUMENT: lambda whole: whole.replace('w:name="bang__nhan_su', 'w:name="x', 1)},
    )
    with pytest.raises(Refused) as caught:
        draft.read(path)
    assert [problem.values["label"] for problem in caught.value.problems] == ["bảng gắn với sổ"]


def test_words_that_the_store_has_come_to_say_otherwise_are_found(
    ward: Context, tmp_path: Path
) -> None:
    draft = ward_draft(ward, "cchc", tmp_path)
    tell(ward, "II.5", "Đã giải ngân 12 khoản.")
    fresh = compose(ward.ask(gather, ward.unit, "2024-06", "cchc", None))
    with pytest.raises(Refused) as caught:
        reread(draft.path, draft.report, fresh, draft.written)
    assert "mục II.5" in {problem.values["label"] for problem in caught.value.problems}


def test_the_notice_tells_of_all_numbers_in_sentences_and_tables(
    ward: Context, district: Context, tmp_path: Path
) -> None:
    assert exported(ward, tmp_path, "ii06a").numbers >= 99
    done = export_district(district, HALF_YEAR, tmp_path / "tong-hop.docx")
    assert done.numbers > done.bound + 400
