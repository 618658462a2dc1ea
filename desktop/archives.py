"""Open a ZIP that came from somewhere: containers, Word files and workbooks, within bounds.

What a ZIP says of itself is its sender's word. It is looked at first, because that costs nothing,
and then proved while a part is inflated.
"""

import copy
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

Reason = Literal["broken", "names", "too_many", "too_big"]

_CHUNK = 2**16
# The end record with the longest comment; `zipfile` reads it at once, like the list of entries.
_END_BYTES = 2**16 + 22
# Some 46 bytes and a name; ten times more than the files of an office need.
_LISTED_BYTES = 256

# What `zipfile` raises for a ZIP made by a stranger.
_ZIP_ERRORS = (
    BadZipFile,
    LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
    IndexError,
    OverflowError,
)


class BadArchive(Exception):
    """A ZIP that cannot be used.

    Whoever opens it has a sentence of its own for it, so the reason is only a word: "broken",
    "names" (twice the same, or no plain names), "too_many" entries, "too_big".
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Caps:
    """How much a ZIP may hold: bytes of the file, number of entries, bytes of all parts read."""

    file: int
    entries: int
    whole: int


@dataclass(frozen=True)
class Part:
    """One entry as the ZIP lists it: its name, its size and its size in the file, in bytes."""

    name: str
    size: int
    pressed: int


class Archive:
    """A ZIP in memory, whose list of entries is within the caps and has every name once.

    Attributes:
        parts: its entries in their order.
    """

    def __init__(self, raw: bytes, caps: Caps) -> None:
        """Read the list of entries; raises BadArchive."""
        if len(raw) > caps.file:
            raise BadArchive("too_big")
        try:
            self._zip = ZipFile(_Source(raw, caps.entries))
        except _ZIP_ERRORS as error:
            raise BadArchive("broken") from error
        infos = self._zip.infolist()
        if len(infos) > caps.entries:
            raise BadArchive("too_many")
        if not _names_are_sound([info.orig_filename for info in infos]):
            raise BadArchive("names")
        self._infos = {info.filename: info for info in infos}
        self._left = caps.whole
        self.parts = tuple(_part(info) for info in infos)

    def read(self, name: str, limit: int | None = None) -> bytes:
        """Return a part, no longer than a limit in bytes; raises BadArchive."""
        info = self._infos[name]
        most = self._left if limit is None else min(limit, self._left)
        if info.file_size > most:
            raise BadArchive("too_big")
        try:
            content = self._inflated(info)
        except _ZIP_ERRORS as error:
            raise BadArchive("broken") from error
        if len(content) != info.file_size:
            raise BadArchive("broken")
        self._left -= len(content)
        return content

    def _inflated(self, info: ZipInfo) -> bytes:
        """Return a part, or a little more than its size where that is a lie."""
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile("compression")
        # `zipfile` ends a part where the list says, and so would hide that there is more.
        proved = copy.copy(info)
        proved.file_size = info.file_size + 2 * _CHUNK
        parts, size = [], 0
        with self._zip.open(proved) as file:
            while size <= info.file_size and (part := file.read(_CHUNK)):
                size += len(part)
                parts.append(part)
        return b"".join(parts)


def read_within(path: Path, caps: Caps) -> bytes:
    """Return the bytes of a file no larger than the caps allow; raises OSError, BadArchive."""
    with path.open("rb") as file:
        raw = file.read(caps.file + 1)
    if len(raw) > caps.file:
        raise BadArchive("too_big")
    return raw


class _Source(io.BytesIO):
    """Bytes that give out no more at once than a list of so many entries takes.

    `zipfile` reads that list whole before anybody can count it: a million entries take gigabytes.
    """

    def __init__(self, raw: bytes, entries: int) -> None:
        super().__init__(raw)
        self._most = max(_END_BYTES, _LISTED_BYTES * entries)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self._most:
            raise BadArchive("too_many")
        return super().read(size)


def _names_are_sound(names: list[str]) -> bool:
    """Say whether every name is there once and says nothing of a place outside the ZIP.

    Two readers of a name that is there twice may each see another part.
    """
    if len(set(names)) != len(names):
        return False
    for name in names:
        steps = name.replace("\\", "/").split("/")
        if "\0" in name or ".." in steps or not steps[0]:
            return False
    return True


def _part(info: ZipInfo) -> Part:
    return Part(info.filename, info.file_size, info.compress_size)
