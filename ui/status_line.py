"""The line at the bottom: last saved, what is wrong with the month, last backup, notices."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import style
from ui.actions import Action
from ui.widgets.pieces import button, label

_UNREAD = "Thông báo ({} chưa xem)"


class StatusLine(QFrame):
    """Saved, findings, backup, notices.

    Signals:
        findings_requested: the officer wants to see what is wrong with the month.
        notices_requested: the officer wants the list of notices, or is done with it.
    """

    findings_requested = Signal()
    notices_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        # One height with and without findings.
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 1, 14, 1)
        row.setSpacing(10)
        self._sign = label()
        self._sign.setPixmap(style.icon("check", style.GREEN).pixmap(16, 16))
        self._saved = label()
        self._findings = button("", "link", hint="Xem các điểm cần xem của tháng")
        self._findings.setCursor(Qt.CursorShape.PointingHandCursor)
        self._findings.clicked.connect(self.findings_requested)
        self._backup = label("", "muted")
        self._second = label("", "wrong")
        self._second.hide()
        self._notices = button("", "link", action=Action.NOTICES)
        self._notices.setCursor(Qt.CursorShape.PointingHandCursor)
        self._notices.clicked.connect(self.notices_requested)
        row.addWidget(self._sign)
        row.addWidget(self._saved)
        row.addStretch(1)
        row.addWidget(self._findings)
        row.addWidget(self._backup)
        row.addWidget(self._second)
        row.addWidget(self._notices_slot())
        self.show_saved(None)
        self.show_findings(0)
        self.show_backup(None)
        self.show_unread(0)

    def _notices_slot(self) -> QWidget:
        """Return the place of the notices: one width with and without unread ones."""
        slot = QWidget()
        widest = self._notices.fontMetrics().horizontalAdvance(_UNREAD.format(99))
        slot.setFixedWidth(widest + 16)
        inside = QHBoxLayout(slot)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addStretch(1)
        inside.addWidget(self._notices)
        return slot

    def show_saved(self, at: datetime | None) -> None:
        """Say when something was last saved."""
        self._saved.setText(f"Đã lưu {at:%H:%M}" if at else "Mọi thứ đã được lưu")

    def show_findings(self, count: int) -> None:
        """Say how many points of the month ask for a look."""
        self._findings.setVisible(count > 0)
        self._findings.setText(f"{count} điểm cần xem")

    def show_checking(self) -> None:
        """Say that the month is being looked at."""
        self._findings.setVisible(True)
        self._findings.setText("đang kiểm tra…")

    def show_backup(self, at: datetime | None) -> None:
        """Say when the last backup was made and verified."""
        if at is None:
            self._backup.setText("Chưa có bản sao lưu nào")
        else:
            self._backup.setText(f"Sao lưu đã kiểm tra: {at:%H:%M %d/%m/%Y}")

    def show_second_place(self, lack: str) -> None:
        """Say what the second place of the copies lacks, "" where nothing."""
        self._second.setText(f"Nơi sao lưu thứ hai: {lack}")
        self._second.setVisible(bool(lack))

    @property
    def second_place_text(self) -> str:
        """Return what is said of the second place, "" where there is nothing to say."""
        return "" if self._second.isHidden() else self._second.text()

    def show_unread(self, count: int) -> None:
        """Say how many notices wait to be read."""
        self._notices.setText(_UNREAD.format(count) if count else "Thông báo")
        self._notices.setAccessibleName(self._notices.text())

    @property
    def unread_text(self) -> str:
        """Return the words of the button of the notices."""
        return self._notices.text()

    @property
    def texts(self) -> tuple[str, str, str]:
        """Return the words on show: saved, findings ("" where none), backup."""
        findings = "" if self._findings.isHidden() else self._findings.text()
        return self._saved.text(), findings, self._backup.text()
