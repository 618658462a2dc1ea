"""How a report says a figure: its share of another, its change, what counts look like in prose."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from desktop.reports.ward.data import ReportData, Span
from desktop.word import wording
from desktop.word.book import Book
from models.rates import Rate, RateSettings, points, rate_of, rates_of
from models.values import format_number

# Measures that count something else than dossiers.
_LETTERS = ("apologies",)


def padded(data: ReportData) -> bool:
    """Return whether counts of people and objects below 10 get a leading zero in prose."""
    return data.settings.get("pad_counts", "yes") == "yes"


def counted(data: ReportData, value: int | None) -> str:
    """Return a count of people or objects in prose, as the office writes it."""
    return wording.count(value, padded(data))


def measured(data: ReportData, name: str, value: int | None) -> str:
    """Return a number of the tree in prose: dossiers are never padded, letters are counted."""
    return counted(data, value) if name in _LETTERS else wording.number(value)


def office_name(data: ReportData) -> str:
    """Return what the one-stop unit is called inside a sentence."""
    return wording.clean(data.profile.text("office_name")) or wording.label("office")


def named(data: ReportData, name: str) -> str:
    """Return a unit or an office as it stands inside a sentence."""
    return wording.in_sentence(wording.clean(name), data.capital_names)


def issuer_name(data: ReportData) -> str:
    """Return the unit itself as the issuer inside a sentence."""
    name = wording.clean(data.profile.text("name")) or data.unit
    return wording.full_name(name, data.capital_names)


def is_none(book: Book, name: str) -> bool:
    """Say whether a figure is known to be zero."""
    return book.known(name) and book.figures[name].text == "0"


def with_unit(book: Book, name: str, unit: str) -> str:
    """Return a figure with what it counts; that word is left out where it is not known."""
    return f"{book[name]} {unit}" if unit and book.known(name) else book[name]


def parts_said(book: Book, parts: Mapping[str, str], unit: str = "", mark: str = ", ") -> str:
    """Return "trực tiếp 12 hồ sơ, qua bưu chính 3 hồ sơ": figures by name with their words.

    Zeros are passed over, figures that are not known are not. `mark` stands between the parts.
    """
    said = []
    for name, words in parts.items():
        if not is_none(book, name):
            said.append(f"{words} {with_unit(book, name, unit)}")
    return mark.join(said)


def only_part(book: Book, parts: Collection[str]) -> str:
    """Return the one part that is not zero where all are known, else ""."""
    if not all(book.known(name) for name in parts):
        return ""
    left = [name for name in parts if not is_none(book, name)]
    return left[0] if len(left) == 1 else ""


def one_line(text: str) -> str:
    """Return a text of a register as part of a sentence: one line, no mark at its end."""
    return wording.clean(" ".join(text.split())).rstrip(".;, ")


def say(book: Book, name: str, **words: str) -> str:
    """Return a sentence of the catalogue with its figures and the given words filled in."""
    return book.fill(wording.catalogue()["sentence"][name], **words)


def label_of(name: str, rates: RateSettings) -> str:
    """Return the label of a measure or rate."""
    return wording.clean(rates.label(name))


def ratio(
    book: Book,
    name: str,
    numerator: int | None,
    denominator: int | None,
    words: str,
    printed: str | None,
) -> str:
    """Return "1.552/2.181 hồ sơ … (71,1%)" with its figures bound, as far as they are known."""
    top = book.put(
        f"{name}_of",
        f"{words}: tử số",
        wording.number(numerator),
        numerator is not None,
        offered=False,
    )
    if numerator is None:
        return top
    if not denominator or printed is None:
        return f"{top} {wording.label('dossiers')} ({wording.label('no_rate')})"
    base = wording.number(denominator)
    bottom = book.put_unseen(f"{name}_base", f"{words}: mẫu số", base)
    return f"{top}/{bottom} {words} ({book[name]})"


def put_share(
    book: Book,
    name: str,
    label: str,
    part: int | None,
    whole: int | None,
    data: ReportData,
    *,
    offered: bool = True,
) -> None:
    """Add the percentage that a part is of a whole, rounded as the office rounds rates."""
    printed = None
    if part is not None and whole:
        printed = data.rates.share(part, whole)
    text = wording.label("no_rate") if printed is None else f"{format_number(printed)}%"
    book.put(name, label, text, printed is not None, offered)


def figure_text(span: Span, name: str, data: ReportData) -> str | None:
    """Return a measure or rate of a span as printed, None where it is not known."""
    if data.rates.is_rate(name):
        printed = rate_in(span, name, data.rates).percent
        return None if printed is None else f"{printed}%"
    value = span.total[name]
    return None if value is None else wording.number(value)


def difference(now: Span, then: Span, name: str, data: ReportData) -> int | Decimal | None:
    """Return now less then; None where one is not known.

    In dossiers; of rates in percentage points of what is printed.
    """
    if data.rates.is_rate(name):
        return points(rate_in(now, name, data.rates), rate_in(then, name, data.rates))
    here, there = now.total[name], then.total[name]
    return None if here is None or there is None else here - there


def rate_in(span: Span, name: str, rates: RateSettings) -> Rate:
    """Return a rate of a span by its name."""
    return rate_of(name, span.total, rates, [span])


def rates_of_now(data: ReportData) -> Mapping[str, Rate]:
    """Return the rates of the period by name."""
    return rates_of(data.now.total, data.rates, [data.now])


def unit_of_change(name: str, rates: RateSettings) -> str:
    """Return what the change of a measure or rate is counted in."""
    return wording.label("points" if rates.is_rate(name) else "dossiers")


def change_words(value: int | Decimal, unit: str, pad: bool = False) -> str:
    """Return "tăng 12 hồ sơ", "giảm 1,3 điểm phần trăm" or "không đổi".

    `pad` is for counts of people and objects, which may have a leading zero.
    """
    if value == 0:
        return wording.label("same")
    direction = wording.label("up" if value > 0 else "down")
    amount = -value if value < 0 else value
    text = wording.count(amount, pad) if isinstance(amount, int) else wording.number(amount)
    return f"{direction.format(n=text)} {unit}"
