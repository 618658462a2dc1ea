"""What reads bytes of strangers, one function each: whatever they are, it ends with a plain word.

Each raises only what it must never raise.
"""

import contextlib
import hashlib
import html
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING
from zipfile import ZIP_LZMA, ZipFile, ZipInfo

import msgspec

from desktop.archives import Archive, BadArchive, Caps, XmlCount
from desktop.handoff.container import Fault, Package, decode_entry, unpack
from desktop.handoff.data import Data, encode, read_data, register_rows
from desktop.handoff.docx_payload import attach, extract
from desktop.handoff.manifest import DATA, Entry
from desktop.handoff.report_differences import Expected
from desktop.reports.kinds import KINDS
from desktop.reports.tags import known_tags
from desktop.word.templates import check_template
from models.catalogue import REGISTERS
from models.errors import OfficeError
from tests.helpers.packages import KEY, figures_of, manifest_of, sample_package
from tests.helpers.word_files import small_word_file

if TYPE_CHECKING:
    from _typeshed import TraceFunction

# The file, the line before and the line.
Step = tuple[str, int, int]

CORPUS = Path(__file__).parents[1] / "samples" / "corpus"
_CAPS = Caps(2**20, 60, 2**20, 20_000)


def container(raw: bytes) -> None:
    """Read a file between offices."""
    unpack(raw)


def word(raw: bytes) -> None:
    """Read what a Word file carries."""
    extract(raw)


def archive(raw: bytes) -> None:
    """Read every part of a ZIP, as XML where it says so."""
    try:
        opened = Archive(raw, _CAPS)
        for part in opened.parts:
            read = opened.read_xml if part.name.endswith(".xml") else opened.read
            assert len(read(part.name)) == part.size
    except BadArchive:
        return


def xml(raw: bytes) -> None:
    """Count the nodes of a part."""
    try:
        XmlCount(2_000).take(raw)
    except BadArchive:
        return


def data(raw: bytes) -> None:
    """Read the data of a submission; what is sound is written again as the same data."""
    found = read_data(_package(raw))
    if isinstance(found, Fault):
        return
    for name in REGISTERS:
        list(register_rows(found, name))
    again = decode_entry(encode(found), Data)
    assert again == found


def template(raw: bytes) -> None:
    """Check a template whose paragraphs are the lines of a text."""
    text = raw.decode("utf-8", "ignore")
    lines = [html.escape(line) for line in text.split("\n")]
    with tempfile.TemporaryDirectory(prefix="thu-") as folder:
        path = Path(folder) / "template.docx"
        path.write_bytes(small_word_file(*lines))
        with contextlib.suppress(OfficeError):
            check_template(path, known_tags())


READERS: dict[str, Callable[[bytes], None]] = {
    "container": container,
    "word": word,
    "archive": archive,
    "xml": xml,
    "data": data,
    "template": template,
}


def sound() -> dict[str, bytes]:
    """Return something sound for each reader: the first of its corpus."""
    made = encode(figures_of())
    whole = attach(small_word_file("13"), manifest_of(), made, Expected({}, {}, ()), KEY.sign)
    with ZipFile(KINDS["cchc"].standard_template) as parts:
        document = parts.read("word/document.xml")
    return {
        "container": sample_package(),
        "word": whole,
        "archive": small_word_file("a"),
        "xml": document[:3000],
        "data": made,
        "template": b"{%p for a in muc %}\n{{ a.ten }}\n{%p endfor %}\n{{ so.received }}",
    }


def kept(name: str) -> Iterator[bytes]:
    """Yield the kept corpus of a reader."""
    path = CORPUS / f"{name}.zip"
    if not path.exists():
        return
    with ZipFile(path) as opened:
        for each in opened.namelist():
            yield opened.read(each)


def keep(name: str, corpus: list[bytes]) -> None:
    """Keep a corpus in place of the one before, the shortest first."""
    CORPUS.mkdir(exist_ok=True)
    with ZipFile(CORPUS / f"{name}.zip", "w") as opened:
        for number, raw in enumerate(sorted(set(corpus), key=lambda each: (len(each), each))):
            # Without the day on which it was made.
            opened.writestr(ZipInfo(f"{number}"), raw, ZIP_LZMA)


def least(name: str, corpus: list[bytes]) -> list[bytes]:
    """Return the shortest inputs that together reach as much of our code as all of them."""
    reached: set[Step] = set()
    kept = []
    for raw in sorted(set(corpus), key=lambda each: (len(each), each)):
        steps = _steps(READERS[name], raw)
        if not steps <= reached:
            reached |= steps
            kept.append(raw)
    return kept


def _steps(read: Callable[[bytes], None], raw: bytes) -> set[Step]:
    """Return each step from line to line of our code that reading takes."""
    steps: set[Step] = set()

    def enter(frame: FrameType, _event: str, _argument: object) -> "TraceFunction | None":
        path = frame.f_code.co_filename
        if "/desktop/" not in path and "/models/" not in path:
            return None
        last = 0

        def follow(frame: FrameType, event: str, _argument: object) -> "TraceFunction":
            nonlocal last
            if event == "line":
                steps.add((path, last, frame.f_lineno))
                last = frame.f_lineno
            return follow

        return follow

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        read(raw)
    finally:
        sys.settrace(before)
    return steps


def _package(raw: bytes) -> Package:
    entry = Entry(hashlib.sha256(raw).hexdigest(), len(raw))
    told = msgspec.structs.replace(manifest_of(), entries={DATA: entry})
    return Package(told, {DATA: raw})
