"""What the monthly grid shows: the rows of a month, cell by cell as text and kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from models.figures import WHOLE_UNIT_ID, MonthValues, Row, Values, evaluate_month
from models.measures import MEASURES, WHOLE_UNIT
from models.values import format_number
from ui.pages.month.columns import COLUMNS

# "covered": in the whole unit's row, a measure that every field already has; "doubt": what is left
# over is below 0.
CellKind = Literal["blank", "entered", "computed", "derived", "nil", "covered", "doubt"]

_NAMES = tuple(column.name for column in COLUMNS)
_PARTS = {measure.name: measure.parts for measure in MEASURES.values() if measure.parts}
NIL_SIGN = "–"
NOT_COMPLETE = "…"


def figure_text(value: int | None) -> str:
    """Return a figure as it is shown: 1.234, or nothing where it is blank."""
    return "" if value is None else format_number(value)


@dataclass(frozen=True)
class GridRow:
    """One row of the grid, ready to be painted: texts and kinds by column."""

    area_id: str
    area: str
    nil: bool
    texts: tuple[str, ...]
    kinds: tuple[CellKind, ...]
    entered: Mapping[str, int | None]
    known: Mapping[str, int | None]


@dataclass(frozen=True)
class GridMonth:
    """A month as the grid shows it; the whole unit's row is always the last one.

    Attributes:
        rows: field rows in their order, then the row of the whole unit.
        totals: texts of the totals row.
        values: the month worked out.
        closed: figures are read-only.
        why_closed: what is said then.
    """

    rows: tuple[GridRow, ...] = ()
    totals: tuple[str, ...] = ("",) * len(COLUMNS)
    values: MonthValues | None = field(default=None, compare=False)
    closed: bool = False
    why_closed: str = "Tháng đã chốt: muốn sửa, hãy bấm “Mở lại” và ghi lý do."

    @property
    def area_ids(self) -> list[str]:
        """Return which fields of work take part, in their order."""
        return [row.area_id for row in self.rows]

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """Return what stands at the left of every row: its name, and whether it is nil."""
        return [(row.area, row.nil) for row in self.rows]

    @property
    def has_figures(self) -> bool:
        """Return whether a field of work takes part or the whole unit has a figure."""
        if len(self.rows) > 1:
            return True
        return any(value is not None for value in self.rows[0].entered.values())

    def row_of(self, area_id: str) -> int | None:
        """Return the row of a field of work, or None where it takes no part."""
        ids = self.area_ids
        return ids.index(area_id) if area_id in ids else None

    def row_named(self, name: str) -> int | None:
        """Return the row of a field of work by its name."""
        names = [row.area for row in self.rows]
        return names.index(name) if name in names else None

    def why_locked(self, row: int, column: int) -> str:
        """Return why a figure cannot be typed here, "" where it can."""
        line, name = self.rows[row], _NAMES[column]
        if self.closed:
            return self.why_closed
        if line.kinds[column] == "covered":
            return "Các lĩnh vực đều đã có số này, dòng chung không cần nhập."
        if line.kinds[column] == "computed":
            parts = [f"“{MEASURES[part].short}”" for part in _PARTS.get(name, ())]
            return f"Ô tự tính = {' + '.join(parts)}." if parts else "Ô tự tính từ các lĩnh vực."
        return ""

    def contradicts(self, row: int, column: int) -> bool:
        """Return whether a typed total stands beside parts that add up to something else."""
        line, name = self.rows[row], _NAMES[column]
        typed = line.entered.get(name)
        if typed is None or line.kinds[column] not in {"computed", "covered"}:
            return False
        return typed != line.known[name]


def grid_month(rows: Sequence[Row], closed: bool = False) -> GridMonth:
    """Work out a month for the grid; cheap enough to be done anew after every change."""
    values = evaluate_month(rows)
    lines = [_line(row, values.areas[row.area_id]) for row in rows if not row.is_whole]
    whole = next(
        (row for row in rows if row.is_whole), Row(WHOLE_UNIT_ID, WHOLE_UNIT, nil=False, entered={})
    )
    lines.append(_whole_line(whole, values, lines))
    totals = []
    for column, name in enumerate(_NAMES):
        totals.append(_total_text(values.total.known[name], column, lines))
    return GridMonth(tuple(lines), tuple(totals), values, closed)


def _total_text(total: int | None, column: int, lines: Sequence[GridRow]) -> str:
    """Return a total; a sign where only some fields are known, because a part is no total."""
    if total is None and any(line.texts[column] for line in lines):
        return NOT_COMPLETE
    return figure_text(total)


def _line(row: Row, values: Values) -> GridRow:
    if row.nil:
        return _nil_line(row, values)
    texts: list[str] = []
    kinds: list[CellKind] = []
    for name in _NAMES:
        texts.append(figure_text(values.known[name]))
        kinds.append("doubt" if name in values.negative else values.origin[name])
    known, entered = values.known, row.entered
    return GridRow(row.area_id, row.area, False, tuple(texts), tuple(kinds), entered, known)


def _nil_line(row: Row, values: Values) -> GridRow:
    texts = (NIL_SIGN,) * len(_NAMES)
    kind: CellKind = "nil"
    kinds = (kind,) * len(_NAMES)
    return GridRow(row.area_id, row.area, True, texts, kinds, row.entered, values.known)


def _whole_line(row: Row, values: MonthValues, lines: Sequence[GridRow]) -> GridRow:
    alone = values.whole
    if row.nil and alone is not None:
        return _line(row, alone)
    texts: list[str] = []
    kinds: list[CellKind] = []
    known: dict[str, int | None] = {}
    for index, name in enumerate(_NAMES):
        typed = row.entered.get(name)
        own = alone.known[name] if alone is not None else None
        known[name] = own
        if lines and all(line.kinds[index] in {"entered", "computed", "nil"} for line in lines):
            known[name] = values.total.known[name]
            kinds.append("covered")
            texts.append(figure_text(typed))
        else:
            kinds.append("blank" if alone is None else alone.origin[name])
            texts.append(figure_text(own))
    return GridRow(row.area_id, row.area, row.nil, tuple(texts), tuple(kinds), row.entered, known)
