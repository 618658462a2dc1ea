"""How long work tells how far it is and learns that it should stop; knows nothing of windows."""

from typing import Protocol


class Cancelled(Exception):
    """The officer stopped the work; nothing of it was kept."""


class Reporter(Protocol):
    """What a service reports its progress to."""

    def step(self, done: int, total: int, text: str) -> None:
        """Say how much is done (`total` 0: unknown), in a few words; raises Cancelled when the officer stopped it."""


class Silent:
    """A reporter for scripts: says nothing, never stops."""

    def step(self, done: int, total: int, text: str) -> None:
        """Do nothing."""


SILENT = Silent()
