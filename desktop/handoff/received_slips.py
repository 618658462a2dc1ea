"""What the reporting unit does with a request, a return slip or a receipt: open it, and see to its
remarks.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import sqlalchemy as sa

from desktop.handoff.container import DATA, Fault, decode_entry
from desktop.handoff.incoming_files import Opened, read_file
from desktop.handoff.keys import short_code
from desktop.handoff.remarks import Remark
from desktop.handoff.slips import Receipt, Request, ReturnSlip, Slip, remember
from desktop.months import is_closed
from desktop.registers import save
from desktop.settings import get
from models.errors import Place, Problem, Refused, Unusable
from models.periods import Window, default_window, parse_month, parse_period
from models.queries.inbox import pinned_keys
from models.queries.records import own_codes, records
from models.queries.settings import stored
from models.tables import OUTBOX, SLIP, UNIT_KEY
from models.work import Action, Change, Work

_SHAPES: dict[str, type[Slip]] = {"request": Request, "return": ReturnSlip, "receipt": Receipt}


@dataclass(frozen=True)
class OpenedSlip:
    """A slip that was opened.

    Attributes:
        kind: request, return or receipt.
        slip: what it says.
        code: short code of the key that signed it.
        known: it had been opened before; nothing changed.
        notes: what the officer should know besides.
    """

    kind: str
    slip: Slip
    code: str
    known: bool
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class OpenRemark:
    """A remark of a return slip that the unit has to see to.

    Attributes:
        slip: id of the slip.
        number: place of the remark in it, from 0.
        period, revision: of the report that was returned.
        remark: the remark itself.
    """

    slip: str
    number: int
    period: str
    revision: int
    remark: Remark


def open_file(
    work: Work, path: Path, accept_keys: Collection[str] = (), password: str | None = None
) -> OpenedSlip:
    """Open a request, a return slip or a receipt and keep what it says; opening it again changes
    nothing.

    A request sets up its period: the deadline, and the days of months that have none of their own
        and are not closed.

    Raises:
        Unusable: the file is missing, damaged or of a newer format.
        Refused: the file was changed, `open_submission`, `slip_other_unit`, `slip_own`,
            `arrival_changed_key`, `package_content`.
    """
    opened = read_file(path, password)
    if isinstance(opened, Fault):
        problem = opened.problem
        error = Refused if opened.status in ("tampered", "bad_signature") else Unusable
        raise error(
            Problem(problem.code, Place(file=problem.place.file or str(path)), problem.values)
        )
    manifest, own = opened.package.manifest, stored(work.conn).get("unit", "")
    if manifest.kind not in _SHAPES:
        raise Refused(
            Problem("open_submission", Place(file=str(path)), {"name": manifest.unit_name})
        )
    if manifest.unit.casefold() == own.casefold():
        raise Refused(Problem("slip_own", Place(file=str(path))))
    # The office above answers to the code that the report bore when it was sent.
    ours = {code.casefold() for code in own_codes(work.conn, own)}
    if manifest.to and manifest.to.casefold() not in ours:
        raise Refused(Problem("slip_other_unit", Place(file=str(path)), {"to": manifest.to}))
    slip = _slip_of(opened, path)
    code = short_code(opened.package.public_key)
    _pin(work, opened, accept_keys)
    key = f"{manifest.kind}-{opened.package.data_hash}"
    if work.conn.execute(sa.select(SLIP.c.id).where(SLIP.c.id == key)).first():
        return OpenedSlip(manifest.kind, slip, code, known=True)
    remember(
        work, key, manifest.kind, own, slip, None if isinstance(slip, Request) else slip.revision
    )
    notes = (
        _set_up(work, own, slip) if isinstance(slip, Request) else _compare(work.conn, own, slip)
    )
    return OpenedSlip(manifest.kind, slip, code, known=False, notes=tuple(notes))


def open_remarks(conn: sa.Connection, unit: str, period: str | None = None) -> list[OpenRemark]:
    """Return the remarks that the own unit has not yet seen to, of reports not sent again since."""
    query = sa.select(SLIP.c.id, SLIP.c.period, SLIP.c.revision, SLIP.c.body).where(
        SLIP.c.kind == "return", SLIP.c.unit == unit
    )
    if period is not None:
        query = query.where(SLIP.c.period == parse_period(period).name)
    last = sa.select(OUTBOX.c.period, sa.func.max(OUTBOX.c.revision).label("revision")).where(
        OUTBOX.c.kind == "submission", OUTBOX.c.unit == unit
    )
    sent = {row.period: row.revision for row in conn.execute(last.group_by(OUTBOX.c.period))}
    return [
        OpenRemark(row.id, number, row.period, row.revision, remark)
        for row in conn.execute(query.order_by(sa.text("rowid")))
        if row.revision >= sent.get(row.period, 0)
        for number, remark in enumerate(msgspec.json.decode(row.body, type=ReturnSlip).remarks)
        if not remark.settled
    ]


def settle(work: Work, slip: str, number: int, settled: bool = True) -> None:
    """Note that a remark was seen to, or not after all; raises Refused `remark_missing`."""
    row = work.conn.execute(
        sa.select(SLIP.c.body, SLIP.c.unit).where(SLIP.c.id == slip, SLIP.c.kind == "return")
    ).first()
    body = msgspec.json.decode(row.body, type=ReturnSlip) if row else None
    if row is None or body is None or not 0 <= number < len(body.remarks):
        raise Refused(Problem("remark_missing"))
    remarks = list(body.remarks)
    before = remarks[number].settled
    if before == settled:
        return
    remarks[number] = msgspec.structs.replace(remarks[number], settled=settled)
    changed = msgspec.structs.replace(body, remarks=tuple(remarks))
    work.conn.execute(
        sa.update(SLIP).where(SLIP.c.id == slip).values(body=msgspec.json.encode(changed).decode())
    )
    name = f"remark {number}"
    work.changes.append(Change("slip", slip, row.unit, "edit", {name: before}, {name: settled}))


def _slip_of(opened: Opened, path: Path) -> Slip:
    manifest = opened.package.manifest
    slip = decode_entry(opened.package.entries[DATA], _SHAPES[manifest.kind])
    wrong = Refused(Problem("package_content", Place(file=str(path))))
    if isinstance(slip, Fault) or (slip.sender, slip.period) != (manifest.unit, manifest.period):
        raise wrong
    if isinstance(slip, Request):
        try:
            days = [
                slip.deadline,
                *(day for window in slip.windows for day in (window.start, window.end)),
            ]
            [date.fromisoformat(day) for day in days]
            [parse_month(window.month) for window in slip.windows]
        except (ValueError, Unusable):
            raise wrong from None
    elif (slip.unit, slip.revision) != (manifest.to, manifest.revision):
        raise wrong
    return slip


def _pin(work: Work, opened: Opened, accept_keys: Collection[str]) -> None:
    """Remember the key of the office at the first file; another one is refused until a person
    accepts it.
    """
    manifest, public = opened.package.manifest, opened.package.public_key
    known = pinned_keys(work.conn).get(manifest.unit)
    if known == public:
        return
    if known is not None and manifest.unit not in accept_keys:
        words = {"name": manifest.unit_name, "period": manifest.period, "code": short_code(public)}
        raise Refused(
            Problem("arrival_changed_key", Place(), {**words, "known": short_code(known)})
        )
    work.conn.execute(
        sa.delete(UNIT_KEY).where(UNIT_KEY.c.unit == manifest.unit, UNIT_KEY.c.private.is_(None))
    )
    row = {"unit": manifest.unit, "public": public, "private": None, "at": work.at, "who": work.who}
    work.conn.execute(sa.insert(UNIT_KEY), row)
    before = None if known is None else {"code": short_code(known)}
    action: Action = "add" if known is None else "edit"
    work.changes.append(
        Change("unit_key", manifest.unit, "", action, before, {"code": short_code(public)})
    )


def _set_up(work: Work, own: str, request: Request) -> list[Problem]:
    """Give the months their days as asked; what the officer set or closed stays and is named."""
    notes = []
    if request.units and own.casefold() not in {unit.code.casefold() for unit in request.units}:
        notes.append(Problem("request_not_listed", values={"unit": own}))
    start_day = int(get(work.conn, "window_start_day"))
    for asked in request.windows:
        month = parse_month(asked.month)
        found = records(work.conn, "monthly", own, month=month)
        start, end = (found[0].day("from_date"), found[0].day("to_date")) if found else (None, None)
        wanted = Window(date.fromisoformat(asked.start), date.fromisoformat(asked.end))
        present = Window(start, end) if start and end else default_window(month, start_day)
        if present == wanted:
            continue
        if (start and end) or is_closed(work.conn, own, month):
            values = {"start": wanted.start, "end": wanted.end}
            notes.append(Problem("request_window_differs", Place(month=asked.month), values))
            continue
        days = {"from_date": wanted.start, "to_date": wanted.end}
        key = {"year": month.year, "month": month.month}
        save(work, "monthly", own, {**key, **days}, found[0].id if found else None)
    return notes


def _compare(conn: sa.Connection, own: str, slip: ReturnSlip | Receipt) -> list[Problem]:
    """Say where a slip speaks of a file that this store did not write, as after an old backup was
    restored.
    """
    query = sa.select(OUTBOX.c.data_hash).where(
        OUTBOX.c.kind == "submission", OUTBOX.c.unit == own, OUTBOX.c.period == slip.period,
        OUTBOX.c.revision == slip.revision,
    )  # fmt: skip
    if slip.data_hash in conn.execute(query).scalars().all():
        return []
    return [Problem("slip_not_ours", values={"period": slip.period, "revision": slip.revision})]
