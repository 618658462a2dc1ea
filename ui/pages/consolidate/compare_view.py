"""The figures beside those of the last period and of last year: own unit, wards, together."""

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.consolidation.judging import Compared, difference
from desktop.consolidation.period import Consolidated
from desktop.consolidation.rates import part_rate
from desktop.consolidation.rollup import Rollup
from models.periods import title
from models.rates import RATES, RateSettings
from models.values import format_decimal, format_number
from ui.pages.consolidate.presenter import ConsolidatePresenter
from ui.widgets.inputs import ChoiceInput
from ui.widgets.pieces import label, tighten
from ui.widgets.rows import Cell, Column, Row, RowsModel, RowsTable

_SHOWN = (
    "to_handle",
    "carried_over",
    "received",
    "received_online",
    "online_rate",
    "resolved",
    "in_time_rate",
    "resolved_late",
    "closed_unresolved",
    "pending",
    "pending_overdue",
    "delivered_postal",
    "digitised_results",
    "digitised_results_rate",
    "digitised_dossiers",
    "digitised_dossiers_rate",
    "paid_online",
    "fee_bearing",
    "paid_online_rate",
)
_NOTHING = "Chưa có số liệu của kỳ trước hoặc cùng kỳ năm trước để so sánh."


class CompareView(QWidget):
    """One part of the figures against other periods."""

    def __init__(self, presenter: ConsolidatePresenter, own_name: str) -> None:
        super().__init__()
        self._presenter = presenter
        choices = (
            ("all", "Tất cả cộng lại"),
            ("below", "Các đơn vị cộng lại"),
            ("own", f"Riêng {own_name}"),
        )
        self.part = ChoiceInput(choices, None)
        self.part.setAccessibleName("So sánh phần nào")
        self.part.show_value("all")
        self.part.setMinimumContentsLength(22)
        self.model = RowsModel((Column("Chỉ tiêu"),))
        self.table = RowsTable(self.model, "So sánh với các kỳ khác")
        self._words = label("", "muted", wrap=True)
        head = QHBoxLayout()
        tighten(head, spacing=8)
        head.addWidget(self.part)
        head.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        tighten(column, spacing=8)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.part.edited.connect(self.show_figures)

    def show_figures(self) -> None:
        """Show the figures that were worked out."""
        found, part = self._presenter.shown_figures, str(self.part.value())
        if found is None or found.now.sums(part) is None:
            self.model.show_rows([])
            self._words.setText("")
            return
        columns = [Column("Chỉ tiêu"), Column("Kỳ này", 120, "right")]
        for compared in found.compared:
            columns.append(Column(_heading(compared), 160, "right"))
            columns.append(Column("Tăng, giảm", 130, "right"))
        names = (*found.rates.shown(_SHOWN), *_others(found.rates))
        rows = [Row(name, _cells(name, found, part)) for name in names]
        self.model.show_rows(rows, columns)
        self.table.choose(0)
        self._words.setText(_notes(found, part))


def _notes(found: Consolidated, part: str) -> str:
    """Return which sums stand beside no others, and why."""
    if not found.compared:
        return _NOTHING
    notes = []
    for compared in found.compared:
        changed = ", ".join(compared.changed_in(part))
        if changed:
            why = f"không so tổng vì các đơn vị có số liệu khác nhau ({changed})"
            notes.append(f"{_heading(compared)}: {why}.")
    return " ".join(notes)


def _others(rates: RateSettings) -> list[str]:
    """Return the built-in rates in use that have no place of their own in the table."""
    return [name for name in rates.names if name in RATES and name not in _SHOWN]


def _cells(name: str, found: Consolidated, part: str) -> list[Cell]:
    rates, now = found.rates, found.now
    cells = [Cell(rates.label(name)), Cell(_value(name, now, part, rates), bold=True)]
    for compared in found.compared:
        if compared.sums(part) is None:
            cells += [Cell("–", "muted"), Cell("–", "muted")]
            continue
        cells.append(Cell(_value(name, compared.then, part, rates)))
        cells.append(Cell(_step(difference(now, compared.then, part, name, rates))))
    return cells


def _heading(compared: Compared) -> str:
    words = title(compared.then.period)
    return words[:1].upper() + words[1:]


def _value(name: str, over: Rollup, part: str, rates: RateSettings) -> str:
    if not rates.is_rate(name):
        value = (over.sums(part) or {}).get(name)
        return "–" if value is None else format_number(value)
    percent = part_rate(name, over, part, rates).percent
    return "–" if percent is None else f"{percent}%"


def _step(value: int | Decimal | None) -> str:
    if value is None:
        return "–"
    if not value:
        return "bằng"
    if isinstance(value, int):
        size = format_number(abs(value))
    else:
        size = f"{format_decimal(abs(value))} điểm %"
    return f"▲ tăng {size}" if value > 0 else f"▼ giảm {size}"
