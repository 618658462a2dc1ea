"""The office's own indicators (Chỉ tiêu khác), each a line in its section."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import padded, say
from desktop.word import wording
from desktop.word.book import Book
from models.rates import percentage
from models.registers import Record
from models.text import match_key
from models.values import format_decimal

USUAL_SECTION = "II.6"
# What is counted in these is no count of people or things, and gets no leading zero.
_MEASURED_IN = ("hồ sơ", "%", "điểm", "đồng", "m2", "km")


@dataclass(frozen=True)
class _Indicator:
    """One indicator over the period.

    Attributes:
        key: what its bound figures begin with.
        title: its name.
        unit: what it is counted in, "" where that is not written.
        numbers: what is known of actual, plan, numerator, denominator and last year's actual.
        estimate: one of its months is an estimate.
    """

    key: str
    title: str
    unit: str
    numbers: dict[str, Decimal]
    estimate: bool


def indicator_lines(section: str, data: ReportData, book: Book) -> list[str]:
    """Return the indicators of a section; one of which nothing is known prints nothing."""
    by_code: dict[str, list[Record]] = {}
    for row in data.records("indicators"):
        by_code.setdefault(match_key(row.text("code")), []).append(row)
    found = []
    for place, (code, rows) in enumerate(by_code.items(), start=1):
        if (rows[-1].text("section") or USUAL_SECTION) != section:
            continue
        indicator = _read(f"indicator_{place}", code, rows, data)
        if "actual" in indicator.numbers or _is_ratio(indicator):
            found.append(_line(indicator, data, book))
    return found


def _read(key: str, code: str, rows: Sequence[Record], data: ReportData) -> _Indicator:
    last = rows[-1]
    numbers = {}
    for name in ("actual", "plan", "numerator", "denominator"):
        total = _over_period(rows, name, data)
        if total is not None:
            numbers[name] = total
    earlier = [
        row for row in data.records("indicators_year_ago") if match_key(row.text("code")) == code
    ]
    before = _over_period(earlier, "actual", data) if earlier else None
    if before is not None:
        numbers["year_ago"] = before
    title = wording.clean(last.text("name") or last.text("code"))
    unit = wording.clean(last.text("measured_in"))
    return _Indicator(key, title, unit, numbers, any(row["estimate"] is True for row in rows))


def _is_ratio(indicator: _Indicator) -> bool:
    return {"numerator", "denominator"} <= indicator.numbers.keys()


def _line(indicator: _Indicator, data: ReportData, book: Book) -> str:
    said = _ratio(indicator, data, book) if _is_ratio(indicator) else _actual(indicator, data, book)
    estimate = " (ước)" if indicator.estimate else ""
    return say(book, "indicator", title=indicator.title, said=said, estimate=estimate)


def _ratio(indicator: _Indicator, data: ReportData, book: Book) -> str:
    """Return "20/22 người (90,9%)"."""
    top = _put(indicator, "numerator", data, book)
    bottom = _put(indicator, "denominator", data, book)
    share = _share(indicator, "numerator", "denominator", data, book)
    return f"{top}/{bottom}{_unit(indicator)}" + (f" ({share})" if share else "")


def _actual(indicator: _Indicator, data: ReportData, book: Book) -> str:
    """Return "27 người, đạt 100% kế hoạch (27 người); cùng kỳ năm trước 25 người"."""
    unit = _unit(indicator)
    said = f"{_put(indicator, 'actual', data, book)}{unit}"
    if "plan" in indicator.numbers:
        plan = f"{_put(indicator, 'plan', data, book)}{unit}"
        share = _share(indicator, "actual", "plan", data, book)
        said += f", đạt {share} kế hoạch ({plan})" if share else f", kế hoạch {plan}"
    if "year_ago" in indicator.numbers:
        before = _put(indicator, "year_ago", data, book)
        said += f"; {wording.label('year_ago')} {before}{unit}"
    return said


def _unit(indicator: _Indicator) -> str:
    if indicator.unit == "%":
        return "%"
    return f" {indicator.unit}" if indicator.unit else ""


def _put(indicator: _Indicator, name: str, data: ReportData, book: Book) -> str:
    value = indicator.numbers[name]
    text = wording.number(value)
    is_count = bool(indicator.unit) and not indicator.unit.lower().startswith(_MEASURED_IN)
    if is_count and value == value.to_integral_value():
        text = wording.count(int(value), padded(data))
    return book.put_unseen(f"{indicator.key}_{name}", f"{indicator.title}: {name}", text)


def _share(indicator: _Indicator, part: str, whole: str, data: ReportData, book: Book) -> str:
    """Return what percentage one number is of another, "" where that cannot be said."""
    top, bottom = indicator.numbers[part], indicator.numbers[whole]
    if bottom <= 0 or top < 0:
        return ""
    # Both as whole numbers of the same smallest step: rates are worked out exactly.
    scale = Decimal(10) ** max(_places(top), _places(bottom))
    rates = data.rates
    share = percentage(int(top * scale), int(bottom * scale), rates.rounding, rates.decimals)
    if share is None:
        return ""
    text = f"{format_decimal(share)}%"
    return book.put_unseen(f"{indicator.key}_{part}_rate", f"{indicator.title}: tỷ lệ", text)


def _places(number: Decimal) -> int:
    """Return how many decimal places a number has."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _over_period(rows: Sequence[Record], name: str, data: ReportData) -> Decimal | None:
    """Return a number of an indicator over the period, None where it is not known."""
    if rows[-1].text("kind") != "Phát sinh":
        # What does not add up stands as it was in the last month.
        rows = rows[-1:]
    elif len(rows) < len(data.now.months):
        # Something that adds up is known only where every month of the period has it.
        return None
    total = Decimal(0)
    for row in rows:
        value = row[name]
        if not isinstance(value, Decimal | int):
            return None
        total += value
    return total
