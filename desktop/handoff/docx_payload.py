"""A Word report that carries its own data, signed, because people e-mail only the report.

The data lie in a custom XML part, id and hash in the properties of the document.
"""

import base64
import binascii
import hashlib
import io
import re
import zlib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from desktop.archives import Archive, BadArchive, Caps, XmlCount
from desktop.handoff.container import Fault, Package, Sign, decode_entry, sign_manifest, verified
from desktop.handoff.manifest import DATA, LARGEST_JSON, MAXIMUM_OUT, Manifest
from desktop.handoff.report_differences import (
    Difference,
    Expected,
    differences,
    figures_are_listed,
)
from models.errors import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:somotcua:1"
ID_PROPERTY, HASH_PROPERTY = "SoMotCua.Id", "SoMotCua.Sha256"

_CAPS = Caps(file=20 * 2**20, entries=2_000, whole=MAXIMUM_OUT)
# Bytes of one custom XML part, and of the data in it.
_LARGEST_ITEM = 16 * 2**20
# Elements and texts of one of the small parts that are read and changed here.
_NODES = 50_000
_ITEM = re.compile(r"customXml/item(\d{1,9})\.xml")
_LINK_ID = re.compile(r"rId([1-9]\d{0,9})", re.ASCII)
_PID = re.compile(r"\d{1,9}", re.ASCII)
_TYPES, _ROOT_LINKS, _LINKS = "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"
_PROPERTIES = "docProps/custom.xml"
_SIGNED_IN_WORD = "_xmlsignatures/"

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CP = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_DS = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_KIND = "application/vnd.openxmlformats-officedocument"

# The id is a name for the part, the same in every file.
_ITEM_ID = "{5B0E5C6A-6D63-4F0E-9A53-4D6F74437561}"
_ITEM_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_DS}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
)
_ITEM_LINKS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_REL[1:-1]}"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/relationships/customXmlProps" Target="{{target}}"/></Relationships>'
)


@dataclass(frozen=True)
class Carried:
    """What a Word report carries.

    Attributes:
        package: manifest and data, signature and hashes in order; `revision` None where it was
            never submitted.
        expected: the numbers as the sender's book prints them.
    """

    package: Package
    expected: Expected


def attach(docx: bytes, manifest: Manifest, data: bytes, expected: Expected, sign: Sign) -> bytes:
    """Return the Word file with its data, in place of those that it carried before.

    Its text stays byte for byte. A file that was signed inside Word comes back as it is: any
    change would break that signature.

    Raises BadArchive for bytes that are no Word file.
    """
    parts = _parts_of(docx)
    if any(name.startswith(_SIGNED_IN_WORD) for name in parts):
        return docx
    printed = msgspec.json.encode(expected)
    inner = msgspec.structs.replace(manifest, printed=hashlib.sha256(printed).hexdigest())
    written, signature = sign_manifest(inner, {DATA: data}, sign)
    name = _ours(parts)
    if name is None:
        name = _free_item(parts)
        _link_item(parts, name)
    parts[name] = _item(written, signature, data, printed)
    revision = "null" if manifest.revision is None else f"r{manifest.revision}"
    # Word takes 255 letters.
    identity = f"{manifest.unit}|{manifest.period}|{revision}"[:250]
    data_hash = hashlib.sha256(data).hexdigest()
    _set_properties(parts, {ID_PROPERTY: identity, HASH_PROPERTY: data_hash})
    return _zip(parts)


def extract(docx: bytes) -> Carried | Fault:
    """Read what a Word file carries, checked as a container is.

    A fault where it carries nothing or was changed.
    """
    unreadable = Fault("unreadable", Problem("docx_unreadable"))
    try:
        parts = _read_items(docx)
    except BadArchive:
        return unreadable
    if parts is None:
        return unreadable
    name = _ours(parts)
    if name is None:
        return Fault("unreadable", Problem("docx_without_data"))
    return _carried(parts[name])


def changed_numbers(path: Path, carried: Carried) -> list[Difference]:
    """Return the numbers in a Word file's text that are not those of the data it carries.

    Raises Unusable `report_unreadable`.
    """
    return differences(path, carried.expected)


def is_word_file(raw: bytes) -> bool:
    """Say whether some bytes are a Word file rather than a container.

    A container may hold a whole Word file as it is, so the names are looked for only in the list
    of entries at the end.
    """
    end = raw.rfind(b"PK\x05\x06", -(2**16 + 22))
    if not raw.startswith(b"PK\x03\x04") or end < 0:
        return False
    size = int.from_bytes(raw[end + 12 : end + 16], "little")
    start = int.from_bytes(raw[end + 16 : end + 20], "little")
    listed = raw[start : start + size]
    return b"word/document.xml" in listed and b"[Content_Types].xml" in listed


def _carried(item: bytes) -> Carried | Fault:
    changed = Fault("tampered", Problem("package_tampered"))
    root = _tree(item)
    if root is None:
        return changed
    try:
        texts = {str(child.tag).rpartition("}")[2]: _unlettered(child.text) for child in root}
        manifest, signature = texts["manifest"], texts["signature"]
        data, printed = _unpressed(texts["data"]), _unpressed(texts["printed"])
    except (binascii.Error, ValueError, KeyError, zlib.error):
        return changed
    package = verified(manifest, signature, {DATA: data})
    if isinstance(package, Fault):
        return package
    # The expected numbers are no entry of the manifest; it names their hash on its own.
    if hashlib.sha256(printed).hexdigest() != package.manifest.printed:
        return changed
    expected = decode_entry(printed, Expected)
    if isinstance(expected, Fault):
        return expected
    if not figures_are_listed(expected):
        return Fault("unreadable", Problem("package_content"))
    return Carried(package, expected)


def _unlettered(text: str | None) -> bytes:
    # Programs that save the file may break the lines anew.
    return base64.b64decode("".join((text or "").split()), validate=True)


def _unpressed(pressed: bytes) -> bytes:
    """Return what was compressed; raises ValueError for more than the most, or for any rest."""
    inflater = zlib.decompressobj()
    plain = inflater.decompress(pressed, LARGEST_JSON)
    if not inflater.eof or inflater.unused_data:
        raise ValueError
    return plain


def _item(manifest: bytes, signature: bytes, data: bytes, printed: bytes) -> bytes:
    """Return the custom part.

    Only letters of base64, so that no program that saves the file can alter it.
    """
    texts = {
        "manifest": manifest,
        "signature": signature,
        "data": zlib.compress(data, 9),
        "printed": zlib.compress(printed, 9),
    }
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<submission xmlns="{NAMESPACE}">']
    for name, text in texts.items():
        lines.append(f"<{name}>{base64.b64encode(text).decode()}</{name}>")
    return "".join([*lines, "</submission>"]).encode()


def _ours(parts: Mapping[str, bytes]) -> str | None:
    """Return the name of the part that carries our data, None where there is none."""
    return next((name for name, part in parts.items() if _is_ours(name, part)), None)


def _is_ours(name: str, part: bytes) -> bool:
    # The bytes are looked at before anything is parsed: other parts are strangers' XML.
    if not name.startswith("customXml/") or NAMESPACE.encode() not in part:
        return False
    root = _tree(part)
    return root is not None and root.tag == f"{{{NAMESPACE}}}submission"


def _tree(part: bytes) -> "_Element | None":
    """Return an XML part as a tree, None for one that is none or holds too much."""
    from lxml import etree

    try:
        XmlCount(_NODES).take(part)
    except BadArchive:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _parts_of(docx: bytes) -> dict[str, bytes]:
    archive = Archive(docx, _CAPS)
    return {part.name: archive.read(part.name) for part in archive.parts}


def _read_items(docx: bytes) -> dict[str, bytes] | None:
    """Return the custom XML parts of a Word file, None where it is none; raises BadArchive."""
    if not is_word_file(docx):
        return None
    archive = Archive(docx, _CAPS)
    names = [part.name for part in archive.parts if part.name.startswith("customXml/")]
    # All that lies in the file is counted, whoever put it there: it is read again as a report.
    return {name: archive.read_xml(name, _LARGEST_ITEM) for name in names if _is_xml(name)}


def _is_xml(name: str) -> bool:
    return name.lower().endswith(".xml")


def _root(parts: Mapping[str, bytes], name: str) -> "_Element":
    """Return a part that no Word file can do without; raises BadArchive."""
    root = _tree(parts.get(name, b""))
    if root is None:
        raise BadArchive("broken")
    return root


def _free_item(parts: Mapping[str, bytes]) -> str:
    found = [_ITEM.fullmatch(name) for name in parts]
    taken = {int(match[1]) for match in found if match}
    return f"customXml/item{_first_free(taken)}.xml"


def _first_free(taken: Set[int]) -> int:
    number = 1
    while number in taken:
        number += 1
    return number


def _link_item(parts: dict[str, bytes], name: str) -> None:
    """Tell the package of the new part and its properties: Word keeps no part it is not told of."""
    number = _ITEM.fullmatch(name)
    assert number is not None
    properties = f"customXml/itemProps{number[1]}.xml"
    parts[properties] = _ITEM_PROPERTIES.encode()
    links = _ITEM_LINKS.format(target=f"itemProps{number[1]}.xml")
    parts[f"customXml/_rels/item{number[1]}.xml.rels"] = links.encode()
    _link(parts, _LINKS, "customXml", f"../{name}")
    _declare(parts, "xml", f"/{properties}", f"{_KIND}.customXmlProperties+xml")


def _link(parts: dict[str, bytes], links: str, kind: str, target: str) -> None:
    from lxml import etree

    root = _root(parts, links)
    found = [_LINK_ID.fullmatch(link.get("Id") or "") for link in root]
    free = _first_free({int(match[1]) for match in found if match})
    link = {"Id": f"rId{free}", "Type": f"{_OFFICE}/relationships/{kind}", "Target": target}
    etree.SubElement(root, f"{_REL}Relationship", link)
    parts[links] = _bytes(root)


def _declare(parts: dict[str, bytes], ending: str, name: str, content_type: str) -> None:
    from lxml import etree

    root = _root(parts, _TYPES)
    if not any(item.get("Extension") == ending for item in root):
        default = {"Extension": ending, "ContentType": "application/xml"}
        root.insert(0, etree.Element(f"{_CT}Default", default))
    if not any(item.get("PartName") == name for item in root):
        etree.SubElement(root, f"{_CT}Override", {"PartName": name, "ContentType": content_type})
    parts[_TYPES] = _bytes(root)


def _set_properties(parts: dict[str, bytes], values: Mapping[str, str]) -> None:
    """Set custom properties of the document, leaving those of others."""
    from lxml import etree

    if _PROPERTIES not in parts:
        parts[_PROPERTIES] = f'<Properties xmlns="{_CP[1:-1]}" xmlns:vt="{_VT[1:-1]}"/>'.encode()
        _link(parts, _ROOT_LINKS, "custom-properties", _PROPERTIES)
        _declare(parts, "xml", f"/{_PROPERTIES}", f"{_KIND}.custom-properties+xml")
    root = _root(parts, _PROPERTIES)
    for old in [item for item in root if item.get("name") in values]:
        root.remove(old)
    number = max((_number(item.get("pid")) for item in root), default=1)
    for name, value in values.items():
        number += 1
        property_ = {"fmtid": _PROPERTY_SET, "pid": str(number), "name": name}
        item = etree.SubElement(root, f"{_CP}property", property_)
        etree.SubElement(item, f"{_VT}lpwstr").text = value
    parts[_PROPERTIES] = _bytes(root)


def _number(text: str | None) -> int:
    return int(text) if text and _PID.fullmatch(text) else 1


def _bytes(root: "_Element") -> bytes:
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zip(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        # Some programs tell the kind of a file by its first entry.
        for name in sorted(parts, key=lambda name: name != _TYPES):
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts[name], ZIP_DEFLATED)
    return buffer.getvalue()
