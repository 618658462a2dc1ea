"""How the report of several units says a number of theirs: shares, counts one by one, gaps."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from desktop.reports.district.facts import count
from desktop.reports.district.gathering import DistrictData
from desktop.reports.district.names import names_in_sentences
from desktop.reports.district.partly import FEW, few_known
from desktop.reports.district.words import sentence, text
from desktop.word import wording
from desktop.word.book import Book
from models.indicators import share
from models.registers import Record

Lines = list[str]
# Codes of units below, in the order of the report.
Units = tuple[str, ...]

_DOSSIERS = " hồ sơ"


def partial(
    data: DistrictData,
    book: Book,
    name: str,
    known: Units,
    *,
    inside: bool = False,
    named: bool = False,
) -> str:
    """Return ", theo số liệu của 04/06 phường", "" where all units know it.

    Where only a few know it, it says who they are or who lacks it, but in a sentence that has them
    `named`. `inside` puts it into brackets behind one of several numbers.
    """
    of = len(data.units)
    if len(known) == of:
        return ""
    told = book.put_unseen(f"{name}_from", "Số đơn vị có số liệu", f"{len(known):02d}/{of:02d}")
    said = text("partial_inside" if inside else "partial").format(known=told, word=data.word)
    if named or len(known) > FEW:
        return said
    names = few_known(data, known)
    return f"{said.removesuffix(')')}; {names})" if inside else f"{said} ({names})"


def partials(
    data: DistrictData, book: Book, name: str, said: Sequence[tuple[str, Units]], mark: str
) -> dict[str, str]:
    """Return numbers with how many units know each: once before them where they are the same."""
    if len({known for _, known in said}) == 1:
        of_whom = partial(data, book, name, said[0][1])
        return {"said": mark.join(words for words, _ in said), "partial": of_whom}
    parts = []
    for place, (words, known) in enumerate(said, start=1):
        parts.append(words + partial(data, book, f"{name}_{place}", known, inside=True))
    return {"said": mark.join(parts), "partial": ""}


def split(
    data: DistrictData,
    book: Book,
    name: str,
    rows: list[Record],
    fields: Iterable[str],
    known: Units,
    amount: str = "",
    unit: str = "",
) -> Lines:
    """Return a line for each field by which records are told apart; blanks are told as such.

    `known` are the units that keep such records, `unit` stands behind each number.
    """
    found = []
    for field in fields:
        counts: Counter[str] = Counter()
        for row in rows:
            value = wording.lower_first(row.text(field).strip()) or text("not_said")
            counts[value] += (row.whole(amount) or 0) if amount else 1
        blank = counts.pop(text("not_said"), 0)
        if counts and blank:
            counts[text("not_said")] = blank
        if counts:
            said = numbers(data, book, f"below_{name}_{field}", counts, unit)
            of_whom = partial(data, book, f"below_{name}_{field}", known)
            found.append(say(data, book, f"unit_{name}_{field}", said=said, partial=of_whom))
    return found


def ratio(
    data: DistrictData, book: Book, name: str, label: str, top: int, bottom: int, unit: str = ""
) -> str:
    """Return "12/15 phiếu (80%)" with its numbers bound; dossiers are not padded, the rest is."""
    both = []
    for part, value in (("of", top), ("base", bottom)):
        said = wording.number(value) if unit == _DOSSIERS else count(data, value)
        both.append(book.put_unseen(f"{name}_{part}", label, said))
    percent = share(Decimal(top), Decimal(bottom), data.rates)
    if percent is None:
        return "/".join(both) + unit
    rate = book.put_unseen(f"{name}_rate", label, f"{wording.number(percent)}%")
    return f"{'/'.join(both)}{unit} ({rate})"


def numbers(
    data: DistrictData, book: Book, name: str, counts: Mapping[str, int], unit: str = ""
) -> str:
    """Return "công chức 10, viên chức 02"."""
    parts = []
    for place, (words, number) in enumerate(counts.items(), start=1):
        told = put(data, book, f"{name}_{place}", words, number)
        parts.append(f"{wording.clean(words)} {told}{unit}")
    return ", ".join(parts)


def put(data: DistrictData, book: Book, name: str, label: str, number: int) -> str:
    """Add a count of people or objects and return its marked text."""
    return book.put_unseen(name, label, count(data, number))


def say(data: DistrictData, book: Book, key: str, **words: str) -> str:
    """Return a sentence of the catalogue about the own unit and the others."""
    return sentence(book, key, **{**names_in_sentences(data), **words})
