"""Trình ký: take back the edited Word file, record its number and date, keep the signed scan."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import sqlalchemy as sa

from desktop.handoff.report_differences import Difference, compared_with_store
from models.errors import Place, Problem, Refused, Unusable
from models.files import require_file
from models.periods import parse_period
from models.registers import Values
from models.tables import SIGN_OFF
from models.text import nfc
from models.work import Change, Work, new_id

# Bytes; both go into the submission file, which is to fit into a mail.
LARGEST_WORD = 4 * 2**20
LARGEST_SCAN = 5 * 2**20


@dataclass(frozen=True)
class Signed:
    """A report as the office holds it, edited or signed.

    Attributes:
        id: made by us.
        unit, period, kind: which report.
        number, signed_on: số, ký hiệu and ngày ban hành; None until they are recorded.
        replaces: number of the signed report that this one corrects.
        docx, pdf: the Word file and the signed scan.
        differences: the numbers that were not the store's when the file was taken back.
        at, who: when and by whom it was taken back.
    """

    id: str
    unit: str
    period: str
    kind: str
    number: str | None
    signed_on: date | None
    replaces: str | None
    docx: bytes
    pdf: bytes | None
    differences: tuple[Difference, ...]
    at: str
    who: str

    @property
    def issued(self) -> bool:
        """Return whether the report bears its number: from then on a new file is a new document."""
        return self.number is not None


def take_back(work: Work, unit: str, period: str, kind: str, docx: Path) -> Signed:
    """Keep a report as the office edited it in Word, with every number in which it differs.

    A file taken back before signing takes the place of the one before; after signing it is a new
    document that replaces the signed one.

    Raises:
        Unusable: the file cannot be read (`file_missing`, `report_unreadable`, `report_unknown`).
        Refused: `report_other`, `file_too_big`.
    """
    name = parse_period(period).name
    _, found = compared_with_store(work.conn, docx, unit, name, kind)
    before = current(work.conn, unit, name, kind)
    replaces = before.number if before else None
    if before is not None and before.number is None:
        work.conn.execute(sa.delete(SIGN_OFF).where(SIGN_OFF.c.id == before.id))
        replaces = before.replaces
    taken = Signed(
        id=new_id(),
        unit=unit,
        period=name,
        kind=kind,
        number=None,
        signed_on=None,
        replaces=replaces,
        docx=_read(docx, LARGEST_WORD),
        pdf=None,
        differences=tuple(found),
        at=work.at,
        who=work.who,
    )
    row = {name: getattr(taken, name) for name in Signed.__dataclass_fields__}
    row["differences"] = msgspec.json.encode(found).decode()
    work.conn.execute(sa.insert(SIGN_OFF), row)
    after: Values = {"period": name, "kind": kind, "replaces": replaces}
    work.changes.append(Change("sign_off", taken.id, unit, "add", None, after))
    return taken


def sign_off(
    work: Work, signed_id: str, number: str, signed_on: date, pdf: Path | None = None
) -> None:
    """Record số, ký hiệu and ngày ban hành of a report taken back, and keep the signed scan.

    Raises:
        Unusable: the scan cannot be read.
        Refused: `sign_off_missing`, `sign_off_done` (a correction is a new document),
            `number_blank`, `number_used`, `scan_no_pdf`, `file_too_big`.
    """
    found = _one(work.conn, SIGN_OFF.c.id == signed_id)
    symbol = " ".join(nfc(number).split())
    if found is None:
        raise Refused(Problem("sign_off_missing"))
    if found.number is not None:
        raise Refused(Problem("sign_off_done", values={"number": found.number}))
    if not symbol:
        raise Refused(Problem("number_blank"))
    # Numbers begin again each year, so only the same number on the same day is a mistake.
    same = sa.and_(
        SIGN_OFF.c.number == symbol,
        SIGN_OFF.c.unit == found.unit,
        SIGN_OFF.c.signed_on == signed_on,
    )
    if _one(work.conn, same):
        words = {"number": symbol, "day": f"{signed_on:%d/%m/%Y}"}
        raise Refused(Problem("number_used", values=words))
    scan = _scan(pdf) if pdf else None
    values = {"number": symbol, "signed_on": signed_on, "pdf": scan}
    work.conn.execute(sa.update(SIGN_OFF).where(SIGN_OFF.c.id == signed_id).values(values))
    after: Values = {"number": symbol, "signed_on": signed_on, "scan": scan is not None}
    work.changes.append(Change("sign_off", signed_id, found.unit, "edit", {"number": None}, after))


def attach_scan(work: Work, signed_id: str, pdf: Path) -> None:
    """Keep the signed scan of a report already signed off.

    Raises Refused `sign_off_missing`, and what `sign_off` raises for a scan.
    """
    found = _one(work.conn, SIGN_OFF.c.id == signed_id)
    if found is None or found.number is None:
        raise Refused(Problem("sign_off_missing"))
    of_report = sa.update(SIGN_OFF).where(SIGN_OFF.c.id == signed_id)
    work.conn.execute(of_report.values(pdf=_scan(pdf)))
    before, after = {"scan": found.pdf is not None}, {"scan": True}
    work.changes.append(Change("sign_off", signed_id, found.unit, "edit", before, after))


def current(conn: sa.Connection, unit: str, period: str, kind: str) -> Signed | None:
    """Return the report of a period that was taken back or signed last, None without one."""
    found = history(conn, unit, period, kind)
    return found[0] if found else None


def history(conn: sa.Connection, unit: str, period: str, kind: str) -> list[Signed]:
    """Return the reports of a period that were taken back or signed, the latest first."""
    wanted = (SIGN_OFF.c.unit == unit, SIGN_OFF.c.period == period, SIGN_OFF.c.kind == kind)
    # In the order of writing: the clock of an office computer may be wrong.
    order: sa.UnaryExpression[int] = sa.literal_column("sign_off.rowid").desc()
    query = sa.select(SIGN_OFF).where(*wanted).order_by(order)
    return [_signed(row) for row in conn.execute(query).mappings()]


def _one(conn: sa.Connection, where: sa.ColumnElement[bool]) -> Signed | None:
    row = conn.execute(sa.select(SIGN_OFF).where(where).limit(1)).mappings().first()
    return _signed(row) if row else None


def _signed(row: sa.RowMapping) -> Signed:
    found = msgspec.json.decode(row["differences"] or "[]", type=tuple[Difference, ...])
    return Signed(**{**row, "differences": found})


def _scan(path: Path) -> bytes:
    content = _read(path, LARGEST_SCAN)
    if not content.startswith(b"%PDF-"):
        raise Refused(Problem("scan_no_pdf", Place(file=str(path))))
    return content


def _read(path: Path, limit: int) -> bytes:
    require_file(path)
    try:
        if path.stat().st_size > limit:
            raise Refused(Problem("file_too_big", Place(file=str(path)), {"limit": limit // 2**20}))
        return path.read_bytes()
    except OSError as error:
        raise Unusable(Problem("file_unreadable", Place(file=str(path)))) from error
