"""Values that were changed outside the program: look at each and say which one is right."""

from typing import Literal

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from desktop.mending import Doubt, Doubts
from desktop.soundness import Difference
from models.kinds import plain
from ui import style
from ui.widgets.fitting import fix_fitting
from ui.widgets.pieces import button, label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

Choice = Literal["told", "copied", "kept", ""]

_SIZE = (1000, 520)
_WORDS = (
    "Các ô dưới đây khác với lịch sử ghi sổ: tệp đã bị đổi ngoài chương trình hoặc do ổ đĩa. "
    "Với từng ô, chọn giá trị đúng rồi bấm “Ghi các ô đã chọn”; hoàn tác được một lần cho cả lượt."
)
_GONE = (
    "Cả bản ghi này chỉ về lại được cùng cả sổ: bấm “Khôi phục cả sổ từ bản sao…”, chọn bản còn "
    "bản ghi đó; những gì nhập sau bản đó phải nhập lại."
)
_TAKES: dict[Choice, str] = {
    "told": "theo lịch sử",
    "copied": "theo bản sao",
    "kept": "giữ như trong sổ",
    "": "chưa sửa",
}


class MendDialog(QDialog):
    """Lists the cells with the three values that each may have.

    Attributes:
        table: the cells.
        chosen: what is to be written, empty where the officer left the dialog.
        wants_copy: a whole copy shall be restored instead.
    """

    def __init__(self, found: Doubts) -> None:
        super().__init__()
        self.chosen: list[Difference] = []
        self.wants_copy = False
        self._found = found
        self._takes: list[Choice] = [_first_choice(each) for each in found.rows]
        self.setWindowTitle("Xem và sửa")
        self.setWindowIcon(style.icon("somotcua"))
        fix_fitting(self, *_SIZE)
        column = QVBoxLayout(self)
        tighten(column, 22, 18, 22, 16, 10)
        column.addWidget(label("Giá trị khác lịch sử", "heading"))
        column.addWidget(label(_WORDS, wrap=True))
        self._model = RowsModel(_columns(found))
        self.table = RowsTable(self._model, "Các ô khác lịch sử")
        self.table.row_chosen.connect(self._on_moved)
        column.addWidget(self.table, 1)
        column.addLayout(self._choice_row())
        self.says = label("", "muted", wrap=True)
        column.addWidget(self.says)
        column.addLayout(self._button_row())
        self._show_rows()
        self.table.choose(0)

    def _choice_row(self) -> QHBoxLayout:
        self.told_button = button("Lấy theo lịch sử")
        self.copied_button = button("Lấy theo bản sao")
        self.kept_button = button("Giữ như trong sổ")
        self.told_button.clicked.connect(self._on_told)
        self.copied_button.clicked.connect(self._on_copied)
        self.kept_button.clicked.connect(self._on_kept)
        row = QHBoxLayout()
        row.addWidget(label("Ô đang chọn:"))
        for part in (self.told_button, self.copied_button, self.kept_button):
            part.setAutoDefault(False)
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _button_row(self) -> QHBoxLayout:
        self.restore_button = button("Khôi phục cả sổ từ bản sao…")
        self.leave_button = button("Để sau")
        self.mend_button = button("Ghi các ô đã chọn", "primary")
        self.restore_button.clicked.connect(self._on_restore)
        self.leave_button.clicked.connect(self.reject)
        self.mend_button.clicked.connect(self._on_mend)
        row = QHBoxLayout()
        row.addWidget(self.restore_button)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(self.mend_button)
        return row

    def _show_rows(self) -> None:
        rows = []
        for number, each in enumerate(self._found.rows):
            rows.append(Row(number, _cells(each, self._takes[number])))
        self._model.show_rows(rows)
        self.mend_button.setEnabled(any(self._takes))

    def _on_moved(self, number: object) -> None:
        each = self._found.rows[number] if isinstance(number, int) else None
        can_mend = each is not None and each.can_mend
        for part in (self.told_button, self.kept_button):
            part.setEnabled(can_mend)
        self.says.setText(_GONE if each is not None and not each.can_mend else "")
        self.copied_button.setEnabled(can_mend and each is not None and each.copied is not None)

    def _on_told(self) -> None:
        self._take("told")

    def _on_copied(self) -> None:
        self._take("copied")

    def _on_kept(self) -> None:
        self._take("kept")

    def _take(self, choice: Choice) -> None:
        number = self.table.chosen()
        if isinstance(number, int):
            self._takes[number] = choice
            self._show_rows()
            self.table.choose(number)

    def _on_restore(self) -> None:
        self.wants_copy = True
        self.accept()

    def _on_mend(self) -> None:
        for each, choice in zip(self._found.rows, self._takes, strict=True):
            if choice == "told":
                self.chosen.append(each.difference)
            elif choice == "copied":
                self.chosen.append(each.difference._replace(told=each.in_copy))
            elif choice == "kept":
                self.chosen.append(each.difference._replace(told=plain(each.difference.kept)))
        self.accept()


def _first_choice(each: Doubt) -> Choice:
    return "told" if each.can_mend else ""


def _columns(found: Doubts) -> list[Column]:
    made = f"Bản sao {found.copy_made:%H:%M %d/%m}" if found.copy_made else "Bản sao"
    return [
        Column("Ở đâu"),
        Column("Ô", 160),
        Column("Trong sổ", 104),
        Column("Theo lịch sử", 118),
        Column(made, 150),
        Column("Sẽ ghi", 126),
    ]


def _cells(each: Doubt, choice: Choice) -> list[Cell]:
    copied = each.copied
    return [
        Cell(each.place, tip=each.place),
        Cell(each.label, tip=each.label),
        Cell(each.kept, "red", tip=each.kept),
        Cell(each.told, tip=each.told),
        Cell("không có", "muted") if copied is None else Cell(copied, tip=copied),
        Cell(_TAKES[choice] if each.can_mend else "lấy từ bản sao", "green" if choice else "muted"),
    ]
