"""Two wards become one on a day: reports before and after come out right."""

import json
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop.commands.run import main
from desktop.consolidation.board import board
from desktop.consolidation.period import consolidated
from desktop.consolidation.rollup import Rollup, add_up_all, expected
from desktop.context import Context, today
from desktop.findings import findings
from desktop.messages import sentences
from desktop.registers import records, save
from models.errors import Refused
from models.periods import Month, parse_period
from tests.helpers.sums import (
    consolidate,
    keep_successors,
    line,
    new_district,
    plain_month,
    rolled,
    totals,
)

LAST, FIRST = date(2024, 3, 31), date(2024, 4, 1)


@pytest.fixture
def merged(tmp_path: Path) -> Context:
    """A and B end with March and become C; D stands all the time."""
    context = new_district(
        tmp_path,
        A={"valid_until": LAST, "successor": "C"},
        B={"valid_until": LAST, "successor": "C"},
        C={"valid_from": FIRST},
        D={},
    )
    pending = {"A": 5, "B": 1}
    for month in ("2024-01", "2024-02", "2024-03"):
        for unit, left in pending.items():
            plain_month(context, unit, month, left, 10, left)
    plain_month(context, "C", "2024-04", 6, 30, 7)
    plain_month(context, "C", "2024-05", 7, 30, 8)
    plain_month(context, "C", "2024-06", 8, 30, 9)
    for number in range(1, 7):
        plain_month(context, "D", f"2024-{number:02d}", 0, 4, 0)
    return context


def codes(context: Context, period: str) -> list[str]:
    return [each.line.code for each in rolled(context, period).lines]


def test_before_the_day_the_old_units_report_and_after_it_the_new_one(merged: Context) -> None:
    assert codes(merged, "2024-03") == ["A", "B", "D"]
    assert codes(merged, "2024-Q1") == ["A", "B", "D"]
    assert codes(merged, "2024-04") == ["C", "D"]
    assert codes(merged, "2024-Q2") == ["C", "D"]
    assert rolled(merged, "2024-Q1").below.total["received"] == 60 + 12
    assert rolled(merged, "2024-Q2").below.total["received"] == 90 + 12


def test_a_period_over_the_day_has_the_old_months_in_the_new_units_line(merged: Context) -> None:
    found = rolled(merged, "2024-H1")
    assert codes(merged, "2024-H1") == ["C", "D"]
    assert line(found, "C").line.merged == ("A", "B")
    assert totals(found, "C") == {
        "to_handle": 6 + 60 + 90,
        "carried_over": 6,
        "received": 150,
        "resolved": 60 + 87,
        "pending": 9,
    }
    assert found.below.total["received"] == 150 + 24
    assert (found.missing, found.incomplete) == ((), ())
    assert merged.ask(consolidate, "2024-H1", today())["findings"] == []


def test_the_quarter_after_is_compared_with_the_old_units_together(merged: Context) -> None:
    [compared] = merged.ask(consolidated, "2024-Q2").compared
    assert (compared.which, compared.same_units) == ("previous", True)
    assert totals(compared.then, "C")["received"] == 60


def test_periods_added_up_together_are_those_added_up_alone(merged: Context) -> None:
    periods = ("2024-H1", "2024-Q1", "2024-Q2", "2024-03")

    def both(conn: sa.Connection) -> list[Rollup]:
        return add_up_all(conn, [expected(conn, parse_period(name)) for name in periods])

    assert merged.ask(both) == [rolled(merged, name) for name in periods]


def test_a_month_that_an_old_unit_has_not_sent_is_named_with_the_unit(
    merged: Context, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = new_district(
        tmp_path / "other", A={"valid_until": LAST, "successor": "C"}, C={"valid_from": FIRST}
    )
    plain_month(other, "A", "2024-01", 0, 10, 0)
    plain_month(other, "A", "2024-03", 0, 10, 0)
    for month in ("2024-04", "2024-05", "2024-06"):
        plain_month(other, "C", month, 0, 10, 0)
    [short] = rolled(other, "2024-H1").incomplete
    assert (short.line.code, [str(m) for m in short.blank_months], short.blank_units) == (
        "C",
        ["2024-02"],
        ("A",),
    )


def test_a_unit_that_took_another_in_keeps_its_own_months_beside_it(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={"valid_until": LAST, "successor": "D"}, D={})
    plain_month(context, "D", "2024-03", 2, 10, 2)
    plain_month(context, "A", "2024-03", 3, 5, 3)
    plain_month(context, "D", "2024-04", 5, 10, 2)
    found = rolled(context, "2024-03-01..2024-04-30")
    assert [each.line.code for each in found.lines] == ["D"]
    assert totals(found, "D") == {
        "to_handle": 30,
        "carried_over": 5,
        "received": 25,
        "resolved": 28,
        "pending": 2,
    }


def test_a_merger_inside_a_month_takes_the_old_part_before_the_new_one(tmp_path: Path) -> None:
    context = new_district(
        tmp_path,
        A={"valid_until": date(2024, 3, 14), "successor": "C"},
        C={"valid_from": date(2024, 3, 15)},
    )
    plain_month(context, "A", "2024-03", 4, 6, 5)
    plain_month(context, "C", "2024-03", 5, 8, 1)
    assert totals(rolled(context, "2024-03"), "C") == {
        "to_handle": 18,
        "carried_over": 4,
        "received": 14,
        "resolved": 17,
        "pending": 1,
    }


def test_a_unit_that_ended_without_a_successor_keeps_its_line(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={"valid_until": LAST}, D={})
    plain_month(context, "A", "2024-03", 4, 6, 5)
    assert [each.line.code for each in rolled(context, "2024-Q1").lines] == ["A", "D"]
    assert [each.line.code for each in rolled(context, "2024-H1").lines] == ["D", "A"]
    assert [each.line.code for each in rolled(context, "2024-Q2").lines] == ["D"]


def test_a_unit_made_in_the_period_is_not_asked_for_months_before_it(tmp_path: Path) -> None:
    context = new_district(tmp_path, N={"valid_from": FIRST})
    for month in ("2024-04", "2024-05", "2024-06"):
        plain_month(context, "N", month, 0, 10, 0)
    found = rolled(context, "2024-H1")
    assert found.incomplete == ()
    assert totals(found, "N")["received"] == 30


def test_units_that_name_each_other_as_successors_are_counted_once(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={"valid_until": LAST}, B={"valid_until": LAST})
    keep_successors(context, A="B", B="A")
    for code in ("A", "B"):
        plain_month(context, code, "2024-03", 4, 6, 5)
    assert rolled(context, "2024-03").below.total["received"] == 12
    assert [each.line.merged for each in rolled(context, "2024-H1").lines] == [(), ()]


@pytest.mark.parametrize(
    "circle",
    [
        {"A": "A"},
        {"A": "B", "B": "A"},
        {"A": "B", "B": "C", "C": "A"},
        {"DIST": "A", "A": "DIST"},
        {"DIST": "A", "A": "B", "B": "DIST", "C": "A"},
    ],
)
def test_every_command_answers_on_a_list_whose_successors_go_round(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], circle: dict[str, str]
) -> None:
    context = new_district(tmp_path, A={}, B={}, C={}, DIST={})
    keep_successors(context, **circle)
    for code in ("A", "B", "C", "DIST"):
        plain_month(context, code, "2024-03", 4, 6, 5)
    store = str(tmp_path / "district.sqlite")
    context.close()
    for words in (
        ("check",),
        ("consolidate", "--period", "2024-03"),
        ("board", "--period", "2024-03"),
    ):
        assert main(["--store", store, *words, "--json"]) in (0, 1)
        document = json.loads(capsys.readouterr().out)
        assert "problems" not in document
        if words[0] == "consolidate":
            # Own unit and three wards of ten dossiers each, every one counted once.
            assert document["total"]["measures"]["to_handle"] == 40


def test_the_rules_ask_of_a_circle_what_its_units_left_pending(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={})
    keep_successors(context, A="B", B="A")
    plain_month(context, "A", "2024-02", 0, 10, 5)
    plain_month(context, "B", "2024-03", 4, 6, 5)
    found = context.ask(findings, "B", [Month(2024, 3)], date(2024, 4, 1))
    [broken] = [
        each for each in found if each.code == "carry_over_broken" and each.severity == "warning"
    ]
    assert (broken.values["left"], broken.values["right"]) == (4, 5)


def test_a_circle_of_successors_is_refused_with_the_names_of_its_units(tmp_path: Path) -> None:
    context = new_district(tmp_path, A={}, B={"successor": "A"}, C={"successor": "B"})
    [first] = context.ask(records, "units", "", where={"code": "A"})
    with pytest.raises(Refused) as refused:
        context.do(save, "units", "", {"successor": "C"}, first.id)
    [words] = sentences(refused.value)
    assert "cột “Đơn vị kế thừa”: đơn vị kế thừa đi thành vòng" in words
    assert "Phường A → Phường C → Phường B → Phường A" in words
    with pytest.raises(Refused) as refused:
        context.do(save, "units", "", {"successor": "A"}, first.id)
    assert "Phường A không thể kế thừa chính mình" in sentences(refused.value)[0]
    context.do(save, "units", "", {"name": "Phường A mới"}, first.id)


def test_a_unit_of_a_kept_circle_can_still_be_changed_and_the_circle_opened(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, A={}, B={})
    keep_successors(context, A="B", B="A")
    [first] = context.ask(records, "units", "", where={"code": "A"})
    context.do(save, "units", "", {"contact": "Văn thư"}, first.id)
    context.do(save, "units", "", {"successor": None}, first.id)
    with pytest.raises(Refused):
        context.do(save, "units", "", {"successor": "B"}, first.id)


def test_what_was_merged_into_a_ward_is_not_counted_again_where_that_ward_goes_later(
    tmp_path: Path,
) -> None:
    chain = new_district(
        tmp_path,
        A={"valid_until": LAST, "successor": "B"},
        B={"valid_until": date(2024, 9, 30), "successor": "C"},
        C={},
    )
    for month in ("2024-01", "2024-02", "2024-03"):
        plain_month(chain, "A", month, 0, 10, 0)
    for number in range(1, 7):
        plain_month(chain, "B", f"2024-{number:02d}", 0, 1, 0)
        plain_month(chain, "C", f"2024-{number:02d}", 0, 1, 0)
    found = rolled(chain, "2024-H1")
    assert [(each.line.code, each.line.merged) for each in found.lines] == [
        ("B", ("A",)),
        ("C", ()),
    ]
    assert found.below.total["received"] == 30 + 6 + 6


@pytest.fixture
def split(tmp_path: Path) -> Context:
    """A ends with March and becomes B and C; M ends with it too and goes into B."""
    context = new_district(
        tmp_path,
        B={"valid_from": FIRST},
        C={"valid_from": FIRST},
        A={"valid_until": LAST, "successor": "B\nC"},
        M={"valid_until": LAST, "successor": "B"},
    )
    for month in ("2024-01", "2024-02", "2024-03"):
        plain_month(context, "A", month, 5, 10, 5)
        plain_month(context, "M", month, 1, 10, 1)
    for month in ("2024-04", "2024-05", "2024-06"):
        plain_month(context, "B", month, 4, 20, 4)
        plain_month(context, "C", month, 2, 30, 2)
    return context


def test_the_months_of_a_split_unit_count_in_a_line_of_its_own_and_in_no_other(
    split: Context,
) -> None:
    found = rolled(split, "2024-H1")
    assert [(each.line.code, each.line.merged) for each in found.lines] == [
        ("B", ("M",)),
        ("C", ()),
        ("A", ()),
    ]
    assert line(found, "A").line.split_into == ("B", "C")
    assert totals(found, "A")["received"] == 30
    assert totals(found, "B")["received"] == 60 + 30
    assert totals(found, "C")["received"] == 90
    assert found.below.total["received"] == 210
    assert (found.missing, found.incomplete) == ((), ())


def test_before_and_after_a_split_only_those_that_stand_are_asked_for(split: Context) -> None:
    assert codes(split, "2024-Q1") == ["A", "M"]
    assert line(rolled(split, "2024-Q1"), "A").line.split_into == ()
    assert codes(split, "2024-Q2") == ["B", "C"]


def test_what_a_split_unit_left_is_compared_with_what_all_new_units_carried_over(
    split: Context,
) -> None:
    def broken(unit: str) -> list[dict[str, object]]:
        found = split.ask(findings, unit, [Month(2024, 4)], date(2024, 5, 1))
        return [each.values for each in found if each.code == "carry_over_broken"]

    # B and C carried over 4 and 2; A and M left 5 and 1.
    assert (broken("B"), broken("C")) == ([], [])
    plain_month(split, "C", "2024-04", 3, 30, 2)
    assert broken("B") == broken("C") == [{"variant": "split", "left": 7, "right": 6}]


def test_the_day_that_a_ward_itself_names_counts_where_the_list_names_none(
    tmp_path: Path,
) -> None:
    context = new_district(tmp_path, N={})
    context.do(
        save, "profile", "N", {"code": "N", "name": "Phường N", "established": date(2024, 4, 10)}
    )
    for month in ("2024-04", "2024-05", "2024-06"):
        plain_month(context, "N", month, 0, 10, 0)
    found = rolled(context, "2024-H1")
    assert (found.start, found.incomplete) == (date(2024, 4, 10), ())
    assert totals(found, "N")["received"] == 30
    assert codes(context, "2024-Q1") == []
    [row] = context.ask(board, "2024-Q2", today())["units"]
    assert row["expected"]
    assert context.ask(board, "2024-Q1", today())["units"] == []
