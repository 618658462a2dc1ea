"""Opening a month of 60 fields against the raw read and a bare table model of that size."""

from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from models.measures import MEASURES
from models.periods import Month
from tests.benchmarks.ratio import Ratio, medians, timed
from tests.benchmarks.stores import UNIT, fields_of_work, fill_months, new_store, raw_connection

MONTHS = [Month(2024, 5), Month(2024, 6)]
_QUERY = (
    f"SELECT field, nil, {', '.join(MEASURES)} FROM dossiers WHERE unit=? AND year=? AND month=?"
)


class BareModel(QAbstractTableModel):
    """A table model that does nothing but hold rows."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[object, ...]] = []

    def show_rows(self, rows: list[tuple[object, ...]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return len(MEASURES) + 2

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return (
            self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None
        )


def measure(folder: Path) -> list[Ratio]:
    """Return the ratio of going from one month of 60 fields to another and seeing it painted."""
    from ui.app import make_application
    from ui.main_window import MainWindow

    application = QApplication.instance() or make_application([])
    assert isinstance(application, QApplication)
    path = folder / "month.sqlite"
    context = new_store(path)
    fill_months(context, fields_of_work(context, 60), MONTHS)
    window = MainWindow(context)
    window.show_page("month")
    window.show()
    ours_turn, bare_turn = _Turns(), _Turns()

    def ours() -> None:
        window.shell.set_month(ours_turn.next())
        _settle(application)

    bare_context = new_store(folder / "bare.sqlite")
    fill_months(bare_context, fields_of_work(bare_context, 60), MONTHS)
    bare_context.close()
    raw = raw_connection(folder / "bare.sqlite")
    view, model, bare_window = QTableView(), BareModel(), QMainWindow()
    view.setModel(model)
    bare_window.setCentralWidget(view)
    bare_window.resize(1280, 720)
    bare_window.show()

    def bare() -> None:
        month = bare_turn.next()
        model.show_rows(raw.execute(_QUERY, (UNIT, month.year, month.month)).fetchall())
        _settle(application)

    try:
        opened, floor = medians(25, timed(ours), timed(bare))
    finally:
        raw.close()
        window.close()
        bare_window.close()
        context.close()
    return [
        Ratio(
            "open a month of 60 fields",
            "raw read and a bare table model, painted",
            opened,
            floor,
            2,
        )
    ]


class _Turns:
    """Gives the months in turn, so that each run really opens another one."""

    def __init__(self) -> None:
        self._place = 0

    def next(self) -> Month:
        self._place += 1
        return MONTHS[self._place % len(MONTHS)]


def _settle(application: QApplication) -> None:
    for _round in range(3):
        application.processEvents()
