"""Build the one-folder program under installer/dist and let it test itself."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "dist" / "somotcua"


def main() -> int:
    """Build, self-test, say where the program lies; return the exit status of what failed first."""
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    build += ["--distpath", str(HERE / "dist"), "--workpath", str(HERE / "build")]
    build.append(str(HERE / "app.spec"))
    for command in (build, [str(FOLDER / "somotcua"), "--selftest"]):
        done = subprocess.run(command, env=_environment(), cwd=HERE, check=False)
        if done.returncode:
            print(f"failed with status {done.returncode}: {' '.join(command)}", file=sys.stderr)
            return done.returncode
    print(f"{FOLDER}: {_bytes_in(FOLDER) / 1e6:.0f} MB")
    return 0


def _environment() -> dict[str, str]:
    """Return our environment without Python's and Qt's: the built program must not lean on it."""
    kept = dict(os.environ)
    for name in os.environ:
        if name.startswith(("PYTHON", "QT_")):
            del kept[name]
    return kept


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            total += path.stat().st_size
    return total


if __name__ == "__main__":
    sys.exit(main())
