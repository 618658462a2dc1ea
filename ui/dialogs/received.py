"""Received figures that are not those of the kept files: look, and take the files' again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from desktop.handoff.received_figures import Differing
from desktop.messages import month_words, period_words, sentence
from models.values import format_number
from ui import style
from ui.shell import TAKE_AGAIN
from ui.widgets.fitting import fix_fitting
from ui.widgets.pieces import button, label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_SIZE = (1000, 520)
_WORDS = (
    "Số liệu dưới đây trong sổ khác với tệp mà đơn vị đã gửi. "
    f"Bấm “{TAKE_AGAIN}” để ghi lại đúng như tệp, một lần cho mọi đơn vị trong danh sách."
)
_COLUMNS = (
    Column("Đơn vị", 110),
    Column("Thời gian", 130),
    Column("Số liệu"),
    Column("Trong sổ", 130),
    Column("Theo tệp đã nhận", 150),
)


class ReceivedDialog(QDialog):
    """Lists where the book says otherwise than the files, with one button for all.

    Attributes:
        table: what differs.
        wants_files: the figures of the files shall be taken again.
        wants_copy: a whole copy shall be restored instead.
    """

    def __init__(self, found: Sequence[Differing]) -> None:
        super().__init__()
        self.wants_files = False
        self.wants_copy = False
        self._found = found
        self.setWindowTitle("Xem và sửa")
        self.setWindowIcon(style.icon("somotcua"))
        fix_fitting(self, *_SIZE)
        column = QVBoxLayout(self)
        tighten(column, 22, 18, 22, 16, 10)
        column.addWidget(label("Số liệu khác tệp đã nhận", "heading"))
        column.addWidget(label(_WORDS, wrap=True))
        model = RowsModel(_COLUMNS)
        model.show_rows([Row(number, _cells(each)) for number, each in enumerate(found)])
        self.table = RowsTable(model, "Số liệu khác tệp đã nhận")
        self.table.row_chosen.connect(self._on_moved)
        column.addWidget(self.table, 1)
        self.says = label("", "muted", wrap=True)
        column.addWidget(self.says)
        column.addLayout(self._button_row())
        self.table.choose(0)

    def _button_row(self) -> QHBoxLayout:
        self.restore_button = button("Khôi phục cả sổ từ bản sao…")
        self.leave_button = button("Để sau")
        self.take_button = button(TAKE_AGAIN, "primary")
        self.take_button.setEnabled(any(each.mendable for each in self._found))
        self.restore_button.clicked.connect(self._on_restore)
        self.leave_button.clicked.connect(self.reject)
        self.take_button.clicked.connect(self._on_take)
        row = QHBoxLayout()
        row.addWidget(self.restore_button)
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(self.take_button)
        return row

    def _on_moved(self, number: object) -> None:
        each = self._found[number] if isinstance(number, int) else None
        self.says.setText("" if each is None or each.mendable else sentence(each.problem))

    def _on_restore(self) -> None:
        self.wants_copy = True
        self.accept()

    def _on_take(self) -> None:
        self.wants_files = True
        self.accept()


def time_words(each: Differing) -> str:
    """Return the month or the period that differs: "tháng 6/2024"; "" where it is any."""
    month = each.problem.place.month
    return month_words(month) if month else period_words(str(each.problem.values.get("period", "")))


def _cells(each: Differing) -> list[Cell]:
    what, kept, told = _values(each)
    texts = (each.unit, time_words(each), what)
    cells = [Cell(text, tip=text) for text in texts]
    return [*cells, Cell(kept, "red", tip=kept), Cell(told, tip=told)]


def _values(each: Differing) -> tuple[str, str, str]:
    """Return what differs, what the book has, and what the file says."""
    values = each.problem.values
    if not each.mendable:
        return "Tệp đã nhận", "đã hỏng", "không đọc được"
    if values.get("variant") == "one":
        return str(values["column"]), _said(values["kept"]), _said(values["told"])
    if values.get("variant") == "block":
        return "Số liệu gộp nhiều tháng", "khác tệp", "lấy lại được"
    if values.get("variant") == "field":
        return f"{values['count']} dòng của lĩnh vực không có", "khác tệp", "lấy lại được"
    return f"{values['count']} dòng số liệu", "khác tệp", "lấy lại được"


def _said(value: object) -> str:
    return format_number(value) if isinstance(value, int) else "(trống)"
