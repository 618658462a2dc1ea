"""The commands for another computer: move the office there, and the key it signs with."""

from argparse import Namespace
from pathlib import Path

from desktop import store_files
from desktop.commands.answers import Answer
from desktop.commands.copies import facts_lines, facts_shape
from desktop.commands.parser import Parser
from desktop.commands.passwords import add_password_words, password_of
from desktop.commands.store import opened
from desktop.commands.words import Command
from desktop.context import now
from desktop.handoff import keys
from desktop.handover import hand_over
from desktop.moving import OLD_STEPS, handed_over, use_again
from models.errors import Problem, Unusable


def _handover_words(parser: Parser) -> None:
    where = "nơi ghi tệp chuyển máy, ví dụ USB"
    parser.add_argument("folder", nargs="?", type=Path, metavar="THƯ-MỤC", help=where)
    back = "việc chuyển không thành: dùng lại sổ ở máy này"
    parser.add_argument("--use-again", action="store_true", help=back)
    add_password_words(parser, "đặt mật khẩu cho tệp; quên thì không ai mở được nữa")


def handover(arguments: Namespace) -> Answer:
    """Write the file for another computer; the store here signs no more until it is used again."""
    if arguments.folder is None and not arguments.use_again:
        text = "Còn thiếu: THƯ-MỤC hoặc --use-again."
        raise Unusable(Problem("cli_usage", values={"text": text}))
    password = password_of(arguments, is_new=True)
    with opened(arguments) as context:
        if arguments.use_again:
            context.do(use_again)
            document: dict[str, object] = {"handed_over": None}
            return Answer(document, ["Sổ ở máy này dùng lại được: ký và gửi tệp như trước."])
        facts = hand_over(context, arguments.folder, now(), password)
        day = context.ask(handed_over)
    document = {"handed_over": str(day), **facts_shape(facts), "steps": list(OLD_STEPS)}
    steps = [f"{number}. {step}" for number, step in enumerate(OLD_STEPS, start=1)]
    lines = [f"Đã ghi và kiểm tra tệp chuyển máy: {facts.path}", *facts_lines(facts), *steps]
    return Answer(document, lines)


def _key_words(parser: Parser) -> None:
    way = parser.add_mutually_exclusive_group()
    back = "lấy lại khóa từ một bản sao lưu của sổ này"
    way.add_argument("--from-copy", type=Path, metavar="TỆP", help=back)
    new = "bỏ khóa cũ, tạo khóa mới; cấp trên phải so mã và chấp nhận"
    way.add_argument("--new", action="store_true", help=new)
    add_password_words(parser, "mật khẩu của bản sao")


def key(arguments: Namespace) -> Answer:
    """Say whether the key can be used here; take it back from a copy, or make a new one."""
    password = password_of(arguments)
    with opened(arguments) as context:
        if arguments.from_copy is not None:
            found = store_files.key_in(arguments.from_copy, password)
            context.do(keys.take_back, *found)
        elif arguments.new:
            context.do(keys.renew)
        public = context.ask(keys.own_public_key)
        is_usable = context.ask(keys.is_usable)
    code = keys.telephone_code(public) if public else None
    lines = ["Chưa có khóa ký: khóa được tạo khi gửi tệp đầu tiên."]
    if code:
        state = "dùng được" if is_usable else "không mở được ở tài khoản và máy này"
        lines = [f"Khóa ký {code}: {state}."]
    if arguments.new:
        lines.append("Báo mã này qua điện thoại cho nơi nhận để họ chấp nhận khóa mới.")
    return Answer({"code": code, "usable": is_usable}, lines)


COMMANDS = (
    Command(
        "handover",
        "ghi tệp chuyển sổ sang máy mới; sổ ở máy này thôi ký, gửi tệp",
        _handover_words,
        handover,
    ),
    Command("key", "xem khóa ký, lấy lại từ bản sao hoặc tạo khóa mới", _key_words, key),
)
