"""Findings about blank measures."""

from models.figures import Row
from models.measures import OF_WHICH, ROOTS, WHOLE_UNIT
from models.rules.blanks import check_blanks
from tests.models.rule_units import JUNE, SOUND, june, row, said, whole

ROOTS_KNOWN: dict[str, int | None] = {
    "to_handle": 5,
    "resolved": 3,
    "closed_unresolved": 0,
    "pending": 2,
}


def warnings(*rows: Row) -> list[str | None]:
    return [f.measure for f in check_blanks(june(*rows), JUNE) if f.severity == "warning"]


def test_a_full_month_has_no_blanks() -> None:
    assert check_blanks(june(row("Hộ tịch")), JUNE) == []


def test_parts_are_covered_by_a_known_total_above_them() -> None:
    assert warnings(Row("A", "A", False, ROOTS_KNOWN)) == []


def test_a_blank_total_is_named_without_its_blank_parts() -> None:
    assert warnings(Row("A", "A", False, ROOTS_KNOWN | {"pending": None})) == ["pending"]


def test_a_main_total_is_named_where_one_of_its_parts_is_blank() -> None:
    entered = ROOTS_KNOWN | {"to_handle": None, "carried_over": 2}
    assert warnings(Row("A", "A", False, entered)) == ["to_handle"]


def test_a_total_that_can_be_worked_out_is_not_blank() -> None:
    assert (
        warnings(
            Row(
                "A",
                "A",
                False,
                ROOTS_KNOWN | {"pending": None, "pending_in_time": 2, "pending_overdue": 0},
            )
        )
        == []
    )


def test_a_measure_is_named_once_with_all_its_fields() -> None:
    blank = {"pending": None, "pending_in_time": None, "pending_overdue": None}
    found = check_blanks(june(row("A", **blank), row("B", **blank), row("C")), JUNE)
    assert said(found) == [("blank", "warning", None, "pending", None)]
    assert found[0].values["fields"] == ["A", "B"]


def test_a_single_blank_field_is_the_place_of_the_finding() -> None:
    blank = {"pending": None, "pending_in_time": None, "pending_overdue": None}
    assert {f.area for f in check_blanks(june(row("A", **blank), row("C")), JUNE)} == {"A"}


def test_a_number_for_the_whole_unit_covers_its_fields() -> None:
    blank = {"pending": None, "pending_in_time": None, "pending_overdue": None}
    assert check_blanks(june(row("A", **blank), row("B", **blank), whole(pending=4)), JUNE) == []


def test_zero_and_nil_are_not_blank() -> None:
    assert (
        check_blanks(june(row("A", dict.fromkeys(SOUND, 0)), Row("B", "B", True, {})), JUNE) == []
    )


def test_blank_of_which_measures_are_only_notes() -> None:
    found = check_blanks(june(Row("A", "A", False, ROOTS_KNOWN)), JUNE)
    assert said(found) == [("blank", "note", "A", measure.name, None) for measure in OF_WHICH]


def test_a_unit_with_an_empty_row_of_its_own_has_every_main_total_blank() -> None:
    found = check_blanks(june(whole()), JUNE)
    assert [f.measure for f in found if f.severity == "warning"] == list(ROOTS)
    assert {f.area for f in found} == {WHOLE_UNIT}


def test_a_month_without_any_row_has_its_main_totals_named() -> None:
    assert said(check_blanks(june(), JUNE)) == [
        ("blank", "warning", WHOLE_UNIT, root, None) for root in ROOTS
    ]
