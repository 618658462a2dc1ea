"""Look into finished reports and break them on purpose."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import etree

from desktop.context import Context
from desktop.months import set_figures
from desktop.registers import delete, profile, records, save
from desktop.reports.district.export import export_district
from desktop.reports.export import Exported, export
from desktop.reports.identity import verify
from desktop.word.checking import Checked
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from models.registers import Value
from tests.helpers.word import Document, W

# The period of the sample district's report.
HALF_YEAR = "2024-H1"


def exported(
    ward: Context,
    folder: Path,
    kind: str = "cchc",
    period: str = "2024-06",
    template: Path | None = None,
) -> Exported:
    """Export a report into a folder."""
    return export(ward, period, kind, folder / f"{kind}-{period}.docx", template)


def district_report(
    context: Context, folder: Path, issuer: str | None = None, period: str = HALF_YEAR
) -> Path:
    """Export the report of several units into a folder."""
    return export_district(context, period, folder / "bao-cao.docx", issuer).path


def verified(ward: Context, path: Path) -> Checked:
    """Compare a finished report with the store."""
    return ward.ask(lambda conn: verify(path, conn))


def only_whole(ward: Context, month: Month, **figures: int) -> None:
    """Put aside the fields of a month and enter figures for the whole unit."""
    rows = ward.ask(records, "dossiers", ward.unit, month=month)
    ward.do(delete, "dossiers", [row.id for row in rows])
    entered = {(WHOLE_UNIT_ID, name): value for name, value in figures.items()}
    ward.do(set_figures, ward.unit, month, entered)


def paragraphs(path: Path) -> list[str]:
    """Return the texts of a report's paragraphs, those of its tables included.

    Spaces that do not break are plain ones here.
    """
    return [paragraph.text.replace("\u00a0", " ") for paragraph in Document(path).paragraphs]


def section(path: Path, heading: str, until: str) -> list[str]:
    """Return the paragraphs between two headings."""
    texts = paragraphs(path)
    start, end = (
        next(i for i, text in enumerate(texts) if text.startswith(name))
        for name in (heading, until)
    )
    return [text for text in texts[start + 1 : end] if text]


def notes_of(path: Path) -> list[str]:
    """Return the texts of a report's footnotes, without their separators and numbers."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/footnotes.xml"))
    texts = ["".join(text.text or "" for text in note.iter(f"{W}t")) for note in root]
    return [text.replace("\u00a0", " ").strip() for text in texts if text]


def rows_of(path: Path, holding: str) -> list[list[str]]:
    """Return the rows of the table that has a cell with this text."""
    for table in Document(path).body.iter(f"{W}tbl"):
        rows = [
            [
                "".join(text.text or "" for text in cell.iter(f"{W}t"))
                for cell in row.findall(f"{W}tc")
            ]
            for row in table.findall(f"{W}tr")
        ]
        if any(holding in row for row in rows):
            return rows
    raise AssertionError(holding)


def rewritten(path: Path, changed: Path, changes: Mapping[str, Callable[[str], str]]) -> Path:
    """Write a copy of a Word file with some parts changed as text; a change that changes nothing is
    a mistake.
    """
    with (
        zipfile.ZipFile(path) as source,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            content = source.read(part)
            if part in changes:
                text = changes[part](content.decode("utf-8"))
                assert text != content.decode("utf-8"), part
                content = text.encode("utf-8")
            target.writestr(part, content)
    return changed


def swap(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    """Return a change that puts one text for another."""
    return lambda text: text.replace(old, new, count)


def set_profile(ward: Context, **values: Value) -> None:
    """Change the unit's profile."""
    ward.do(save, "profile", ward.unit, values, ward.ask(profile, ward.unit).id)


def set_record(ward: Context, register: str, **values: Value) -> str:
    """Add a record."""
    return ward.do(save, register, ward.unit, values).value


def tell(
    ward: Context, section: str, text: str, period: str = "2024-06", nil: bool | None = None
) -> None:
    """Write an officer's text for a section, in place of the one there was.

    `nil` declares that nothing occurred in it.
    """
    found = ward.ask(records, "narratives", ward.unit, where={"period": period, "section": section})
    values: dict[str, Value] = {"period": period, "section": section, "text": text, "nil": nil}
    ward.do(save, "narratives", ward.unit, values, found[0].id if found else None)
