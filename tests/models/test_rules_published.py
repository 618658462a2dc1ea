"""Blocks beside the months: what differs, what is contradictory in them, what they carry over."""

from models.blocks import Block, BlockRow
from models.figures import Row
from models.findings import Finding
from models.periods import Month, parse_period
from models.rules.check import check_month
from models.rules.context import UnitHistory
from tests.models.rule_units import JUNE, MAY, SOUND, row, unit, whole

JULY = Month(2024, 7)


def sound(measure: str) -> int:
    """The figure of a sound month."""
    value = SOUND[measure]
    assert value is not None
    return value


def block(period: str, *rows: Row) -> Block:
    return Block(parse_period(period), tuple(BlockRow(f"row-{each.area}", each) for each in rows))


def of(found: list[Finding], code: str) -> list[tuple[str | None, str | None, object]]:
    return [(each.area, each.measure, each.difference) for each in found if each.code == code]


def differing(
    months: dict[Month, list[Row]], *blocks: Block, month: Month = JUNE
) -> list[tuple[str | None, str | None, object]]:
    return of(check_month(unit(months, blocks=blocks), month), "published_differs")


def test_a_number_that_was_published_otherwise_is_said_in_the_last_month_of_the_block() -> None:
    months = {MAY: [row("Hộ tịch")], JUNE: [row("Hộ tịch")]}
    quarter = block(
        "2024-05-01..2024-06-30",
        row("Hộ tịch", {"received": 195, "resolved": 2 * sound("resolved")}),
    )
    assert differing(months, quarter) == [("Hộ tịch", "received", 195 - 2 * sound("received"))]
    assert differing(months, quarter, month=MAY) == []
    [finding] = [
        each
        for each in check_month(unit(months, blocks=(quarter,)), JUNE)
        if each.code == "published_differs"
    ]
    assert (finding.severity, finding.record, finding.month) == (
        "warning",
        "row-Hộ tịch",
        "2024-06",
    )


def test_a_number_that_agrees_is_not_spoken_of() -> None:
    assert differing({JUNE: [row("Hộ tịch")]}, block("2024-06", row("Hộ tịch"))) == []


def test_nothing_is_compared_while_a_month_has_no_figures_or_is_cut() -> None:
    other = row("Hộ tịch", {"received": 1})
    assert differing({JUNE: [row("Hộ tịch")]}, block("2024-Q2", other)) == []
    assert differing({JUNE: [row("Hộ tịch")]}, block("2024-W23", other)) == []


def test_the_whole_unit_is_not_spoken_of_where_its_fields_explain_it() -> None:
    months = {JUNE: [row("Hộ tịch"), row("Đất đai")]}
    one, all_of_it = sound("received"), 2 * sound("received")
    field = row("Hộ tịch", {"received": one + 5})
    assert differing(months, block("2024-06", field, whole(received=all_of_it + 5))) == [
        ("Hộ tịch", "received", 5)
    ]
    assert differing(months, block("2024-06", field, whole(received=all_of_it + 6))) == [
        ("Hộ tịch", "received", 5),
        ("Chung toàn đơn vị", "received", 6),
    ]


def test_a_block_is_judged_like_a_month_and_named_by_its_period() -> None:
    wrong = block("2024-06", row("Hộ tịch", to_handle=None, carried_over=500))
    found = [
        each for each in check_month(unit({}, blocks=(wrong,)), JUNE) if each.code == "balance"
    ]
    assert [(each.record, each.values["block"]) for each in found] == [("row-Hộ tịch", "2024-06")]


def test_a_month_that_a_block_stands_for_is_not_blank() -> None:
    covered = UnitHistory("LB", {}, blocks=(block("2024-Q2", row("Hộ tịch")),))
    assert of(check_month(covered, MAY), "blank") == []
    week = UnitHistory("LB", {}, blocks=(block("2024-W23", row("Hộ tịch")),))
    assert len(of(check_month(week, JUNE), "blank")) == 4


def test_what_was_pending_at_the_end_of_a_block_is_carried_into_the_next_month() -> None:
    quarter = block("2024-Q2", row("Hộ tịch"))
    july = {JULY: [row("Hộ tịch", carried_over=sound("pending") + 3)]}
    found = of(check_month(unit(july, blocks=(quarter,)), JULY), "carry_over_broken")
    assert found == [("Chung toàn đơn vị", "carried_over", 3), ("Hộ tịch", "carried_over", 3)]
    # A week that ends inside the month says nothing of its end.
    week = block("2024-W23", row("Hộ tịch"))
    assert of(check_month(unit(july, blocks=(week,)), JULY), "carry_over_broken") == []


def test_a_field_of_a_block_is_not_compared_with_months_that_know_the_unit_only() -> None:
    months = {MAY: [row("Hộ tịch")], JUNE: [whole()]}
    quarter = block("2024-05-01..2024-06-30", row("Hộ tịch", {"received": 1}))
    assert differing(months, quarter) == []
    assert differing({JUNE: [whole()]}, block("2024-06", row("Hộ tịch", {"received": 1}))) == []


def test_a_field_of_a_block_without_a_row_in_the_months_adds_nothing_to_them() -> None:
    month = block("2024-06", row("Chứng thực", {"received": 1}))
    assert differing({JUNE: [row("Hộ tịch")]}, month) == [("Chứng thực", "received", 1)]
