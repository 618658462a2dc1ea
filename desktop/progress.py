"""How long work tells how far it is and learns that it should stop; knows nothing of windows."""

from typing import Protocol


class Cancelled(Exception):
    """The officer stopped the work; nothing of it was kept."""


class Reporter(Protocol):
    """What a service reports its progress to."""

    def step(self, done: int, total: int, text: str) -> None:
        """Say how much is done (`total` 0: unknown); raises Cancelled when the officer stops it."""


class Silent:
    """A reporter for scripts: says nothing, never stops."""

    def step(self, done: int, total: int, text: str) -> None:
        """Do nothing."""


SILENT = Silent()

WHOLE = 1000


class Part:
    """Passes the steps of a part on, as its share of `WHOLE`: from `first` to `last`."""

    def __init__(self, reporter: Reporter, first: int, last: int) -> None:
        self._reporter = reporter
        self._first = first
        self._span = last - first

    def step(self, done: int, total: int, text: str) -> None:
        """Say how much of the part is done; raises Cancelled."""
        self._reporter.step(self._first + (self._span * done // total if total else 0), WHOLE, text)
