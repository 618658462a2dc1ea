"""Where the book lies, when it was last copied, and a verified copy on request."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from desktop import backup
from desktop.backup import StoreFacts
from desktop.backup_habit import after_copy, copies_of, held_words, second_place, try_out
from desktop.context import now
from desktop.people.leaving import note_copy
from desktop.progress import Reporter
from desktop.settings import SECOND_PLACE, set_setting
from desktop.wholeness import require_whole
from models.errors import OfficeError, Problem
from ui.mending import restore_from_copy
from ui.outside import open_outside
from ui.shell import Shell
from ui.widgets.password import PasswordChoice
from ui.widgets.pieces import button, label, set_look, tighten


class CopiesPanel(QFrame):
    """The book's file and its copies."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shell = shell
        self._folder: Path | None = None
        self._password: str | None = None
        column = QVBoxLayout(self)
        tighten(column, 16, 12, 16, 14, 8)
        column.addWidget(label("Sổ và bản sao lưu", "heading"))
        column.addWidget(label(f"Sổ nằm ở: {shell.context.path}", wrap=True, selectable=True))
        self._last = label("", "muted", wrap=True)
        column.addWidget(self._last)
        column.addLayout(self._first_row())
        self.lock = PasswordChoice("Đặt mật khẩu cho bản sao ghi ra thư mục khác")
        column.addWidget(self.lock)
        self._second = label("", "muted", wrap=True)
        column.addWidget(self._second)
        column.addLayout(self._second_row())
        self.show_last()

    def _first_row(self) -> QHBoxLayout:
        self.now_button = button(
            "Sao lưu ngay", icon="shield", hint="Ghi một bản sao cạnh sổ và kiểm tra lại bản đó"
        )
        self.elsewhere_button = button("Sao lưu vào thư mục khác…", hint="Ví dụ vào USB")
        self.restore_button = button("Khôi phục…", hint="Đưa một bản sao về thay cho sổ đang dùng")
        self.try_button = button(
            "Thử khôi phục", hint="Khôi phục bản mới nhất vào chỗ riêng để xem có mở được không"
        )
        self.open_button = button("Mở thư mục chứa sổ", "quiet", "folder")
        self.now_button.clicked.connect(self._on_now)
        self.elsewhere_button.clicked.connect(self._on_elsewhere)
        self.restore_button.clicked.connect(self._on_restore)
        self.try_button.clicked.connect(self._on_try)
        self.open_button.clicked.connect(self._on_open)
        buttons = (self.now_button, self.elsewhere_button, self.restore_button, self.try_button)
        return _row(*buttons, self.open_button)

    def _second_row(self) -> QHBoxLayout:
        self.choose_button = button("Chọn nơi thứ hai…", hint="Ví dụ một thư mục trên USB")
        self.forget_button = button("Thôi dùng nơi thứ hai", "quiet")
        self.choose_button.clicked.connect(self._on_choose)
        self.check_button = button(
            "Kiểm tra sổ", hint="So từng giá trị với lịch sử và tệp đã nhận; khác thì xem và sửa"
        )
        self.forget_button.clicked.connect(self._on_forget)
        self.check_button.clicked.connect(self._shell.mending_requested)
        return _row(self.choose_button, self.forget_button, self.check_button)

    def show_last(self) -> None:
        """Show when the last copy was made."""
        self._show_second()
        copies = copies_of(self._shell.context.path)
        self.try_button.setEnabled(bool(copies))
        if not copies:
            self._last.setText("Chưa có bản sao lưu nào cạnh sổ.")
            return
        made, folder = copies[0].made, copies[0].path.parent
        self._last.setText(
            f"Bản sao gần nhất: {made:%H:%M %d/%m/%Y}, đã kiểm tra khi ghi. Nằm ở {folder}"
        )

    def _show_second(self) -> None:
        place = second_place(self._shell.context)
        self.forget_button.setVisible(place is not None)
        if place is None:
            words = "Nên có thêm nơi thứ hai (USB, thư mục dùng chung): máy hỏng thì vẫn còn sổ."
        elif not place.there:
            words = f"Nơi thứ hai {place.folder}: chưa cắm hoặc chưa nối được."
        elif place.newest is None:
            words = f"Nơi thứ hai {place.folder}: chưa có bản sao nào."
        else:
            words = f"Nơi thứ hai {place.folder}: bản gần nhất {place.newest:%H:%M %d/%m/%Y}."
            if place.is_behind:
                words += " Chưa ghi được bản mới nhất vào đó."
        self._second.setText(words)
        set_look(self._second, "wrong" if place and place.lack(now()) else "muted")

    def _on_now(self) -> None:
        self._start(None)

    def _on_elsewhere(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn thư mục để ghi bản sao lưu")
        if chosen:
            self._start(Path(chosen))

    def _start(self, folder: Path | None) -> None:
        self._folder = folder
        self._password = None if folder is None else self.lock.password
        self._shell.run_job("Đang sao lưu", self._make, self._on_made)

    def _make(self, reporter: Reporter) -> StoreFacts:
        reporter.step(0, 0, "Đang sao lưu và kiểm tra bản sao…")
        context, at = self._shell.context, now()
        context.ask(require_whole)
        made = backup.backup(context.store, self._folder, at, self._password)
        if self._folder is None:
            after_copy(context, at)
        return made

    def _on_made(self, made: StoreFacts) -> None:
        self.show_last()
        self.lock.forget()
        self._shell.copied.emit()
        self._shell.notify(f"Đã sao lưu và kiểm tra: {made.path}")
        problems = [] if made.is_key_open else [Problem("copy_key_closed")]
        if self._folder is not None:
            problems += self._note(made.path)
        if problems:
            self._shell.show_problems(problems)

    def _note(self, path: Path) -> list[Problem]:
        """Keep that a copy left; return what to say where that fails: the copy itself is good."""
        try:
            self._shell.perform(note_copy, self._shell.unit, "copy", path)
        except OfficeError:
            return [Problem("left_not_kept", values={"path": str(path)})]
        return []

    def _on_restore(self) -> None:
        restore_from_copy(self._shell)

    def _on_try(self) -> None:
        self._shell.run_job("Đang thử khôi phục", self._try, self._on_tried)

    def _try(self, reporter: Reporter) -> StoreFacts:
        reporter.step(0, 0, "Đang khôi phục bản mới nhất vào chỗ riêng…")
        return try_out(copies_of(self._shell.context.path)[0].path)

    def _on_tried(self, facts: StoreFacts) -> None:
        self._shell.notify(f"Bản sao mới nhất khôi phục được và mở được: {held_words(facts)}.")

    def _on_choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Chọn nơi sao lưu thứ hai")
        if chosen and self._shell.do(set_setting, SECOND_PLACE, str(Path(chosen))) is not None:
            self._start(None)

    def _on_forget(self) -> None:
        self._shell.do(set_setting, SECOND_PLACE, "")
        self.show_last()
        self._shell.copied.emit()

    def _on_open(self) -> None:
        open_outside(self._shell.context.path.parent)


def _row(*parts: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
