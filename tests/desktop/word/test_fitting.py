"""No number and no word of a table breaks in its cell, and the end of a table is not torn off."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from desktop.context import Context
from desktop.registers import save
from desktop.word.measuring import text_width
from models.registers import Value
from tests.desktop.reports.documents import district_report, exported
from tests.helpers.office import JUNE
from tests.helpers.office import enter as enter_own
from tests.helpers.sums import enter, new_district
from tests.helpers.word import Document, Paragraph, W

# What a cell of a table with rules leaves free beside its text, in twips.
MARGINS = 114


def broken_words(path: Path) -> list[str]:
    """Return the words that are wider than their cell, in tables with rules."""
    found = []
    for paragraph in Document(path).paragraphs:
        cell = paragraph.cell
        if cell is None or not _is_ruled(cell) or cell.find(f"{W}tcPr/{W}gridSpan") is not None:
            continue
        for word in re.split(r"[\s\-]+", paragraph.text):
            if text_width(word, paragraph.size) * 20 > paragraph.room - MARGINS:
                found.append(word)
    return found


def _is_ruled(cell: etree._Element) -> bool:
    table = next(cell.iterancestors(f"{W}tbl"))
    style = table.find(f"{W}tblPr/{W}tblStyle")
    return style is not None and style.get(f"{W}val") == "BangKe"


def many_units(folder: Path, dossiers: int) -> Context:
    """Make an office whose units keep every figure that the annex of rates has a column for."""
    office = new_district(folder, A={}, B={}, C={})
    for unit in ("A", "B", "C"):
        enter(
            office,
            unit,
            "2024-01",
            carried_over=0,
            received_online=dossiers,
            received_offline=dossiers // 3,
            resolved_early=dossiers,
            resolved_on_time=0,
            resolved_late=0,
            pending_in_time=dossiers // 3,
            pending_overdue=0,
            digitised_inputs=dossiers,
            digitised_results=dossiers,
            digitised_dossiers=dossiers,
            e_results=dossiers,
            data_reused=dossiers,
            fee_bearing=dossiers,
            paid_online=dossiers // 2,
        )
    return office


def test_nothing_breaks_in_the_reports_of_the_samples(
    june_report: Path, ward: Context, district: Context, tmp_path: Path
) -> None:
    assert broken_words(june_report) == []
    assert broken_words(exported(ward, tmp_path, "ii06a").path) == []
    assert broken_words(district_report(district, tmp_path)) == []


@pytest.mark.parametrize(("dossiers", "size"), [(93_000, 11.0), (33_000_000, 10.0)])
def test_many_columns_of_long_numbers_stay_whole_and_are_set_smaller_only_where_they_must(
    dossiers: int, size: float, tmp_path: Path
) -> None:
    office = many_units(tmp_path, dossiers)
    try:
        path = district_report(office, tmp_path, period="2024-01")
    finally:
        office.close()
    assert broken_words(path) == []
    grids = [list(grid) for grid in Document(path).body.iter(f"{W}tblGrid")]
    widest = max(grids, key=len)
    assert len(widest) == 18
    assert sum(int(column.get(f"{W}w") or 0) for column in widest) == 14003
    inside = [p for p in Document(path).paragraphs if p.cell is not None and p.text == "75"]
    assert {p.size for p in inside} == {size}


def keeps_with_next(paragraph: Paragraph) -> bool:
    return paragraph.element.find(f"{W}pPr/{W}keepNext") is not None


def test_the_signature_of_the_form_stays_with_the_last_rows(ward: Context, tmp_path: Path) -> None:
    enter_own(ward, JUNE, "Hộ tịch", withdrawn=2)  # told in the note under the table
    document = Document(exported(ward, tmp_path, "ii06a").path)
    texts = [p.text for p in document.paragraphs]
    total = texts.index("Tổng số", texts.index("(13)"))
    date = next(place for place, text in enumerate(texts) if ", ngày " in text and place > total)
    between = [p for p in document.paragraphs[total : date + 1] if p.text]
    assert any(p.text.startswith("Ghi chú:") for p in between)
    assert all(map(keeps_with_next, between))
    row = document.paragraphs[total].element.getparent().getparent()  # type: ignore[union-attr]
    rows = [row, *row.itersiblings(preceding=True)]  # type: ignore[union-attr]
    kept = [_is_kept(each) for each in rows if each.tag == f"{W}tr"]
    assert kept[:5] == [True, True, True, True, False]


def test_a_lead_stays_with_its_list_and_nothing_else_is_kept(june_report: Path) -> None:
    body = [p for p in Document(june_report).paragraphs if p.cell is None and p.text]
    leads = [p for p in body if p.text.endswith(":")]
    assert any(p.text.startswith("- Kết quả tiếp nhận, giải quyết hồ sơ") for p in leads)
    assert all(map(keeps_with_next, leads))
    assert not any(keeps_with_next(p) for p in body if p.text.startswith("+ "))


def _is_kept(row: etree._Element) -> bool:
    looks = [paragraph.find(f"{W}pPr/{W}keepNext") for paragraph in row.iter(f"{W}p")]
    return all(look is not None for look in looks)


def _words(row: etree._Element) -> str:
    return "".join(text.text or "" for text in row.iter(f"{W}t"))


def test_a_heading_inside_a_table_stays_with_its_rows(june_report: Path) -> None:
    tables = Document(june_report).body.iter(f"{W}tbl")
    table = next(table for table in tables if "Tên thiết bị" in _words(table[2]))
    every = table.findall(f"{W}tr")[1:]
    numbered = [row for row in every if "định mức" not in _words(row)]
    # The last rows with numbers, and the headings among them, begin a page together if they must.
    rows = every[: every.index(numbered[-4])]
    assert all(_is_kept(row) for row in every[len(rows) : -1])
    heads = ["định mức" in _words(row) for row in rows]
    kept = [_is_kept(row) for row in rows]
    # A type of which nothing is there heads no rows: another type follows.
    wanted = [head and not following for head, following in pairwise([*heads, False])]
    assert kept == wanted
    assert sum(kept) > 10


def test_rows_of_long_texts_may_stand_on_two_pages(ward: Context, tmp_path: Path) -> None:
    for number in range(4):
        text = f"Kết quả {number}: " + "rất dài, " * 100
        values: dict[str, Value] = {"name": f"Sáng kiến {number}", "kind": "Sáng kiến"}
        values |= {"started": date(2024, 6, 1), "result": text}
        ward.do(save, "innovations", ward.unit, values)
    document = Document(exported(ward, tmp_path).path)
    rows = [row for row in document.body.iter(f"{W}tr") if "rất dài" in _words(row)]
    assert len(rows) == 4
    assert not any(map(_is_kept, rows))
