"""A page of one or several registers, a tab for each; a tab is built when it is first shown."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from models.catalogue import REGISTERS, STAFF
from ui.pages.base import Page
from ui.pages.register.due_line import DueLine
from ui.pages.register.view import RegisterView
from ui.shell import Shell
from ui.widgets.pieces import label, tighten


@runtime_checkable
class Savable(Protocol):
    """What the page expects of a tab with a form; other tabs have nothing to save."""

    def unsaved(self) -> str:
        """Return what is being edited, "" for nothing."""

    def save(self) -> bool:
        """Save it; return whether that worked."""

    def discard(self) -> None:
        """Forget it."""


class RegisterPage(Page):
    """Title, tabs and the view of the chosen register.

    Attributes:
        tabs: the tabs; hidden where there is only one.
    """

    searchable = True

    def __init__(
        self, shell: Shell, title: str, names: Sequence[str], labels: Sequence[str] = ()
    ) -> None:
        super().__init__(shell)
        self._names = list(names)
        self._views: dict[str, QWidget] = {}
        self._text = ""
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(title)
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(label(title, "title"))
        head.addWidget(self.tabs)
        head.addStretch(1)
        column = QVBoxLayout(self)
        tighten(column, 18, 10, 18, 8, 8)
        column.addLayout(head)
        if STAFF.name in names:
            column.addWidget(DueLine(shell))
        column.addWidget(self._stack, 1)
        for text in labels or [REGISTERS[name].sheet for name in names]:
            self.tabs.addTab(text)
        self.tabs.setVisible(len(names) > 1)
        self.tabs.currentChanged.connect(self._on_tab)
        self._on_tab()

    def view(self, name: str) -> QWidget:
        """Return the view of a register, building it on the first visit."""
        if name not in self._views:
            made = self.make_view(name)
            self._views[name] = made
            self._stack.addWidget(made)
        return self._views[name]

    def make_view(self, name: str) -> QWidget:
        """Build the view of a tab."""
        return self.prepared(RegisterView(self.shell, name))

    def prepared(self, view: RegisterView) -> RegisterView:
        """Return the view of a register, whose cleared search clears that of the page."""
        view.presenter.search_cleared.connect(self._on_search_cleared)
        return view

    @property
    def current(self) -> QWidget:
        """Return the view on show."""
        return self.view(self._names[self.tabs.currentIndex()])

    def show_place(self, **where: object) -> None:
        """Show a register (`tab`) and a record of it (`record`), or begin a new one (`add`)."""
        tab = where.get("tab")
        if tab in self._names:
            self.tabs.setCurrentIndex(self._names.index(str(tab)))
        view = self.current
        if isinstance(view, RegisterView):
            if where.get("record"):
                view.show_record(str(where["record"]))
            if where.get("add"):
                view.add()

    def search(self, text: str) -> None:
        """Keep only records with these words, in the register on show."""
        self._text = text
        view = self.current
        if isinstance(view, RegisterView):
            view.search(text)

    def entered(self) -> None:
        """Put the cursor in the table."""
        view = self.current
        if isinstance(view, RegisterView):
            view.take_focus()

    def unsaved(self) -> str:
        """Return what is being edited on any tab."""
        drafts = [view.unsaved() for view in self._savable()]
        return "; ".join(draft for draft in drafts if draft)

    def save(self) -> bool:
        """Save what is being edited on every tab."""
        # Each of them, also after one that could not be saved.
        results = [view.save() for view in self._savable()]
        return all(results)

    def discard(self) -> None:
        """Forget what is being edited on every tab."""
        for view in self._savable():
            view.discard()

    def _savable(self) -> list[Savable]:
        return [view for view in self._views.values() if isinstance(view, Savable)]

    def _on_search_cleared(self) -> None:
        self._text = ""
        self.search_cleared.emit()

    def _on_tab(self) -> None:
        view = self.current
        self._stack.setCurrentWidget(view)
        if isinstance(view, RegisterView):
            view.search(self._text)
