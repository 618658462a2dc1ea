"""Erase a person from the book: from the register, the recycle bin and the history.

What is left in the history is that somebody was added, changed and erased, when and by whom, under
an id that says nothing: the history is still whole, and `desktop.soundness` takes no erased value
for one that is missing.
"""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from desktop.people.leaving import forget_file_names
from desktop.settings import RETENTION, get
from models.catalogue import STAFF
from models.errors import Place, Problem, Refused
from models.queries.records import record, records
from models.registers import Record
from models.tables import CHANGE, REASON, TABLES
from models.text import match_key
from models.work import Change, Work

# What an officer is told before and after.
CONSEQUENCE = (
    "Mất khỏi sổ, Thùng rác và lịch sử, không lấy lại được. Báo cáo lập lại cho kỳ cũ sẽ không đếm "
    "người này; số liệu hồ sơ và báo cáo đã ký không đổi. Bản sao lưu cạnh sổ còn giữ dữ liệu đến "
    "khi được bản mới thay (chín tháng có sao lưu); Hộp gửi đi, bản sao để nơi khác và tệp đã gửi "
    "thì vẫn giữ."
)


def everyone(conn: sa.Connection, unit: str) -> list[Record]:
    """Return the people of a unit, those in the recycle bin after the others."""
    kept = records(conn, STAFF.name, unit)
    return [*kept, *records(conn, STAFF.name, unit, deleted=True)]


def find_person(conn: sa.Connection, unit: str, text: str) -> Record:
    """Return the person with an id or a name; raises Refused person_unknown, person_ambiguous."""
    people = everyone(conn, unit)
    key = match_key(text)
    found = [each for each in people if each.id == text]
    found = found or [each for each in people if match_key(each.text("name")) == key]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(Problem("person_unknown", values={"name": text}))
    ids = ", ".join(each.id for each in found)
    raise Refused(Problem("person_ambiguous", values={"name": text, "ids": ids}))


def due(conn: sa.Connection, unit: str, today: date) -> list[Record]:
    """Return who left longer ago than the office keeps; nobody where it has not said how long."""
    years = get(conn, RETENTION)
    if not years:
        return []
    found = []
    for each in everyone(conn, unit):
        ended = each.day("to_date")
        if ended is not None and _years_later(ended, int(years)) < today:
            found.append(each)
    return found


def erase(work: Work, unit: str, ids: Iterable[str]) -> int:
    """Erase people of the own unit for good and return how many.

    Call `Store.compact` afterwards: until then the bytes are still in the file. Raises Refused
    `record_missing`, also for a person of another unit, whose own file would bring it back.
    """
    table, count = TABLES[STAFF.name], 0
    for key in ids:
        found = record(work.conn, STAFF.name, key)
        if found is None or found.unit != unit:
            raise Refused(Problem("record_missing", Place(sheet=STAFF.sheet)))
        of_person = sa.and_(CHANGE.c.register == STAFF.name, CHANGE.c.record == key)
        work.conn.execute(sa.update(CHANGE).where(of_person).values(before=None, after=None))
        forget_file_names(work, key)
        work.conn.execute(sa.delete(REASON).where(REASON.c.record == key))
        work.conn.execute(sa.delete(table).where(table.c.id == key))
        work.changes.append(Change(STAFF.name, key, unit, "erase", None, None))
        count += 1
    return count


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
