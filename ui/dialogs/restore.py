"""The copies of a book, which of them are good, and which one shall take its place."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.backup import Chosen, StoreFacts, verify_copy
from desktop.backup_habit import copies_of, held_words
from desktop.messages import sentences
from models.errors import OfficeError
from ui import style
from ui.widgets.fitting import fix_fitting
from ui.widgets.pieces import button, label, set_look, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_SIZE = (1000, 520)
_FILES = "Sổ, bản sao lưu, tệp chuyển máy (*.sqlite *.smk)"
_NONE = "Không có bản sao lưu nào cạnh sổ. Bản sao trên USB hay ổ khác: bấm “Chọn tệp khác…”."
_CLOSED = ("copy_password_needed", "copy_password_wrong")
_COLUMNS = (Column("Bản sao lúc", 152), Column("Kiểm tra", 120), Column("Trong bản sao"))


class RestoreDialog(QDialog):
    """Lists the copies beside a book, checks each, and lets one be chosen.

    Attributes:
        chosen: the copy to restore, None where the officer left the dialog.
        table: the copies, newest first.
        password: the line for the password of a copy that has one.
    """

    def __init__(
        self,
        book: Path,
        heading: str,
        words: Sequence[str],
        leave: str,
        entries: int | None = None,
    ) -> None:
        """Make the dialog; `entries` is what the book's own history counts, None if unknown."""
        super().__init__()
        self.chosen: Chosen | None = None
        self._entries = entries
        # Where the book is gone there is nothing to keep.
        self._kept = "Sổ đang có được giữ lại ở một tệp bên cạnh." if book.exists() else ""
        self._made = {copy.path: f"{copy.made:%H:%M:%S %d/%m/%Y}" for copy in copies_of(book)}
        self._waiting = list(self._made)
        self._held: dict[Path, StoreFacts | str] = {}
        self._closed: set[Path] = set()
        self._passwords: dict[Path, str] = {}
        self.setWindowTitle("Khôi phục")
        self.setWindowIcon(style.icon("somotcua"))
        fix_fitting(self, *_SIZE)
        column = QVBoxLayout(self)
        tighten(column, 22, 18, 22, 16, 10)
        column.addWidget(label(heading, "heading"))
        column.addWidget(label("\n".join(words), wrap=True, selectable=True))
        self._model = RowsModel(_COLUMNS)
        self.table = RowsTable(self._model, "Các bản sao lưu")
        self.table.row_chosen.connect(self._on_moved)
        self.table.activated_row.connect(self._on_restore)
        column.addWidget(self.table, 1)
        self.says = label("", "muted", wrap=True)
        self.says.setFixedHeight(78)
        column.addWidget(self.says)
        column.addWidget(self._password_row())
        column.addLayout(self._button_row(leave))
        self._show_rows()
        self.table.choose(0)
        self._on_moved(self.table.chosen())
        QTimer.singleShot(0, self._check_next)

    def _password_row(self) -> QWidget:
        self._asks = QWidget()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("Mật khẩu của bản sao")
        self.password_button = button("Mở")
        self.password_button.setAutoDefault(False)
        # Only once the key has had its turn: it also presses the usual button of a dialog, and
        # nothing shall be restored before what the copy holds was seen.
        later = Qt.ConnectionType.QueuedConnection
        self.password.returnPressed.connect(self._on_password, later)
        self.password_button.clicked.connect(self._on_password)
        row = QHBoxLayout(self._asks)
        tighten(row, spacing=8)
        row.addWidget(label("Mật khẩu của bản sao:"))
        row.addWidget(self.password, 1)
        row.addWidget(self.password_button)
        self._asks.hide()
        return self._asks

    def _button_row(self, leave: str) -> QHBoxLayout:
        row = QHBoxLayout()
        self.other_button = button("Chọn tệp khác…", hint="Ví dụ bản sao trên USB")
        self.leave_button = button(leave)
        self.restore_button = button("Khôi phục bản này", "primary")
        self.restore_button.setDefault(True)
        self.other_button.clicked.connect(self._on_other)
        self.leave_button.clicked.connect(self.reject)
        self.restore_button.clicked.connect(self._on_restore)
        row.addWidget(self.other_button)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(self.restore_button)
        return row

    def _check_next(self) -> None:
        """Check one copy, and the next one when the window has had its turn."""
        if not self._waiting:
            return
        self._check(self._waiting.pop(0))
        QTimer.singleShot(0, self._check_next)

    def _check(self, copy: Path) -> None:
        self._closed.discard(copy)
        try:
            self._held[copy] = verify_copy(copy, self._passwords.get(copy))
        except OfficeError as error:
            self._held[copy] = " ".join(sentences(error))
            if error.problems[0].code in _CLOSED:
                self._closed.add(copy)
        row = self.table.currentIndex().row()
        self._show_rows()
        self.table.choose(max(row, 0))

    def _show_rows(self) -> None:
        self._model.show_rows([Row(copy, self._cells(copy)) for copy in self._made])

    def _cells(self, copy: Path) -> tuple[Cell, Cell, Cell]:
        made, held = Cell(self._made[copy]), self._held.get(copy)
        if held is None:
            return made, Cell("đang kiểm tra…", "muted"), Cell("")
        if copy in self._closed:
            return made, Cell("có mật khẩu"), Cell("nhập mật khẩu để xem", tip=str(held))
        if isinstance(held, str):
            return made, Cell("hỏng", "red"), Cell("không dùng được", tip=held)
        words = held_words(held)
        return made, Cell("tốt", "green"), Cell(words, tip=words)

    def _on_moved(self, copy: object) -> None:
        held = self._held.get(copy) if isinstance(copy, Path) else None
        self.restore_button.setEnabled(isinstance(held, StoreFacts))
        self._asks.setVisible(copy in self._closed)
        asks_first = copy in self._closed and copy not in self._passwords
        set_look(self.says, "wrong" if isinstance(held, str) and not asks_first else "muted")
        if held is None:
            self.says.setText("" if self._made else _NONE)
        elif isinstance(held, str):
            self.says.setText(held)
        else:
            self.says.setText(f"{held_words(held)}\n{held.path}\n{self._what_changes(held)}")

    def _what_changes(self, held: StoreFacts) -> str:
        if self._entries is None:
            return self._kept
        lost = self._entries - held.entries
        if lost <= 0:
            return f"Sổ đang có không có lần ghi nào mới hơn bản sao này. {self._kept}"
        return f"{lost} lần ghi sau bản sao này sẽ không còn trong sổ. {self._kept}"

    def _on_other(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Chọn bản sao lưu hoặc tệp chuyển máy", "", _FILES
        )
        if name:
            self.show_copy(Path(name))

    def show_copy(self, copy: Path) -> None:
        """Put a copy from elsewhere on top of the list and check it."""
        self._made = {copy: "tệp đã chọn", **self._made}
        self._check(copy)
        self.table.choose(0)
        self._on_moved(copy)
        if copy in self._closed:
            self.password.setFocus()

    def _on_password(self) -> None:
        copy = self.table.chosen()
        if isinstance(copy, Path) and self.password.text():
            self._passwords[copy] = self.password.text()
            self.password.clear()
            self._check(copy)
            self._on_moved(copy)
            if copy not in self._closed:
                self.table.setFocus()

    def _on_restore(self) -> None:
        copy = self.table.chosen()
        if isinstance(copy, Path) and self.restore_button.isEnabled():
            self.chosen = Chosen(copy, self._passwords.get(copy))
            self.accept()
