"""The spans of time a report may cover, counted from the working month."""

from datetime import date
from typing import Final

from models.errors import Place, Problem, Unusable
from models.periods import Month, parse_period

SPANS: Final = {
    "month": "Tháng",
    "quarter": "Quý",
    "half": "6 tháng",
    "nine": "9 tháng",
    "year": "Năm",
    "free": "Từ ngày đến ngày",
}


def period_name(
    span: str, month: Month, dates: tuple[date | None, date | None] = (None, None)
) -> str:
    """Return the period of a span around a month, or of free dates ("" while one is blank).

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
    start, end = dates
    if start is None or end is None:
        return ""
    return parse_period(f"{start.isoformat()}..{end.isoformat()}").name


def span_of(period: str) -> str:
    """Return the span that a period's name belongs to; raises Unusable `period_unknown`.

    A day and a week are shown by their dates.
    """
    parsed = parse_period(period)
    spans = {
        "day": "free",
        "week": "free",
        "month": "month",
        "quarter": "quarter",
        "half": "half",
        "months": "nine",
        "year": "year",
        "free": "free",
    }
    if parsed.kind not in spans:
        raise Unusable(Problem("period_unknown", Place(), {"text": period}))
    return spans[parsed.kind]
