"""Erase a person from the book: from the register, the recycle bin and the history.

What is left in the history is that somebody was added, changed and erased, when and by whom, under
an id that says nothing: the history is still whole, and `desktop.soundness` takes no erased value
for one that is missing. Where the name stands besides is told by `desktop.people.remains`.
"""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from desktop.context import Context
from desktop.people.finding import everyone
from desktop.people.leaving import forget_file_names
from desktop.settings import RETENTION, get
from models.catalogue import STAFF
from models.errors import Place, Problem, Refused, Unusable
from models.queries.records import profile, record
from models.queries.settings import stored
from models.registers import Record
from models.tables import CHANGE, REASON, SETTING, TABLES
from models.work import Change, Work

# What an officer is told before and after.
CONSEQUENCE = (
    "Mất khỏi sổ, Thùng rác và lịch sử, không lấy lại được. Báo cáo lập lại cho kỳ cũ sẽ không đếm "
    "người này; số liệu hồ sơ và báo cáo đã ký không đổi."
)
# Set from the erasing until the file was written anew.
_NOT_COMPACT = "compact_due"


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

    Call `finish` afterwards: until then the bytes are still in the file. Raises Refused
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
    if count and not is_unfinished(work.conn):
        work.conn.execute(sa.insert(SETTING), {"name": _NOT_COMPACT, "value": work.at})
    return count


def elsewhere(conn: sa.Connection, unit: str, person: Record) -> Problem | None:
    """Return why a person is not erased in this book, None for one of the own unit."""
    if person.unit == unit:
        return None
    name = profile(conn, person.unit).text("name") or person.unit
    return Problem("person_elsewhere", values={"name": person.text("name"), "unit": name})


def is_unfinished(conn: sa.Connection) -> bool:
    """Return whether the bytes of somebody erased are still in the file."""
    return _NOT_COMPACT in stored(conn)


def finish(context: Context) -> Problem | None:
    """Write the file anew without what was erased; return what to say where the disk refuses.

    Asked again at each start, until it is done.
    """
    if not context.ask(is_unfinished):
        return None
    try:
        if context.store.compact():
            context.do(_forget_compacting)
            return None
    except Unusable:
        pass
    return Problem("erased_not_compact")


def _forget_compacting(work: Work) -> None:
    work.conn.execute(sa.delete(SETTING).where(SETTING.c.name == _NOT_COMPACT))


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
