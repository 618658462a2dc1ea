"""Stores as a power cut leaves them: the file and its log, copied while the store is open."""

import shutil
from pathlib import Path

from desktop.context import Context
from models.store import side_files


def cut(context: Context, folder: Path) -> Path:
    """Return a copy of an open store as a cut at this moment would leave it."""
    folder.mkdir()
    left = folder / context.path.name
    for present, copied in zip(_files(context.path), _files(left), strict=True):
        if present.exists():
            shutil.copyfile(present, copied)
    return left


def _files(store: Path) -> tuple[Path, ...]:
    return (store, *side_files(store))
