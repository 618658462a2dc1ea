"""The reasons written for findings: what they hold for, and what they survive."""

from datetime import date

import pytest
import sqlalchemy as sa

from desktop import history
from desktop.context import Context
from desktop.finding_reasons import give_reason
from desktop.findings import findings, open_warnings
from desktop.messages import sentences
from desktop.registers import save
from models.errors import Refused
from models.findings import Finding
from models.tables import REASON
from tests.helpers.office import JUNE, area_id, enter

DAY = date(2024, 7, 1)


def waiting(office: Context) -> list[Finding]:
    return open_warnings(office.ask(findings, office.unit, [JUNE], DAY))


def explained(office: Context) -> None:
    """Enter a June that does not add up, and write why."""
    enter(office, JUNE, "Hộ tịch", to_handle=9, resolved=7, pending=3, closed_unresolved=0)
    for finding in waiting(office):
        office.do(give_reason, finding, "Số liệu đúng thực tế")


def rename(office: Context, old: str, new: str) -> None:
    office.do(save, "fields", "", {"name": new}, area_id(office, old))


def test_renaming_a_field_of_work_keeps_the_reasons(office: Context) -> None:
    explained(office)
    rename(office, "Hộ tịch", "Hộ tịch, quốc tịch")
    assert waiting(office) == []


def test_a_field_that_takes_over_a_name_takes_over_no_reason(office: Context) -> None:
    explained(office)
    rename(office, "Hộ tịch", "Hộ tịch, quốc tịch")
    rename(office, "Chứng thực", "Hộ tịch")
    enter(office, JUNE, "Hộ tịch", to_handle=9, resolved=7, pending=3, closed_unresolved=0)
    assert [(f.code, f.area) for f in waiting(office)] == [("balance", "Hộ tịch")]


def test_a_reason_no_longer_holds_when_the_difference_changes(office: Context) -> None:
    explained(office)
    enter(office, JUNE, "Hộ tịch", pending=4)
    assert [(f.code, f.difference) for f in waiting(office)] == [("balance", 2)]
    enter(office, JUNE, "Hộ tịch", pending=3)
    assert waiting(office) == []


def test_a_reason_says_something_and_shorter_ones_of_old_still_count(office: Context) -> None:
    enter(office, JUNE, "Hộ tịch", to_handle=9, resolved=7, pending=3, closed_unresolved=0)
    [balance] = [finding for finding in waiting(office) if finding.code == "balance"]
    with pytest.raises(Refused) as caught:
        office.do(give_reason, balance, "  x        x  ")
    assert caught.value.problems[0].code == "reason_too_short"
    assert "ít nhất 10 ký tự" in sentences(caught.value)[0]
    office.do(give_reason, balance, "Số liệu đúng thực tế")
    with office.store.transaction() as conn:
        conn.execute(sa.update(REASON).values(text="x"))
    assert "balance" not in {finding.code for finding in waiting(office)}


def test_a_later_reason_takes_the_place_of_the_one_before(office: Context) -> None:
    explained(office)
    found = office.ask(findings, office.unit, [JUNE], DAY)
    [finding] = [f for f in found if f.code == "balance"]
    office.do(give_reason, finding, "Hồ sơ kết thúc ở hệ thống cũ")
    reasons = {f.reason for f in office.ask(findings, office.unit, [JUNE], DAY) if f == finding}
    assert reasons == {"Hồ sơ kết thúc ở hệ thống cũ"}


def test_the_history_names_the_field_whose_finding_was_explained(office: Context) -> None:
    explained(office)
    named = {entry.changes[0].record_id for entry in office.ask(history.latest, 9)}
    assert "balance|2024-06|Hộ tịch|to_handle|1" in named


def test_two_tasks_due_on_one_day_are_two_findings(office: Context) -> None:
    for number in ("1", "2"):
        task = {"plan": "Kế hoạch mẫu", "number": number, "content": "Việc mẫu", "due": DAY}
        office.do(save, "tasks", office.unit, task)
    due = [f for f in office.ask(findings, office.unit, [], DAY) if f.code == "task_due"]
    assert len(due) == 2
    assert due[0] != due[1]
    assert all(finding.record for finding in due)
