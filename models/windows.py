"""The windows of days that months cover, and the months that lie inside a period's days."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from models.errors import Place, Problem, Refused
from models.periods import ALWAYS, Life, Month, Period, Window, first_day, last_day, month_of


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


def window_of(
    month: Month, windows: Mapping[Month, Window], start_day: int = 1, life: Life = ALWAYS
) -> Window:
    """Return a month's own window or the default one, this as far as the unit lived."""
    return windows.get(month) or life.cut(default_window(month, start_day))


def months_inside(
    period: Period, windows: Mapping[Month, Window], start_day: int = 1
) -> tuple[Month, ...]:
    """Return the months of a named period, or those whose windows lie inside one that has dates.

    A month that straddles a border is left out; there may be none at all.
    """
    return period.months or sorted_out(period, windows, (), start_day)[0]


def sorted_out(
    period: Period,
    windows: Mapping[Month, Window],
    candidates: Collection[Month],
    start_day: int = 1,
    life: Life = ALWAYS,
) -> tuple[tuple[Month, ...], tuple[Month, ...]]:
    """Return the months whose windows lie inside a period's days, and those across its ends.

    Looked at are the months of the calendar, those with a window and the candidates.
    """
    start, end = first_day(period), last_day(period)
    # A default window ends in its month and begins not after it: no other month can lie inside.
    months = {*windows, *candidates}
    month = month_of(start)
    while month <= month_of(end):
        months.add(month)
        month = month.next()
    inside, across = [], []
    for month in sorted(months):
        window = window_of(month, windows, start_day, life)
        if start <= window.start and window.end <= end:
            inside.append(month)
        elif window.start <= end and start <= window.end:
            across.append(month)
    return tuple(inside), tuple(across)


def straddling(
    months: Iterable[Month], windows: Mapping[Month, Window], start_day: int = 1
) -> list[Problem]:
    """Return the problem of each month that straddles an end of a period's days."""
    problems = []
    for month in months:
        window = window_of(month, windows, start_day)
        values = {"from": window.start, "to": window.end}
        problems.append(Problem("window_straddles", Place(month=str(month)), values))
    return problems
