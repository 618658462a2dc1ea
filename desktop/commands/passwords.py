"""Passwords on the command line: asked or read from a file, never a word of the command.

The words of a command stand in the list of processes, which every account of the computer may read.
"""

import argparse
import getpass
import sys
from argparse import Namespace
from pathlib import Path

from desktop.commands.parser import Parser
from models.errors import Place, Problem, Unusable
from models.files import require_file

_ASK = "Mật khẩu của tệp: "
_AGAIN = "Gõ lại mật khẩu: "


def add_password_words(to: Parser, help_text: str) -> None:
    """Add the words that say where the password of a file comes from."""
    asked = f"{help_text}; gõ khi được hỏi, hoặc đưa vào dòng đầu của đầu vào chuẩn"
    to.add_argument("--ask-password", action="store_true", help=asked)
    in_file = f"{help_text}; là dòng đầu của tệp này"
    to.add_argument("--password-file", type=Path, metavar="TỆP", help=in_file)
    # The word of earlier versions is known only to be refused.
    to.add_argument("--password", help=argparse.SUPPRESS)


def password_of(arguments: Namespace, *, is_new: bool = False) -> str | None:
    """Return the password that a command was given, None where it was given none.

    A new one is asked for twice at the keyboard.

    Raises:
        Unusable: `password_in_words`, `password_missing`, `passwords_differ`, `file_missing`,
            `not_a_file`, `file_unreadable`.
    """
    if arguments.password is not None:
        raise Unusable(Problem("password_in_words"))
    if arguments.password_file is not None:
        return _required(_first_line(arguments.password_file))
    if arguments.ask_password:
        return _required(_asked(is_new))
    return None


def _asked(is_new: bool) -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    password = getpass.getpass(_ASK)
    if is_new and getpass.getpass(_AGAIN) != password:
        raise Unusable(Problem("passwords_differ"))
    return password


def _first_line(path: Path) -> str:
    require_file(path)
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.readline()
    except (OSError, ValueError) as error:
        raise Unusable(Problem("file_unreadable", Place(file=str(path)))) from error


def _required(line: str) -> str:
    password = line.rstrip("\r\n")
    if not password:
        raise Unusable(Problem("password_missing"))
    return password
