"""Bytes that a fuzzer makes by watching which lines they reach, for each reader of their kind.

It needs atheris 3.0.0, on Linux; what it found is kept in tests/samples/corpus.
"""

import os
import re
import subprocess
import sys
import tempfile
from importlib import import_module, util
from math import inf
from pathlib import Path

from tests.reliability.counts import Counts

# Not imported with this module: the fuzzer watches only what it sees being imported.
_READERS = "tests.reliability.readers"
_MISSING = "atheris is missing: install atheris==3.0.0 beside the other packages"
_RUN = re.compile(r"stat::number_of_executed_units: (\d+)")
_COVERED = re.compile(r"cov: (\d+)")
_LIMITS = ("-max_len=8192", "-timeout=5", "-rss_limit_mb=600", "-print_final_stats=1")


def run(counts: Counts, count: int, seconds: float = inf) -> None:
    """Make so many inputs for each reader, or as many as the seconds allow; keep the best."""
    readers = import_module(_READERS)
    if util.find_spec("atheris") is None:
        counts.fault("not run", _MISSING)
        return
    share = inf if seconds == inf else max(int(seconds / len(readers.READERS)), 1)
    for name, sound in readers.sound().items():
        known = [sound, *readers.kept(name)]
        found = _fuzz(counts, name, known, count, share)
        readers.keep(name, readers.least(name, [*known, *found]))


def _fuzz(counts: Counts, name: str, known: list[bytes], count: int, seconds: float) -> list[bytes]:
    """Run the fuzzer on a reader and return the inputs that reached something new."""
    with tempfile.TemporaryDirectory(prefix="thu-") as made:
        folders = {each: Path(made) / each for each in ("known", "found", "bad", "tmp")}
        for folder in folders.values():
            folder.mkdir()
        for number, raw in enumerate(known):
            (folders["known"] / str(number)).write_bytes(raw)
        limits = [*_LIMITS, f"-runs={count}", f"-artifact_prefix={folders['bad']}/"]
        if seconds != inf:
            limits.append(f"-max_total_time={seconds}")
        command = [sys.executable, "-m", "tests.reliability.guided", name, *limits]
        done = subprocess.run(
            [*command, str(folders["found"]), str(folders["known"])],
            capture_output=True,
            text=True,
            errors="replace",
            env={**os.environ, "TMPDIR": str(folders["tmp"])},
        )
        _judge(counts, name, done)
        for path in folders["bad"].iterdir():
            counts.fault("uncaught", f"{name}: {path.read_bytes()!r}")
        return [path.read_bytes() for path in folders["found"].iterdir()]


def _judge(counts: Counts, name: str, done: "subprocess.CompletedProcess[str]") -> None:
    made, covered = _RUN.findall(done.stderr), _COVERED.findall(done.stderr)
    counts.add(f"{name}: inputs", int(made[-1]) if made else 0)
    counts.add(f"{name}: places reached", int(covered[-1]) if covered else 0)
    if done.returncode or not made:
        counts.fault("ended", f"{name}: {done.stderr[-1500:]}")


def main(words: list[str]) -> None:
    """Fuzz the reader named first; the rest is for the fuzzer. It does not return."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["desktop", "models", "zipfile"]):
        readers = import_module(_READERS)
    read = readers.READERS[words[0]]
    atheris.Setup([sys.argv[0], *words[1:]], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
