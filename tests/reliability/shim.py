"""The library between a program and the disk: it is compiled once and loaded before the C library.

Everything here is for the process that it is loaded into, and for what that forks.
"""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

_LIBRARY = "RELIABILITY_SHIM"


class Missing(Exception):
    """There is no C compiler."""


def is_loaded() -> bool:
    """Return whether this process runs above the library."""
    return _LIBRARY in os.environ


def run_above(folder: Path, words: list[str]) -> int:
    """Compile the library into a folder and run a Python program above it; return its status.

    Raises Missing.
    """
    library = folder / "shim.so"
    source = Path(__file__).with_name("shim.c")
    try:
        compiler = ("cc", "-shared", "-fPIC", "-O2")
        subprocess.run([*compiler, "-o", str(library), str(source), "-ldl"], check=True)
    except FileNotFoundError as error:
        raise Missing from error
    above = {**os.environ, "LD_PRELOAD": str(library), _LIBRARY: str(library)}
    return subprocess.run([sys.executable, *words], env=above).returncode


def watch(folder: Path, record: Path | None = None) -> None:
    """Count from now on the calls that change files below a folder, and write them down."""
    target = -1
    if record is not None:
        target = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    _library().shim_watch(os.fsencode(folder), target)


def fail_at(call: int, error: int, for_good: bool) -> None:
    """Let one call fail, counted from 1, and those after it where it is for good."""
    _library().shim_fail(call, error, for_good)


def end_at(call: int) -> None:
    """End the process as `kill -9` does before a call, counted from 1."""
    _library().shim_fail(call, 0, 0)


def fill_disk() -> None:
    """Let no file below the folder grow from now on."""
    _library().shim_fill()


def acknowledge(number: int) -> None:
    """Write down between the calls that something was told to be saved."""
    _library().shim_acknowledge(ctypes.c_longlong(number))


def calls() -> int:
    """Return how many calls were counted."""
    return int(_library().shim_calls())


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(os.environ[_LIBRARY])
    library.shim_calls.restype = ctypes.c_long
    return library
