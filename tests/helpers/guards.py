"""A stand-in for what an operating system closes keys with."""

import hashlib

import pytest

from models import key_guard


class FakeGuard:
    """Opens only for the account that closed.

    Attributes:
        account: who is logged in.
        forgets: it takes keys and does not give them back.
    """

    mark = b"thu:"

    def __init__(self) -> None:
        self.account = "can-bo"
        self.forgets = False

    @classmethod
    def use(cls, monkeypatch: pytest.MonkeyPatch) -> "FakeGuard":
        """Put one in the place of the operating system's."""
        made = cls()
        monkeypatch.setattr(key_guard, "guard", lambda: made)
        return made

    def close(self, public: bytes, private: bytes) -> bytes | None:
        """Return the key mixed with the account's own secret, and a check of it."""
        return self._check(public) + self._mixed(private)

    def open(self, public: bytes, closed: bytes) -> bytes | None:
        """Return the key to the account that closed it."""
        if self.forgets or closed[:32] != self._check(public):
            return None
        return self._mixed(closed[32:])

    def _check(self, public: bytes) -> bytes:
        return hashlib.sha256(public + self.account.encode()).digest()

    def _mixed(self, data: bytes) -> bytes:
        secret = hashlib.sha256(self.account.encode()).digest()
        return bytes(a ^ b for a, b in zip(data, secret, strict=True))
