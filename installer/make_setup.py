"""Pack a program built on Windows into its setup file, and hold it to its size.

    python installer/make_setup.py [FOLDER]

FOLDER is the built program, `installer/dist/somotcua` where none is named. Needs makensis of NSIS
3, which runs on Windows and Linux. An office with a certificate names in SOMOTCUA_SIGN the command
that signs the file it is given.
"""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from desktop import VERSION  # noqa: E402  (a script finds its own folder only)
from installer import check_bundle, icon  # noqa: E402

BUILT = HERE / "dist" / "somotcua"
SCRIPT = HERE / "windows" / "somotcua.nsi"
ICON = HERE / "build" / "somotcua.ico"
OUT = HERE / "dist" / f"somotcua-{VERSION}-setup.exe"


def command(source: Path, sign: str | None) -> list[str]:
    """Return the call of makensis; any of its warnings is a fault."""
    given = {"VERSION": VERSION, "SOURCE": source, "ICON": ICON, "OUT": OUT}
    if sign:
        given["SIGN"] = sign
    defined = [f"-D{name}={value}" for name, value in given.items()]
    return ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(SCRIPT)]


def main(words: list[str]) -> int:
    """Make the setup file; return 1 where it is too large, 2 where there is nothing to pack."""
    source = Path(words[0]).resolve() if words else BUILT
    if not (source / "somotcua.exe").is_file():
        print(f"{source} holds no program of Windows: build it there first", file=sys.stderr)
        return 2
    for made in (ICON, OUT):
        made.parent.mkdir(exist_ok=True)
    icon.write(ICON)
    done = subprocess.run(command(source, os.environ.get("SOMOTCUA_SIGN")), check=False)
    if done.returncode:
        return done.returncode
    wrong = check_bundle.too_large(OUT, check_bundle.WINDOWS)
    print("\n".join(wrong) or f"{OUT}: {OUT.stat().st_size / 1e6:.1f} MB")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
