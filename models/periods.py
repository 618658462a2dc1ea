"""Months, their windows of days, and the named periods that reports are made for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from models.errors import Problem, Unusable

Kind = Literal["day", "week", "month", "quarter", "half", "months", "year", "free"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_ROMAN = ("I", "II", "III", "IV")
_NAMED = r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])|([2-9]|1[01])M))?"
_FREE = r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})"
_DATED = r"(\d{4})-(?:W(\d{2})|\d{2}-\d{2})"


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar, the unit in which figures are kept."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def short(self) -> str:
        """Return it as people write it, e.g. "6/2024"."""
        return f"{self.month}/{self.year}"

    def plus(self, months: int) -> "Month":
        """Return the month so many months later (earlier where negative)."""
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    def next(self) -> "Month":
        """Return the month after this one."""
        return self.plus(1)

    def previous(self) -> "Month":
        """Return the month before this one."""
        return self.plus(-1)

    @property
    def last_day(self) -> date:
        """Return its last day by the calendar."""
        following = self.next()
        return date(following.year, following.month, 1) - timedelta(days=1)


class Window(NamedTuple):
    """The days, first and last included, that a month's figures cover."""

    start: date
    end: date


class Life(NamedTuple):
    """The days of a unit, first and last included; None is open.

    Months outside are absent, not blank: nobody waits for figures of them.
    """

    start: date | None = None
    end: date | None = None

    def meets(self, window: Window) -> bool:
        """Return whether a window has days of it."""
        begun = self.start is None or self.start <= window.end
        ended = self.end is not None and self.end < window.start
        return begun and not ended

    def cut(self, window: Window) -> Window:
        """Return the days of a window that lie in it; all of them where none does."""
        if not self.meets(window):
            return window
        start = window.start if self.start is None else max(self.start, window.start)
        end = window.end if self.end is None else min(self.end, window.end)
        return Window(start, end)


ALWAYS = Life()


@dataclass(frozen=True)
class Period:
    """A period by its name.

    Attributes:
        name: e.g. "2024-06", "2024-Q2", "2024-H1", "2024-9M", "2024", "2024-06-14", "2024-W23",
            "2023-12-05..2024-06-20".
        kind: "months" is the first so many months of a year; "week" is one of ISO 8601, from Monday
            to Sunday; "day", "week" and "free" have dates in place of months.
        months: the months of a named period, in order; empty for one that has dates.
        start: first day of a period that has dates, else None.
        end: its last day, else None.
    """

    name: str
    kind: Kind
    months: tuple[Month, ...] = ()
    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        return self.name


def month_of(day: date) -> Month:
    """Return the calendar month of a day."""
    return Month(day.year, day.month)


def parse_month(text: str) -> Month:
    """Return the month named like "2024-06"; raises Unusable `month_unknown`."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text.strip(), re.ASCII)
    if found and _valid(int(found[1]), int(found[2])):
        return Month(int(found[1]), int(found[2]))
    raise Unusable(Problem("month_unknown", values={"text": text}))


def parse_period(text: str) -> Period:
    """Return the period with this name; raises Unusable `period_unknown` or `period_reversed`."""
    name = text.strip()
    if found := re.fullmatch(_FREE, name, re.ASCII):
        return _parse_free(text, found[1], found[2])
    if found := re.fullmatch(_DATED, name, re.ASCII):
        return _parse_dated(text, name, int(found[1]), found[2])
    found = re.fullmatch(_NAMED, name, re.ASCII)
    if not found or not _valid(int(found[1]), int(found[2] or 1)):
        raise Unusable(Problem("period_unknown", values={"text": text}))
    year = int(found[1])
    if found[2]:
        return month_period(Month(year, int(found[2])))
    if found[3]:
        return _quarter(year, int(found[3]))
    if found[4]:
        return _half(year, int(found[4]))
    if found[5]:
        return _from_january(Month(year, int(found[5])))
    return _year(year)


def month_period(month: Month) -> Period:
    """Return the period of one month."""
    return Period(str(month), "month", (month,))


def day_period(day: date) -> Period:
    """Return the period of one day."""
    return Period(day.isoformat(), "day", (), day, day)


def week_period(day: date) -> Period:
    """Return the ISO week in which a day lies."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Period(f"{year:04d}-W{week:02d}", "week", (), monday, monday + timedelta(days=6))


def period_of(months: Sequence[Month]) -> Period | None:
    """Return the named period that is just these months, in order; None where there is none."""
    if not months:
        return None
    first, last = months[0], months[-1]
    if len(months) == 1:
        return month_period(first)
    known = [
        _quarter(last.year, (last.month + 2) // 3),
        _half(last.year, 1 if last.month <= 6 else 2),
        _from_january(last),
    ]
    return next((period for period in known if period.months == tuple(months)), None)


def first_day(period: Period) -> date:
    """Return the first day of a period by the calendar."""
    if period.start is not None:
        return period.start
    return date(period.months[0].year, period.months[0].month, 1)


def last_day(period: Period) -> date:
    """Return the last day of a period by the calendar."""
    return period.months[-1].last_day if period.end is None else period.end


def previous_period(period: Period) -> Period | None:
    """Return the period of the same kind just before.

    It is None for the first months of a year and for free dates.
    """
    if period.kind in ("months", "free"):
        return None
    if period.start is not None:
        return _same_kind(period, period.start - timedelta(days=1))
    before = period.months[0].previous()
    if period.kind == "month":
        return month_period(before)
    if period.kind == "quarter":
        return _quarter(before.year, before.month // 3)
    if period.kind == "half":
        return _half(before.year, before.month // 6)
    return _year(before.year)


def same_period_last_year(period: Period) -> Period:
    """Return the same period one year earlier.

    29 February becomes the 28th, and the week 53 of a year before one that has only 52 the last.
    """
    if period.start is None or period.end is None:
        return parse_period(f"{period.months[0].year - 1:04d}{period.name[4:]}")
    if period.kind == "week":
        return _week_year_before(period)
    start = _year_before(period.start)
    return day_period(start) if period.kind == "day" else _free(start, _year_before(period.end))


def year_to_date(period: Period, since: date | None = None) -> Period:
    """Return January to the last month of the period, under its usual name.

    For a day or a week it is 1 January, or `since` where a unit began later, to its last day, under
    its usual name where these are whole months. Free dates stay as they are.
    """
    if period.months:
        return _from_january(period.months[-1])
    end = period.end
    start = max(date(last_day(period).year, 1, 1), since or date.min)
    if period.kind == "free" or end is None or start >= first_day(period):
        return period
    if start == date(end.year, 1, 1) and end == month_of(end).last_day:
        return _from_january(month_of(end))
    return _free(start, end)


def title(period: Period) -> str:
    """Return the period as a report's title says it, e.g. "6 tháng đầu năm 2024"."""
    if period.kind == "week":
        return f"tuần {int(period.name[-2:])} năm {int(period.name[:4])}"
    if period.kind == "day" and period.start is not None:
        return f"ngày {_short(period.start)}"
    if period.start is not None and period.end is not None:
        return f"từ ngày {_short(period.start)} đến ngày {_short(period.end)}"
    first, count = period.months[0], len(period.months)
    if period.kind == "month":
        return f"tháng {_month(first.month)} năm {first.year}"
    if period.kind == "quarter":
        return f"quý {_ROMAN[first.month // 3]} năm {first.year}"
    if period.kind == "year":
        return f"năm {first.year}"
    return f"{count} tháng {'đầu' if first.month == 1 else 'cuối'} năm {first.year}"


def next_title(period: Period) -> str:
    """Return the title of the time to come after the period, for the plan part of a report."""
    if period.kind == "free":
        return "thời gian tới"
    if period.end is not None:
        return title(_same_kind(period, period.end + timedelta(days=1)))
    last = period.months[-1]
    following = last.next()
    if period.kind == "month":
        return title(month_period(following))
    if period.kind == "quarter":
        return title(_quarter(following.year, following.month // 3 + 1))
    if period.kind == "year" or (period.kind == "half" and last.month == 12):
        return title(_year(following.year))
    return f"{12 - last.month} tháng cuối năm {last.year}"


def _valid(year: int, month: int = 1) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= month <= 12


def _parse_free(text: str, first: str, last: str) -> Period:
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        raise Unusable(Problem("period_unknown", values={"text": text})) from None
    if not (_valid(start.year) and _valid(end.year)):
        raise Unusable(Problem("period_unknown", values={"text": text}))
    if end < start:
        raise Unusable(Problem("period_reversed", values={"text": text}))
    return _free(start, end)


def _parse_dated(text: str, name: str, year: int, week: str | None) -> Period:
    """Return the day or the ISO week of that name."""
    try:
        day = date.fromisocalendar(year, int(week), 1) if week else date.fromisoformat(name)
    except ValueError:
        raise Unusable(Problem("period_unknown", values={"text": text})) from None
    if not _valid(year):
        raise Unusable(Problem("period_unknown", values={"text": text}))
    return week_period(day) if week else day_period(day)


def _same_kind(period: Period, day: date) -> Period:
    """Return the day or the week in which a day lies, of the kind of a period."""
    return day_period(day) if period.kind == "day" else week_period(day)


def _week_year_before(period: Period) -> Period:
    year = int(period.name[:4]) - 1
    # 28 December always lies in the last week of its year.
    week = min(int(period.name[-2:]), date(year, 12, 28).isocalendar().week)
    return week_period(date.fromisocalendar(year, week, 1))


def _free(start: date, end: date) -> Period:
    return Period(f"{start.isoformat()}..{end.isoformat()}", "free", (), start, end)


def _span(year: int, first: int, last: int) -> tuple[Month, ...]:
    return tuple(Month(year, month) for month in range(first, last + 1))


def _quarter(year: int, quarter: int) -> Period:
    return Period(f"{year:04d}-Q{quarter}", "quarter", _span(year, 3 * quarter - 2, 3 * quarter))


def _half(year: int, half: int) -> Period:
    return Period(f"{year:04d}-H{half}", "half", _span(year, 6 * half - 5, 6 * half))


def _year(year: int) -> Period:
    return Period(f"{year:04d}", "year", _span(year, 1, 12))


def _from_january(last: Month) -> Period:
    if last.month == 1:
        return month_period(last)
    if last.month == 3:
        return _quarter(last.year, 1)
    if last.month == 6:
        return _half(last.year, 1)
    if last.month == 12:
        return _year(last.year)
    return Period(f"{last.year:04d}-{last.month}M", "months", _span(last.year, 1, last.month))


def _year_before(day: date) -> date:
    return date(day.year - 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


def _short(day: date) -> str:
    """Return a short date; only the months 1 and 2 are padded.

    Annex I of Nghị định 30/2020/NĐ-CP.
    """
    return f"{day.day:02d}/{_month(day.month)}/{day.year}"


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)
