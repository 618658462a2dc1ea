"""The office's own signing key, the pinned keys of others, and the codes to compare them by."""

import hashlib
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from models import key_guard
from models.errors import Problem, Refused
from models.queries.settings import HANDED_OVER, stored
from models.tables import UNIT_KEY
from models.work import Action, Change, Work

# Ed25519 works modulo this prime (RFC 8032, 5.1).
_PRIME = 2**255 - 19
# The y of the two points of order 8 with an even x, of which the others are the negatives.
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
# The y of the 8 points whose multiples are only 8 points: under such a key one signature fits every
# message that it is tried on often enough.
_SMALL_ORDER = frozenset((0, 1, _PRIME - 1, _ORDER_8, _PRIME - _ORDER_8))


@dataclass(frozen=True)
class SigningKey:
    """The own key pair, 32 bytes each."""

    public: bytes
    private: bytes

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature over a message, 64 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private).sign(message)


def own_key(work: Work) -> SigningKey:
    """Return this office's key pair.

    It is made at first need and from then on stays with the store and its backups; in the store it
    is closed by the operating system where that offers it.

    Raises Refused `key_locked` where it was closed for another account or computer or cannot be
    opened now, `store_handed_over` where the office works on another computer.
    """
    _require_in_use(work.conn)
    found = _kept(work.conn)
    if found is None:
        return _made(work, "add")
    public, kept = found
    private = key_guard.opened(public, kept)
    if private is None:
        raise Refused(Problem("key_locked"))
    if not key_guard.is_closed(kept):
        _keep(work, public, key_guard.closed(public, private))
    return SigningKey(public, private)


def _require_in_use(conn: sa.Connection) -> None:
    """Two books that sign with one key and count by themselves would send files that collide."""
    day = stored(conn).get(HANDED_OVER)
    if day:
        raise Refused(Problem("store_handed_over", values={"day": date.fromisoformat(day)}))


def is_usable(conn: sa.Connection) -> bool:
    """Return whether files can be signed here: with no key yet they can, one is made then."""
    found = _kept(conn)
    return found is None or key_guard.opened(*found) is not None


def take_back(work: Work, public: bytes, private: bytes) -> None:
    """Put the key that a copy of this store holds in the place of one that cannot be opened.

    Raises Refused `key_of_another` where it is not this office's present key.
    """
    found = _kept(work.conn)
    if found is None or found[0] != public:
        raise Refused(Problem("key_of_another"))
    _keep(work, public, key_guard.closed(public, private))
    code = {"code": telephone_code(public)}
    work.changes.append(Change("unit_key", "", "", "edit", code, code))


def renew(work: Work) -> SigningKey:
    """Make a new key in the place of one that nobody can open any more.

    Offices that know the old one are told of a changed key and compare codes by telephone.
    """
    work.conn.execute(sa.delete(UNIT_KEY).where(UNIT_KEY.c.private.is_not(None)))
    return _made(work, "edit")


def _made(work: Work, action: Action) -> SigningKey:
    key = new_key()
    unit = stored(work.conn).get("unit", "")
    # A key pinned under this code was another office's, before the code became ours.
    work.conn.execute(sa.delete(UNIT_KEY).where(UNIT_KEY.c.unit == unit))
    _insert(work, unit, key.public, key_guard.closed(key.public, key.private))
    after = {"code": telephone_code(key.public)}
    work.changes.append(Change("unit_key", unit, unit, action, None, after))
    return key


def _keep(work: Work, public: bytes, kept: bytes) -> None:
    own = sa.and_(UNIT_KEY.c.public == public, UNIT_KEY.c.private.is_not(None))
    work.conn.execute(sa.update(UNIT_KEY).where(own).values(private=kept))


def pin(work: Work, unit: str, public: bytes) -> None:
    """Keep the key that the files of another office are signed with from now on.

    Raises Refused `key_unsound` for one that proves nothing.
    """
    if not is_sound_key(public):
        raise Refused(Problem("key_unsound", values={"code": telephone_code(public)}))
    unpin(work, unit)
    _insert(work, unit, public, None)


def unpin(work: Work, unit: str) -> None:
    """Forget the key of another office; the own one, known by its private part, is kept."""
    others = sa.and_(UNIT_KEY.c.unit == unit, UNIT_KEY.c.private.is_(None))
    work.conn.execute(sa.delete(UNIT_KEY).where(others))


def own_public_key(conn: sa.Connection) -> bytes | None:
    """Return the public part of the own key, None before the first file was written."""
    found = _kept(conn)
    return found[0] if found else None


def new_key() -> SigningKey:
    """Return a new random key pair."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return SigningKey(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def is_sound_key(public: bytes) -> bool:
    """Return whether a public key is a point written as it should be, and not one of small order.

    A signature under any other proves nothing.
    """
    if len(public) != 32:
        return False
    # The highest bit is the sign of x.
    y = int.from_bytes(public, "little") & (2**255 - 1)
    return y < _PRIME and y not in _SMALL_ORDER


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Return whether the signature over a message was made with a sound key; no if malformed."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not is_sound_key(public) or len(signature) != 64:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def telephone_code(public: bytes) -> str:
    """Return the code of a key to compare by telephone, e.g. "7F3A-91C2-08DE-55B0"."""
    digits = hashlib.sha256(public).hexdigest()[:16].upper()
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def _insert(work: Work, unit: str, public: bytes, private: bytes | None) -> None:
    keys = {"public": public, "private": private}
    row = {"unit": unit, **keys, "at": work.at, "who": work.who}
    work.conn.execute(sa.insert(UNIT_KEY), row)


def _kept(conn: sa.Connection) -> tuple[bytes, bytes] | None:
    """Return the public part and the private one as the store keeps it."""
    # By the private part, not by the unit: the code of the unit may change, its key stays.
    query = sa.select(UNIT_KEY.c.public, UNIT_KEY.c.private).where(UNIT_KEY.c.private.is_not(None))
    row = conn.execute(query.order_by(UNIT_KEY.c.at).limit(1)).first()
    return (row.public, row.private) if row else None
