"""The container of every file between offices: a ZIP of one fixed form whose signed manifest
accounts for each byte.
"""

import hashlib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, TypeVar
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

from desktop.archives import Archive, BadArchive, Caps
from desktop.handoff.keys import is_signed
from desktop.handoff.seal import make_seal, open_seal
from models.errors import OfficeError, Place, Problem, Refused
from models.periods import parse_period

FORMAT = "somotcua/1"
MANIFEST, DATA, REPORT, SCAN, SIGNATURE = (
    "manifest.json",
    "data.json",
    "report.docx",
    "report.pdf",
    "signature",
)
NAMES = (MANIFEST, DATA, REPORT, SCAN, SIGNATURE)
SEAL, SEALED = "sealed.json", "sealed"

MAXIMUM_IN = 10 * 2**20
MAXIMUM_OUT = 50 * 2**20
_ENTRIES_AT_MOST = 16
_DIRECTORY_AT_MOST = 4096
_FORMAT = re.compile(r"somotcua/([1-9]\d{0,5})", re.ASCII)

_CAPS = Caps(MAXIMUM_IN, _ENTRIES_AT_MOST, MAXIMUM_OUT)
_JSON_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

Kind = Literal["submission", "request", "return", "receipt"]
Status = Literal["unreadable", "tampered", "bad_signature", "newer_format"]
Sign = Callable[[bytes], bytes]

_Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Counter = Annotated[int, msgspec.Meta(ge=1, le=10**9)]
_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
S = TypeVar("S", bound=msgspec.Struct)


class Entry(msgspec.Struct, frozen=True):
    """Hash and size in bytes of one entry."""

    sha256: _Hash
    size: Annotated[int, msgspec.Meta(ge=0, le=MAXIMUM_OUT)]


class MonthWindow(msgspec.Struct, frozen=True):
    """The first and last day, as YYYY-MM-DD, that the figures of a month ("2024-06") cover."""

    month: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}$")]
    start: _Day = msgspec.field(name="from")
    end: _Day = msgspec.field(name="to")


class Document(msgspec.Struct, frozen=True):
    """The signed paper: its number and symbol, date, and the number of the paper it replaces."""

    number: _Name
    signed_on: _Day | None = None
    replaces: str | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a file is.

    Attributes:
        format: "somotcua/1".
        kind: `Kind`; anything else is for the receiver to call a wrong kind.
        unit, unit_name: the office that wrote it.
        to, to_name: code and name of the office it is for; code "" where the writer does not know
            it.
        period: name of the period.
        windows: the days of each month in the data.
        revision: per unit and period 1, 2, …; None for a report that was never submitted, and for
            slips without one.
        sequence: counts every file the office ever wrote; None only where revision is None.
        replaces: the revision before, None for the first.
        draft: a month of the period is open.
        created_at: with the offset from UTC.
        created_by: name of the officer.
        program, form: versions of the program and of the report form.
        document: number and date of the signed paper, None where it is not signed off.
        public_key: Ed25519 public key of the office, 32 bytes as hexadecimal.
        printed: hash of the numbers that a Word report carrying this manifest prints; None in a
            container.
        entries: hash and size of every entry but manifest and signature.
    """

    format: str
    kind: Annotated[str, msgspec.Meta(max_length=40)]
    unit: _Name
    unit_name: _Name
    to: Annotated[str, msgspec.Meta(max_length=200)] = ""
    to_name: Annotated[str, msgspec.Meta(max_length=400)] = ""
    period: Annotated[str, msgspec.Meta(max_length=40)]
    windows: Annotated[tuple[MonthWindow, ...], msgspec.Meta(max_length=600)] = ()
    revision: _Counter | None
    sequence: _Counter | None
    replaces: _Counter | None = None
    draft: bool
    created_at: Annotated[datetime, msgspec.Meta(tz=True)]
    created_by: Annotated[str, msgspec.Meta(max_length=200)]
    program: Annotated[str, msgspec.Meta(max_length=80)]
    form: Annotated[str, msgspec.Meta(max_length=80)]
    document: Document | None = None
    public_key: _Hash
    printed: _Hash | None = None
    entries: Annotated[dict[str, Entry], msgspec.Meta(max_length=_ENTRIES_AT_MOST)] = {}


@dataclass(frozen=True)
class Package:
    """A file that was read, its signature and every hash in order.

    Attributes:
        manifest: what the file says it is, signed by the key it names (whose key that is, the
            receiver decides).
        entries: contents by name; `DATA` is always among them.
    """

    manifest: Manifest
    entries: Mapping[str, bytes]

    @property
    def data_hash(self) -> str:
        """Return the SHA-256 of the data, which is the file's identity with unit, period and
        revision.
        """
        return self.manifest.entries[DATA].sha256

    @property
    def public_key(self) -> bytes:
        """Return the key that signed the file, 32 bytes."""
        return bytes.fromhex(self.manifest.public_key)


@dataclass(frozen=True)
class Fault:
    """Why a file cannot be used: its status in the triage and the problem for the sentence."""

    status: Status
    problem: Problem


class _Head(msgspec.Struct):
    format: str
    public_key: str = ""


class _Stop(Exception):
    def __init__(self, status: Status, code: str, **values: object) -> None:
        super().__init__(code)
        self.fault = Fault(status, Problem(code, Place(), values))


def pack(manifest: Manifest, content: Mapping[str, bytes], sign: Sign) -> bytes:
    """Return the container of some entries; the same content gives the same bytes.

    Entries are stored, not compressed: so every byte of the file follows from what was signed, and
    none can be changed unseen whatever compresses how on which machine. Raises Refused
    package_too_big.
    """
    written, signature = sign_manifest(manifest, content, sign)
    raw = _assemble({MANIFEST: written, **content, SIGNATURE: signature}, NAMES)
    if len(raw) > MAXIMUM_IN:
        raise Refused(Problem("package_too_big", values={"limit": MAXIMUM_IN // 2**20}))
    return raw


def sign_manifest(
    manifest: Manifest, content: Mapping[str, bytes], sign: Sign
) -> tuple[bytes, bytes]:
    """Return the manifest with hash and size of each entry, as bytes, and the signature over them."""
    entries = {
        name: Entry(_hash(content[name]), len(content[name])) for name in NAMES if name in content
    }
    written = msgspec.json.encode(msgspec.structs.replace(manifest, entries=entries))
    return written, sign(written)


def unpack(raw: bytes, password: str | None = None) -> Package | Fault:
    """Read a container: size, ZIP, signature, format, manifest, hashes, form of the file, in this
    order.

    Never raises: whatever is wrong comes back as a fault. Nothing is written to the disk.
    """
    try:
        entries, names = _unzip(raw)
        if set(names) == {SEAL, SEALED}:
            raw = _open_seal(entries, password, raw)
            entries, names = _unzip(raw)
        return _read(raw, entries, names)
    except _Stop as stop:
        return stop.fault


def unsealed(raw: bytes, password: str | None) -> bytes | Fault:
    """Return the container inside one that was closed with a password, any other bytes as they are."""
    if raw[30 : 30 + int.from_bytes(raw[26:28], "little")] != SEAL.encode():
        return raw
    try:
        return _open_seal(_unzip(raw)[0], password, raw)
    except _Stop as stop:
        return stop.fault


def verified(manifest: bytes, signature: bytes, content: Mapping[str, bytes]) -> Package | Fault:
    """Check a signed manifest and the entries it names, as `unpack` does, wherever they were
    carried.
    """
    try:
        return _verified(manifest, signature, content)
    except _Stop as stop:
        return stop.fault


def decode_entry(content: bytes, kind: type[S]) -> S | Fault:
    """Read a JSON entry of a declared shape; keys that are not declared are left out."""
    try:
        return _decode(content, kind)
    except _Stop as stop:
        return stop.fault


def _read(raw: bytes, entries: dict[str, bytes], names: list[str]) -> Package:
    if MANIFEST not in entries:
        raise _Stop("unreadable", "package_unreadable")
    content = {name: part for name, part in entries.items() if name not in (MANIFEST, SIGNATURE)}
    package = _verified(entries[MANIFEST], entries.get(SIGNATURE, b""), content)
    if len(entries) != len(names):
        raise _Stop("tampered", "package_tampered")
    if package.manifest.kind == "submission" and None in (
        package.manifest.revision,
        package.manifest.sequence,
    ):
        raise _Stop("unreadable", "package_content")
    # Order, gaps, dates, comments: nothing in the file may be other than we write it.
    if _assemble(entries, NAMES) != raw:
        raise _Stop("tampered", "package_tampered")
    return package


def _verified(manifest: bytes, signature: bytes, content: Mapping[str, bytes]) -> Package:
    head = _decode(manifest, _Head)
    version = _FORMAT.fullmatch(head.format)
    if version and int(version[1]) > 1 and not head.public_key:
        raise _Stop("newer_format", "package_newer")
    if not _signed(manifest, signature, head.public_key):
        raise _Stop("bad_signature", "package_bad_signature")
    if version is None:
        raise _Stop("unreadable", "package_unreadable")
    if int(version[1]) > 1:
        raise _Stop("newer_format", "package_newer")
    declared = _decode(manifest, Manifest)
    try:
        parse_period(declared.period)
    except OfficeError:
        raise _Stop("unreadable", "package_content") from None
    if DATA not in declared.entries or not set(declared.entries) <= {DATA, REPORT, SCAN}:
        raise _Stop("unreadable", "package_content")
    if set(content) != set(declared.entries):
        raise _Stop("tampered", "package_tampered")
    for name, entry in declared.entries.items():
        if len(content[name]) != entry.size or _hash(content[name]) != entry.sha256:
            raise _Stop("tampered", "package_tampered")
    return Package(declared, dict(content))


def _signed(manifest: bytes, signature: bytes, public_key: str) -> bool:

    try:
        key = bytes.fromhex(public_key)
    except ValueError:
        return False
    return is_signed(key, signature, manifest)


def _decode(content: bytes, kind: type[S]) -> S:
    try:
        return msgspec.json.decode(content, type=kind)
    except _JSON_ERRORS:
        raise _Stop("unreadable", "package_content") from None


def _unzip(raw: bytes) -> tuple[dict[str, bytes], list[str]]:
    """Return the entries known by name, and all names in their order."""
    _check_end(raw)
    try:
        archive = Archive(raw, _CAPS)
        names = [part.name for part in archive.parts]
        known = [name for name in names if name in (*NAMES, SEAL, SEALED)]
        entries = {name: archive.read(name) for name in known}
    except BadArchive as bad:
        if bad.reason == "names":
            raise _Stop("tampered", "package_tampered") from None
        if bad.reason == "too_big":
            raise _Stop("unreadable", "package_too_big", limit=MAXIMUM_OUT // 2**20) from None
        raise _Stop("unreadable", "package_unreadable") from None
    return entries, names


def _check_end(raw: bytes) -> None:
    """Look at the size and at the end record first: a list of a million entries is never read."""
    if len(raw) > MAXIMUM_IN:
        raise _Stop("unreadable", "package_too_big", limit=MAXIMUM_IN // 2**20)
    end = raw[-22:]
    if len(raw) < 22 or not raw.startswith(b"PK\x03\x04"):
        raise _Stop("unreadable", "package_unreadable")
    if not end.startswith(b"PK\x05\x06"):
        added = raw.rfind(b"PK\x05\x06", -(2**16)) > 0
        raise (
            _Stop("tampered", "package_tampered")
            if added
            else _Stop("unreadable", "package_unreadable")
        )
    if raw[-42:-38] == b"PK\x06\x07" or end[20:] != b"\0\0":
        raise _Stop("tampered", "package_tampered")
    count, directory = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if count > _ENTRIES_AT_MOST or directory > _DIRECTORY_AT_MOST:
        raise _Stop("unreadable", "package_unreadable")


def _open_seal(entries: Mapping[str, bytes], password: str | None, raw: bytes) -> bytes:

    if _assemble(entries, (SEAL, SEALED)) != raw:
        raise _Stop("tampered", "package_tampered")
    if not password:
        raise _Stop("unreadable", "package_password_needed")
    inner = open_seal(entries[SEAL], entries[SEALED], password)
    if inner is None:
        raise _Stop("unreadable", "package_password_wrong")
    return inner


def seal(raw: bytes, password: str) -> bytes:
    """Return a container that opens with a password only (Argon2id, AES-256-GCM)."""
    header, closed = make_seal(raw, password)
    return _assemble({SEAL: header, SEALED: closed}, (SEAL, SEALED))


def _assemble(entries: Mapping[str, bytes], order: tuple[str, ...]) -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name in order:
            if name in entries:
                archive.writestr(_info(name), entries[name])
    return buffer.getvalue()


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3  # the same bytes on every system
    info.external_attr = 0o600 << 16
    return info


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
