"""The commands about the people in the register of staff, whose data are personal data."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from desktop.commands.answers import Answer, table
from desktop.commands.parser import Parser
from desktop.commands.store import opened
from desktop.commands.words import Command
from desktop.context import Context, today
from desktop.messages import sentence
from desktop.people.compacting import finish
from desktop.people.copying import write_person
from desktop.people.erasing import CONSEQUENCE, due, erase
from desktop.people.finding import find_person
from desktop.people.leaving import left
from desktop.people.remains import remains
from desktop.settings import RETENTION, get
from models.errors import Problem, Unusable
from models.registers import Record
from models.values import format_date

_ACTIONS = ("left", "due", "export", "erase")


def _words(parser: Parser) -> None:
    action = (
        "left: tệp có dữ liệu của người đã ghi ra; due: người đã nghỉ quá thời hạn giữ; "
        "export: ghi dữ liệu của một người; erase: xóa hẳn dữ liệu của một người"
    )
    parser.add_argument("action", choices=_ACTIONS, help=action)
    who = "họ tên hoặc mã của người trong sổ Nhân sự"
    parser.add_argument("--person", metavar="TÊN", help=who)
    parser.add_argument("--due", action="store_true", help="xóa mọi người đã quá thời hạn giữ")
    parser.add_argument("--out", type=Path, metavar="TỆP.xlsx", help="bảng tính cần ghi")
    yes = "xóa thật; không có thì chỉ nêu sẽ xóa ai"
    parser.add_argument("--yes", action="store_true", help=yes)


def people(arguments: Namespace) -> Answer:
    """Tell what left, write out or erase what is held on people."""
    with opened(arguments) as context:
        match arguments.action:
            case "left":
                return _left(context)
            case "due":
                return _due(context)
            case "export":
                return _export(context, arguments)
        return _erase(context, arguments)


def _left(context: Context) -> Answer:
    files = context.ask(left)
    shapes = []
    rows = [("Lúc", "Tệp", "Nơi nhận", "Số người", "Dữ liệu có trong tệp")]
    for each in files:
        told = each._asdict()
        shapes.append({"kind": told.pop("what"), **told})
        count = f"{len(each.people)}" if each.people else "mọi người"
        rows.append((each.at, each.file_name, each.receiver, count, ", ".join(each.columns)))
    lines = table(rows, right=[3]) if files else ["Chưa ghi ra tệp nào có dữ liệu của người."]
    return Answer({"files": shapes}, lines)


def _due(context: Context) -> Answer:
    found = context.ask(due, context.unit, today())
    years = context.ask(get, RETENTION)
    document = {"years": int(years) if years else None, "people": _shapes(found)}
    lines = [_line(each) for each in found]
    return Answer(document, lines or ["Không có ai đã nghỉ quá thời hạn giữ dữ liệu."])


def _export(context: Context, arguments: Namespace) -> Answer:
    if not arguments.person or arguments.out is None:
        raise _wrong_use("Hãy ghi đủ --person và --out.")
    person = context.ask(find_person, None, arguments.person)
    context.do(write_person, person, arguments.out)
    document = {"path": str(arguments.out), **_shape(person)}
    return Answer(document, [f"Đã ghi dữ liệu của {person.text('name')}: {arguments.out}"])


def _erase(context: Context, arguments: Namespace) -> Answer:
    if bool(arguments.person) == arguments.due:
        raise _wrong_use("Hãy ghi --person và tên một người, hoặc --due.")
    found = context.ask(due, context.unit, today()) if arguments.due else []
    if arguments.person:
        # Of another unit too: that it is not erased here is told then.
        found = [context.ask(find_person, None, arguments.person)]
    stays = remains(context, found, today())
    document = {
        "people": _shapes(found),
        "erased": arguments.yes,
        "message": CONSEQUENCE,
        "remains": stays,
    }
    names = [_line(each) for each in found] or ["Không có ai để xóa."]
    if not arguments.yes:
        lines = [*names, CONSEQUENCE, *stays, "Chưa xóa. Thêm --yes để xóa thật."]
        return Answer(document, lines)
    context.do(erase, context.unit, [each.id for each in found])
    failed = finish(context)
    warnings = [sentence(failed)] if failed else []
    return Answer(document, [*names, "Đã xóa hẳn.", CONSEQUENCE, *stays], warnings)


def _shapes(found: Iterable[Record]) -> list[dict[str, str | None]]:
    return [_shape(each) for each in found]


def _shape(person: Record) -> dict[str, str | None]:
    ended = person.day("to_date")
    to_date = ended.isoformat() if ended else None
    return {"id": person.id, "name": person.text("name"), "to_date": to_date}


def _line(person: Record) -> str:
    ended = person.day("to_date")
    return f"{person.text('name')}{f', nghỉ từ {format_date(ended)}' if ended else ''}"


def _wrong_use(text: str) -> Unusable:
    return Unusable(Problem("cli_usage", values={"text": text, "program": "somotcua-cli people"}))


COMMANDS = (
    Command("people", "dữ liệu cá nhân trong sổ Nhân sự: đã gửi đi, ghi ra, xóa", _words, people),
)
