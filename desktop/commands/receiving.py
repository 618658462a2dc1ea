"""The command that takes in the files of other offices, or takes a batch of them back."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from desktop.backup_habit import keep_copy
from desktop.commands.answers import Answer, note_shape, problem_shape
from desktop.commands.parser import Parser
from desktop.commands.passwords import add_password_words, password_of
from desktop.commands.store import opened
from desktop.commands.words import Command
from desktop.context import Context, now
from desktop.handoff.arrivals import ARRIVAL_WORDS, Arrival, CellChange, Decisions
from desktop.handoff.outbox import require_writable
from desktop.handoff.receiving import receive as take_in
from desktop.handoff.receiving import undo_batch
from desktop.handoff.slips import WrittenSlip, write_receipts
from desktop.handoff.triage import triage
from desktop.messages import sentence
from models.errors import Place, Problem, Unusable
from models.measures import MEASURES
from models.values import format_number

_SHOWN_CHANGES = 20


def _receive_words(parser: Parser) -> None:
    sources = "tệp .smc, .zip, .docx hoặc thư mục"
    parser.add_argument("sources", nargs="*", type=Path, metavar="TỆP|THƯ-MỤC", help=sources)
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
    new = "nhận cả đơn vị chưa có trong danh sách"
    parser.add_argument("--accept-new", action="store_true", help=new)
    key = "chấp nhận khóa mới của đơn vị này"
    parser.add_argument("--accept-key", action="append", metavar="MÃ", help=key)
    sequence = "chấp nhận số thứ tự tăng bất thường mà đơn vị này đã xác nhận"
    parser.add_argument("--accept-sequence", action="append", metavar="MÃ", help=sequence)
    alias = "mã trong tệp = mã trong danh sách đơn vị"
    parser.add_argument("--alias", action="append", metavar="MÃ=MÃ", help=alias)
    receipts = "ghi biên nhận cho từng tệp vào đây"
    parser.add_argument("--receipts", type=Path, metavar="THƯ-MỤC", help=receipts)
    add_password_words(parser, "mật khẩu của tệp")
    parser.add_argument("--undo", metavar="MÃ-LẦN-NHẬN", help="hoàn tác cả lần nhận này")


def receive(arguments: Namespace) -> Answer:
    """Sort files and take in what is new or newer, or take a batch back."""
    if (arguments.undo is None) == (not arguments.sources):
        raise _wrong_use("Hãy ghi tệp hoặc thư mục cần nhận, hoặc --undo và mã lần nhận.")
    return _undo(arguments) if arguments.undo is not None else _receive(arguments)


def _undo(arguments: Namespace) -> Answer:
    with opened(arguments) as context:
        # What differs from the kept files of those units is put right by this very command.
        keep_copy(context, now(), received=False)
        context.do(undo_batch, arguments.undo)
    document = {"batch": arguments.undo, "files": [], "undone": True}
    said = f"Đã hoàn tác lần nhận {arguments.undo}. Khóa đã biết của các đơn vị vẫn được giữ."
    return Answer(document, [said])


def _receive(arguments: Namespace) -> Answer:
    decisions = _decisions(arguments)
    absent = [source for source in arguments.sources if not _is_there(source)]
    batch: str | None = None
    receipts: list[WrittenSlip] = []
    with opened(arguments) as context:
        if arguments.dry_run or absent:
            arrivals = context.ask(triage, arguments.sources, decisions)
        else:
            batch, arrivals, receipts = _taken_in(context, arguments, decisions)
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
        said = [sentence(problem) for problem in problems]
        return Answer(document, [*lines, "Chưa nhận gì vào sổ."], said, status=2)
    lines.append(_outcome(arrivals, batch, arguments.dry_run))
    lines += [f"Biên nhận: {written.path}" for written in receipts]
    set_aside = any(arrival.set_aside for arrival in arrivals)
    return Answer(document, lines, status=1 if set_aside else 0)


def _taken_in(
    context: Context, arguments: Namespace, decisions: Decisions
) -> tuple[str | None, list[Arrival], list[WrittenSlip]]:
    """Take the files in and return the batch, what became of each, and the receipts written."""
    folder = arguments.receipts
    # Before anything is received: a folder that takes no files must not leave half the work done.
    if folder is not None:
        require_writable(folder)
    keep_copy(context, now())
    done = context.do(take_in, arguments.sources, decisions, compare=True).value
    arrivals = list(done.arrivals)
    receipts = write_receipts(context, arrivals, folder) if folder is not None else []
    return done.batch, arrivals, receipts


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # too long a name, or a folder that nobody may look into
        return False


def _decisions(arguments: Namespace) -> Decisions:
    aliases = {}
    for pair in arguments.alias or ():
        left, _, right = pair.partition("=")
        if not (left.strip() and right.strip()):
            raise _wrong_use(
                f"--alias cần hai mã nối bằng dấu =, ví dụ LB=LEBINH, không phải {pair}."
            )
        aliases[left.strip()] = right.strip()
    return Decisions(
        accept_new=arguments.accept_new,
        accept_keys=tuple(arguments.accept_key or ()),
        accept_sequences=tuple(arguments.accept_sequence or ()),
        aliases=aliases,
        password=password_of(arguments),
    )


def _wrong_use(text: str) -> Unusable:
    values = {"text": text, "program": "somotcua-cli receive"}
    return Unusable(Problem("cli_usage", values=values))


def _arrival_shape(arrival: Arrival) -> dict[str, object]:
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
        "notes": [note_shape(note) for note in arrival.notes],
        "changes": [_change_shape(change) for change in arrival.changes],
    }


def _change_shape(change: CellChange) -> dict[str, str | int | None]:
    shape: dict[str, str | int | None] = {
        "month": change.month,
        "field": change.area,
        "measure": change.measure,
        "old": change.old,
        "new": change.new,
    }
    if change.block:
        shape["block"] = True
    return shape


def _arrival_lines(arrivals: Sequence[Arrival]) -> Iterator[str]:
    for arrival in arrivals:
        yield f"{arrival.path.name} – {ARRIVAL_WORDS[arrival.status]}. {arrival.message}"
        for change in arrival.changes[:_SHOWN_CHANGES]:
            yield f"    {_change_words(change)}"
        if len(arrival.changes) > _SHOWN_CHANGES:
            yield f"    … và {len(arrival.changes) - _SHOWN_CHANGES} ô khác"


def _change_words(change: CellChange) -> str:
    label = MEASURES[change.measure].label
    old, new = _cell_words(change.old), _cell_words(change.new)
    of = f"kỳ {change.month}" if change.block else change.month
    return f"{of}, {change.area}, {label}: {old} → {new}"


def _cell_words(value: int | None) -> str:
    return "để trống" if value is None else format_number(value)


def _outcome(arrivals: Sequence[Arrival], batch: str | None, dry_run: bool) -> str:
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


COMMANDS = (
    Command(
        "receive",
        "nhận báo cáo của các đơn vị, hoặc hoàn tác một lần nhận",
        _receive_words,
        receive,
        promised={"batch": None, "files": []},
    ),
)
