"""Open a Word file that came from somewhere: a zip within bounds, whose XML can neither expand nor
reach out.
"""

import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.files import require_file
from models.errors import Place, Problem, Unusable

if TYPE_CHECKING:
    from lxml.etree import _Element

_LARGEST_FILE = 20_000_000
_LARGEST_PART = 40_000_000
_LARGEST_WHOLE = 100_000_000
_MOST_PARTS = 2_000

_DOCUMENT = "word/document.xml"
_CORE = "docProps/core.xml"
_TYPES = "[Content_Types].xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class WordFile:
    """The XML parts of a Word file, as bytes by name."""

    path: Path
    parts: dict[str, bytes]
    fault: str

    def body(self) -> "_Element":
        """Return the body of the document; raises Unusable with the file's fault code."""
        found = self.tree(_DOCUMENT).find(f"{_W}body")
        if found is None:
            raise Unusable(Problem(self.fault, Place(file=str(self.path))))
        return found

    def tree(self, name: str) -> "_Element":
        """Return a part as a tree; entities are never resolved and nothing is fetched."""
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(self.parts[name], parser)
        except (KeyError, etree.XMLSyntaxError):
            raise Unusable(Problem(self.fault, Place(file=str(self.path)))) from None

    def find_property(self, tag: str) -> str | None:
        """Return a core property, None where it is missing."""
        return self.tree(_CORE).findtext(tag) if _CORE in self.parts else None


def open_word(path: Path, fault: str) -> WordFile:
    """Read the XML parts of a Word file within bounds.

    Raises:
        Unusable: `file_missing`, `not_a_file`, or `fault` where it is not a Word file, is too big,
            or carries a DTD.
    """
    import zipfile

    require_file(path)
    broken = Unusable(Problem(fault, Place(file=str(path))))
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise broken
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            if len(entries) > _MOST_PARTS or len({entry.filename for entry in entries}) != len(
                entries
            ):
                raise broken
            if sum(entry.file_size for entry in entries) > _LARGEST_WHOLE:
                raise broken
            parts = {}
            for entry in entries:
                if entry.filename.endswith((".xml", ".rels")):
                    parts[entry.filename] = _read(package, entry, broken)
    except (
        OSError,
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
    ):
        raise broken from None
    if _DOCUMENT not in parts or _TYPES not in parts:
        raise broken
    if any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in parts.values()):
        raise broken
    return WordFile(path, parts, fault)


def _read(package: "object", entry: "object", broken: Unusable) -> bytes:
    import zipfile

    assert isinstance(package, zipfile.ZipFile)
    assert isinstance(entry, zipfile.ZipInfo)
    if entry.file_size > _LARGEST_PART:
        raise broken
    with package.open(entry) as part:
        # What the directory says about sizes is the sender's word; the cap holds while inflating
        # too.
        content = part.read(_LARGEST_PART + 1)
    if len(content) > _LARGEST_PART:
        raise broken
    return content
