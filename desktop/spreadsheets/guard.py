"""Look at an XLSX workbook before it is opened: a small file can hold an endless sheet."""

import re
from dataclasses import dataclass
from pathlib import Path

from desktop.archives import Archive, BadArchive, Caps, Part, read_within
from desktop.spreadsheets.layout import MAX_COLUMNS, MAX_ROWS
from models.errors import Place, Problem, Unusable
from models.files import require_file

MAX_FILE_BYTES = 20_000_000
MAX_ENTRIES = 2_000
MAX_ENTRY_BYTES = 30_000_000
# Each cell and each shared text costs the library some 20 microseconds; three years of an office
# are below 100,000.
MAX_CELLS = 250_000
# The library reads these parts into memory as a whole, at some 20 times their size.
MAX_FRAME_BYTES = 2_000_000
MAX_STRINGS_BYTES = 12_000_000
MAX_INFLATED_BYTES = 60_000_000
MAX_RATIO = 200
# A short list of styles compresses well without meaning harm.
_RATIO_FROM_BYTES = 5_000_000
# A cell is an element with three attributes around another one with a text.
MAX_NODES = 12 * MAX_CELLS
_CAPS = Caps(MAX_FILE_BYTES, MAX_ENTRIES, MAX_INFLATED_BYTES, MAX_NODES)
# Old .xls files and workbooks with a password share this container.
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")

# What a workbook holds beside its XML.
_PICTURES = (
    *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".ico"),
    *(".bin", ".ttf", ".odttf", ".fntdata", "/"),
)
_FRAME = re.compile(
    r"xl/(workbook|styles|theme/[^/]*)\.xml|docProps/.*|\[Content_Types\]\.xml|.*\.rels",
    re.IGNORECASE,
)

# An address that may lie outside the limits. Of two letters it does so only from the first letter
# of the last column on; nearly every sheet has none, and is not searched for its cells.
_LAST_LETTER = chr(ord("A") - 1 + (MAX_COLUMNS - 1) // 26)
_FAR_ADDRESS = re.compile(
    rf'\br="(?:[A-Z]{{3}}|[{_LAST_LETTER}-Z][A-Z]|[A-Z]{{1,2}}\d{{5}})'.encode()
)
# The lengths are bounded: a hostile sheet must not make the search itself endless. A cell that
# could lie far out: two letters or more, or five digits or more; a cell closed at once is only
# formatted.
_FAR = re.compile(
    rb'<(?:\w{1,9}:)?c\s[^<>]{0,200}?\br="(?=[A-Z]{2}|[A-Z]\d{5})([A-Z]{1,3})(\d{1,7})"[^<>]{0,200}?(?<!/)>'
)
_CELL_END = re.compile(rb"</(?:\w{1,9}:)?c>")
_CELL_START = re.compile(rb'<(?:\w{1,9}:)?c\s[^<>]{0,200}?\br="([A-Z]{1,3})(\d{1,7})"[^<>]{0,200}>')
_FORMULA = re.compile(rb"<(?:\w{1,9}:)?f[\s/>]")
_RESULT = re.compile(rb"<(?:\w{1,9}:)?v(?:\s[^<>]{0,100})?>[^<]|<(?:\w{1,9}:)?is[\s>]")


@dataclass(frozen=True)
class SheetScan:
    """What the raw text of a sheet says before it is parsed.

    Attributes:
        too_long, too_wide: a filled cell lies outside the limits.
        without_result: cells (row, column, from 1) that hold a formula and no result.
    """

    too_long: bool = False
    too_wide: bool = False
    without_result: frozenset[tuple[int, int]] = frozenset()


def check_container(path: Path) -> dict[str, SheetScan]:
    """Check the outside of a workbook; return a scan of each sheet by the name of its entry.

    Raises Unusable file_missing, file_unreadable, workbook_protected, workbook_too_big or
    workbook_unreadable.
    """
    require_file(path)
    try:
        raw = read_within(path, _CAPS)
        if raw.startswith(_COMPOUND_FILE):
            raise _unusable("workbook_protected", path)
        return _scan_parts(path, Archive(raw, _CAPS))
    except OSError:
        raise _unusable("file_unreadable", path) from None
    except BadArchive as bad:
        too_big = bad.reason in ("too_big", "too_many")
        code = "workbook_too_big" if too_big else "workbook_unreadable"
        raise _unusable(code, path) from bad


def _scan_parts(path: Path, archive: Archive) -> dict[str, SheetScan]:
    """Scan whatever may be a sheet: a workbook can keep its sheets under any name and ending.

    Every part is inflated once: the library that opens the workbook believes the sizes it lists.
    """
    scans = {}
    cells = 0
    for part in archive.parts:
        if _is_steep(part):
            raise _unusable("workbook_too_big", path)
        if part.name.lower().endswith(_PICTURES):
            if _looks_like_xml(archive.read(part.name, _limit(part.name))):
                raise _unusable("workbook_unreadable", path)
            continue
        xml = archive.read_xml(part.name, _limit(part.name))
        if _FRAME.fullmatch(part.name):
            continue
        cells += _count(xml, b"c") + _count(xml, b"si")
        if cells > MAX_CELLS:
            raise _unusable("workbook_too_big", path)
        scans[part.name] = scan_sheet(xml)
    return scans


def scan_sheet(xml: bytes) -> SheetScan:
    """Return where a sheet leaves the limits and which formulas have no result."""
    too_long = too_wide = False
    far = _FAR.findall(xml) if _FAR_ADDRESS.search(xml) else []
    for letters, digits in far:
        too_long = too_long or int(digits) > MAX_ROWS + 1
        too_wide = too_wide or column_number(letters) > MAX_COLUMNS
    # A row whose cells carry no address is counted instead.
    for row in xml.split(b"</row>"):
        too_wide = too_wide or _count(row, b"c") > 2 * MAX_COLUMNS
    without_result = _without_result(xml) if _FORMULA.search(xml) else frozenset()
    return SheetScan(too_long, too_wide, without_result)


def _count(xml: bytes, tag: bytes) -> int:
    count = 0
    for before in (b"<", b":"):
        for after in (b" ", b">", b"/"):
            count += xml.count(before + tag + after)
    return count


def column_number(letters: bytes) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _looks_like_xml(content: bytes) -> bool:
    """Say whether a part that should be none begins as XML does, in UTF-8 or UTF-16."""
    return content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")


def _is_steep(part: Part) -> bool:
    return part.size > max(_RATIO_FROM_BYTES, MAX_RATIO * max(part.pressed, 1))


def _limit(name: str) -> int:
    if _FRAME.fullmatch(name):
        return MAX_FRAME_BYTES
    return MAX_STRINGS_BYTES if name.lower().endswith("sharedstrings.xml") else MAX_ENTRY_BYTES


def _without_result(xml: bytes) -> frozenset[tuple[int, int]]:
    found = set()
    for part in _CELL_END.split(xml):
        formula = _FORMULA.search(part)
        if not formula or _RESULT.search(part, formula.end()):
            continue
        starts = list(_CELL_START.finditer(part, max(0, formula.start() - 500), formula.start()))
        # A formula may well yield an empty text; only then is an empty result a result.
        if starts and not (b't="str"' in starts[-1][0] and b"<v" in part[formula.start() :]):
            found.add((int(starts[-1][2]), column_number(starts[-1][1])))
    return frozenset(found)


def _unusable(code: str, path: Path) -> Unusable:
    return Unusable(Problem(code, Place(file=str(path))))
