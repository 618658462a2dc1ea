"""Compare the workbook that was written with the figures it was made of, cell by cell."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from desktop.reports.consistency.places import Reader, number_of
from desktop.reports.district import filling
from desktop.reports.district.facts import ALL, BELOW, fill_district_book
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.worksheets import Out, Sheet, cells_of
from desktop.spreadsheets.cells_back import CellBack, cells_back
from desktop.word import wording
from desktop.word.content import Report
from models.errors import Place, Problem, Refused
from models.measures import MEASURES

_ENOUGH = 20
# The day from which a spreadsheet counts.
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001
_SECONDS_OF_A_DAY = 86_400
_NOTHING = CellBack("")
# The first columns of the main sheet name the row.
_LEAD = 2


def compare_workbook(path: Path, sheets: Iterable[Sheet], title: str, window: str) -> int:
    """Compare a written workbook with its sheets, made anew; return how many numbers agree.

    Every cell counts, whatever it holds: the formula, and beside it the number that it stands for.

    Raises Refused `workbook_mismatch` for each cell that differs.
    """
    found = cells_back(path)
    numbers = 0
    problems: list[Problem] = []
    for sheet in sheets:
        name, cells = next(found, ("", {}))
        if name != sheet.name:
            problems.append(_mismatch(path, sheet.name, "", name, sheet.name))
            break
        wanted = {address: _wanted(out) for address, out in cells_of(sheet, title, window)}
        problems += _differences(path, sheet.name, cells, wanted)
        numbers += sum(isinstance(cell.value, float) for cell in cells.values())
    problems += [_mismatch(path, name, "", name, "") for name, _ in found]
    if problems:
        raise Refused(problems[:_ENOUGH])
    return numbers


def _differences(
    path: Path, sheet: str, cells: dict[str, CellBack], wanted: dict[str, CellBack]
) -> Iterator[Problem]:
    wanted = {address: cell for address, cell in wanted.items() if cell != _NOTHING}
    if cells == wanted:
        return
    for address in dict.fromkeys([*wanted, *cells]):
        here, there = cells.get(address, _NOTHING), wanted.get(address, _NOTHING)
        if here != there:
            yield _mismatch(path, sheet, address, _words(here, there), _words(there, here))


def _wanted(out: Out) -> CellBack:
    """Return a cell as it must stand in the file."""
    value, formula = out.value, out.formula.removeprefix("=")
    if value is None:
        return CellBack("", formula)
    if isinstance(value, datetime):
        since = value.replace(tzinfo=None) - _FIRST_DAY
        return CellBack(_as_written(since.total_seconds() / _SECONDS_OF_A_DAY), formula)
    if isinstance(value, str):
        return CellBack(value, formula)
    return CellBack(_as_written(float(value)), formula)


def _as_written(number: float) -> float:
    """Return a number as the file holds it: with sixteen digits."""
    return float(f"{number:.16G}")


def _words(cell: CellBack, other: CellBack) -> str:
    """Return what a cell says; its formula only where the value is no other."""
    if cell.value == other.value:
        return f"={cell.formula}"
    value = cell.value
    return value if isinstance(value, str) else wording.number(Decimal(repr(value)))


def _mismatch(path: Path, sheet: str, cell: str, found: str, expected: str) -> Problem:
    values = {"cell": cell, "found": found, "expected": expected, "sheet": sheet}
    return Problem("workbook_mismatch", Place(file=str(path)), values)


def require_one_truth(data: DistrictData, summary: Sheet) -> int:
    """Compare the main sheet with the sentences of the report; return how many numbers agree.

    Raises Refused `report_inconsistent` for each that does not, with both places and numbers.
    """
    figures = fill_district_book(data).figures
    reader = Reader(Report({}, figures, {}, title="", issuer="", identity=""))
    prefixes = ["", BELOW, ALL]
    if len(summary.header) < _LEAD + len(prefixes):
        # Only the own unit has figures, or only the others.
        prefixes = [""] if data.own else [BELOW]
    compared = 0
    problems = []
    for name, row in zip((*MEASURES, *data.rates.names), summary.rows, strict=True):
        for prefix, heading, out in zip(
            prefixes, summary.header[_LEAD:], row[_LEAD:], strict=False
        ):
            figure = reader.figure(f"{prefix}{name}", whole=False)
            said = number_of(figure.text) if figure else None
            shown = out.value if isinstance(out.value, int | Decimal) else None
            compared += shown is not None
            if said != shown:
                label = figure.label if figure else name
                where = f"trang “{filling.SUMMARY}”, “{label}”, cột “{heading}”"
                problems.append(_inconsistent(where, shown, f"lời văn, “{label}”", said))
    if problems:
        raise Refused(problems[:_ENOUGH])
    return compared


def _inconsistent(
    first: str, shown: int | Decimal | None, second: str, said: Decimal | None
) -> Problem:
    values = {
        "first": first,
        "first_number": wording.number(shown),
        "second": second,
        "second_number": wording.number(said),
    }
    return Problem("report_inconsistent", values=values)
