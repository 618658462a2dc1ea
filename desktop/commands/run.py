"""The command line: reads the words, runs one command, prints its answer, returns its status."""

import io
import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from desktop.commands.answers import Answer, note_shape, problem_shape, ways_on
from desktop.commands.table import COMMANDS
from desktop.commands.words import parser
from desktop.console import has_reader_left, speak_utf8
from desktop.context import now
from desktop.diagnosis import logs_folder
from desktop.messages import sentence
from desktop.traces import fault_places
from models.errors import OfficeError, Problem, Refused, Unusable
from models.files import make_folder, owner_only


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status.

    0 is done, 1 refused because of the data, 2 wrong use or a file that cannot be read.
    """
    given = list(sys.argv[1:] if words is None else words)
    speak_utf8()
    as_json = "--json" in given
    command = ""
    try:
        arguments = _parse(given)
        command = arguments.command
        answer = _with_notes(COMMANDS[command].run(arguments), arguments.notes)
    except SystemExit as ended:  # help was asked for
        return int(ended.code or 0)
    except OfficeError as error:
        answer = _refusal(error.problems, 1 if isinstance(error, Refused) else 2, command)
    except KeyboardInterrupt:
        answer = _refusal([Problem("cli_stopped")], 2, command)
    except Exception as fault:  # noqa: BLE001 - a fault of the program: written down, never thrown at the officer
        answer = _refusal([_fault(fault)], 2, command)
    return _print(answer, as_json)


def _parse(words: list[str]) -> Namespace:
    arguments = parser(COMMANDS.values()).parse_args(words)
    for name in ("store", "who", "json"):
        if not hasattr(arguments, name):
            setattr(arguments, name, None)
    # What was noticed about the store on the way.
    arguments.notes = []
    return arguments


def _with_notes(answer: Answer, notes: list[Problem]) -> Answer:
    if not notes:
        return answer
    document = {**answer.document, "store_notes": [note_shape(note) for note in notes]}
    warnings = [*answer.warnings, *(sentence(note) for note in notes)]
    return replace(answer, document=document, warnings=warnings)


def _refusal(problems: Iterable[Problem], status: int, command: str) -> Answer:
    kept = list(problems)
    said = [sentence(problem) for problem in kept]
    # Wrong use may name no command at all.
    promised = COMMANDS[command].promised if command else {}
    document = {
        "error": {"code": kept[0].code, "message": said[0]},
        **promised,
        "problems": [problem_shape(problem) for problem in kept],
    }
    return Answer(document, (), [*said, *ways_on(kept)], status)


def _fault(fault: Exception) -> Problem:
    """Write an unforeseen fault into the log of the program and return what to tell the officer.

    Where it happened, not what the data were: the log may leave the office.
    """
    path = logs_folder() / "somotcua-cli.log"
    try:
        make_folder(path.parent)
        with path.open("a", encoding="utf-8") as log:
            owner_only(path)
            log.write(f"{now():%Y-%m-%d %H:%M:%S} {fault_places(fault)}\n")
    except (OSError, Unusable):
        return Problem("unknown_problem", values={"code": "program_fault"})
    return Problem("program_fault", values={"path": str(path)})


def _print(answer: Answer, as_json: bool) -> int:
    try:
        for warning in answer.warnings:
            print(warning, file=sys.stderr)
        if as_json:
            print(json.dumps(answer.document, ensure_ascii=False, indent=2))
        else:
            for line in answer.lines:
                print(line)
        sys.stdout.flush()
    except OSError as error:
        # What was not written is not tried again at the end.
        sys.stdout = io.StringIO()
        if not has_reader_left(error):
            with suppress(OSError):
                print(sentence(Problem("output_unwritten")), file=sys.stderr)
            return 2
    return answer.status
