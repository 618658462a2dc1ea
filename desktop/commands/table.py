"""The table of commands, in the order of the help."""

from desktop.commands import (
    consolidating,
    copies,
    diagnosing,
    figures,
    moving,
    office,
    packs,
    people,
    receiving,
    sending,
    slips,
)

_ROOMS = (
    office,
    figures,
    packs,
    sending,
    receiving,
    consolidating,
    slips,
    copies,
    moving,
    people,
    diagnosing,
)

COMMANDS = {command.name: command for room in _ROOMS for command in room.COMMANDS}
