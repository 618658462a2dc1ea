"""Adding up many units says how far it is; stopped by the officer it leaves nothing behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.consolidation.period import consolidated
from desktop.consolidation.rollup import roll_up
from desktop.context import Context
from desktop.progress import WHOLE, Cancelled
from desktop.reports.district.export import export_district
from desktop.reports.district.workbook import export_workbook
from models.periods import parse_period
from tests.helpers.sums import new_district

PERIOD = "2024-H1"


class Told:
    """Remembers the steps and stops at the first one for which `until` holds."""

    def __init__(self, until: Callable[[int, int, str], bool] = lambda *_: False) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._until = until

    def step(self, done: int, total: int, text: str) -> None:
        self.steps.append((done, total, text))
        if self._until(done, total, text):
            raise Cancelled


def test_every_unit_is_a_step_and_a_place_to_stop_at(district: Context) -> None:
    told = Told()
    district.ask(roll_up, parse_period(PERIOD), None, told)
    assert [done for done, total, _ in told.steps if total] == list(range(9))
    half = Told(lambda done, total, _: done == 4)
    with pytest.raises(Cancelled):
        district.ask(roll_up, parse_period(PERIOD), None, half)
    assert half.steps == told.steps[: len(half.steps)]


def test_thousands_of_units_are_told_in_about_a_hundred_steps(tmp_path: Path) -> None:
    from desktop.registers import save_many

    context = new_district(tmp_path)
    context.do(
        save_many,
        "units",
        "",
        [(None, {"code": f"P{n}", "name": f"Phường {n}"}) for n in range(1050)],
    )
    told = Told()
    found = context.ask(roll_up, parse_period("2024-01"), None, told)
    assert len(found.lines) == 1050
    assert 100 <= len(told.steps) <= 110
    assert told.steps[-1][:2] == (1050, 1050)


def test_the_parts_of_longer_work_make_one_bar_that_only_grows(
    district: Context, tmp_path: Path
) -> None:
    told = Told()
    export_district(district, PERIOD, tmp_path / "bao-cao.docx", reporter=told)
    shares = [done for done, _, _ in told.steps]
    assert shares == sorted(shares)
    assert {total for _, total, _ in told.steps} == {WHOLE}
    assert "Đang đọc sổ của các đơn vị" in {text for _, _, text in told.steps}


@pytest.mark.parametrize("at", [200, 600, 750, 920])
def test_a_stopped_report_or_workbook_leaves_what_was_there(
    district: Context, tmp_path: Path, at: int
) -> None:
    report, book = tmp_path / "bao-cao.docx", tmp_path / "bang.xlsx"
    report.write_bytes(b"cu")
    book.write_bytes(b"cu")
    files = set(tmp_path.iterdir())
    with pytest.raises(Cancelled):
        export_district(district, PERIOD, report, reporter=Told(lambda done, *_: done >= at))
    with pytest.raises(Cancelled):
        export_workbook(district, PERIOD, book, Told(lambda done, *_: done >= min(at, 900)))
    assert (report.read_bytes(), book.read_bytes()) == (b"cu", b"cu")
    assert set(tmp_path.iterdir()) == files


def test_a_period_with_others_beside_it_can_be_stopped_too(district: Context) -> None:
    with pytest.raises(Cancelled):
        district.ask(consolidated, PERIOD, Told(lambda done, *_: done > 0))
    assert len(district.ask(consolidated, PERIOD).now.counted) == 7
