"""The form packs that reports are made with, and adding one from a file."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from desktop import messages
from desktop.context import Change
from desktop.handoff.keys import telephone_code
from desktop.packs.adding import add_pack
from desktop.packs.shelf import Kept, all_packs, own_signed
from models.errors import OfficeError, Problem
from models.values import format_date
from ui import style
from ui.change_hub import touches
from ui.shell import Shell
from ui.widgets.pieces import button, label, tighten
from ui.widgets.question import Question
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_HELP = (
    "Bộ biểu mẫu cho biết báo cáo gồm những mục nào, viết câu ra sao. Mỗi kỳ lấy bộ đang có hiệu "
    "lực vào ngày cuối kỳ; báo cáo cũ giữ bộ đã dùng khi lập."
)
_COLUMNS = (
    Column("Tên"),
    Column("Từ ngày", 108),
    Column("Đến ngày", 108),
    Column("Mã đối chiếu của nơi ký", 218),
)
_FILES = "Bộ biểu mẫu (*.smb)"
_ROWS_IN_SIGHT = 6
_PROBLEMS_IN_SIGHT = 8


class PacksPanel(QFrame):
    """The list, the button, and what is wrong with the file that was chosen.

    Attributes:
        rows: the packs.
        add_button: chooses a file.
        question: asks about a pack that is signed with another key than before.
        wrong: the problems of the chosen file, one a line.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._shell = shell
        self.rows = RowsModel(_COLUMNS)
        self.table = RowsTable(self.rows, "Các bộ biểu mẫu")
        self.add_button = button("Thêm bộ biểu mẫu…", icon="plus")
        self.question = Question()
        self.wrong = label("", "wrong", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        tighten(column, 16, 12, 16, 14, 8)
        column.addWidget(label("Bộ biểu mẫu", "heading"))
        column.addWidget(label(_HELP, "muted", wrap=True))
        column.addWidget(self.table)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.question)
        column.addWidget(self.wrong)
        self.wrong.hide()
        self.add_button.clicked.connect(self._on_add)
        shell.changes.changed.connect(self._on_changed)
        self.load()

    def load(self) -> None:
        """Show the packs that there are."""
        kept = self._shell.ask(all_packs)
        self.rows.show_rows([Row(each.pack.key, self._cells(each)) for each in kept])
        lines = min(len(kept), _ROWS_IN_SIGHT) + 1
        self.table.setFixedHeight(lines * style.ROW_HEIGHT + 4)

    def add(self, path: Path, accept_key: str = "") -> None:
        """Keep the pack of a file; what is wrong with it is said here, with its place."""
        self.question.withdraw()
        self.wrong.hide()
        try:
            kept = self._shell.perform(add_pack, path, accept_key).value
        except OfficeError as error:
            self._show_problems(path, error)
            return
        self._shell.notify(f"Đã thêm bộ biểu mẫu {kept.pack.name}{kept.pack.days}.")

    def _show_problems(self, path: Path, error: OfficeError) -> None:
        first = error.problems[0]
        if first.code == "pack_changed_key":
            self._ask_about_key(path, first)
            return
        lines = [messages.sentence(problem) for problem in error.problems[:_PROBLEMS_IN_SIGHT]]
        more = len(error.problems) - len(lines)
        if more:
            lines.append(f"… và {more} điểm khác.")
        self.wrong.setText("\n".join([f"Chưa thêm {path.name}:", *lines]))
        self.wrong.show()

    def _ask_about_key(self, path: Path, problem: Problem) -> None:
        code, name = str(problem.values["code"]), str(problem.values["name"])
        self.question.ask(
            f"Bộ biểu mẫu {name} ký bằng khóa khác với lần trước. Hãy gọi điện cho nơi gửi để đọc "
            f"mã đối chiếu:\n{code}\nChỉ chấp nhận khi nơi gửi xác nhận đúng mã này.",
            ("Mã đã khớp, chấp nhận khóa mới", partial(self.add, path, code)),
            ("Không thêm", self.add_button.setFocus),
        )

    def _cells(self, kept: Kept) -> tuple[Cell, ...]:
        pack = kept.pack
        return (
            Cell(pack.name),
            Cell(format_date(pack.valid_from) if pack.valid_from else "", "muted"),
            Cell(format_date(pack.valid_to) if pack.valid_to else "", "muted"),
            Cell(self._signer(kept), "muted" if pack.built_in else ""),
        )

    def _signer(self, kept: Kept) -> str:
        if kept.signer is None:
            return "có sẵn"
        own = " (đơn vị này)" if self._shell.ask(own_signed, kept) else ""
        return telephone_code(kept.signer) + own

    def _on_add(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Thêm bộ biểu mẫu", "", _FILES)
        if chosen:
            self.add(Path(chosen))

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, "pack"):
            self.load()
