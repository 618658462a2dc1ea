"""What the own unit has sent is judged by the months as well, as its home page tells it."""

from pathlib import Path

import pytest

from desktop.consolidation.board import status_of
from desktop.context import Context
from desktop.handoff.submission import submit
from desktop.overview import month_state
from models.periods import Month


@pytest.fixture
def sent(ward: Context, tmp_path: Path) -> Context:
    submit(ward, "2024-H1", tmp_path)
    return ward


def test_a_half_year_that_went_out_has_its_months_with_it(sent: Context) -> None:
    march = sent.ask(status_of, "LEBINH", "2024-03")
    assert (march.status, march.revision, march.other) == ("sent", 1, True)
    assert march.source_words == "số liệu lấy từ báo cáo 6 tháng đầu năm 2024"
    # Months that it does not take in are still to be sent.
    assert sent.ask(status_of, "LEBINH", "2024-07").status == "not_sent"
    assert sent.ask(status_of, "LEBINH", "2024-9M").status == "not_sent"


def test_its_days_are_the_same_report(sent: Context) -> None:
    by_days = sent.ask(status_of, "LEBINH", "2023-12-05..2024-06-20")
    assert by_days == sent.ask(status_of, "LEBINH", "2024-H1")
    assert not by_days.other


def test_a_month_opened_again_is_worked_on_whatever_went_out_with_it(sent: Context) -> None:
    assert sent.ask(month_state, "LEBINH", Month(2024, 3)) == "sent"
    assert sent.ask(month_state, "LEBINH", Month(2024, 6)) == "open"
