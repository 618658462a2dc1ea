"""Reading the months of a unit: rows in order, own windows, what is closed and since when."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop import registers
from desktop.context import Context
from models.figures import WHOLE_UNIT_ID, MonthFigures
from models.measures import MEASURES, WHOLE_UNIT
from models.periods import Month, Window
from models.queries.months import (
    closed_months,
    closing_days,
    month_figures,
    months_by_unit,
    months_with_figures,
    own_windows,
    row_id,
    units_with_figures,
    windows_by_unit,
    year_figures,
)
from models.queries.records import area_names
from models.registers import Value
from models.tables import CLOSING
from models.work import Work
from tests.helpers.office import JUNE, area_id, new_office

MAY, JANUARY, NEXT_JUNE = Month(2024, 5), Month(2025, 1), Month(2025, 6)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Context]:
    context = new_office(tmp_path)
    yield context
    context.close()


def add(office: Context, month: Month, field: str, unit: str = "LEBINH", **more: Value) -> str:
    place: dict[str, Value] = {"year": month.year, "month": month.month, "field": field}
    return office.do(registers.save, "dossiers", unit, place | more).value


def set_window(office: Context, month: Month, unit: str, **days: date) -> str:
    values: dict[str, Value] = {"year": month.year, "month": month.month, **days}
    return office.do(registers.save, "monthly", unit, values).value


def test_rows_stand_in_the_order_of_the_fields_with_everything_that_was_entered(
    office: Context,
) -> None:
    first, second = list(office.ask(area_names).items())[:2]
    add(office, JUNE, WHOLE_UNIT_ID, apologies=2)
    add(office, JUNE, second[0], nil=True)
    add(office, JUNE, first[0], resolved_late=0, fees_paid=7)
    found = office.ask(month_figures, office.unit, JUNE)
    assert (found.unit, found.month) == ("LEBINH", JUNE)
    assert [(row.area_id, row.area, row.nil) for row in found.rows] == [
        (*first, False),
        (*second, True),
        (WHOLE_UNIT_ID, WHOLE_UNIT, False),
    ]
    entered = found.rows[0].entered
    assert list(entered) == list(MEASURES)
    assert {name: value for name, value in entered.items() if value is not None} == {
        "resolved_late": 0,
        "fees_paid": 7,
    }


def test_a_row_of_a_field_that_the_list_lacks_comes_last_under_its_id(office: Context) -> None:
    field = area_id(office, "Hộ tịch")
    add(office, JUNE, field)
    add(office, JUNE, WHOLE_UNIT_ID)
    listed = {WHOLE_UNIT_ID: "Cả đơn vị"}
    found = office.ask(year_figures, office.unit, [JUNE], listed)
    rows = found[JUNE].rows
    assert [(row.area_id, row.area) for row in rows] == [
        (WHOLE_UNIT_ID, "Cả đơn vị"),
        (field, field),
    ]


def test_months_are_read_in_order_and_only_those_asked_for(office: Context) -> None:
    field = area_id(office, "Hộ tịch")
    for month in (NEXT_JUNE, JUNE, MAY):
        add(office, month, field)
    add(office, Month(2024, 1), field, "KHAC")
    assert list(office.ask(year_figures, office.unit)) == [MAY, JUNE, NEXT_JUNE]
    found = office.ask(year_figures, office.unit, [NEXT_JUNE, MAY, Month(2024, 1)])
    assert list(found) == [MAY, NEXT_JUNE]
    assert office.ask(year_figures, office.unit, []) == {}
    assert {(item.unit, item.month) for item in found.values()} == {
        ("LEBINH", MAY),
        ("LEBINH", NEXT_JUNE),
    }


def test_a_month_without_rows_is_an_empty_month(office: Context) -> None:
    assert office.ask(month_figures, "LEBINH", JUNE) == MonthFigures("LEBINH", JUNE, ())


def test_months_with_figures_are_told_for_one_unit_and_for_all(office: Context) -> None:
    field, other = area_id(office, "Hộ tịch"), area_id(office, "Chứng thực")
    for month in (NEXT_JUNE, JUNE, JANUARY, MAY):
        add(office, month, field)
    add(office, JUNE, other)
    add(office, MAY, field, "AN")
    gone = add(office, JUNE, field, "ZET")
    office.do(registers.delete, "dossiers", [gone])
    assert office.ask(months_with_figures, office.unit) == [MAY, JUNE, JANUARY, NEXT_JUNE]
    assert office.ask(months_with_figures, "ZET") == []
    assert office.ask(months_by_unit) == {
        "LEBINH": {MAY, JUNE, JANUARY, NEXT_JUNE},
        "AN": {MAY},
    }
    assert office.ask(units_with_figures) == ["AN", "LEBINH"]
    assert JUNE not in office.ask(year_figures, "ZET")


def test_a_row_is_found_by_its_unit_month_and_field(office: Context) -> None:
    field, other = area_id(office, "Hộ tịch"), area_id(office, "Chứng thực")
    keys = {
        (unit, month, name): add(office, month, name, unit)
        for unit in ("LEBINH", "AN")
        for month in (JUNE, MAY, NEXT_JUNE)
        for name in (field, other)
    }
    for (unit, month, name), key in keys.items():
        assert office.ask(row_id, unit, month, name) == key
    office.do(registers.delete, "dossiers", [keys["AN", MAY, field]])
    assert office.ask(row_id, "AN", MAY, field) is None


def test_windows_that_were_set_are_read_for_one_unit_and_for_all(office: Context) -> None:
    may, june = date(2024, 4, 5), date(2024, 5, 5)
    set_window(office, MAY, "LEBINH", from_date=may, to_date=date(2024, 5, 4))
    set_window(office, JUNE, "LEBINH", from_date=june, to_date=date(2024, 6, 20))
    set_window(office, NEXT_JUNE, "LEBINH", from_date=date(2025, 6, 1))
    set_window(office, MAY, "AN", from_date=may, to_date=date(2024, 5, 9))
    gone = set_window(office, JUNE, "AN", from_date=june, to_date=date(2024, 6, 9))
    office.do(registers.delete, "monthly", [gone])
    own = {MAY: Window(may, date(2024, 5, 4)), JUNE: Window(june, date(2024, 6, 20))}
    assert office.ask(own_windows, "LEBINH") == own
    others = {MAY: Window(may, date(2024, 5, 9))}
    assert office.ask(windows_by_unit) == {"LEBINH": own, "AN": others}


def close(work: Work, unit: str, month: Month, action: str, at: str) -> None:
    place = {"unit": unit, "year": month.year, "month": month.month}
    work.conn.execute(sa.insert(CLOSING), place | {"action": action, "at": at, "who": "A"})


def test_the_last_word_on_a_month_says_whether_it_is_closed(office: Context) -> None:
    steps = [
        ("LEBINH", JUNE, "close", "2024-07-02T08:00:00+07:00"),
        ("LEBINH", MAY, "close", "2024-06-02T08:00:00+07:00"),
        ("LEBINH", MAY, "reopen", "2024-06-03T08:00:00+07:00"),
        ("LEBINH", NEXT_JUNE, "close", "2025-07-01T08:00:00+07:00"),
        ("LEBINH", NEXT_JUNE, "reopen", "2025-07-02T08:00:00+07:00"),
        # The clock of the office was wrong when it was closed again.
        ("LEBINH", NEXT_JUNE, "close", "2020-01-01T08:00:00+07:00"),
        ("AN", MAY, "close", "2024-06-05T08:00:00+07:00"),
        ("AN", JUNE, "close", "2024-07-05T08:00:00+07:00"),
    ]
    for unit, month, action, at in steps:
        office.do(close, unit, month, action, at)
    assert office.ask(closed_months, "LEBINH") == {JUNE, NEXT_JUNE}
    assert office.ask(closed_months, "AN") == {MAY, JUNE}
    assert office.ask(closing_days, "LEBINH") == {
        JUNE: "2024-07-02T08:00:00+07:00",
        NEXT_JUNE: "2020-01-01T08:00:00+07:00",
    }
