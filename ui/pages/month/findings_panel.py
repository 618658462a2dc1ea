"""The side panel of the month: findings, the reason for each, what is beside the cell."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.findings import finding_fact, finding_sentence, fold_blanks
from models.findings import Finding
from ui import style
from ui.plain import tip
from ui.widgets.pieces import button, label, panel, set_state, tighten

Index = QModelIndex | QPersistentModelIndex
FINDING_ROLE = Qt.ItemDataRole.UserRole + 1
_COLOURS = {"Cảnh báo": style.AMBER, "Đã có lý do": style.GREEN, "Lưu ý": style.MUTED}


def state_words(finding: Finding) -> str:
    """Return a finding's state in words."""
    if finding.severity == "note":
        return "Lưu ý"
    return "Đã có lý do" if finding.reason else "Cảnh báo"


class FindingsModel(QAbstractListModel):
    """Findings in the order in which they ask for attention."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: list[Finding] = []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show findings: open warnings first, then those with a reason, then notes."""
        order = list(_COLOURS)
        self.beginResetModel()
        self.findings = sorted(
            fold_blanks(findings), key=lambda finding: order.index(state_words(finding))
        )
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            # Without the advice, which the panel itself offers.
            return finding_fact(finding)
        if role == FINDING_ROLE:
            return finding
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(finding_sentence(finding))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            reason = f" Lý do: {finding.reason}" if finding.reason else ""
            return f"{state_words(finding)}: {finding_sentence(finding)}{reason}"
        return None


class FindingDelegate(QStyledItemDelegate):
    """Paints a finding: its state in words and colour, the sentence, and the reason."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        finding: Finding = index.data(FINDING_ROLE)
        words = state_words(finding)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect.adjusted(0, 0, 0, -1), QColor(style.ACCENT_FAINT))
        painter.fillRect(
            QRect(rect.left(), rect.top() + 1, 4, rect.height() - 3), QColor(_COLOURS[words])
        )
        inner = rect.adjusted(12, 6, -6, -6)
        painter.setFont(style.bold(painter.font()))
        painter.setPen(QColor(_COLOURS[words]))
        painter.drawText(inner, Qt.AlignmentFlag.AlignTop, words)
        painter.setFont(option.font)  # type: ignore[attr-defined]
        painter.setPen(QColor(style.INK))
        inner.setTop(inner.top() + QFontMetrics(painter.font()).lineSpacing() + 1)
        painter.drawText(inner, Qt.TextFlag.TextWordWrap, self._text(index))
        painter.setPen(QColor(style.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(style.ACCENT))
            painter.drawRect(rect.adjusted(0, 0, -1, -2))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics = QFontMetrics(option.font)  # type: ignore[attr-defined]
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 220
        room = QRect(0, 0, max(width - 18, 80), 4000)
        text = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self._text(index))
        return QSize(width, text.height() + metrics.lineSpacing() + 14)

    @staticmethod
    def _text(index: Index) -> str:
        finding: Finding = index.data(FINDING_ROLE)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        return f"{text}\nLý do: {finding.reason}" if finding.reason else text


class FindingsList(QListView):
    """The list of findings; Enter or a click leads to the cell.

    Signals:
        left: Esc; back to the grid.
    """

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(FindingDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: 0; border-radius: 0; }")
        self.setAccessibleName("Các điểm cần xem của tháng")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class AskReason(QFrame):
    """Asks in place for the reason of a finding: a sentence, a line to write in, and the verb.

    Signals:
        given: the reason.
        left: Esc; back to the grid.
    """

    given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "ask")
        column = QVBoxLayout(self)
        tighten(column, 10, 8, 10, 8, 6)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Lý do…")
        self.edit.setMaxLength(500)
        self.edit.setAccessibleName("Lý do cho điểm đang chọn")
        self.confirm = button("Ghi lý do", "primary")
        column.addWidget(label("Sửa số liệu, hoặc ghi lý do cho điểm này:", wrap=True))
        column.addWidget(self.edit)
        column.addWidget(self.confirm)
        self.edit.returnPressed.connect(self._on_given)
        self.confirm.clicked.connect(self._on_given)
        self.hide()

    def _on_given(self) -> None:
        if not self.edit.text().strip():
            set_state(self.edit, "wrong")
            self.edit.setPlaceholderText("Hãy ghi lý do")
            self.edit.setFocus()
            return
        self.given.emit(self.edit.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindingsPanel(QFrame):
    """What the rules say about the month, and what is beside the current cell.

    Attributes:
        list: the findings.
        reason: the line for the reason of the chosen warning.

    Signals:
        place_requested: Finding whose cell is wanted.
        reason_given: Finding, text.
        left: back to the grid.
    """

    place_requested = Signal(Finding)
    reason_given = Signal(Finding, str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.model = FindingsModel()
        self.list = FindingsList()
        self.list.setModel(self.model)
        self.heading = label("", "heading", wrap=True)
        self.reason = AskReason()
        self.empty = label(
            "Số liệu đã nhập cân đối.\nKhông có điểm nào cần xem.", "muted", wrap=True
        )
        self.beside = label("", "muted", wrap=True)
        self._build()
        self.list.clicked.connect(self._on_activated)
        self.list.activated.connect(self._on_activated)
        self.list.left.connect(self.left)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.reason.given.connect(self._on_reason)
        self.reason.left.connect(self.left)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show findings; the one that was chosen stays chosen."""
        current = self.list.currentIndex().data(FINDING_ROLE)
        keep = self.reason.edit.text() if self.reason.isVisible() else ""
        self.model.show_findings(findings)
        shown = self.model.findings
        warnings = sum(state_words(finding) == "Cảnh báo" for finding in shown)
        rest = len(shown) - warnings
        parts = [f"{warnings} điểm cần xem"] if warnings else []
        parts += [f"{rest} lưu ý"] if rest else []
        self.heading.setText(", ".join(parts) or "Không còn điểm nào")
        self.empty.setVisible(not findings)
        self.list.setVisible(bool(findings))
        self.reason.hide()
        if current in self.model.findings:
            self.list.setCurrentIndex(self.model.index(self.model.findings.index(current)))
            self.reason.edit.setText(keep)

    def show_beside(self, lines: Sequence[str]) -> None:
        """Show what belongs to the current cell."""
        self.beside.setText("\n".join(lines))

    def take_focus(self) -> None:
        """Put the cursor on the first finding."""
        if self.model.findings:
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        tighten(column, 12, 10, 8, 10, 8)
        column.addWidget(self.heading)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addWidget(self.reason)
        column.addStretch(0)
        line = panel("line")
        column.addWidget(line)
        column.addWidget(self.beside)

    def _on_current(self, current: QModelIndex) -> None:
        finding = current.data(FINDING_ROLE) if current.isValid() else None
        self.reason.setVisible(finding is not None and finding.severity == "warning")
        if finding is not None and finding.severity == "warning":
            self.reason.edit.setText(finding.reason or "")

    def _on_activated(self, index: QModelIndex) -> None:
        self.place_requested.emit(index.data(FINDING_ROLE))

    def _on_reason(self, text: str) -> None:
        finding = self.list.currentIndex().data(FINDING_ROLE)
        if finding is not None:
            self.reason_given.emit(finding, text)
