"""Send a period to the superior office: what goes, what stays behind, the file and its number."""

from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from desktop import VERSION
from desktop.archives import BadArchive
from desktop.context import Context
from desktop.figures import resolve
from desktop.handoff import outbox, seal
from desktop.handoff.addressee import addressee
from desktop.handoff.container import Sign, pack
from desktop.handoff.counters import forget_restoring, last_revision, was_restored
from desktop.handoff.data import (
    Data,
    PrivateColumn,
    counts,
    digest,
    encode,
    gather,
    private_columns,
)
from desktop.handoff.docx_payload import attach
from desktop.handoff.keys import own_key, own_public_key, telephone_code
from desktop.handoff.manifest import DATA, FORMAT, REPORT, SCAN, Document, Manifest, MonthWindow
from desktop.handoff.receivable import require_receivable
from desktop.handoff.report_differences import (
    Difference,
    Expected,
    compared_with_store,
    expected_of,
)
from desktop.handoff.sign_off import current
from desktop.packs.shelf import kind_for, remember
from desktop.people.leaving import note_report, note_submission
from desktop.progress import SILENT, Reporter
from desktop.reports.composing import compose
from desktop.reports.export import Exported, export, write_draft
from desktop.reports.kinds import PRINCIPAL
from desktop.reports.ward.data import Options
from desktop.reports.ward.gathering import gather as gather_report
from desktop.word.checking import compare
from desktop.word.content import Report
from models.errors import Place, Problem, Refused, Unusable
from models.files import scratch_folder
from models.periods import Month, Period, parse_month, parse_period
from models.queries.months import months_with_figures
from models.queries.records import profile
from models.queries.settings import stored
from models.work import Work

KIND = PRINCIPAL.name
FORM_VERSION = "cchc/1"
_STEPS = 3


@dataclass(frozen=True)
class Made:
    """A submission in the outbox.

    Attributes:
        sequence, revision, draft: as in its manifest.
        code: short code of the office's key.
        differences: numbers of the Word file that are not the store's.
        restored: the store was put back from a copy since the last file.
    """

    sequence: int
    revision: int
    draft: bool
    code: str
    differences: tuple[Difference, ...]
    restored: bool = False


@dataclass(frozen=True)
class Submitted:
    """A submission that was written out and read back.

    Attributes:
        path: the file.
        unit, period: whose figures of which period.
        made: its numbers, code and differences.
    """

    path: Path
    unit: str
    period: str
    made: Made


@dataclass(frozen=True)
class Preview:
    """What the officer sees before sending.

    Attributes:
        period: name of the period.
        months: the months that are sent.
        open_months: months of the period that are not closed: the file is a draft.
        revision: the revision that it will have.
        counts: rows sent by Vietnamese name of the register.
        left_behind: private columns that stay in the office.
        size: bytes of the data.
        to_name: whom it is for.
        signed_number: number of the signed report that goes along, None where one is made now.
        code: short code of the office's key, None before the first file.
        restored: the store was put back from a copy since the last file; its numbers may be low.
    """

    period: str
    months: tuple[str, ...]
    open_months: tuple[Month, ...]
    revision: int
    counts: dict[str, int]
    left_behind: tuple[PrivateColumn, ...]
    size: int
    to_name: str
    signed_number: str | None
    code: str | None
    restored: bool = False


def preview(conn: sa.Connection, period: str, include_private: bool = False) -> Preview:
    """Return what a submission of the own unit would carry.

    Raises:
        Unusable: the period is unknown.
        Refused: `submission_empty`, `submission_rows`, `submission_too_much`, or a month that
            straddles free dates.
    """
    unit = stored(conn).get("unit", "")
    parsed = parse_period(period)
    data, open_months = _gathered(conn, unit, parsed, include_private)
    signed, key = current(conn, unit, parsed.name, KIND), own_public_key(conn)
    return Preview(
        period=parsed.name,
        months=tuple(state.month for state in data.months),
        open_months=open_months,
        revision=(last_revision(conn, unit, parsed.name) or 0) + 1,
        counts=counts(data),
        left_behind=() if include_private else tuple(private_columns()),
        size=len(encode(data)),
        to_name=addressee(conn, unit, parsed.name)[1],
        signed_number=signed.number if signed else None,
        code=telephone_code(key) if key else None,
        restored=was_restored(conn),
    )


def submit(
    context: Context,
    period: str,
    out: Path,
    report: Path | None = None,
    *,
    include_private: bool = False,
    password: str | None = None,
    reporter: Reporter = SILENT,
) -> Submitted:
    """Write the submission file of the own unit for a period into a folder and read it back.

    The report inside is the Word file given, else the one signed off last, else made now. The file
    is numbered and kept in the outbox first; where it cannot be written out it stays there and
    `write_again` writes it.

    Raises:
        Refused: `submission_empty`, `submission_rows`, `submission_too_much`, `report_other`,
            `package_too_big`, `password_short`, what a report refuses.
        Unusable: the folder or the Word file cannot be used; with `submission_kept` the file waits
            in the outbox.
    """
    parsed = parse_period(period)
    # What can be refused is refused before the file has a number: numbers are never given twice.
    seal.check_password(password)
    outbox.require_writable(out)
    reporter.step(0, _STEPS, "Soạn tệp gửi")
    made = context.do(make_submission, context.unit, parsed, report, include_private).value
    reporter.step(1, _STEPS, "Ghi tệp")
    path = outbox.write_again(context, made.sequence, out, password)
    reporter.step(_STEPS, _STEPS, "Đã ghi và đọc lại")
    return Submitted(path, context.unit, parsed.name, made)


def make_submission(
    work: Work, unit: str, period: Period, report: Path | None = None, include_private: bool = False
) -> Made:
    """Make the next revision of a unit's submission and keep it in the outbox.

    Raises as `submit` does.
    """
    data, open_months = _gathered(work.conn, unit, period, include_private)
    draft, key = bool(open_months), own_key(work)
    sequence = outbox.next_sequence(work.conn)
    last = last_revision(work.conn, unit, period.name)
    revision = (last or 0) + 1
    numbers = _Numbers(sequence, revision, last)
    with scratch_folder() as folder:
        paper = _paper(work, unit, period, report, folder)
    manifest = _manifest(work, data, numbers, draft, key.public, paper.document)
    encoded = encode(data)
    content = {DATA: encoded, REPORT: _with_data(paper, manifest, encoded, key.sign)}
    if paper.scan is not None:
        content[SCAN] = paper.scan
    name = outbox.file_name(unit, period.name, f"r{revision}")
    outbox.keep(
        work,
        manifest,
        unit=unit,
        data_hash=digest(encoded),
        content=pack(manifest, content, key.sign),
        file_name=name,
    )
    note_submission(work, unit, manifest, name, include_private)
    restored, code = was_restored(work.conn), telephone_code(key.public)
    forget_restoring(work)
    return Made(sequence, revision, draft, code, paper.differences, restored)


def export_report(
    context: Context,
    period: str,
    kind: str,
    out: Path,
    template: Path | None = None,
    reporter: Reporter = SILENT,
    options: Options | None = None,
    *,
    public: bool = False,
) -> Exported:
    """Write a report as `desktop.reports.export.export` does, and let it carry its data.

    It was not submitted and says so: it has no revision, and a receiving office shows it without
    counting it. A public one ("bản công khai"), a bare form and a short report carry nothing.
    Raises as `export` does, and Unusable `report_kind_period`.
    """
    asked = parse_period(period)
    carries_data = context.ask(_carries_data, context.unit, asked, kind) and not public
    carried: list[str] = []

    def finish(report: Report, draft: Path) -> None:
        if carries_data:
            work = context.do(carry_data, context.unit, asked, expected_of(report), draft)
            carried.extend(work.value)

    done = export(context, period, kind, out, template, reporter, options, finish)
    context.do(note_report, context.unit, asked, kind, out.name, carries_data)
    return replace(done, carries=tuple(carried))


def carried_sheets(conn: sa.Connection, unit: str, period: Period, kind: str) -> tuple[str, ...]:
    """Return the sheets whose data a report carries that is exported now, none for some kinds.

    Raises Unusable `report_kind_unknown`, `report_kind_period`, and Refused for a straddling month.
    """
    if not _carries_data(conn, unit, period, kind):
        return ()
    return tuple(counts(gather(conn, unit, period)))


def _carries_data(conn: sa.Connection, unit: str, period: Period, kind: str) -> bool:
    carries = kind_for(conn, unit, period, kind).carries_data
    return carries and bool(resolve(conn, unit, period).months)


def carry_data(
    work: Work, unit: str, period: Period, expected: Expected, path: Path
) -> tuple[str, ...]:
    """Put the data into a report file that is exported, not submitted; return their sheets.

    Without any the file stays as it is.
    """
    data = gather(work.conn, unit, period)
    sheets = tuple(counts(data))
    if not sheets:
        return ()
    key = own_key(work)
    inside = set(resolve(work.conn, unit, period).months_used)
    draft = any(not state.closed for state in data.months if parse_month(state.month) in inside)
    manifest = _manifest(work, data, _Numbers(None, None, None), draft, key.public, None)
    paper = _Paper(path.read_bytes(), path, expected, (), None, None)
    path.write_bytes(_with_data(paper, manifest, encode(data), key.sign))
    return sheets


@dataclass(frozen=True)
class _Numbers:
    """The numbers of a file; all None where it is not submitted."""

    sequence: int | None
    revision: int | None
    replaces: int | None


@dataclass(frozen=True)
class _Paper:
    """The Word file that goes along.

    Attributes:
        content, path: the file.
        expected: the numbers that the store prints in it.
        differences: those that it has otherwise.
        document, scan: number, date and scan of the signed paper, where it is that.
    """

    content: bytes
    path: Path
    expected: Expected
    differences: tuple[Difference, ...]
    document: Document | None
    scan: bytes | None


def _paper(work: Work, unit: str, period: Period, report: Path | None, folder: Path) -> _Paper:
    """Return the Word file that goes along, compared with the store as it is now."""
    signed = current(work.conn, unit, period.name, KIND)
    path = report or folder / "report.docx"
    if report is None and signed is None:
        return _fresh_paper(work, unit, period, path)
    if report is None and signed is not None:
        path.write_bytes(signed.docx)
    expected, found = compared_with_store(work.conn, path, unit, period.name, KIND)
    content = _read(path)
    document, scan = None, None
    # Number and scan belong to these very bytes: a file edited since then is not the signed one.
    if signed is not None and signed.number and content == signed.docx:
        day = signed.signed_on.isoformat() if signed.signed_on else None
        document, scan = Document(signed.number, day, signed.replaces), signed.pdf
    return _Paper(content, path, expected, tuple(found), document, scan)


def _fresh_paper(work: Work, unit: str, period: Period, path: Path) -> _Paper:
    data = gather_report(work.conn, unit, period, KIND)
    report = compose(data)
    compare(path, report, write_draft(report, path, None, data))
    remember(work, unit, data.now.period, KIND, data.pack)
    return _Paper(path.read_bytes(), path, expected_of(report), (), None, None)


def _with_data(paper: _Paper, manifest: Manifest, data: bytes, sign: Sign) -> bytes:
    try:
        return attach(paper.content, manifest, data, paper.expected, sign)
    except BadArchive as error:
        raise Unusable(Problem("report_unreadable", Place(file=str(paper.path)))) from error


def _gathered(
    conn: sa.Connection, unit: str, period: Period, include_private: bool
) -> tuple[Data, tuple[Month, ...]]:
    """Return the data and the open months of the period; raises Refused as `preview` does."""
    resolved = resolve(conn, unit, period)
    known = set(resolved.months_used).intersection(months_with_figures(conn, unit))
    if not known and not resolved.blocks_used:
        raise Refused(Problem("submission_empty", values={"period": period.name}))
    data = gather(conn, unit, period, include_private)
    require_receivable(data)
    closed = {parse_month(state.month) for state in data.months if state.closed}
    # A month that a block stands for is not waited for: nothing was entered that could be closed.
    return data, tuple(month for month in resolved.months_used if month not in closed)


def _manifest(
    work: Work,
    data: Data,
    numbers: _Numbers,
    draft: bool,
    public_key: bytes,
    document: Document | None,
) -> Manifest:
    to, to_name = addressee(work.conn, data.unit, data.period)
    windows = [MonthWindow(state.month, state.start, state.end) for state in data.months]
    return Manifest(
        format=FORMAT,
        kind="submission",
        unit=data.unit,
        unit_name=profile(work.conn, data.unit).text("name") or data.unit,
        to=to,
        to_name=to_name,
        period=data.period,
        windows=tuple(windows),
        sequence=numbers.sequence,
        revision=numbers.revision,
        replaces=numbers.replaces,
        draft=draft,
        created_at=work.now,
        created_by=work.who,
        program=VERSION,
        form=FORM_VERSION,
        document=document,
        public_key=public_key.hex(),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unusable(Problem("file_unreadable", Place(file=str(path)))) from error
