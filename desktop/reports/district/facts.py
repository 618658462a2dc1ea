"""Fill the book of figures with those of the units below and of all units together."""

from collections.abc import Mapping
from decimal import Decimal

from desktop.consolidation.judging import difference
from desktop.consolidation.rates import part_rate
from desktop.consolidation.rollup import Rollup, Sums
from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.partly import (
    FEW,
    STAFF,
    DistrictBook,
    few_known,
    put_parts,
    staff_counts,
)
from desktop.reports.district.rate_facts import put_part_rates
from desktop.reports.district.words import text
from desktop.reports.ward.facts import COMPARED, MONTHLY_LABELS, fill_book
from desktop.reports.ward.phrases import change_words, counted, label_of, measured, unit_of_change
from desktop.word import wording
from desktop.word.book import Book
from models.figures import add
from models.measures import MEASURES
from models.periods import title

# What the names of the other units' figures begin with: those below, and all together.
BELOW, ALL = "below_", "all_"


def fill_district_book(data: DistrictData) -> DistrictBook:
    """Return the book of figures: the own unit's under their usual names, others with a prefix."""
    book = DistrictBook(fill_book(data.own_report))
    below, everyone = f"các {data.word}", "chung"
    _put_dossiers(book, BELOW, below, data.now.below.total, data)
    _put_dossiers(book, ALL, everyone, data.now.all.total, data)
    put_part_rates(book, "below", below, data)
    put_part_rates(book, "all", everyone, data)
    _put_monthly(book, BELOW, below, data.monthly["below"], data)
    _put_monthly(book, ALL, everyone, data.monthly["all"], data)
    book.put("all_from", "Ngày đầu kỳ số liệu, chung", wording.short_date(data.now.start))
    book.put("all_to", "Ngày cuối kỳ số liệu, chung", wording.short_date(data.now.end))
    _put_coverage(book, data)
    _put_procedures(book, data)
    _put_staff(book, data)
    innovations = sum(len(each.innovations) for each in data.keepers)
    label = "Mô hình, sáng kiến, giải pháp, chung"
    book.put("all_innovations", label, count(data, innovations))
    put_parts(book, data)
    return book


def count(data: DistrictData, value: int | None) -> str:
    """Return a count of people or objects in prose."""
    return counted(data.own_report, value)


def _put_dossiers(book: Book, prefix: str, who: str, sums: Sums, data: DistrictData) -> None:
    for name, measure in MEASURES.items():
        value = sums[name]
        label = f"{measure.label} ({who})"
        number = measured(data.own_report, name, value)
        book.put(f"{prefix}{name}", label, number, value is not None)


def _put_monthly(
    book: Book, prefix: str, who: str, values: Mapping[str, int | None], data: DistrictData
) -> None:
    for name, value in values.items():
        label = f"{MONTHLY_LABELS[name]} ({who})"
        book.put(f"{prefix}{name}", label, count(data, value), value is not None)


def _put_coverage(book: Book, data: DistrictData) -> None:
    counted_of_all = f"{len(data.now.counted):02d}/{len(data.now.lines):02d}"
    book.put("coverage", f"Số {data.word} có số liệu trên tổng số", counted_of_all)
    late = sum(row.standing.is_late for row in data.board)
    book.put("late_count", f"Số {data.word} gửi trễ hạn", count(data, late))


def _put_procedures(book: Book, data: DistrictData) -> None:
    """Add the numbers of procedures; those of several units are never added, they are the same."""
    found = data.procedures
    if found.own is not None and not book.known("procedures_total"):
        book.put("procedures_total", "Tổng số thủ tục hành chính", wording.number(found.own))
    book.phrases["below_procedures"] = _procedures_below(book, data)


def _procedures_below(book: Book, data: DistrictData) -> str:
    bounds, common = data.procedures.bounds, data.procedures.common
    if common is not None:
        label = f"Thủ tục của các {data.word}"
        number = book.put("below_procedures_total", label, wording.number(common))
        return f"{number} thủ tục (danh mục chung)"
    if bounds is None:
        return wording.missing()
    least = wording.number(bounds[0])
    least = book.put_unseen("below_procedures_least", "Thủ tục, ít nhất", least)
    said = f"{least} thủ tục"
    if bounds[0] != bounds[1]:
        most = wording.number(bounds[1])
        most = book.put_unseen("below_procedures_most", "Thủ tục, nhiều nhất", most)
        said = f"từ {least} đến {most} thủ tục, tùy đơn vị"
    by_unit = data.procedures.by_unit
    known = [code for code, value in by_unit.items() if value is not None]
    if len(known) == len(by_unit):
        return said
    of_all = f"{len(known):02d}/{len(by_unit):02d}"
    of = book.put_unseen("below_procedures_n", f"Số {data.word} có số thủ tục", of_all)
    names = f"; {few_known(data, known)}" if len(known) <= FEW else ""
    return f"{said} ({of} {data.word} có số liệu{names})"


def _put_staff(book: Book, data: DistrictData) -> None:
    own = (data.own_book,) if data.own_book else ()
    _put_staff_of(book, data, "own", data.own_name, own)
    _put_staff_of(book, data, "below", f"các {data.word}", data.units)
    _put_staff_of(book, data, "all", "chung", data.keepers)


def _put_staff_of(
    book: Book, data: DistrictData, name: str, who: str, books: tuple[UnitBook, ...]
) -> None:
    # What one of them does not know makes the sum unknown, never smaller.
    counts = [staff_counts(each) for each in books]
    for key, label in STAFF.items():
        number = add([found[key] for found in counts]) if counts else None
        book.put(f"{name}_{key}", f"{label} ({who})", count(data, number), number is not None)


def comparison_parts(book: Book, data: DistrictData, which: str) -> tuple[str, list[str]] | None:
    """Return the title of another period and what changed since, over all units.

    None where it is not comparable: other units, or with the own unit in only one of the two.
    """
    compared = next((each for each in data.compared if each.which == which), None)
    if compared is None or not compared.same_units:
        return None
    if bool(data.own) != bool(compared.then.own and compared.then.own.figures):
        return None
    lead = f"all_{'prev' if which == 'previous' else 'last'}"
    parts = []
    for name in data.rates.in_use(COMPARED):
        change = difference(data.now, compared.then, "all", name, data.rates)
        if change is not None:
            parts.append(_change(book, data, f"{lead}_{name}", name, change, compared.then))
    return title(compared.then.period), parts


def _change(
    book: Book,
    data: DistrictData,
    lead: str,
    name: str,
    change: int | Decimal,
    then: Rollup,
) -> str:
    """Return "tiếp nhận trong kỳ tăng 12 hồ sơ (từ 395 hồ sơ)"."""
    label = label_of(name, data.rates)
    words = change_words(change, unit_of_change(name, data.rates))
    changed = book.put_unseen(f"{lead}_diff", f"{label}, chênh lệch", words)
    earlier = book.put_unseen(lead, f"{label}, kỳ so sánh", _text(then, name, data))
    since = "" if change == 0 else "từ "
    # A rate is printed with its sign, a count needs its word.
    unit = "" if data.rates.is_rate(name) else f" {wording.label('dossiers')}"
    return f"{wording.lower_first(label)} {changed} ({since}{earlier}{unit})"


def _text(then: Rollup, name: str, data: DistrictData) -> str:
    if data.rates.is_rate(name):
        return f"{part_rate(name, then, 'all', data.rates).percent}%"
    return wording.number(then.all.total[name])


def each_phrase(data: DistrictData, value: int) -> str:
    """Return "mỗi phường 03"."""
    return text("each").format(word=data.word, count=count(data, value))
