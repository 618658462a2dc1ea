"""What a command of the command line is, and the words that all of them take."""

import argparse
from argparse import Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.commands.answers import Answer
from desktop.commands.parser import Parser

AS_IN_FIGURES = "như ở lệnh figures"


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
