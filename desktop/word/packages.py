"""Open a Word file that came from somewhere.

It is a zip within bounds, whose XML can neither expand nor reach out.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.archives import Archive, BadArchive, Caps, read_within
from desktop.word import markup
from models.errors import Place, Problem, Unusable
from models.files import require_file

if TYPE_CHECKING:
    from lxml.etree import _Element

_CAPS = Caps(file=20_000_000, entries=2_000, whole=100_000_000)
_LARGEST_PART = 40_000_000

_DOCUMENT = "word/document.xml"
_CORE = "docProps/core.xml"
_FOOTNOTES = re.compile(r"word/footnotes\d*\.xml")
_TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class WordFile:
    """The XML parts of a Word file, as bytes by name."""

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
        """Return a part as a tree; entities are never resolved and nothing is fetched."""
        from lxml import etree

        # The file is a stranger's: it must neither expand nor reach out.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            return etree.fromstring(self.parts[name], parser)
        except (KeyError, etree.XMLSyntaxError):
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
    require_file(path)
    broken = Unusable(Problem(fault, Place(file=str(path))))
    try:
        parts = _read_xml(Archive(read_within(path, _CAPS), _CAPS))
    except (OSError, BadArchive):
        raise broken from None
    if _DOCUMENT not in parts or _TYPES not in parts:
        raise broken
    if any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in parts.values()):
        raise broken
    return WordFile(path, parts, fault)


def _read_xml(archive: Archive) -> dict[str, bytes]:
    """Return the XML parts; the others are inflated too, as the library that opens them will."""
    parts = {}
    for part in archive.parts:
        is_xml = part.name.endswith((".xml", ".rels"))
        content = archive.read(part.name, _LARGEST_PART if is_xml else None)
        if is_xml:
            parts[part.name] = content
    return parts
