"""Open a Word file that came from somewhere.

It is a zip within bounds, whose XML can neither expand nor reach out. Whatever opens a Word file
sees only what was read here.
"""

import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from desktop.archives import Archive, BadArchive, Caps, read_within
from desktop.word import markup
from models.errors import Place, Problem, Unusable
from models.files import require_file

if TYPE_CHECKING:
    from lxml.etree import _Element

_CAPS = Caps(file=20_000_000, entries=2_000, whole=100_000_000)
# An office's template is held in memory whole, and rendered by patterns that go over its text.
_TEMPLATE_CAPS = Caps(file=10_000_000, entries=500, whole=20_000_000, nodes=120_000)
_LARGEST_PART = 10_000_000
# Those patterns take some eighty times the text in memory; the program's own are a tenth of this.
_LARGEST_OF_TEMPLATE, _WHOLE_OF_TEMPLATE = 1_500_000, 5_000_000
# Part names that are XML whatever the list of types says of them.
_XML_ENDINGS = (".xml", ".rels", ".vml")

_DOCUMENT = "word/document.xml"
_CORE = "docProps/core.xml"
_FOOTNOTES = re.compile(r"word/footnotes\d*\.xml")
_TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class WordFile:
    """The parts of a Word file, as bytes by name: at least those that are XML."""

    path: Path
    parts: dict[str, bytes]
    fault: str

    def body(self) -> "_Element":
        """Return the body of the document; raises Unusable with the file's fault code."""
        found = self.tree(_DOCUMENT).find(markup.BODY)
        if found is None:
            raise Unusable(Problem(self.fault, Place(file=str(self.path))))
        return found

    def bodies(self) -> "list[_Element]":
        """Return the body of the document and its footnotes; raises Unusable as `body` does."""
        names = [name for name in self.parts if _FOOTNOTES.fullmatch(name)]
        return [self.body(), *(self.tree(name) for name in names)]

    def tree(self, name: str) -> "_Element":
        """Return a part as a tree; raises Unusable with the file's fault code."""
        try:
            return parsed(self.parts[name])
        except (KeyError, BadArchive):
            raise Unusable(Problem(self.fault, Place(file=str(self.path)))) from None

    def find_property(self, tag: str) -> str | None:
        """Return a core property, None where it is missing."""
        return self.tree(_CORE).findtext(tag) if _CORE in self.parts else None


def text_of(part: "_Element | bytes") -> str:
    """Return all that is read in a part or an element of one, in one piece."""
    from lxml import etree

    tree = etree.fromstring(part) if isinstance(part, bytes) else part
    return etree.tostring(tree, method="text", encoding="unicode", with_tail=False)


def open_word(path: Path, fault: str) -> WordFile:
    """Read the XML parts of a Word file within bounds.

    Raises:
        Unusable: `file_missing`, `not_a_file`, or `fault` where it is not a Word file, is too big,
            or carries a DTD.
    """
    return WordFile(path, _parts_of(path, fault, keep_all=False), fault)


def open_whole(path: Path, fault: str) -> tuple[WordFile, bytes]:
    """Read a Word file as `open_word` does, and return with it the same file as a plain ZIP.

    A library that opens that ZIP finds in it what was read here, byte for byte, and nothing else.
    """
    parts = _parts_of(path, fault, keep_all=True)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return WordFile(path, parts, fault), buffer.getvalue()


def _parts_of(path: Path, fault: str, *, keep_all: bool) -> dict[str, bytes]:
    require_file(path)
    broken = Unusable(Problem(fault, Place(file=str(path))))
    caps = _TEMPLATE_CAPS if keep_all else _CAPS
    try:
        parts = _read(Archive(read_within(path, caps), caps), keep_all=keep_all)
    except (OSError, BadArchive):
        raise broken from None
    if _DOCUMENT not in parts or _TYPES not in parts:
        raise broken
    return parts


def _read(archive: Archive, *, keep_all: bool) -> dict[str, bytes]:
    """Return the XML parts, and the others too where they are asked for; all are inflated."""
    names = [part.name for part in archive.parts if not part.name.endswith("/")]
    if _TYPES not in names:
        raise BadArchive("broken")
    largest = _LARGEST_OF_TEMPLATE if keep_all else _LARGEST_PART
    types = archive.read_xml(_TYPES, largest)
    declared = _declared_as_xml(types)
    parts = {_TYPES: types}
    size = 0
    for name in names:
        ending = f".{name.lower().rpartition('.')[2]}"
        if name == _TYPES:
            continue
        if ending in (*_XML_ENDINGS, *declared) or f"/{name.lower()}" in declared:
            parts[name] = archive.read_xml(name, largest)
            size += len(parts[name])
        elif keep_all:
            parts[name] = archive.read(name)
        else:
            archive.prove(name)
    if keep_all and size > _WHOLE_OF_TEMPLATE:
        raise BadArchive("too_big")
    return parts


def _declared_as_xml(types: bytes) -> set[str]:
    """Return the endings (".xml") and names ("/word/a.bin") that the list of types calls XML."""
    found = set()
    for each in parsed(types):
        kind = (each.get("ContentType") or "").lower()
        # Nobody here parses a picture, and those that are XML are written by anything.
        if kind.endswith("xml") and not kind.startswith("image/"):
            ending, name = each.get("Extension"), each.get("PartName")
            found.add((f".{ending}" if name is None else name).lower())
    return found


def parsed(content: bytes) -> "_Element":
    """Return XML that was read within bounds as a tree; raises BadArchive.

    Entities are never resolved and nothing is fetched.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadArchive("broken") from None
