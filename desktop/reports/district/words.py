"""The labels and sentences of the report of several units."""

import re
import tomllib
from functools import cache

from desktop.paths import resources
from desktop.word.book import Book
from desktop.word.wording import Catalogue

_PLACEHOLDER = re.compile(r"\{(\w+)")


@cache
def district_catalogue() -> Catalogue:
    """Return the catalogue, read once."""
    with (resources() / "catalogues" / "district.toml").open("rb") as file:
        texts: Catalogue = tomllib.load(file)
    return texts


def text(name: str) -> str:
    """Return a fixed text by its name."""
    return district_catalogue()["label"][name]


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
