"""What the reporting unit does with a request, a return slip or a receipt that it received.

It opens the slip, and sees to the remarks of a return slip.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import sqlalchemy as sa

from desktop.handoff.container import Fault, decode_entry
from desktop.handoff.counters import forget_restoring, last_revision, last_sequence, leaps
from desktop.handoff.incoming_files import Opened, read_file
from desktop.handoff.keys import pin, telephone_code
from desktop.handoff.manifest import DATA, Manifest
from desktop.handoff.remarks import Remark
from desktop.handoff.slips import Receipt, Request, ReturnSlip, Slip, remember
from desktop.messages import sentence
from desktop.months import is_closed
from desktop.registers import save
from desktop.settings import get
from models.errors import OfficeError, Place, Problem, Refused, Unusable
from models.periods import Month, Window, parse_month, parse_period, title
from models.queries.inbox import pinned_keys
from models.queries.records import own_codes, profile, records
from models.queries.settings import stored
from models.tables import OUTBOX, SLIP
from models.values import format_date
from models.windows import default_window
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
        unit_name: name of the own unit.
        notes: what the officer should know besides.
    """

    kind: str
    slip: Slip
    code: str
    known: bool
    unit_name: str = ""
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
    """Open a request, a return slip or a receipt and keep what it says.

    Opening it again changes nothing. A request sets up its period: the deadline, and the days of
    months that have none of their own and are not closed.

    Raises:
        Unusable: the file is missing, damaged or of a newer format.
        Refused: the file was changed, `open_submission`, `slip_other_unit`, `slip_own`,
            `arrival_changed_key`, `package_content`.
    """
    opened = read_file(path, password)
    if isinstance(opened, Fault):
        raise _fault_of(opened, path)
    manifest, own = opened.package.manifest, stored(work.conn).get("unit", "")
    _require_slip_for(work.conn, own, manifest, path)
    slip = _slip_of(opened, path)
    code, name = telephone_code(opened.package.public_key), _own_name(work.conn, own)
    # Even where the slip turns out to be known: a copy of it may be signed by anybody.
    _pin(work, opened, accept_keys)
    key = f"{manifest.kind}-{opened.package.data_hash}"
    if work.conn.execute(sa.select(SLIP.c.id).where(SLIP.c.id == key)).first():
        return OpenedSlip(manifest.kind, slip, code, known=True, unit_name=name)
    if isinstance(slip, Request):
        remember(work, key, manifest.kind, own, slip, None)
        notes = _set_up(work, own, slip)
    else:
        notes = _compare(work.conn, own, slip)
        slip = _counted(work, own, slip, notes)
        remember(work, key, manifest.kind, own, slip, slip.revision)
    return OpenedSlip(manifest.kind, slip, code, known=False, unit_name=name, notes=tuple(notes))


def slip_sentence(opened: OpenedSlip) -> str:
    """Return what an opened slip says, for a person to read."""
    slip = opened.slip
    report, whose = title(parse_period(slip.period)), opened.unit_name
    again = " (đã mở trước đây)" if opened.known else ""
    match slip:
        case Request():
            due = format_date(date.fromisoformat(slip.deadline))
            said = f"yêu cầu báo cáo {report}, hạn gửi {due}"
        case ReturnSlip():
            said = f"trả lại báo cáo {report} của {whose} để hoàn chỉnh, {len(slip.remarks)} góp ý"
        case Receipt():
            said = f"đã nhận báo cáo {report} của {whose}, lần {slip.revision}"
    notes = [sentence(note) for note in opened.notes]
    return " ".join([f"{slip.sender_name} {said}{again}.", *notes])


def open_remarks(conn: sa.Connection, unit: str, period: str | None = None) -> list[OpenRemark]:
    """Return the remarks that the own unit has not yet seen to, of reports not sent again since."""
    query = sa.select(SLIP.c.id, SLIP.c.period, SLIP.c.revision, SLIP.c.body).where(
        SLIP.c.kind == "return", SLIP.c.unit == unit
    )
    if period is not None:
        query = query.where(SLIP.c.period == parse_period(period).name)
    sent = _last_revisions(conn, unit)
    found: list[OpenRemark] = []
    # In the order of writing: the clock of an office computer may be wrong.
    for row in conn.execute(query.order_by(sa.text("rowid"))):
        if row.revision < sent.get(row.period, 0):
            continue
        slip = msgspec.json.decode(row.body, type=ReturnSlip)
        for number, remark in enumerate(slip.remarks):
            if not remark.settled:
                found.append(OpenRemark(row.id, number, row.period, row.revision, remark))
    return found


def settle(work: Work, slip: str, number: int, settled: bool = True) -> None:
    """Note that a remark was seen to, or not after all; raises Refused `remark_missing`."""
    query = sa.select(SLIP.c.body, SLIP.c.unit).where(SLIP.c.id == slip, SLIP.c.kind == "return")
    row = work.conn.execute(query).first()
    if row is None:
        raise Refused(Problem("remark_missing"))
    body = msgspec.json.decode(row.body, type=ReturnSlip)
    remarks = list(body.remarks)
    if not 0 <= number < len(remarks):
        raise Refused(Problem("remark_missing"))
    before = remarks[number].settled
    if before == settled:
        return
    remarks[number] = msgspec.structs.replace(remarks[number], settled=settled)
    changed = msgspec.structs.replace(body, remarks=tuple(remarks))
    written = msgspec.json.encode(changed).decode()
    work.conn.execute(sa.update(SLIP).where(SLIP.c.id == slip).values(body=written))
    name = f"remark {number}"
    work.changes.append(Change("slip", slip, row.unit, "edit", {name: before}, {name: settled}))


def _own_name(conn: sa.Connection, own: str) -> str:
    return profile(conn, own).text("name") or own


def _fault_of(fault: Fault, path: Path) -> OfficeError:
    """Return a fault as the error it is: what somebody changed is refused, the rest unusable."""
    place = Place(file=fault.problem.place.file or str(path))
    problem = Problem(fault.problem.code, place, fault.problem.values)
    if fault.status in ("tampered", "bad_signature"):
        return Refused(problem)
    return Unusable(problem)


def _require_slip_for(conn: sa.Connection, own: str, manifest: Manifest, path: Path) -> None:
    place = Place(file=str(path))
    if manifest.kind not in _SHAPES:
        raise Refused(Problem("open_submission", place, {"name": manifest.unit_name}))
    if manifest.unit.casefold() == own.casefold():
        raise Refused(Problem("slip_own", place))
    # The office above answers to the code that the report bore when it was sent.
    ours = {code.casefold() for code in own_codes(conn, own)}
    if manifest.to and manifest.to.casefold() not in ours:
        raise Refused(Problem("slip_other_unit", place, {"to": manifest.to}))


def _last_revisions(conn: sa.Connection, unit: str) -> dict[str, int]:
    """Return the latest revision that a unit has sent, by period."""
    revision = sa.func.max(OUTBOX.c.revision).label("revision")
    query = sa.select(OUTBOX.c.period, revision).where(
        OUTBOX.c.kind == "submission", OUTBOX.c.unit == unit
    )
    rows = conn.execute(query.group_by(OUTBOX.c.period))
    return {row.period: row.revision for row in rows}


def _slip_of(opened: Opened, path: Path) -> Slip:
    """Return what a slip says; raises Refused `package_content` where it belies its manifest."""
    manifest = opened.package.manifest
    slip = decode_entry(opened.package.entries[DATA], _SHAPES[manifest.kind])
    wrong = Refused(Problem("package_content", Place(file=str(path))))
    if isinstance(slip, Fault) or (slip.sender, slip.period) != (manifest.unit, manifest.period):
        raise wrong
    if isinstance(slip, Request):
        try:
            _check_days(slip)
        except (ValueError, Unusable):
            raise wrong from None
    elif (slip.unit, slip.revision) != (manifest.to, manifest.revision):
        raise wrong
    return slip


def _check_days(request: Request) -> None:
    """Raise ValueError or Unusable where a day or a month of a request is none."""
    date.fromisoformat(request.deadline)
    for window in request.windows:
        date.fromisoformat(window.start)
        date.fromisoformat(window.end)
        parse_month(window.month)


def _pin(work: Work, opened: Opened, accept_keys: Collection[str]) -> None:
    """Remember the key of the office at the first file.

    Another one is refused until a person accepts it.
    """
    manifest, public = opened.package.manifest, opened.package.public_key
    known = pinned_keys(work.conn).get(manifest.unit)
    if known == public:
        return
    if known is not None and manifest.unit not in accept_keys:
        words = {
            "name": manifest.unit_name,
            "period": manifest.period,
            "code": telephone_code(public),
            "known": telephone_code(known),
        }
        raise Refused(Problem("arrival_changed_key", Place(), words))
    pin(work, manifest.unit, public)
    before = None if known is None else {"code": telephone_code(known)}
    action: Action = "add" if known is None else "edit"
    after = {"code": telephone_code(public)}
    work.changes.append(Change("unit_key", manifest.unit, "", action, before, after))


def _set_up(work: Work, own: str, request: Request) -> list[Problem]:
    """Give the months their days as asked; what the officer set or closed stays and is named."""
    notes = []
    listed = {unit.code.casefold() for unit in request.units}
    if listed and own.casefold() not in listed:
        notes.append(Problem("request_not_listed", values={"unit": own}))
    for asked in request.windows:
        wanted = Window(date.fromisoformat(asked.start), date.fromisoformat(asked.end))
        if not _set_days(work, own, parse_month(asked.month), wanted):
            values = {"start": wanted.start, "end": wanted.end}
            notes.append(Problem("request_window_differs", Place(month=asked.month), values))
    return notes


def _set_days(work: Work, own: str, month: Month, wanted: Window) -> bool:
    """Let a month cover the days wanted; say no where the officer has set or closed others."""
    found = records(work.conn, "monthly", own, month=month)
    start = found[0].day("from_date") if found else None
    end = found[0].day("to_date") if found else None
    if start and end:
        return Window(start, end) == wanted
    start_day = int(get(work.conn, "window_start_day"))
    if default_window(month, start_day) == wanted:
        return True
    if is_closed(work.conn, own, month):
        return False
    days = {"from_date": wanted.start, "to_date": wanted.end}
    key = {"year": month.year, "month": month.month}
    save(work, "monthly", own, {**key, **days}, found[0].id if found else None)
    return True


def _counted(
    work: Work, own: str, slip: ReturnSlip | Receipt, notes: list[Problem]
) -> ReturnSlip | Receipt:
    """Go on counting from the numbers that the office above holds, where they are higher.

    Returns the slip as it is kept, without numbers that files cannot account for: they would make
    the next file one that is set aside.
    """
    if slip.last_sequence is None:
        return slip
    known, told = last_sequence(work.conn), slip.last_sequence
    if leaps(known, told):
        values = {"name": slip.sender_name, "sequence": told, "known": known}
        notes.append(Problem("slip_sequence_jump", values=values))
        return msgspec.structs.replace(slip, last_sequence=None, last_revisions={})
    behind = []
    for period, revision in slip.last_revisions.items():
        if revision > (last_revision(work.conn, own, period) or 0):
            behind.append(period)
    if told > known or behind:
        values = {"name": slip.sender_name, "sequence": max(told, known)}
        notes.append(Problem("slip_counts_on", values=values))
    forget_restoring(work)
    return slip


def _compare(conn: sa.Connection, own: str, slip: ReturnSlip | Receipt) -> list[Problem]:
    """Say where a slip speaks of a file that this store did not write.

    That happens after an old backup was restored.
    """
    query = sa.select(OUTBOX.c.data_hash).where(
        OUTBOX.c.kind == "submission",
        OUTBOX.c.unit == own,
        OUTBOX.c.period == slip.period,
        OUTBOX.c.revision == slip.revision,
    )
    if slip.data_hash in conn.execute(query).scalars().all():
        return []
    return [Problem("slip_not_ours", values={"period": slip.period, "revision": slip.revision})]
