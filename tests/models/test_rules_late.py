"""Findings about late dossiers and what registers count."""

from models.figures import WHOLE_UNIT_ID
from models.measures import WHOLE_UNIT
from models.rules.late import check_late, check_registers
from tests.models.rule_units import JUNE, june, row, said, whole

LATE = {"resolved_late": 2, "pending_overdue": 1}


def test_late_dossiers_without_an_apology_are_noted_for_their_field() -> None:
    found = check_late(
        june(row("A", **LATE, apologies=1), row("B"), late_reasons={JUNE: {"A": 3}}), JUNE
    )
    assert said(found) == [("late_without_apology", "note", "A", None, 2)]


def test_no_apology_entered_anywhere_is_an_apology_missing() -> None:
    found = check_late(june(row("A", **LATE, apologies=None), late_reasons={JUNE: {"A": 3}}), JUNE)
    assert said(found) == [("late_without_apology", "note", "A", None, 3)]


def test_apologies_in_the_register_of_late_dossiers_count() -> None:
    history = june(
        row("A", **LATE, apologies=None),
        late_reasons={JUNE: {"A": 3}},
        late_apologies={JUNE: {"A": 3}},
    )
    assert check_late(history, JUNE) == []


def test_apologies_entered_for_the_whole_unit_cover_its_fields() -> None:
    blank = {"apologies": None}
    reasons = {JUNE: {"A": 3}}
    covered = june(
        row("A", **LATE, **blank), row("B", **blank), whole(apologies=3), late_reasons=reasons
    )
    assert check_late(covered, JUNE) == []
    lacking = june(
        row("A", **LATE, **blank), row("B", **blank), whole(apologies=2), late_reasons=reasons
    )
    assert [place[0] for place in said(check_late(lacking, JUNE))] == ["late_without_apology"]


def test_late_dossiers_without_a_written_reason_are_noted() -> None:
    found = check_late(june(row("A", **LATE, apologies=3), late_reasons={JUNE: {"A": 1}}), JUNE)
    assert said(found) == [("late_without_reason", "note", "A", None, 2)]


def test_reasons_written_for_the_whole_unit_cover_its_fields() -> None:
    reasons = {JUNE: {WHOLE_UNIT_ID: 3}}
    assert check_late(june(row("A", **LATE, apologies=3), late_reasons=reasons), JUNE) == []


def test_late_dossiers_known_only_for_the_whole_unit_are_noted_there() -> None:
    found = check_late(june(whole(resolved_late=5)), JUNE)
    assert said(found) == [
        ("late_without_apology", "note", WHOLE_UNIT, None, 5),
        ("late_without_reason", "note", WHOLE_UNIT, None, 5),
    ]


def test_a_month_without_late_dossiers_needs_neither() -> None:
    assert check_late(june(row("A", resolved_late=0, pending_overdue=0)), JUNE) == []
    assert check_late(june(), JUNE) == []


def test_an_entered_number_that_differs_from_the_register_is_a_note() -> None:
    history = june(
        row("A", apologies=2),
        monthly={JUNE: {"inspections": 3, "procedures_total": 144}},
        counted={
            JUNE: {"inspections": 1, "procedures_total": 144, "services_full": 20, "apologies": 3}
        },
    )
    assert said(check_registers(history, JUNE)) == [
        ("register_differs", "note", WHOLE_UNIT, None, 2),
        ("register_differs", "note", WHOLE_UNIT, "apologies", -1),
    ]
