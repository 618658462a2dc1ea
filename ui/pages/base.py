"""What every page of the window has in common."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.actions import Action
from ui.shell import Shell


class Page(QWidget):
    """One page; see the docstring of `ui.pages` for the rules.

    Attributes:
        shell: the window's doors.
        searchable: the search box of the top bar filters this page.
        search_hint: what the search box says while it is empty.

    Signals:
        search_focus_requested: the page wants the cursor in the search box.
        search_cleared: the page took the search away itself; the box must follow.
    """

    search_focus_requested = Signal()
    search_cleared = Signal()
    searchable: bool = False
    search_hint: str = f"Tìm, không cần dấu ({Action.FIND.written})"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell

    def show_place(self, **where: object) -> None:
        """Show a place on this page, as `Shell.go` was asked."""

    def search(self, text: str) -> None:
        """Show only what has the text."""

    def focus_search(self) -> None:
        """Put the cursor in the search box."""
        self.search_focus_requested.emit()

    def entered(self) -> None:
        """Get ready: the page comes to the front."""

    def left(self) -> None:
        """Put away: another page comes to the front."""

    def unsaved(self) -> str:
        """Return what is not saved yet in words, "" for nothing."""
        return ""

    def save(self) -> bool:
        """Save what is unsaved; return whether it worked."""
        return True

    def discard(self) -> None:
        """Forget what is unsaved."""
