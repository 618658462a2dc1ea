"""The operations that write, each on a small office of its own, and what they leave when done."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from desktop.commands import run
from desktop.context import open_context
from desktop.months import set_figures
from models.errors import OfficeError
from tests.helpers.office import area_id
from tests.reliability.offices import AREAS, BATCH_FILE, FEBRUARY, JANUARY

# Told with the number of what is acknowledged; returns the exit status.
Act = Callable[[Path, Callable[[int], object]], int]


class Operation(NamedTuple):
    """Something that writes.

    Attributes:
        name: what it is called on the command line of the programme.
        office: the folder that it starts from (`offices.make`).
        store: the name of its store.
        act: does it in a copy of that folder.
        repeats: done again it succeeds again; else it would be refused.
        numbers: done again it is another one, with the next number.
        writes: the files that must stand there once it is acknowledged.
    """

    name: str
    office: str
    store: str
    act: Act
    repeats: bool = True
    numbers: bool = False
    writes: tuple[str, ...] = ()


def command(store: str, *words: str) -> Act:
    """Return a command of the command line; "{}" in its words is the folder."""

    def act(folder: Path, acknowledge: Callable[[int], object]) -> int:
        said = [word.format(folder) for word in words]
        status = run.main(["--store", str(folder / store), "--json", *said])
        if status == 0:
            acknowledge(-1)
        return status

    return act


def cells(gestures: int) -> Act:
    """Return a morning in the month's grid: so many gestures of three cells, each acknowledged."""

    def act(folder: Path, acknowledge: Callable[[int], object]) -> int:
        try:
            _save_cells(folder, gestures, acknowledge)
        except OfficeError as error:
            document = {"error": {"code": error.problems[0].code}}
            sys.stdout.write(json.dumps(document))
            sys.stdout.flush()
            return 2
        return 0

    return act


def _save_cells(folder: Path, gestures: int, acknowledge: Callable[[int], object]) -> None:
    context = open_context(folder / "ward.sqlite")
    try:
        areas = [area_id(context, name) for name in AREAS]
        for number in range(1, gestures + 1):
            values = {(area, "received_online"): number for area in areas}
            context.do(set_figures, context.unit, FEBRUARY, values)
            acknowledge(number)
    finally:
        context.close()


def undo(folder: Path, acknowledge: Callable[[int], object]) -> int:
    """Take the batch of the office "received" back."""
    batch = (folder / BATCH_FILE).read_text("ascii")
    return command("district.sqlite", "receive", "--undo", batch)(folder, acknowledge)


_CCHC = ("--period", JANUARY, "--kind", "cchc")
_INIT = (
    *("--role", "ward", "--code", "LEBINH", "--name", "Phường Lê Bình"),
    *("--superior", "UBND quận Cái Răng", "--place", "Lê Bình"),
)

OPERATIONS = (
    Operation("cell", "ward", "ward.sqlite", cells(30), numbers=True),
    Operation(
        "close",
        "ward",
        "ward.sqlite",
        command("ward.sqlite", "close", "--month", JANUARY),
        repeats=False,
    ),
    Operation("load", "ward", "ward.sqlite", command("ward.sqlite", "load", "{}/thang.xlsx")),
    Operation(
        "submit",
        "ward",
        "ward.sqlite",
        command("ward.sqlite", "submit", "--period", JANUARY, "--out", "{}/out"),
        numbers=True,
        writes=("out/*.smc",),
    ),
    Operation(
        "receive",
        "district",
        "district.sqlite",
        command("district.sqlite", "receive", "{}/in", "--accept-new"),
    ),
    Operation(
        "undo",
        "received",
        "district.sqlite",
        undo,
        repeats=False,
    ),
    Operation(
        "backup",
        "ward",
        "ward.sqlite",
        command("ward.sqlite", "backup", "{}/out"),
        writes=("out/*.sqlite",),
    ),
    Operation(
        "restore",
        "ward",
        "ward.sqlite",
        command("ward.sqlite", "restore", "{}/earlier.sqlite"),
    ),
    Operation(
        "report",
        "ward",
        "ward.sqlite",
        command("ward.sqlite", "report", *_CCHC, "--out", "{}/out/b.docx"),
        writes=("out/b.docx",),
    ),
    Operation(
        "consolidate",
        "received",
        "district.sqlite",
        command(
            "district.sqlite",
            "consolidate",
            *("--period", JANUARY, "--docx", "{}/out/t.docx", "--xlsx", "{}/out/t.xlsx"),
        ),
        writes=("out/t.docx", "out/t.xlsx"),
    ),
    Operation("migration", "old", "ward.sqlite", command("ward.sqlite", "settings", "officer")),
    Operation(
        "init", "empty", "ward.sqlite", command("ward.sqlite", "init", *_INIT), repeats=False
    ),
)
