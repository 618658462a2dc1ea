"""Where a fault happened, in words that may leave the office."""

import traceback
from pathlib import Path
from types import TracebackType


def places(trace: TracebackType | None) -> str:
    """Return where a fault happened, never values, messages or folders: these may be personal."""
    lines = []
    for frame in traceback.extract_tb(trace):
        lines.append(f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def fault_places(error: BaseException) -> str:
    """Return kind and places of a fault and of those that it came from, the first one first."""
    told: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        told.insert(0, f"{type(current).__name__}\n{places(current.__traceback__)}")
        hidden = current.__suppress_context__
        current = current.__cause__ or (None if hidden else current.__context__)
    return "\n".join(told)


def without_home(text: str) -> str:
    """Return a text without the user's own folder: its name may be his."""
    try:
        return text.replace(str(Path.home()), "~")
    except RuntimeError:  # this user has none
        return text
