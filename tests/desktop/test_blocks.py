"""Figures by period: entered once, they count wherever a period is read."""

from datetime import date
from pathlib import Path

import pytest

from desktop.blocks import delete_block, enter_block, published_cells, save_block
from desktop.context import Context
from desktop.figures import figures
from desktop.findings import finding_sentence, findings
from desktop.messages import sentences
from desktop.months import close_month, month_figures, take_carried_over
from desktop.registers import delete, find_field, save
from models.errors import Refused, Unusable
from models.figures import WHOLE_UNIT_ID
from models.periods import Month
from models.queries.blocks import blocks
from models.registers import Value
from tests.helpers.office import BALANCED, SETTLED, area_id, enter, new_office

NINE = {
    "carried_over": 5,
    "received_online": 600,
    "received_offline": 100,
    "resolved_in_time": 690,
    "resolved_late": 10,
    "withdrawn": 0,
    "returned": 0,
    "stopped": 0,
    "pending_in_time": 5,
    "pending_overdue": 0,
}


@pytest.fixture
def office(tmp_path: Path) -> Context:
    context = new_office(tmp_path)
    for name in ("Hộ tịch", "Đất đai"):
        if context.ask(find_field, name) is None:
            context.do(save, "fields", "", {"name": name})
    return context


def keep(office: Context, period: str, numbers: dict[str, int], **told: Value) -> None:
    cells = {WHOLE_UNIT_ID: numbers}
    office.do(save_block, office.unit, period, cells, told)


def refusals(office: Context, period: str, **told: Value) -> list[str]:
    with pytest.raises((Refused, Unusable)) as refused:
        keep(office, period, {"received": 1}, **told)
    return [problem.code for problem in refused.value.problems]


def test_an_office_that_starts_in_october_enters_nine_months_once(office: Context) -> None:
    keep(office, "2024-9M", NINE)
    for month in (10, 11, 12):
        enter(
            office,
            Month(2024, month),
            "Hộ tịch",
            **{**SETTLED, "carried_over": 5, "pending_in_time": 5},
        )
    year = office.ask(figures, "2024")
    [unit] = year["units"]
    total = unit["total"]["measures"]
    assert (total["received"], total["carried_over"], total["pending"]) == (700 + 24, 5, 5)
    # Carried over once; from then on only what came in.
    assert total["to_handle"] == 705 + 24
    assert unit["total"]["incomplete"] == [
        name for name in unit["total"]["incomplete"] if total[name] is None
    ]
    assert year["months"] == ["2024-10", "2024-11", "2024-12"]
    assert unit["blocks"] == [{"period": "2024-9M", "from": "2024-01-01", "to": "2024-09-30"}]
    assert (year["from"], year["to"]) == ("2024-01-01", "2024-12-31")


def test_october_takes_over_what_the_nine_months_left_pending(office: Context) -> None:
    office.do(save_block, office.unit, "2024-9M", {area_id(office, "Hộ tịch"): NINE})
    october = Month(2024, 10)
    enter(office, october, "Hộ tịch", received_online=8)
    assert office.do(take_carried_over, office.unit, october).value == 1
    [row] = office.ask(month_figures, office.unit, october).rows
    assert row.entered["carried_over"] == 5


def test_check_looks_at_the_months_in_which_blocks_end(office: Context) -> None:
    enter(office, Month(2024, 6), "Hộ tịch", **BALANCED)
    keep(office, "2024-06", {"received": 12})
    keep(office, "2024-Q1", {**NINE, "received_online": 900})
    found = office.ask(findings, office.unit, None, date(2024, 7, 1))
    said = {
        (each.code, each.month, each.difference) for each in found if each.severity == "warning"
    }
    assert ("published_differs", "2024-06", 3) in said
    [published] = [each for each in found if each.code == "published_differs"]
    # One month is not several added up.
    assert "đã công bố 12, sổ ghi 9 (chênh 3)" in finding_sentence(published)
    assert ("balance", "2024-03", -300) in said
    [wrong] = [each for each in found if each.code == "balance"]
    assert finding_sentence(wrong).startswith(
        "Số liệu quý I năm 2024, Chung toàn đơn vị: thiếu 300 hồ sơ"
    )
    # Nobody entered March as a month, and nobody has to.
    assert ("2024-03", "blank") not in {(each.month, each.code) for each in found}


def test_two_weeks_are_read_inside_a_month_that_has_figures(office: Context) -> None:
    enter(office, Month(2024, 6), "Hộ tịch", **BALANCED)
    keep(office, "2024-W23", {"received": 3, "resolved": 2})
    keep(office, "2024-W24", {"received": 4, "resolved": 1})
    fortnight = office.ask(figures, "2024-06-03..2024-06-16")
    [unit] = fortnight["units"]
    assert (unit["total"]["measures"]["received"], unit["total"]["measures"]["resolved"]) == (7, 3)
    assert fortnight["months"] == []
    assert [block["period"] for block in unit["blocks"]] == ["2024-W23", "2024-W24"]
    with pytest.raises(Refused) as refused:
        office.ask(figures, "2024-06-03..2024-06-17")
    assert refused.value.problems[0].code == "window_straddles"
    # The month itself stays what was entered for it.
    month = office.ask(figures, "2024-06")
    assert month["units"][0]["blocks"] == []
    assert month["units"][0]["total"]["measures"]["received"] == 9


def test_the_published_number_stands_beside_that_of_the_months(office: Context) -> None:
    enter(office, Month(2024, 6), "Hộ tịch", **BALANCED)
    keep(office, "2024-06", {"received": 12}, source="Cổng dịch vụ công", printed="Công bố")
    [unit] = office.ask(figures, "2024-06")["units"]
    assert unit["total"]["measures"]["received"] == 9
    assert unit["published"] == {
        "received": {"value": 12, "source": "Cổng dịch vụ công", "printed": "Công bố"}
    }
    # Free dates that are the very month say the same.
    [by_dates] = office.ask(figures, "2024-06-01..2024-06-30")["units"]
    assert by_dates["published"] == unit["published"]
    assert office.ask(figures, "2024-Q2")["units"][0]["published"] == {}


def test_the_whole_unit_is_the_parent_of_the_fields_of_a_block(office: Context) -> None:
    cells = {
        WHOLE_UNIT_ID: {"received": 10},
        area_id(office, "Hộ tịch"): {"received": 6},
        area_id(office, "Đất đai"): {},
    }
    office.do(save_block, office.unit, "2024-Q1", cells)
    [unit] = office.ask(figures, "2024-Q1")["units"]
    received = {row["field"]: row["measures"]["received"] for row in unit["fields"]}
    assert received == {"Hộ tịch": 6, "Đất đai": 4}


def test_a_day_without_figures_is_missing_and_no_fault(office: Context) -> None:
    day = office.ask(figures, "2024-06-14")
    assert (day["units"], day["total"]["missing_units"]) == ([], [office.unit])
    assert (day["from"], day["to"]) == ("2024-06-14", "2024-06-14")


def test_what_a_block_may_say_of_its_days(office: Context) -> None:
    assert refusals(office, "quý một") == ["period_unknown"]
    assert refusals(office, "2024-06-20..2024-06-01") == ["period_reversed"]
    june, may = date(2024, 6, 20), date(2024, 5, 5)
    assert refusals(office, "2024-06", from_date=june, to_date=may) == ["block_days_reversed"]
    assert refusals(office, "2024-06", from_date=date(2023, 6, 1)) == ["block_days_outside"]
    # Its first day is that of the period where nobody says otherwise.
    assert refusals(office, "2024-06", to_date=date(2024, 5, 31)) == ["block_days_reversed"]
    # Six months whose books were closed on the 20th of June, as a district published them.
    keep(office, "2024-H1", NINE, from_date=date(2023, 12, 5), to_date=june)
    half = office.ask(figures, "2024-H1")
    assert (half["from"], half["to"]) == ("2023-12-05", "2024-06-20")


def test_blocks_of_unequal_periods_may_overlap_but_none_is_there_twice(office: Context) -> None:
    keep(office, "2024-Q1", {"received": 30})
    keep(office, "2024-H1", {"received": 60})
    keep(office, "2024-Q1", {"received": 31})
    assert office.ask(figures, "2024-H1")["units"][0]["total"]["measures"]["received"] == 60
    assert office.ask(figures, "2024-Q1")["units"][0]["total"]["measures"]["received"] == 31
    with pytest.raises(Refused) as refused:
        office.do(save, "blocks", office.unit, {"period": "2024-Q1", "field": WHOLE_UNIT_ID})
    assert refused.value.problems[0].code == "duplicate_key"


def test_a_block_is_locked_with_the_month_in_which_it_ends(office: Context) -> None:
    keep(office, "2024-Q1", {"received": 30})
    enter(office, Month(2024, 3), "Hộ tịch", **SETTLED)
    office.do(
        close_month, office.unit, Month(2024, 3), date(2024, 4, 2), "đã đối chiếu với hệ thống"
    )
    assert refusals(office, "2024-Q1") == ["month_closed"]
    assert refusals(office, "2024-W12") == ["month_closed"]
    with pytest.raises(Refused) as refused:
        office.do(delete_block, office.unit, "2024-Q1")
    assert refused.value.problems[0].code == "month_closed"
    keep(office, "2024-H1", {"received": 60})


def test_a_deleted_block_counts_no_longer(office: Context) -> None:
    keep(office, "2024-Q1", {"received": 30})
    office.do(delete_block, office.unit, "2024-Q1")
    assert office.ask(figures, "2024-Q1")["units"] == []


def test_a_field_of_work_in_a_block_keeps_its_figures_under_a_new_name(office: Context) -> None:
    key = area_id(office, "Đất đai")
    office.do(save_block, office.unit, "2024-Q1", {key: {"received": 4}})
    office.do(save, "fields", "", {"name": "Địa chính"}, key)
    [unit] = office.ask(figures, "2024-Q1")["units"]
    assert [row["field"] for row in unit["fields"]] == ["Địa chính"]
    with pytest.raises(Refused) as refused:
        office.do(delete, "fields", [key])
    assert refused.value.problems[0].code == "field_in_use"


def test_blocks_follow_the_code_of_the_unit(office: Context) -> None:
    keep(office, "2024-Q1", {"received": 30})
    profile = office.ask(lambda conn: conn.exec_driver_sql("SELECT id FROM profile").scalar_one())
    office.do(save, "profile", office.unit, {"code": "LEBINH2"}, profile)
    assert [str(period) for period in office.ask(blocks, "LEBINH2")] == ["2024-Q1"]


def test_free_dates_without_a_month_or_block_are_named(office: Context) -> None:
    enter(office, Month(2024, 5), "Hộ tịch", **BALANCED)
    with pytest.raises(Refused) as refused:
        office.ask(figures, "2024-06-05..2024-06-20")
    [said] = sentences(refused.value)
    assert said.startswith("Kỳ từ ngày 05/6/2024 đến ngày 20/6/2024 không trọn tháng số liệu nào.")


def test_typing_a_block_leaves_no_row_without_figures_and_keeps_what_was_told(
    office: Context,
) -> None:
    civil = area_id(office, "Hộ tịch")
    told = {"source": "Báo cáo nhanh"}
    cells: dict[str, dict[str, int | None]] = {
        WHOLE_UNIT_ID: {"received": 8},
        civil: {"received": 3},
    }
    office.do(enter_block, office.unit, "2024-W23", cells, told)
    cells = {civil: {"received": None}, WHOLE_UNIT_ID: {"resolved": 2}}
    office.do(enter_block, office.unit, "2024-W23", cells, {"source": "khác"})
    [block] = office.ask(blocks, office.unit).values()
    [row] = block.rows
    assert (row.row.area_id, row.source) == (WHOLE_UNIT_ID, "Báo cáo nhanh")
    assert (row.row.entered["received"], row.row.entered["resolved"]) == (8, 2)


def test_published_cells_are_there_only_where_the_month_has_figures_too(office: Context) -> None:
    june = Month(2024, 6)
    keep(office, "2024-06", {"received": 12})
    keep(office, "2024-Q2", {"received": 40})
    assert office.ask(published_cells, office.unit, june) == {}
    enter(office, june, "Hộ tịch", **BALANCED)
    found = office.ask(published_cells, office.unit, june)
    assert {cell: said.value for cell, said in found.items()} == {(WHOLE_UNIT_ID, "received"): 12}
