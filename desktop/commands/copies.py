"""The commands that keep a store safe: copies of it, and whether it is sound."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from desktop import backup as copies
from desktop.commands.answers import Answer, problem_shape, ways_on
from desktop.commands.parser import Parser
from desktop.commands.passwords import add_password_words, password_of
from desktop.commands.store import opened, store_path
from desktop.commands.words import Command
from desktop.context import now
from desktop.handoff.received_figures import mend_received, received_problems
from desktop.messages import sentence
from desktop.people.leaving import note_copy
from desktop.side_files import keep_both, look, require_own
from desktop.soundness import differences, mend, require_as_told
from desktop.store_place import require_local
from models.errors import Problem, Unusable


def _backup_words(parser: Parser) -> None:
    where = "nơi ghi bản sao; chưa có thì được tạo"
    parser.add_argument("folder", nargs="?", type=Path, metavar="THƯ-MỤC", help=where)
    add_password_words(parser, "đặt mật khẩu cho bản sao; quên thì không ai mở được nữa")


def backup(arguments: Namespace) -> Answer:
    """Write a verified copy of the store."""
    password = password_of(arguments, is_new=True)
    with opened(arguments) as context:
        context.ask(require_as_told)
        facts = copies.backup(context.store, arguments.folder, now(), password)
        problems = [] if facts.is_key_open else [Problem("copy_key_closed")]
        try:
            if arguments.folder is not None:
                context.do(note_copy, context.unit, "copy", facts.path)
        except Unusable:
            # The copy itself is good.
            problems.append(Problem("left_not_kept", values={"path": str(facts.path)}))
    lines = [f"Đã sao lưu và kiểm tra: {facts.path}", *facts_lines(facts)]
    return Answer(facts_shape(facts), lines, [sentence(problem) for problem in problems])


def _restore_words(parser: Parser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP", help="bản sao lưu")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
    add_password_words(parser, "mật khẩu của bản sao")


def restore(arguments: Namespace) -> Answer:
    """Put a backup in the place of the store, or show what that would do."""
    path = store_path(arguments)
    require_local(path)
    if path.exists():
        _settle_log(path, arguments.dry_run)
    password = password_of(arguments)
    done = copies.restore(path, arguments.file, now(), arguments.dry_run, password)
    document = {
        "path": str(path),
        "source": facts_shape(done.source),
        "replaced": facts_shape(done.replaced) if done.replaced else None,
        "set_aside": str(done.set_aside) if done.set_aside else None,
        "dry_run": arguments.dry_run,
    }
    lines = [f"Bản sao lưu: {done.source.path}", *facts_lines(done.source)]
    if done.replaced:
        lines += [f"Sổ đang dùng: {path}", *facts_lines(done.replaced)]
    if done.set_aside:
        lines.append(f"Sổ trước khi khôi phục được giữ ở: {done.set_aside}")
    lines.append("Xem trước: chưa khôi phục." if arguments.dry_run else "Đã khôi phục sổ.")
    return Answer(document, lines)


def _settle_log(path: Path, dry_run: bool) -> None:
    """Keep the bytes of a store whose log may be another file's: opening it would mix the two.

    Raises Unusable store_side_file in a dry run, which keeps nothing.
    """
    if dry_run:
        require_own(path)
    elif look(path).owner != "own":
        keep_both(path, now())


def _verify_words(parser: Parser) -> None:
    mend = "lấy lại giá trị theo lịch sử và theo tệp đã nhận ở chỗ sổ khác, rồi kiểm tra"
    parser.add_argument("--mend", action="store_true", help=mend)


def verify(arguments: Namespace) -> Answer:
    """Say whether the store is sound; put back what its history tells where that is wanted."""
    path = store_path(arguments)
    if arguments.mend:
        with opened(arguments) as context:
            context.do(mend, context.ask(differences))
            context.do(mend_received)
    require_own(path)
    problems = copies.verify_store(path, received_problems)
    document = {
        "path": str(path),
        "ok": not problems,
        "problems": [problem_shape(problem) for problem in problems],
    }
    if problems:
        lines = [sentence(problem) for problem in problems]
        return Answer(document, [*lines, *ways_on(problems)], status=1)
    return Answer(document, [f"Sổ {path} nguyên vẹn."])


def facts_shape(facts: copies.StoreFacts) -> dict[str, object]:
    """Return what a store or a copy holds, as JSON gives it."""
    return {
        "path": str(facts.path),
        "unit": facts.unit,
        "name": facts.name,
        "months": [str(month) for month in facts.months],
        "changed_at": facts.changed_at,
        "changed_by": facts.changed_by,
        "sha256": facts.sha256,
        "size": facts.size,
    }


def facts_lines(facts: copies.StoreFacts) -> Iterator[str]:
    """Return what a store or a copy holds, line by line."""
    yield f"  Đơn vị: {facts.name or facts.unit}"
    months = "chưa có"
    if facts.months:
        months = f"{len(facts.months)} (từ {facts.months[0]} đến {facts.months[-1]})"
    yield f"  Tháng có số liệu: {months}"
    by = f" – {facts.changed_by}" if facts.changed_by else ""
    yield f"  Thay đổi cuối: {facts.changed_at or 'chưa có'}{by}"


COMMANDS = (
    Command("backup", "sao lưu sổ và kiểm tra bản sao", _backup_words, backup),
    Command(
        "restore",
        "khôi phục sổ từ bản sao lưu; sổ đang có được giữ lại bên cạnh",
        _restore_words,
        restore,
    ),
    Command("verify", "kiểm tra sổ có nguyên vẹn không", _verify_words, verify),
)
