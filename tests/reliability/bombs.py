"""Small files that would take gigabytes: each is read in a process with little memory.

All are refused, or read within the seconds and the memory that a plain computer has.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from math import inf
from pathlib import Path

from tests.desktop.spreadsheets.books import dossiers
from tests.helpers.word_files import small_word_file
from tests.reliability.counts import Counts

SECONDS, MEGABYTES = 5, 300
_CAP = 1_500_000_000
_PROGRAM = """
import sys, time
from pathlib import Path
from desktop.handoff.container import Fault
from desktop.handoff.docx_payload import extract
from desktop.reports.tags import known_tags
from desktop.spreadsheets.reading import read_workbook
from desktop.word.templates import check_template
from models.errors import OfficeError
path, said = Path(sys.argv[1]), "read"
try:
    if path.suffix == ".xlsx":
        read_workbook(path)
    elif path.stem.endswith("template"):
        check_template(path, known_tags())
    else:
        found = extract(path.read_bytes())
        said = found.status if isinstance(found, Fault) else said
except OfficeError as error:
    said = error.problems[0].code
# Of this program alone: what the one that started it had in use counts elsewhere.
[line] = [each for each in open("/proc/self/status") if each.startswith("VmHWM")]
print(said, line.split()[1], time.process_time())
"""


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Read the first so many bombs."""
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        for name, make in list(_BOMBS.items())[:count]:
            if time.monotonic() > until:
                break
            path = Path(made) / name
            make(path)
            _read(counts, path)
            path.unlink()


def _read(counts: Counts, path: Path) -> None:
    command = ["prlimit", f"--as={_CAP}", sys.executable, "-c", _PROGRAM, str(path)]
    environment = {**os.environ, "PYTHONPATH": "."}
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment)
    except subprocess.TimeoutExpired:
        counts.fault("no end", path.name)
        return
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:]
        counts.fault("broken off", f"{path.name}: {last}")
        return
    said, kilobytes, seconds = done.stdout.split()
    # Of the processor: what other programs do meanwhile counts elsewhere.
    megabytes, took = int(kilobytes) // 1024, float(seconds)
    counts.add(f"{path.name} {said}, {took:.1f} s, {megabytes} MB")
    if took > SECONDS or megabytes > MEGABYTES:
        counts.fault("too much", f"{path.name}: {took:.1f} s, {megabytes} MB")


def _with_part(package: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for each, content in {**parts, name: part}.items():
            archive.writestr(each, content)
    return made.getvalue()


def _word_elements(path: Path) -> None:
    item = b"<submission xmlns='urn:somotcua:1'>" + b"<a/>" * 8_000_000 + b"</submission>"
    path.write_bytes(_with_part(small_word_file("a"), "customXml/item1.xml", item))


def _word_paragraphs(path: Path) -> None:
    path.write_bytes(_paragraphs(b"<w:p/>" * 4_000_000))


def _template_loops(path: Path) -> None:
    text = b"<w:p><w:r><w:t>{% for a in muc %}</w:t></w:r></w:p>" * 60_000
    path.write_bytes(_paragraphs(text))


def _paragraphs(body: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = b'<w:document xmlns:w="' + space + b'"><w:body>' + body + b"</w:body></w:document>"
    return _with_part(small_word_file("a"), "word/document.xml", document)


def _book_spaces(path: Path) -> None:
    _swap(path, "xl/sharedStrings.xml", b" " * 200_000_000)


def _book_lies(path: Path) -> None:
    """Say in the list of entries that a part is small."""
    _swap(path, "xl/worksheets/sheet1.xml", b"<c/>" * 60_000_000)
    raw = bytearray(path.read_bytes())
    place = raw.rindex(b"PK\x01\x02", 0, raw.rindex(b"xl/worksheets/sheet1.xml"))
    raw[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(raw)


def _book_entities(path: Path) -> None:
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE a [<!ENTITY a0 "x">{names}]><a>&a9;</a>'
    _swap(path, "xl/workbook.xml", text.encode())


def _book_entries(path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"xl/{number}.xml", b"")
    path.write_bytes(made.getvalue())


def _book_rows(path: Path) -> None:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = b"<row><c><v>1</v></c></row>" * 2_000_000
    sheet = b'<worksheet xmlns="' + space + b'"><sheetData>' + rows + b"</sheetData></worksheet>"
    _swap(path, "xl/worksheets/sheet1.xml", sheet)


def _swap(path: Path, name: str, part: bytes) -> None:
    dossiers(path, (2024, 6, "Hộ tịch", 1, 2, 3))
    path.write_bytes(_with_part(path.read_bytes(), name, part))


_BOMBS: dict[str, Callable[[Path], None]] = {
    "entities.xlsx": _book_entities,
    "entries.xlsx": _book_entries,
    "spaces.xlsx": _book_spaces,
    "lies.xlsx": _book_lies,
    "rows.xlsx": _book_rows,
    "elements.docx": _word_elements,
    "loops-template.docx": _template_loops,
    "paragraphs.docx": _word_paragraphs,
    "paragraphs-template.docx": _word_paragraphs,
}
