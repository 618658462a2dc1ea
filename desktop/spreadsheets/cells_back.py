"""Read every cell of a workbook that the program wrote itself: value and formula, as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.archives import Archive, Caps, read_within

if TYPE_CHECKING:
    from lxml.etree import _Element

# Far more than the workbook of a province takes.
_CAPS = Caps(file=200_000_000, entries=2_000, whole=2_000_000_000)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL, _VALUE, _FORMULA = f"{_MAIN}c", f"{_MAIN}v", f"{_MAIN}f"
_SHEET, _STRING, _TEXT = f"{_MAIN}sheet", f"{_MAIN}si", f"{_MAIN}t"
_WORKBOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_SHEETS = "xl/worksheets/sheet{number}.xml"


@dataclass(frozen=True)
class CellBack:
    """One cell that says something: its number or text, its formula, "" without one."""

    value: float | str
    formula: str = ""


def cells_back(path: Path) -> Iterator[tuple[str, dict[str, CellBack]]]:
    """Yield each sheet by its name, with its cells by their addresses.

    The reader of workbooks that come from people reads either the formulas or their results, each
    time the whole file; here both are needed, and the file is the program's own.
    """
    from lxml import etree

    package = Archive(read_within(path, _CAPS), _CAPS)
    names = {part.name for part in package.parts}
    book = etree.fromstring(package.read(_WORKBOOK))
    strings: list[str] = []
    if _STRINGS in names:
        for each in etree.fromstring(package.read(_STRINGS)).iter(_STRING):
            strings.append("".join(text.text or "" for text in each.iter(_TEXT)))
    for number, sheet in enumerate(book.iter(_SHEET), start=1):
        content = etree.fromstring(package.read(_SHEETS.format(number=number)))
        yield sheet.get("name") or "", dict(_cells(content, strings))


def _cells(sheet: "_Element", strings: list[str]) -> Iterator[tuple[str, CellBack]]:
    for cell in sheet.iter(_CELL):
        value = cell.findtext(_VALUE)
        if value is not None:
            found = _value(value, cell.get("t") or "", strings)
            yield cell.get("r") or "", CellBack(found, cell.findtext(_FORMULA) or "")


def _value(value: str, kind: str, strings: list[str]) -> float | str:
    if kind == "s":
        place = int(value)
        return strings[place] if place < len(strings) else ""
    return value if kind == "str" else float(value)
