"""The commands of a receiving office, and of the unit that opens what it sends back."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from desktop.commands.answers import Answer, problem_shape, table
from desktop.commands.office import Command, opened
from desktop.consolidation.board import STATUS_WORDS, board_rows, reminder
from desktop.consolidation.board import board as shape
from desktop.context import today
from desktop.deadlines import deadline_of
from desktop.files import make_folder
from desktop.handoff import slips
from desktop.handoff.arrivals import ARRIVAL_WORDS, Arrival, CellChange, Decisions
from desktop.handoff.received_slips import OpenedSlip, open_file
from desktop.handoff.receiving import receive as take_in
from desktop.handoff.receiving import undo_batch
from desktop.handoff.slips import Receipt, Request, WrittenSlip, request_file, return_slip
from desktop.handoff.triage import triage
from desktop.messages import sentence
from models.errors import Place, Problem, Refused, Unusable
from models.measures import MEASURES
from models.periods import parse_period
from models.values import format_date, format_number, parse_date

_SHOWN_CHANGES = 20


def receive(arguments: Namespace) -> Answer:
    """Sort files and take in what is new or newer, or take a batch back."""
    if (arguments.undo is None) == (not arguments.sources):
        text = "Hãy ghi tệp hoặc thư mục cần nhận, hoặc --undo và mã lần nhận."
        raise Unusable(
            Problem("cli_usage", values={"text": text, "program": "somotcua-cli receive"})
        )
    return _undo(arguments) if arguments.undo is not None else _receive(arguments)


def _undo(arguments: Namespace) -> Answer:

    with opened(arguments) as context:
        context.do(undo_batch, arguments.undo)
    return Answer(
        {"batch": arguments.undo, "files": [], "undone": True},
        [f"Đã hoàn tác lần nhận {arguments.undo}."],
    )


def _receive(arguments: Namespace) -> Answer:

    decisions, receipts = _decisions(arguments), []
    absent = [source for source in arguments.sources if not _is_there(source)]
    with opened(arguments) as context:
        if arguments.dry_run or absent:
            batch, arrivals = None, context.ask(triage, arguments.sources, decisions)
        else:
            if arguments.receipts is not None:
                make_folder(arguments.receipts)
            done = context.do(take_in, arguments.sources, decisions).value
            batch, arrivals = done.batch, list(done.arrivals)
            if arguments.receipts is not None:
                receipts = slips.write_receipts(context, arrivals, arguments.receipts)
    document: dict[str, object] = {
        "batch": batch,
        "files": [_arrival_shape(arrival) for arrival in arrivals],
        "dry_run": arguments.dry_run,
        "receipts": [str(written.path) for written in receipts],
    }
    lines = list(_arrival_lines(arrivals))
    if absent:
        problems = [Problem("file_missing", Place(file=str(path))) for path in absent]
        document["problems"] = [problem_shape(problem) for problem in problems]
        return Answer(
            document,
            [*lines, "Chưa nhận gì vào sổ."],
            [sentence(problem) for problem in problems],
            2,
        )
    lines.append(_outcome(arrivals, batch, arguments.dry_run))
    lines += [f"Biên nhận: {written.path}" for written in receipts]
    return Answer(
        document, lines, status=1 if any(arrival.set_aside for arrival in arrivals) else 0
    )


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # too long a name, or a folder that nobody may look into
        return False


def _decisions(arguments: Namespace) -> "Decisions":

    aliases = {}
    for pair in arguments.alias or ():
        left, sign, right = pair.partition("=")
        if not (sign and left.strip() and right.strip()):
            text = f"--alias cần hai mã nối bằng dấu =, ví dụ LB=LEBINH, không phải {pair}."
            raise Unusable(
                Problem("cli_usage", values={"text": text, "program": "somotcua-cli receive"})
            )
        aliases[left.strip()] = right.strip()
    return Decisions(
        accept_new=arguments.accept_new,
        accept_keys=tuple(arguments.accept_key or ()),
        aliases=aliases,
        password=arguments.password,
    )


def _arrival_shape(arrival: "Arrival") -> dict[str, object]:
    return {
        "path": str(arrival.path),
        "status": arrival.status,
        "unit": arrival.unit,
        "period": arrival.period,
        "revision": arrival.revision,
        "draft": arrival.draft,
        "message": arrival.message,
        "unit_name": arrival.unit_name,
        "sequence": arrival.sequence,
        "code": arrival.code,
        "notes": [{"code": note.code, "message": sentence(note)} for note in arrival.notes],
        "changes": [
            {"month": c.month, "field": c.area, "measure": c.measure, "old": c.old, "new": c.new}
            for c in arrival.changes
        ],
    }


def _arrival_lines(arrivals: "Sequence[Arrival]") -> Iterator[str]:

    for arrival in arrivals:
        yield f"{arrival.path.name} – {ARRIVAL_WORDS[arrival.status]}. {arrival.message}"
        for change in arrival.changes[:_SHOWN_CHANGES]:
            yield f"    {_change_words(change)}"
        if len(arrival.changes) > _SHOWN_CHANGES:
            yield f"    … và {len(arrival.changes) - _SHOWN_CHANGES} ô khác"


def _change_words(change: "CellChange") -> str:
    old, new = (
        "để trống" if value is None else format_number(value) for value in (change.old, change.new)
    )
    return f"{change.month}, {change.area}, {MEASURES[change.measure].label}: {old} → {new}"


def _outcome(arrivals: "Sequence[Arrival]", batch: str | None, dry_run: bool) -> str:
    taken = sum(arrival.applies for arrival in arrivals)
    aside = sum(arrival.set_aside for arrival in arrivals)
    rest = f", {aside} tệp để riêng" if aside else ""
    if not arrivals:
        return "Không có tệp báo cáo nào để nhận."
    if dry_run:
        return f"Xem trước: {taken} tệp nhận được{rest}. Chưa ghi vào sổ."
    if batch is None:
        return f"Không có gì mới để nhận{rest}."
    return f"Đã nhận {taken} tệp{rest}. Mã lần nhận, để hoàn tác khi cần: {batch}"


def board(arguments: Namespace) -> Answer:
    """Say who has sent a period's report, late, returned or missing."""
    period = parse_period(arguments.period)
    with opened(arguments) as context:
        document = context.ask(shape, arguments.period, today())
        rows = context.ask(board_rows, period, today())
        deadline = context.ask(deadline_of, period)
        text = context.ask(reminder, arguments.period, today())
    shown = [
        (
            row.code,
            row.name,
            STATUS_WORDS[row.standing.status] + (" (chưa chốt)" if row.standing.draft else ""),
            "" if row.standing.revision is None else str(row.standing.revision),
            row.standing.at.strftime("%d/%m/%Y %H:%M") if row.standing.at else "",
            f"gửi trễ {row.standing.late_days} ngày" if row.standing.late_days else "",
        )
        for row in rows
    ]
    head = ("Mã", "Đơn vị", "Tình trạng", "Lần", "Nhận lúc", "Ghi chú")
    due = f"Hạn: {format_date(deadline)}" if deadline else "Chưa đặt hạn"
    return Answer(
        {**document, "reminder": text}, [due, *table([head, *shown], right=[3]), "", text]
    )


def send_back(arguments: Namespace) -> Answer:
    """Write a return slip for the revision in force."""
    remarks = [_remark(text) for text in arguments.remark]
    with opened(arguments) as context:
        written = return_slip(context, arguments.unit, arguments.period, remarks, arguments.out)
    return _written_answer(
        written, {"unit": arguments.unit, "remarks": len(remarks)}, "phiếu trả lại"
    )


def ask_for(arguments: Namespace) -> Answer:
    """Write the request for a period."""
    deadline = _deadline(arguments.deadline)
    with opened(arguments) as context:
        written = request_file(context, arguments.period, deadline, arguments.out)
    return _written_answer(written, {"deadline": deadline.isoformat()}, "yêu cầu báo cáo")


def _written_answer(written: "WrittenSlip", more: Mapping[str, object], noun: str) -> Answer:
    revision = getattr(written.slip, "revision", None)
    document = {
        "path": str(written.path),
        "period": written.slip.period,
        "revision": revision,
        "sequence": written.sequence,
        **more,
    }
    return Answer(document, [str(written.path), f"Đã ghi {noun}. Có thể rút USB."])


def open_slip(arguments: Namespace) -> Answer:
    """Read a request, a return slip or a receipt."""
    with opened(arguments) as context:
        found = context.do(
            open_file, arguments.file, tuple(arguments.accept_key or ()), arguments.password
        ).value
    return Answer(
        _slip_shape(found), list(_slip_lines(found)), [sentence(note) for note in found.notes]
    )


def _slip_shape(found: "OpenedSlip") -> dict[str, object]:
    import json

    import msgspec

    body: dict[str, object] = json.loads(msgspec.json.encode(found.slip))
    return {
        "kind": found.kind,
        **body,
        "code": found.code,
        "known": found.known,
        "notes": [{"code": note.code, "message": sentence(note)} for note in found.notes],
    }


def _slip_lines(found: "OpenedSlip") -> Iterator[str]:

    slip = found.slip
    if isinstance(slip, Request):
        due = format_date(date.fromisoformat(slip.deadline))
        yield f"{slip.sender_name} yêu cầu báo cáo kỳ {slip.period}, hạn {due}."
    elif isinstance(slip, Receipt):
        yield f"{slip.sender_name} đã nhận báo cáo kỳ {slip.period}, lần {slip.revision}, lúc {slip.received_at}."
    else:
        yield f"{slip.sender_name} trả lại để hoàn chỉnh báo cáo kỳ {slip.period}, lần {slip.revision}:"
        yield from (f"  {remark.place}: {remark.text}" for remark in slip.remarks)
        yield "Hãy sửa rồi gửi lại; lần gửi sau tự tăng số."
    yield f"Mã đối chiếu của nơi gửi: {found.code}"
    if found.known:
        yield "Phiếu này đã mở trước đó, không có gì thay đổi."


def _remark(text: str) -> tuple[str, str]:
    place, sign, words = text.partition(":")
    if not (sign and place.strip() and words.strip()):
        raise Refused(Problem("remark_format", values={"text": text}))
    return place.strip(), words.strip()


def _deadline(text: str) -> date:
    try:
        found = parse_date(text)
    except Refused:
        found = None
    if found is None:
        raise Unusable(Problem("deadline_unknown", values={"text": text}))
    return found


RECEIVING_COMMANDS: dict[str, Command] = {
    "receive": receive,
    "board": board,
    "return": send_back,
    "request": ask_for,
    "open": open_slip,
}
