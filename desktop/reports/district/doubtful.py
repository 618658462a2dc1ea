"""The sentences of section III about figures of the units that cannot be true together."""

from desktop.consolidation.doubts import Doubts
from desktop.messages import finding_fact, month_words
from desktop.reports.district.facts import count
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import own_office, unit_name
from desktop.reports.district.words import district_catalogue, sentence
from desktop.word import wording
from desktop.word.book import Book
from desktop.word.wording import lower_first
from models.figures import WHOLE_UNIT_ID
from models.findings import Finding
from models.measures import MEASURES

# As many units as a reader takes in; all of them stand in the window and in the JSON document.
_NAMED = 5


def doubt_paragraphs(data: DistrictData, book: Book) -> list[str]:
    """Say how many units have contradictory figures, and name the weightiest."""
    found = data.doubts
    if not found.found:
        return []
    counts = _counts(data, book, found)
    if len(found.units) == 1:
        [heaviest] = found.weightiest(1)
        return [sentence(book, "doubts_one", **counts, **_words(data, book, heaviest))]
    lead = sentence(book, "doubts", **counts)
    return [lead, *(_named(data, book, finding) for finding in found.weightiest(_NAMED))]


def _counts(data: DistrictData, book: Book, found: Doubts) -> dict[str, str]:
    def put(name: str, label: str, number: int) -> str:
        return book.put_unseen(name, label, count(data, number))

    explained = ""
    if found.explained == len(found.found):
        explained = sentence(book, "doubts_all_explained")
    elif found.explained:
        number = put("doubts_explained", "Số điểm đã ghi lý do", found.explained)
        explained = sentence(book, "doubts_explained", number=number)
    return {
        "units": put("doubtful_units", "Số đơn vị có số liệu chưa khớp", len(found.units)),
        "all": put("doubts_of_units", "Số đơn vị có số liệu", len(data.now.with_own)),
        "points": put("doubtful_points", "Số điểm chưa khớp", len(found.found)),
        "explained": explained,
    }


def _named(data: DistrictData, book: Book, finding: Finding) -> str:
    words = _words(data, book, finding)
    return sentence(book, "doubt", **{**words, "name": wording.upper_first(words["name"])})


def _words(data: DistrictData, book: Book, finding: Finding) -> dict[str, str]:
    """Return unit, month, the two numbers and the reason of a contradiction."""
    is_own = data.own is not None and finding.unit == data.own.line.code
    name = data.unit_names.get(finding.unit, finding.unit)
    reason = wording.clean(lower_first((finding.reason or "").rstrip(". ")))
    return {
        "name": own_office(data) if is_own else unit_name(data, name),
        "month": month_words(finding.month or ""),
        "fact": _fact(book, finding),
        "reason": sentence(book, "doubt_reason", reason=reason) if reason else "",
    }


def _fact(book: Book, finding: Finding) -> str:
    """Return what cannot be true together; of a total that its parts exceed, these numbers."""
    is_whole = finding.area_id in (None, WHOLE_UNIT_ID)
    is_parts = finding.values.get("variant") == "parts" and finding.code == "negative_remainder"
    if not (is_whole and is_parts):
        fact = wording.clean(finding_fact(finding))
        is_of_field = not is_whole and fact.startswith(f"{finding.area}:")
        return sentence(book, "doubt_of_field", fact=fact) if is_of_field else lower_first(fact)
    total = str(finding.values["total"])
    words = {"total": lower_first(total), "others": _others(finding, total)}
    for name in ("left", "right"):
        value = finding.values[name]
        assert isinstance(value, int)
        words[name] = wording.number(value)
    return sentence(book, "doubt_remainder", **words)


def _others(finding: Finding, total: str) -> str:
    """Return the other part of a total by its name, several of them together."""
    for measure in MEASURES.values():
        if measure.label == total:
            parts = [part for part in measure.parts if part != finding.measure]
            if len(parts) == 1:
                return lower_first(MEASURES[parts[0]].label)
    return district_catalogue()["sentence"]["doubt_others"]
