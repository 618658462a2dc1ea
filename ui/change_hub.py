"""The one place where pages learn that records have changed, whoever changed them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.context import Change


class ChangeHub(QObject):
    """Tells every page what one unit of work changed.

    Signals:
        changed: list of `desktop.context.Change`, after each commit that changed something.
    """

    changed = Signal(object)

    def publish(self, changes: "Sequence[Change]") -> None:
        """Tell what has changed."""
        if changes:
            self.changed.emit(list(changes))


def touches(changes: "Sequence[Change]", *registers: str) -> bool:
    """Say whether any of the changes concerns one of these registers."""
    return any(change.register in registers for change in changes)
