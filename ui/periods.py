"""The spans of time a report may cover, counted from the working month, and their words."""

from datetime import date, timedelta
from typing import Final

from models.periods import (
    Month,
    Period,
    day_period,
    month_period,
    parse_period,
    title,
    week_period,
    year_to_date,
)

SPANS: Final = {
    "day": "Ngày",
    "week": "Tuần",
    "month": "Tháng",
    "quarter": "Quý",
    "half": "6 tháng",
    "nine": "9 tháng",
    "year": "Năm",
    "to_date": "Lũy kế từ đầu năm",
    "free": "Từ ngày đến ngày",
}
# The spans that do not follow from the working month alone.
DATED: Final = frozenset({"day", "week", "free"})


def period_name(
    span: str, month: Month, dates: tuple[date | None, date | None] = (None, None)
) -> str:
    """Return the period of a span around a month.

    That of a day or a week is the one of the first date, that of free dates goes from one to the
    other; it is "" while a date is blank.

    Raises:
        Unusable: `period_reversed`.
    """
    match span:
        case "month":
            return str(month)
        case "quarter":
            return f"{month.year:04d}-Q{(month.month + 2) // 3}"
        case "half":
            return f"{month.year:04d}-H{1 if month.month <= 6 else 2}"
        case "nine":
            return f"{month.year:04d}-9M"
        case "year":
            return f"{month.year:04d}"
        case "to_date":
            return year_to_date(month_period(month)).name
    return _dated_name(span, *dates)


def span_of(period: str) -> str:
    """Return the span that a period's name belongs to; raises Unusable `period_unknown`."""
    parsed = parse_period(period)
    if parsed.kind == "months":
        return "nine" if len(parsed.months) == 9 else "to_date"
    return parsed.kind


def weeks_of(month: Month) -> list[Period]:
    """Return the weeks that have days of a month, in order."""
    weeks = [week_period(date(month.year, month.month, 1))]
    while weeks[-1].end is not None and weeks[-1].end < month.last_day:
        weeks.append(week_period(weeks[-1].end + timedelta(days=1)))
    return weeks


def words(period: Period) -> str:
    """Return a period in words, a week with its days: "tuần 23 năm 2024 (03/6–09/6)"."""
    if period.kind == "week" and period.start is not None and period.end is not None:
        return f"{title(period)} ({_day(period.start)}–{_day(period.end)})"
    return title(period)


def _dated_name(span: str, start: date | None, end: date | None) -> str:
    if start is None:
        return ""
    if span == "day":
        return day_period(start).name
    if span == "week":
        return week_period(start).name
    return "" if end is None else parse_period(f"{start.isoformat()}..{end.isoformat()}").name


def _day(day: date) -> str:
    """Return a day as a title says it, without its year."""
    return title(day_period(day)).removeprefix("ngày ").rpartition("/")[0]
