"""A province of 168 communes: its year as JSON, as Word and Excel, as first totals on screen."""

import contextlib
import io
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop.commands.run import main
from desktop.context import open_context
from desktop.registers import area_names
from models.figures import WHOLE_UNIT_ID
from models.measures import MEASURES
from models.periods import Month
from models.tables import TABLES
from tests.benchmarks.ratio import Ratio, medians, timed
from tests.benchmarks.receiving import code_of, new_district
from tests.benchmarks.stores import LEAVES, raw_connection

COMMUNES, FIELDS, ROUNDS = 168, 45, 3
PERIOD = "2024"
MONTHS = [Month(year, month) for year in (2023, 2024) for month in range(1, 13)]
_COLUMNS = [column.name for column in TABLES["dossiers"].columns]
_ROWS = f"SELECT unit, year, month, field, nil, {', '.join(MEASURES)} FROM dossiers"


def measure(folder: Path) -> list[Ratio]:
    """Return the ratios of one year, with the year before beside it, over 168 communes."""
    store = folder / "province.sqlite"
    _make(store)
    command = ["--store", str(store), "consolidate", "--period", PERIOD, "--json"]
    paper = ["--docx", str(folder / "year.docx"), "--xlsx", str(folder / "year.xlsx")]
    json_alone, with_paper, floor = medians(
        ROUNDS,
        timed(lambda: _run(command)),
        timed(lambda: _run([*command, *paper])),
        timed(lambda: _read(store)),
    )
    first_totals = _first_totals(store)
    of_json = "the same year as JSON"
    return [
        Ratio("a province's year as JSON", "raw read of all its rows", json_alone, floor, 6),
        Ratio("Word and Excel together", of_json, with_paper - json_alone, json_alone, 3),
        Ratio("first totals in the window", of_json, first_totals, json_alone, 1),
    ]


def _make(path: Path) -> None:
    """Fill a store with the driver alone: through the program it would take minutes."""
    new_district(path, COMMUNES)
    context = open_context(path)
    fields = [key for key in context.ask(area_names) if key != WHOLE_UNIT_ID][:FIELDS]
    context.close()
    assert len(fields) == FIELDS
    raw = raw_connection(path)
    raw.execute("BEGIN")
    marks = ", ".join("?" * len(_COLUMNS))
    names = ", ".join(_COLUMNS)
    raw.executemany(f"INSERT INTO dossiers ({names}) VALUES ({marks})", _rows(fields))
    raw.execute("COMMIT")
    raw.close()


def _rows(fields: list[str]) -> Iterator[list[int | str | None]]:
    for number in range(COMMUNES):
        for month in MONTHS:
            for place, field in enumerate(fields):
                key = f"{code_of(number)}-{month}-{place}"
                row: dict[str, int | str] = _figures(number + place)
                row |= {"id": key, "unit": code_of(number), "field": field}
                row |= {"year": month.year, "month": month.month}
                row |= {"match": key, "folded": "", "ordering": key}
                yield [row.get(name) for name in _COLUMNS]


def _figures(size: int) -> dict[str, int | str]:
    """Return figures that add up: an office that contradicts itself in each row is none to measure.

    What is left over equals what was carried over, and every count of dossiers lies within its
    whole.
    """
    row: dict[str, int | str] = dict.fromkeys(LEAVES, size)
    intake = sum(1 for name in LEAVES if name.startswith("received_")) * size
    row |= dict.fromkeys(("withdrawn", "returned", "stopped", "resolved_late"), 0)
    row |= {"pending_in_time": size, "pending_overdue": 0, "resolved_on_time": size}
    return {**row, "resolved_early": intake - size}


def _run(words: list[str]) -> None:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        assert main(words) == 0


def _read(path: Path) -> None:
    raw: sqlite3.Connection = raw_connection(path)
    assert len(raw.execute(_ROWS).fetchall()) == COMMUNES * len(MONTHS) * FIELDS
    raw.close()


def _first_totals(store: Path) -> float:
    """Return the milliseconds from the choice of the year to its totals on show."""
    from ui.app import make_application
    from ui.main_window import MainWindow
    from ui.pages.consolidate.page import ConsolidatePage

    application = QCoreApplication.instance() or make_application([])
    context = open_context(store)
    window = MainWindow(context)
    window.shell.set_month(MONTHS[-1])
    window.show_page("consolidate")
    page = window.current
    assert isinstance(page, ConsolidatePage)
    window.show()
    presenter = page.presenter
    _wait(application, lambda: presenter.shown_figures is not None)
    begun = time.perf_counter()
    presenter.choose(PERIOD)
    _wait(application, lambda: presenter.overview is not None)
    taken = (time.perf_counter() - begun) * 1000
    _wait(application, lambda: presenter.shown_figures is not None)
    window.close()
    context.close()
    return taken


def _wait(application: QCoreApplication, there: Callable[[], bool]) -> None:
    while not there():
        application.processEvents()
