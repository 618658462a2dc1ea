"""Erase a person from the book: from the register, the recycle bin and the history.

What is left in the history is that somebody was added, changed and erased, when and by whom, under
an id that says nothing: the history is still whole, and `desktop.soundness` takes no erased value
for one that is missing. Where the name stands besides is told by `desktop.people.remains`.
"""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from desktop.people.compacting import note_unfinished
from desktop.people.finding import everyone
from desktop.people.leaving import forget_file_names
from desktop.settings import RETENTION, get
from models.catalogue import STAFF
from models.errors import Place, Problem, Refused
from models.queries.records import profile, record
from models.registers import Record
from models.tables import CHANGE, REASON, TABLES
from models.work import Change, Work

# What an officer is told before and after.
CONSEQUENCE = (
    "Mất khỏi sổ, Thùng rác và lịch sử, không lấy lại được. Báo cáo lập lại cho kỳ cũ sẽ không đếm "
    "người này; số liệu hồ sơ và báo cáo đã ký không đổi."
)


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

    Call `compacting.finish` afterwards: until then the bytes are still in the file. Raises Refused
    `record_missing`, and `person_elsewhere` for one of another unit: its next file would bring the
    person back, and once that unit has erased somebody its next file does so here.
    """
    table, count = TABLES[STAFF.name], 0
    for key in ids:
        found = record(work.conn, STAFF.name, key)
        if found is None:
            raise Refused(Problem("record_missing", Place(sheet=STAFF.sheet)))
        problem = elsewhere(work.conn, unit, found)
        if problem is not None:
            raise Refused(problem)
        of_person = sa.and_(CHANGE.c.register == STAFF.name, CHANGE.c.record == key)
        work.conn.execute(sa.update(CHANGE).where(of_person).values(before=None, after=None))
        forget_file_names(work, key)
        work.conn.execute(sa.delete(REASON).where(REASON.c.record == key))
        work.conn.execute(sa.delete(table).where(table.c.id == key))
        work.changes.append(Change(STAFF.name, key, unit, "erase", None, None))
        count += 1
    if count:
        note_unfinished(work)
    return count


def elsewhere(conn: sa.Connection, unit: str, person: Record) -> Problem | None:
    """Return why a person is not erased in this book, None for one of the own unit."""
    if person.unit == unit:
        return None
    name = profile(conn, person.unit).text("name") or person.unit
    return Problem("person_elsewhere", values={"name": person.text("name"), "unit": name})


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
