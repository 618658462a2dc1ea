"""Mark what only some units know in a table, and say below it of whom such numbers are."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from desktop.reports.annexes import FORM_COLUMNS, form_figures, is_merged
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.grid import (
    Column,
    Gap,
    GridRow,
    known_to_some,
    rate_of_some,
    rate_value,
)
from desktop.reports.district.partly import word_for_all
from desktop.reports.district.words import text
from desktop.reports.ward.phrases import label_of
from desktop.word import wording
from desktop.word.content import MERGE
from models.measures import MEASURES
from models.values import format_number

MARK = "*"
# A note names no more units than these: it is read in one look.
_NAMED = 5
IN_TIME_APART, _TOGETHER = ("resolved_early", "resolved_on_time"), "resolved_in_time"


class _Lack(NamedTuple):
    """Which units some marked numbers lack, in which kind of sum.

    Attributes:
        missing: the units.
        row: the row of a type of unit; "" in a sum over all of them.
        with_own: the sum has the own unit in it.
    """

    missing: tuple[str, ...]
    row: str
    with_own: bool


class _Of(NamedTuple):
    """Of whom a number is: "04/06 phường", and their names."""

    units: str
    known: tuple[str, ...]


class Marks:
    """The marked numbers of one table, by who lacks them.

    Attributes:
        together: the note names all units and columns at once, where each row has gaps of its own.
        told: the marks of a table whose note stands beside this one's.
    """

    def __init__(
        self,
        data: DistrictData,
        lead: str = "",
        *,
        together: bool = False,
        told: "Marks | None" = None,
    ) -> None:
        self.together = together
        self.told = told
        self._data = data
        self._lead = lead
        self._of: dict[_Lack, _Of] = {}
        self._columns: dict[_Lack, dict[str, str]] = {}
        self._has_rates = False

    def put(self, key: str, name: str, gap: Gap, row: GridRow) -> str:
        """Keep that a number of a column is not of all units of its row; return its mark."""
        lack = self._lack(gap, row)
        word = word_for_all(self._data) if lack.with_own else self._data.word
        known = tuple(unit.label for unit in row.units if unit.label not in gap.missing)
        units = f"{gap.units:02d}/{gap.of:02d} {word}"
        if lack.row:
            units = text("part_note_kind").format(of=units, row=lack.row)
        self._of.setdefault(lack, _Of(units, known))
        self._columns.setdefault(lack, {})[key] = name
        return MARK

    def _lack(self, gap: Gap, row: GridRow) -> _Lack:
        own = self._data.own_book
        with_own = own is not None and any(unit.label == own.line.name for unit in row.units)
        return _Lack(gap.missing, wording.clean(row.label) if row.of_kind else "", with_own)

    def put_column(self, column: Column, gap: Gap, row: GridRow) -> str:
        """Keep the same of a column by its heading; a rate by its name, after its numbers."""
        rates = self._data.rates
        name = label_of(column.key, rates) if rates.is_rate(column.key) else column.header
        if column.rate is not None:
            self._has_rates = True
            columns = self._columns.get(self._lack(gap, row), {})
            if any(key in columns for key in column.rate):
                return MARK
        return self.put(column.key, wording.lower_first(name), gap, row)

    def note(self) -> str:
        """Return the sentence under the table, "" where nothing is marked or all is told."""
        beside = self.told._gaps() if self.told else set()
        if self._gaps() <= beside:
            return ""
        told = [self._all()] if self.together else self._told()
        is_one = len(told) == 1 and not self.together and not self._lead
        note = text("part_note_one" if is_one else "part_note").format(gaps="; ".join(told))
        return f"{note} {text('part_note_rates')}" if self._has_rates else note

    def _gaps(self) -> set[str]:
        """Return the units that lack something and the columns in which they do."""
        found: set[str] = set()
        for lack, columns in self._columns.items():
            found.update(lack.missing, columns)
        return found

    def _told(self) -> list[str]:
        """Return of whom the marked numbers are, by who lacks them.

        Sums of the same columns that lack the same units, or the own one beside them, are told
        together; where all marked numbers are of the same units their columns are not named.
        """
        groups: list[list[_Lack]] = []
        for lack in self._columns:
            beside = next((group for group in groups if self._is_like(lack, group[0])), None)
            if beside is None:
                groups.append([lack])
            else:
                beside.append(lack)
        is_one = len(groups) == 1 and not self._lead
        return [self._group(group, is_one=is_one) for group in groups]

    def _is_like(self, lack: _Lack, other: _Lack) -> bool:
        """Say whether some sums lack what others do, or the own unit and those, and no more."""
        own = {self._data.own.line.name} if self._data.own else set()
        same_columns = list(self._columns[lack]) == list(self._columns[other])
        return same_columns and set(lack.missing) in (set(other.missing), {*other.missing, *own})

    def _group(self, lacks: list[_Lack], *, is_one: bool) -> str:
        first, *others = lacks
        columns = "" if is_one else self._lead + ", ".join(self._columns[first].values()) + " "
        further = []
        for lack in others:
            of = self._of[lack].units
            further.append(text("part_note_sum").format(of=of) if lack.with_own else of)
        of = self._of[first].units
        if further:
            of = text("part_note_sums").format(of=of, others="; ".join(further))
        said = text("part_note_gap").format(columns=columns, of=of)
        widest = max(lacks, key=lambda lack: len(lack.missing))
        return f"{said}, {_who(widest.missing, self._of[widest].known)}"

    def _all(self) -> str:
        names: dict[str, None] = {}
        columns: dict[str, str] = {}
        for lack, found in self._columns.items():
            names.update(dict.fromkeys(lack.missing))
            columns.update(found)
        # Here every column is a measure: in the order of the form, whichever row lacks it first.
        listed = self._lead + ", ".join(columns[key] for key in MEASURES if key in columns)
        return text("part_note_names").format(columns=listed, names=_names(names))


def _who(missing: tuple[str, ...], known: tuple[str, ...]) -> str:
    """Return who lacks a number, or who has it where these are few; the rows name all of them."""
    if len(missing) <= _NAMED:
        return text("part_note_lacking").format(names=_names(missing))
    if len(known) <= _NAMED:
        return text("part_note_known").format(names=_names(known))
    return text("part_note_rows")


def _names(units: Iterable[str]) -> str:
    return wording.clean(", ".join(wording.committee_place(name) for name in units))


def form_cells(row: GridRow, marks: Marks) -> list[str]:
    """Return columns (3) to (13) of a row of form II.06a, what only some units know marked."""
    values, gaps = _known(row)
    cells = form_figures(values)
    if is_merged(["", "", *cells]):
        for name in IN_TIME_APART:
            gaps[name] = gaps.get(_TOGETHER)
    for place, name in enumerate(FORM_COLUMNS):
        gap = gaps.get(name)
        if gap is not None:
            mark = marks.put(name, f"({MEASURES[name].column})", gap, row)
            cells[place] += "" if cells[place] == MERGE else mark
    return cells


def in_time_together(row: GridRow) -> tuple[int, Gap | None] | None:
    """Return what columns (8) and (9) of a row hold in one cell, and who of it lacks the number.

    None where the row has early and on time apart, or knows neither.
    """
    values, gaps = _known(row)
    together = values.get(_TOGETHER)
    if together is None or any(values.get(name) is not None for name in IN_TIME_APART):
        return None
    return together, gaps.get(_TOGETHER)


def _known(row: GridRow) -> tuple[dict[str, int | None], dict[str, Gap | None]]:
    """Return the figures of a row of the form, of all its units or of some, and which lack some."""
    values = dict(row.values)
    gaps: dict[str, Gap | None] = {}
    for name in (*FORM_COLUMNS, _TOGETHER):
        found = known_to_some(row, name) if values.get(name) is None else None
        if found is not None:
            values[name], gaps[name] = found
    # More units know the two together than know them apart: then they are told together.
    if any(name in gaps and gaps[name] != gaps.get(_TOGETHER) for name in IN_TIME_APART):
        for name in IN_TIME_APART:
            values[name] = None
            gaps.pop(name, None)
    return values, gaps


def column_cell(row: GridRow, column: Column, data: DistrictData, marks: Marks, blank: str) -> str:
    """Return a number or rate of a row as printed, what only some units know marked."""
    found: tuple[int | Decimal | None, Gap] | None = None
    value: int | Decimal | None
    if column.rate is not None:
        value = rate_value(row, column, data)
        found = rate_of_some(row, column, data) if value is None else None
    else:
        value = row.values.get(column.key)
        found = known_to_some(row, column.key) if value is None else None
    if found is None or found[0] is None:
        return blank if value is None else format_number(value)
    return format_number(found[0]) + marks.put_column(column, found[1], row)
