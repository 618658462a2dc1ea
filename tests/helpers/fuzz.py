"""Mutants of files between offices, and what reading them may and may not come to."""

import io
import json
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from time import perf_counter

from desktop.handoff.container import Fault, Package, _assemble, unpack
from desktop.handoff.data import Data, digest, read_data
from desktop.handoff.docx_payload import Carried, extract
from desktop.handoff.keys import SigningKey
from desktop.handoff.manifest import NAMES
from models.periods import parse_period

Entries = dict[str, bytes]
Reader = Callable[[bytes], Package | Fault]


@dataclass
class Tally:
    """What became of the mutants.

    Attributes:
        outcomes: how many by status; "same" for those read as the original.
        problems: mutants that must not be, each with its seed.
        slowest: seconds that the slowest took to read, and its seed.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)


class Mutants:
    """Makes and tries mutants of one sound container and one sound Word report.

    `read` is what is tried: a test puts a careless reader there to see that the run would notice.
    """

    def __init__(
        self, container: bytes, word: bytes, key: SigningKey, read: Reader = unpack
    ) -> None:
        self.read, self.seconds = read, 0.0
        self.container, self.word, self.key = container, word, key
        self.entries = _entries(container)
        self.word_entries = _entries(word)
        [self._item] = [
            name for name, part in self.word_entries.items() if b'urn:somotcua:1">' in part
        ]
        # Twice those that pass the signature: behind it lies most of what reads a file.
        self._kinds: list[Callable[[random.Random], bytes]] = [
            self._changed_bytes,
            self._cut,
            self._spliced,
            self._rezipped,
            self._header_changed,
            self._signed_again,
            self._signed_again,
            self._data_signed_again,
            self._data_signed_again,
        ]

    def run(self, count: int, first_seed: int = 0) -> Tally:
        """Try so many mutants; each is known by its seed. One in twelve is a Word report."""
        tally = Tally()
        for seed in range(first_seed, first_seed + count):
            chance = random.Random(seed)
            try:
                outcome = self._try(chance, seed)
            except Exception as error:  # noqa: BLE001 - exactly this is what the run looks for
                tally.problems.append(f"seed {seed}: {type(error).__name__}: {error}")
                continue
            tally.outcomes[outcome] += 1
            tally.slowest = max(tally.slowest, (self.seconds, seed))
            if outcome == "accepted with changed content":
                tally.problems.append(f"seed {seed}: {outcome}")
        return tally

    def _try(self, chance: random.Random, seed: int) -> str:
        turn = seed % 12
        return self._try_container(chance, turn) if turn else self._try_word(chance)

    def _try_container(self, chance: random.Random, turn: int) -> str:
        kind = self._kinds[turn % len(self._kinds)]
        raw = kind(chance)
        started = perf_counter()
        found = self.read(raw)
        self.seconds = perf_counter() - started
        if isinstance(found, Fault):
            return found.status
        signed_by_us = kind in (self._signed_again, self._data_signed_again)
        if raw == self.container:
            return "same"
        if not signed_by_us:
            return "accepted with changed content"
        return self._judge(found)

    def _judge(self, package: Package) -> str:
        """A mutant that its own office signed may be sound.

        Then everything in it has the declared shape.
        """
        data = read_data(package)
        if isinstance(data, Fault):
            return f"data {data.status}"
        assert isinstance(data, Data)
        for _, _, _, values in data.figures:
            assert len(values) == len(data.measures)
            assert all(value is None or 0 <= value <= 10**15 for value in values)
        for name, *_, values in data.blocks:
            assert parse_period(name).name == name
            assert len(values) == len(data.measures)
            assert all(value is None or 0 <= value <= 10**15 for value in values)
        return "sound and signed"

    def _try_word(self, chance: random.Random) -> str:
        raw = self._changed_word(chance)
        started = perf_counter()
        found = extract(raw)
        self.seconds = perf_counter() - started
        if isinstance(found, Fault):
            return f"word {found.status}"
        original = extract(self.word)
        assert isinstance(original, Carried)
        if found == original:
            return "word same"
        return "accepted with changed content"

    # bytes

    def _changed_bytes(self, chance: random.Random) -> bytes:
        return _poked(self.container, chance)

    def _cut(self, chance: random.Random) -> bytes:
        start, end = sorted(chance.sample(range(len(self.container) + 1), 2))
        head, tail = self.container[:start], self.container[end:]
        return chance.choice([head, head + tail])

    def _spliced(self, chance: random.Random) -> bytes:
        start, end, place = (chance.randrange(len(self.container)) for _ in range(3))
        piece = self.container[min(start, end) : max(start, end)][:500] or b"\0"
        return self.container[:place] + piece + self.container[place:]

    # the zip

    def _rezipped(self, chance: random.Random) -> bytes:
        entries = list(self.entries.items())
        match chance.randrange(6):
            case 0:
                chance.shuffle(entries)
            case 1:
                entries.pop(chance.randrange(len(entries)))
            case 2:
                entries.insert(chance.randrange(5), (chance.choice(_NAMES), chance.randbytes(20)))
            case 3:
                place = chance.randrange(len(entries))
                name, part = entries[place]
                entries[place] = (name, _poked(part, chance))
            case 4:
                place = chance.randrange(len(entries))
                entries[place] = (chance.choice(_NAMES), entries[place][1])
            case _:
                entries += [chance.choice(entries)]
        return _zip(entries, chance.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))

    def _header_changed(self, chance: random.Random) -> bytes:
        """Change fields of the directory and the end record: sizes, places, counts, flags."""
        raw = bytearray(self.container)
        find = raw.rindex if chance.random() < 0.5 else raw.index
        start = find(b"PK\x01\x02")
        for _ in range(chance.randrange(1, 4)):
            place = chance.randrange(start, len(raw) - 1)
            values = [b"\xff\xff", b"\0\0", b"\x01\0", chance.randbytes(2)]
            raw[place : place + 2] = chance.choice(values)
        return bytes(raw)

    # JSON, signed again by the office's own key

    def _signed_again(self, chance: random.Random) -> bytes:
        manifest = json.loads(self.entries["manifest.json"])
        for _ in range(chance.randrange(1, 3)):
            _mutate(manifest, chance)
        return self._signed({**self.entries, "manifest.json": _dumped(manifest, chance)})

    def _data_signed_again(self, chance: random.Random) -> bytes:
        data = json.loads(self.entries["data.json"])
        for _ in range(chance.randrange(1, 3)):
            _mutate(data, chance)
        written = _dumped(data, chance)
        manifest = json.loads(self.entries["manifest.json"])
        manifest["entries"]["data.json"] = {"sha256": digest(written), "size": len(written)}
        changed = {"data.json": written, "manifest.json": json.dumps(manifest).encode()}
        return self._signed({**self.entries, **changed})

    def _signed(self, entries: Entries) -> bytes:
        return _assemble({**entries, "signature": self.key.sign(entries["manifest.json"])}, NAMES)

    # Word reports

    def _changed_word(self, chance: random.Random) -> bytes:
        match chance.randrange(4):
            case 0:
                return _poked(self.word, chance)
            case 1:
                return self.word[: chance.randrange(len(self.word))]
            case 2:
                changed = {self._item: _poked(self.word_entries[self._item], chance)}
                return _zip({**self.word_entries, **changed}.items())
            case _:
                entries = list(self.word_entries.items())
                entries.pop(chance.randrange(len(entries)))
                return _zip(entries)


_NAMES = (
    "data.json",
    "manifest.json",
    "signature",
    "report.pdf",
    "../x",
    "/etc/x",
    "a\\b",
    "x" * 300,
    "sealed.json",
    "",
)
_ODD_NUMBERS: tuple[object, ...] = (None, True, -1, 0, 10**15, 10**16, 10**400, 1.5)
_ODD_TEXTS: tuple[object, ...] = ("", "\0", "\ud800", "2024-13", "2024-06-31", "é" * 5000)
_ODD_SHAPES: tuple[object, ...] = ([], {}, [[]], [None] * 50, {"a": {"b": []}})
_ODD_WORDS: tuple[object, ...] = ("somotcua/2", "submission", "NaN", "0" * 64)
# A seed picks by place: another order makes other mutants.
_ODD = (*_ODD_NUMBERS, *_ODD_TEXTS, *_ODD_SHAPES, *_ODD_WORDS)


def _mutate(value: object, chance: random.Random) -> None:
    """Change something somewhere in a JSON value, in place."""
    while True:
        places = _places(value)
        if not places:
            return
        key, inner = chance.choice(places)
        if not isinstance(inner, dict | list) or not inner or chance.random() >= 0.75:
            break
        value = inner
    match chance.randrange(4):
        case 0:
            del value[key]  # type: ignore[attr-defined]
        case 1 if isinstance(value, list):
            value.append(deepcopy(inner))
        case 2 if isinstance(value, dict):
            value[f"{key}x"] = deepcopy(inner)
        case _:
            value[key] = deepcopy(chance.choice(_ODD))  # type: ignore[index]


def _places(value: object) -> list[tuple[object, object]]:
    """Return the keys or indexes of a JSON value with what stands there."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def _dumped(value: object, chance: random.Random) -> bytes:
    text = json.dumps(value, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    if chance.random() < 0.05:
        return _poked(text, chance)
    if chance.random() < 0.01:
        depth = chance.choice([50, 2_000, 200_000])
        return b'{"x":' + b"[" * depth + b"]" * depth + b"," + text[1:]
    return text


def _poked(raw: bytes, chance: random.Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.choice([1, 1, 1, 2, 8])):
        changed[chance.randrange(len(changed))] = chance.choice([0, 255, chance.randrange(256)])
    return bytes(changed) if bytes(changed) != raw else raw[:-1]


def _entries(raw: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zip(entries: object, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    import warnings

    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", compression) as archive:
        warnings.simplefilter("ignore")  # two entries of one name are meant
        for name, part in entries:  # type: ignore[attr-defined]
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), part, compression)
    return buffer.getvalue()
