"""Equipment by type against its norm: norm, have, usable, missing, broken."""

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.context import Change, today
from desktop.equipment import EquipmentType, Verdict, equipment_by_type, totals
from models.errors import Refused
from models.registers import Field
from models.values import format_number
from ui.actions import Action
from ui.change_hub import touches
from ui.forms import caption
from ui.shell import Shell
from ui.widgets.inputs import DateInput
from ui.widgets.pieces import label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMNS = (
    Column("Loại", 230),
    Column("Định mức", 96, "right"),
    Column("Hiện có", 96, "right"),
    Column("Dùng được", 96, "right"),
    Column("Hỏng, đang sửa", 130, "right"),
    Column("Còn thiếu", 96, "right"),
    Column("Nhận xét", 220),
)
_TONES: Final[dict[Verdict, str]] = {
    "missing": "red",
    "broken": "amber",
    "enough": "muted",
    "no_norm": "muted",
}
_NOTHING = "Chưa có thiết bị hoặc định mức nào: ghi ở các thẻ Danh sách và Định mức."


class ComparisonView(QWidget):
    """The comparison as of a day.

    Signals:
        kind_requested: type whose pieces the officer wants to see.
    """

    kind_requested = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "So sánh thiết bị với định mức theo loại")
        self.table.setAlternatingRowColors(True)
        # The remark takes what room is left, and is scrolled to where there is too little.
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.activated_row.connect(self._on_opened)
        self.day = DateInput(Field("as_of", "Tính đến ngày", "date"))
        self.day.setFixedWidth(136)
        self.day.show_value(today())
        self.day.left.connect(self.load)
        self.day.returnPressed.connect(self.load)
        self.summary = label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.addWidget(caption("Tính đến ngày:", self.day, "muted"))
        row.addWidget(self.day)
        row.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        tighten(column, spacing=10)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        enter = Action.SHOW_KIND.written
        hint = label(f"{enter} hoặc nhấp đúp: xem danh sách của loại đó.", "muted")
        column.addWidget(hint)
        shell.changes.changed.connect(self._on_changed)
        self.load()

    def load(self) -> None:
        """Count anew; a blank day is today."""
        try:
            day = self.day.value()
        except Refused:
            self.day.show_wrong(True)
            return
        self.day.show_wrong(False)
        as_of = day if isinstance(day, date) else today()
        types = self._shell.ask(equipment_by_type, self._shell.unit, as_of)
        self.model.show_rows([Row(item.kind, _cells(item)) for item in types])
        self.summary.setText(f"   {_summary(types)}")

    def _on_opened(self, kind: object) -> None:
        if isinstance(kind, str):
            self.kind_requested.emit(kind)

    def _on_changed(self, changes: list[Change]) -> None:
        if touches(changes, "equipment", "norms"):
            self.load()


def _cells(item: EquipmentType) -> tuple[Cell, ...]:
    return (
        Cell(item.kind),
        Cell(_number(item.norm)),
        Cell(_number(item.have)),
        Cell(_number(item.usable)),
        _marked(item.broken),
        _marked(item.missing),
        Cell(item.remark, _TONES[item.verdict], bold=item.verdict == "missing"),
    )


def _marked(number: int | None) -> Cell:
    """Return the cell of a number that should be 0."""
    return Cell(_number(number), "red", bold=True) if number else Cell(_number(number))


def _number(number: int | None) -> str:
    return "–" if number is None else format_number(number)


def _summary(types: list[EquipmentType]) -> str:
    if not types:
        return _NOTHING
    found = totals(types)
    short = f"{found.short_types} loại còn thiếu so với định mức."
    if all(item.norm is None for item in types):
        short = "chưa ghi định mức nào nên chưa biết loại nào còn thiếu."
    return (
        f"Hiện có {format_number(found.have)}, "
        f"trong đó {format_number(found.broken)} chưa dùng được; {short}"
    )
