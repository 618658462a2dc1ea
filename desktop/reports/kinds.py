"""The kinds of reports: what each is called, made of and asked for, declared once.

A new kind of one unit is one declaration here, its title in `resources/catalogues/report.toml`, its
name on the page `.github/formats.md`, and a Word template where none of those in
`resources/templates` serves: `cchc` leaves out what a kind does not have. Command line, window and
settings follow. A kind of several units is also chosen in `desktop/reports/district/issuer.py`.
"""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from desktop.paths import resources
from models.catalogue import NARRATIVE_SECTIONS

# The sections in which documents are listed, by the topics that each is about: what is about the
# reform as a whole, or about nothing else, stands in part I, plans apart from the others.
PLAN_SECTION, DIRECTION_SECTION = "I.1", "I.2.a"
SECTION_OF_TOPIC = {
    "Kiểm tra": "I.2.b",
    "Tuyên truyền": "I.2.c",
    "Thể chế": "II.1",
    "TTHC": "II.2",
    "Đào tạo": "II.4",
    "Chuyển đổi số": "II.6",
}
DOCUMENT_SECTIONS = (PLAN_SECTION, DIRECTION_SECTION, *SECTION_OF_TOPIC.values())
# How an office may have the documents of a section listed.
BULLETS, SENTENCE, FOOTNOTES = "bullets", "sentence", "footnotes"
# The one table of a short report: figures, those since the year began, and the change.
BRIEF_TABLE = "so_lieu_nhanh"
# The table that names the staff.
STAFF_TABLE = "nhan_su"
_WEEK = 7  # days


class ReportKind(NamedTuple):
    """One kind of report.

    Attributes:
        name: its fixed name, in files, settings, the catalogue of texts and on the command line.
        label: what people call it.
        file_name: start of the name that an exported file is offered.
        template: name of the Word template that comes with the program.
        tables: names of its tables, as `annexes.TABLES` makes them; form II.06a is the first where
            its template prints it.
        sections: numbers of its sections, in the order of the outline; none for a bare form.
        measures: figures outside the tree that it always prints, so their absence must be said.
        by_authority: its dossiers are also told by the authority that decides them.
        several_units: it is made of the figures of several units.
        deadline: day of a period's last month by which it is to be sent, "" for none, which a form
            pack may say and the office set: the program itself knows of none.
        longest: most days that it may be about, 0 for any number.
        columns: what the columns of its tables are, by the names of measures or fields, where they
            are not all that the table has.
        headings: what columns are called in place of their own headings, by table and name.
    """

    name: str
    label: str
    file_name: str
    template: str
    tables: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    by_authority: bool = False
    several_units: bool = False
    deadline: str = ""
    longest: int = 0
    columns: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    headings: Mapping[str, Mapping[str, str]] = MappingProxyType({})

    @property
    def carries_data(self) -> bool:
        """Return whether an exported file carries its data: neither a bare form nor a short one."""
        return bool(self.sections) and BRIEF_TABLE not in self.tables

    def heading_of(self, table: str, column: str, own: str) -> str:
        """Return what a column of a table is called; its own heading where nothing else is said."""
        return self.headings.get(table, {}).get(column, own)

    @property
    def standard_template(self) -> Path:
        """Return the Word template that comes with the program."""
        return resources() / "templates" / f"{self.template}.docx"


_KINDS = (
    ReportKind(
        "cchc",
        "Báo cáo cải cách hành chính",
        "Bao-cao-CCHC",
        template="cchc",
        tables=("so_lieu_ho_so", "so_lieu_chinh", STAFF_TABLE, "trang_thiet_bi", "mo_hinh"),
        sections=NARRATIVE_SECTIONS,
        measures=(
            "delivered_postal",
            "digitised_results",
            "digitised_dossiers",
            "fee_bearing",
            "paid_online",
        ),
    ),
    ReportKind("ii06a", "Biểu II.06a", "Bieu-II06a", template="ii06a", tables=("so_lieu_ho_so",)),
    # One page on a week or a day: figures, what is overdue, difficulties.
    ReportKind(
        "week",
        "Báo cáo nhanh tuần",
        "Bao-cao-nhanh-tuan",
        template="nhanh",
        tables=(BRIEF_TABLE,),
        sections=("III.2",),
        longest=_WEEK,
    ),
    ReportKind(
        "day",
        "Báo cáo nhanh ngày",
        "Bao-cao-nhanh-ngay",
        template="nhanh",
        tables=(BRIEF_TABLE,),
        sections=("III.2",),
        longest=_WEEK,
    ),
    ReportKind(
        "district",
        "Báo cáo tổng hợp",
        "Bao-cao-tong-hop",
        template="district",
        sections=NARRATIVE_SECTIONS,
        several_units=True,
    ),
    # The same report where a department of the office signs it in its own name.
    ReportKind(
        "district_office",
        "Báo cáo tổng hợp do cơ quan chuyên môn ký",
        "Bao-cao-tong-hop",
        template="district",
        sections=NARRATIVE_SECTIONS,
        several_units=True,
    ),
)
KINDS: dict[str, ReportKind] = {kind.name: kind for kind in _KINDS}

# What a unit exports of its own book, in the order in which they are offered.
UNIT_KINDS = tuple(kind for kind in _KINDS if not kind.several_units)
# The report that goes to the superior: signed off, sent, and due on a day.
PRINCIPAL = KINDS["cchc"]
CONSOLIDATED = KINDS["district"]
CONSOLIDATED_BY_DEPARTMENT = KINDS["district_office"]
