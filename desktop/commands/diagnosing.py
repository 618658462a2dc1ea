"""The command that writes a package for whoever helps."""

from argparse import Namespace
from pathlib import Path

from desktop.commands.answers import Answer
from desktop.commands.parser import Parser
from desktop.commands.store import opened
from desktop.commands.words import Command
from desktop.diagnosis import store_facts, write_package
from models.errors import OfficeError


def _diagnose_words(parser: Parser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="TỆP.zip", help="gói cần ghi")


def diagnose(arguments: Namespace) -> Answer:
    """Write versions, schema, counts of rows and logs into a file; of a broken store, its fault."""
    try:
        with opened(arguments) as context:
            facts = context.ask(store_facts)
    except OfficeError as error:
        facts = {"error": error.problems[0].code}
    write_package(arguments.out, facts)
    document = {"path": str(arguments.out), "store": facts}
    return Answer(document, [f"Đã ghi gói chẩn đoán: {arguments.out}"])


COMMANDS = (
    Command(
        "diagnose",
        "ghi gói chẩn đoán cho người hỗ trợ, không có số liệu và dữ liệu cá nhân",
        _diagnose_words,
        diagnose,
    ),
)
