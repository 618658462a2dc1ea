"""The panel beside the triage table: what one file is, what it would change, what to decide."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.handoff.arrivals import Arrival, CellChange
from models.periods import parse_month, parse_period
from models.values import format_number
from ui.pages.receive.presenter import IntakePresenter
from ui.pages.receive.words import measure_words
from ui.periods import words
from ui.widgets.inputs import ChoiceInput
from ui.widgets.pieces import button, label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_COLUMNS = (Column("Chỗ thay đổi"), Column("Cũ", 62, "right"), Column("Mới", 62, "right"))


class ArrivalPanel(QFrame):
    """One file.

    Signals:
        put_away: the officer decided and goes back to the table.
    """

    put_away = Signal()

    def __init__(self, presenter: IntakePresenter) -> None:
        super().__init__()
        self.setProperty("look", "panel")
        self._presenter = presenter
        self._arrival: Arrival | None = None
        self._heading = label("", "heading", wrap=True)
        self._message = label("", wrap=True, selectable=True)
        self._facts = label("", "muted", wrap=True, selectable=True)
        self.changes = RowsModel(_COLUMNS)
        self._changes_words = label("", "strong", wrap=True)
        self._table = RowsTable(self.changes, "Các ô sẽ thay đổi")
        self.toggle_button = button("", icon="check")
        self.remove_button = button(
            "Bỏ khỏi danh sách", "quiet", "close", hint="Tệp vẫn còn nguyên ở nơi cũ"
        )
        self.new_unit_button = button("Thêm là đơn vị mới", icon="plus")
        self.unit = ChoiceInput([], "chọn đơn vị có sẵn")
        self.unit.setAccessibleName("Đơn vị có sẵn trong danh sách")
        self.alias_button = button("Là đơn vị này")
        self.key_button = button("Mã đã khớp, chấp nhận khóa mới", icon="lock")
        self.sequence_button = button("Đơn vị đã xác nhận, nhận số này", icon="check")
        self.password = QLineEdit()
        self.password.setAccessibleName("Mật khẩu của tệp")
        self.password.setPlaceholderText("mật khẩu nơi gửi báo")
        self.password_button = button("Mở")
        self._build()
        self._connect()
        self.show_arrival(None)

    def show_arrival(self, arrival: Arrival | None) -> None:
        """Show a file, or what belongs here."""
        self._arrival = arrival
        taken = self._presenter.received is not None
        status = arrival.status if arrival else ""
        self._heading.setText(arrival.path.name if arrival else "Chọn một tệp để xem")
        self._message.setText(arrival.message if arrival else "")
        self._facts.setText(_facts(arrival) if arrival else "")
        self.toggle_button.setVisible(bool(arrival and arrival.applies and not taken))
        left_out = arrival is not None and arrival.path in self._presenter.left_out
        self.toggle_button.setText("Nhận tệp này" if left_out else "Để lại, chưa nhận")
        self.remove_button.setVisible(bool(arrival and not taken and not arrival.applies))
        self._unit_row.setVisible(status == "unknown_unit")
        self.new_unit_button.setVisible(arrival is not None and arrival.can_be_new)
        self.key_button.setVisible(status == "changed_key")
        self.sequence_button.setVisible(status == "sequence_jump")
        self._password_row.setVisible(bool(arrival and arrival.needs_password))
        if status == "unknown_unit":
            self.unit.offer(list(self._presenter.units()), "chọn đơn vị có sẵn")
        self._show_changes(arrival)

    def take_focus(self) -> None:
        """Put the cursor on the first thing to decide."""
        decisions = (
            self.new_unit_button,
            self.key_button,
            self.sequence_button,
            self.password,
            self.toggle_button,
            self.remove_button,
        )
        for widget in decisions:
            if widget.isVisible():
                widget.setFocus()
                return

    def _build(self) -> None:
        self._unit_row = _row(self.unit, self.alias_button)
        self._password_row = _row(self.password, self.password_button)
        column = QVBoxLayout(self)
        tighten(column, 14, 12, 14, 12, 8)
        column.addWidget(self._heading)
        column.addWidget(self._message)
        column.addWidget(self._facts)
        column.addWidget(self.new_unit_button)
        column.addWidget(self._unit_row)
        column.addWidget(self.key_button)
        column.addWidget(self.sequence_button)
        column.addWidget(self._password_row)
        column.addWidget(self.toggle_button)
        column.addWidget(self.remove_button)
        column.addWidget(self._changes_words)
        column.addWidget(self._table, 1)
        column.addStretch(0)
        self._column = column

    def _connect(self) -> None:
        self.toggle_button.clicked.connect(self._on_toggle)
        self.remove_button.clicked.connect(self._on_remove)
        self.new_unit_button.clicked.connect(self._on_new_unit)
        self.alias_button.clicked.connect(self._on_alias)
        self.key_button.clicked.connect(self._on_key)
        self.sequence_button.clicked.connect(self._on_sequence)
        self.password.returnPressed.connect(self._on_password)
        self.password_button.clicked.connect(self._on_password)

    def _show_changes(self, arrival: Arrival | None) -> None:
        found = arrival.changes if arrival else ()
        self._table.setVisible(bool(found))
        self._column.setStretch(self._column.count() - 1, 0 if found else 1)
        replaces = arrival is not None and arrival.status == "newer"
        self._changes_words.setVisible(replaces or bool(found))
        when = "đã" if self._presenter.received is not None else "sẽ"
        self._changes_words.setText(
            f"{len(found)} ô {when} thay đổi" if found else "Số liệu các ô không đổi."
        )
        self.changes.show_rows([Row(change, _cells(change)) for change in found])

    def _decide(self, decision: Callable[[Arrival], None]) -> None:
        """Do with the file what the officer decided, and go back to the table."""
        if self._arrival is not None:
            decision(self._arrival)
            self.put_away.emit()

    def _on_toggle(self) -> None:
        self._decide(self._presenter.toggle)

    def _on_remove(self) -> None:
        self._decide(self._presenter.remove)

    def _on_new_unit(self) -> None:
        self._decide(self._presenter.add_unit)

    def _on_alias(self) -> None:
        code = self.unit.value()
        if self._arrival is not None and code is not None:
            self._presenter.call_unit(self._arrival, str(code))
            self.put_away.emit()
        else:
            self.unit.setFocus()

    def _on_key(self) -> None:
        self._decide(self._presenter.accept_key)

    def _on_sequence(self) -> None:
        self._decide(self._presenter.accept_sequence)

    def _on_password(self) -> None:
        if self.password.text():
            self._presenter.use_password(self.password.text())
            self.password.clear()
            self.put_away.emit()


def _row(first: QWidget, second: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    tighten(layout, spacing=6)
    layout.addWidget(first, 1)
    layout.addWidget(second)
    return row


def _cells(change: CellChange) -> tuple[Cell, ...]:
    measure = measure_words(change.measure)
    of = parse_month(change.month).short if not change.block else _block_words(change.month)
    return (
        Cell(f"{of}, {change.area}, {measure}"),
        Cell(_number(change.old), "muted"),
        Cell(_number(change.new), bold=True),
    )


def _block_words(period: str) -> str:
    text = words(parse_period(period))
    return text[:1].upper() + text[1:]


def _facts(arrival: Arrival) -> str:
    lines = []
    if arrival.created_at is not None:
        at = arrival.created_at.astimezone()
        lines.append(f"Lập lúc {at:%H:%M %d/%m/%Y}, tệp thứ {arrival.sequence or '–'}.")
    if arrival.code:
        lines.append(f"Mã khóa của nơi gửi:\n{arrival.code}")
    lines.append(str(arrival.path.parent))
    return "\n".join(lines)


def _number(value: int | None) -> str:
    return "trống" if value is None else format_number(value)
