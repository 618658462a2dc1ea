"""What the report of several units says of their models and innovations."""

from desktop.reports.district.facts import count
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import unit_name
from desktop.reports.district.unit_phrases import Lines, say
from desktop.word.book import Book


def innovations(data: DistrictData, book: Book) -> Lines:
    """Say how many models and innovations are in use at whom."""
    if not any(each.innovations for each in data.keepers):
        return []
    parts = []
    for place, each in enumerate(data.keepers):
        if each.innovations:
            number = count(data, len(each.innovations))
            label = f"{each.line.name}: mô hình"
            bound = book.put_unseen(f"innovations_of_{place}", label, number)
            parts.append(f"{unit_name(data, each.line.name)} {bound}")
    by_unit = f" ({', '.join(parts)})"
    return [say(data, book, _sentence_on(data), by_unit=by_unit)]


def _sentence_on(data: DistrictData) -> str:
    """Return the sentence about innovations; a register that nobody keeps does not say none."""
    if data.own_book is None:
        return "innovations_units"
    if data.own_book.innovations:
        return "innovations"
    is_kept = "innovations" in data.own_report.kept
    return "innovations_below" if is_kept else "innovations_own_missing"
