"""Everything that the book holds on one person, as a workbook for that person to read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa

from desktop import history
from desktop.history import ACTION_WORDS, Entry
from desktop.people.leaving import Left, left, note_left
from desktop.spreadsheets.making import (
    require_ending,
    set_width,
    verify_book,
    write_book,
    write_text,
)
from models.catalogue import STAFF
from models.files import write_whole
from models.kinds import shown
from models.registers import Record, Value
from models.work import Change, Work

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_PERSON, _HISTORY, _LEFT = "Đang lưu", "Lịch sử", "Tệp đã ghi ra"
_Line = tuple[str, ...]
_OF_PERSON: _Line = ("Cột", "Giá trị")
_OF_HISTORY: _Line = ("Lúc", "Người ghi", "Việc", "Cột", "Trước", "Sau")
_OF_FILES: _Line = ("Lúc", "Người ghi", "Loại tệp", "Tên tệp", "Nơi nhận", "Dữ liệu có trong tệp")


class Held(NamedTuple):
    """What is held on a person: the record, its history, newest first, and files with it."""

    person: Record
    entries: list[Entry]
    files: list[Left]


def held_on(conn: sa.Connection, person: Record) -> Held:
    """Return everything that the book holds on a person."""
    return Held(person, history.of_record(conn, STAFF.name, person.id), left(conn, person.id))


def write_person(work: Work, person: Record, out: Path) -> Path:
    """Write what is held on a person into a workbook, and keep that it was written.

    Raises Unusable `workbook_ending` or as `models.files.write_whole` does.
    """
    require_ending(out)
    held = held_on(work.conn, person)
    write_whole(
        out,
        lambda draft: write_book(draft, lambda book: _fill(book, held)),
        lambda draft: verify_book(draft, _PERSON),
    )
    note_left(work, person.unit, "person", out.name, "Người có dữ liệu", people=[person])
    return out


def _fill(book: Workbook, held: Held) -> None:
    _sheet(book, _PERSON, _OF_PERSON, list(_values(held.person)))
    _sheet(book, _HISTORY, _OF_HISTORY, list(_changes(held.entries)))
    _sheet(book, _LEFT, _OF_FILES, [_file_line(each) for each in held.files])


def _sheet(book: Workbook, name: str, heads: _Line, lines: list[_Line]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "border": 1})
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for row, line in enumerate([heads, *lines]):
        for column, words in enumerate(line):
            write_text(sheet, row, column, words, plain if row else head)
    for column in range(len(heads)):
        set_width(sheet, column, 28)


def _values(person: Record) -> Iterator[_Line]:
    for field in STAFF.fields:
        yield field.label, shown(field, person[field.name])
    if person.deleted:
        yield "Tình trạng", "Trong Thùng rác"


def _changes(entries: list[Entry]) -> Iterator[_Line]:
    for entry in entries:
        for change in entry.changes:
            lead = (f"{entry.at:%H:%M %d/%m/%Y}", entry.who, ACTION_WORDS[change.action])
            yield from ((*lead, *words) for words in _differences(change))


def _differences(change: Change) -> Iterator[_Line]:
    before, after = change.before or {}, change.after or {}
    for field in STAFF.fields:
        if field.name in before or field.name in after:
            old, new = before.get(field.name), after.get(field.name)
            yield field.label, _text(field.name, old), _text(field.name, new)


def _text(name: str, value: Value) -> str:
    return shown(STAFF.field(name), value)


def _file_line(each: Left) -> _Line:
    columns = ", ".join(each.columns)
    return each.at, each.who, each.word, each.file_name, each.receiver, columns
