"""The tables of the store; those of the registers are made from the field catalogue."""

from datetime import date
from decimal import Decimal
from threading import RLock
from typing import Any

import sqlalchemy as sa

from models.catalogue import REGISTERS
from models.kinds import Column, kind_of, plain
from models.registers import Field, Register, Value

METADATA = sa.MetaData()

# In a column's `info`: whether it holds a code of a unit that follows when the own unit is given
# another code.
FOLLOWS_UNIT = "follows_unit"


def stored(value: Value) -> str | int | None:
    """Return a value as the columns of the store keep it."""
    if isinstance(value, tuple):
        return "\n".join(value) or None
    if isinstance(value, bool):
        return int(value)
    kept = plain(value)
    assert kept is None or isinstance(kept, str | int)
    return kept


def loaded(column: Column, kept: str | int | None) -> Value:
    """Return the value that a column of the store keeps: the other way round from `stored`."""
    if kept is None or column in ("text", "whole"):
        return kept
    if column == "yes_no":
        return bool(kept)
    text = str(kept)
    if column == "date":
        return date.fromisoformat(text)
    return Decimal(text) if column == "decimal" else _lines(text)


def _lines(text: str) -> tuple[str, ...] | None:
    return tuple(text.split("\n")) if text else None


class ExactDecimal(sa.types.TypeDecorator[Decimal]):
    """A decimal kept as text: SQLite has binary floats only."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | int | None:
        return stored(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Lines(sa.types.TypeDecorator[tuple[str, ...]]):
    """Several choices kept one on a line."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(
        self, value: tuple[str, ...] | None, dialect: sa.Dialect
    ) -> str | int | None:
        return stored(value)

    def process_result_value(
        self, value: str | None, dialect: sa.Dialect
    ) -> tuple[str, ...] | None:
        return _lines(value or "")


_TYPES: dict[Column, sa.types.TypeEngine[Any]] = {
    "text": sa.Text(),
    "whole": sa.Integer(),
    "decimal": ExactDecimal(),
    "date": sa.Date(),
    "yes_no": sa.Boolean(),
    "lines": Lines(),
}


def unit_column(*, follows: bool = True, primary_key: bool = False) -> sa.Column[str]:
    """Return the column `unit`: the code of the unit that a row belongs to.

    Rows of the own unit move along when its code changes. Those of other units hold other codes, so
    one update by the old code is right for every table that `follows`.
    """
    info = {FOLLOWS_UNIT: follows}
    return sa.Column("unit", sa.Text, nullable=False, primary_key=primary_key, info=info)


def unit_code_columns() -> list[sa.Column[str]]:
    """Return every column in which a change of the own unit's code has to be followed."""
    columns = []
    for table in all_tables().sorted_tables:
        for column in table.columns:
            if column.info.get(FOLLOWS_UNIT):
                columns.append(column)
    return columns


def column_of(field: Field) -> sa.Column[Any]:
    """Return the column that keeps a field; blank is NULL in every column."""
    # A reference to a unit may be one to the own unit: the successor of those merged into it.
    info = {FOLLOWS_UNIT: True} if kind_of(field).reference == "units" else {}
    return sa.Column(field.name, _TYPES[kind_of(field).column], nullable=True, info=info)


# Of every record, beside its fields.
_OF_EVERY_RECORD = ("match", "folded", "ordering", "deleted_at")


def table_of(register: Register, metadata: sa.MetaData) -> sa.Table:
    """Return the table of a register: its fields and the columns that every record has.

    `match` is the normal form of the record's key, unique among the records that are not deleted;
    `folded` serves the search without diacritics, `ordering` the Vietnamese order.
    """
    return sa.Table(
        register.name,
        metadata,
        sa.Column("id", sa.Text, primary_key=True),
        unit_column(follows=register.scope == "unit"),
        *(column_of(field) for field in register.fields),
        sa.Column("match", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("ordering", sa.Text, nullable=False),
        sa.Column("deleted_at", sa.Text, nullable=True),
        sa.Index(
            f"ix_{register.name}_match",
            "unit",
            "match",
            unique=True,
            sqlite_where=sa.text("deleted_at IS NULL"),
        ),
        sa.Index(f"ix_{register.name}_ordering", "unit", "ordering"),
    )


class _Tables(dict[str, sa.Table]):
    """The tables of the registers by name, each made when it is first asked for.

    There are many, and the start of the window asks for few: what it reads is worded by
    `models.queries.records`.
    """

    def __init__(self) -> None:
        super().__init__()
        self._making = RLock()

    def __missing__(self, name: str) -> sa.Table:
        # A job may ask for one at the same time as the window.
        with self._making:
            if name not in self:
                self[name] = table_of(REGISTERS[name], METADATA)
            return self[name]


TABLES: dict[str, sa.Table] = _Tables()


def columns_by_table() -> dict[str, list[str]]:
    """Return the names of the columns of the whole schema, without making the registers' tables."""
    found = {}
    for name, register in REGISTERS.items():
        fields = [field.name for field in register.fields]
        found[name] = ["id", "unit", *fields, *_OF_EVERY_RECORD]
    for name, table in METADATA.tables.items():
        found[name] = [column.name for column in table.columns]
    return found


def all_tables() -> sa.MetaData:
    """Return the whole schema, the tables of all registers among it."""
    for name in REGISTERS:
        assert TABLES[name].name == name
    return METADATA


SETTING = sa.Table(
    "setting",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# One gesture of the officer; `number` gives the order whatever the clock says.
ENTRY = sa.Table(
    "entry",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("verb", sa.Text, nullable=False),
)

# What one gesture changed in one record: the fields that differ, before and after, as JSON.
# The unit stands here as it was called then and does not follow a change of its code: the history
# tells what was, and whoever takes a change back asks the record itself whose it is now.
CHANGE = sa.Table(
    "change",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("entry", sa.Text, sa.ForeignKey("entry.id"), nullable=False, index=True),
    sa.Column("register", sa.Text, nullable=False),
    sa.Column("record", sa.Text, nullable=False, index=True),
    unit_column(follows=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("before", sa.Text, nullable=True),
    sa.Column("after", sa.Text, nullable=True),
)

# Closing and reopening a month; the last line of a month gives its state.
CLOSING = sa.Table(
    "closing",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    unit_column(),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("month", sa.Integer, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=True),
    sa.Index("ix_closing_month", "unit", "year", "month"),
)

# A written reason for one finding, under what identifies it: the ids of its field of work and of
# its record, never their names; "" where it has none. It no longer holds when the difference
# changes.
REASON = sa.Table(
    "reason",
    METADATA,
    unit_column(primary_key=True),
    sa.Column("code", sa.Text, primary_key=True),
    sa.Column("month", sa.Text, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("record", sa.Text, primary_key=True),
    sa.Column("measure", sa.Text, primary_key=True),
    sa.Column("difference", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
)

# Every file this office wrote, kept so that it can be written again to another stick; `sequence`
# counts them all.
OUTBOX = sa.Table(
    "outbox",
    METADATA,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("kind", sa.Text, nullable=False),
    unit_column(),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=True),
    sa.Column("draft", sa.Boolean, nullable=False),
    sa.Column("data_hash", sa.Text, nullable=True),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Index("ix_outbox_period", "unit", "period"),
)

# One act of receiving; taken back as a whole.
BATCH = sa.Table(
    "batch",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("undone_at", sa.Text, nullable=True),
)

# Every submission that was accepted, with its bytes as they came; what holds is worked out from
# those not undone.
INBOX = sa.Table(
    "inbox",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("batch", sa.Text, sa.ForeignKey("batch.id"), nullable=False, index=True),
    unit_column(),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    sa.Column("draft", sa.Boolean, nullable=False),
    sa.Column("data_hash", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("file_hash", sa.Text, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("created_at", sa.Text, nullable=False),
    sa.Column("received_at", sa.Text, nullable=False),
    sa.Column("undone", sa.Boolean, nullable=False),
    sa.Index("ix_inbox_period", "unit", "period"),
)

# Which accepted file a month's figures come from: the one with the highest sequence that contains
# the month.
MONTH_SOURCE = sa.Table(
    "month_source",
    METADATA,
    unit_column(primary_key=True),
    sa.Column("year", sa.Integer, primary_key=True),
    sa.Column("month", sa.Integer, primary_key=True),
    sa.Column("inbox", sa.Text, sa.ForeignKey("inbox.id"), nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
)

# The key of each unit as it was first accepted; the own key pair is under the own unit, with its
# private part.
UNIT_KEY = sa.Table(
    "unit_key",
    METADATA,
    unit_column(primary_key=True),
    sa.Column("public", sa.LargeBinary, nullable=False),
    sa.Column("private", sa.LargeBinary, nullable=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
)

# Requests, return slips and receipts, written by a receiving office or opened by a ward; `body` is
# JSON.
SLIP = sa.Table(
    "slip",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    unit_column(),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Index("ix_slip_period", "unit", "period"),
)

# A report as it was signed off: the Word file as the office edited it, its number and date, and the
# signed scan.
SIGN_OFF = sa.Table(
    "sign_off",
    METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    unit_column(),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=True),
    sa.Column("signed_on", sa.Date, nullable=True),
    sa.Column("replaces", sa.Text, nullable=True),
    sa.Column("docx", sa.LargeBinary, nullable=False),
    sa.Column("pdf", sa.LargeBinary, nullable=True),
    sa.Column("differences", sa.Text, nullable=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Index("ix_sign_off_period", "unit", "period", "kind"),
)

# Form packs that were added: the file as it came, and who signed it. The pack in force is the one
# whose days hold the last day of a period.
PACK = sa.Table(
    "pack",
    METADATA,
    sa.Column("hash", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("valid_from", sa.Date, nullable=True),
    sa.Column("valid_to", sa.Date, nullable=True),
    sa.Column("signer", sa.LargeBinary, nullable=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
)

# With which pack a report was exported first: it is printed again with the same one.
REPORT_PACK = sa.Table(
    "report_pack",
    METADATA,
    unit_column(primary_key=True),
    sa.Column("period", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("pack", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)
