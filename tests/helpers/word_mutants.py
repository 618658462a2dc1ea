"""Word reports, signed in due form, whose numbers and text are made to lose their reader."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.handoff.report_differences import Expected
from desktop.word.book import END, NAME, TEXT

_WORDS = ("", " ", "Có", "hồ sơ", ",", "1", "7", " " * 400, "a" * 300, "Có 7 hồ sơ")
_NAMES = ("a", "b", "to_handle", "", "x" * 300, f"a{TEXT}", f"{NAME}{END}", "bang", "__", "a__1")
_NUMBERS = ("7", "", " ", "90,3", "1" * 90, f"7{END}", "Có")


@dataclass
class Spots:
    """What a report says that it prints, and the paragraphs that its text has."""

    figures: dict[str, tuple[str, str]] = field(default_factory=dict)
    tables: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def expected(self) -> Expected:
        """Return the numbers as a sender puts them into a file."""
        return Expected(self.figures, self.tables, tuple(self.asked))


def word_mutant(chance: random.Random) -> Spots:
    """Return a report with one to three of the spots that readers of such files fail at."""
    spots = Spots(figures={"a": ("Tổng số", "7")})
    for spot in chance.sample(_SPOTS, chance.randrange(1, 4)):
        spot(spots, chance)
    return spots


def _marked(chance: random.Random) -> str:
    return f"{NAME}{chance.choice(_NAMES)}{TEXT}{chance.choice(_NUMBERS)}{END}"


def _not_listed(spots: Spots, chance: random.Random) -> None:
    spots.asked.append(("I.1", f"Có {_marked(chance)} hồ sơ"))
    spots.printed.append("Có 8 hồ sơ")


def _side_by_side(spots: Spots, chance: random.Random) -> None:
    between = chance.choice(("", " ", ",", "a"))
    figures = f"{NAME}a{TEXT}7{END}{between}" * chance.choice((2, 6, 40, 4_000))
    spots.asked.append(("I.1", f"Có {figures} hồ sơ"))
    spots.printed.append("Có " + "1" * chance.choice((2, 50, 9_000)) + " hồ")


def _empty_words(spots: Spots, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 30, 2_000))):
        spots.asked.append(("", f"{NAME}a{TEXT}{chance.choice(_NUMBERS)}{END}"))
    spots.printed += ["", " ", "7"] * 300


def _half_marks(spots: Spots, chance: random.Random) -> None:
    marks = "".join(chance.choice((NAME, TEXT, END, "a", "7")) for _ in range(200))
    spots.asked.append((chance.choice(_WORDS), marks))


def _many_bookmarks(spots: Spots, chance: random.Random) -> None:
    name = chance.choice(("a", "to_handle", "bang", "", "a" * 50))
    mark = '<w:bookmarkStart w:id="{0}" w:name="{1}__{2}"/><w:bookmarkEnd w:id="{0}"/>'
    same = chance.random() < 0.5
    marks = (mark.format(place, name, 1 if same else place) for place in range(4_000))
    spots.printed.append(f"</w:t>{''.join(marks)}<w:t>")


def _bookmarks_in_bookmarks(spots: Spots, _: random.Random) -> None:
    starts = "".join(f'<w:bookmarkStart w:id="{n}" w:name="a__{n}"/>' for n in range(2_000))
    ends = "".join(f'<w:bookmarkEnd w:id="{n}"/>' for n in range(2_000))
    spots.printed.append(f"</w:t>{starts}<w:t>{'7' * 500}</w:t>{ends}<w:t>")


def _odd_tables(spots: Spots, chance: random.Random) -> None:
    row = tuple(chance.choice(_WORDS) for _ in range(chance.randrange(6)))
    spots.tables[chance.choice(_NAMES[:5])] = (row,) * chance.choice((0, 1, 500))
    mark = '<w:bookmarkStart w:id="1" w:name="bang__a"/><w:bookmarkEnd w:id="1"/>'
    rows = f"<w:tr><w:tc><w:p>{mark}</w:p></w:tc></w:tr>" * chance.choice((1, 800))
    spots.printed.append(f"</w:t></w:r></w:p><w:tbl>{rows}</w:tbl><w:p><w:r><w:t>")


def _alike(spots: Spots, chance: random.Random) -> None:
    word = chance.choice(_WORDS)
    spots.asked += [("I.1", f"{word}{NAME}a{TEXT}{n}{END}{word}") for n in range(1_500)]
    spots.printed += [f"{word}{n}{word}" for n in range(1_500)]


_SPOTS: tuple[Callable[[Spots, random.Random], None], ...] = (
    _not_listed,
    _side_by_side,
    _empty_words,
    _half_marks,
    _many_bookmarks,
    _bookmarks_in_bookmarks,
    _odd_tables,
    _alike,
)
