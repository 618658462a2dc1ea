"""A ward that began in the middle of a year: what came before it is absent, not missing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.blocks import save_block
from desktop.context import Context
from desktop.figures import figures
from desktop.findings import findings
from desktop.handoff.data import gather
from desktop.registers import profile, save
from desktop.reports.export import export
from desktop.settings import DEADLINE, set_setting
from models.errors import Refused
from models.figures import WHOLE_UNIT_ID
from models.periods import Month, parse_period
from models.registers import Values
from tests.desktop.reports.documents import paragraphs
from tests.helpers.office import BALANCED, SETTLED, enter, new_office

FIRST = date(2025, 7, 1)


@pytest.fixture
def newborn(tmp_path: Path) -> Iterator[Context]:
    """A ward of 01/7/2025 with figures of July and August."""
    context = new_office(tmp_path)
    begin(context, FIRST)
    enter(context, Month(2025, 7), "Hộ tịch", **BALANCED)
    enter(
        context, Month(2025, 8), "Hộ tịch", **{**SETTLED, "carried_over": 2, "resolved_in_time": 10}
    )
    yield context
    context.close()


def begin(context: Context, day: date) -> None:
    kept = context.ask(profile, context.unit)
    values: Values = {"established": day, "predecessors": "phường Ba Láng\nphường Lê Bình"}
    context.do(save, "profile", context.unit, values, kept.id)


def codes(context: Context, *months: Month) -> list[str]:
    found = context.ask(findings, context.unit, list(months), date(2025, 7, 15))
    return [each.code for each in found if each.severity == "warning"]


def test_the_year_begins_with_the_unit(newborn: Context) -> None:
    found = newborn.ask(figures, "2025-8M")
    assert (found["from"], found["months"]) == ("2025-07-01", ["2025-07", "2025-08"])
    total = found["units"][0]["total"]["measures"]
    assert (total["carried_over"], total["received"], total["pending"]) == (1, 17, 0)


def test_a_period_before_the_unit_lacks_nobody(newborn: Context) -> None:
    found = newborn.ask(figures, "2025-H1")
    assert (found["months"], found["units"], found["total"]["missing_units"]) == ([], [], [])


def test_nothing_is_said_of_the_months_before_it(newborn: Context) -> None:
    assert codes(newborn, Month(2025, 6), Month(2025, 7), Month(2025, 8)) == []
    begin(newborn, date(2025, 5, 1))
    assert set(codes(newborn, Month(2025, 6))) == {"blank"}


def test_no_report_of_a_month_before_it_falls_due(newborn: Context) -> None:
    newborn.do(set_setting, DEADLINE, "20")

    def due(month: Month) -> list[str]:
        found = newborn.ask(findings, "LEBINH", [month], month.last_day.replace(day=19))
        return [each.code for each in found if each.code == "report_due"]

    assert due(Month(2025, 6)) == []
    assert due(Month(2025, 7)) == ["report_due"]


def test_what_was_carried_over_on_the_first_day_is_compared_with_nothing(newborn: Context) -> None:
    enter(newborn, Month(2025, 6), "Hộ tịch", **{**SETTLED, "pending_in_time": 9})
    assert "carry_over_broken" not in codes(newborn, Month(2025, 7))


def test_a_month_of_its_first_day_is_sent_with_the_days_from_it(newborn: Context) -> None:
    begin(newborn, date(2025, 7, 10))
    data = newborn.ask(gather, "LEBINH", parse_period("2025-Q3"))
    assert [(state.month, state.start) for state in data.months] == [
        ("2025-07", "2025-07-10"),
        ("2025-08", "2025-08-01"),
        ("2025-09", "2025-09-01"),
    ]


def test_the_cumulative_figures_say_where_they_begin_and_from_whom_the_unit_came(
    newborn: Context, tmp_path: Path
) -> None:
    path = export(newborn, "2025-08", "cchc", tmp_path / "august.docx").path
    [said] = [text for text in paragraphs(path) if text.startswith("- Lũy kế")]
    assert said.startswith(
        "- Lũy kế từ ngày 01/7/2025 đến ngày 31/8/2025 (thành lập ngày 01/7/2025 trên cơ sở"
        " phường Ba Láng, phường Lê Bình (cũ)): phải giải quyết 18 hồ sơ"
    )


def test_a_report_of_a_time_before_the_unit_is_refused(newborn: Context, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        export(newborn, "2025-06", "cchc", tmp_path / "june.docx")
    assert refused.value.problems[0].code == "period_outside_life"


def test_nine_months_in_one_block_are_those_since_the_first_day(tmp_path: Path) -> None:
    context = new_office(tmp_path)
    begin(context, date(2025, 7, 10))
    context.do(save_block, context.unit, "2025-9M", {WHOLE_UNIT_ID: {"received": 30}})
    for period in ("2025-9M", "2025-Q3"):
        found = context.ask(figures, period)
        assert (found["from"], found["to"]) == ("2025-07-10", "2025-09-30")
        assert found["units"][0]["total"]["measures"]["received"] == 30
    assert context.ask(figures, "2025-H1")["total"]["missing_units"] == []
    assert context.ask(figures, "2025-W20")["total"]["missing_units"] == []
    context.close()


def test_a_block_of_the_time_before_the_first_day_is_no_less_there(newborn: Context) -> None:
    newborn.do(save_block, newborn.unit, "2025-H1", {WHOLE_UNIT_ID: {"received": 30}})
    assert newborn.ask(figures, "2025-H1")["units"][0]["total"]["measures"]["received"] == 30
