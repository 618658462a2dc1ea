"""What was typed for a report of one page, as far as there is room for it; the rest is counted."""

import re
from collections.abc import Iterator, Sequence
from math import ceil

from desktop.word import wording
from desktop.word.book import plain
from desktop.word.measuring import text_width

# In points: the type size, a line of it, the space before a paragraph, and the length of a line.
_SIZE, _LINE, _BEFORE, _WIDTH = 14, 16.1, 6, 467
# What the program's template leaves for the sentences on overdue dossiers, for what was typed and
# for the mark of illustrative figures.
_ROOM = 125
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…]) +(?=[^\W\d_])")


def shortened(bound: Sequence[str], typed: Sequence[str], beside: str) -> tuple[list[str], int]:
    """Return what there is room for of some typed paragraphs, and how many are left out.

    The first ones are what matters most. A first one that is too long is cut after a sentence: what
    is counted then are sentences. `bound` and `beside` take room as well. A last paragraph says how
    many there are beside those.
    """
    room = _ROOM - sum(_height(each) for each in (*bound, beside) if each)
    kept = _fitting(typed, room)
    if len(kept) == len(typed):
        return list(typed), 0
    if kept:
        left = len(typed) - len(kept)
        return [*kept, _others(left)], left
    sentences = _END_OF_SENTENCE.split(typed[0])
    said = sentences[0]
    for number, sentence in enumerate(sentences[1:], start=1):
        longer = f"{said} {sentence}"
        if _height(longer) + _height(_others(1)) > room:
            left = len(sentences) - number + len(typed) - 1
            return [said, _others(left)], left
        said = longer
    left = len(typed) - 1
    return [said, _others(left)] if left else [said], left


def left_out(paragraphs: Sequence[str]) -> int:
    """Return how many others the last of some printed paragraphs counts."""
    before, after = wording.label("others_left_out").split("{number}")
    said = paragraphs[-1] if paragraphs else ""
    number = said.removeprefix(before).removesuffix(after)
    is_counted = said.startswith(before) and said.endswith(after) and number.isdigit()
    return int(number) if is_counted else 0


def _fitting(typed: Sequence[str], room: float) -> list[str]:
    """Return the first of some paragraphs that fit, with room for how many others there are."""
    if sum(map(_height, typed)) <= room:
        return list(typed)
    return list(_first(typed, room - _height(_others(1))))


def _first(typed: Sequence[str], room: float) -> Iterator[str]:
    for each in typed:
        room -= _height(each)
        if room < 0:
            return
        yield each


def _others(number: int) -> str:
    return wording.label("others_left_out").format(number=wording.count(number))


def _height(paragraph: str) -> float:
    """Return how high a paragraph is, in points; the widths are those of the bold face."""
    lines = ceil(text_width(plain(paragraph), _SIZE) / _WIDTH)
    return max(1, lines) * _LINE + _BEFORE
