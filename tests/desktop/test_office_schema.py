"""Word and Excel have nothing to repair in what is exported: no schema of Office 2016 is broken."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.context import open_context
from desktop.handoff.container import Package, unpack
from desktop.handoff.submission import submit
from desktop.reports.district.export import export_district
from desktop.reports.district.workbook import export_workbook
from desktop.reports.export import export
from desktop.reports.kinds import DOCUMENT_SECTIONS, KINDS, PRINCIPAL, UNIT_KINDS
from desktop.settings import set_setting
from desktop.spreadsheets.writing import write_workbook
from tests.desktop.reports.documents import HALF_YEAR, rewritten, swap
from tests.helpers.office_schema import schema_faults

DOCUMENT, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
DEPARTMENT = "Phòng Nội vụ"
NAMES = (
    *(f"{kind.name}.docx" for kind in UNIT_KINDS),
    "footnotes.docx",
    "sent.docx",
    "district.docx",
    "department.docx",
    "ward-empty.xlsx",
    "ward-filled.xlsx",
    "district.xlsx",
)


@pytest.fixture(scope="module")
def exports(
    sample_store: Path,
    district_store: Path,
    june_report: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Return a folder with one file of every kind that is exported."""
    folder = tmp_path_factory.mktemp("exports")
    shutil.copy(june_report, folder / f"{PRINCIPAL.name}.docx")
    _export_ward(sample_store, folder)
    _export_district(district_store, folder)
    return folder


def _export_ward(store: Path, folder: Path) -> None:
    shutil.copy(store, folder / "ward.sqlite")
    ward = open_context(folder / "ward.sqlite")
    try:
        for kind in UNIT_KINDS:
            if kind is not PRINCIPAL:
                export(ward, "2024-06", kind.name, folder / f"{kind.name}.docx")
        for section in DOCUMENT_SECTIONS:
            ward.do(set_setting, f"report.documents.{section}", "footnotes")
        export(ward, HALF_YEAR, PRINCIPAL.name, folder / "footnotes.docx")
        sent = unpack(submit(ward, "2024-06", folder).path.read_bytes())
        assert isinstance(sent, Package)
        (folder / "sent.docx").write_bytes(sent.entries["report.docx"])
        ward.ask(write_workbook, folder / "ward-empty.xlsx", False)
        ward.ask(write_workbook, folder / "ward-filled.xlsx", True)
    finally:
        ward.close()


def _export_district(store: Path, folder: Path) -> None:
    shutil.copy(store, folder / "district.sqlite")
    district = open_context(folder / "district.sqlite")
    try:
        export_district(district, HALF_YEAR, folder / "district.docx")
        export_district(district, HALF_YEAR, folder / "department.docx", DEPARTMENT)
        export_workbook(district, HALF_YEAR, folder / "district.xlsx")
    finally:
        district.close()


@pytest.mark.parametrize("name", NAMES)
def test_no_schema_is_broken_in_an_export(name: str, exports: Path) -> None:
    assert schema_faults(exports / name) == []


@pytest.mark.parametrize("template", sorted({kind.template for kind in KINDS.values()}))
def test_no_schema_is_broken_in_a_template_that_offices_copy(template: str) -> None:
    path = next(kind for kind in KINDS.values() if kind.template == template).standard_template
    assert schema_faults(path) == []


def _without_theme(links: str) -> str:
    return re.sub(r"<Relationship [^>]*theme/theme1\.xml[^>]*/>", "", links)


BROKEN: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "a property out of order": (
        "cchc.docx",
        DOCUMENT,
        swap("</w:pPr>", '<w:pStyle w:val="OChu"/></w:pPr>', 1),
    ),
    "a value that there is not": ("cchc.docx", DOCUMENT, swap('w:val="center"', 'w:val="mid"', 1)),
    "a bookmark twice": ("cchc.docx", DOCUMENT, swap('Start w:id="2"', 'Start w:id="1"', 1)),
    "a note that there is not": (
        "footnotes.docx",
        DOCUMENT,
        swap('<w:footnoteReference w:id="2"', '<w:footnoteReference w:id="99"', 1),
    ),
    "no theme": ("cchc.docx", LINKS, _without_theme),
    "fonts out of order": ("district.xlsx", "xl/styles.xml", swap("</font>", "<b/></font>", 1)),
    "a text that there is not": (
        "district.xlsx",
        "xl/worksheets/sheet1.xml",
        swap('t="s"><v>', 't="s"><v>9999', 1),
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_validator_sees_what_is_broken(fault: str, exports: Path, tmp_path: Path) -> None:
    name, part, change = BROKEN[fault]
    broken = rewritten(exports / name, tmp_path / name, {part: change})
    assert schema_faults(broken) != []
