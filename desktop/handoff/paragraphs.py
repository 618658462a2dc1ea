"""Find the paragraphs of a report again in a Word file by their words, and read off the figures."""

import re
from collections.abc import Iterable

from desktop.word.book import END, NAME, TEXT

LONGEST_FIGURE = 80

# What is looked for comes from people's files as well. Looking ends here, whatever they ask.
_STEPS = 2_000_000
_LETTERS_A_STEP = 1_000


def pieces(marked: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the words around the figures of a marked text, and name and text of each figure.

    There is one run of words more than figures. A mark that is never closed is passed over.
    """
    first, *rest = marked.split(NAME)
    words, figures = [plain([first])], []
    for piece in rest:
        name, named, after = piece.partition(TEXT)
        text, closed, between = after.partition(END)
        if named and closed:
            figures.append((name, text))
            words.append(plain([between]))
    return words, figures


def plain(parts: Iterable[str]) -> str:
    """Return some pieces of a text as one, with single spaces."""
    return " ".join("".join(parts).split())


class Paragraphs:
    """The paragraphs of one Word file, as plain texts.

    Words are found from left to right and never tried again: a pattern made of a stranger's words
    could be tried for ever.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = list(dict.fromkeys(texts))
        self._known = set(self._texts)
        self._left = _STEPS

    def read_off(self, marked: str) -> list[str] | None:
        """Return what the file prints in place of a paragraph's figures.

        None where no paragraph has these words, or where nothing stands between two figures, so
        that nobody can tell them apart. Of several, the one with the stored texts is taken.
        """
        words, figures = pieces(marked)
        stored = [text for _, text in figures]
        if not figures or not any(_says_something(run) for run in words):
            return None
        if _joined(marked) in self._known:
            return stored
        if "" in words[1:-1]:
            return None
        return self._best(words, stored, 1 + len(marked) // _LETTERS_A_STEP)

    def _best(self, words: list[str], stored: list[str], cost: int) -> list[str] | None:
        self._left -= len(self._texts) * cost
        best = None
        for text in self._texts:
            if self._left < 0:
                return None
            if not text.startswith(words[0]) or not text.endswith(words[-1]):
                continue
            self._left -= len(words) * cost
            printed = _printed_in(text, words, stored)
            if printed == stored:
                return printed
            best = best or printed
        return best


def _says_something(run: str) -> bool:
    return re.search(r"\w{2}", run) is not None


def _joined(marked: str) -> str:
    """Return a marked text as the file prints it while nobody has changed it."""
    first, *rest = marked.split(NAME)
    parts = [first]
    for piece in rest:
        text, _, between = piece.partition(TEXT)[2].partition(END)
        parts += (text, between)
    return plain(parts)


def _printed_in(text: str, words: list[str], stored: list[str]) -> list[str] | None:
    """Return what stands between the runs of words, None where a run is missing or too far."""
    place, end = len(words[0]), len(text) - len(words[-1])
    printed = []
    for run, kept in zip(words[1:-1], stored, strict=False):
        start = _find(text, run, kept, place, end)
        if start < 0:
            return None
        printed.append(text[place:start].strip())
        place = start + len(run)
    if place > end:
        return None
    last = text[place:end].strip()
    if len(last) > LONGEST_FIGURE and last != stored[-1]:
        return None
    return [*printed, last]


def _find(text: str, run: str, kept: str, place: int, end: int) -> int:
    """Return where the words behind a figure begin, -1 where they do not.

    The stored text is tried first: in "90,3, 12" the comma of the words is the second one.
    """
    start = place + text.startswith(" ", place)
    after = start + len(kept)
    after += text.startswith(" ", after)
    if text.startswith(kept, start) and text.startswith(run, after, end):
        return after
    spaces = 2
    return text.find(run, place, min(end, place + LONGEST_FIGURE + spaces + len(run)))
