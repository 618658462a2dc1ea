"""Who has sent what: how far a unit has come, the board of all units, the list to remind."""

from datetime import date
from typing import NamedTuple, TypedDict

import sqlalchemy as sa

from desktop.consolidation.days import stands
from desktop.consolidation.sending import own_standing
from desktop.consolidation.standing import STATUS_WORDS as STATUS_WORDS
from desktop.consolidation.standing import Received as Received
from desktop.consolidation.standing import Standing as Standing
from desktop.consolidation.standing import Status as Status
from desktop.deadlines import deadline_of
from models.due import days_late
from models.periods import Period, parse_period, title
from models.queries.lives import listed_units
from models.queries.settings import stored
from models.queries.signed import signed_number as signed_number
from models.values import format_date


class BoardRow(NamedTuple):
    """One unit on the board.

    Attributes:
        code, name: of the unit.
        standing: how far its report has come.
        expected: it is in the list and valid on the last day of the period.
        overdue_days: days since the deadline while nothing has come; None where something has, or
            without deadline.
    """

    code: str
    name: str
    standing: Standing
    expected: bool
    overdue_days: int | None


class UnitShape(TypedDict):
    """One unit on the board, in the shape of the command `board`."""

    code: str
    name: str
    status: Status
    late_days: int | None
    revision: int | None
    received_at: str | None
    draft: bool
    expected: bool
    overdue_days: int | None
    reports: list[str]
    missing_months: list[str]


class BoardShape(TypedDict):
    """The board of a period, in the shape of the command `board`."""

    period: str
    deadline: str | None
    expected: int
    units: list[UnitShape]


def status_of(conn: sa.Connection, unit: str, period: str) -> Standing:
    """Return how far a unit's report has come.

    Of the own unit it is as its sender knows it, of others as they were received.
    Raises Unusable `period_unknown`.
    """
    parsed = parse_period(period)
    if unit == stored(conn).get("unit"):
        return own_standing(conn, unit, parsed)
    return Received(conn).standing(unit, parsed)


def board_rows(
    conn: sa.Connection, period: Period, today: date, received: Received | None = None
) -> list[BoardRow]:
    """Return the expected units in the order of the list, then any other that has sent.

    `received` is what has come, where the caller has read it for other periods.
    """
    known = received or Received(conn)
    deadline, own = known.deadline(period), stored(conn).get("unit", "")
    listed = listed_units(conn)
    listed.pop(own, None)
    day = known.calendars.last_day(period)
    expected = [code for code, unit in listed.items() if stands(unit, day)]
    standing = set(expected)
    others = [code for code in known.senders(period) if code not in standing]
    rows = []
    for code in (*expected, *others):
        found = known.standing(code, period)
        overdue = None
        if found.status == "not_sent" and deadline is not None:
            overdue = days_late(deadline, today)
        name = listed[code].text("name") if code in listed else code
        rows.append(BoardRow(code, name, found, code in standing, overdue))
    return rows


def board(conn: sa.Connection, period: str, today: date) -> BoardShape:
    """Return the board of a period in the shape of the command `board`.

    Raises Unusable `period_unknown`.
    """
    parsed = parse_period(period)
    deadline, rows = deadline_of(conn, parsed), board_rows(conn, parsed, today)
    return {
        "period": parsed.name,
        "deadline": deadline.isoformat() if deadline else None,
        "expected": sum(row.expected for row in rows),
        "units": [_shape(row) for row in rows],
    }


def reminder(conn: sa.Connection, period: str, today: date) -> str:
    """Return a text to copy that names the units which have not sent or must complete theirs."""
    parsed = parse_period(period)
    deadline = deadline_of(conn, parsed)
    due = f" (hạn {format_date(deadline)})" if deadline else ""
    lines = []
    for row in board_rows(conn, parsed, today):
        said = _to_remind(row)
        if said:
            lines.append(f"- {row.name}: {said}")
    report = f"Báo cáo {title(parsed)}{due}"
    if not lines:
        return f"{report}: các đơn vị đã gửi đủ."
    return "\n".join([f"{report}, các đơn vị còn thiếu:", *lines])


def _to_remind(row: BoardRow) -> str:
    """Return what a unit still owes, "" for nothing."""
    standing = row.standing
    if standing.status == "returned":
        revision = f" (lần {standing.revision})" if standing.revision is not None else ""
        return f"trả lại để hoàn chỉnh{revision}, chưa gửi lại"
    if not row.expected:
        return ""
    if standing.status == "not_sent":
        return f"chưa gửi, quá hạn {row.overdue_days} ngày" if row.overdue_days else "chưa gửi"
    return f"đã gửi, còn {standing.missing_words}" if standing.missing else ""


def _shape(row: BoardRow) -> UnitShape:
    standing = row.standing
    return {
        "code": row.code,
        "name": row.name,
        "status": standing.status,
        "late_days": standing.late_days,
        "revision": standing.revision,
        "received_at": standing.at.isoformat(timespec="seconds") if standing.at else None,
        "draft": standing.draft,
        "expected": row.expected,
        "overdue_days": row.overdue_days,
        "reports": [period.name for period in standing.reports],
        "missing_months": [str(month) for month in standing.missing],
    }
