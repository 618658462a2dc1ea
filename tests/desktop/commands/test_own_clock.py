"""A clock that is far off is told before it dates anything; one that may be right is not."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop import own_clock
from desktop.context import Context, now
from desktop.messages import sentence
from desktop.own_clock import clock_doubt
from tests.desktop.commands.console import Console
from tests.helpers.office import JUNE, enter


def said(office: Context, at: datetime) -> str | None:
    doubt = office.ask(clock_doubt, at)
    return None if doubt is None else doubt.code


@pytest.fixture
def written(office: Context) -> datetime:
    """Return when the last entry of the history was written."""
    enter(office, JUNE, "Hộ tịch", received_online=5)
    return now()


def test_the_usual_day_is_not_asked_about(office: Context, written: datetime) -> None:
    for days in (-0.9, 0, 1, 35, 399):
        assert said(office, written + timedelta(days=days)) is None, days


def test_a_day_before_the_last_entry_is(office: Context, written: datetime) -> None:
    assert said(office, written - timedelta(days=1, minutes=1)) == "clock_behind"
    doubt = office.ask(clock_doubt, written.replace(year=written.year - 2, month=3, day=5))
    assert doubt is not None
    assert f"05/03/{written.year - 2}" in sentence(doubt)
    assert f"({written:%d/%m/%Y})" in sentence(doubt)


def test_a_time_before_the_program_is_surely_wrong(office: Context, written: datetime) -> None:
    for year in (1970, 1980, 2009, 2019):
        assert said(office, written.replace(year=year, day=1)) == "clock_unset"


def test_years_ahead_are_asked_about(
    office: Context, written: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_clock, "PUBLISHED", written.date())
    assert said(office, written + timedelta(days=401)) == "clock_ahead"
    assert said(office, written.replace(year=2101, day=1)) == "clock_ahead"


def test_a_book_of_past_years_is_no_reason_in_a_young_version(
    office: Context, written: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = written + timedelta(days=900)
    monkeypatch.setattr(own_clock, "PUBLISHED", later.date() - timedelta(days=30))
    assert said(office, later) is None


# --- on the command line


def set_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    monkeypatch.setattr("desktop.commands.store.now", lambda: at)


def test_a_command_says_it_beside_its_answer(cli: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "store_notes" not in cli.json("figures", "--period", "2024-06")
    set_clock(monkeypatch, datetime(2001, 1, 1).astimezone())
    answer = cli.json("figures", "--period", "2024-06")
    assert [note["code"] for note in answer["store_notes"]] == ["clock_unset"]
    assert "01/01/2001" in cli.error


def test_a_year_that_no_file_can_carry_is_no_fault_of_the_program(
    june: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = time.struct_time((1971, 3, 5, 0, 0, 0, 4, 64, 0))
    monkeypatch.setattr("desktop.own_clock.time.localtime", lambda *_: early)
    out = tmp_path / "a.docx"
    words: tuple[str, ...] = ("report", "--period", "2024-06", "--kind", "cchc", "--out", str(out))
    assert june.refusal(*words, status=2) == "clock_unset"
    assert not out.exists()
    words = ("submit", "--period", "2024-06", "--out", str(tmp_path))
    assert june.refusal(*words, status=2) == "clock_unset"
