"""The commands of a receiving office: who has sent what, and the figures of all units together."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from desktop.commands.answers import Answer, figure, table
from desktop.commands.parser import Parser
from desktop.commands.store import opened
from desktop.commands.words import AS_IN_FIGURES, Command
from desktop.consolidation.board import STATUS_WORDS, BoardRow, board_rows, reminder
from desktop.consolidation.board import board as board_shape
from desktop.consolidation.doubts import Doubts, doubt_words, doubts
from desktop.consolidation.period import Consolidated, consolidated
from desktop.consolidation.rates import part_rate
from desktop.consolidation.shape import shape_of
from desktop.context import Context, today
from desktop.deadlines import deadline_of
from desktop.handoff.outbox import require_writable
from desktop.messages import sentence
from desktop.reports.district.export import warnings, write_district
from desktop.reports.district.gathering import gather_again, gather_own, read_books
from desktop.reports.district.workbook import write_checked
from desktop.reports.export import require_word_ending
from desktop.shapes import finding_shape
from models.errors import Place, Problem, Unusable
from models.measures import MEASURES
from models.periods import parse_period
from models.values import format_date

# The measures that are shown to a person; the JSON document has all of them.
_SHOWN = (
    "to_handle",
    "carried_over",
    "received",
    "received_online",
    "resolved",
    "resolved_in_time",
    "resolved_late",
    "pending",
    "delivered_postal",
    "digitised_results",
    "digitised_dossiers",
    "fee_bearing",
    "paid_online",
)


def _board_words(parser: Parser) -> None:
    parser.add_argument("--period", required=True, metavar="KỲ", help=AS_IN_FIGURES)


def board(arguments: Namespace) -> Answer:
    """Say who has sent a period's report, late, returned or missing."""
    period = parse_period(arguments.period)
    with opened(arguments) as context:
        document = context.ask(board_shape, arguments.period, today())
        rows = context.ask(board_rows, period, today())
        deadline = context.ask(deadline_of, period)
        text = context.ask(reminder, arguments.period, today())
    shown = [("Mã", "Đơn vị", "Tình trạng", "Lần", "Nhận lúc", "Ghi chú")]
    shown += [_board_line(row) for row in rows]
    due = f"Hạn: {format_date(deadline)}" if deadline else "Chưa đặt hạn"
    lines = [due, *table(shown, right=[3]), "", text]
    return Answer({**document, "reminder": text}, lines)


def _board_line(row: BoardRow) -> tuple[str, str, str, str, str, str]:
    standing = row.standing
    draft = " (chưa chốt)" if standing.draft else ""
    status = STATUS_WORDS[standing.status] + draft
    revision = "" if standing.revision is None else str(standing.revision)
    at = standing.at.strftime("%d/%m/%Y %H:%M") if standing.at else ""
    late = f"gửi trễ {standing.late_days} ngày" if standing.late_days else ""
    notes = ", ".join(filter(None, (late, standing.source_words, standing.missing_words)))
    return row.code, row.name, status, revision, at, notes


def _consolidate_words(parser: Parser) -> None:
    parser.add_argument("--period", required=True, metavar="KỲ", help=AS_IN_FIGURES)
    docx = "báo cáo tổng hợp cần ghi"
    parser.add_argument("--docx", type=Path, metavar="TỆP.docx", help=docx)
    xlsx = "bảng tính tổng hợp cần ghi"
    parser.add_argument("--xlsx", type=Path, metavar="TỆP.xlsx", help=xlsx)
    issuer = "cơ quan ký thay, ví dụ Phòng Nội vụ; không ghi: cơ quan chủ sổ"
    parser.add_argument("--issuer", metavar="TÊN", help=issuer)
    findings = "nêu số liệu chưa khớp trong các tháng của từng đơn vị"
    parser.add_argument("--findings", action="store_true", help=findings)


def _require_places(docx: Path | None, xlsx: Path | None) -> None:
    """Look at all files before the first is written: both or neither."""
    if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
        raise Unusable(Problem("workbook_ending", Place(file=str(xlsx))))
    if docx is not None:
        require_word_ending(docx)
    for path in (docx, xlsx):
        if path is not None:
            require_writable(path.parent)


def consolidate(arguments: Namespace) -> Answer:
    """Add up a period over all units; write the report and the workbook where asked for."""
    docx, xlsx = arguments.docx, arguments.xlsx
    asked = [path for path in (docx, xlsx) if path is not None]
    _require_places(docx, xlsx)
    with opened(arguments) as context:
        _require_receiving_office(context)
        found = context.ask(consolidated, arguments.period)
        document = context.ask(shape_of, found, today())
        own = context.ask(gather_own, arguments.period)
        standing = context.ask(board_rows, found.now.period, today())
        said = warnings(found, standing, own, arguments.issuer)
        known = context.ask(doubts, found.now) if asked or arguments.findings else None
        if asked:
            data = context.ask(read_books, found, own, today(), known=known)
        # One look at the store serves to check both files.
        fresh = context.ask(gather_again, data, today()) if docx and xlsx else None
        checked: dict[str, int | None] = {"docx": None, "xlsx": None}
        empty: tuple[str, ...] = ()
        if docx is not None:
            done = write_district(context, data, docx, arguments.issuer, fresh=fresh)
            said, empty, checked["docx"] = done.warnings, done.empty_sections, done.numbers
        if xlsx is not None:
            checked["xlsx"] = write_checked(context, data, xlsx, fresh=fresh)
    if docx is None:
        # Who signs matters for the paper only.
        said = tuple(problem for problem in said if problem.code != "report_no_signer")
    whole = {
        **document,
        "unit_findings": None if known is None else _doubt_shapes(known, found),
        "empty_sections": list(empty),
        "docx": str(docx) if docx else None,
        "xlsx": str(xlsx) if xlsx else None,
        "checked": checked,
    }
    lines = list(_figures_lines(found))
    if asked:
        numbers = [number for number in checked.values() if number is not None]
        written = zip(asked, numbers, strict=True)
        lines += ["", *(f"Đã ghi: {path} ({n} số liệu đã đối chiếu với sổ)" for path, n in written)]
    return Answer(whole, lines, [sentence(problem) for problem in said])


def _doubt_shapes(known: Doubts, found: Consolidated) -> list[dict[str, object]]:
    """Return what is contradictory in the months of the units, each with the unit's reason."""
    shapes: list[dict[str, object]] = []
    for finding in known.found:
        said = doubt_words(finding, found.names)
        shapes.append({**finding_shape(finding, said), "reason": finding.reason})
    return shapes


def _require_receiving_office(context: Context) -> None:
    if context.role != "district":
        raise Unusable(Problem("district_only"))


def _figures_lines(found: Consolidated) -> Iterator[str]:
    now = found.now
    period = now.period.name
    yield f"Kỳ {period}: từ {now.start.isoformat()} đến {now.end.isoformat()}"
    yield f"Số liệu của {len(now.counted)}/{len(now.lines)} đơn vị."
    if now.missing:
        names = ", ".join(line.line.name for line in now.missing)
        yield f"Chưa có báo cáo: {names}"
    columns = _columns(found)
    rows = [["Chỉ tiêu", *(heading for heading, _ in columns)]]
    for name in _SHOWN:
        sums = [now.sums(part) or {} for _, part in columns]
        rows.append([MEASURES[name].label, *(figure(known.get(name)) for known in sums)])
    for kind in found.rates.kinds:
        percents = [_percent(kind.name, part, found) for _, part in columns]
        rows.append([kind.label, *percents])
    yield ""
    yield from table(rows, right=range(1, len(columns) + 1))


def _columns(found: Consolidated) -> list[tuple[str, str]]:
    """Return the parts that stand beside each other, each under its heading."""
    now = found.now
    columns = []
    if now.own is not None and now.own.figures is not None:
        columns.append((now.own.line.name, "own"))
    columns.append(("Các đơn vị", "below"))
    columns.append(("Tổng cộng", "all"))
    return columns


def _percent(rate: str, part: str, found: Consolidated) -> str:
    percent = part_rate(rate, found.now, part, found.rates).percent
    return f"{percent}%" if percent else "–"


COMMANDS = (
    Command("board", "đơn vị nào đã gửi, gửi trễ, bị trả lại, chưa gửi", _board_words, board),
    Command(
        "consolidate",
        "tổng hợp số liệu các đơn vị; xuất báo cáo và bảng tính tổng hợp",
        _consolidate_words,
        consolidate,
    ),
)
