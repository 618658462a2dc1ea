"""The file of a form pack (.smb): a ZIP whose signed manifest accounts for each part."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from desktop.archives import Archive, BadArchive, Caps
from desktop.handoff.keys import SigningKey, is_signed
from models.errors import Place, Problem, Refused, Unusable

FORMAT = "somotcua-pack/1"
ENDING = ".smb"
MANIFEST, SIGNATURE = "manifest.json", "signature"
_END_BYTES = 22  # of the record that ends a ZIP without a comment

# A pack comes by mail from anyone: some texts and a few Word templates.
CAPS = Caps(file=10 * 2**20, entries=40, whole=30 * 2**20)

_Hash = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_Text = Annotated[str, msgspec.Meta(max_length=400)]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a pack's file is.

    Attributes:
        format: "somotcua-pack/1".
        created_at: with the offset from UTC.
        created_by: name of the office that made it.
        public_key: Ed25519 public key of that office, 32 bytes as hexadecimal.
        parts: SHA-256 of every other part by its name.
    """

    format: _Text
    created_at: Annotated[datetime, msgspec.Meta(tz=True)]
    created_by: _Text
    public_key: _Hash
    parts: dict[str, _Hash]


@dataclass(frozen=True)
class Envelope:
    """A pack's file that was opened: its parts by name, who signed it, and its SHA-256."""

    manifest: Manifest
    parts: Mapping[str, bytes]
    hash: str

    @property
    def signer(self) -> bytes:
        """Return the key that signed it, 32 bytes."""
        return bytes.fromhex(self.manifest.public_key)


def seal_pack(parts: Mapping[str, bytes], key: SigningKey, who: str, at: datetime) -> bytes:
    """Return the file of a pack, signed by an office's key."""
    manifest = Manifest(
        format=FORMAT,
        created_at=at,
        created_by=who,
        public_key=key.public.hex(),
        parts={name: _hash(content) for name, content in parts.items()},
    )
    written = msgspec.json.encode(manifest)
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: written, **parts, SIGNATURE: key.sign(written)}.items():
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return buffer.getvalue()


def open_pack(raw: bytes, file: str) -> Envelope:
    """Return a pack's file, its signature and every hash in order; nothing is written.

    Raises:
        Unusable: `pack_unreadable`.
        Refused: `pack_newer`, `pack_bad_signature`, `pack_tampered`.
    """
    place = Place(file=file)
    try:
        archive = Archive(raw, CAPS)
        parts = {part.name: archive.read(part.name) for part in archive.parts}
    except BadArchive:
        raise Unusable(Problem("pack_unreadable", place)) from None
    written, signature = parts.pop(MANIFEST, b""), parts.pop(SIGNATURE, b"")
    manifest = _manifest(written, place)
    if not is_signed(bytes.fromhex(manifest.public_key), signature, written):
        raise Refused(Problem("pack_bad_signature", place))
    if {name: _hash(content) for name, content in parts.items()} != manifest.parts:
        raise Refused(Problem("pack_tampered", place))
    return Envelope(manifest, parts, _hash(raw))


def require_bare(raw: bytes, file: str) -> None:
    """Refuse a ZIP with anything before its first part, behind its list of parts or in its comment.

    The signature says nothing of that. Raises Unusable `pack_unreadable`, Refused `pack_tampered`.
    """
    end = raw[-_END_BYTES:]
    size, start = int.from_bytes(end[12:16], "little"), int.from_bytes(end[16:20], "little")
    is_end = end.startswith(b"PK\x05\x06") and end[20:] == b"\0\0"
    if not raw.startswith(b"PK\x03\x04"):
        raise Unusable(Problem("pack_unreadable", Place(file=file)))
    if not is_end or start + size + _END_BYTES != len(raw):
        raise Refused(Problem("pack_tampered", Place(file=file)))


def _manifest(written: bytes, place: Place) -> Manifest:
    try:
        manifest = msgspec.json.decode(written, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unusable(Problem("pack_unreadable", place)) from None
    if manifest.format != FORMAT:
        raise Refused(Problem("pack_newer", place))
    return manifest


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
