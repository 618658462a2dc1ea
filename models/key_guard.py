"""The signing key in the live store, closed by the operating system where it offers that.

The store keeps either the private key itself, 32 bytes, or a mark and what only the officer's
account on this computer can open: by DPAPI on Windows, by the Secret Service of a Linux desktop.
Copies of the store hold the key itself, so that they can be used on any computer.
"""

import logging
import sqlite3
import sys
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from secretstorage import Collection

T = TypeVar("T")

_log = logging.getLogger("somotcua")

KEY_BYTES = 32
# A service of the desktop that does not answer must hold nobody up.
_SECONDS = 3.0
_LABEL = "Sổ Một Cửa: khóa ký"


class Guard(Protocol):
    """What the operating system offers.

    Attributes:
        mark: the first bytes of what it closed.
    """

    mark: bytes

    def close(self, public: bytes, private: bytes) -> bytes | None:
        """Return what to keep after the mark, None where it cannot be closed now."""

    def open(self, public: bytes, closed: bytes) -> bytes | None:
        """Return the private key, None where it cannot be opened here or now."""


class Dpapi:
    """The protection of data that Windows gives each account; other accounts cannot open it."""

    mark = b"dpapi:"

    def close(self, public: bytes, private: bytes) -> bytes | None:
        """Return the private key as `CryptProtectData` closes it."""
        return _dpapi("CryptProtectData", private, public)

    def open(self, public: bytes, closed: bytes) -> bytes | None:
        """Return what `CryptUnprotectData` makes of it."""
        return _dpapi("CryptUnprotectData", closed, public)


if sys.platform == "win32":

    def _dpapi(name: str, data: bytes, entropy: bytes) -> bytes | None:
        """Call one of the two functions of crypt32; see dpapi.h of the Windows SDK."""
        import ctypes
        from ctypes import wintypes

        class Blob(ctypes.Structure):
            _fields_ = (("size", wintypes.DWORD), ("data", ctypes.c_void_p))

        given = ctypes.create_string_buffer(data, len(data))
        salt = ctypes.create_string_buffer(entropy, len(entropy))
        given_blob = Blob(len(data), ctypes.addressof(given))
        salt_blob = Blob(len(entropy), ctypes.addressof(salt))
        made, never_ask = Blob(), 0x1
        call = getattr(ctypes.windll.crypt32, name)
        shared = (ctypes.byref(salt_blob), None, None, never_ask, ctypes.byref(made))
        if not call(ctypes.byref(given_blob), None, *shared):
            return None
        try:
            return ctypes.string_at(made.data, made.size)
        finally:
            ctypes.windll.kernel32.LocalFree(ctypes.c_void_p(made.data))

else:

    def _dpapi(name: str, data: bytes, entropy: bytes) -> bytes | None:
        """Answer that there is none outside Windows."""
        return None


class SecretService:
    """The key ring of a Linux desktop (org.freedesktop.secrets); a locked one is left alone."""

    mark = b"secret-service:"

    def close(self, public: bytes, private: bytes) -> bytes | None:
        """Put the private key into the ring; nothing but its name stays in the store."""
        return b"1" if _within(_SECONDS, lambda: _put(public, private)) else None

    def open(self, public: bytes, closed: bytes) -> bytes | None:
        """Return the private key from the ring."""
        return _within(_SECONDS, lambda: _get(public))


def _named(public: bytes) -> dict[str, str]:
    return {"application": "somotcua", "public_key": public.hex()}


def _put(public: bytes, private: bytes) -> bool | None:
    from secretstorage import dbus_init

    with dbus_init() as bus:
        ring = _ring(bus)
        if ring is not None:
            ring.create_item(_LABEL, _named(public), private, replace=True)
        return ring is not None


def _get(public: bytes) -> bytes | None:
    from secretstorage import dbus_init

    with dbus_init() as bus:
        ring = _ring(bus)
        if ring is None:
            return None
        for item in ring.search_items(_named(public)):
            return bytes(item.get_secret())
    return None


def _ring(bus: "DBusConnection") -> "Collection | None":
    """Return the ring that is opened with the officer's login; None where it is locked.

    Nothing here makes or unlocks one: that would put up a question and wait for its answer.
    """
    from secretstorage import Collection, check_service_availability

    if not check_service_availability(bus):
        return None
    ring = Collection(bus)
    return None if ring.is_locked() else ring


def _within(seconds: float, asked: Callable[[], T | None]) -> T | None:
    """Return the answer of a service of the desktop, None where it fails or takes too long."""
    answers: list[T | None] = []

    def ask() -> None:
        try:
            answers.append(asked())
        except Exception as error:  # noqa: BLE001 - no bus, no service, no ring: nothing to use
            _log.info("the key ring cannot be used: %s", type(error).__name__)
            answers.append(None)

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return answers[0] if answers else None


def guard() -> Guard | None:
    """Return what this operating system may offer, None where nothing is known of it."""
    if sys.platform == "win32":
        return Dpapi()
    return SecretService() if sys.platform == "linux" else None


def is_closed(kept: bytes) -> bool:
    """Return whether what the store keeps is not the private key itself."""
    return len(kept) != KEY_BYTES


def closed(public: bytes, private: bytes) -> bytes:
    """Return what the live store shall keep: the key itself where nothing closes it for sure."""
    offered = guard()
    if offered is None:
        return private
    made = offered.close(public, private)
    # The only key of an office is not given to something that does not give it back.
    if made is None or offered.open(public, made) != private:
        return private
    return offered.mark + made


def opened(public: bytes, kept: bytes) -> bytes | None:
    """Return the private key of what a store keeps, None where it cannot be opened here or now."""
    if not is_closed(kept):
        return kept
    offered = guard()
    if offered is None or not kept.startswith(offered.mark):
        return None
    return offered.open(public, kept.removeprefix(offered.mark))


def open_in_copy(raw: sqlite3.Connection) -> None:
    """Put the key itself into a copy of a store, so that it can be used on any computer.

    One that cannot be opened now stays as it is: it may be opened where it was closed.
    """
    if not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'unit_key'").fetchone():
        return
    own = "SELECT unit, public, private FROM unit_key WHERE private IS NOT NULL"
    for unit, public, kept in raw.execute(own).fetchall():
        private = opened(public, kept)
        if private is not None and private != kept:
            raw.execute("UPDATE unit_key SET private = ? WHERE unit = ?", (private, unit))
