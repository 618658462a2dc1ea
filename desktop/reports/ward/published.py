"""What an office published beside what its months add up to: one is printed, one is in a footnote.

`In theo` of a block chooses which. The footnote stands where the number is first said, once; of a
number that no sentence says, a line stands below the table that has it.
"""

import re
from collections.abc import Iterable, Mapping

from desktop.reports.kinds import BRIEF_TABLE
from desktop.reports.ward.data import Beside, ReportData
from desktop.reports.ward.phrases import one_line, say
from desktop.reports.ward.section_ii2 import BRIEF_ROWS
from desktop.word import wording
from desktop.word.book import END, NAME, TEXT, Book
from desktop.word.footnotes import noted
from models.blocks import Published
from models.catalogue import PUBLISHED
from models.measures import MEASURES
from models.rates import RATES, RateSettings

_Totals = Mapping[str, int | None]
# Before the name of a measure: figures since the year began, and the other one of two numbers.
_YEAR, _OTHER = "year_", "beside_"


def as_printed(
    total: _Totals, published: Mapping[str, Published], reasons: Mapping[tuple[str, int], str]
) -> tuple[_Totals, dict[str, Beside]]:
    """Return the totals as the office prints them, and the other number of each that has two.

    `reasons` are those written for findings, by measure and difference, where the block has none.
    """
    printed, beside = dict(total), {}
    for name, each in published.items():
        book = total[name]
        if each.value == book:
            continue
        difference = each.value - (book or 0)
        reason = one_line(each.reason or reasons.get((name, difference), ""))
        other: int | None = each.value
        if each.printed == PUBLISHED:
            printed[name], other = each.value, book
        beside[name] = Beside(other, each.printed, one_line(each.source), reason)
    return printed, beside


def note_published(found: Mapping[str, list[str]], data: ReportData, book: Book) -> None:
    """Add to paragraphs by section a footnote where a number that has another is first said.

    A short report has room for one sentence on all of them, in its section.
    """
    printed = [found[section] for section in data.kind.sections]
    is_brief = BRIEF_TABLE in data.kind.tables
    for name, beside in data.now.beside.items() if not is_brief else ():
        _note_first(printed, _said(_names(name, data.rates)), (name, beside), book)
    if data.to_date is not None:
        for name, beside in data.to_date.beside.items():
            _note_first(printed, _said([f"{_YEAR}{name}"]), (f"{_YEAR}{name}", beside), book)
    if printed and is_brief:
        printed[-1] += [f"- {line}" for line in lines_under_table(BRIEF_ROWS, data, book)]


def lines_under_table(names: Iterable[str], data: ReportData, book: Book) -> list[str]:
    """Return a line on those of some measures with two numbers that no sentence has a footnote on.

    All of them are of one block, and so are source and reason.
    """
    told = []
    for name in names:
        if name in data.now.beside and f"{_OTHER}{name}" not in book.figures:
            label = wording.lower_first(wording.clean(MEASURES[name].label))
            told.append((name, f"{label} {_put_other(name, data.now.beside[name], book)}"))
    if not told:
        return []
    numbers = ", ".join(words for _, words in told)
    return [_sentence("numbers", data.now.beside[told[0][0]], numbers, book)]


def _names(measure: str, rates: RateSettings) -> list[str]:
    """Return the figures that are a measure: its own, and the numerators of its rates."""
    kinds = [rates.kind(name) for name in rates.names]
    own = [f"{kind.name}_of" for kind in kinds if kind.tops == (measure,) and kind.areas is None]
    standard = [f"{name}_of" for name, kind in RATES.items() if kind.tops == (measure,)]
    return [measure, *own, *standard]


def _said(names: list[str]) -> re.Pattern[str]:
    """Return what finds one of some figures in a sentence, with the word for what it counts."""
    marked = f"{NAME}(?:{'|'.join(names)}){TEXT}[^{END}]*{END}"
    return re.compile(f"{marked}(?: {wording.label('dossiers')})?")


def _note_first(
    sections: list[list[str]], said: re.Pattern[str], number: tuple[str, Beside], book: Book
) -> None:
    for lines in sections:
        for place, line in enumerate(lines):
            first = said.search(line)
            if first:
                end = first.end()
                lines[place] = line[:end] + noted([_note(*number, book)]) + line[end:]
                return


def _note(name: str, beside: Beside, book: Book) -> str:
    """Return what a footnote says of the number that is not printed."""
    return _sentence("number", beside, _put_other(name, beside, book), book)


def _put_other(name: str, beside: Beside, book: Book) -> str:
    label = f"{wording.label('other_number')}: {name}"
    return book.put_unseen(f"{_OTHER}{name}", label, wording.number(beside.value))


def _sentence(kind: str, beside: Beside, numbers: str, book: Book) -> str:
    texts = wording.catalogue()["label"]
    source = texts["source_of_number"].format(source=beside.source) if beside.source else ""
    reason = texts["reason_of_number"].format(reason=beside.reason) if beside.reason else ""
    whose = "book" if beside.printed == PUBLISHED else "published"
    words = {"source": source, "reason": reason, "numbers": numbers}
    return say(book, f"{whose}_{kind}", **words)
