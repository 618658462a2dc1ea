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
    build += [
        "--distpath",
        str(HERE / "dist"),
        "--workpath",
        str(HERE / "build"),
        str(HERE / "app.spec"),
    ]
    for command in (build, [str(FOLDER / "somotcua"), "--selftest"]):
        # The built program must not lean on this environment.
        environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "QT_"))
        }
        done = subprocess.run(command, env=environment, cwd=HERE, check=False)
        if done.returncode:
            print(f"failed with status {done.returncode}: {' '.join(command)}", file=sys.stderr)
            return done.returncode
    size = sum(
        path.stat().st_size
        for path in FOLDER.rglob("*")
        if path.is_file() and not path.is_symlink()
    )
    print(f"{FOLDER}: {size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
