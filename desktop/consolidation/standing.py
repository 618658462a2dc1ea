"""How far each unit's report has come, judged by the months that it speaks of.

What a period is called does not matter: free dates, a half-year and its two quarters are the same
months, so they have the same standing on the board, in the reminder, in every report and on screen.
What is known by a block has come like the months that it stands for.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal, NamedTuple

import sqlalchemy as sa

from desktop.calendars import Calendars
from desktop.consolidation.days import life_in_list, stands
from desktop.deadlines import deadline_of
from models.blocks import Kept, put_together, speaks_of
from models.due import days_late
from models.errors import Refused
from models.periods import ALWAYS, Month, Period, parse_period, title
from models.queries.blocks import blocks_by_unit
from models.queries.inbox import Accepted, accepted, in_force, ranked, sources_by_unit
from models.queries.lives import listed_units
from models.queries.months import closed_by_unit, months_by_unit
from models.tables import SLIP
from models.windows import window_of

Status = Literal["not_sent", "sent", "received", "returned"]

STATUS_WORDS: Mapping[Status, str] = {
    "not_sent": "Chưa gửi",
    "sent": "Đã gửi",
    "received": "Đã nhận",
    "returned": "Trả lại để hoàn chỉnh",
}


class Standing(NamedTuple):
    """How far a unit's report for some months has come.

    Attributes:
        status: "sent" is known to the sender only, until a receipt comes.
        revision: the one in force; None before the first, and where the months came in several
            files.
        at: when it was sent, received or returned; of several files the last one.
        draft: a month of the period was open when it was sent.
        late_days: days after the deadline until all of it had come for the first time; 0 is on
            time, None without file or deadline, or where months are missing.
        reports: the period of each file that it came in, in order of time.
        other: it came in files for other months than these, such as a longer period.
        missing: months of the period that have no figures although others have come.
    """

    status: Status
    revision: int | None = None
    at: datetime | None = None
    draft: bool = False
    late_days: int | None = None
    reports: tuple[Period, ...] = ()
    other: bool = False
    missing: tuple[Month, ...] = ()

    @property
    def word(self) -> str:
        """Return the status as it stands on screen."""
        return STATUS_WORDS[self.status]

    @property
    def is_late(self) -> bool:
        """Return whether it first came after the deadline."""
        return bool(self.late_days)

    @property
    def words(self) -> str:
        """Return the status with its revision, and whether a month of it was open."""
        parts = [self.word]
        if self.revision is not None:
            parts.append(f"lần {self.revision}")
        if self.draft:
            parts.append("chưa chốt")
        return ", ".join(parts)

    @property
    def source_words(self) -> str:
        """Return which other reports it came in, "" where it came in one for these months."""
        if not self.other:
            return ""
        names = ", ".join(map(title, self.reports))
        return f"số liệu lấy từ báo cáo {names}"

    @property
    def missing_words(self) -> str:
        """Return which months are missing, "" for none."""
        months = ", ".join(f"tháng {month.short}" for month in self.missing)
        return f"thiếu {months}" if months else ""


class Received:
    """What has come of all units, read at once, to be asked about any number of periods."""

    def __init__(self, conn: sa.Connection) -> None:
        self.calendars = Calendars(conn)
        self._conn = conn
        self._files: dict[str, list[Accepted]] = {}
        for file in accepted(conn):
            self._files.setdefault(file.unit, []).append(file)
        self._by_id = {file.id: file for files in self._files.values() for file in files}
        self._sources = sources_by_unit(conn)
        self._figures = months_by_unit(conn)
        self._blocks = blocks_by_unit(conn)
        self._closed = closed_by_unit(conn)
        self._returned = _returned(conn)
        self._listed = listed_units(conn)
        self._deadlines: dict[str, date | None] = {}

    @property
    def periods(self) -> set[str]:
        """Return the names of the periods that files have come for."""
        return {file.period for file in self._by_id.values()}

    def deadline(self, period: Period) -> date | None:
        """Return the day by which a period's reports must have come."""
        if period.name not in self._deadlines:
            found = deadline_of(self._conn, period, self.calendars)
            self._deadlines[period.name] = found
        return self._deadlines[period.name]

    def senders(self, period: Period) -> list[str]:
        """Return the codes of the units that files for just these months have come from."""
        return sorted(unit for unit in self._files if self._of_these_months(unit, period))

    def standing(self, unit: str, period: Period) -> Standing:
        """Return how far a unit's report of a period has come.

        A file for just these months counts as the report, whatever it calls them; of several that
        with the highest sequence. Without one the files count that the figures of these months come
        from, and the blocks that stand for some of them.
        """
        report = self.report(unit, period)
        if report is not None:
            return self._exact(report, period)
        months = self._asked_of(unit, period)
        held = self._figures.get(unit, set())
        sources = {month: self._source(unit, month) for month in months if month in held}
        blocks = {block: self._source_of_block(unit, block) for block in self._used(unit, period)}
        found = [file for file in (*sources.values(), *blocks.values()) if file is not None]
        files = {file.id: file for file in found}
        if not files:
            return Standing("not_sent")
        used: list[Month | Period] = [month for month in months if sources.get(month) is not None]
        used += [block for block, file in blocks.items() if file is not None]
        return self._of_others(unit, period, used, list(files.values()))

    def report(self, unit: str, period: Period) -> Accepted | None:
        """Return the file in force for just the months of a period, None without one."""
        counting = in_force(self._of_these_months(unit, period)).values()
        return max(counting, key=lambda each: each.rank, default=None)

    def speaking_for(self, unit: str, period: Period) -> Accepted | None:
        """Return the file whose text speaks for a unit about a period; None where none does.

        That is its report for just these months; without one the file with the highest sequence
        among those whose own period takes in the last of the months that it has sent: a year made
        of months ends with what was written for December. A file that only repeats the month's
        figures, as one for a later month does, was written about another time.
        """
        exact = self.report(unit, period)
        if exact is not None:
            return exact
        held = self._held(unit, period)
        months = [month for month in self.calendars.months(unit, period) if month in held]
        if not months:
            return None
        counting = in_force(self._files.get(unit, ())).values()
        covering = [file for file in counting if months[-1] in self._months_of(file)]
        return max(covering, key=lambda each: each.rank, default=None)

    def _exact(self, file: Accepted, period: Period) -> Standing:
        deadline = self.deadline(period)
        # Late is who first sent late; a correction that was asked for is not. By our own clock:
        # theirs may be wrong.
        came = self._of_these_months(file.unit, period)
        first = min(each.received_at for each in came).date()
        status: Status = "returned" if self._is_returned(file) else "received"
        return Standing(
            status,
            file.revision,
            file.received_at,
            file.draft,
            days_late(deadline, first) if deadline else None,
            (parse_period(file.period),),
            missing=self._missing(file.unit, period),
        )

    def _of_others(
        self, unit: str, period: Period, used: list[Month | Period], files: list[Accepted]
    ) -> Standing:
        """Return the standing of months and blocks that came in files for other periods."""
        files.sort(key=lambda file: (self._months_of(file)[-1:], file.rank))
        missing = self._missing(unit, period)
        return Standing(
            "returned" if any(map(self._is_returned, files)) else "received",
            files[0].revision if len(files) == 1 else None,
            max(file.received_at for file in files),
            draft=any(self._is_open(unit, each) for each in used),
            late_days=None if missing else self._late(unit, period, used),
            reports=tuple(parse_period(file.period) for file in files),
            other=True,
            missing=missing,
        )

    def _is_open(self, unit: str, used: Month | Period) -> bool:
        """Return whether a month is not closed; nothing was entered in the months of a block."""
        return isinstance(used, Month) and used not in self._closed.get(unit, ())

    def _late(self, unit: str, period: Period, used: list[Month | Period]) -> int | None:
        """Return how late the last of some months and blocks came, None without deadline.

        Each came with the first file that speaks of it. Against the deadline of the period, or of
        the file's own where that is later: who was asked for a half-year owes no January.
        """
        asked = self.deadline(period)
        if asked is None:
            return None
        late = 0
        for each in used:
            first = min(
                days_late(max(asked, self._due(file) or asked), file.received_at.date())
                for file in self._files[unit]
                if self._speaks_of(file, each)
            )
            late = max(late, first)
        return late

    def _speaks_of(self, file: Accepted, used: Month | Period) -> bool:
        if isinstance(used, Month):
            return file == self._source(file.unit, used) or used in self._months_of(file)
        return speaks_of(parse_period(file.period), used)

    def _due(self, file: Accepted) -> date | None:
        return self.deadline(parse_period(file.period))

    def _missing(self, unit: str, period: Period) -> tuple[Month, ...]:
        held = self._held(unit, period)
        return tuple(month for month in self._asked_of(unit, period) if month not in held)

    def _held(self, unit: str, period: Period) -> set[Month]:
        """Return the months with figures, and those that a block stands for in a period."""
        held = set(self._figures.get(unit, ()))
        for block in self._used(unit, period):
            held.update(self._time(unit).months(block))
        return held

    def _used(self, unit: str, period: Period) -> list[Period]:
        """Return the blocks that count in a period of a unit."""
        if unit not in self._blocks:
            return []
        try:
            pieces = put_together(period, self._time(unit)).blocks_used
        except Refused:
            return []  # its months say nothing of just these days
        return [piece.block for piece in pieces if piece.block is not None]

    def _time(self, unit: str) -> Kept:
        """Return for what time a unit has figures."""
        known, listed = self.calendars, self._listed.get(unit)
        return Kept(
            known.own(unit),
            self._figures.get(unit, set()),
            self._blocks.get(unit, ()),
            known.start_day,
            life_in_list(listed) if listed else ALWAYS,
            known.usual,
        )

    def _source_of_block(self, unit: str, block: Period) -> Accepted | None:
        """Return the file that a block comes from; None where it was entered here."""
        for file in ranked(self._files.get(unit, ())):
            if speaks_of(parse_period(file.period), block):
                return file
        return None

    def _asked_of(self, unit: str, period: Period) -> list[Month]:
        """Return the months of a period in which a unit stands: those before it began are not."""
        days, start = self.calendars.days(unit), self.calendars.start_day
        listed, held = self._listed.get(unit), self._figures.get(unit, set())
        found = []
        for month in self.calendars.months(unit, period):
            if listed is None or month in held or stands(listed, window_of(month, days, start).end):
                found.append(month)
        return found

    def _of_these_months(self, unit: str, period: Period) -> list[Accepted]:
        """Return the files of a unit for just the months of a period, in order of arrival."""
        months = self.calendars.months(unit, period)
        found = []
        for file in self._files.get(unit, ()):
            if file.period == period.name or (months and self._months_of(file) == months):
                found.append(file)
        return found

    def _months_of(self, file: Accepted) -> tuple[Month, ...]:
        return self.calendars.months(file.unit, parse_period(file.period))

    def _source(self, unit: str, month: Month) -> Accepted | None:
        return self._by_id.get(self._sources.get(unit, {}).get(month, ""))

    def _is_returned(self, file: Accepted) -> bool:
        return (file.unit, file.period, file.revision) in self._returned


def _returned(conn: sa.Connection) -> set[tuple[str, str, int]]:
    columns = (SLIP.c.unit, SLIP.c.period, SLIP.c.revision)
    found = conn.execute(sa.select(*columns).where(SLIP.c.kind == "return"))
    return {(unit, period, revision) for unit, period, revision in found}
