"""The outline at the left of the page Báo cáo: every section with its state in words."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from desktop.reports.ward.outline import STATE_WORDS, SectionState
from ui import style
from ui.plain import tip

Index = QModelIndex | QPersistentModelIndex
SECTION_ROLE = Qt.ItemDataRole.UserRole + 1
_INK = {
    "auto": style.MUTED,
    "written": style.GREEN,
    "nil": style.MUTED,
    "empty": style.AMBER,
}
_SIGNS = {"auto": "•", "written": "✓", "nil": "–", "empty": "○"}
_NOWHERE = QModelIndex()


class OutlineModel(QAbstractListModel):
    """The sections of a report."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[SectionState] = []

    def show_sections(self, sections: Sequence[SectionState]) -> None:
        """Show sections; where they stay the same only their states are painted anew."""
        same = [item.section for item in sections] == [item.section for item in self.sections]
        if same and sections:
            self.sections = list(sections)
            self.dataChanged.emit(self.index(0), self.index(len(sections) - 1))
            return
        self.beginResetModel()
        self.sections = list(sections)
        self.endResetModel()

    def row_of(self, section: str) -> int:
        """Return the row of a section, -1 where it is not there."""
        return next((row for row, item in enumerate(self.sections) if item.section == section), -1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.sections)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item = self.sections[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{item.number}. {item.title}"
        if role == SECTION_ROLE:
            return item
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return tip(f"{item.number}. {item.title}: {STATE_WORDS[item.state]}")
        return None


class OutlineDelegate(QStyledItemDelegate):
    """Paints a section: its heading, and its state in words and colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        item: SectionState = index.data(SECTION_ROLE)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, QColor(style.ACCENT_SOFT))
        inner = rect.adjusted(12, 6, -8, -6)
        font: QFont = option.font  # type: ignore[attr-defined]
        painter.setFont(style.bold(font) if chosen else font)
        painter.setPen(QColor(style.ACCENT_DARK if chosen else style.INK))
        text = str(index.data())
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, text)
        painter.setFont(font)
        painter.setPen(QColor(_INK[item.state]))
        sign = _SIGNS[item.state]
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, f"{sign} {STATE_WORDS[item.state]}")
        painter.setPen(QColor("#e6ebee"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        font: QFont = option.font  # type: ignore[attr-defined]
        metrics = QFontMetrics(style.bold(font))
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 200
        room = QRect(0, 0, max(80, width - 20), 2000)
        text = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(width, text.height() + metrics.lineSpacing() + 14)


def outline_view(model: OutlineModel) -> QListView:
    """Return the list on an outline."""
    view = QListView()
    view.setModel(model)
    view.setItemDelegate(OutlineDelegate(view))
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # A bar that came only with the first sections would narrow them after they were measured.
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setAccessibleName("Đề cương báo cáo")
    return view
