"""A reader of the words of a program that speaks Vietnamese; the window uses it as well."""

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

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
