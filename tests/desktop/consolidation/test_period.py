"""A period is worked out with the others beside it, in one reading."""

import sqlalchemy as sa

from desktop.consolidation.judging import Counted, by_number
from desktop.consolidation.period import Consolidated, consolidated
from desktop.context import Context, today
from tests.helpers.sums import consolidate, plain_month


def test_sums_are_compared_only_over_the_same_units(two: Context) -> None:
    plain_month(two, "A", "2024-01", 5, 10, 3)
    plain_month(two, "A", "2024-02", 3, 20, 4)
    plain_month(two, "B", "2024-02", 0, 5, 0)
    [compared] = two.ask(consolidated, "2024-02").compared
    assert compared.which == "previous"
    assert not compared.same_units
    assert compared.changed == ("Phường B",)
    assert compared.sums("below") is None
    assert compared.then.sums("below") is not None
    plain_month(two, "B", "2024-01", 0, 6, 0)
    shape = two.ask(consolidate, "2024-02", today())
    previous = shape["comparison"]["previous"]
    assert previous is not None
    assert previous["below"]["differences"]["received"] == 25 - 16
    assert shape["comparison"]["year_ago"] is None


def test_a_period_and_those_beside_it_read_the_rows_of_each_unit_once(two: Context) -> None:
    for month in ("2023-02", "2024-01", "2024-02"):
        plain_month(two, "A", month, 3, 20, 4)
        plain_month(two, "B", month, 0, 5, 0)
    reads: list[str] = []

    def remember(_conn: object, _cursor: object, statement: str, *_more: object) -> None:
        if "fees_paid" in statement:
            reads.append(statement)

    def listened(conn: sa.Connection) -> Consolidated:
        sa.event.listen(conn, "before_cursor_execute", remember)
        return consolidated(conn, "2024-02")

    found = two.ask(listened)
    assert [each.which for each in found.compared] == ["previous", "year_ago"]
    assert len(reads) == 2


def test_own_figures_are_compared_whichever_other_units_have_sent(two: Context) -> None:
    for month in ("2024-01", "2024-02"):
        plain_month(two, two.unit, month, 0, 7, 1)
    plain_month(two, "A", "2024-02", 0, 10, 3)
    [compared] = two.ask(consolidated, "2024-02").compared
    assert compared.sums("all") is None
    own = compared.sums("own")
    assert own is not None
    assert own["received"] == 7


def test_units_are_ordered_by_number_and_those_that_do_not_know_it_are_left_out(
    two: Context,
) -> None:
    plain_month(two, "A", "2024-02", 3, 20, 4)
    now = two.ask(consolidated, "2024-02").now
    assert by_number(now, "received") == [Counted(1, "A", "Phường A", 20)]
    plain_month(two, "B", "2024-02", 0, 25, 0)
    now = two.ask(consolidated, "2024-02").now
    assert [(each.place, each.code) for each in by_number(now, "received")] == [(1, "B"), (2, "A")]
    assert by_number(now, "fee_bearing") == []


def test_all_units_are_not_compared_with_a_period_in_which_the_own_one_had_no_figures(
    two: Context,
) -> None:
    plain_month(two, two.unit, "2024-02", 0, 90, 1)
    for month in ("2024-01", "2024-02"):
        plain_month(two, "A", month, 0, 10, 3)
    [compared] = two.ask(consolidated, "2024-02").compared
    assert compared.sums("below") is not None
    assert compared.sums("all") is None
    assert compared.changed_in("all") == ("Quận Mẫu",)
