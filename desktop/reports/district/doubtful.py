"""The sentences of section III about figures of the units that cannot be true together."""

from desktop.consolidation.doubts import Doubts
from desktop.messages import finding_fact, month_words
from desktop.reports.district.facts import count
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.words import sentence
from desktop.word import wording
from desktop.word.book import Book
from models.findings import Finding

# As many units as a reader takes in; all of them stand in the window and in the JSON document.
_NAMED = 5


def doubt_paragraphs(data: DistrictData, book: Book) -> list[str]:
    """Say how many units have contradictory figures, of which kinds, and name the weightiest."""
    found = data.doubts
    if not found.found:
        return []
    lead = sentence(book, "doubts", **_counts(data, book, found))
    return [lead, *(_named(data, book, finding) for finding in found.weightiest(_NAMED))]


def _counts(data: DistrictData, book: Book, found: Doubts) -> dict[str, str]:
    def put(name: str, label: str, number: int) -> str:
        return book.put_unseen(name, label, count(data, number))

    kinds = []
    for place, (short, units) in enumerate(found.kinds, start=1):
        number = put(f"doubt_kind_{place}", f"Số đơn vị: {short}", units)
        kinds.append(f"{short}: {number} đơn vị")
    explained = ""
    if found.explained:
        number = put("doubts_explained", "Số điểm đã ghi lý do", found.explained)
        explained = sentence(book, "doubts_explained", number=number)
    return {
        "units": put("doubtful_units", "Số đơn vị có số liệu chưa khớp", len(found.units)),
        "all": put("doubts_of_units", "Số đơn vị có số liệu", len(data.now.with_own)),
        "points": put("doubtful_points", "Số điểm chưa khớp", len(found.found)),
        "explained": explained,
        "kinds": "; ".join(kinds),
    }


def _named(data: DistrictData, book: Book, finding: Finding) -> str:
    words = {
        "name": wording.clean(data.unit_names.get(finding.unit, finding.unit)),
        "month": month_words(finding.month or ""),
        "fact": wording.clean(wording.lower_first(finding_fact(finding))),
    }
    if not finding.reason:
        return sentence(book, "doubt", **words)
    reason = wording.clean(wording.lower_first(finding.reason.rstrip(". ")))
    return sentence(book, "doubt_reason", **words, reason=reason)
