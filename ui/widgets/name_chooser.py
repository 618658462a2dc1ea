"""Chooses a record by its name: typing with or without diacritics narrows a list below the line."""

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from models.errors import Place, Problem, Refused
from models.kinds import kind_of
from models.registers import Field, Value
from models.text import fold, match_key, nfc
from ui.actions import Action, on_keys
from ui.widgets.input import Input

_FOLDED = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class _Names(QStringListModel):
    """Names whose folded form is there to be searched."""

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == _FOLDED:
            return fold(str(super().data(index, Qt.ItemDataRole.DisplayRole)))
        return super().data(index, role)


class _Completer(QCompleter):
    """Looks for the folded text anywhere in the folded name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(10)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: _Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class NameChooser(Input, QLineEdit):
    """A line with the list of names below it (Alt+↓ shows all of them).

    Signals:
        edited: the officer typed or chose.
        left: the officer goes elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        field: Field,
        names: Callable[[str], dict[str, str]],
        find: Callable[[str], str | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._names = names
        self._find = find
        self._known: dict[str, str] = {}
        self._model = _Names(self)
        completer = _Completer(self)
        completer.setModel(self._model)
        completer.activated.connect(self._on_activated)
        self.setCompleter(completer)
        self.setPlaceholderText(f"gõ vài chữ để chọn ({Action.OPEN_CHOICES.written}: cả danh sách)")
        self.textEdited.connect(self.edited)
        here = Qt.ShortcutContext.WidgetShortcut
        on_keys(Action.OPEN_CHOICES, self, self._show_all, here)
        self.refresh()

    def refresh(self) -> None:
        """Read the names anew."""
        self._known = self._names(kind_of(self.field).reference)
        self._model.setStringList(list(self._known.values()))

    def value(self) -> Value:
        """Return the id behind the name; raises Refused where there is none."""
        text = nfc(self.text())
        if not text:
            return None
        wanted = match_key(text)
        for key, name in self._known.items():
            if match_key(name) == wanted:
                return key
        kind = kind_of(self.field)
        found = self._find(text) if kind.reference == "fields" else None
        if found is None:
            raise Refused(Problem(kind.unknown, Place(columns=(self.field,)), {"text": text}))
        return found

    def show_value(self, value: Value) -> None:
        """Show the name behind an id."""
        self.refresh()
        self.setText(self._known.get(str(value), str(value)) if value is not None else "")
        self.setCursorPosition(0)

    def lock(self, locked: bool) -> None:
        """Make it read-only, or open it again."""
        self.setReadOnly(locked)

    def _show_all(self) -> None:
        if self.isReadOnly():
            return
        self.completer().setCompletionPrefix("")
        self.completer().complete()

    def _on_activated(self) -> None:
        self.edited.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason or self.isReadOnly():
            return
        with contextlib.suppress(Refused):
            self.setText(self._known.get(str(self.value() or ""), self.text()))
        self.left.emit()
