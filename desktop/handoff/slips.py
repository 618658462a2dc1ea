"""What a receiving office sends back: requests, return slips and receipts, signed like a report."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import sqlalchemy as sa

from desktop import VERSION
from desktop.consolidation.board import Received, board_rows
from desktop.context import Context
from desktop.figures import resolve
from desktop.handoff import outbox
from desktop.handoff.applying import reopen
from desktop.handoff.arrivals import ANSWERED, FINE, Arrival
from desktop.handoff.container import pack
from desktop.handoff.counters import counters_held
from desktop.handoff.data import digest
from desktop.handoff.keys import own_key
from desktop.handoff.manifest import DATA, FORMAT, Counter, Manifest, MonthWindow
from desktop.handoff.remarks import Remark, make_remark
from desktop.handoff.submission import FORM_VERSION
from models.catalogue import NARRATIVE_SECTIONS
from models.errors import Place, Problem, Refused, Unusable
from models.periods import ALWAYS, Period, parse_period
from models.queries.inbox import accepted, in_force
from models.queries.records import profile, records
from models.queries.settings import stored
from models.tables import SLIP
from models.work import Change, Work

_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]


class UnitName(msgspec.Struct, frozen=True):
    """A unit by code and name."""

    code: _Name
    name: _Name


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a receiving office asks for.

    Attributes:
        sender, sender_name: the receiving office.
        period: the period asked for.
        windows: the days of its months.
        deadline: YYYY-MM-DD.
        form, outline: version of the form and sections of the report.
        units: the units that are asked.
        pack: the file of a form pack for the report.
    """

    sender: _Name = msgspec.field(name="from")
    sender_name: _Name = msgspec.field(name="from_name")
    period: _Name
    windows: tuple[MonthWindow, ...] = ()
    deadline: _Day
    form: str = FORM_VERSION
    outline: tuple[str, ...] = NARRATIVE_SECTIONS
    units: tuple[UnitName, ...] = ()
    pack: bytes | msgspec.UnsetType = msgspec.UNSET


class _Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a slip about one revision of a unit's report begins with.

    `last_sequence` and `last_revisions` (by period) are the highest numbers that its writer holds
    of the unit's files: a unit that restored an old copy of its store goes on counting from there.
    Slips of earlier releases have none.
    """

    sender: _Name = msgspec.field(name="from")
    sender_name: _Name = msgspec.field(name="from_name")
    unit: _Name
    period: _Name
    revision: Annotated[int, msgspec.Meta(ge=1)]
    data_hash: str
    last_sequence: Counter | None = None
    last_revisions: dict[_Name, Counter] = {}


class ReturnSlip(_Answer, frozen=True, kw_only=True):
    """Which revision is to be completed, and why."""

    remarks: tuple[Remark, ...]


class Receipt(_Answer, frozen=True, kw_only=True):
    """Which revision was received and when, by the clock of the receiving office."""

    received_at: str


Slip = Request | ReturnSlip | Receipt


@dataclass(frozen=True)
class WrittenSlip:
    """A slip that was written out and read back.

    Attributes:
        path: its file.
        sequence: its number in the outbox.
        slip: what it says.
    """

    path: Path
    sequence: int
    slip: Slip


def return_slip(
    context: Context, unit: str, period: str, remarks: Sequence[tuple[str, str]], out: Path
) -> WrittenSlip:
    """Send the revision in force of a unit's report back with remarks as (place, text).

    Raises:
        Refused: `return_without_remark`, `return_nothing_received`, `remark_place_unknown`,
            `remark_empty`.
        Unusable: `district_only`, `unit_unknown`, `period_unknown`, the folder cannot be written.
    """
    outbox.require_writable(out)
    sequence, slip = context.do(make_return, unit, parse_period(period), remarks).value
    return _write_out(context, sequence, slip, out)


def request_file(
    context: Context, period: str, deadline: date, out: Path, form_pack: bytes | None = None
) -> WrittenSlip:
    """Write the request for a period, one file for all units, with a form pack where one is given.

    Raises Unusable `district_only`, `period_unknown`; Refused `package_too_big`.
    """
    outbox.require_writable(out)
    sequence, slip = context.do(make_request, parse_period(period), deadline, form_pack).value
    return _write_out(context, sequence, slip, out)


def write_receipts(context: Context, arrivals: Iterable[Arrival], out: Path) -> list[WrittenSlip]:
    """Write a receipt for every file that was received, also for one received before.

    For one that was set aside as too old it is that of the revision in force, which tells the unit
    how to number its next file.
    """
    wanted = [arrival for arrival in arrivals if arrival.status in ANSWERED]
    if not wanted:
        return []
    outbox.require_writable(out)
    made = context.do(make_receipts, wanted).value
    return [_write_out(context, sequence, slip, out) for sequence, slip in made]


def _write_out(context: Context, sequence: int, slip: Slip, out: Path) -> WrittenSlip:
    path = outbox.write_again(context, sequence, out)
    return WrittenSlip(path, sequence, slip)


def make_return(
    work: Work, unit: str, period: Period, remarks: Sequence[tuple[str, str]]
) -> tuple[int, ReturnSlip]:
    """Make a return slip and keep it in the outbox; return its number there with it.

    It names the period as the unit's file for these months does.

    Raises as `return_slip` does.
    """
    own, own_name = _require_receiver(work.conn)
    if not remarks:
        raise Refused(Problem("return_without_remark"))
    if unit not in {listed.text("code") for listed in records(work.conn, "units", "")}:
        raise Unusable(Problem("unit_unknown", Place(), {"text": unit}))
    # By its months: the unit may have called them otherwise, and knows its file by that name.
    file = Received(work.conn).report(unit, period)
    if file is None:
        raise Refused(Problem("return_nothing_received", Place(unit=unit), {"period": period.name}))
    remarked = [make_remark(work.conn, unit, place, text) for place, text in remarks]
    held = counters_held(work.conn, unit)
    slip = ReturnSlip(
        sender=own,
        sender_name=own_name,
        # As the unit calls itself: this office may know it by another code.
        unit=reopen(work.conn, file).package.manifest.unit,
        period=file.period,
        revision=file.revision,
        data_hash=file.data_hash,
        last_sequence=held.sequence,
        last_revisions=dict(held.revisions),
        remarks=tuple(remarked),
    )
    return _keep(work, "return", unit, slip, slip.unit, slip.revision), slip


def make_request(
    work: Work, period: Period, deadline: date, form_pack: bytes | None = None
) -> tuple[int, Request]:
    """Make a request and keep it in the outbox; return its number there with it.

    Raises as `request_file` does.
    """
    own, own_name = _require_receiver(work.conn)
    windows = tuple(_windows(work.conn, own, period))
    rows = board_rows(work.conn, period, deadline)
    slip = Request(
        sender=own,
        sender_name=own_name,
        period=period.name,
        windows=windows,
        deadline=deadline.isoformat(),
        units=tuple(UnitName(row.code, row.name) for row in rows if row.expected),
        pack=msgspec.UNSET if form_pack is None else form_pack,
    )
    return _keep(work, "request", own, slip, "", None), slip


def _windows(conn: sa.Connection, own: str, period: Period) -> Iterator[MonthWindow]:
    if period.kind in ("day", "week"):
        return  # they have no months, and figures of this office's own months say nothing of them
    # Those who are asked may be older than this office.
    resolved = resolve(conn, own, period, ALWAYS)
    for month, window in zip(resolved.months, resolved.windows, strict=True):
        yield MonthWindow(str(month), window.start.isoformat(), window.end.isoformat())


def make_receipts(work: Work, arrivals: Sequence[Arrival]) -> list[tuple[int, Receipt]]:
    """Make the receipts of files that were received and keep them in the outbox."""
    own, own_name = _require_receiver(work.conn)
    received = {(f.unit, f.period, f.revision): f.received_at for f in accepted(work.conn)}
    made: dict[tuple[str, str, int], tuple[int, Receipt]] = {}
    for arrival in arrivals:
        assert arrival.unit is not None
        revision, data_hash = _answered(work.conn, arrival)
        held = counters_held(work.conn, arrival.unit)
        at = received.get((arrival.unit, arrival.period or "", revision), work.now)
        slip = Receipt(
            sender=own,
            sender_name=own_name,
            # As in a return slip: the unit's own name for itself.
            unit=arrival.sent_as or arrival.unit,
            period=arrival.period or "",
            revision=revision,
            data_hash=data_hash,
            last_sequence=held.sequence or None,
            last_revisions=dict(held.revisions),
            received_at=at.isoformat(timespec="seconds"),
        )
        key = (slip.unit, slip.period, slip.revision)
        if key not in made:
            number = _keep(work, "receipt", arrival.unit, slip, slip.unit, slip.revision)
            made[key] = (number, slip)
    return list(made.values())


def _answered(conn: sa.Connection, arrival: Arrival) -> tuple[int, str]:
    """Return revision and hash of the data that a receipt is about.

    Of a file that was set aside these are the ones in force instead.
    """
    if arrival.status not in FINE:
        for file in in_force(accepted(conn, arrival.unit, arrival.period)).values():
            return file.revision, file.data_hash
    assert arrival.revision is not None
    return arrival.revision, arrival.data_hash


_ENDINGS = {
    "request": "yeu-cau",
    "return": "tra-lai_r{revision}",
    "receipt": "bien-nhan_r{revision}",
}


def _keep(work: Work, kind: str, unit: str, slip: Slip, to: str, revision: int | None) -> int:
    """Sign a slip, put it into the outbox and remember it; returns its number."""
    key, sequence = own_key(work), outbox.next_sequence(work.conn)
    body = msgspec.json.encode(slip)
    manifest = Manifest(
        format=FORMAT,
        kind=kind,
        unit=slip.sender,
        unit_name=slip.sender_name,
        to=to,
        period=slip.period,
        windows=slip.windows if isinstance(slip, Request) else (),
        revision=revision,
        # Slips count along with the reports: every file of an office has a number of its own.
        sequence=sequence,
        draft=False,
        created_at=work.now,
        created_by=work.who,
        program=VERSION,
        form=FORM_VERSION,
        public_key=key.public.hex(),
    )
    ending = _ENDINGS[kind].format(revision=revision)
    outbox.keep(
        work,
        manifest,
        unit=unit,
        data_hash=digest(body),
        content=pack(manifest, {DATA: body}, key.sign),
        file_name=outbox.file_name(unit, slip.period, ending),
    )
    # The outbox has the file; what was said is kept apart, to be read without opening a ZIP.
    remember(work, f"{kind}-{sequence}-{slip.sender}", kind, unit, slip, revision)
    return sequence


def remember(work: Work, key: str, kind: str, unit: str, slip: Slip, revision: int | None) -> None:
    """Keep what a slip says, under the unit that it concerns; of a form pack nothing is kept."""
    if isinstance(slip, Request):
        slip = msgspec.structs.replace(slip, pack=msgspec.UNSET)
    what = {"kind": kind, "period": slip.period}
    body = msgspec.json.encode(slip).decode()
    row = {**what, "id": key, "unit": unit, "revision": revision, "body": body}
    work.conn.execute(sa.insert(SLIP), {**row, "at": work.at, "who": work.who})
    work.changes.append(Change("slip", key, unit, "add", None, what))


def _require_receiver(conn: sa.Connection) -> tuple[str, str]:
    settings = stored(conn)
    if settings.get("role") != "district":
        raise Unusable(Problem("district_only"))
    own = settings.get("unit", "")
    return own, profile(conn, own).text("name") or own
