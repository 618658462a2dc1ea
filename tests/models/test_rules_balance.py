"""Findings inside one month."""

import pytest

from models.figures import Row
from models.measures import WHOLE_UNIT
from models.rules.balance import check_figures
from tests.models.rule_units import JUNE, june, row, said, whole


def test_a_sound_month_has_nothing_to_say() -> None:
    assert check_figures(june(row("Hộ tịch"), row("Chứng thực"), whole()), JUNE) == []


def test_a_month_without_rows_has_no_figures_to_compare() -> None:
    assert check_figures(june(), JUNE) == []


# --- balance


def test_more_outcomes_than_dossiers_is_an_excess_with_a_negative_difference() -> None:
    found = check_figures(
        june(row("Hộ tịch", resolved=98, resolved_in_time=98, resolved_early=93)), JUNE
    )
    assert said(found) == [("balance", "warning", "Hộ tịch", "to_handle", 3)]
    assert found[0].values == {"variant": "excess", "left": 110, "right": 113}


def test_a_shortfall_is_a_warning_while_withdrawn_and_returned_dossiers_are_entered() -> None:
    found = check_figures(june(row("Hộ tịch", pending=9, pending_in_time=9)), JUNE)
    assert said(found) == [("balance", "warning", "Hộ tịch", "to_handle", -3)]


CLOSED_BLANK = {"closed_unresolved": None, "withdrawn": None, "returned": None, "stopped": None}


def test_a_shortfall_is_only_a_note_while_withdrawn_and_returned_dossiers_are_blank() -> None:
    assert said(check_figures(june(row("Hộ tịch", **CLOSED_BLANK)), JUNE)) == [
        ("balance", "note", "Hộ tịch", "to_handle", -3)
    ]


def test_an_excess_is_a_warning_even_while_withdrawn_and_returned_dossiers_are_blank() -> None:
    found = check_figures(
        june(row("Hộ tịch", **CLOSED_BLANK, pending=20, pending_in_time=20)), JUNE
    )
    assert said(found) == [("balance", "warning", "Hộ tịch", "to_handle", 5)]


def test_what_is_known_of_closed_dossiers_counts_against_the_shortfall() -> None:
    found = check_figures(june(row("Hộ tịch", **CLOSED_BLANK | {"withdrawn": 2})), JUNE)
    assert said(found) == [("balance", "note", "Hộ tịch", "to_handle", -1)]


def test_closed_dossiers_known_for_the_whole_unit_explain_the_fields_shortfalls() -> None:
    fields = row("Hộ tịch", **CLOSED_BLANK), row("Chứng thực", **CLOSED_BLANK)
    assert said(check_figures(june(*fields, whole(closed_unresolved=6)), JUNE)) == []
    assert said(check_figures(june(*fields, whole(closed_unresolved=5)), JUNE)) == [
        ("balance", "warning", WHOLE_UNIT, "to_handle", -1)
    ]


def test_no_balance_is_struck_while_something_is_unknown() -> None:
    found = check_figures(june(row("Hộ tịch", pending=None, pending_in_time=None)), JUNE)
    assert said(found, "balance") == []


# --- totals and parts


def test_an_entered_total_that_differs_from_its_parts_is_named_with_both_numbers() -> None:
    found = check_figures(june(row("Hộ tịch", received=104)), JUNE)
    assert said(found) == [("total_differs", "warning", "Hộ tịch", "received", 4)]
    assert (found[0].values["left"], found[0].values["right"]) == (104, 100)


def test_an_entered_unit_total_that_differs_from_the_sum_of_the_fields_is_named() -> None:
    found = check_figures(june(row("Hộ tịch"), row("Chứng thực"), whole(received=190)), JUNE)
    assert said(found) == [("total_differs", "warning", WHOLE_UNIT, "received", -10)]


def test_a_unit_total_that_differs_because_of_a_field_is_not_said_twice() -> None:
    found = check_figures(
        june(row("Hộ tịch", received=104), row("Chứng thực"), whole(received=204)), JUNE
    )
    assert said(found) == [("total_differs", "warning", "Hộ tịch", "received", 4)]


def test_a_sum_of_fields_that_differs_from_the_units_own_parts_is_named() -> None:
    fields = Row("A", "A", False, {"pending": 6}), Row("B", "B", False, {"pending": 4})
    found = check_figures(june(*fields, whole(pending_in_time=9, pending_overdue=2)), JUNE)
    assert said(found) == [("total_differs", "warning", WHOLE_UNIT, "pending", -1)]


def test_numbers_beside_nil_are_never_dropped_silently() -> None:
    found = check_figures(
        june(Row("Thư viện", "Thư viện", True, {"pending": 5, "resolved": 0})), JUNE
    )
    assert said(found) == [("total_differs", "warning", "Thư viện", "pending", 5)]
    assert found[0].values["variant"] == "nil"


def test_a_part_above_its_total_is_named_and_so_is_the_remainder_below_zero() -> None:
    found = check_figures(june(Row("A", "A", False, {"resolved": 10, "resolved_late": 12})), JUNE)
    assert said(found) == [
        ("part_exceeds_total", "warning", "A", "resolved_late", 2),
        ("negative_remainder", "warning", "A", "resolved_in_time", -2),
    ]


def test_a_part_above_its_total_is_found_two_levels_down() -> None:
    found = check_figures(
        june(Row("A", "A", False, {"received": 10, "received_in_person": 15})), JUNE
    )
    assert said(found) == [("part_exceeds_total", "warning", "A", "received_offline", 5)]


def test_parts_that_are_too_much_only_together_are_named_under_their_total() -> None:
    cells: dict[str, int | None] = {
        "received": 10,
        "received_online_full": 6,
        "received_in_person": 7,
    }
    assert said(check_figures(june(Row("A", "A", False, cells)), JUNE)) == [
        ("part_exceeds_total", "warning", "A", "received", 3)
    ]


def test_a_field_that_leaves_less_than_nothing_of_the_unit_is_named() -> None:
    found = check_figures(
        june(Row("A", "A", False, {"pending": 12}), Row("B", "B", False, {}), whole(pending=10)),
        JUNE,
    )
    assert said(found) == [("negative_remainder", "warning", "B", "pending", -2)]


def test_dossiers_awaiting_a_supplement_are_part_of_the_pending_ones() -> None:
    found = check_figures(june(row("Hộ tịch", awaiting_supplement=13)), JUNE)
    assert said(found) == [("part_exceeds_total", "warning", "Hộ tịch", "awaiting_supplement", 1)]


# --- what may not exceed what


def test_the_published_district_unit_raises_a_finding_for_its_online_intake() -> None:
    found = check_figures(
        june(
            Row("A", "A", False, {"to_handle": 2181, "carried_over": 277, "received_online": 1970})
        ),
        JUNE,
    )
    assert said(found, "online_exceeds_received") == [
        ("online_exceeds_received", "warning", "A", "received_online", 66)
    ]
    assert said(found, "part_exceeds_total") == []
    assert said(found, "negative_remainder") == [
        ("negative_remainder", "warning", "A", "received_offline", -66)
    ]


def test_online_intake_is_compared_with_the_entered_intake() -> None:
    cells: dict[str, int | None] = {"received": 60, "received_online": 70, "received_offline": 0}
    found = check_figures(june(Row("A", "A", False, cells)), JUNE)
    assert said(found, "online_exceeds_received") == [
        ("online_exceeds_received", "warning", "A", "received_online", 10)
    ]


def test_online_intake_known_only_by_kind_is_compared_too() -> None:
    found = check_figures(
        june(Row("A", "A", False, {"received": 10, "received_online_full": 15})), JUNE
    )
    assert said(found) == [("online_exceeds_received", "warning", "A", "received_online", 5)]


@pytest.mark.parametrize(
    ("code", "measure", "value", "difference"),
    [
        ("paid_exceeds_fee_bearing", "paid_online", 81, 1),
        ("digitised_exceeds_total", "digitised_inputs", 111, 1),
        ("digitised_exceeds_total", "digitised_results", 112, 2),
        ("digitised_exceeds_total", "digitised_dossiers", 113, 3),
        ("delivered_exceeds_resolved", "delivered_postal", 96, 1),
    ],
)
def test_of_which_figures_may_reach_but_not_exceed_their_total(
    code: str, measure: str, value: int, difference: int
) -> None:
    assert said(check_figures(june(row("Hộ tịch", **{measure: value})), JUNE)) == [
        (code, "warning", "Hộ tịch", measure, difference)
    ]
    assert check_figures(june(row("Hộ tịch", **{measure: value - difference})), JUNE) == []


def test_a_figure_of_the_whole_unit_is_compared_with_the_sum_of_the_fields() -> None:
    blank = {"digitised_results": None}
    found = check_figures(
        june(row("A", **blank), row("B", **blank), whole(digitised_results=225)), JUNE
    )
    assert said(found) == [
        ("digitised_exceeds_total", "warning", WHOLE_UNIT, "digitised_results", 5)
    ]


def test_a_unit_with_only_its_own_row_is_checked() -> None:
    found = check_figures(june(whole(resolved=10, resolved_in_time=8, resolved_late=1)), JUNE)
    assert said(found) == [("total_differs", "warning", WHOLE_UNIT, "resolved", 1)]
