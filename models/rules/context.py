"""What the rules look at: one unit as plain values, and the places findings point to."""

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.blocks import Block, Kept
from models.figures import WHOLE_UNIT_ID, MonthValues, Row, evaluate_month
from models.findings import Finding, Severity
from models.measures import WHOLE_UNIT
from models.periods import ALWAYS, Life, Month, Window
from models.windows import window_of

# Where a finding about a month points to unless it is about one field of work.
WHOLE_UNIT_ROW = Row(WHOLE_UNIT_ID, WHOLE_UNIT, nil=False, entered={})


class Task(NamedTuple):
    """A task of a plan.

    `remind_days` is its own reminder, None the usual one; `record` is the id of its record.
    """

    label: str
    due: date
    done: date | None = None
    remind_days: int | None = None
    record: str | None = None


class Rotation(NamedTuple):
    """The day by which a person has to change position (Nghị định 59/2019/NĐ-CP).

    `record` is the id of the person's record.
    """

    name: str
    due: date
    record: str | None = None


class ReportDue(NamedTuple):
    """A report that falls due, and whether it was sent."""

    label: str
    due: date
    sent: bool = False


@dataclass(frozen=True)
class UnitHistory:
    """All that is known of one unit.

    Attributes:
        unit: its code.
        rows: the rows of every month that has any.
        windows: windows of their own, by month.
        start_day: first day of the default window.
        monthly: `Chỉ tiêu tháng` by month, by the register's field names.
        counted: what registers say about an entered number, by month and name (`apologies`,
            `inspections`, …).
        late_reasons: dossiers with a written reason (`Hồ sơ quá hạn`) by month and area key.
        late_apologies: apologies in the same register by month and area key.
        closed_on: the day a month was closed.
        life: from its first day to its last one; months outside are not looked at.
        predecessors: the units that were merged or renamed into this one, or split into it.
        heirs: the other units that a split predecessor went to.
        tasks, rotations, reports: what falls due.
        blocks: figures of other spans of time that end in the months in question or before them.
        for_blocks: months that are looked at for the blocks only that end in them.
    """

    unit: str
    rows: Mapping[Month, tuple[Row, ...]]
    windows: Mapping[Month, Window] = dataclasses.field(default_factory=dict)
    start_day: int = 1
    monthly: Mapping[Month, Mapping[str, int | None]] = dataclasses.field(default_factory=dict)
    counted: Mapping[Month, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    late_reasons: Mapping[Month, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    late_apologies: Mapping[Month, Mapping[str, int]] = dataclasses.field(default_factory=dict)
    closed_on: Mapping[Month, date] = dataclasses.field(default_factory=dict)
    life: Life = ALWAYS
    predecessors: tuple["UnitHistory", ...] = ()
    heirs: tuple["UnitHistory", ...] = ()
    tasks: tuple[Task, ...] = ()
    rotations: tuple[Rotation, ...] = ()
    reports: tuple[ReportDue, ...] = ()
    blocks: tuple[Block, ...] = ()
    for_blocks: Collection[Month] = ()
    _worked: dict[Month, MonthValues] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def values(self, month: Month) -> MonthValues | None:
        """Return a month worked out (once), or None where it has no rows."""
        rows = self.rows.get(month)
        if not rows:
            return None
        if month not in self._worked:
            self._worked[month] = evaluate_month(rows)
        return self._worked[month]

    def closing(self, month: Month) -> MonthValues | None:
        """Return what is known at the end of a month: its own figures, or a block that ends there.

        None without either.
        """
        if self.rows.get(month):
            return self.values(month)
        held = {block.period: block for block in self.blocks}
        ending = self.time.ending_with(month)
        return evaluate_month(held[ending[0]].figures) if ending else None

    @property
    def time(self) -> Kept:
        """Return for what time there are figures."""
        days = [block.days for block in self.blocks]
        return Kept(self.windows, self.rows.keys(), days, self.start_day, self.life)

    def window(self, month: Month) -> Window:
        """Return a month's own window or the default one, as far as the unit lived."""
        return window_of(month, self.windows, self.start_day, self.life)

    def is_absent(self, month: Month) -> bool:
        """Say whether nothing is to be known of a month: no figures, and none of it was lived."""
        return not self.rows.get(month) and not self.life.meets(self.window(month))

    def is_before_life(self, month: Month) -> bool:
        """Say whether a month ended before the unit's first day."""
        start = self.life.start
        return start is not None and self.window(month).end < start

    def spot(
        self, month: Month | None, row: Row | None = WHOLE_UNIT_ROW, record: str | None = None
    ) -> "Spot":
        """Return the place in this unit that a finding points to: month, row, or a record."""
        name = None if month is None else str(month)
        if row is None:
            return Spot(self.unit, name, None, None, record)
        return Spot(self.unit, name, row.area_id, row.area, record)


class Spot(NamedTuple):
    """The place of a finding: unit, month, field of work by its key and its name, and record."""

    unit: str
    month: str | None
    area_id: str | None
    area: str | None
    record: str | None = None

    def warning(
        self, code: str, measure: str | None, difference: int | None, **values: object
    ) -> Finding:
        """Return a finding for which closing the month needs a reason."""
        return self._finding(code, "warning", measure, difference, values)

    def note(
        self, code: str, measure: str | None, difference: int | None, **values: object
    ) -> Finding:
        """Return a finding that only draws attention."""
        return self._finding(code, "note", measure, difference, values)

    def _finding(
        self,
        code: str,
        severity: Severity,
        measure: str | None,
        difference: int | None,
        values: dict[str, object],
    ) -> Finding:
        return Finding(
            code,
            severity,
            self.unit,
            self.month,
            self.area,
            measure,
            difference,
            values,
            area_id=self.area_id,
            record=self.record,
        )
