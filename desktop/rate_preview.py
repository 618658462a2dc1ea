"""What a rate would say of a month, while it is still being written."""

import sqlalchemy as sa

from desktop.figures import rate_settings
from desktop.months import month_values
from desktop.rate_rules import rate_problems
from desktop.word import wording
from models.figures import unit_figures
from models.periods import Month
from models.queries.rates import area_list, rate_kind
from models.queries.records import field_index
from models.rates import rate_of
from models.registers import Record, Values
from models.values import format_number


def rate_preview(conn: sa.Connection, unit: str, month: Month, values: Values) -> str:
    """Return "Tháng 6/2024: 451/597 hồ sơ tiếp nhận trong kỳ (75,5%)." for the draft of a rate.

    "" while the draft cannot be worked out.
    """
    draft = Record("", "rates", "", dict(values))
    is_whole = draft.text("numerator") and draft.text("denominator")
    if not is_whole or list(rate_problems(values, field_index(conn))):
        return ""
    kind = rate_kind(draft, area_list(conn))
    settings = rate_settings(conn).with_own([kind])
    found = unit_figures(unit, "", [month_values(conn, unit, month)])
    rate = rate_of(kind.name, found.total if found else {}, settings, [found] if found else [])
    lead = f"Tháng {month.month}/{month.year}"
    if rate.numerator is None or rate.denominator is None:
        return f"{lead}: {wording.missing()}."
    numbers = f"{format_number(rate.numerator)}/{format_number(rate.denominator)}"
    share = wording.label("no_rate") if rate.percent is None else f"{rate.percent}%"
    return f"{lead}: {numbers} {settings.basis_words(kind.name)} ({share})."
