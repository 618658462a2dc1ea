"""Beside the text of a section: last period's text, comparison, figures to insert."""

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from models.text import fold
from ui import style
from ui.actions import Action
from ui.pages.report.presenter import Comparison
from ui.plain import tip
from ui.widgets.pieces import button, label, tighten

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
NAME_ROLE = Qt.ItemDataRole.UserRole + 1


class PlaceholderModel(QAbstractListModel):
    """The figures that may be inserted: label and live text, found by words or name."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[tuple[str, str, str]] = []
        self.found: list[tuple[str, str, str]] = []
        self._words: list[str] = []

    def show_placeholders(self, placeholders: Mapping[str, tuple[str, str]]) -> None:
        """Show placeholders by name with label and live text."""
        self._all = [(name, words, text) for name, (words, text) in placeholders.items()]
        self._filter()

    def search(self, text: str) -> None:
        """Keep those that have all the words."""
        self._words = fold(text).split()
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self.found = [item for item in self._all if self._is_found(item)]
        self.endResetModel()

    def _is_found(self, item: tuple[str, str, str]) -> bool:
        name, label, _ = item
        folded = fold(f"{name} {label}")
        return all(word in folded for word in self._words)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        name, words, text = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{words}\n{text}"
        if role == NAME_ROLE:
            return name
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return tip(f"{words}: {text}  {{{name}}}")
        return None


class PlaceholderPanel(QWidget):
    """Search and list of the figures to insert.

    Signals:
        insert_requested: name of a placeholder.
        left: Esc; back to the text.
    """

    insert_requested = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = PlaceholderModel()
        self.search = QLineEdit()
        self.search.setPlaceholderText("Tìm số liệu, không cần dấu")
        self.search.setAccessibleName("Tìm số liệu để chèn")
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setWordWrap(True)
        self.list.setAlternatingRowColors(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("Số liệu chèn được")
        column = QVBoxLayout(self)
        tighten(column, 0, 6, 0, 0, 6)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        words = f"{Action.TAKE_FIGURE.written} hoặc bấm đúp để chèn vào chỗ con trỏ."
        column.addWidget(label(words, "muted", wrap=True))
        self.search.textEdited.connect(self._on_search)
        self.list.doubleClicked.connect(self._insert)

    def _on_search(self, text: str) -> None:
        self.model.search(text)
        self.list.setCurrentIndex(self.model.index(0))

    def _insert(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid() and self.model.found:
            index = self.model.index(0)
        if index.isValid():
            self.insert_requested.emit(str(index.data(NAME_ROLE)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._insert()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and self.search.hasFocus():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = min(max(self.list.currentIndex().row() + step, 0), len(self.model.found) - 1)
            self.list.setCurrentIndex(self.model.index(row))
        else:
            super().keyPressEvent(event)


class SidePanel(QFrame):
    """Three views in one place.

    Attributes:
        placeholders: the figures to insert.
        copy_button: takes last period's text over.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Bên cạnh nội dung")
        self.tabs.setStyleSheet("QTabBar::tab { padding: 7px 8px 6px 8px; }")
        for text in ("Chèn số", "Kỳ trước", "So sánh"):
            self.tabs.addTab(text)
        self.placeholders = PlaceholderPanel()
        self.last = QPlainTextEdit()
        self.last.setReadOnly(True)
        self.last.setAccessibleName("Nội dung kỳ trước")
        self.copy_button = button("Lấy nội dung kỳ trước", hint="Thêm vào nội dung đang soạn")
        self.table = QTextBrowser()
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setAccessibleName("So sánh với các kỳ khác")
        last = QWidget()
        column = QVBoxLayout(last)
        tighten(column, 0, 6, 0, 0, 6)
        column.addWidget(self.last, 1)
        column.addWidget(self.copy_button)
        self._stack = QStackedWidget()
        for page in (self.placeholders, last, self.table):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        tighten(whole, 10, 4, 10, 10, 0)
        whole.addWidget(self.tabs)
        whole.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)

    def show_all(self, wanted: bool) -> None:
        """Show all three views, or the comparison alone where there is nothing to write."""
        came_back = wanted and not self.tabs.isTabVisible(0)
        self.tabs.setTabVisible(0, wanted)
        self.tabs.setTabVisible(1, wanted)
        if came_back or not wanted:
            self.tabs.setCurrentIndex(0 if wanted else 2)

    def show_last(self, text: str) -> None:
        """Show last period's text."""
        self.last.setPlainText(text or "Kỳ trước không ghi nội dung cho mục này.")
        self.copy_button.setEnabled(bool(text))
        self.tabs.setTabText(1, "Kỳ trước ✓" if text else "Kỳ trước")

    def show_comparison(self, comparison: Comparison) -> None:
        """Show the main figures beside those of other periods."""
        if not comparison.rows:
            self.table.setPlainText("Chưa có kỳ nào khác để so sánh.")
            return
        blocks = []
        for row in comparison.rows:
            blocks.append(f"<p style='margin:6px 0 0 0'>{escape(row[0])}</p>")
            blocks.append("<table width='100%' cellspacing='0'>")
            for name, text in zip(comparison.titles, row[1:], strict=False):
                blocks.append(f"<tr><td style='color:{style.MUTED}'>{escape(name)}&nbsp;</td>")
                blocks.append(f"<td align='right'><b>{escape(text)}</b></td></tr>")
            blocks.append("</table>")
        self.table.setHtml("".join(blocks))

    def show_placeholders(self) -> None:
        """Put the cursor into the search for a figure."""
        self.tabs.setCurrentIndex(0)
        self.placeholders.search.setFocus()
        self.placeholders.search.selectAll()
