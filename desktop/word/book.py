"""The book of figures of one report: each has a name, a label and one text, printed anywhere."""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass

from desktop.word import wording

# {name} or {name:unit word}; the word is left out where the figure is not known.
_PLACEHOLDER = re.compile(r"\{\s*(\w+)\s*(?::([^{}]*))?\}")
_TYPED = re.compile(r"\{(\s*)(\w+)\s*\}")

# Word takes 40 letters; the rest is for the counter.
LONGEST_NAME = 35

NAME, TEXT, END = tuple(wording.MARKS[:3])


@dataclass(frozen=True)
class Figure:
    """One bound figure.

    Attributes:
        name: name in placeholders and bookmarks.
        label: Vietnamese label for the editor.
        text: as printed.
        known: False where the text says that it is not known.
        offered: offered in the editor of typed text.
    """

    name: str
    label: str
    text: str
    known: bool = True
    offered: bool = True

    @property
    def marked(self) -> str:
        """Return the text between the marks that become a bookmark."""
        return f"{NAME}{self.name}{TEXT}{self.text}{END}"


class Book:
    """The figures of one report by name, and the phrases made of several of them.

    Attributes:
        cited: ids of the documents that the report has cited in full already.
    """

    def __init__(self) -> None:
        self.figures: dict[str, Figure] = {}
        self.phrases: dict[str, str] = {}
        self.cited: set[str] = set()

    def put(
        self,
        name: str,
        label: str,
        text: str,
        known: bool = True,
        offered: bool = True,
    ) -> str:
        """Add a figure and return its marked text; raises ValueError for a name too long."""
        if len(name) > LONGEST_NAME:
            raise ValueError(name)
        self.figures[name] = Figure(name, label, wording.clean(text), known, offered)
        return self.figures[name].marked

    def put_unseen(self, name: str, label: str, text: str) -> str:
        """Add a figure that only sentences of ours use, and return its marked text."""
        return self.put(name, label, text, offered=False)

    def __getitem__(self, name: str) -> str:
        return self.figures[name].marked

    def known(self, name: str) -> bool:
        """Return whether a figure is there and known."""
        return name in self.figures and self.figures[name].known

    def fill(self, template: str, **words: str) -> str:
        """Return a sentence of ours with its figures, phrases and given words.

        Where nothing after its colon is known, the sentence says so once.
        """
        lead, _, rest = template.partition(": ")
        used = [found[1] for found in _PLACEHOLDER.finditer(rest)]
        names = [name for name in used if name not in words]
        if names and not any(self._says_something(name) for name in names):
            return f"{self._put(lead, words)}: {self._text(names[0])}."
        return self._put(template, words)

    def _put(self, template: str, words: Mapping[str, str]) -> str:
        def put(found: re.Match[str]) -> str:
            name, unit = found[1], found[2]
            if name in words:
                return words[name]
            if unit and self.known(name):
                return f"{self._text(name)} {unit.strip()}"
            return self._text(name)

        return _PLACEHOLDER.sub(put, template)

    def _text(self, name: str) -> str:
        if name in self.phrases:
            return self.phrases[name]
        return self.figures[name].marked

    def _says_something(self, name: str) -> bool:
        if name in self.phrases:
            return plain(self.phrases[name]) != wording.missing()
        return self.known(name)

    def fill_typed(self, text: str, unknown: Callable[[str], None]) -> str:
        """Return an officer's text with its placeholders filled in.

        `unknown` is told of those that name nothing.
        """

        def put(found: re.Match[str]) -> str:
            figure = self.figures.get(found[2])
            if figure is not None and figure.offered:
                return figure.marked
            # "{ và }" is a person's punctuation; "{tong_so}" is a placeholder that names nothing.
            if not found[1]:
                unknown(found[2])
            return found[0]

        return _TYPED.sub(put, wording.clean(text))


def unknown_in(text: str, known: Container[str]) -> list[str]:
    """Return the placeholders of a typed text that name nothing, each once.

    The rule is that of `Book.fill_typed`.
    """
    names = [found[2] for found in _TYPED.finditer(text) if not found[1]]
    return list(dict.fromkeys(name for name in names if name not in known))


def plain(marked: str) -> str:
    """Return a marked text as a person reads it."""
    return re.sub(f"{NAME}[^{TEXT}]*{TEXT}|[{wording.MARKS}]", "", marked)


def offered(figures: Mapping[str, Figure]) -> dict[str, tuple[str, str]]:
    """Return label and live text of every placeholder that may be typed."""
    found = {}
    for name, figure in figures.items():
        if figure.offered:
            found[name] = (figure.label, figure.text)
    return found
