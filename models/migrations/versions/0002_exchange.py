"""The files between offices: outbox, inbox with its batches, keys, slips and signed reports."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _text(name: str, nullable: bool = False, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable, primary_key=primary_key)


def upgrade() -> None:
    _create_outbox()
    _create_inbox()
    op.create_table(
        "unit_key",
        _text("unit", primary_key=True),
        sa.Column("public", sa.LargeBinary, nullable=False),
        sa.Column("private", sa.LargeBinary, nullable=True),
        _text("at"),
        _text("who"),
    )
    op.create_table(
        "slip",
        _text("id", primary_key=True),
        *(_text(name) for name in ("kind", "unit", "period")),
        sa.Column("revision", sa.Integer, nullable=True),
        *(_text(name) for name in ("body", "at", "who")),
    )
    op.create_index("ix_slip_period", "slip", ["unit", "period"])
    op.create_table(
        "sign_off",
        _text("id", primary_key=True),
        *(_text(name) for name in ("unit", "period", "kind")),
        _text("number", nullable=True),
        sa.Column("signed_on", sa.Date, nullable=True),
        _text("replaces", nullable=True),
        sa.Column("docx", sa.LargeBinary, nullable=False),
        sa.Column("pdf", sa.LargeBinary, nullable=True),
        _text("differences", nullable=True),
        _text("at"),
        _text("who"),
    )
    op.create_index("ix_sign_off_period", "sign_off", ["unit", "period", "kind"])


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        *(_text(name) for name in ("kind", "unit", "period")),
        sa.Column("revision", sa.Integer, nullable=True),
        sa.Column("draft", sa.Boolean, nullable=False),
        _text("data_hash", nullable=True),
        _text("file_name"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        *(_text(name) for name in ("state", "at", "who")),
    )
    op.create_index("ix_outbox_period", "outbox", ["unit", "period"])


def _create_inbox() -> None:
    op.create_table(
        "batch",
        _text("id", primary_key=True),
        _text("at"),
        _text("who"),
        _text("undone_at", nullable=True),
    )
    op.create_table(
        "inbox",
        _text("id", primary_key=True),
        sa.Column("batch", sa.Text, sa.ForeignKey("batch.id"), nullable=False),
        *(_text(name) for name in ("unit", "period")),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("draft", sa.Boolean, nullable=False),
        *(_text(name) for name in ("data_hash", "file_name", "file_hash")),
        sa.Column("content", sa.LargeBinary, nullable=False),
        *(_text(name) for name in ("created_at", "received_at")),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.create_index("ix_inbox_batch", "inbox", ["batch"])
    op.create_index("ix_inbox_period", "inbox", ["unit", "period"])
    op.create_table(
        "month_source",
        _text("unit", primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("month", sa.Integer, primary_key=True),
        sa.Column("inbox", sa.Text, sa.ForeignKey("inbox.id"), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
