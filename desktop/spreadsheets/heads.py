"""The head of a table over several rows: equal headings beside or under each other are one cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """One heading and the cells that it covers: first and last row and column, from 0."""

    words: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_one_cell(self) -> bool:
        """Say whether it covers a single cell."""
        return self.top == self.bottom and self.left == self.right


def headings(rows: Sequence[Sequence[str]]) -> Iterator[Heading]:
    """Yield the headings of a head whose rows have a text for each column.

    Texts are joined beside each other first, then downwards where the whole heading goes on.
    """
    covered: set[tuple[int, int]] = set()
    for top, texts in enumerate(rows):
        for left, words in enumerate(texts):
            if (top, left) in covered:
                continue
            right = left
            while _goes_on(texts, right + 1, words) and (top, right + 1) not in covered:
                right += 1
            bottom = top
            while bottom + 1 < len(rows) and _is_all(rows[bottom + 1], left, right, words):
                bottom += 1
            for row in range(top, bottom + 1):
                covered.update((row, column) for column in range(left, right + 1))
            yield Heading(words, top, left, bottom, right)


def _goes_on(texts: Sequence[str], place: int, words: str) -> bool:
    return place < len(texts) and texts[place] == words


def _is_all(texts: Sequence[str], left: int, right: int, words: str) -> bool:
    return all(text == words for text in texts[left : right + 1])
