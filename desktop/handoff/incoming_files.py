"""The files that come in: found in folders, read without being touched, opened in either form."""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.handoff.container import MAXIMUM_IN, Fault, Package, first_name, unpack, unsealed
from desktop.handoff.data import Data, read_data
from desktop.handoff.docx_payload import Carried, extract
from desktop.handoff.spoken_of import within_its_time
from models.errors import Place, Problem

ENDINGS = (".smc", ".zip", ".docx")

# A stick holds a few hundred files; a disk dropped here by mistake must not be read to its end.
_FILES_AT_MOST = 20_000
_FOLDERS_DEEP = 6
_LARGEST_WORD = 2 * MAXIMUM_IN
_WORD_ENTRIES = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"customXml/")


@dataclass(frozen=True)
class Opened:
    """A file that was opened.

    Attributes:
        package: its manifest and entries, signature and hashes in order.
        data: what it says, as far as its period speaks of it.
        kept: the bytes to keep; of a file with a password, the file inside.
        file_hash: SHA-256 of the file as it came.
        carried: what a Word report carries; None for a container.
        left: names of the months and of the periods of blocks that it has no say in.
    """

    package: Package
    data: Data
    kept: bytes
    file_hash: str
    carried: Carried | None = None
    left: tuple[str, ...] = ()


# Slips have no data of that kind.
_NOTHING = Data("-", "-", (), (), (), (), {})


def walk(sources: Iterable[Path]) -> list[Path]:
    """Return the files named and those in the folders named, each once, "r2" before "r10".

    Of a folder only what may be a submission is looked at, six folders deep; hidden files and those
    that Word keeps while a document is open are passed over.
    """
    found: dict[Path, None] = {}
    for source in sources:
        if not _is_folder(source):
            found[source] = None
            continue
        inside = sorted(_inside(source), key=lambda path: _natural(path.as_posix()))
        found.update(dict.fromkeys(inside))
    return list(found)


def read_file(path: Path, password: str | None = None) -> Opened | Fault:
    """Read and open one file; whatever is wrong comes back as a fault."""
    try:
        if not path.is_file():
            code = "file_missing" if not path.exists() else "not_a_file"
            return Fault("unreadable", Problem(code, Place(file=str(path))))
        with path.open("rb") as file:
            # One byte more than is allowed: enough to know that it is too big.
            raw = file.read(_LARGEST_WORD + 1)
    except OSError:
        return Fault("unreadable", Problem("file_unreadable", Place(file=str(path))))
    return open_raw(raw, password)


def open_raw(raw: bytes, password: str | None = None) -> Opened | Fault:
    """Open the bytes of a container or of a Word report that carries its data."""
    # By the content: a mail program may have changed the ending of the name.
    is_word = _looks_like_word(raw)
    limit = _LARGEST_WORD if is_word else MAXIMUM_IN
    if len(raw) > limit:
        return Fault("unreadable", Problem("package_too_big", values={"limit": limit // 2**20}))
    return _open_word(raw) if is_word else _open_container(raw, password)


def _open_container(raw: bytes, password: str | None) -> Opened | Fault:
    kept = unsealed(raw, password)
    if isinstance(kept, Fault):
        return kept
    package = unpack(kept)
    if isinstance(package, Fault):
        return package
    if package.manifest.kind != "submission":
        return Opened(package, _NOTHING, kept, _hash(raw))
    data = read_data(package)
    if isinstance(data, Fault):
        return data
    data, left = within_its_time(data)
    return Opened(package, data, kept, _hash(raw), left=left)


def _open_word(raw: bytes) -> Opened | Fault:
    carried = extract(raw)
    if isinstance(carried, Fault):
        return carried
    data = read_data(carried.package)
    if isinstance(data, Fault):
        return data
    data, left = within_its_time(data)
    return Opened(carried.package, data, raw, _hash(raw), carried, left)


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # too long a name, or a folder that nobody may look into
        return False


def _inside(folder: Path) -> list[Path]:
    found: list[Path] = []
    depth = len(folder.parts)
    for place, folders, names in os.walk(folder):
        here = Path(place)
        # `os.walk` goes on into what is left in this list.
        if len(here.parts) - depth >= _FOLDERS_DEEP:
            folders.clear()
        else:
            folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.lower().endswith(ENDINGS) and not name.startswith((".", "~$")):
                found.append(here / name)
        if len(found) >= _FILES_AT_MOST:
            return found[:_FILES_AT_MOST]
    return found


def _natural(text: str) -> list[tuple[int, str]]:
    parts = re.split(r"(\d+)", text)
    return [(int(part), part) if part.isdecimal() else (-1, part) for part in parts]


def _looks_like_word(raw: bytes) -> bool:
    """Say whether the first entry of a ZIP is one that Word files begin with."""
    return raw.startswith(b"PK\x03\x04") and first_name(raw).startswith(_WORD_ENTRIES)
