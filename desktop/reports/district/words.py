"""The labels and sentences of the report of several units."""

import re

from desktop.word.book import Book
from desktop.word.wording import district_catalogue as district_catalogue

_PLACEHOLDER = re.compile(r"\{(\w+)")


def text(name: str) -> str:
    """Return a fixed text by its name."""
    return district_catalogue()["label"][name]


def sheet_text(name: str) -> str:
    """Return a text of the workbook by its name."""
    return district_catalogue()["sheet"][name]


def sentence(book: Book, key: str, **words: str) -> str:
    """Return a sentence of the catalogue with its figures and the given words filled in."""
    return book.fill(district_catalogue()["sentence"][key], **words)


def about(template: str, prefix: str, book: Book) -> str:
    """Return a sentence of the ward report that speaks of other units, by the prefix of theirs."""

    def other(found: re.Match[str]) -> str:
        name = f"{prefix}{found[1]}"
        known = name in book.figures or name in book.phrases
        return "{" + (name if known else found[1])

    return _PLACEHOLDER.sub(other, template)
