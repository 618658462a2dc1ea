"""Who has sent what: how far a unit has come, the board of all units, the list to remind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypedDict

import sqlalchemy as sa

from desktop.consolidation.days import stands
from desktop.deadlines import deadline_of
from models.due import days_late
from models.periods import Period, last_day, parse_period, title
from models.queries.inbox import Accepted, accepted, in_force
from models.queries.records import records
from models.queries.settings import stored
from models.queries.signed import signed_number as signed_number
from models.tables import OUTBOX, SLIP
from models.values import format_date

Status = Literal["not_sent", "sent", "received", "returned"]

STATUS_WORDS: Mapping[Status, str] = {
    "not_sent": "Chưa gửi",
    "sent": "Đã gửi",
    "received": "Đã nhận",
    "returned": "Trả lại để hoàn chỉnh",
}


@dataclass(frozen=True)
class Standing:
    """How far a unit's report for a period has come.

    Attributes:
        status: "sent" is known to the sender only, until a receipt comes.
        revision: the one in force, None before the first.
        at: when it was sent, received or returned.
        draft: a month of the period was open when it was sent.
        late_days: days after the deadline of the first file received; 0 is on time, None without
            file or deadline.
    """

    status: Status
    revision: int | None = None
    at: datetime | None = None
    draft: bool = False
    late_days: int | None = None

    @property
    def word(self) -> str:
        """Return the status as it stands on screen."""
        return STATUS_WORDS[self.status]

    @property
    def is_late(self) -> bool:
        """Return whether the first file came after the deadline."""
        return bool(self.late_days)

    @property
    def words(self) -> str:
        """Return the status with its revision, and whether a month of it was open."""
        parts = [self.word]
        if self.revision is not None:
            parts.append(f"lần {self.revision}")
        if self.draft:
            parts.append("chưa chốt")
        return ", ".join(parts)


@dataclass(frozen=True)
class BoardRow:
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
        return _own_standing(conn, unit, parsed.name)
    files = accepted(conn, unit, parsed.name)
    return _standing(files, _returned(conn, parsed.name), deadline_of(conn, parsed))


def board_rows(conn: sa.Connection, period: Period, today: date) -> list[BoardRow]:
    """Return the expected units in the order of the list, then any other that has sent."""
    own = stored(conn).get("unit", "")
    deadline = deadline_of(conn, period)
    returned = _returned(conn, period.name)
    files: dict[str, list[Accepted]] = {}
    for file in accepted(conn, period=period.name):
        files.setdefault(file.unit, []).append(file)
    listed = {unit.text("code"): unit for unit in records(conn, "units", "")}
    listed.pop(own, None)
    expected = [code for code, unit in listed.items() if stands(unit, last_day(period))]
    others = sorted(code for code in files if code not in expected)
    rows = []
    for code in (*expected, *others):
        standing = _standing(files.get(code, []), returned, deadline)
        overdue = None
        if standing.status == "not_sent" and deadline is not None:
            overdue = days_late(deadline, today)
        name = listed[code].text("name") if code in listed else code
        rows.append(BoardRow(code, name, standing, code in expected, overdue))
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
    report = f"Báo cáo {title(parsed)}{due}"
    lines = []
    for row in board_rows(conn, parsed, today):
        if row.standing.status == "returned":
            revision = f"lần {row.standing.revision}"
            lines.append(f"- {row.name}: trả lại để hoàn chỉnh ({revision}), chưa gửi lại")
        elif row.expected and row.standing.status == "not_sent":
            late = f", quá hạn {row.overdue_days} ngày" if row.overdue_days else ""
            lines.append(f"- {row.name}: chưa gửi{late}")
    report = f"Báo cáo {title(parsed)}{due}"
    if not lines:
        return f"{report}: các đơn vị đã gửi đủ."
    return "\n".join([f"{report}, các đơn vị còn thiếu:", *lines])


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
    }


def _standing(
    files: list[Accepted], returned: set[tuple[str, int]], deadline: date | None
) -> Standing:
    if not files:
        return Standing("not_sent")
    [file] = in_force(files).values()
    # Late is who first sent late; a correction that was asked for is not. By our own clock: theirs
    # may be wrong.
    first = min(file.received_at for file in files).date()
    late = days_late(deadline, first) if deadline else None
    status: Status = "returned" if (file.unit, file.revision) in returned else "received"
    return Standing(status, file.revision, file.received_at, file.draft, late)


def _own_standing(conn: sa.Connection, unit: str, period: str) -> Standing:
    query = sa.select(OUTBOX.c.revision, OUTBOX.c.at, OUTBOX.c.draft).where(
        OUTBOX.c.kind == "submission", OUTBOX.c.unit == unit, OUTBOX.c.period == period
    )
    sent = conn.execute(query.order_by(OUTBOX.c.revision.desc()).limit(1)).first()
    if sent is None:
        return Standing("not_sent")
    answers = sa.select(SLIP.c.kind, SLIP.c.at).where(
        SLIP.c.unit == unit, SLIP.c.period == period, SLIP.c.revision == sent.revision
    )
    at = {row.kind: row.at for row in conn.execute(answers)}
    status: Status = "sent"
    when = sent.at
    # A return weighs more than a receipt, whichever came later.
    if "return" in at:
        status, when = "returned", at["return"]
    elif "receipt" in at:
        status, when = "received", at["receipt"]
    return Standing(status, sent.revision, datetime.fromisoformat(when), bool(sent.draft))


def _returned(conn: sa.Connection, period: str) -> set[tuple[str, int]]:
    query = sa.select(SLIP.c.unit, SLIP.c.revision).where(
        SLIP.c.kind == "return", SLIP.c.period == period
    )
    return {(unit, revision) for unit, revision in conn.execute(query)}
