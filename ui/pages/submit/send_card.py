"""The second card of the page Gửi báo cáo: one clear sheet of what goes, what stays, and where."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.handoff.data import PrivateColumn
from desktop.handoff.seal import SHORTEST_PASSWORD
from desktop.handoff.sign_off import Signed
from desktop.messages import sentence
from models.errors import Problem
from models.periods import parse_month
from ui.actions import Action
from ui.outside import open_outside
from ui.pages.submit.presenter import SubmitPresenter, Written
from ui.widgets.folder_line import FolderLine
from ui.widgets.pieces import button, label, offer_cursor, panel, tighten

_PASSWORD = f"ít nhất {SHORTEST_PASSWORD} ký tự, báo cho nơi nhận qua điện thoại"
_SUPERIOR = "cấp trên trực tiếp (chưa ghi tên ở trang Danh mục, tab Đơn vị)"
_CAPTIONS = (
    ("to", "Gửi cho"),
    ("months", "Số liệu"),
    ("sent", "Gồm có"),
    ("private", "Giữ lại, không gửi"),
    ("report", "Tệp Word"),
)
_DIFFERENCES_IN_SIGHT = 5


class SendCard(QFrame):
    """What is sent, where to, and what happened.

    Attributes:
        folder: where to; the outbox writes there too.

    Signals:
        send_requested: folder; how the file is to open says `chosen_password`.
        month_requested: the officer wants to enter figures.
    """

    send_requested = Signal(Path)
    month_requested = Signal()

    def __init__(self, presenter: SubmitPresenter) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._presenter = presenter
        self.folder = FolderLine()
        self.private = QCheckBox("Gửi cả các cột này")
        self.locked = QCheckBox("Đặt mật khẩu cho tệp")
        self.password = QLineEdit()
        self.password.setAccessibleName("Mật khẩu của tệp")
        self.password.setPlaceholderText(_PASSWORD)
        self.password.hide()
        self.send_button = button("Ghi tệp gửi", "primary", "save", action=Action.WRITE_SUBMISSION)
        self.draft = label("", "wrong", wrap=True)
        self.restored = label(sentence(Problem("submission_after_restore")), "wrong", wrap=True)
        self._lines = {name: label("", wrap=True) for name, _ in _CAPTIONS}
        self._build()
        self.private.clicked.connect(presenter.send_private)
        self.locked.toggled.connect(self._on_locked)
        self.send_button.clicked.connect(self._on_send)
        self.folder.confirmed.connect(self.send_button.setFocus)
        self.enter_button.clicked.connect(self.month_requested)

    @property
    def chosen_password(self) -> str | None:
        """Return what the file is to open with, None where it opens without."""
        return self.password.text() if self.locked.isChecked() else None

    def show_state(self) -> None:
        """Show what would be sent."""
        shown = self._presenter.preview
        self._sheet.setVisible(shown is not None)
        self._empty.setVisible(shown is None)
        self._empty_words.setText(self._presenter.nothing)
        if shown is None:
            self.result.hide()
            return
        sent = [f"{sheet} ({number})" for sheet, number in shown.counts.items()]
        lines = self._lines
        lines["to"].setText(shown.to_name or _SUPERIOR)
        lines["months"].setText(_months(shown.months))
        lines["sent"].setText(", ".join(sent))
        lines["private"].setText(_kept(shown.left_behind))
        lines["report"].setText(_report(self._presenter.signed))
        self.restored.setVisible(shown.restored)
        self.draft.setVisible(bool(shown.open_months))
        months = ", ".join(month.short for month in shown.open_months)
        self.draft.setText(f"⚠ Tháng {months} chưa chốt nên tệp sẽ mang dấu “chưa chốt”.")
        self.private.setChecked(self._presenter.include_private)
        self.send_button.setText(f"Ghi tệp gửi, lần {shown.revision}")

    def show_written(self, written: Written) -> None:
        """Show that a file was written, read back, and its code."""
        self._result_words.setText(f"✓ {written.words}")
        self._result_path.setText(str(written.path))
        self._result_code.setVisible(bool(written.code))
        self._code_words.setVisible(bool(written.code))
        self._result_code.setText(written.code)
        self._result_differences.setVisible(bool(written.differences))
        shown = written.differences[:_DIFFERENCES_IN_SIGHT]
        self._result_differences.setText("\n".join(shown))
        self._folder_of_result = written.path.parent
        self.result.show()
        offer_cursor(self.open_button)

    def forget_written(self) -> None:
        """Put away what was said of the last file."""
        self.result.hide()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for row, (name, words) in enumerate(_CAPTIONS):
            grid.addWidget(label(words, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            if name == "private":
                grid.addWidget(self._lines[name], row, 1)
                grid.addWidget(self.private, row, 2)
            else:
                grid.addWidget(self._lines[name], row, 1, 1, 2)
        last_row = len(_CAPTIONS)
        grid.addWidget(label("Ghi vào", "muted"), last_row, 0)
        grid.addWidget(self.folder, last_row, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        return grid

    def _build(self) -> None:
        self._sheet, self._empty = panel(""), panel("")
        last = QHBoxLayout()
        last.addWidget(self.locked)
        last.addWidget(self.password, 1)
        last.addStretch(0)
        last.addWidget(self.draft, 2)
        last.addWidget(self.send_button)
        sheet = QVBoxLayout(self._sheet)
        tighten(sheet, spacing=8)
        sheet.addLayout(self._grid())
        sheet.addWidget(self.restored)
        sheet.addLayout(last)
        self._empty_words = label("", "muted", wrap=True)
        self.enter_button = button("Nhập số liệu của tháng", icon="month")
        empty = QHBoxLayout(self._empty)
        tighten(empty, spacing=10)
        empty.addWidget(self._empty_words, 1)
        empty.addWidget(self.enter_button)
        self._build_result()
        column = QVBoxLayout(self)
        tighten(column, 16, 10, 16, 12, 8)
        column.addWidget(label("2. Gửi", "heading"))
        column.addWidget(self._sheet)
        column.addWidget(self._empty)
        column.addWidget(self.result)

    def _build_result(self) -> None:
        self.result = panel("soft")
        self._result_words = label("", "heading", wrap=True)
        self._result_path = label("", "muted", wrap=True, selectable=True)
        self._code_words = label("Mã để đọc qua điện thoại cho nơi nhận:")
        self._result_code = label("", "title", selectable=True)
        self._result_differences = label("", "wrong", wrap=True)
        self._folder_of_result = Path()
        self.open_button = button("Mở thư mục", icon="folder")
        self.open_button.clicked.connect(self._on_open)
        code = QHBoxLayout()
        code.addWidget(self._code_words)
        code.addWidget(self._result_code)
        code.addStretch(1)
        code.addWidget(self.open_button)
        column = QVBoxLayout(self.result)
        tighten(column, 14, 10, 14, 10, 4)
        for widget in (self._result_words, self._result_path):
            column.addWidget(widget)
        column.addLayout(code)
        column.addWidget(self._result_differences)
        self.result.hide()

    def _on_locked(self, wanted: bool) -> None:
        self.password.setVisible(wanted)
        if wanted:
            self.password.setFocus()
        else:
            self.password.clear()

    def _on_send(self) -> None:
        folder = self.folder.folder()
        if folder is None:
            self.folder.edit.setFocus()
            return
        self.result.hide()
        self.send_requested.emit(folder)

    def _on_open(self) -> None:
        open_outside(self._folder_of_result)


def _months(months: tuple[str, ...]) -> str:
    if not months:
        return "–"
    first, last = parse_month(months[0]), parse_month(months[-1])
    if first == last:
        return f"tháng {first.short}"
    return f"{len(months)} tháng, từ tháng {first.short} đến tháng {last.short}"


def _kept(columns: tuple[PrivateColumn, ...]) -> str:
    """Return the private columns that stay in the office, register by register."""
    by_sheet: dict[str, list[str]] = {}
    for column in columns:
        by_sheet.setdefault(column.sheet, []).append(column.label)
    kept = [f"{sheet}: {', '.join(labels)}" for sheet, labels in by_sheet.items()]
    return "; ".join(kept) or "không có, các cột riêng cũng được gửi"


def _report(signed: Signed | None) -> str:
    if signed is None:
        return "chương trình soạn theo số liệu trong sổ (chưa trình ký)"
    count = len(signed.differences)
    apart = f", {count} số khác với sổ" if count else ""
    if not signed.issued:
        return f"bản đã đưa về, chưa ghi số và ngày{apart}"
    day = f" ngày {signed.signed_on:%d/%m/%Y}" if signed.signed_on else ""
    scan = ", kèm bản quét PDF" if signed.pdf else ""
    return f"bản đã ký số {signed.number}{day}{scan}{apart}"
