"""How the working month and the office stand, as the home page and the top bar tell it."""

from typing import Literal, NamedTuple

import sqlalchemy as sa

from desktop.consolidation.board import Standing, signed_number, status_of
from desktop.equipment import equipment_by_type
from desktop.months import EntryState, entry_of, is_closed, month_values, window
from desktop.reports.kinds import PRINCIPAL
from models.figures import MonthValues
from models.periods import Month
from models.queries.records import records

# "short": a step that the closing of the month ended unfinished; "now": the next one to do.
StepState = Literal["done", "short", "now", "later"]
MonthState = Literal["open", "closed", "sent", "received", "returned"]


class MonthSteps(NamedTuple):
    """The five steps of a month: to enter, to check, to close, to sign, to send.

    Attributes:
        entry: how far it is entered.
        waiting: warnings without a reason; None while they are not known.
        checked: nothing is left to look at.
        closed: its figures are closed.
        signed: the number under which its report was signed, None for none.
        standing: how far its report has come.
        states: how each step stands.
    """

    entry: EntryState
    waiting: int | None
    checked: bool
    closed: bool
    signed: str | None
    standing: Standing
    states: tuple[StepState, ...]


class RegisterCounts(NamedTuple):
    """What the registers of an office come to.

    Attributes:
        staff: people in office.
        trained: those trained in digital work.
        devices: pieces of equipment, but for those disposed of.
        broken: those that do not work.
        missing: pieces below the norm.
        innovations: those in use.
        begun: those of them that began in the year.
    """

    staff: int
    trained: int
    devices: int
    broken: int
    missing: int
    innovations: int
    begun: int


def month_state(conn: sa.Connection, unit: str, month: Month) -> MonthState:
    """Return how a month stands on the whole."""
    closed = is_closed(conn, unit, month)
    sent = status_of(conn, unit, str(month)).status
    if sent == "returned":
        return "returned"
    # A month that was opened again after it was sent is being worked on, whatever was sent.
    if not closed:
        return "open"
    return "closed" if sent == "not_sent" else sent


def month_steps(
    conn: sa.Connection,
    unit: str,
    month: Month,
    waiting: int | None,
    values: MonthValues | None = None,
) -> MonthSteps:
    """Return how far the steps of a month have come, given its warnings without a reason.

    `values` are its figures where the caller has worked them out.
    """
    closed = is_closed(conn, unit, month)
    entry = entry_of(values or month_values(conn, unit, month))
    standing = status_of(conn, unit, str(month))
    signed = signed_number(conn, unit, str(month), PRINCIPAL.name)
    number = signed[0] if signed else None
    sent = standing.status in ("sent", "received")
    # Closing a month asks for a reason for every warning, so it is checked by then.
    checked = (entry.complete or closed) and waiting == 0
    states = _states(
        entered=entry.complete,
        checked=checked,
        closed=closed,
        signed=sent or number is not None,
        sent=sent,
    )
    return MonthSteps(entry, waiting, checked, closed, number, standing, states)


def register_counts(conn: sa.Connection, unit: str, month: Month) -> RegisterCounts:
    """Count the registers of a unit as of the last day of a month."""
    day = window(conn, unit, month).end
    staff = records(conn, "staff", unit, as_of=day)
    types = equipment_by_type(conn, unit, day)
    innovations = records(conn, "innovations", unit, as_of=day)
    begun = 0
    for innovation in innovations:
        started = innovation.day("started")
        if started is not None and started.year == month.year:
            begun += 1
    return RegisterCounts(
        staff=len(staff),
        trained=sum(person["trained"] is True for person in staff),
        devices=sum(kind.have for kind in types),
        broken=sum(kind.broken for kind in types),
        missing=sum(kind.missing or 0 for kind in types),
        innovations=len(innovations),
        begun=begun,
    )


def _states(
    *, entered: bool, checked: bool, closed: bool, signed: bool, sent: bool
) -> tuple[StepState, ...]:
    """Return the state of every step: the first open one is the next.

    A closed month is not entered any further: what is missing there is said, and is no next step.
    """
    states: list[StepState] = []
    for done, ended_by_closing in (
        (entered, True),
        (checked, True),
        (closed, False),
        (signed, False),
        (sent, False),
    ):
        if done:
            states.append("done")
        elif closed and ended_by_closing:
            states.append("short")
        else:
            states.append("later" if "now" in states else "now")
    return tuple(states)
