"""How the month and the office stand, as the home page and the top bar tell it."""

from datetime import date

from desktop import months, registers
from desktop.context import Context
from desktop.overview import month_state, month_steps, register_counts
from models.registers import Value
from tests.helpers.office import JUNE, SETTLED, enter


def states(office: Context, waiting: int | None) -> tuple[str, ...]:
    return office.ask(month_steps, office.unit, JUNE, waiting).states


def close(office: Context) -> None:
    office.do(months.close_month, office.unit, JUNE, date(2024, 6, 30), "chưa có số")


def test_the_first_open_step_is_the_next_one(office: Context) -> None:
    assert states(office, 0) == ("now", "later", "later", "later", "later")
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    assert states(office, 1) == ("done", "now", "later", "later", "later")
    assert states(office, 0) == ("done", "done", "now", "later", "later")


def test_a_month_is_not_checked_while_nobody_knows_what_is_wrong(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    assert states(office, None) == ("done", "now", "later", "later", "later")


def test_closing_a_month_ends_what_was_left_unfinished(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", received_online=3)
    close(office)
    assert states(office, 0) == ("short", "done", "done", "now", "later")


def test_a_month_is_open_until_it_is_closed(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", **SETTLED)
    assert office.ask(month_state, office.unit, JUNE) == "open"
    close(office)
    assert office.ask(month_state, office.unit, JUNE) == "closed"


def test_an_innovation_counts_as_begun_in_the_year_in_which_it_started(office: Context) -> None:
    for name, started in (("A", date(2023, 12, 31)), ("B", date(2024, 1, 1))):
        values: dict[str, Value] = {"name": name, "kind": "Mô hình", "started": started}
        office.do(registers.save, "innovations", office.unit, values)
    counted = office.ask(register_counts, office.unit, JUNE)
    assert (counted.innovations, counted.begun) == (2, 1)


def test_broken_equipment_is_counted_in_pieces(office: Context) -> None:
    values: dict[str, Value] = {
        "name": "Máy in",
        "kind": "Máy in",
        "quantity": 2,
        "condition": "Hỏng",
    }
    office.do(registers.save, "equipment", office.unit, values)
    counted = office.ask(register_counts, office.unit, JUNE)
    assert (counted.devices, counted.broken, counted.missing) == (2, 2, 0)
