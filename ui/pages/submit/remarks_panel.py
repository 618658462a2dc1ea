"""The remarks of a return slip, walked through one by one: to the place, put right, go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.handoff.received_slips import OpenRemark
from desktop.handoff.remarks import Remark
from models.catalogue import REGISTERS
from models.measures import MEASURES
from models.periods import parse_month, parse_period, title
from ui.actions import Action
from ui.widgets.pieces import button, label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMNS = (Column("Chỗ cần sửa", 132), Column("Góp ý"))
# Which page keeps a register.
_PAGES = {
    "staff": "staff",
    "equipment": "equipment",
    "norms": "equipment",
    "software": "equipment",
    "innovations": "innovations",
    "tasks": "work",
    "documents": "work",
    "inspections": "work",
    "assessments": "work",
    "fields": "lists",
    "procedures": "lists",
    "targets": "lists",
    "profile": "lists",
    "monthly": "month",
    "indicators": "month",
    "late_dossiers": "month",
    "dossiers": "month",
    "narratives": "report",
}


class RemarksPanel(QFrame):
    """The remarks that were not seen to yet.

    Signals:
        go_requested: OpenRemark whose place the officer wants to see.
        settled: OpenRemark the officer has seen to.
    """

    go_requested = Signal(OpenRemark)
    settled = Signal(OpenRemark)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "ask")
        self.heading = label("", "heading", wrap=True)
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Góp ý của phiếu trả lại")
        self.text = label("", wrap=True, selectable=True)
        self.go_button = button("Đến ô này", "primary", action=Action.GO_TO_REMARK)
        self.done_button = button("Đã sửa xong", icon="check")
        row = QHBoxLayout()
        row.addWidget(self.go_button)
        row.addWidget(self.done_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        tighten(column, 12, 10, 12, 10, 8)
        column.addWidget(self.heading)
        column.addWidget(self.table, 1)
        column.addWidget(self.text)
        column.addLayout(row)
        self.table.row_chosen.connect(self._on_chosen)
        self.table.activated_row.connect(self._on_go)
        self.go_button.clicked.connect(self._on_go)
        self.done_button.clicked.connect(self._on_done)

    def show_remarks(self, remarks: list[OpenRemark]) -> None:
        """Show remarks; the cursor stays where it was."""
        place = max(self.table.currentIndex().row(), 0)
        self.setVisible(bool(remarks))
        count = len(remarks)
        periods = dict.fromkeys(title(parse_period(item.period)) for item in remarks)
        said = ", ".join(periods)
        self.heading.setText(f"Trả lại để hoàn chỉnh: còn {count} góp ý ({said})")
        self.model.show_rows([Row(item, _cells(item.remark)) for item in remarks])
        self.table.choose(place)

    @property
    def chosen(self) -> OpenRemark | None:
        """Return the remark under the cursor."""
        item = self.table.chosen()
        return item if isinstance(item, OpenRemark) else None

    def _on_chosen(self) -> None:
        item = self.chosen
        self.text.setText(f"{place_words(item.remark)}: {item.remark.text}" if item else "")

    def _on_go(self) -> None:
        if self.chosen is not None:
            self.go_requested.emit(self.chosen)

    def _on_done(self) -> None:
        if self.chosen is not None:
            self.settled.emit(self.chosen)


def _cells(remark: Remark) -> tuple[Cell, ...]:
    return Cell(place_words(remark), tip=remark.place), Cell(remark.text)


def place_words(remark: Remark) -> str:
    """Return the place of a remark in words."""
    if remark.kind == "cell" and remark.month:
        month = parse_month(remark.month).short
        measure = MEASURES[remark.measure].label if remark.measure in MEASURES else ""
        parts = (remark.area, measure, f"tháng {month}")
        return ", ".join(part for part in parts if part)
    if remark.kind == "section":
        return f"Mục {remark.section}"
    if remark.register in REGISTERS:
        sheet = REGISTERS[remark.register].sheet
        name = remark.place.partition("/")[2]
        return f"{sheet}: {name}" if name else sheet
    return remark.place


def page_and_place(item: OpenRemark) -> tuple[str, dict[str, object]]:
    """Return the page a remark leads to, and the place on it."""
    remark = item.remark
    if remark.kind == "cell" and remark.month:
        month = parse_month(remark.month)
        return "month", {"month": month, "field": remark.area, "measure": remark.measure}
    if remark.kind == "section":
        return "report", {"period": item.period, "section": remark.section}
    page = _PAGES.get(remark.register or "", "overview")
    key = "register" if page == "month" else "tab"
    return page, {key: remark.register, "record": remark.record}
