"""What a report says of an indicator of the office's own (Chỉ tiêu khác), each in its section."""

from decimal import Decimal
from typing import NamedTuple

from desktop.reports.ward.data import ReportData
from desktop.reports.ward.phrases import padded
from desktop.word import wording
from desktop.word.book import Book
from models.indicators import Indicator, over_months, share
from models.periods import Month, Period, previous_period, same_period_last_year
from models.rates import RateSettings
from models.values import format_number

# What is counted in these is no count of people or things, and gets no leading zero.
_MEASURED_IN = ("hồ sơ", "đồng", "triệu", "tỷ", "%", "điểm", "m2", "m²", "km", "ha")
# Of these 0 is a value, not that there are none.
_NO_COUNTS = ("%", "điểm", "Điểm")


class Manner(NamedTuple):
    """How numbers are printed: the office's rounding, and whether counts below 10 get a zero."""

    rates: RateSettings
    pad: bool


def manner_of(data: ReportData) -> Manner:
    """Return how an office prints numbers."""
    return Manner(data.rates, padded(data))


def indicator_lines(data: ReportData, book: Book) -> dict[str, list[str]]:
    """Return a line for every indicator that has figures, by section, in the order of the list."""
    now = over_months(data.records("all_indicators"), data.now.months)
    period, manner = data.now.period, manner_of(data)
    before = _then(data, previous_period(period))
    year_ago = _then(data, same_period_last_year(period))
    found: dict[str, list[str]] = {}
    for place, indicator in enumerate(now, start=1):
        if not indicator.spoken_of:
            continue
        name = f"indicator_{place}"
        said = value_words(indicator, name, manner, book)
        for lead, then in (("year_ago", year_ago), ("previous", before)):
            earlier = then.get(indicator.code)
            if earlier is not None and indicator.is_known and earlier.is_known:
                said += compared_words(lead, indicator, earlier, f"{name}_{lead}", manner, book)
        line = f"- {wording.clean(indicator.name)}: {said}."
        found.setdefault(indicator.section, []).append(line)
    return found


def value_words(indicator: Indicator, name: str, manner: Manner, book: Book) -> str:
    """Return "62/70 tổ (88,6%)" or "ước 85 tổ, đạt 85% kế hoạch (100 tổ)", its numbers bound."""
    if not indicator.is_known:
        return wording.missing()
    if _is_nothing(indicator):
        return wording.label("none")
    lead = "ước " if indicator.estimate else ""
    said = lead + _amount(indicator, name, manner, book)
    said += _reached(indicator, name, manner, book)
    plan, of_plan = indicator.plan, share(indicator.actual, indicator.plan, manner.rates)
    if plan is None:
        return said
    planned = _put(book, f"{name}_plan", indicator, plan, manner) + _unit(indicator)
    if of_plan is None:
        return f"{said}, kế hoạch {planned}"
    reached = book.put_unseen(f"{name}_of_plan", indicator.name, f"{format_number(of_plan)}%")
    return f"{said}, đạt {reached} kế hoạch ({planned})"


def compared_words(
    which: str,
    now: Indicator,
    then: Indicator,
    name: str,
    manner: Manner,
    book: Book,
    of_whom: str = "",
) -> str:
    """Return "; cùng kỳ năm trước 55 tổ (tăng 07 tổ)", of a ratio both numbers then.

    `of_whom` says of which units that is, where it is not of all.
    """
    if _is_nothing(now) and _is_nothing(then):
        return ""
    none = wording.label("none")
    earlier = none if _is_nothing(then) else _amount(then, name, manner, book)
    said = f"; {wording.label(which)}{of_whom} {earlier}"
    if now.is_ratio or now.actual is None or then.actual is None:
        return said
    change = now.actual - then.actual
    word = "up" if change > 0 else "down"
    if change == 0:
        word = "same"
    # The difference of two percentages is none itself.
    unit = f" {wording.label('points')}" if now.measured_in.startswith("%") else _unit(now)
    amount = _text(now, abs(change), manner) + unit
    changed = wording.label(word).format(n=amount)
    return f"{said} ({book.put_unseen(f'{name}_diff', now.name, changed)})"


def number_words(
    indicator: Indicator, value: Decimal, name: str, manner: Manner, book: Book
) -> str:
    """Return a number of an indicator with what it is counted in: "25 tổ"."""
    return _put(book, name, indicator, value, manner) + _unit(indicator)


def _is_nothing(indicator: Indicator) -> bool:
    """Say whether there was none of what is counted, and nothing planned."""
    counts = bool(indicator.measured_in) and not indicator.measured_in.startswith(_NO_COUNTS)
    if not counts or indicator.is_ratio or indicator.estimate:
        return False
    return indicator.actual == 0 and indicator.plan is None


def _then(data: ReportData, period: Period | None) -> dict[str, Indicator]:
    months: tuple[Month, ...] = period.months if period is not None else ()
    found = over_months(data.records("all_indicators"), months)
    return {indicator.code: indicator for indicator in found}


def _amount(indicator: Indicator, name: str, manner: Manner, book: Book) -> str:
    unit, top, bottom = _unit(indicator), indicator.numerator, indicator.denominator
    if top is None or bottom is None:
        assert indicator.actual is not None
        return _put(book, f"{name}_actual", indicator, indicator.actual, manner) + unit
    numbers = [
        _put(book, f"{name}_numerator", indicator, top, manner),
        _put(book, f"{name}_denominator", indicator, bottom, manner),
    ]
    percent = share(top, bottom, manner.rates)
    said = "/".join(numbers) + unit
    if percent is None:
        return said
    printed = book.put_unseen(f"{name}_rate", indicator.name, f"{format_number(percent)}%")
    return f"{said} ({printed})"


def _reached(indicator: Indicator, name: str, manner: Manner, book: Book) -> str:
    """Return what was reached where it is another number than the two of a ratio give."""
    actual, top, bottom = indicator.actual, indicator.numerator, indicator.denominator
    if actual is None or top is None or bottom is None:
        return ""
    if actual in (top, share(top, bottom, manner.rates)):
        return ""
    reached = _put(book, f"{name}_actual", indicator, actual, manner)
    return f", thực hiện {reached}{_unit(indicator)}"


def _unit(indicator: Indicator) -> str:
    return f" {wording.clean(indicator.measured_in)}" if indicator.measured_in else ""


def _put(book: Book, name: str, indicator: Indicator, value: Decimal, manner: Manner) -> str:
    return book.put_unseen(name, indicator.name, _text(indicator, value, manner))


def _text(indicator: Indicator, value: Decimal, manner: Manner) -> str:
    unit = indicator.measured_in.lower()
    is_count = bool(unit) and not unit.startswith(_MEASURED_IN)
    if is_count and value == value.to_integral_value():
        return wording.count(int(value), manner.pad)
    return wording.number(value)
