"""Vietnamese text: normal form, folding for search and matching, and alphabetical order."""

import re
import unicodedata

# Alphabet order; the tone is a second level: ngang huyền hỏi ngã sắc nặng.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER = {letter: f"{index:02d}" for index, letter in enumerate(_ALPHABET, start=40)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}

# No document can hold these: control characters but line ends and tabs, half characters.
_UNPRINTABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"


def nfc(text: str) -> str:
    """Return the text in normal form C without blanks around it.

    So Vietnamese is written by TCVN 6909:2001 and Nghị định 30/2020/NĐ-CP.
    """
    return unicodedata.normalize("NFC", text).strip()


def printable(text: str) -> bool:
    """Say whether a text may go into a document."""
    return re.search(_UNPRINTABLE, text) is None


def fold(text: str) -> str:
    """Return the text for matching and search.

    Lower case, no diacritics, đ as d, runs of blanks as one.
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def match_key(text: str) -> str:
    """Return the key under which two spellings of one name are the same.

    It is `fold` without spaces and punctuation.
    """
    return "".join(c for c in fold(text) if c.isalnum())


def sort_key(text: str) -> str:
    """Return a string whose plain order is the Vietnamese one.

    Letters come first, then tones; numbers go by value.
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in re.sub(r"\d+", lambda found: found.group().zfill(8), text.lower()).split():
        for char in word:
            base, tone = _split_tone(char)
            letters.append(
                _LETTER.get(base) or (f"3{base}" if base.isascii() and base.isdigit() else "20")
            )
            tones.append(tone)
        letters.append("00")
    return "".join(letters) + "|" + "".join(tones)


def _split_tone(char: str) -> tuple[str, str]:
    tone = "0"
    kept = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        elif not unicodedata.combining(part) or part in _SHAPES:
            kept.append(part)
    base = unicodedata.normalize("NFC", "".join(kept))
    return (base[0] if base else " "), tone


def person_sort_key(name: str) -> str:
    """Return the sort key of a person's name.

    The given name, its last word, comes first, as in Vietnamese lists.
    """
    words = name.split()
    return sort_key(" ".join(words[-1:] + words[:-1]))
