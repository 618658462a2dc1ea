"""The other figures of a month: each says how it adds up, and is put together that way."""

from models.catalogue import MONTHLY
from models.monthly import ADDED_OVER_UNITS, NAMES, by_name, numbers_of, over_months
from models.numbers import Numbers
from models.registers import Record


def month(**figures: int | None) -> Numbers:
    """Return the figures of a month; those that are not named are blank."""
    return numbers_of(Record("r1", "monthly", "LB", figures))


def test_every_whole_number_of_a_month_says_how_it_adds_up_over_months() -> None:
    silent = [field.name for field in MONTHLY.fields if field.kind == "whole" and not field.flow]
    assert not silent


def test_nothing_but_a_whole_number_adds_up() -> None:
    assert {field.kind for field in MONTHLY.fields if field.flow} == {"whole"}


def test_what_flows_adds_up_and_stocks_are_those_of_the_first_and_the_last_month() -> None:
    april = month(feedback_carried=3, feedback_received=5, feedback_pending=2, services_full=20)
    may = month(feedback_carried=2, feedback_received=7, feedback_pending=4, services_full=21)
    found = by_name(over_months([april, may]))
    assert found["feedback_carried"] == 3
    assert found["feedback_received"] == 12
    assert found["feedback_pending"] == 4
    assert found["services_full"] == 21
    assert found["surveys"] is None


def test_a_month_without_a_record_makes_a_sum_blank_but_not_the_stock_of_another_month() -> None:
    may = month(feedback_carried=2, news_items=4, feedback_pending=1)
    later = by_name(over_months([may, numbers_of(None)]))
    assert (later["feedback_carried"], later["news_items"], later["feedback_pending"]) == (
        2,
        None,
        None,
    )
    earlier = by_name(over_months([numbers_of(None), may]))
    assert (earlier["feedback_carried"], earlier["feedback_pending"]) == (None, 1)


def test_without_a_month_every_figure_is_blank() -> None:
    assert by_name(over_months([])) == dict.fromkeys(NAMES)


def test_counts_of_procedures_are_never_added_over_units() -> None:
    shared = {"procedures_total", "services_full", "services_partial"}
    assert set(NAMES) - set(ADDED_OVER_UNITS) == shared
