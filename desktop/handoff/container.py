"""The container of every file between offices: a ZIP whose signed manifest accounts for each byte.

Bytes come from strangers. Whatever is wrong with them comes back as a fault, never as an exception.
"""

import hashlib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import msgspec

from desktop.archives import Archive, BadArchive, Caps
from desktop.handoff.keys import is_signed
from desktop.handoff.manifest import (
    DATA,
    ENTRIES_AT_MOST,
    LARGEST_JSON,
    MANIFEST,
    MAXIMUM_OUT,
    NAMES,
    REPORT,
    SCAN,
    SIGNATURE,
    VALUES_AT_MOST,
    Entry,
    Manifest,
)
from desktop.handoff.seal import make_seal, open_seal
from models.errors import OfficeError, Place, Problem, Refused
from models.periods import parse_period

SEAL, SEALED = "sealed.json", "sealed"

# Bytes of the file.
MAXIMUM_IN = 10 * 2**20
_DIRECTORY_AT_MOST = 4096
_FORMAT = re.compile(r"somotcua/([1-9]\d{0,5})", re.ASCII)

_CAPS = Caps(MAXIMUM_IN, ENTRIES_AT_MOST, MAXIMUM_OUT)
_JSON_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)

Status = Literal["unreadable", "tampered", "bad_signature", "newer_format"]
Sign = Callable[[bytes], bytes]

S = TypeVar("S", bound=msgspec.Struct)


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
        """Return the SHA-256 of the data: the identity of the file in its unit and period."""
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
    """What is read of a manifest before its signature is known to be right."""

    format: str
    public_key: str = ""


class _Stop(Exception):
    """Ends the reading of a file with its fault; does not leave this module."""

    def __init__(self, status: Status, code: str, **values: object) -> None:
        super().__init__(code)
        self.fault = Fault(status, Problem(code, Place(), values))


def pack(manifest: Manifest, content: Mapping[str, bytes], sign: Sign) -> bytes:
    """Return the container of some entries; the same content gives the same bytes.

    Raises Refused `package_too_big`.
    """
    written, signature = sign_manifest(manifest, content, sign)
    raw = _assemble({MANIFEST: written, **content, SIGNATURE: signature}, NAMES)
    if len(raw) > MAXIMUM_IN:
        raise Refused(Problem("package_too_big", values={"limit": MAXIMUM_IN // 2**20}))
    return raw


def sign_manifest(
    manifest: Manifest, content: Mapping[str, bytes], sign: Sign
) -> tuple[bytes, bytes]:
    """Return the manifest, which lists each entry with hash and size, and the signature over it."""
    entries: dict[str, Entry] = {}
    for name in NAMES:
        if name in content:
            entries[name] = Entry(_hash(content[name]), len(content[name]))
    written = msgspec.json.encode(msgspec.structs.replace(manifest, entries=entries))
    return written, sign(written)


def unpack(raw: bytes, password: str | None = None) -> Package | Fault:
    """Read a container; nothing is written to the disk.

    Looked at in this order: size, ZIP, signature, format, manifest, hashes, form of the file.
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
    """Return the container that a password closed; any other bytes come back as they are."""
    if first_name(raw) != SEAL.encode():
        return raw
    try:
        return _open_seal(_unzip(raw)[0], password, raw)
    except _Stop as stop:
        return stop.fault


def verified(manifest: bytes, signature: bytes, content: Mapping[str, bytes]) -> Package | Fault:
    """Check a signed manifest and the entries it names, as `unpack` does, wherever they lay."""
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


def first_name(raw: bytes) -> bytes:
    """Return the name of the first entry of a ZIP, of other bytes something that is no name."""
    return raw[30 : 30 + int.from_bytes(raw[26:28], "little")]


def _read(raw: bytes, entries: dict[str, bytes], names: list[str]) -> Package:
    if MANIFEST not in entries:
        raise _Stop("unreadable", "package_unreadable")
    content = dict(entries)
    manifest, signature = content.pop(MANIFEST), content.pop(SIGNATURE, b"")
    package = _verified(manifest, signature, content)
    if len(entries) != len(names):
        raise _Stop("tampered", "package_tampered")
    numbers = (package.manifest.revision, package.manifest.sequence)
    if package.manifest.kind == "submission" and None in numbers:
        raise _Stop("unreadable", "package_content")
    # The hashes cover what our reader sees in the entries. A ZIP has room beside them, in gaps,
    # comments and second lists, where another reader would see something else. So the file is
    # built again from what was signed: nothing in it may be other than we write it.
    if _assemble(entries, NAMES) != raw:
        raise _Stop("tampered", "package_tampered")
    return package


def _verified(manifest: bytes, signature: bytes, content: Mapping[str, bytes]) -> Package:
    # Nothing in a manifest is believed, and little of it read, before its signature is right.
    _require_signature(manifest, signature)
    declared = _decode(manifest, Manifest)
    _require_sound(declared)
    _require_hashes(declared, content)
    return Package(declared, dict(content))


def _require_signature(manifest: bytes, signature: bytes) -> None:
    """Stop at a manifest that is not signed by the key it names, or is of a newer format."""
    head = _decode(manifest, _Head)
    version = _FORMAT.fullmatch(head.format)
    is_newer = version is not None and int(version[1]) > 1
    # A newer format may name its key elsewhere: then nothing can be said of its signature.
    if is_newer and not head.public_key:
        raise _Stop("newer_format", "package_newer")
    if not _is_signed(manifest, signature, head.public_key):
        raise _Stop("bad_signature", "package_bad_signature")
    if version is None:
        raise _Stop("unreadable", "package_unreadable")
    if is_newer:
        raise _Stop("newer_format", "package_newer")


def _require_sound(declared: Manifest) -> None:
    """Stop at a manifest that says what its shape alone does not forbid."""
    try:
        parse_period(declared.period)
    except OfficeError:
        raise _Stop("unreadable", "package_content") from None
    entries = set(declared.entries)
    if DATA not in entries or not entries <= {DATA, REPORT, SCAN}:
        raise _Stop("unreadable", "package_content")


def _require_hashes(declared: Manifest, content: Mapping[str, bytes]) -> None:
    """Stop at contents that are not exactly those that the manifest lists."""
    if set(content) != set(declared.entries):
        raise _Stop("tampered", "package_tampered")
    for name, entry in declared.entries.items():
        if len(content[name]) != entry.size or _hash(content[name]) != entry.sha256:
            raise _Stop("tampered", "package_tampered")


def _is_signed(manifest: bytes, signature: bytes, public_key: str) -> bool:
    try:
        key = bytes.fromhex(public_key)
    except ValueError:
        return False
    return is_signed(key, signature, manifest)


def _decode(content: bytes, kind: type[S]) -> S:
    # Each value follows one of these signs; counted, it has not yet taken any memory.
    values = content.count(b",") + content.count(b"[") + content.count(b"{")
    if len(content) > LARGEST_JSON or values > VALUES_AT_MOST:
        raise _Stop("unreadable", "package_too_much")
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
        # An end record further up: something was hung on to a whole file.
        if raw.rfind(b"PK\x05\x06", -(2**16)) > 0:
            raise _Stop("tampered", "package_tampered")
        raise _Stop("unreadable", "package_unreadable")
    # The mark of a second, larger end record, and a comment: we write neither.
    if raw[-42:-38] == b"PK\x06\x07" or end[20:] != b"\0\0":
        raise _Stop("tampered", "package_tampered")
    count = int.from_bytes(end[10:12], "little")
    directory = int.from_bytes(end[12:16], "little")
    if count > ENTRIES_AT_MOST or directory > _DIRECTORY_AT_MOST:
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
    """Return the one ZIP that holds these entries in this order.

    They are stored, not compressed: every byte follows from what was signed, and none can be
    changed unseen, whatever compresses how on which machine.
    """
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
