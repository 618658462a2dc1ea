"""Build the one-folder program under installer/dist, look it over, and let it test itself."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "dist" / "somotcua"
PROGRAM = FOLDER / ("somotcua.exe" if os.name == "nt" else "somotcua")
ANSWER = HERE / "dist" / "selftest.json"


def main() -> int:
    """Build, look over, self-test, say where it lies; return the status of what failed first."""
    build = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    build += ["--distpath", str(HERE / "dist"), "--workpath", str(HERE / "build")]
    build.append(str(HERE / "app.spec"))
    check = [sys.executable, str(HERE / "check_bundle.py"), str(FOLDER)]
    for command in (build, check, [str(PROGRAM), "--selftest", "--json", str(ANSWER)]):
        done = subprocess.run(command, env=environment(), cwd=HERE, check=False)
        if done.returncode:
            print(f"failed with status {done.returncode}: {' '.join(command)}", file=sys.stderr)
            return done.returncode
    files = [path for path in FOLDER.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    print(f"{FOLDER}: {size / 1e6:.1f} MB, {len(files)} files")
    return 0


def environment() -> dict[str, str]:
    """Return our environment without Python's and Qt's: the built program must not lean on it."""
    kept = dict(os.environ)
    for name in os.environ:
        if name.startswith(("PYTHON", "QT_")):
            del kept[name]
    return kept


if __name__ == "__main__":
    sys.exit(main())
