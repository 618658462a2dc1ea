"""The return slip: remarks pinned to cells, sections or registers, written as one file."""

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.catalogue import NARRATIVE_SECTIONS, REGISTERS
from models.measures import MEASURES
from models.periods import Period, title
from models.registers import Value
from models.text import nfc
from ui.actions import Action
from ui.pages.receive.board_presenter import BoardPresenter
from ui.pages.receive.side_panel import SideFrame
from ui.plain import tip
from ui.widgets.folder_line import FolderLine
from ui.widgets.inputs import ChoiceInput
from ui.widgets.pieces import button, label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMNS = (Column("Chỗ cần sửa", 150), Column("Góp ý"))
_KINDS = (
    ("cell", "Một ô số liệu"),
    ("section", "Một mục của báo cáo"),
    ("record", "Một sổ, danh sách"),
)


# A cell of a unit's figures: month, name of the field of work or None for all, measure.
Spot = tuple[str, str | None, str]


class ReturnPanel(SideFrame):
    """Place, text, the list so far, and the folder."""

    def __init__(self, presenter: BoardPresenter) -> None:
        super().__init__("Trả lại để hoàn chỉnh")
        self._presenter = presenter
        self._unit = ""
        self._period = ""
        self.remarks: list[tuple[str, str]] = []
        self._title = label("", "strong", wrap=True)
        self.kind = ChoiceInput(_KINDS, None)
        self.month = ChoiceInput([], None)
        self.field = ChoiceInput([], "mọi lĩnh vực")
        self.measure = ChoiceInput([(m.name, m.label) for m in MEASURES.values()], "mọi chỉ tiêu")
        self.section = ChoiceInput([(name, f"Mục {name}") for name in NARRATIVE_SECTIONS], None)
        self.register = ChoiceInput(_registers(), None)
        self.record = QLineEdit()
        self.text = QLineEdit()
        self.add_button = button("Thêm góp ý", icon="plus")
        self.model = RowsModel(_COLUMNS)
        self.table = RowsTable(self.model, "Các góp ý của phiếu trả lại")
        self.folder = FolderLine()
        self.write_button = button("Ghi phiếu trả lại", "primary", "save")
        self.wrong = label("", "wrong", wrap=True)
        self._name_inputs()
        self._build()
        self._connect()

    def show_unit(self, code: str, name: str, period: Period) -> None:
        """Begin a slip for a unit's report of a period; what was begun for the same one is kept."""
        if (code, period.name) != (self._unit, self._period):
            self._unit, self._period, self.remarks = code, period.name, []
            self.text.clear()
        self._title.setText(f"{name}, {title(period)}")
        months = [(str(month), f"Tháng {month.short}") for month in period.months]
        self.month.offer(months, None)
        if self.month.value() is None and period.months:
            self.month.show_value(str(period.months[-1]))
        areas = self._presenter.fields()
        self.field.offer([(area, area) for area in areas], "mọi lĩnh vực")
        self.folder.look_for_sticks()
        self._say("")
        self._show()
        self.kind.setFocus()

    def show_cell(self, month: str, field: str | None, measure: str) -> None:
        """Begin a remark on one cell."""
        self.kind.show_value("cell")
        self._on_kind()
        self.month.show_value(month)
        self.field.show_value(field)
        self.measure.show_value(measure)
        self.text.setFocus()

    def place(self) -> str:
        """Return the place as a remark names it."""
        match self.kind.value():
            case "section":
                return str(self.section.value())
            case "record":
                register, name = str(self.register.value()), nfc(self.record.text())
                return f"{register}/{name}" if name else register
        parts = (self.month.value(), self.field.value(), self.measure.value())
        return "/".join(str(part) for part in parts if part is not None)

    def _name_inputs(self) -> None:
        choices = (
            (self.kind, "Góp ý về"),
            (self.month, "Tháng"),
            (self.field, "Lĩnh vực"),
            (self.measure, "Chỉ tiêu"),
            (self.section, "Mục của báo cáo"),
            (self.register, "Sổ, danh sách"),
        )
        for choice, name in choices:
            choice.setAccessibleName(name)
            choice.setMinimumContentsLength(8)
        self.record.setAccessibleName("Tên trong sổ")
        self.text.setAccessibleName("Cần sửa gì")
        self.kind.show_value("cell")
        self.section.show_value(NARRATIVE_SECTIONS[0])
        self.register.show_value(REGISTERS["staff"].sheet)
        self.record.setPlaceholderText("họ tên, tên thiết bị… (nếu chỉ một dòng)")
        enter = Action.ADD_REMARK.written
        self.text.setPlaceholderText(f"cần sửa gì, {enter} để thêm")

    def _build(self) -> None:
        # One for each kind of place, in the order of `_KINDS`.
        self._pages = QStackedWidget()
        self._pages.addWidget(_page(self.field, self.measure))
        self._pages.addWidget(_page(self.section))
        self._pages.addWidget(_page(self.register, self.record))
        add = QHBoxLayout()
        add.addWidget(self.text, 1)
        add.addWidget(self.add_button)
        self._pages.setFixedHeight(76)
        first = QHBoxLayout()
        first.addWidget(self.kind, 1)
        first.addWidget(self.month, 1)
        self.column.addWidget(self._title)
        self.column.addLayout(first)
        self.column.addWidget(self._pages)
        self.column.addLayout(add)
        self.column.addWidget(self.table, 1)
        self.table.setMinimumHeight(66)
        drop = Action.DROP_REMARK
        self.table.setToolTip(tip(f"Phím {drop.written}: bỏ góp ý đang chọn"))
        self.column.addWidget(label("Ghi phiếu vào:", "muted"))
        for last in (self.folder, self.wrong, self.write_button):
            self.column.addWidget(last)

    def _connect(self) -> None:
        self.kind.edited.connect(self._on_kind)
        self.text.returnPressed.connect(self._on_add)
        self.add_button.clicked.connect(self._on_add)
        self.table.delete_requested.connect(self._on_delete)
        self.write_button.clicked.connect(self._on_write)
        self.folder.confirmed.connect(self._on_write)

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _show(self) -> None:
        rows = []
        for number, (place, text) in enumerate(self.remarks):
            rows.append(Row(number, (Cell(place), Cell(text))))
        self.model.show_rows(rows)
        self.write_button.setText(f"Ghi phiếu trả lại ({len(self.remarks)} góp ý)")
        self.write_button.setEnabled(bool(self.remarks))

    def _on_kind(self) -> None:
        kinds = [kind for kind, _ in _KINDS]
        self._pages.setCurrentIndex(kinds.index(str(self.kind.value())))
        self.month.setVisible(self.kind.value() == "cell")

    def _on_add(self) -> None:
        text = nfc(self.text.text())
        if not text:
            self._say("Hãy ghi cần sửa gì.")
            self.text.setFocus()
            return
        self._say("")
        self.remarks.append((self.place(), text))
        self.text.clear()
        self._show()

    def _on_delete(self, number: object) -> None:
        if isinstance(number, int):
            del self.remarks[number]
            self._show()

    def _on_write(self) -> None:
        folder = self.folder.folder()
        if folder is None or not self.remarks:
            self._say("Hãy ghi ít nhất một góp ý và chọn thư mục.")
            return
        self._presenter.send_back(self._unit, self._period, list(self.remarks), folder)


def _registers() -> list[tuple[Value, str]]:
    """Return the registers that a unit sends, by the name that a remark has for them."""
    sheets = [register.sheet for register in REGISTERS.values() if register.scope != "store"]
    return [(sheet, sheet) for sheet in sheets]


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    tighten(column, spacing=6)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return page
