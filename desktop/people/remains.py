"""What stays of a person after erasing: where and until when, so that somebody can see to it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from desktop.backup_habit import MONTHS, copies_of, second_place
from desktop.context import Context
from desktop.people.leaving import left
from models.catalogue import REGISTERS, STAFF
from models.files import kept_beside
from models.kinds import shown
from models.periods import Month
from models.queries.records import records
from models.registers import Field, Record, Register
from models.tables import CHANGE, CLOSING, ENTRY, REASON, SIGN_OFF
from models.text import fold

_PLACES_IN_SIGHT = 8
_FILES_IN_SIGHT = 3
_KEY_IN_SIGHT = 40


def remains(context: Context, people: Sequence[Record], today: date) -> list[str]:
    """Return in a sentence each what stays once people of the own unit are erased."""
    names = sorted({each.text("name") for each in people})
    said = [
        _places_words(context.ask(named_places, context.unit, names)),
        _history_words(context.ask(_entries_with, names)),
        _copies_words(context, today),
        _by_hand_words(context.path),
        _files_words(context, people),
    ]
    return [words for words in said if words]


def named_places(conn: sa.Connection, unit: str, names: Sequence[str]) -> list[str]:
    """Return where names stand in the book besides the register of staff, as people call it."""
    looked_for = [_spaced(name) for name in names]

    def says(text: str) -> bool:
        return any(name in _spaced(text) for name in looked_for)

    found: list[str] = []
    for register in REGISTERS.values():
        if register.name != STAFF.name:
            found += _places_in(register, _rows(conn, register, unit), says)
    reasons = sa.select(REASON.c.month, REASON.c.text).where(REASON.c.unit == unit)
    for row in conn.execute(reasons):
        if says(row.text):
            found.append(f"lý do giải trình {row.month or ''}".strip())
    closings = sa.select(CLOSING).where(CLOSING.c.unit == unit, CLOSING.c.reason.is_not(None))
    for row in conn.execute(closings):
        if says(row.reason):
            found.append(f"lý do chốt, mở tháng {Month(row.year, row.month)}")
    return list(dict.fromkeys(found))


def _rows(conn: sa.Connection, register: Register, unit: str) -> list[Record]:
    kept = records(conn, register.name, unit)
    return [*kept, *records(conn, register.name, unit, deleted=True)]


def _places_in(
    register: Register, rows: Sequence[Record], says: Callable[[str], bool]
) -> Iterator[str]:
    for row in rows:
        for field in register.fields:
            value = row[field.name]
            if isinstance(value, str) and says(value):
                yield _place(register, row, field)


def _place(register: Register, row: Record, field: Field) -> str:
    keys = [shown(each, row[each.name]) for each in map(register.field, register.keys[-1])]
    key = " ".join(word for word in keys if word)[:_KEY_IN_SIGHT]
    where = f"{register.sheet} ({key})" if key and register.name != "profile" else register.sheet
    words = f"{where}, {field.label}"
    return f"{words}, trong Thùng rác" if row.deleted else words


def _spaced(text: str) -> str:
    """Return the words of a text with one blank before and after each."""
    words = "".join(char if char.isalnum() else " " for char in fold(text)).split()
    return f" {' '.join(words)} "


def _entries_with(conn: sa.Connection, names: Sequence[str]) -> int:
    """Return how many entries of the history name one of them, or were written by one."""
    if not names:
        return 0
    others = CHANGE.c.register != STAFF.name
    texts = (CHANGE.c.before, CHANGE.c.after)
    named = [sa.func.instr(text, name) > 0 for text in texts for name in names]
    told = sa.select(CHANGE.c.entry).where(others, sa.or_(*named))
    wrote = sa.select(ENTRY.c.id).where(ENTRY.c.who.in_(names))
    return len({*conn.execute(told).scalars(), *conn.execute(wrote).scalars()})


def _places_words(places: Sequence[str]) -> str:
    if not places:
        return ""
    more = len(places) - _PLACES_IN_SIGHT
    named = "; ".join(places[:_PLACES_IN_SIGHT]) + (f"; và {more} chỗ khác" if more > 0 else "")
    return f"Tên còn ở: {named}. Cần thì hãy sửa ở đó."


def _history_words(count: int) -> str:
    if not count:
        return ""
    return f"Lịch sử còn tên ở {count} lần ghi (câu chữ cũ, tên người ghi): không xóa được."


def _copies_words(context: Context, today: date) -> str:
    """Say until when the copies that make room by themselves hold the person."""
    place = second_place(context)
    if not copies_of(context.path) and place is None:
        return ""
    last = Month(today.year, today.month)
    for _ in range(MONTHS):
        last = last.next()
    where = f" và ở nơi thứ hai {place.folder}" if place else ""
    return (
        f"Bản sao lưu cạnh sổ{where} còn giữ dữ liệu đến khi được bản mới thay: tháng nào cũng sao "
        f"lưu thì đến khoảng tháng {last.month}/{last.year}."
    )


def _by_hand_words(store: Path) -> str:
    names = [path.name for path in kept_beside(store)]
    if not names:
        return ""
    more = len(names) - _FILES_IN_SIGHT
    named = ", ".join(names[:_FILES_IN_SIGHT]) + (f" và {more} tệp khác" if more > 0 else "")
    return f"Cạnh sổ còn {named}: giữ đến khi bạn xóa."


def _files_words(context: Context, people: Sequence[Record]) -> str:
    """Say how many files with them were written, and where else the same stands."""
    files = {each for person in people for each in context.ask(left, person.id)}
    signed = context.ask(_signed, context.unit)
    parts = []
    if files:
        parts.append(f"{len(files)} tệp đã ghi ra (bảng “Dữ liệu cá nhân”) cùng bản ở Hộp gửi đi")
    if signed:
        parts.append(f"{signed} báo cáo đã ký giữ trong sổ")
    return f"Giữ nguyên: {'; '.join(parts)}." if parts else ""


def _signed(conn: sa.Connection, unit: str) -> int:
    query = sa.select(sa.func.count()).select_from(SIGN_OFF).where(SIGN_OFF.c.unit == unit)
    return int(conn.execute(query).scalar_one())
