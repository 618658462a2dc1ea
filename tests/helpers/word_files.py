"""Edit Word files as an office does: the text of a part changed, everything else kept."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.helpers.packages import zipped

DOCUMENT = "word/document.xml"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = "application/vnd.openxmlformats-package.relationships+xml"
# Word opens no file that does not say which part is its document.
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="{_RELATIONS}"/>'
    f'<Override PartName="/{DOCUMENT}" ContentType="{_MAIN}"/></Types>'
).encode()
_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}" Target="{DOCUMENT}"/></Relationships>'
).encode()
_NO_LINKS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def small_word_file(*paragraphs: str) -> bytes:
    """Return the smallest Word file with these paragraphs; no text in it may need escaping."""
    texts = [f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs]
    body = "".join(texts)
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _LINKS,
        "word/_rels/document.xml.rels": _NO_LINKS,
        DOCUMENT: document.encode(),
    }
    return zipped(parts)


def edited(source: Path, target: Path, change: Callable[[str], str], part: str = DOCUMENT) -> Path:
    """Write a copy of a Word file with one part changed."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    before = parts[part].decode()
    after = change(before)
    assert after != before
    target.write_bytes(zipped({**parts, part: after.encode()}))
    return target


def retyped(name: str, printed: str, typed: str) -> Callable[[str], str]:
    """Return a change that types another number over the first place of a bound figure."""

    def change(text: str) -> str:
        start = text.index(f'"{name}__1"')
        place = text.index(f">{printed}<", start)
        return text[:place] + f">{typed}<" + text[place + len(printed) + 2 :]

    return change


def without_bookmarks(text: str) -> str:
    """Take all bookmarks away, as typing over a number in Word does with one."""
    return re.sub(r"<w:bookmark(Start|End)[^>]*/>", "", text)
