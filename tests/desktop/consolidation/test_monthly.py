"""The other monthly figures of several units added up."""

from datetime import date

from desktop.consolidation.lines import Line, Step
from desktop.consolidation.monthly import monthly_sums
from desktop.context import Context
from desktop.registers import save
from models.periods import Month, Window

MAY, JUNE = Month(2024, 5), Month(2024, 6)
_WINDOWS = {
    MAY: Window(date(2024, 5, 1), date(2024, 5, 31)),
    JUNE: Window(date(2024, 6, 1), date(2024, 6, 30)),
}


def keep(office: Context, unit: str, month: Month, **figures: int) -> None:
    office.do(save, "monthly", unit, {"year": month.year, "month": month.month, **figures})


def line(code: str, *steps: tuple[Month, tuple[str, ...]]) -> Line:
    merged = {unit for _, units in steps for unit in units} - {code}
    found = tuple(Step(month, _WINDOWS[month], units) for month, units in steps)
    return Line(code, code, found, merged=tuple(merged))


def test_units_add_up_what_flows_and_take_each_its_own_first_and_last_month(
    office: Context,
) -> None:
    keep(office, "A", MAY, feedback_carried=4, surveys=10, feedback_pending=9)
    keep(office, "A", JUNE, feedback_carried=9, surveys=20, feedback_pending=2)
    keep(office, "B", JUNE, feedback_carried=1, surveys=5, feedback_pending=3)
    lines = [line("A", (MAY, ("A",)), (JUNE, ("A",))), line("B", (JUNE, ("B",)))]
    sums = office.ask(monthly_sums, lines)
    assert (sums["feedback_carried"], sums["surveys"], sums["feedback_pending"]) == (5, 35, 5)


def test_the_units_of_a_merged_month_count_together_and_one_blank_makes_the_sum_blank(
    office: Context,
) -> None:
    keep(office, "A", MAY, surveys=10, news_items=1)
    keep(office, "B", MAY, surveys=5)
    keep(office, "A", JUNE, surveys=7, news_items=2)
    sums = office.ask(monthly_sums, [line("A", (MAY, ("A", "B")), (JUNE, ("A",)))])
    assert (sums["surveys"], sums["news_items"]) == (22, None)


def test_counts_of_procedures_are_not_among_the_sums_and_no_unit_has_no_sum(
    office: Context,
) -> None:
    keep(office, "A", JUNE, procedures_total=144, surveys=3)
    sums = office.ask(monthly_sums, [line("A", (JUNE, ("A",)))])
    assert "procedures_total" not in sums
    assert sums["surveys"] == 3
    assert set(office.ask(monthly_sums, []).values()) == {None}
