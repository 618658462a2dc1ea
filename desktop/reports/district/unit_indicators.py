"""What the report says of the indicators of the units below (Chỉ tiêu khác), added up by code."""

from collections.abc import Mapping

from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.unit_phrases import Lines, partial, say
from desktop.reports.ward.indicator_lines import manner_of, value_words
from desktop.word import wording
from desktop.word.book import Book
from models.indicators import Together


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
            of_whom = partial(data, book, f"below_indicators_{group[0][0]}", len(known))
            lines.append(say(data, book, "unit_indicators_of", partial=of_whom))
            lines += [_line(data, book, "unit_indicator_of", *each) for each in group]
        else:
            lines += [_line(data, book, "unit_indicator", *each) for each in group]
    return found


def _line(data: DistrictData, book: Book, key: str, place: int, found: Together) -> str:
    assert found.total is not None
    lead = f"below_indicator_{place}"
    said = value_words(found.total, lead, manner_of(data.own_report), book)
    words = {"name": wording.clean(found.total.name), "said": said}
    if key == "unit_indicator":
        words["partial"] = partial(data, book, lead, len(found.known))
    return say(data, book, key, **words)
