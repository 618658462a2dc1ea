"""Mutants that know how a file is built: its bytes, its ZIP, its XML."""

import random
import zipfile
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.helpers.fuzz import _entries, _poked, _zip

Mutate = Callable[[random.Random], bytes]
_TEXTS = (
    "",
    "0",
    "-1",
    "1e400",
    "9" * 400,
    "2024-13-45",
    "\u202e=1+1",
    "{{ so.received }}",
    "{% for a in range(9) %}",
    "..\\..\\x",
    "&#0;",
    "é" * 3000,
    "true",
    "R1C1:XFD1048576",
)
_RAW = (b"", b"<", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\xff\xfe<\0a\0", b"<a>" * 3000, b"\0" * 50)


class PackageMutants:
    """Mutants of a ZIP whose parts are XML, such as a Word file or a workbook."""

    def __init__(self, package: bytes) -> None:
        self.package = package
        self.parts = _entries(package)
        self._xml = [name for name in self.parts if name.endswith((".xml", ".rels"))]
        # Most of what reads a file lies behind a ZIP that is sound.
        self.kinds: tuple[Callable[[random.Random], bytes], ...] = (
            self._bytes,
            self._lied,
            self._parts_moved,
            self._xml_changed,
            self._xml_changed,
            self._xml_changed,
        )

    def make(self, chance: random.Random) -> bytes:
        """Return one mutant."""
        return chance.choice(self.kinds)(chance)

    def _bytes(self, chance: random.Random) -> bytes:
        if chance.random() < 0.3:
            return self.package[: chance.randrange(len(self.package))]
        return _poked(self.package, chance)

    def _lied(self, chance: random.Random) -> bytes:
        """Change what the list of entries, the end record or a local head say."""
        raw = bytearray(self.package)
        mark = chance.choice([b"PK\x01\x02", b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"])
        places = []
        place = raw.find(mark)
        while place >= 0:
            places.append(place)
            place = raw.find(mark, place + 1)
        for _ in range(chance.randrange(1, 4)):
            place = chance.choice(places) + chance.randrange(4, 46)
            value = chance.choice([b"\xff\xff\xff\xff", b"\0\0", b"\x01\0", chance.randbytes(2)])
            if place + len(value) < len(raw):
                raw[place : place + len(value)] = value
        return bytes(raw)

    def _parts_moved(self, chance: random.Random) -> bytes:
        entries = list(self.parts.items())
        place = chance.randrange(len(entries))
        name, part = entries[place]
        match chance.randrange(5):
            case 0:
                entries.pop(place)
            case 1:
                entries.append((name, chance.choice(_RAW)))
            case 2:
                entries[place] = (name, chance.choice(_RAW))
            case 3:
                entries[place] = (name, chance.choice(entries)[1])
            case _:
                entries[place] = (chance.choice(["../x", "x" * 300, "", "a\\b", name + "x"]), part)
        return _zip(entries, chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))

    def _xml_changed(self, chance: random.Random) -> bytes:
        name = chance.choice(self._xml)
        root = etree.fromstring(self.parts[name])
        for _ in range(chance.randrange(1, 4)):
            _change(root, chance)
        return _zip({**self.parts, name: etree.tostring(root)}.items())


def _change(root: "etree._Element", chance: random.Random) -> None:
    """Change one place of an XML tree by the grammar of XML, whatever the schema says."""
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    node, other = chance.choice(nodes), chance.choice(nodes)
    parent = node.getparent()
    match chance.randrange(7):
        case 0 if parent is not None:
            parent.remove(node)
        case 1 if parent is not None:
            for _ in range(chance.choice([1, 2, 200])):
                parent.append(deepcopy(node))
        case 2:
            node.text = _text(chance)
        case 3 if node.attrib:
            node.set(chance.choice(list(node.attrib)), _text(chance))
        case 4:
            node.tag = other.tag
        case 5 if len(other) < 20:
            node.append(deepcopy(other))
        case _:
            node.attrib.clear()


def _text(chance: random.Random) -> str:
    text = chance.choice(_TEXTS)
    return text if chance.random() < 0.7 else str(chance.randrange(-5, 10**9))
