"""Another computer, and the key that files are signed with."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.backup import StoreFacts
from desktop.context import Change, now
from desktop.handoff import keys
from desktop.handover import hand_over
from desktop.moving import handed_over
from desktop.progress import Reporter
from desktop.store_files import key_in
from models.errors import OfficeError
from ui.change_hub import touches
from ui.moved import show_old_steps, take_back
from ui.shell import Shell
from ui.widgets.password import PasswordChoice
from ui.widgets.pieces import button, label, set_look, tighten
from ui.widgets.question import Question

_HELP = (
    "Một tệp mang cả sổ, cài đặt, bộ biểu mẫu và khóa ký sang máy mới. Ghi xong, sổ ở máy này chỉ "
    "để xem: không ký, gửi tệp nữa."
)
_COPIES = "Bản sao lưu (*.sqlite)"
_RENEW = (
    "Khóa cũ bỏ hẳn. Lần gửi tới, cấp trên thấy khóa thay đổi và phải so mã qua điện thoại rồi mới "
    "nhận tiếp. Còn bản sao lưu thì nên lấy lại khóa từ bản sao."
)


class MovingPanel(QFrame):
    """The button for a new computer, and what to do where the key cannot be used here.

    Attributes:
        lock: whether the file for the new computer has a password.
        move_button, back_button: write that file; use the book here again.
        key_words: which key there is and whether it can be used.
        question: asks once before a new key is made.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shell = shell
        self._folder = Path()
        self._password: str | None = None
        self.lock = PasswordChoice("Đặt mật khẩu cho tệp chuyển máy")
        self.move_button = button("Chuyển sang máy mới…", icon="send")
        self.back_button = button("Dùng lại sổ ở máy này")
        self.steps_button = button("Xem việc cần làm", "quiet")
        self.key_words = label("", "muted", wrap=True)
        self.from_copy_button = button("Lấy lại khóa từ bản sao…")
        self.new_key_button = button("Tạo khóa mới…")
        self.question = Question()
        self._moved = label("", "wrong", wrap=True)
        column = QVBoxLayout(self)
        tighten(column, 16, 12, 16, 14, 8)
        column.addWidget(label("Chuyển máy và khóa ký", "heading"))
        column.addWidget(label(_HELP, "muted", wrap=True))
        column.addWidget(self._moved)
        column.addWidget(self.lock)
        column.addLayout(_row(self.move_button, self.back_button, self.steps_button))
        column.addWidget(self.key_words)
        column.addLayout(_row(self.from_copy_button, self.new_key_button))
        column.addWidget(self.question)
        self.move_button.clicked.connect(self._on_move)
        self.back_button.clicked.connect(self._on_back)
        self.steps_button.clicked.connect(show_old_steps)
        self.from_copy_button.clicked.connect(self._on_from_copy)
        self.new_key_button.clicked.connect(self._on_new_key)
        shell.changes.changed.connect(self._on_changed)
        self.load()

    def load(self) -> None:
        """Show whether the book rests and whether its key can be used."""
        day = self._shell.ask(handed_over)
        self._moved.setVisible(day is not None)
        if day is not None:
            self._moved.setText(f"Sổ đã chuyển sang máy khác ngày {day:%d/%m/%Y}.")
        for part in (self.back_button, self.steps_button):
            part.setVisible(day is not None)
        for hidden in (self.lock, self.move_button):
            hidden.setVisible(day is None)
        self._show_key()

    def _show_key(self) -> None:
        public = self._shell.ask(keys.own_public_key)
        is_usable = self._shell.ask(keys.is_usable)
        for part in (self.from_copy_button, self.new_key_button):
            part.setVisible(not is_usable)
        set_look(self.key_words, "muted" if is_usable else "wrong")
        if public is None:
            self.key_words.setText("Chưa có khóa ký: khóa được tạo khi gửi tệp đầu tiên.")
            return
        code = keys.telephone_code(public)
        state = "dùng được ở máy này." if is_usable else _LOCKED
        self.key_words.setText(f"Khóa ký {code}: {state}")

    def _on_move(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn nơi ghi tệp chuyển máy, ví dụ USB")
        if chosen:
            self._folder, self._password = Path(chosen), self.lock.password
            self._shell.run_job("Đang ghi tệp chuyển máy", self._move, self._on_moved)

    def _move(self, reporter: Reporter) -> StoreFacts:
        reporter.step(0, 0, "Đang ghi tệp chuyển máy và kiểm tra lại…")
        return hand_over(self._shell.context, self._folder, now(), self._password)

    def _on_moved(self, made: StoreFacts) -> None:
        self.lock.forget()
        self.load()
        self._shell.notify_written(f"Đã ghi và kiểm tra tệp chuyển máy: {made.path}", made.path)
        show_old_steps()

    def _on_changed(self, changes: list[Change]) -> None:
        # To open the key is a question to the operating system: not at each cell.
        if touches(changes, "setting", "unit_key"):
            self.load()

    def _on_back(self) -> None:
        take_back(self._shell)

    def _on_from_copy(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Chọn bản sao lưu có khóa ký", "", _COPIES)
        if not name:
            return
        try:
            self._shell.perform(keys.take_back, *key_in(Path(name)))
        except OfficeError as error:
            self._shell.show_problems(error)
        else:
            self._shell.notify("Đã lấy lại khóa ký: ký và gửi tệp như trước.")

    def _on_new_key(self) -> None:
        self.question.ask(
            _RENEW, ("Tạo khóa mới", self._renew), ("Giữ như cũ", self.question.withdraw)
        )

    def _renew(self) -> None:
        self.question.withdraw()
        done = self._shell.do(keys.renew)
        if done is not None:
            code = keys.telephone_code(done.value.public)
            self._shell.notify(f"Khóa mới có mã {code}: báo qua điện thoại cho nơi nhận.")


_LOCKED = (
    "không mở được. Khóa do tài khoản khác hoặc máy khác giữ, hoặc chùm khóa của máy đang khóa. "
    "Hãy đăng nhập đúng tài khoản, hoặc lấy lại khóa từ một bản sao lưu của sổ này."
)


def _row(*parts: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
