"""The words that a kind of report of a form pack has under its own name."""

from collections.abc import Iterable

from desktop.word import wording

# What the texts of a kind have behind its name.
_SUFFIXES = ("_closing", "_file")


def kind_texts(kind: str) -> tuple[tuple[str, str, str], ...]:
    """Return the texts that a [[kind]] may say: its word, their table, and the word in that."""
    return (
        ("title", "title", kind),
        ("opening", "opening", kind),
        ("closing", "opening", f"{kind}_closing"),
    )


def own_words(table: str, kinds: Iterable[str]) -> set[str]:
    """Return the words of a table that only the kinds of a pack have."""
    found: set[str] = set()
    for kind in kinds:
        found.update(key for _, named, key in kind_texts(kind) if named == table)
    return found


def is_taken(name: str) -> bool:
    """Say whether the title or opening of a new kind of this name would be another text's."""
    base = wording.standard("report")
    taken = {word for table in ("title", "opening") for word in base[table]}
    return bool(taken.intersection((name, f"{name}_closing"))) or name.endswith(_SUFFIXES)
