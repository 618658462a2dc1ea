"""The painted headers of the monthly grid: two levels with folding groups above, the fields of work
at the left.
"""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QToolTip, QWidget

from ui import style
from ui.pages.month.columns import COLUMNS, GROUPS, columns_of, folded_away
from ui.pages.month.grid_model import NIL_ROLE

_PAD = 7
_LINES = 3
_BANDS = dict(zip(GROUPS, ("#dcebe9", "#e2e8f4", "#f3ebdc", "#ece6f2"), strict=True))


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
        """Return the narrowest width at which a measure's name stands in three lines without
        breaking a word.
        """
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
        group = COLUMNS[logicalIndex].measure.group
        painter.save()
        painter.setClipRect(rect)
        lower = rect.adjusted(0, self._band_height(), 0, 0)
        painter.fillRect(lower, QColor(style.CANVAS))
        painter.setPen(QColor(style.INK if COLUMNS[logicalIndex].measure.parts else style.MUTED))
        painter.setFont(
            style.bold(self.font()) if COLUMNS[logicalIndex].depth == 0 else self.font()
        )
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(
            lower.adjusted(_PAD - 2, 2, -_PAD + 2, -2), flags, COLUMNS[logicalIndex].measure.short
        )
        self._paint_band(painter, group)
        painter.setPen(QColor(style.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        last = logicalIndex == self._visible(group)[-1]
        painter.setPen(QColor("#aebbc1" if last else "#e6ebee"))
        top = rect.topRight() if last else lower.topRight()
        painter.drawLine(top, rect.bottomRight())
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        group = self._group_at(event.position().toPoint())
        if group and event.button() == Qt.MouseButton.LeftButton:
            self.fold_requested.emit(group)
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = bool(self._group_at(event.position().toPoint()))
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        )
        super().mouseMoveEvent(event)

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            group = self._group_at(event.pos())
            if group:
                word = (
                    "thu gọn"
                    if group in self.open_groups
                    else f"mở thêm {len(folded_away(group))} cột"
                )
                QToolTip.showText(event.globalPos(), f"{group}: bấm để {word}")
                return True
        return bool(super().viewportEvent(event))  # type: ignore[arg-type]

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
        return [
            column for column in columns_of(group) if not self.isSectionHidden(column)
        ] or columns_of(group)[:1]

    def _group_at(self, point: QPoint) -> str:
        column = self.logicalIndexAt(point)
        return (
            COLUMNS[column].measure.group if column >= 0 and point.y() < self._band_height() else ""
        )

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
        whole = not self._totals and logicalIndex == self.count() - 1
        painter.save()
        ground = style.SHADE if self._totals else style.CANVAS if whole else style.PAPER
        painter.fillRect(
            rect, QColor(style.ACCENT_SOFT if logicalIndex == self.current else ground)
        )
        inner = rect.adjusted(10, 0, -8, 0)
        if model.headerData(logicalIndex, Qt.Orientation.Vertical, NIL_ROLE):
            painter.setPen(QColor(style.MUTED))
            font = self.font()
            font.setItalic(True)
            font.setPointSizeF(font.pointSizeF() - 1.5)
            painter.setFont(font)
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.NIL_WORDS
            )
            inner.setRight(inner.right() - QFontMetrics(font).horizontalAdvance(self.NIL_WORDS) - 8)
        bold = self._totals or logicalIndex == self.current
        font = style.bold(self.font()) if bold else self.font()
        painter.setFont(font)
        painter.setPen(QColor(style.MUTED if whole and not bold else style.INK))
        words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QColor("#e6ebee"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor("#aebbc1"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()
