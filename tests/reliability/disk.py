"""A disk as a power cut may leave it, worked out from the calls that a program made.

What was synced is there. Of the rest any part may be: writes are dropped, torn between two sectors
or written in part, and names may still be missing.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

SECTOR = 512

# When a name is durable: with the next sync of any file, as journalling file systems do it, or with
# a sync of its folder only, which is all that POSIX promises.
Model = Literal["journal", "posix"]
MODELS: tuple[Model, ...] = ("journal", "posix")


class Call(NamedTuple):
    """One call: what it did to which file, and with which bytes (of a rename the new name)."""

    what: str
    path: str
    offset: int
    data: bytes


def recorded(record: Path) -> Iterator[Call]:
    """Yield the calls that the shim wrote down."""
    raw, at = record.read_bytes(), 0
    while at < len(raw):
        end = raw.index(b"\n", at)
        what, offset, length, path = raw[at:end].decode().split(" ", 3)
        at = end + 1 + int(length)
        yield Call(what, path, int(offset), raw[end + 1 : at])


@dataclass(eq=False)
class _File:
    """What of a file is durable, and what was written since its last sync."""

    durable: bytearray
    waiting: list[Call]


class Disk:
    """Follows the calls and gives images of what a cut would leave at that point."""

    def __init__(self, before: Mapping[str, bytes], model: Model) -> None:
        self._model = model
        self._names: dict[str, _File] = {}
        for path, content in before.items():
            self._names[path] = _File(bytearray(content), [])
        self._durable = dict(self._names)
        # Changes of names that are not durable yet; None where the name is gone.
        self._waiting: list[dict[str, _File | None]] = []

    def follow(self, call: Call, lies: bool = False) -> None:
        """Do what the program did; a disk that lies does not sync."""
        if call.what == "create":
            self._rename({call.path: _File(bytearray(), [])})
        elif call.what == "unlink":
            self._rename({call.path: None})
        elif call.what == "rename":
            self._rename({call.data.decode(): self._names[call.path], call.path: None})
        elif call.what in ("write", "size"):
            self._names[call.path].waiting.append(call)
        elif call.what == "sync" and not lies:
            self._sync(call.path)

    def _rename(self, change: dict[str, _File | None]) -> None:
        _apply(self._names, change)
        self._waiting.append(change)

    def _sync(self, path: str) -> None:
        file = self._names.get(path)
        if file is not None:
            for call in file.waiting:
                _write(file.durable, call)
            file.waiting.clear()
        settled = [change for change in self._waiting if self._settles(path, change)]
        for change in settled:
            _apply(self._durable, change)
        self._waiting = [change for change in self._waiting if change not in settled]

    def _settles(self, synced: str, change: dict[str, _File | None]) -> bool:
        return self._model == "journal" or any(str(Path(name).parent) == synced for name in change)

    def image(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files as a cut might leave them now."""
        names = dict(self._durable)
        for change in self._surviving_names(chance):
            _apply(names, change)
        return {path: _left_of(file, chance) for path, file in names.items()}

    def _surviving_names(self, chance: random.Random) -> list[dict[str, _File | None]]:
        if self._model == "journal":
            return self._waiting[: chance.randint(0, len(self._waiting))]
        return [change for change in self._waiting if chance.random() < 0.5]


def _apply(names: dict[str, _File], change: dict[str, _File | None]) -> None:
    for path, file in change.items():
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


def _left_of(file: _File, chance: random.Random) -> bytes:
    content = bytearray(file.durable)
    # Nothing of what waits, all of it, or some: the disk has no order.
    likely = chance.choice((0.0, 1.0, 0.5, 0.9))
    for call in file.waiting:
        if chance.random() < likely:
            torn = likely < 1 and len(call.data) > SECTOR and chance.random() < 0.3
            _write(content, _torn(call, chance) if torn else call)
    return bytes(content)


def _torn(call: Call, chance: random.Random) -> Call:
    kept = SECTOR * chance.randint(0, len(call.data) // SECTOR)
    return call._replace(data=call.data[:kept])


def _write(content: bytearray, call: Call) -> None:
    end = call.offset + len(call.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if call.what == "size":
        del content[call.offset :]
    else:
        content[call.offset : end] = call.data
