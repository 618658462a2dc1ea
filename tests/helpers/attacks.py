"""Files that are small on a disk and endless, or deep, or false, once somebody reads them."""

import struct
from collections.abc import Callable, Iterator

from tests.helpers.packages import entries_of, zipped

DOCUMENT = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MILLION = 1_000_000

Change = Callable[[bytes], bytes]


def _document(inside: bytes) -> bytes:
    return b'<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>' % (W.encode(), inside)


def word_attacks() -> Iterator[tuple[str, Change]]:
    """Yield changes that make any Word file one that costs far more than its size."""
    yield "12 million empty elements beside the text", _part("customXml/item9.xml", _wide(12))
    yield "as many as a part may have bytes", _part("customXml/item9.xml", _wide(2.4))
    yield "6 million paragraphs", _part(DOCUMENT, _document(b"<w:p/>" * (6 * MILLION)))
    yield "paragraphs to the last byte", _part(DOCUMENT, _document(b"<w:p/>" * 1_600_000))
    runs = b"<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 280_000
    yield "runs to the last byte", _part(DOCUMENT, _document(runs))
    many = b"<w:p " + b" ".join(b'w:a%d="1"' % place for place in range(600_000)) + b"/>"
    yield "one element of 600,000 attributes", _part(DOCUMENT, _document(many))
    yield "200,000 elements in one another", _part(DOCUMENT, _document(_deep(200_000)))
    yield "3 million comments", _part(DOCUMENT, _document(b"<!---->" * 1_400_000))
    long = b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>" % (b"x" * 9_900_000)
    yield "a text of 10 million letters", _part(DOCUMENT, _document(long))
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + _document(b"")
    yield "a DTD", _part(DOCUMENT, entity)
    yield "a DTD in UTF-16", _part(DOCUMENT, entity.decode().encode("utf-16"))
    yield "letters of another code", _part(DOCUMENT, _seven_bits())
    yield "an element in a part of no name", _hidden_part
    yield "entries that share bytes", overlapping


def _wide(millions: float) -> bytes:
    return b"<a>" + b"<b/>" * int(millions * MILLION) + b"</a>"


def _deep(levels: int) -> bytes:
    return b"<w:p>" * levels + b"</w:p>" * levels


def _seven_bits() -> bytes:
    head = b'<?xml version="1.0" encoding="UTF-7"?>'
    return head + _document(b"+ADw-w:p/+AD4-" * 200_000)


def _part(name: str, content: bytes) -> Change:
    return lambda raw: zipped({**entries_of(raw), name: content})


def _hidden_part(raw: bytes) -> bytes:
    parts = entries_of(raw)
    override = b'<Override PartName="/word/a.png" ContentType="application/x+xml"/></Types>'
    types = (
        parts["[Content_Types].xml"]
        .replace(b"</Types>", override)
        .replace(b'content-types"/>', b'content-types">' + override)
    )
    return zipped({**parts, "[Content_Types].xml": types, "word/a.png": _wide(2)})


def overlapping(raw: bytes) -> bytes:
    """Return a ZIP whose first entry reaches into the second."""
    changed = bytearray(raw)
    listed = raw.index(b"PK\x01\x02")
    size = struct.unpack_from("<I", raw, listed + 20)[0]
    struct.pack_into("<I", changed, listed + 20, size + 400)
    return bytes(changed)


def workbook_attacks() -> Iterator[tuple[str, Change]]:
    """Yield changes that make a workbook one that costs far more than its size."""
    rows = b"".join(b'<row r="%d"/>' % place for place in range(2, 65_538))
    yield "65,536 empty rows", _sheet(rows)
    yield "a million empty rows", _sheet(b"<row/>" * MILLION)
    yield "a cell at the far end", _sheet(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    yield "240,000 cells", _sheet((b"<row>" + b"<c><v>1</v></c>" * 120 + b"</row>") * 2_000)
    yield (
        "240,000 long cells",
        _sheet(
            (b"<row>" + b'<c t="inlineStr"><is><t>abcdefgh</t></is></c>' * 120 + b"</row>") * 2_000
        ),
    )
    strings = b'<sst xmlns="%b">%b</sst>' % (MAIN.encode(), b"<si><t>a</t></si>" * MILLION)
    yield "a million shared texts", _part("xl/sharedStrings.xml", strings)
    rich = b"<si>" + b"<r><t>a</t></r>" * 700_000 + b"</si>"
    rich = b'<sst xmlns="%b">%b</sst>' % (MAIN.encode(), rich)
    yield "one shared text of 700,000 runs", _part("xl/sharedStrings.xml", rich)
    merged = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 200_000 + b"</mergeCells>"
    yield "200,000 merged ranges of the whole sheet", _sheet(b"", merged)
    yield "100,000 styles", _styles(b"<cellXfs>", b'<xf numFmtId="0"/>' * 100_000)
    yield "names to the last byte", _names(b'<definedName name="a">1</definedName>' * 50_000)
    sheets = b'<sheet name="a" sheetId="1" r:id="rId1"/>' * 40_000
    yield "40,000 sheets", _names(b"", sheets)
    yield "200,000 elements in one another", _sheet(b"<row>" * 200_000 + b"</row>" * 200_000)
    yield "a DTD in UTF-16", _dtd
    yield "a size that is a lie", _lie
    yield "entries that share bytes", overlapping


def _sheet(rows: bytes, after: bytes = b"") -> Change:
    def change(raw: bytes) -> bytes:
        sheet = entries_of(raw)[SHEET]
        sheet = sheet.replace(b"</sheetData>", rows + b"</sheetData>" + after)
        return _part(SHEET, sheet)(raw)

    return change


def _styles(tag: bytes, inside: bytes) -> Change:
    def change(raw: bytes) -> bytes:
        start, end = b'<styleSheet xmlns="%b">' % MAIN.encode(), b"</styleSheet>"
        closing = tag.replace(b"<", b"</")
        return _part("xl/styles.xml", start + tag + inside + closing + end)(raw)

    return change


def _names(names: bytes, sheets: bytes = b"") -> Change:
    def change(raw: bytes) -> bytes:
        book = entries_of(raw)["xl/workbook.xml"]
        book = book.replace(b"</sheets>", sheets + b"</sheets>")
        book = book.replace(b"</workbook>", b"<definedNames>%b</definedNames></workbook>" % names)
        return _part("xl/workbook.xml", book)(raw)

    return change


def _dtd(raw: bytes) -> bytes:
    sheet = entries_of(raw)[SHEET].decode()
    sheet = sheet[sheet.index("<worksheet") :]
    hostile = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + sheet
    return _part(SHEET, hostile.encode("utf-16"))(raw)


def _lie(raw: bytes) -> bytes:
    made = bytearray(_part(SHEET, bytes(60 * MILLION))(raw))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        name_at = {b"PK\x03\x04": 30, b"PK\x01\x02": 46}[mark]
        start = bytes(made).index(mark)
        while bytes(made[start + name_at : start + name_at + len(SHEET)]) != SHEET.encode():
            start = bytes(made).index(mark, start + 4)
        struct.pack_into("<I", made, start + at, 1_000)
    return bytes(made)


def word_files_at_the_limit() -> Iterator[tuple[str, Change]]:
    """Yield changes that leave a Word file just within what is read."""
    yield "780,000 empty paragraphs", _part(DOCUMENT, _document(b"<w:p/>" * 780_000))
    runs = b"<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 190_000
    yield "190,000 paragraphs with a text", _part(DOCUMENT, _document(runs))
    cells = b"<w:tbl><w:tblGrid/>" + b"<w:tr><w:tc><w:p/></w:tc></w:tr>" * 200_000 + b"</w:tbl>"
    yield "a table of 200,000 rows", _part(DOCUMENT, _document(cells))
    mark = b'<w:bookmarkStart w:id="%d" w:name="to_handle__%d"/><w:bookmarkEnd w:id="%d"/>'
    marks = b"".join(mark % (place, place, place) for place in range(90_000))
    yield "90,000 bookmarks", _part(DOCUMENT, _document(b"<w:p>" + marks + b"</w:p>"))
    deep = b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" * 500_000 + b"</w:tc></w:tr></w:tbl>" * 60
    yield "tables in tables", _part(DOCUMENT, _document(deep))


def templates_at_the_limit() -> Iterator[tuple[str, Change]]:
    """Yield changes that leave a template just within what is read."""
    yield "110,000 empty paragraphs", _part(DOCUMENT, _document(b"<w:p/>" * 110_000))
    text = b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>"
    yield "a text of a million letters", _part(DOCUMENT, _document(text % (b"x" * 1_400_000)))
    yield "a text of braces", _part(DOCUMENT, _document(text % (b"{ " * 700_000)))
    yield "a text of openers", _part(DOCUMENT, _document(text % (b"{{ " * 400_000)))
    yield "5,000 openers", _part(DOCUMENT, _document(text % (b"{{ " * 4_900)))
    tags = text % b"{{ ten_don_vi }}"
    yield "5,000 tags", _part(DOCUMENT, _document(tags * 4_900))
    rows = b"<w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>" * 15_000
    grid = b"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>"
    yield "a table of 15,000 rows", _part(DOCUMENT, _document(grid + rows + b"</w:tbl>"))
    yield "a table without its columns", _part(DOCUMENT, _document(b"<w:tbl/>"))
    wide = b'<w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    wide = grid + b"<w:tr><w:tc><w:tcPr>" + wide
    yield "a cell over a billion columns", _part(DOCUMENT, _document(wide))
    yield "a deep condition", _part(DOCUMENT, _document(text % (b"{% if kinh_gui %}" * 60)))
    joined = b"{{ ten_don_vi" + b"|join(ten_don_vi)" * 20 + b" }}"
    yield "joins of joins", _part(DOCUMENT, _document(text % joined))
    yield "loops in loops", _part(DOCUMENT, _document(b"".join(_loops(text))))


def _loops(text: bytes) -> Iterator[bytes]:
    for name in (b"a", b"b", b"c"):
        yield text % (b"{%p for " + name + b" in muc.II_1 %}")
    yield text % (b"{{ ten_don_vi }}" * 40)
    yield (text % b"{%p endfor %}") * 3
