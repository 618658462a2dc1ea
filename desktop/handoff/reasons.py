"""The reasons that a unit wrote for its findings, on their way to the office above."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated

import msgspec
import sqlalchemy as sa

from models.figures import WHOLE_UNIT_ID
from models.measures import WHOLE_UNIT
from models.tables import REASON
from models.text import printable

_Name = Annotated[str, msgspec.Meta(max_length=400)]
_LONGEST = 2_000
_Text = Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST)]


class Reason(msgspec.Struct, frozen=True):
    """One reason, under what identifies its finding; "" where the finding has none.

    Attributes:
        code: of the finding.
        month: "2024-06"; "" for one about a record.
        field: name of the field of work, "Chung toàn đơn vị" for the whole unit.
        measure: its name.
        difference: signed, as text, or the day that comes near, YYYY-MM-DD; the reason holds as
            long as it stays.
        text: the reason.
        at, who: when it was written, and by whom, as the office's history says.
        record: the sender's id of the record that it is about, which its register carries.
    """

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    month: _Name
    field: _Name
    measure: _Name
    difference: _Name
    text: _Text
    at: _Name = ""
    who: _Name = ""
    record: _Name = ""

    @property
    def key(self) -> tuple[str, str, str, str, str, str]:
        """Return what may be there only once."""
        return self.code, self.month, self.field, self.record, self.measure, self.difference


def reasons_of(
    conn: sa.Connection,
    unit: str,
    months: Collection[str],
    names: Mapping[str, str],
    sent: Collection[str],
) -> Iterator[Reason]:
    """Yield the reasons of a unit for some months, fields of work by their names.

    Those about a record (a task, a person) go where the record itself is `sent`, by its id: of
    whoever it names they say no more than its register does.
    """
    query = sa.select(REASON).where(REASON.c.unit == unit)
    key = (REASON.c.month, REASON.c.code, REASON.c.field, REASON.c.measure, REASON.c.difference)
    for row in conn.execute(query.order_by(*key, REASON.c.record)):
        field = names.get(row.field, "")
        is_spoken_of = row.record in sent if row.record else row.month in months
        if not is_spoken_of or bool(field) != bool(row.field):
            continue
        place = (row.month, field, row.measure, row.difference)
        # As long as the reader takes it: an earlier release kept reasons of any length.
        said = (row.text[:_LONGEST], row.at, row.who)
        yield Reason(row.code, *place, *said, row.record)


def reasons_are_sound(reasons: Sequence[Reason], months: Collection[str]) -> bool:
    """Say whether reasons are about months that a file speaks of, none twice, in plain text.

    One about a record needs no month.
    """
    if len({reason.key for reason in reasons}) != len(reasons):
        return False
    for reason in reasons:
        is_placed = reason.month in months or (reason.record and not reason.month)
        if not is_placed or not printable(reason.text):
            return False
    return True


def keep_reasons(
    conn: sa.Connection,
    unit: str,
    reasons: Sequence[Reason],
    months: Collection[str],
    ids: Mapping[str, str],
) -> None:
    """Keep what a file says of some months under its unit, in place of what was there.

    `ids` are those of the fields of work here by their names in the file; a reason about a field
    that has no row in the file has nothing to explain here, and is left out.
    """
    forget_reasons(conn, unit, months)
    known = {WHOLE_UNIT: WHOLE_UNIT_ID, **ids, "": ""}
    rows = []
    for reason in reasons:
        if reason.record or reason.month not in months or reason.field not in known:
            continue
        row = {**msgspec.structs.asdict(reason), "field": known[reason.field]}
        rows.append({**row, "unit": unit})
    _insert(conn, rows)


def keep_reasons_of_records(
    conn: sa.Connection, unit: str, reasons: Sequence[Reason], ids: Mapping[str, str]
) -> None:
    """Keep what a file says of the records that it brings, in place of what was there.

    `ids` are those of the records here by the sender's.
    """
    conn.execute(sa.delete(REASON).where(REASON.c.unit == unit, REASON.c.record != ""))
    rows = []
    for reason in reasons:
        if reason.record in ids and not reason.field:
            row = {**msgspec.structs.asdict(reason), "record": ids[reason.record]}
            rows.append({**row, "unit": unit})
    _insert(conn, rows)


def _insert(conn: sa.Connection, rows: Sequence[Mapping[str, str]]) -> None:
    if rows:
        conn.execute(sa.insert(REASON).prefix_with("OR REPLACE"), rows)


def forget_reasons(conn: sa.Connection, unit: str, months: Collection[str] | None = None) -> None:
    """Take away the reasons of a unit for some months, or all of them."""
    about = sa.delete(REASON).where(REASON.c.unit == unit)
    if months is not None:
        about = about.where(REASON.c.month.in_(sorted(months)))
    conn.execute(about)
