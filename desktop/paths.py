"""Where the program's own data and the user's data lie, from source and frozen alike."""

import sys
from functools import cache
from pathlib import Path

APP_NAME = "SoMotCua"


@cache
def program_root() -> Path:
    """Return the folder of the packages and resources; PyInstaller unpacks them elsewhere."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Return the folder of templates, catalogues, fonts and samples; it is read, never written."""
    return program_root() / "resources"


def user_data_dir() -> Path:
    """Return the user's own data folder for this program; it may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False, roaming=False)


def default_store() -> Path:
    """Return where the office's book lies unless another is asked for."""
    return user_data_dir() / "store.sqlite"
