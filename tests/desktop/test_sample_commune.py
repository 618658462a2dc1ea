"""The made-up commune and province of this year: sound on whatever day they are made."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.consolidation.board import board_rows
from desktop.context import Context, create_store, open_context
from desktop.deadlines import month_deadline
from desktop.findings import findings
from desktop.months import closed_months
from desktop.registers import records
from desktop.reports.ward.gathering import gather
from desktop.reports.ward.section_ii2 import span_since
from desktop.sample import make_commune, make_province
from desktop.sample_commune import commune_months
from desktop.settings import get
from models.errors import Unusable
from models.figures import evaluate_month
from models.periods import Month, parse_period
from models.queries.months import year_figures

DAYS = (date(2026, 11, 24), date(2027, 1, 1), date(2028, 2, 29), date(2026, 2, 1))
Make = Callable[[Path, date], Path]


@pytest.fixture(scope="module", params=DAYS, ids=str)
def made(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Context, date]]:
    context = open_context(make_commune(tmp_path_factory.mktemp("commune"), request.param))
    yield context, request.param
    context.close()


def test_the_months_of_the_year_that_are_over_are_closed_and_that_of_today_is_open(
    made: tuple[Context, date],
) -> None:
    commune, today = made
    months = commune_months(today)
    this = Month(today.year, today.month)
    assert list(commune.ask(year_figures, commune.unit)) == [*months, this]
    assert commune.ask(closed_months, commune.unit) == set(months)
    assert months[-1].next() == this
    assert months[0].month == 1


@pytest.mark.parametrize("ago", [1, 2])
def test_the_last_two_weeks_have_the_year_so_far_and_their_change(
    ago: int, made: tuple[Context, date]
) -> None:
    commune, today = made
    last = today - timedelta(days=today.weekday() + 7 * ago)
    year, week, _ = last.isocalendar()
    data = commune.ask(gather, commune.unit, f"{year}-W{week:02d}", "week", None)
    assert data.before is not None
    if last.year != today.year:
        # The week began before the year did.
        return
    since = span_since(data)
    assert since is not None
    assert (since.start, since.end) == (date(today.year, 1, 1), data.now.end)
    total = since.total
    ends = [total[name] for name in ("resolved", "closed_unresolved", "pending")]
    assert total["to_handle"] == sum(number or 0 for number in ends)
    assert total["pending"] == data.now.total["pending"]


def test_nothing_needs_a_reason_and_nothing_is_long_overdue(made: tuple[Context, date]) -> None:
    commune, today = made
    this = Month(today.year, today.month)
    found = commune.ask(findings, commune.unit, [*commune_months(today), this], today)
    assert [finding for finding in found if finding.severity == "warning"] == []
    deadline = commune.ask(month_deadline, this, today)
    assert deadline is not None
    assert deadline.day == this.last_day >= today
    for task in commune.ask(records, "tasks", commune.unit):
        due = task.day("due")
        assert due is not None
        assert task.day("done") or due > today - timedelta(days=60)


def test_forty_five_fields_of_three_authorities_and_every_person_a_plain_sample(
    made: tuple[Context, date],
) -> None:
    commune, _ = made
    used = [row for row in commune.ask(records, "fields", "") if row["in_use"]]
    assert len(used) == 45
    assert {row.text("authority") for row in used} == {"Xã", "Ngành dọc", "Phi địa giới"}
    staff = commune.ask(records, "staff", commune.unit)
    assert staff
    assert all(person.text("name").startswith("Cán bộ mẫu") for person in staff)
    assert "số liệu mẫu" in commune.ask(get, "sample_note")
    assert len(commune.ask(records, "software", commune.unit)) == 2


def test_every_field_adds_up_and_takes_over_what_was_left(made: tuple[Context, date]) -> None:
    commune, _ = made
    left: dict[str, int | None] = {}
    for month in commune.ask(year_figures, commune.unit).values():
        worked_out = evaluate_month(month.rows)
        for key, values in worked_out.areas.items():
            known = {name: value or 0 for name, value in values.known.items()}
            gone = known["resolved"] + known["closed_unresolved"] + known["pending"]
            assert known["to_handle"] == gone, (month.month, key)
            assert left.get(key, 0) == known["carried_over"], (month.month, key)
            left[key] = known["pending"]


def test_the_province_has_168_communes_of_three_kinds_and_names_those_that_did_not_send(
    tmp_path: Path,
) -> None:
    today = date(2026, 4, 3)
    context = open_context(make_province(tmp_path, today))
    rows = context.ask(board_rows, parse_period("2026-03"), today)
    kinds = [row.text("kind") for row in context.ask(records, "units", "")]
    context.close()
    assert len(rows) == 168
    late = [row.name for row in rows if row.standing.late_days]
    assert len(late) == 5
    missing = [row.name for row in rows if row.standing.status == "not_sent"]
    assert missing == ["Phường Mẫu 012", "Xã Mẫu 077", "Phường Mẫu 140"]
    assert (kinds.count("Xã"), kinds.count("Phường"), kinds.count("Đặc khu")) == (123, 42, 3)


@pytest.mark.parametrize("make", [make_commune, make_province])
def test_a_store_in_use_is_never_replaced(make: Make, tmp_path: Path) -> None:
    name = "commune.sqlite" if make is make_commune else "province.sqlite"
    create_store(tmp_path / name, "ward", "P1", "Phường Một", "", "Một").close()
    before = (tmp_path / name).read_bytes()
    with pytest.raises(Unusable) as caught:
        make(tmp_path, date(2026, 4, 3))
    assert caught.value.problems[0].code == "sample_in_the_way"
    assert (tmp_path / name).read_bytes() == before
