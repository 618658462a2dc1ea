"""A period is worked out with the others beside it, in one reading."""

import sqlalchemy as sa

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
        if "dossiers.fees_paid" in statement:
            reads.append(statement)

    def listened(conn: sa.Connection) -> Consolidated:
        sa.event.listen(conn, "before_cursor_execute", remember)
        return consolidated(conn, "2024-02")

    found = two.ask(listened)
    assert [each.which for each in found.compared] == ["previous", "year_ago"]
    assert len(reads) == 2
