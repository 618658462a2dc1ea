"""The windows of days that months cover, and a period applied to the months of a unit."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from models.errors import Place, Problem, Refused
from models.periods import ALWAYS, Life, Month, Period, Window, first_day, last_day, month_of


@dataclass(frozen=True)
class Resolved:
    """A period applied to one unit: its months in order with their windows, first and last day.

    There are no months where the unit began after the period or ended before it; the days are then
    those of the calendar.
    """

    period: Period
    months: tuple[Month, ...]
    windows: tuple[Window, ...]
    start: date
    end: date


def default_window(month: Month, start_day: int = 1) -> Window:
    """Return the window of a month that has none of its own.

    `start_day` 1 is the calendar month; 15 is the 15th of the month before to the 14th (article 12
    of Nghị định 09/2019/NĐ-CP). It must exist in every month: 1 to 28.
    """
    if not 1 <= start_day <= 28:
        raise Refused(Problem("window_start_day", values={"value": start_day}))
    if start_day == 1:
        return Window(date(month.year, month.month, 1), month.last_day)
    before = month.previous()
    return Window(
        date(before.year, before.month, start_day), date(month.year, month.month, start_day - 1)
    )


def months_of(
    period: Period,
    windows: Mapping[Month, Window] | None = None,
    with_figures: Collection[Month] = (),
    start_day: int = 1,
    usual: Mapping[Month, Window] | None = None,
    life: Life = ALWAYS,
) -> Resolved:
    """Apply a period to a unit with its own windows and the months for which it has figures.

    Months outside its life are left out unless they have figures; the month of its first day counts
    from that day, the one of its last day to it.

    Free dates take the months whose windows lie inside, with or without figures. A month that
    straddles a border is left out, unless it has figures or a window of its own: then Refused
    `window_straddles` names it. Free dates without any month inside are Refused `period_empty`.
    `usual` are windows that others have: those of months for which the unit has none of its own.
    """
    own = windows or {}
    days = {**(usual or {}), **own}
    months = period.months
    if period.start is not None and period.end is not None:
        candidates = {*own, *with_figures}
        asked = _Asked(days, candidates, start_day, life)
        months, across = _sorted_out(period.start, period.end, asked)
        straddling = [month for month in across if month in candidates]
        if straddling:
            raise Refused(_straddling(month, days, start_day) for month in straddling)
        if not months:
            raise Refused(Problem("period_empty", values={"period": period.name}))
    lived = []
    for month in months:
        if month in with_figures or life.meets(window_of(month, days, start_day)):
            lived.append(month)
    found = tuple(window_of(month, days, start_day, life) for month in lived)
    start = found[0].start if found else first_day(period)
    end = found[-1].end if found else last_day(period)
    return Resolved(period, tuple(lived), found, start, end)


def months_inside(
    period: Period, windows: Mapping[Month, Window], start_day: int = 1
) -> tuple[Month, ...]:
    """Return the months of a named period, or those whose windows lie inside free dates.

    A month that straddles a border is left out; there may be none at all.
    """
    if period.start is None or period.end is None:
        return period.months
    return _sorted_out(period.start, period.end, _Asked(windows, (), start_day, ALWAYS))[0]


def window_of(
    month: Month, windows: Mapping[Month, Window], start_day: int = 1, life: Life = ALWAYS
) -> Window:
    """Return a month's own window or the default one, this as far as the unit lived."""
    return windows.get(month) or life.cut(default_window(month, start_day))


class _Asked(NamedTuple):
    """Whose months are sorted out: windows, months that count in any case, usual start, life."""

    windows: Mapping[Month, Window]
    candidates: Collection[Month]
    start_day: int
    life: Life


def _sorted_out(
    start: date, end: date, asked: _Asked
) -> tuple[tuple[Month, ...], tuple[Month, ...]]:
    """Return the months whose windows lie inside the days, and those that straddle their ends."""
    # A default window ends in its month and begins not after it: no other month can lie inside.
    months = {*asked.windows, *asked.candidates}
    month = month_of(start)
    while month <= month_of(end):
        months.add(month)
        month = month.next()
    inside, across = [], []
    for month in sorted(months):
        window = window_of(month, asked.windows, asked.start_day, asked.life)
        if start <= window.start and window.end <= end:
            inside.append(month)
        elif window.start <= end and start <= window.end:
            across.append(month)
    return tuple(inside), tuple(across)


def _straddling(month: Month, windows: Mapping[Month, Window], start_day: int) -> Problem:
    window = window_of(month, windows, start_day)
    values = {"from": window.start, "to": window.end}
    return Problem("window_straddles", Place(month=str(month)), values)
