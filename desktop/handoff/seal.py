"""Close a file with a password: key by Argon2id, contents by AES-256-GCM."""

import os
import unicodedata
from typing import Annotated

import msgspec

from models.errors import Problem, Refused

_FORMAT, _KDF = "somotcua-sealed/1", "argon2id"
# Bearable once on an office computer, too dear for trying out a list of words.
_MEMORY_KIB, _ITERATIONS, _LANES = 64 * 1024, 3, 2


SHORTEST_PASSWORD = 8


class _Seal(msgspec.Struct, frozen=True):
    """How a file was closed.

    The bounds keep a hostile file from asking for an hour or for all memory.
    """

    format: Annotated[str, msgspec.Meta(pattern="^somotcua-sealed/1$")]
    kdf: Annotated[str, msgspec.Meta(pattern="^argon2id$")]
    memory_kib: Annotated[int, msgspec.Meta(ge=8 * 1024, le=128 * 1024)]
    iterations: Annotated[int, msgspec.Meta(ge=1, le=6)]
    lanes: Annotated[int, msgspec.Meta(ge=1, le=4)]
    salt: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{32}$")]
    nonce: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{24}$")]


def make_seal(content: bytes, password: str) -> tuple[bytes, bytes]:
    """Return the header and the closed contents."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    cost = (_MEMORY_KIB, _ITERATIONS, _LANES)
    terms = _Seal(_FORMAT, _KDF, *cost, salt.hex(), nonce.hex())
    header = msgspec.json.encode(terms)
    # The header is bound in: nobody can lower its terms without being noticed.
    return header, AESGCM(_key(terms, password)).encrypt(nonce, content, header)


def open_seal(header: bytes, closed: bytes, password: str) -> bytes | None:
    """Return the contents, None where the password is not the one or the file was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        terms = msgspec.json.decode(header, type=_Seal)
        nonce = bytes.fromhex(terms.nonce)
        return AESGCM(_key(terms, password)).decrypt(nonce, closed, header)
    except (msgspec.DecodeError, UnicodeDecodeError, InvalidTag, ValueError):
        return None


def _key(terms: _Seal, password: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    derive = Argon2id(
        salt=bytes.fromhex(terms.salt),
        length=32,
        iterations=terms.iterations,
        lanes=terms.lanes,
        memory_cost=terms.memory_kib,
    )
    # The same word typed with another keyboard program may come in another normal form.
    return derive.derive(unicodedata.normalize("NFC", password).encode())


def check_password(password: str | None) -> None:
    """Raise Refused `password_short` for a password that is easily guessed."""
    if password is not None and len(password) < SHORTEST_PASSWORD:
        raise Refused(Problem("password_short", values={"least": SHORTEST_PASSWORD}))
