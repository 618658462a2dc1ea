"""What the report says of the indicators of the units below (Chỉ tiêu khác), added up by code."""

from collections.abc import Mapping

from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import listed
from desktop.reports.district.partly import FEW
from desktop.reports.district.unit_phrases import Lines, Units, partial, say
from desktop.reports.district.words import text
from desktop.reports.ward.indicator_lines import (
    compared_words,
    manner_of,
    number_words,
    value_words,
)
from desktop.word import wording
from desktop.word.book import Book
from models.indicators import Together, in_both_periods, planned_by_some, share

# A sentence names no more units than these.
_NAMED = 5


def indicator_lines_of_units(data: DistrictData, book: Book) -> Mapping[str, Lines]:
    """Return a line for each indicator that adds up, by section.

    Several that the same units know stand under one line that says of whom they are.
    """
    by_units: dict[tuple[str, tuple[str, ...]], list[tuple[int, Together]]] = {}
    for place, together in enumerate(data.indicators["below"], start=1):
        if together.total is not None:
            key = (together.first.section, together.known)
            by_units.setdefault(key, []).append((place, together))
    found: dict[str, Lines] = {}
    for (section, known), group in by_units.items():
        lines = found.setdefault(section, [])
        if len(group) > 1 and len(known) < len(data.units):
            of_whom = partial(data, book, f"below_indicators_{group[0][0]}", known)
            annex = f" ({book.phrases['annex_chi_tieu_khac']})"
            lines.append(say(data, book, "unit_indicators_of", partial=of_whom, annex=annex))
            lines += [_line(data, book, "unit_indicator_of", *each) for each in group]
        else:
            lines += [_line(data, book, "unit_indicator", *each) for each in group]
    return found


def _line(data: DistrictData, book: Book, key: str, place: int, found: Together) -> str:
    assert found.total is not None
    lead = f"below_indicator_{place}"
    said = value_words(found.total, lead, manner_of(data.own_report), book)
    said += _plan(data, book, lead, found) + _year_ago(data, book, lead, found)
    words = {"name": wording.clean(found.total.name), "said": said}
    if key == "unit_indicator":
        words["partial"] = partial(data, book, lead, found.known)
    return say(data, book, key, **words)


def _plan(data: DistrictData, book: Book, lead: str, found: Together) -> str:
    """Return what some units planned, and what these reached of it, where others planned none."""
    planned, manner = planned_by_some(found), manner_of(data.own_report)
    if planned is None:
        return ""
    first = found.first
    said = text("plan_of_units").format(
        of=_planners(data, book, lead, planned.units),
        plan=number_words(first, planned.plan, f"{lead}_plan", manner, book),
    )
    reached = share(planned.actual, planned.plan, data.rates)
    if planned.actual is None or reached is None:
        return said
    percent = book.put_unseen(f"{lead}_of_plan", first.name, f"{wording.number(reached)}%")
    actual = number_words(first, planned.actual, f"{lead}_reached", manner, book)
    return said + text("plan_reached").format(percent=percent, actual=actual)


def _planners(data: DistrictData, book: Book, lead: str, units: Units) -> str:
    """Return of how many units a plan is, and who they are where they are few."""
    of = _of(data, book, f"{lead}_planned", len(units))
    if len(units) > FEW:
        return of
    names = listed(data, (data.unit_names.get(unit, unit) for unit in units))
    return f"{of} ({names})"


def _year_ago(data: DistrictData, book: Book, lead: str, found: Together) -> str:
    """Return what it was a year ago, of the units that know it in both years, which are named."""
    both = in_both_periods(found, data.indicators_then["below"])
    if both is None:
        return ""
    of_whom = ""
    if len(both.units) < len(found.known):
        of = _of(data, book, f"{lead}_both", len(both.units))
        names = listed(data, (data.unit_names.get(unit, unit) for unit in both.units))
        key = "in_both_named" if len(both.units) <= _NAMED else "in_both"
        of_whom = text(key).format(of=of, names=names)
    manner = manner_of(data.own_report)
    return compared_words("year_ago", both.now, both.then, f"{lead}_last", manner, book, of_whom)


def _of(data: DistrictData, book: Book, name: str, units: int) -> str:
    told = f"{units:02d}/{len(data.units):02d}"
    return f"{book.put_unseen(name, 'Số đơn vị có số liệu', told)} {data.word}"
