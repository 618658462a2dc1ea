"""What left the office with data of people in it: a list kept in the history.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 holds from 01/01/2026: an office must be able to say whose
data it handed on, when and to whom.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from desktop.handoff.container import Fault, decode_entry, unpack
from desktop.handoff.data import Data
from desktop.handoff.manifest import DATA, Manifest
from desktop.packs.shelf import kind_for
from desktop.people.finding import everyone
from desktop.reports.kinds import STAFF_TABLE
from desktop.settings import SECOND_PLACE
from models.catalogue import STAFF
from models.periods import Period
from models.queries.records import records
from models.registers import Field, Record, Value
from models.tables import CHANGE, ENTRY
from models.work import Change, Work, new_id

What = Literal["submission", "report", "workbook", "person", "copy", "handover", "second_place"]

_WORDS: dict[What, str] = {
    "submission": "Tệp gửi cấp trên",
    "report": "Báo cáo Word",
    "workbook": "Bảng tính của sổ",
    "person": "Dữ liệu của một người",
    "copy": "Bản sao lưu",
    "handover": "Tệp chuyển máy",
    "second_place": "Nơi sao lưu thứ hai",
}
# Every copy goes there from then on: no line for each.
_EACH_COPY = "mọi bản sao từ lúc này"
# The name of these lines in the history, beside those of the registers.
_LEFT = "left"
_LABELS = {field.name: field.label for field in STAFF.fields}


class Left(NamedTuple):
    """A file with data of people that was written.

    Attributes:
        at, who: when, with the offset, and by whom.
        what: what file it is.
        file_name: its name, without the folder.
        receiver: whom it is for, of a copy the folder; "" where the program does not know.
        columns: labels of the columns of the register that it says something in.
        people: ids of the people; none where it is everybody in the book.
    """

    at: str
    who: str
    what: What
    file_name: str
    receiver: str
    columns: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def word(self) -> str:
        """Return what file it is, as it stands on screen."""
        return _WORDS[self.what]


def left(conn: sa.Connection, person: str | None = None) -> list[Left]:
    """Return the files that were written, the latest first; of one person only those with it."""
    of_files = CHANGE.c.register == _LEFT
    of_place = sa.and_(CHANGE.c.register == "setting", CHANGE.c.record == SECOND_PLACE)
    query = sa.select(ENTRY.c.at, ENTRY.c.who, CHANGE.c.register, CHANGE.c.after)
    query = query.join(CHANGE, CHANGE.c.entry == ENTRY.c.id)
    query = query.where(sa.or_(of_files, of_place), CHANGE.c.after.is_not(None))
    query = query.order_by(CHANGE.c.number.desc())
    found = []
    for row in conn.execute(query):
        told = json.loads(row.after)
        said_by = (row.at, row.who)
        is_file = row.register == _LEFT
        each = _file(*said_by, told) if is_file else _place(*said_by, told.get("value"))
        if each is not None and (person is None or not each.people or person in each.people):
            found.append(each)
    return found


def _file(at: str, who: str, told: dict[str, Any]) -> Left:
    columns, people = tuple(told.pop("columns")), tuple(told.pop("people"))
    return Left(at, who, columns=columns, people=people, **told)


def _place(at: str, who: str, folder: str | None) -> Left | None:
    if not folder:
        return None
    columns = tuple(field.label for field in STAFF.fields)
    return Left(at, who, "second_place", _EACH_COPY, folder, columns, ())


def note_left(
    work: Work,
    unit: str,
    what: What,
    file_name: str,
    receiver: str = "",
    fields: Iterable[Field] = STAFF.fields,
    people: Iterable[Record] | None = None,
) -> None:
    """Keep that a file was written which says `fields` of people, all of the unit's unless named.

    Nothing is kept where there are no people.
    """
    named = list(records(work.conn, STAFF.name, unit) if people is None else people)
    if not named:
        return
    said = [field.label for field in fields if _is_said(field, named)]
    _keep(work, unit, what, file_name, receiver, said, [each.id for each in named])


def _keep(
    work: Work,
    unit: str,
    what: What,
    file_name: str,
    receiver: str,
    said: Iterable[str],
    people: Iterable[str],
) -> None:
    after: dict[str, Value] = {
        "what": what,
        "file_name": file_name,
        "receiver": receiver,
        "columns": tuple(said),
        "people": tuple(people),
    }
    work.changes.append(Change(_LEFT, new_id(), unit, "add", None, after))


def note_submission(work: Work, unit: str, manifest: Manifest, name: str, private: bool) -> None:
    """Keep that a submission was made; private columns are in it where the officer says so."""
    receiver = manifest.to_name or manifest.to
    note_left(work, unit, "submission", name, receiver, _sent_fields(private=private))


def note_written_again(work: Work, unit: str, content: bytes, name: str) -> None:
    """Keep that a submission of the outbox was written once more, with whom it names."""
    package = unpack(content)
    if isinstance(package, Fault) or package.manifest.kind != "submission":
        return
    data = decode_entry(package.entries[DATA], Data)
    table = None if isinstance(data, Fault) else data.registers.get(STAFF.name)
    if table is None or not table.rows:
        return
    said = []
    for place, column in enumerate(table.columns):
        if column in _LABELS and any(row[place] is not None for row in table.rows):
            said.append(_LABELS[column])
    people = [str(row[table.columns.index("id")]) for row in table.rows]
    manifest = package.manifest
    _keep(work, unit, "submission", name, manifest.to_name or manifest.to, said, people)


def note_copy(work: Work, unit: str, what: Literal["copy", "handover"], path: Path) -> None:
    """Keep that a copy of the whole book was written into another folder."""
    note_left(work, unit, what, path.name, str(path.parent), people=everyone(work.conn))


def note_report(work: Work, unit: str, period: Period, kind: str, name: str, carries: bool) -> None:
    """Keep that a report was written which names the staff, or carries their register."""
    if carries:
        note_left(work, unit, "report", name, fields=_sent_fields(private=False))
    elif STAFF_TABLE in kind_for(work.conn, unit, period, kind).tables:
        note_left(work, unit, "report", name, fields=STAFF.annex_fields())


def forget_file_names(work: Work, person: str) -> None:
    """Take the names of the files with one person's data out of the list: they may name that one.

    The lines stay.
    """
    query = sa.select(CHANGE.c.number, CHANGE.c.after).where(CHANGE.c.register == _LEFT)
    for row in work.conn.execute(query).all():
        told = json.loads(row.after)
        if told["what"] == "person" and told["people"] == [person]:
            after = json.dumps({**told, "file_name": ""}, ensure_ascii=False)
            named = sa.update(CHANGE).where(CHANGE.c.number == row.number)
            work.conn.execute(named.values(after=after))


def _sent_fields(*, private: bool) -> list[Field]:
    return [field for field in STAFF.fields if private or not field.private]


def _is_said(field: Field, people: Iterable[Record]) -> bool:
    return any(person[field.name] is not None for person in people)
