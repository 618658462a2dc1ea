"""Paints and edits one figure of the monthly grid."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import style
from ui.pages.month.columns import COLUMNS
from ui.pages.month.grid_model import LOOK_ROLE, Index

_SHADE = QColor(style.SHADE)
_GROUND = {"computed": _SHADE, "covered": _SHADE, "nil": QColor("#f7f8f8"), "total": _SHADE}
_PAPER, _WRONG_GROUND, _CHOSEN_GROUND = (
    QColor(style.PAPER),
    QColor(style.RED_SOFT),
    QColor(style.ACCENT_SOFT),
)
_LINE, _STRONG_LINE = QPen(QColor("#e6ebee")), QPen(QColor("#aebbc1"))
_INK, _MUTED, _RED = QPen(QColor(style.INK)), QPen(QColor(style.MUTED)), QPen(QColor(style.RED))
_FOCUS = QPen(QColor(style.ACCENT), 2)
_MUTED_KINDS = {"nil", "computed", "covered"}
_FONT_KINDS = {"derived", "total"}
_ALIGNED = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_GROUP_ENDS = {
    index
    for index, column in enumerate(COLUMNS[:-1])
    if column.measure.group != COLUMNS[index + 1].measure.group
}
_PAD = 8


class FigureDelegate(QStyledItemDelegate):
    """Paints a figure by its kind and edits it as text; wrong text is never thrown away.

    Attributes:
        move: called with (rows, columns) after a key committed the text.
        typing: the editor was opened by typing, so the arrow keys at both sides leave the cell.
        last_in_group: columns with a stronger line at their right.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.move: Callable[[int, int], None] = lambda _rows, _columns: None
        self.typing = False
        self.last_in_group: set[int] = set(_GROUP_ENDS)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Hundreds of cells are painted when a month opens: one question to the model, ready-made
        # colours.
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        text, kind, marked, wrong = index.data(LOOK_ROLE)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(
            rect,
            _WRONG_GROUND if wrong else _CHOSEN_GROUND if chosen else _GROUND.get(kind, _PAPER),
        )
        left, top, right, bottom = rect.left(), rect.top(), rect.right(), rect.bottom()
        painter.setPen(_STRONG_LINE if index.column() in self.last_in_group else _LINE)
        painter.drawLine(right, top, right, bottom)
        painter.setPen(_LINE)
        painter.drawLine(left, bottom, right, bottom)
        if marked:
            self._paint_mark(painter, rect)
        if text or kind == "doubt":
            painter.setPen(_RED if wrong or not text else _MUTED if kind in _MUTED_KINDS else _INK)
            font = painter.font() if kind in _FONT_KINDS else None
            if font is not None:
                painter.setFont(self._font(QFont(font), kind))
            painter.drawText(
                left + 4, top, right - left - _PAD - 3, bottom - top + 1, _ALIGNED, text or "?"
            )
            if font is not None:
                painter.setFont(font)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(_FOCUS)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(70, style.ROW_HEIGHT)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("figureEditor")
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setStyleSheet(
            f"QLineEdit {{ border: 2px solid {style.ACCENT}; border-radius: 0; padding: 0 5px; min-height: 0; }}"
        )
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        # Passing over a figure that was worked out must not turn it into an entered one.
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)  # type: ignore[attr-defined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(watched, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            step = self._step(event)
            if step is not None:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                self.move(*step)
                return True
        return super().eventFilter(watched, event)

    def _step(self, event: QKeyEvent) -> tuple[int, int] | None:
        """Return where to go when this key ends the editing, None where it belongs to the text."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                return (-1, 0) if back else (1, 0)
            case Qt.Key.Key_Tab:
                return 0, 1
            case Qt.Key.Key_Backtab:
                return 0, -1
            case Qt.Key.Key_Down:
                return 1, 0
            case Qt.Key.Key_Up:
                return -1, 0
            case Qt.Key.Key_Right if self.typing and not back:
                return 0, 1
            case Qt.Key.Key_Left if self.typing and not back:
                return 0, -1
        return None

    @staticmethod
    def _font(font: QFont, kind: str) -> QFont:
        if kind == "derived":
            font.setItalic(True)
        elif kind == "total":
            font.setBold(True)
        return font

    @staticmethod
    def _paint_mark(painter: QPainter, rect: QRect) -> None:
        """A corner says that a finding points here; the words stand in the panel and the tool tip."""
        corner = rect.topLeft()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#c98300"))
        painter.drawPolygon(QPolygon([corner, corner + QPoint(8, 0), corner + QPoint(0, 8)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
