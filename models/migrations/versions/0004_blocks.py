"""Figures of other periods than months, rates as data, form packs, and columns that came later."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

NEW_MEASURES = [
    "received_online_other",
    "digitise_inputs_required",
    "digitise_results_required",
    "waiting_acceptance",
    "not_accepted",
    "nonlocal_received",
    "nonlocal_forwarded",
]
MEASURES = [
    "to_handle",
    "carried_over",
    "received",
    "received_online",
    "received_online_full",
    "received_online_partial",
    "received_offline",
    "received_in_person",
    "received_postal",
    "resolved",
    "resolved_in_time",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "closed_unresolved",
    "withdrawn",
    "returned",
    "stopped",
    "pending",
    "pending_in_time",
    "pending_overdue",
    "awaiting_supplement",
    "uncollected",
    "due",
    "late_intake",
    "delivered_postal",
    "digitised_inputs",
    "digitised_results",
    "digitised_dossiers",
    "e_results",
    "data_reused",
    "fee_bearing",
    "paid_online",
    "fees_paid",
    "apologies",
]


def upgrade() -> None:
    for name in NEW_MEASURES:
        op.add_column("dossiers", sa.Column(name, sa.Integer))
    op.add_column("profile", sa.Column("established", sa.Date))
    op.add_column("profile", sa.Column("predecessors", sa.Text))
    op.add_column("profile", sa.Column("symbol", sa.Text))
    op.add_column("indicators", sa.Column("section", sa.Text))
    op.add_column("indicators", sa.Column("added_up", sa.Boolean))
    op.add_column("narratives", sa.Column("nil", sa.Boolean))
    _create_blocks()
    _create_rates()
    _create_packs()


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


def _create_register(name: str, columns: list[sa.Column[str]]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("unit", sa.Text, nullable=False),
        *columns,
        sa.Column("note", sa.Text),
        sa.Column("match", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("ordering", sa.Text, nullable=False),
        sa.Column("deleted_at", sa.Text),
    )
    kept = sa.text("deleted_at IS NULL")
    match = ["unit", "match"]
    op.create_index(f"ix_{name}_match", name, match, unique=True, sqlite_where=kept)
    op.create_index(f"ix_{name}_ordering", name, ["unit", "ordering"])


def _create_blocks() -> None:
    columns: list[sa.Column[Any]] = [
        *_text("period", "field"),
        sa.Column("from_date", sa.Date),
        sa.Column("to_date", sa.Date),
        *_text("source", "printed", "reason"),
    ]
    for name in (*MEASURES, *NEW_MEASURES):
        columns.append(sa.Column(name, sa.Integer))
    _create_register("blocks", columns)


def _create_rates() -> None:
    columns: list[sa.Column[Any]] = [
        *_text("code", "name", "numerator", "denominator", "scope", "rounding"),
        sa.Column("decimals", sa.Integer),
        *_text("section"),
        sa.Column("in_use", sa.Boolean),
    ]
    _create_register("rates", columns)


def _create_packs() -> None:
    op.create_table(
        "pack",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("valid_from", sa.Date),
        sa.Column("valid_to", sa.Date),
        sa.Column("signer", sa.LargeBinary),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
    )
    op.create_table(
        "report_pack",
        sa.Column("unit", sa.Text, primary_key=True),
        sa.Column("period", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("pack", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
