"""The painted headers of the monthly grid: folding groups above, fields of work at the left."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ui import style
from ui.pages.month.columns import COLUMNS, GROUPS, Column, columns_of, folded_away
from ui.pages.month.grid_model import NIL_ROLE
from ui.plain import tip

_PAD = 7
_LINES = 3
# Between groups, and between the columns of one.
_EDGE, _FAINT_EDGE = "#aebbc1", "#e6ebee"
_BANDS = dict(zip(GROUPS, ("#dcebe9", "#e2e8f4", "#f3ebdc", "#ece6f2", "#e9ecdc"), strict=True))


class MeasureHeader(QHeaderView):
    """Group names above the measures' own names, which wrap at words and never lose one.

    Signals:
        fold_requested: a group's name was clicked; carries the group.
    """

    fold_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.open_groups: set[str] = set()
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Các chỉ tiêu, xếp theo nhóm")
        self.setMouseTracking(True)

    def fitting_width(self, column: int) -> int:
        """Return the narrowest width at which a name stands in three lines, no word broken."""
        metrics = QFontMetrics(style.bold(self.font()))
        text = COLUMNS[column].measure.short
        width = max(metrics.horizontalAdvance(word) for word in text.split())
        while self._lines(metrics, text, width) > _LINES:
            width += 6
        return width + 2 * _PAD + 2

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        return QSize(super().sizeHint().width(), self._band_height() + _LINES * line + 10)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        if not rect.isValid():
            return
        column = COLUMNS[logicalIndex]
        lower = rect.adjusted(0, self._band_height(), 0, 0)
        painter.save()
        painter.setClipRect(rect)
        self._paint_name(painter, lower, column)
        self._paint_band(painter, column.measure.group)
        painter.setPen(QColor(style.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        last = logicalIndex == self._visible(column.measure.group)[-1]
        painter.setPen(QColor(_EDGE if last else _FAINT_EDGE))
        top = rect.topRight() if last else lower.topRight()
        painter.drawLine(top, rect.bottomRight())
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        group = self._group_at(event.position().toPoint())
        if group and event.button() == Qt.MouseButton.LeftButton:
            self.fold_requested.emit(group)
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cursor = Qt.CursorShape.ArrowCursor
        if self._group_at(event.position().toPoint()):
            cursor = Qt.CursorShape.PointingHandCursor
        self.viewport().setCursor(cursor)
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        group = self._group_at(event.pos()) if isinstance(event, QHelpEvent) else ""
        if not group or not isinstance(event, QHelpEvent):
            return super().viewportEvent(event)
        word = f"mở thêm {len(folded_away(group))} cột"
        if group in self.open_groups:
            word = "thu gọn"
        QToolTip.showText(event.globalPos(), tip(f"{group}: bấm để {word}"))
        return True

    def _paint_name(self, painter: QPainter, rect: QRect, column: Column) -> None:
        painter.fillRect(rect, QColor(style.CANVAS))
        painter.setPen(QColor(style.INK if column.measure.parts else style.MUTED))
        painter.setFont(style.bold(self.font()) if column.depth == 0 else self.font())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = rect.adjusted(_PAD - 2, 2, -_PAD + 2, -2)
        painter.drawText(room, flags, column.measure.short)

    def _paint_band(self, painter: QPainter, group: str) -> None:
        """Paint the group's name over all its columns; the clip shows this column's slice of it."""
        visible = self._visible(group)
        left = self.sectionViewportPosition(visible[0])
        right = self.sectionViewportPosition(visible[-1]) + self.sectionSize(visible[-1])
        band = QRect(left, 0, right - left, self._band_height())
        painter.fillRect(band, QColor(_BANDS[group]))
        painter.setFont(style.bold(self.font()))
        painter.setPen(QColor(style.INK))
        seen = band.intersected(self.viewport().rect())
        metrics = QFontMetrics(style.bold(self.font()))
        sign = "−" if group in self.open_groups else f"+{len(folded_away(group))}"
        text = f"{group}  {sign}"
        if metrics.horizontalAdvance(text) > seen.width() - 6:
            text = metrics.elidedText(group, Qt.TextElideMode.ElideRight, seen.width() - 6)
        painter.drawText(seen, Qt.AlignmentFlag.AlignCenter, text)

    def _visible(self, group: str) -> list[int]:
        columns = columns_of(group)
        visible = [column for column in columns if not self.isSectionHidden(column)]
        return visible or columns[:1]

    def _group_at(self, point: QPoint) -> str:
        column = self.logicalIndexAt(point)
        if column < 0 or point.y() >= self._band_height():
            return ""
        return COLUMNS[column].measure.group

    def _band_height(self) -> int:
        return self.fontMetrics().lineSpacing() + 8

    @staticmethod
    def _lines(metrics: QFontMetrics, text: str, width: int) -> int:
        flags = Qt.TextFlag.TextWordWrap
        height = metrics.boundingRect(QRect(0, 0, width, 1000), flags, text).height()
        return round(height / metrics.lineSpacing())


class AreaHeader(QHeaderView):
    """The fields of work at the left of the grid, always in sight; a nil month says so in words."""

    NIL_WORDS = "không phát sinh"

    def __init__(self, parent: QWidget | None = None, *, totals: bool = False) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._totals = totals
        self.current = -1
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(style.ROW_HEIGHT)
        self.setAccessibleName("Lĩnh vực")

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        text = str(model.headerData(logicalIndex, Qt.Orientation.Vertical) or "")
        painter.save()
        painter.fillRect(rect, QColor(self._ground(logicalIndex)))
        inner = rect.adjusted(10, 0, -8, 0)
        if model.headerData(logicalIndex, Qt.Orientation.Vertical, NIL_ROLE):
            inner.setRight(inner.right() - self._paint_nil(painter, inner))
        bold = self._totals or logicalIndex == self.current
        font = style.bold(self.font()) if bold else self.font()
        painter.setFont(font)
        muted = self._is_whole(logicalIndex) and not bold
        painter.setPen(QColor(style.MUTED if muted else style.INK))
        words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor(_FAINT_EDGE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(_EDGE))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def _is_whole(self, section: int) -> bool:
        """Say whether a row is the one of the whole unit, always the last of the grid."""
        return not self._totals and section == self.count() - 1

    def _ground(self, section: int) -> str:
        if section == self.current:
            return style.ACCENT_SOFT
        if self._totals:
            return style.SHADE
        return style.CANVAS if self._is_whole(section) else style.PAPER

    def _paint_nil(self, painter: QPainter, room: QRect) -> int:
        """Say at the right that nothing occurred; return the room that the words take."""
        font = self.font()
        font.setItalic(True)
        font.setPointSizeF(font.pointSizeF() - 1.5)
        painter.setFont(font)
        painter.setPen(QColor(style.MUTED))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, self.NIL_WORDS)
        return QFontMetrics(font).horizontalAdvance(self.NIL_WORDS) + 8
