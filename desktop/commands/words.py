"""What a command of the command line is, and how its words are read and refused in Vietnamese."""

import argparse
import re
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from desktop.commands.answers import Answer
from models.errors import Problem, Unusable

# argparse speaks English only; these are the sentences it can raise here.
_SAYINGS = (
    (r"the following arguments are required: (.+)", r"Còn thiếu: \1."),
    (
        r"argument (.+): invalid choice: (.+) \(choose from (.+)\)",
        r"\1 không nhận \2; hãy chọn một trong: \3.",
    ),
    (r"argument (.+): expected one argument", r"\1 cần một giá trị đi kèm."),
    (r"argument (.+): ignored explicit argument (.+)", r"\1 không có giá trị đi kèm."),
    (r"argument (.+): not allowed with argument (.+)", r"Không dùng \1 cùng với \2."),
    (r"unrecognized arguments: (.+)", r"Không hiểu: \1."),
)

AS_IN_FIGURES = "như ở lệnh figures"


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=34, width=110)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        vietnamese = "Cách dùng: " if prefix is None else prefix
        super().add_usage(usage, actions, groups, vietnamese)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Vietnamese and raises Unusable in place of leaving the program."""

    def __init__(self, prog: str, description: str) -> None:
        super().__init__(
            prog,
            description=description,
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "Gồm có"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in phần trợ giúp này")

    def error(self, message: str) -> NoReturn:
        text = "Cách dùng chưa đúng."
        for pattern, saying in _SAYINGS:
            if found := re.fullmatch(pattern, message):
                text = found.expand(saying)
        raise Unusable(Problem("cli_usage", values={"text": text, "program": self.prog}))


@dataclass(frozen=True)
class Command:
    """One command.

    Attributes:
        name: what is typed.
        summary: what it does, as the list of commands says it.
        words: adds the words that only this command takes.
        run: does it; raises Unusable for wrong use, Refused where the data say no.
        promised: what its JSON holds even where it could do nothing.
    """

    name: str
    summary: str
    words: Callable[[Parser], None]
    run: Callable[[Namespace], Answer]
    promised: Mapping[str, object] = field(default_factory=dict)


def no_words(parser: Parser) -> None:
    """Add nothing: the command takes no words of its own."""


def parser(commands: Iterable[Command]) -> Parser:
    """Return the parser; the chosen command's name is in `command`.

    The parser raises Unusable `cli_usage` on wrong use.
    """
    top = Parser("somotcua-cli", "Sổ Một Cửa: các việc của cửa sổ, làm bằng dòng lệnh.")
    _add_shared_words(top)
    choice = top.add_subparsers(dest="command", required=True, metavar="LỆNH", title="Các lệnh")
    for command in commands:
        sentence = command.summary[:1].upper() + command.summary[1:] + "."
        made = choice.add_parser(command.name, help=command.summary, description=sentence)
        _add_shared_words(made)
        command.words(made)
    return top


def _add_shared_words(to: Parser) -> None:
    # Accepted before and after the command; SUPPRESS keeps the later one from hiding the earlier.
    absent = argparse.SUPPRESS
    to.add_argument("--store", type=Path, metavar="TỆP", default=absent, help="sổ cần mở")
    to.add_argument("--json", action="store_true", default=absent, help="in kết quả dạng JSON")
    who = "người thực hiện, ghi vào lịch sử"
    to.add_argument("--who", metavar="TÊN", default=absent, help=who)
