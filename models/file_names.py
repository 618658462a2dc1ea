"""Names of files that every system and every stick takes."""

import re
import uuid
from pathlib import Path

# Windows and the formats of sticks take neither these signs nor a dot or space at the end …
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_SIGNS = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
# … and keep these names, whatever ending follows, for devices.
_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.IGNORECASE
)
_LONGEST_STEM = 120

# A draft keeps the ending; its name is short, so that it fits where the name of a report does.
DRAFT = r"\.smc-[0-9a-f]{8}(\.\w+)?"


def safe_name(stem: str, ending: str = "") -> str:
    """Return a name as near to a stem as every system takes it, "tep" where nothing is left."""
    kept = _SIGNS.sub("-", stem)[:_LONGEST_STEM].strip(" ").rstrip(". ") or "tep"
    if _DEVICES.fullmatch(kept):
        kept = f"_{kept}"
    return f"{kept}{ending}"


def is_safe(name: str) -> bool:
    """Return whether every system takes a name as it is, however long."""
    return not (_SIGNS.search(name) or name.endswith((".", " ")) or _DEVICES.fullmatch(name))


def draft_beside(path: Path) -> Path:
    """Return the name of a new temporary file for what shall stand at `path`."""
    # openpyxl and Word look at the ending, so the temporary file keeps it.
    return path.parent / f".smc-{uuid.uuid4().hex[:8]}{path.suffix}"
