"""The commands of form packs: check one, keep it, list them, and make one of a folder."""

from argparse import Namespace
from pathlib import Path

from desktop.commands.answers import Answer, table
from desktop.commands.parser import Parser
from desktop.commands.store import opened, store_path
from desktop.commands.words import Command
from desktop.context import Context, now
from desktop.handoff.keys import own_key, telephone_code
from desktop.packs.adding import add_pack
from desktop.packs.envelope import ENDING, seal_pack
from desktop.packs.pack import Pack
from desktop.packs.proposals import Areas, areas_of_office, usual_areas
from desktop.packs.reading import read_pack
from desktop.packs.shelf import (
    Kept,
    all_packs,
    check_pack,
    parts_of,
    require_sound,
)
from models.errors import Place, Problem, Unusable
from models.files import write_whole
from models.values import format_date


def _words(parser: Parser) -> None:
    what = "check: kiểm tra; add: thêm vào sổ; list: liệt kê; make: tạo từ một thư mục"
    parser.add_argument("action", choices=("check", "add", "list", "make"), help=what)
    file = f"tệp bộ biểu mẫu ({ENDING}); với make: thư mục chứa pack.toml"
    parser.add_argument("file", nargs="?", type=Path, metavar="TỆP", help=file)
    out = f"tệp {ENDING} cần ghi (make)"
    parser.add_argument("--out", type=Path, metavar=f"TỆP{ENDING}", help=out)
    key = "mã đối chiếu của khóa mới mà bạn chấp nhận (add)"
    parser.add_argument("--accept-key", default="", metavar="MÃ", help=key)


def pack(arguments: Namespace) -> Answer:
    """Check, add, list or make form packs."""
    if arguments.action == "list":
        return _list(arguments)
    if arguments.file is None:
        raise Unusable(Problem("pack_file_needed"))
    if arguments.action == "check":
        return _check(arguments)
    if arguments.action == "make":
        return _make(arguments)
    with opened(arguments) as context:
        kept = context.do(add_pack, arguments.file, arguments.accept_key).value
    document = {**pack_shape(kept.pack, kept.signer), "offered": list(kept.offered)}
    return Answer(document, added_lines(kept))


def _check(arguments: Namespace) -> Answer:
    found, envelope = check_pack(arguments.file, _areas(arguments))
    lines = [f"{_line(found)}: dùng được.", f"Mã đối chiếu: {telephone_code(envelope.signer)}"]
    return Answer({**pack_shape(found, envelope.signer), "problems": []}, lines)


def _areas(arguments: Namespace) -> Areas:
    """Return the fields of work of the store; a pack may also be checked where there is none."""
    if not arguments.store and not store_path(arguments).exists():
        return usual_areas()
    with opened(arguments) as context:
        return context.ask(areas_of_office)


def _list(arguments: Namespace) -> Answer:
    with opened(arguments) as context:
        kept = context.ask(all_packs)
    rows = [("Mã", "Tên", "Từ ngày", "Đến ngày", "Khóa người ký")]
    rows += [_row(each) for each in kept]
    shapes = [{**pack_shape(each.pack, each.signer), "added_at": each.at or None} for each in kept]
    return Answer({"packs": shapes}, table(rows))


def _make(arguments: Namespace) -> Answer:
    out = arguments.out
    if out is None or out.suffix.lower() != ENDING:
        raise Unusable(Problem("pack_ending", Place(file=str(out or ""))))
    parts = parts_of(arguments.file)
    made = read_pack(parts)
    with opened(arguments) as context:
        areas = context.ask(areas_of_office)
        require_sound(made, areas)
        raw = _sealed(context, parts)
    write_whole(out, lambda draft: _write(draft, raw))
    found, envelope = check_pack(out, areas)
    return Answer({**pack_shape(found, envelope.signer), "path": str(out)}, [f"Đã ghi {out}"])


def _sealed(context: Context, parts: dict[str, bytes]) -> bytes:
    key = context.do(own_key).value
    return seal_pack(parts, key, context.unit_name, now())


def _write(draft: Path, raw: bytes) -> None:
    draft.write_bytes(raw)


def added_lines(kept: Kept) -> list[str]:
    """Return what was kept, for a person to read."""
    return [f"Đã thêm {_line(kept.pack)}", *(f"Đã ghi vào sổ {row}" for row in kept.offered)]


def pack_shape(found: Pack, signer: bytes | None) -> dict[str, object]:
    """Return what a pack is, as the commands print it in JSON."""
    return {
        "id": found.id,
        "name": found.name,
        "valid_from": found.valid_from.isoformat() if found.valid_from else None,
        "valid_to": found.valid_to.isoformat() if found.valid_to else None,
        "built_in": found.built_in,
        "kinds": list(found.kinds),
        "key": telephone_code(signer) if signer else None,
    }


def _line(found: Pack) -> str:
    return f"bộ biểu mẫu {found.name} ({found.id}){found.days}"


def _row(kept: Kept) -> tuple[str, str, str, str, str]:
    found = kept.pack
    first = format_date(found.valid_from) if found.valid_from else ""
    last = format_date(found.valid_to) if found.valid_to else ""
    key = telephone_code(kept.signer) if kept.signer else "có sẵn"
    return found.id, found.name, first, last, key


COMMANDS = (Command("pack", "bộ biểu mẫu báo cáo: kiểm tra, thêm, liệt kê, tạo", _words, pack),)
