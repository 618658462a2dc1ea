"""The outline of a report as it is printed: its headings, numbered by their place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.reports.numbering import ROMAN
from desktop.word import wording
from desktop.word.content import Tags
from models.periods import Period, next_title

# The three levels of headings, called by how their first one is numbered.
LEVELS = ("I", "1", "a")
# The Vietnamese alphabet, as the items of a paper are numbered by it.
_LETTERS = "abcdđeghiklmnopqrstuvxy"
# The section that the table of main figures follows.
_WITH_TABLE = "II.2"


@dataclass(frozen=True)
class Heading:
    """One heading of an outline.

    Attributes:
        section: the fixed number of the section, or of what stands above sections, e.g. "I.2".
        level: 0, 1 or 2.
        number: its number by its place, e.g. "II", "3", "đ".
        path: its number with those above it, e.g. "I.2.đ".
    """

    section: str
    level: int
    number: str
    path: str


def headings(sections: Iterable[str]) -> Iterator[Heading]:
    """Yield the headings of some sections in their order, those above them included.

    Whatever a kind of report leaves out or puts elsewhere, the numbers follow each other.
    """
    above: list[Heading] = []
    counted = [0, 0, 0]
    for section in sections:
        for level, name in enumerate(_ways_down(section)):
            if level < len(above) and above[level].section == name:
                continue
            del above[level:]
            counted[level] += 1
            counted[level + 1 :] = [0] * (len(LEVELS) - level - 1)
            number = _number(level, counted[level])
            path = f"{above[-1].path}.{number}" if above else number
            above.append(Heading(name, level, number, path))
            yield above[-1]


def outline_tags(
    sections: Sequence[str], said: Mapping[str, list[str]], period: Period, *, with_table: bool
) -> list[Tags]:
    """Return the outline for a template: each heading with the paragraphs below it.

    `sections` are those of the kind of report, `said` the paragraphs of each; an empty one is left
    out. The table of main figures follows II.2, without that section the last one.
    """
    printed = [section for section in sections if said[section]]
    last = _WITH_TABLE if _WITH_TABLE in printed else (printed or [""])[-1]
    found: list[Tags] = []
    for heading in headings(printed):
        section = heading.section
        has_table = with_table and section == last
        found.append(
            {
                "cap": LEVELS[heading.level],
                "tieu_de": _title(heading, period),
                "doan": said.get(section, []),
                "bang": "1" if has_table else "",
            }
        )
    return found


def _ways_down(section: str) -> Iterator[str]:
    """Yield what stands above a section from the top, then itself: "I", "I.2", "I.2.a"."""
    parts = section.split(".")
    for depth in range(1, len(parts) + 1):
        yield ".".join(parts[:depth])


def _number(level: int, place: int) -> str:
    if LEVELS[level] == "I":
        return ROMAN[place - 1]
    return str(place) if LEVELS[level] == "1" else _LETTERS[place - 1]


def _title(heading: Heading, period: Period) -> str:
    """Return "I. CÔNG TÁC CHỈ ĐẠO…", "2. Tổ chức…", "a) Công tác…"."""
    texts = wording.catalogue()
    name = heading.section
    title = texts["heading"].get(name) or texts["section"][name]
    title = title.format(next=wording.keep_together(next_title(period)))
    if heading.level == 0:
        return f"{heading.number}. {title.upper()}"
    mark = ")" if LEVELS[heading.level] == "a" else "."
    return f"{heading.number}{mark} {title}"
