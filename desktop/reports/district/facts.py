"""Fill the book of figures with those of the units below and of all units together."""

from collections.abc import Mapping

from desktop.consolidation.judging import difference
from desktop.consolidation.rollup import Sums
from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.words import text
from desktop.reports.ward import facts
from desktop.word import wording
from desktop.word.book import Book
from models.measures import MEASURES
from models.periods import title
from models.rates import RATES, basis_label, rates_of

BELOW, ALL = "below_", "all_"
COMPARED = facts.COMPARED


def fill_district_book(data: DistrictData) -> Book:
    """Return the book of figures: the own unit's under their usual names, the others' with a
    prefix.
    """
    book = facts.fill_book(data.own_report)
    who = {BELOW: f"các {data.word}", ALL: "chung"}
    for prefix, sums in ((BELOW, data.now.below.total), (ALL, data.now.all.total)):
        _dossiers(book, prefix, who[prefix], sums, data)
    pad = facts.padded(data.own_report)
    for prefix, name in ((BELOW, "below"), (ALL, "all")):
        for key, value in data.monthly[name].items():
            book.put(
                f"{prefix}{key}",
                f"{facts.MONTHLY_LABELS[key]} ({who[prefix]})",
                wording.count(value, pad),
                value is not None,
            )
    book.put("all_from", "Ngày đầu kỳ số liệu, chung", wording.short_date(data.now.start))
    book.put("all_to", "Ngày cuối kỳ số liệu, chung", wording.short_date(data.now.end))
    _coverage(book, data)
    _procedures(book, data)
    _staff(book, data)
    innovations = sum(len(each.innovations) for each in data.books)
    book.put(
        "all_innovations", "Mô hình, sáng kiến, giải pháp, chung", wording.count(innovations, pad)
    )
    return book


def count(data: DistrictData, value: int | None) -> str:
    """Return a count of people or objects in prose."""
    return wording.count(value, facts.padded(data.own_report))


def _dossiers(book: Book, prefix: str, who: str, sums: Sums, data: DistrictData) -> None:
    for name, measure in MEASURES.items():
        value = sums[name]
        book.put(
            f"{prefix}{name}", f"{measure.label} ({who})", wording.number(value), value is not None
        )
    for name, rate in rates_of(dict(sums), data.rates).items():
        printed = wording.label("no_rate") if rate.percent is None else f"{rate.percent}%"
        book.put(
            f"{prefix}{name}", f"{RATES[name].label} ({who})", printed, rate.percent is not None
        )
        words = basis_label(rate.basis).removeprefix("tổng số ")
        phrase = facts.ratio(
            book, f"{prefix}{name}", rate.numerator, rate.denominator, words, rate.percent
        )
        book.phrases[f"{prefix}ratio_{name}"] = phrase


def _coverage(book: Book, data: DistrictData) -> None:
    text_of = f"{_two(len(data.now.counted))}/{_two(len(data.now.lines))}"
    book.put("coverage", f"Số {data.word} có số liệu trên tổng số", text_of)
    late = sum(1 for row in data.board if row.standing.is_late)
    book.put("late_count", f"Số {data.word} gửi trễ hạn", count(data, late))


def _two(value: int) -> str:
    return f"{value:02d}"


def _procedures(book: Book, data: DistrictData) -> None:
    found = data.procedures
    own = found.own
    if own is not None and not book.known("procedures_total"):
        book.put("procedures_total", "Tổng số thủ tục hành chính", wording.number(own))
    bounds, common = found.bounds, found.common
    if common is not None:
        number = book.put(
            "below_procedures_total", f"Thủ tục của các {data.word}", wording.number(common)
        )
        book.phrases["below_procedures"] = f"{number} thủ tục (danh mục chung)"
    elif bounds is None:
        book.phrases["below_procedures"] = wording.missing()
    else:
        least = book.put(
            "below_procedures_least", "Thủ tục, ít nhất", wording.number(bounds[0]), offered=False
        )
        most = book.put(
            "below_procedures_most", "Thủ tục, nhiều nhất", wording.number(bounds[1]), offered=False
        )
        book.phrases["below_procedures"] = f"từ {least} đến {most} thủ tục, tùy đơn vị"


def _staff(book: Book, data: DistrictData) -> None:
    groups: Mapping[str, tuple[UnitBook, ...]] = {
        "own": (data.own,) if data.own else (),
        "below": data.units,
        "all": data.books,
    }
    who = {"own": data.own_name, "below": f"các {data.word}", "all": "chung"}
    for name, books in groups.items():
        # A register that one of them does not keep makes the sum unknown, never smaller.
        kept = bool(books) and all(each.keeps_staff for each in books)
        people = [person for each in books for person in each.staff]
        numbers = (
            ("staff", "Người làm việc tại Một cửa", len(people)),
            (
                "trained",
                "Đã tập huấn chuyển đổi số",
                sum(person["trained"] is True for person in people),
            ),
            (
                "signature",
                "Có chữ ký số",
                sum(person["digital_signature"] is True for person in people),
            ),
        )
        for key, label, value in numbers:
            book.put(
                f"{name}_{key}",
                f"{label} ({who[name]})",
                count(data, value if kept else None),
                kept,
            )


def comparison_parts(book: Book, data: DistrictData, which: str) -> tuple[str, list[str]] | None:
    """Return the title of another period and what changed since, over all units; None where it is
    not comparable.
    """
    compared = next((each for each in data.compared if each.which == which), None)
    if compared is None or not compared.same_units:
        return None
    now, then = data.now.all.total, compared.then.all.total
    if bool(data.own) != bool(compared.then.own and compared.then.own.figures):
        return None
    rates = rates_of(dict(then), data.rates)
    parts = []
    for name in COMPARED:
        change = difference(now, then, name, data.rates)
        if change is None:
            continue
        label = RATES[name].label if name in RATES else MEASURES[name].label
        unit = wording.label("points" if name in RATES else "dossiers")
        before = f"{rates[name].percent}%" if name in RATES else wording.number(then[name])
        lead = f"all_{'prev' if which == 'previous' else 'last'}_{name}"
        words = book.put(
            f"{lead}_diff", f"{label}, chênh lệch", facts.change_words(change, unit), offered=False
        )
        earlier = book.put(lead, f"{label}, kỳ so sánh", before, offered=False)
        since = "" if change == 0 else "từ "
        after = "" if name in RATES else f" {wording.label('dossiers')}"
        parts.append(f"{wording.lower_first(label)} {words} ({since}{earlier}{after})")
    return title(compared.then.period), parts


def each_phrase(data: DistrictData, value: int) -> str:
    """Return "mỗi phường 03"."""
    return text("each").format(word=data.word, count=count(data, value))
