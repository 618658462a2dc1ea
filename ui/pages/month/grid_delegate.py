"""Paints and edits one figure of the monthly grid."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import style
from ui.pages.month.columns import GROUPS, columns_of
from ui.pages.month.grid_model import LOOK_ROLE, Index

_SHADE = QColor(style.SHADE)
_GROUND = {"computed": _SHADE, "covered": _SHADE, "nil": QColor("#f7f8f8"), "total": _SHADE}
_PAPER = QColor(style.PAPER)
_WRONG_GROUND = QColor(style.RED_SOFT)
_CHOSEN_GROUND = QColor(style.ACCENT_SOFT)
_LINE, _STRONG_LINE = QPen(QColor("#e6ebee")), QPen(QColor("#aebbc1"))
_INK, _MUTED = QPen(QColor(style.INK)), QPen(QColor(style.MUTED))
_RED = QPen(QColor(style.RED))
_EDITOR = (
    f"QLineEdit {{ border: 2px solid {style.ACCENT}; border-radius: 0; "
    "padding: 0 5px; min-height: 0; }"
)
_FOCUS = QPen(QColor(style.ACCENT), 2)
_MUTED_KINDS = {"nil", "computed", "covered"}
_FONT_KINDS = {"derived", "total"}
_ALIGNED = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
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
        self.last_in_group: set[int] = {max(columns_of(group)) for group in GROUPS[:-1]}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Hundreds of cells are painted when a month opens: one question to the model, and
        # ready-made colours.
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        text, kind, marked, wrong = index.data(LOOK_ROLE)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, _ground(kind, wrong, chosen))
        right, bottom = rect.right(), rect.bottom()
        painter.setPen(_STRONG_LINE if index.column() in self.last_in_group else _LINE)
        painter.drawLine(right, rect.top(), right, bottom)
        painter.setPen(_LINE)
        painter.drawLine(rect.left(), bottom, right, bottom)
        if marked:
            self._paint_mark(painter, rect)
        if text or kind == "doubt":
            painter.setPen(_ink(kind, wrong or not text))
            self._paint_text(painter, rect, kind, text or "?")
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(_FOCUS)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(70, style.ROW_HEIGHT)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("figureEditor")
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setStyleSheet(_EDITOR)
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
        if isinstance(watched, QLineEdit) and _to_another_window(event):
            # What stands there counts, and the hands type on when they come back.
            self.commitData.emit(watched)
            return False
        if not isinstance(watched, QLineEdit) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        step = self._step(event) if event.type() == QEvent.Type.KeyPress else None
        if step is None:
            return super().eventFilter(watched, event)
        self.commitData.emit(watched)
        self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
        self.move(*step)
        return True

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

    def _paint_text(self, painter: QPainter, rect: QRect, kind: str, text: str) -> None:
        room = rect.adjusted(4, 0, -_PAD, 0)
        if kind not in _FONT_KINDS:
            painter.drawText(room, _ALIGNED, text)
            return
        font = painter.font()
        painter.setFont(self._font(QFont(font), kind))
        painter.drawText(room, _ALIGNED, text)
        painter.setFont(font)

    @staticmethod
    def _paint_mark(painter: QPainter, rect: QRect) -> None:
        """Paint a corner: a finding points here; its words stand in the panel."""
        corner = rect.topLeft()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#c98300"))
        painter.drawPolygon(QPolygon([corner, corner + QPoint(8, 0), corner + QPoint(0, 8)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _to_another_window(event: QEvent) -> bool:
    if not isinstance(event, QFocusEvent) or not event.lostFocus():
        return False
    return event.reason() == Qt.FocusReason.ActiveWindowFocusReason


def _ground(kind: str, wrong: bool, chosen: bool) -> QColor:
    if wrong:
        return _WRONG_GROUND
    return _CHOSEN_GROUND if chosen else _GROUND.get(kind, _PAPER)


def _ink(kind: str, wrong: bool) -> QPen:
    if wrong:
        return _RED
    return _MUTED if kind in _MUTED_KINDS else _INK
