"""Say what only some of the units know: the number, of how many units it is, and who lacks it.

Such a number is never printed without that, nor offered to typed text: there the figure stays
unknown.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.reports.annexes import FORM_COLUMNS
from desktop.reports.district.gathering import DistrictData, UnitBook
from desktop.reports.district.names import own_office, unit_name
from desktop.reports.district.words import district_catalogue, text
from desktop.reports.ward.facts import MONTHLY_LABELS
from desktop.reports.ward.phrases import counted, label_of, measured
from desktop.word import wording
from desktop.word.book import Book, plain
from models.figures import totals_of
from models.measures import MEASURES
from models.partial import ByUnit, Partial, partial_sum
from models.partial_rates import PartialRate
from models.rates import RATES, RateSettings

# What is counted of a unit's one-stop staff, with its labels.
STAFF = {
    "staff": "Người làm việc tại Một cửa",
    "trained": "Đã tập huấn chuyển đổi số",
    "signature": "Có chữ ký số",
}

# What the names of the own unit's figures begin with where a sentence has them beside sums.
_OF_ONE_UNIT = "own_"

_PLACEHOLDER = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
# So many names are told in a sentence; of more, only the first few, and where all of them stand.
_NAMED, FEW = 5, 3
# Rates whose annex has columns only where every unit knows their numbers.
_IN_WORKBOOK = {"digitised_inputs_rate", "e_results_rate", "reuse_rate"}
_IN_ANNEXES = {*FORM_COLUMNS, *STAFF, *RATES} - _IN_WORKBOOK


@dataclass(frozen=True)
class Part:
    """What some units know of a figure.

    Attributes:
        said: the number, or the ratio, its figures bound.
        of_whom: "04/06 phường", its figure bound.
        lacking: who lacks it, as a sentence says it; of many, rather who the few others are.
    """

    said: str
    of_whom: str
    lacking: str

    @property
    def gap(self) -> tuple[str, str]:
        """Return of whom the number is and who lacks it, as a person reads it."""
        return plain(self.of_whom), self.lacking


@dataclass(frozen=True)
class Group:
    """Some units whose sums a report prints.

    Attributes:
        prefix: what the names of their figures begin with.
        word: what they are called, e.g. "phường".
        names: their names inside a sentence, by code.
    """

    prefix: str
    word: str
    names: Mapping[str, str]


class DistrictBook(Book):
    """The book of figures of the report of several units.

    Attributes:
        parts: what some units know of figures that are not known, by the name in a sentence.
    """

    def __init__(self, own: Book) -> None:
        super().__init__()
        self.figures, self.phrases = own.figures, own.phrases
        self.parts: dict[str, Part] = {}

    def says(self, name: str) -> bool:
        """Return whether a figure is known, of all units or of some."""
        return self.known(name) or name in self.parts

    def fill(self, template: str, **words: str) -> str:
        """Return a sentence of ours; a number that some units lack says of whom it is, and who.

        A sentence whose numbers are all of the same units says so once.
        """
        named = [found[1] for found in _PLACEHOLDER.finditer(template) if found[1] not in words]
        used = [name for name in named if name in self.parts]
        if not used:
            return super().fill(template, **words)
        lead, colon, rest = template.partition(": ")
        inside = [found[1] for found in _PLACEHOLDER.finditer(rest) if found[1] not in words]
        if not colon or not set(used) <= set(inside) or not self._is_of_same(inside):
            return self._fill_with(template, dict(self._one_by_one(used)), words)
        bare = {name: self.parts[name].said for name in used}
        first = self.parts[used[0]]
        coverage = text("part_of").format(of=first.of_whom)
        template = f"{lead}, {coverage}: {rest.removesuffix('.')}; {{_lacking}}."
        bare["_lacking"] = first.lacking
        return self._fill_with(template, bare, words)

    def fill_of_some(self, clauses: str, gap: tuple[str, str]) -> str:
        """Return a sentence of numbers that are all of the same units, whose gap is given."""
        named = [found[1] for found in _PLACEHOLDER.finditer(clauses)]
        bare = {name: self.parts[name].said for name in named}
        of = next((part.of_whom for part in self.parts.values() if part.gap == gap), gap[0])
        template = district_catalogue()["sentence"]["of_some"].replace("{parts}", clauses)
        return self._fill_with(template, bare, {"of": of, "names": gap[1]})

    def _is_of_same(self, names: Iterable[str]) -> bool:
        """Say whether numbers may be told as those of the units that the first such is of.

        They all lack the same units, or they are of the own unit, which is none of those.
        """
        lacking = set()
        for name in names:
            part = self.parts.get(name)
            if part is not None:
                lacking.add(part.lacking)
            elif not name.startswith(_OF_ONE_UNIT):
                return False
        return len(lacking) == 1

    def _one_by_one(self, used: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield each number with the units that it is of; those that lack it are named once."""
        named: set[str] = set()
        for name in used:
            part = self.parts[name]
            template = text("part_again" if part.lacking in named else "part")
            named.add(part.lacking)
            yield name, template.format(said=part.said, of=part.of_whom, names=part.lacking)

    def _fill_with(
        self, template: str, phrases: Mapping[str, str], words: Mapping[str, str]
    ) -> str:
        """Fill a sentence in with phrases that hold for it alone."""

        def without_unit(found: re.Match[str]) -> str:
            name, unit = found[1], found[2]
            if name not in phrases or not unit:
                return found[0]
            said[name] = said[name].replace(
                self.parts[name].said, f"{self.parts[name].said} {unit}"
            )
            return f"{{{name}}}"

        said = dict(phrases)
        template = _PLACEHOLDER.sub(without_unit, template)
        before = self.phrases
        self.phrases = {**before, **said}
        try:
            return super().fill(template, **words)
        finally:
            self.phrases = before


def put_parts(book: DistrictBook, data: DistrictData) -> None:
    """Add what some units know of the figures that the sums over units lack."""
    kept = data.own_report.capital_names
    names = {each.line.code: wording.committee_place(each.line.name, kept) for each in data.keepers}
    if data.own_book:
        names[data.own_book.line.code] = own_office(data)
    below = {each.line.code: names[each.line.code] for each in data.units}
    for group, books, sums in (
        (Group("below_", data.word, below), data.units, data.now.below),
        (Group("all_", word_for_all(data), names), data.keepers, data.now.all),
    ):
        by_unit = totals_of(sums.units)
        _put_sums(book, group, sums.partial, data)
        for name in data.rates.names:
            found = sums.partial_rate(name, data.rates)
            if found is not None:
                _put_rate(book, group, name, found, data.rates)
        _put_unused(book, group, data.rates)
        monthly = {code: data.monthly_by_unit[code] for code in by_unit}
        _put_counts(book, group, monthly, data)
        staff = {each.line.code: staff_counts(each) for each in books}
        with_own = data.own_book in books
        keepers = replace(group, word=text("units")) if with_own else group
        _put_counts(book, keepers, staff, data)


def word_for_all(data: DistrictData) -> str:
    """Return what the own unit and the others are together called inside a sentence."""
    return text("units") if data.own else data.word


def staff_counts(book: UnitBook) -> dict[str, int | None]:
    """Return the one-stop staff of a unit, those trained and those who sign; None if unknown."""
    return {
        "staff": len(book.staff) if book.keeps_staff else None,
        "trained": book.saying_yes("trained"),
        "signature": book.saying_yes("digital_signature"),
    }


def _put_sums(
    book: DistrictBook, group: Group, partial: Mapping[str, Partial], data: DistrictData
) -> None:
    for name, found in partial.items():
        label = MEASURES[name].label
        number = measured(data.own_report, name, found.value)
        _put_sum(book, group, name, label, number, found)


def _put_counts(book: DistrictBook, group: Group, by_unit: ByUnit, data: DistrictData) -> None:
    """Add counts of people or objects."""
    labels = MONTHLY_LABELS | STAFF
    for name, label in labels.items():
        found = partial_sum(name, by_unit)
        if found is not None:
            number = counted(data.own_report, found.value)
            _put_sum(book, group, name, label, number, found)


def _put_sum(
    book: DistrictBook, group: Group, name: str, label: str, number: str, found: Partial
) -> None:
    key = f"{group.prefix}{name}"
    said = book.put_unseen(f"{key}_part", label, number)
    book.parts[key] = _part(book, group, key, label, said, found)


def _put_rate(
    book: DistrictBook, group: Group, name: str, found: PartialRate, rates: RateSettings
) -> None:
    """Add "11.518/21.354 hồ sơ phải giải quyết (53,9%)", as far as it divides by anything."""
    rate, key, label = found.rate, f"{group.prefix}{name}", label_of(name, rates)
    words = wording.clean(rates.basis_words(name).removeprefix("tổng số "))
    top = book.put_unseen(f"{key}_of", f"{words}: tử số", wording.number(rate.numerator))
    if rate.percent is None:
        said = f"{top} {wording.label('dossiers')} ({wording.label('no_rate')})"
    else:
        base = wording.number(rate.denominator)
        bottom = book.put_unseen(f"{key}_base", f"{words}: mẫu số", base)
        percent = book.put_unseen(f"{key}_pct", label, f"{rate.percent}%")
        said = f"{top}/{bottom} {words} ({percent})"
    book.parts[f"{group.prefix}ratio_{name}"] = _part(book, group, key, label, said, found)


def _put_unused(book: DistrictBook, group: Group, rates: RateSettings) -> None:
    """Add what fixed sentences say of built-in rates out of use: the number without a share."""
    for name, kind in RATES.items():
        part = book.parts.get(f"{group.prefix}{kind.numerator}")
        if name not in rates and part is not None:
            said = f"{part.said} {wording.label('dossiers')}"
            book.parts[f"{group.prefix}ratio_{name}"] = replace(part, said=said)


def _part(
    book: DistrictBook, group: Group, key: str, label: str, said: str, found: Partial | PartialRate
) -> Part:
    name = key.removeprefix(group.prefix)
    of_all = f"{found.units:02d}/{found.of:02d}"
    of = book.put_unseen(f"{key}_n", f"{label}: số {group.word} có số liệu", of_all)
    names = [group.names.get(code, code) for code in found.missing]
    known = [each for code, each in group.names.items() if code not in found.missing]
    if len(known) != found.units:
        known = []
    lacking = who_lacks(known, names, group.word, in_annexes=name in _IN_ANNEXES)
    return Part(said, f"{of} {group.word}", lacking)


def who_lacks(
    known: Sequence[str], missing: Sequence[str], word: str, *, in_annexes: bool = False
) -> str:
    """Return who lacks a number, as a sentence says it; of many, rather who the few others are.

    `in_annexes` says that these have the number unit by unit. Without `known`, those that lack it
    are told.
    """
    if known and len(known) <= FEW and len(missing) > _NAMED:
        return wording.clean(text("part_known").format(names=", ".join(known)))
    folded = _folded(missing, word, in_annexes=in_annexes)
    return wording.clean(text("part_lacking").format(names=folded))


def few_known(data: DistrictData, known: Collection[str]) -> str:
    """Return "chỉ có: phường A" or "chưa có: phường B", as figures of dossiers say it."""
    names = {unit.line.code: unit_name(data, unit.line.name) for unit in data.units}
    missing = [name for code, name in names.items() if code not in known]
    return who_lacks([names[code] for code in names if code in known], missing, data.word)


def _folded(names: Sequence[str], word: str, *, in_annexes: bool) -> str:
    """Return names as a sentence lists them, the first few of many.

    The others are found in the annexes, where these have the number unit by unit.
    """
    if len(names) <= _NAMED:
        return ", ".join(names)
    count = wording.count(len(names) - FEW)
    more = text("part_more").format(count=count, word=word)
    if in_annexes:
        more += text("in_annexes")
    return f"{', '.join(names[:FEW])} {more}"
