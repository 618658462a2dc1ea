"""The first schema: registers, settings, history, closing and reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Columns of each register as name or name:type; text where no type is given.
REGISTERS = {
    "profile": """
        code name kind superior addressee place office_name authority signer_title signer_name
        signs_for
        recipients drafter address area waiting_area counters:whole hours hotline quarters:whole
        population:whole note
    """,
    "units": """
        code name kind valid_from:date valid_until:date successor aliases contact note
    """,
    "fields": """
        name group authority aliases in_use:yes_no position:whole note
    """,
    "staff": """
        name birth_date:date gender status position duty fields_in_charge assignment degree
        political_degree
        from_date:date to_date:date rotation_due:date trained:yes_no digital_signature:yes_no rating
        phone
        note
    """,
    "equipment": """
        asset_code name kind quantity:whole condition used_by origin used_from:date used_until:date
        cost:whole location note
    """,
    "norms": """
        kind used_by norm:whole basis note
    """,
    "software": """
        name field owner accounts:whole from_date:date to_date:date note
    """,
    "innovations": """
        name kind document started:date ended:date field lead frequency goal state result note
    """,
    "tasks": """
        plan number content group assigned_by lead due:date remind_days:whole done:date product note
    """,
    "documents": """
        symbol issued:date issuer kind subject topics note
    """,
    "inspections": """
        day:date team form document inspected times:whole result groups_at_fault:whole
        persons_at_fault:whole recommendation remedy_due:date remedied:date note
    """,
    "assessments": """
        kind period group maximum own_score forecast score grade rank:whole ranked:whole deductions
        note
    """,
    "procedures": """
        code name field authority online online_payment:yes_no postal:yes_no linked:yes_no
        valid_from:date
        valid_until:date note
    """,
    "targets": """
        year:whole target level basis source note
    """,
    "monthly": """
        year:whole month:whole from_date:date to_date:date feedback_carried:whole
        feedback_received:whole
        feedback_in_time:whole feedback_late:whole feedback_pending:whole surveys:whole
        surveys_satisfied:whole news_items:whole inspections:whole procedures_total:whole
        services_full:whole services_partial:whole note
    """,
    "indicators": """
        year:whole month:whole code name measured_in kind plan actual numerator denominator
        estimate:yes_no
        note
    """,
    "late_dossiers": """
        year:whole month:whole field cause dossiers:whole responsible apologies:whole remedy note
    """,
    "dossiers": """
        year:whole month:whole field nil:yes_no to_handle:whole carried_over:whole received:whole
        received_online:whole received_online_full:whole received_online_partial:whole
        received_offline:whole received_in_person:whole received_postal:whole resolved:whole
        resolved_in_time:whole resolved_early:whole resolved_on_time:whole resolved_late:whole
        closed_unresolved:whole withdrawn:whole returned:whole stopped:whole pending:whole
        pending_in_time:whole pending_overdue:whole awaiting_supplement:whole uncollected:whole
        due:whole
        late_intake:whole delivered_postal:whole digitised_inputs:whole digitised_results:whole
        digitised_dossiers:whole e_results:whole data_reused:whole fee_bearing:whole
        paid_online:whole
        fees_paid:whole apologies:whole note
    """,
    "narratives": """
        period section text note
    """,
}
TYPES = {"": sa.Text, "whole": sa.Integer, "date": sa.Date, "yes_no": sa.Boolean}


def upgrade() -> None:
    for name, columns in REGISTERS.items():
        _create_register(name, columns.split())
    op.create_table(
        "setting",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("verb", sa.Text, nullable=False),
    )
    op.create_table(
        "change",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("entry", sa.Text, sa.ForeignKey("entry.id"), nullable=False),
        sa.Column("register", sa.Text, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("after", sa.Text),
    )
    op.create_index("ix_change_entry", "change", ["entry"])
    op.create_index("ix_change_record", "change", ["record"])
    op.create_table(
        "closing",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("month", sa.Integer, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
    )
    op.create_index("ix_closing_month", "closing", ["unit", "year", "month"])
    op.create_table(
        "reason",
        sa.Column("unit", sa.Text, primary_key=True),
        sa.Column("finding", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
    )


def _create_register(name: str, columns: list[str]) -> None:
    fields = (column.partition(":") for column in columns)
    op.create_table(
        name,
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("unit", sa.Text, nullable=False),
        *(sa.Column(field, TYPES[kind]) for field, _, kind in fields),
        sa.Column("match", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("ordering", sa.Text, nullable=False),
        sa.Column("deleted_at", sa.Text),
    )
    live = sa.text("deleted_at IS NULL")
    op.create_index(f"ix_{name}_match", name, ["unit", "match"], unique=True, sqlite_where=live)
    op.create_index(f"ix_{name}_ordering", name, ["unit", "ordering"])
