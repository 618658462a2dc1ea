"""Deadlines and tasks as they stand on a day: one truth for window, findings and report."""

from datetime import date
from pathlib import Path

from desktop.context import Context
from desktop.deadlines import Deadline, TaskCount, count_tasks, month_deadline, own_deadline
from desktop.findings import findings
from desktop.handoff.received_slips import open_file
from desktop.handoff.slips import request_file
from desktop.registers import save
from desktop.settings import set_setting
from models.periods import month_period
from tests.helpers.office import JUNE, new_office
from tests.helpers.offices import new_district

TODAY = date(2024, 6, 18)


def asked(ward: Context, folder: Path, day: date) -> None:
    """Let the ward open a request of the office above for June."""
    district = new_district(folder, "LEBINH")
    request = request_file(district, "2024-06", day, folder)
    ward.do(open_file, request.path)


def test_a_report_is_urgent_from_three_days_before_its_day(office: Context) -> None:
    assert office.ask(month_deadline, JUNE, TODAY) is None
    office.do(set_setting, "report.cchc.deadline", "20")
    deadline, ends = date(2024, 6, 20), date(2024, 6, 30)
    assert office.ask(month_deadline, JUNE, TODAY) == Deadline(deadline, 2, urgent=True)
    early = office.ask(month_deadline, JUNE, date(2024, 6, 16))
    assert early == Deadline(deadline, 4, urgent=False)
    # While the month lasts, its report cannot be late.
    past = office.ask(month_deadline, JUNE, date(2024, 6, 30))
    assert past == Deadline(deadline, -10, urgent=False, ends=ends)
    late = office.ask(month_deadline, JUNE, date(2024, 7, 1))
    assert late == Deadline(deadline, -11, urgent=True)
    office.do(set_setting, "report.cchc.deadline", "")
    assert office.ask(month_deadline, JUNE, TODAY) is None


def test_findings_and_window_name_the_day_that_the_office_above_asked_for(tmp_path: Path) -> None:
    ward = new_office(tmp_path)
    asked(ward, tmp_path, date(2024, 6, 25))
    assert ward.ask(own_deadline, month_period(JUNE)) == date(2024, 6, 25)
    found = ward.ask(findings, ward.unit, [JUNE], TODAY)
    [report] = [finding for finding in found if finding.code == "report_due"]
    assert report.values["due"] == date(2024, 6, 25)
    assert report.difference == 7


def test_a_report_past_its_day_is_left_to_the_board(office: Context) -> None:
    office.do(set_setting, "report.cchc.deadline", "20")
    found = office.ask(findings, office.unit, [JUNE], date(2024, 6, 21))
    assert not [finding for finding in found if finding.code == "report_due"]


def test_tasks_are_counted_as_they_stand_on_the_day(office: Context) -> None:
    days = (
        (date(2024, 6, 17), None),
        (date(2024, 6, 18), None),
        (date(2024, 6, 1), date(2024, 6, 18)),
        (date(2024, 6, 1), date(2024, 6, 19)),
    )
    for number, (due, done) in enumerate(days):
        task = {"plan": "14/KH", "number": str(number), "content": "Việc mẫu"}
        office.do(save, "tasks", office.unit, {**task, "due": due, "done": done})
    assert office.ask(count_tasks, office.unit, TODAY) == TaskCount(total=4, done=1, overdue=2)
