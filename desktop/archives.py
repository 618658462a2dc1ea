"""Open a ZIP that came from somewhere: containers, Word files and workbooks, within bounds.

What a ZIP says of itself is its sender's word. It is looked at first, because that costs nothing,
and then proved while a part is inflated. What XML holds is counted as it streams by, before any
library makes a tree of it: the smallest element is four bytes in a file and a hundred in memory.
"""

import copy
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

Reason = Literal["broken", "names", "too_many", "too_big"]

_CHUNK = 2**16
# The end record with the longest comment; `zipfile` reads it at once, like the list of entries.
_END_BYTES = 2**16 + 22
# Some 46 bytes and a name; ten times more than the files of an office need.
_LISTED_BYTES = 256

# Office Open XML knows no others (ISO/IEC 29500-2, 8.1.4). Two readers may each see another text
# in anything else.
_ENCODINGS = frozenset({"utf-8", "utf-16", "us-ascii", "ascii"})
_DEEPEST = 200
# An attribute takes as much memory as two elements.
_ATTRIBUTE = 2
# A part in UTF-8, and in nothing else, to every reader.
_IN_UTF_8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml version=[\"']1\.0[\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'](?:yes|no)[\"'])?\s?\?>\s*)?<[A-Za-z_]"
)
# A part that cannot hold more than this share of the nodes is not counted one by one.
_SMALL_SHARE = 8

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
    """How much a ZIP may hold.

    Attributes:
        file: bytes of the file.
        entries: number of its entries.
        whole: bytes of all parts that are read.
        nodes: elements and texts of all XML that is read, attributes counted twice.
    """

    file: int
    entries: int
    whole: int
    nodes: int = 800_000


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
        if _overlap(infos):
            raise BadArchive("broken")
        self._infos = {info.filename: info for info in infos}
        self._left = caps.whole
        self._count = XmlCount(caps.nodes)
        self.parts = tuple(_part(info) for info in infos)

    def read(self, name: str, limit: int | None = None) -> bytes:
        """Return a part, no longer than a limit in bytes; raises BadArchive."""
        return b"".join(self._pieces(name, limit))

    def read_xml(self, name: str, limit: int | None = None) -> bytes:
        """Return an XML part whose nodes are within the caps; raises BadArchive."""
        content = self.read(name, limit)
        self._count.take(content)
        return content

    def prove(self, name: str) -> None:
        """Inflate a part that is not kept, as whoever opens the file after us will."""
        for _ in self._pieces(name, None):
            pass

    def _pieces(self, name: str, limit: int | None) -> Iterator[bytes]:
        """Yield a part in pieces; raises BadArchive where it is longer or shorter than listed."""
        info = self._infos[name]
        most = self._left if limit is None else min(limit, self._left)
        if info.file_size > most:
            raise BadArchive("too_big")
        size = 0
        try:
            for piece in self._inflated(info):
                size += len(piece)
                yield piece
        except _ZIP_ERRORS as error:
            raise BadArchive("broken") from error
        if size != info.file_size:
            raise BadArchive("broken")
        self._left -= size

    def _inflated(self, info: ZipInfo) -> Iterator[bytes]:
        """Yield a part in pieces, or a little more than its size where that is a lie."""
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise BadZipFile("compression")
        # `zipfile` ends a part where the list says, and so would hide that there is more.
        proved = copy.copy(info)
        proved.file_size = info.file_size + 2 * _CHUNK
        size = 0
        with self._zip.open(proved) as file:
            while size <= info.file_size and (piece := file.read(_CHUNK)):
                size += len(piece)
                yield piece


class XmlCount:
    """Counts the nodes of the XML parts of one file, up to the most that they may have."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._small = most // _SMALL_SHARE
        self._depth = 0

    def take(self, content: bytes) -> None:
        """Count a part.

        Raises BadArchive for one node too many, and for what is no plain XML: a part with a DTD,
        whose entities may unfold or reach out, or in an encoding that Office does not write.
        """
        most = _most_nodes(content)
        if most <= self._small and _IN_UTF_8.match(content) and b"<!DOCTYPE" not in content:
            self._spend(most)
        else:
            self._count(content)

    def _count(self, content: bytes) -> None:
        """Count the nodes of a part as they stream by."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._node
        parser.CommentHandler = self._node
        parser.ProcessingInstructionHandler = self._node
        parser.StartDoctypeDeclHandler = _refuse
        parser.XmlDeclHandler = _require_encoding
        self._depth = 0
        try:
            for start in range(0, len(content), _CHUNK):
                parser.Parse(content[start : start + _CHUNK])
            parser.Parse(b"", True)  # noqa: FBT003 - it takes no name
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise BadArchive("broken") from error

    def _start(self, _: str, attributes: list[str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BadArchive("too_big")
        # The list has names and values in turn.
        self._spend(1 + len(attributes) // 2 * _ATTRIBUTE)

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _node(self, *_: str) -> None:
        self._spend(1)

    def _spend(self, nodes: int) -> None:
        self._left -= nodes
        if self._left < 0:
            raise BadArchive("too_big")


def _most_nodes(content: bytes) -> int:
    """Return how many nodes a part may have at most: a text after each tag, a sign in each name."""
    return 2 * content.count(b"<") + _ATTRIBUTE * content.count(b"=")


def _refuse(*_: object) -> None:
    raise BadArchive("broken")


def _require_encoding(_: str, encoding: str | None, __: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise BadArchive("broken")


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

    Two readers of a name that is there twice may each see another part, and to some of them "A" is
    "a".
    """
    if len({name.casefold() for name in names}) != len(names):
        return False
    for name in names:
        steps = name.replace("\\", "/").split("/")
        if "\0" in name or ".." in steps or not steps[0]:
            return False
    return True


def _overlap(infos: list[ZipInfo]) -> bool:
    """Say whether two entries share bytes: a few of them can then stand for very many."""
    placed = sorted(infos, key=lambda info: info.header_offset)
    return any(
        first.header_offset + first.compress_size >= second.header_offset
        for first, second in pairwise(placed)
    )


def _part(info: ZipInfo) -> Part:
    return Part(info.filename, info.file_size, info.compress_size)
