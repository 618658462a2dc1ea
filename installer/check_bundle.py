"""Look over a built program: is all inside that it loads, nothing else, and is it small enough?

    python installer/check_bundle.py FOLDER

Prints what is wrong, one a line, and ends with 1 where something is. Needs objdump of binutils,
which reads the libraries of Linux and of Windows alike.
"""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from installer import parts  # noqa: E402  (a script finds its own folder only)

MB = 1_000_000  # bytes


class Limits(NamedTuple):
    """What a built program may weigh.

    Attributes:
        folder: bytes of its folder.
        package: bytes of the file that installs it.
        files: how many files the folder may have, 0 for any number.
        unloaded: bytes of libraries that nothing loads, all together.
    """

    folder: int
    package: int
    files: int = 0
    unloaded: int = MB // 2


LINUX = Limits(folder=155 * MB, package=56 * MB)
WINDOWS = Limits(folder=95 * MB, package=32 * MB, files=190)

# What the Debian package asks the system for: library, then the package that brings it. The
# drivers of the screen and what speaks to them must be the system's own.
OF_DEBIAN = {
    "ld-linux-x86-64.so.2": "libc6",
    "libc.so.6": "libc6",
    "libdl.so.2": "libc6",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libutil.so.1": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
}

# What Windows 10 brings itself.
OF_WINDOWS = re.compile(
    r"(api-ms-win-[\w-]+|advapi32|authz|avrt|bcrypt|bcryptprimitives|cfgmgr32|comctl32|comdlg32"
    r"|crypt32|d2d1|d3d9|d3d11|d3d12|dnsapi|dwmapi|dwrite|dxgi|gdi32|imm32|iphlpapi|kernel32|mpr"
    r"|msvcrt|ncrypt|netapi32|ntdll|ole32|oleaut32|opengl32|pathcch|powrprof|propsys|psapi|rpcrt4"
    r"|secur32|setupapi|shcore|shell32|shlwapi|user32|userenv|usp10|uxtheme|version|winhttp|winmm"
    r"|winspool\.drv|ws2_32|wtsapi32)(\.dll)?"
)

_NEEDED = re.compile(r"^\s*(?:DLL Name:|NEEDED)\s+(\S+)", re.MULTILINE)
_FILE = re.compile(r"^(.+):\s+file format \S+$", re.MULTILINE)
_GLIBC = re.compile(r"\bGLIBC_2\.(\d+)")
_NAMES = re.compile(r"\.(dll|pyd|exe|drv)$|\.so(\.|$)", re.IGNORECASE)
_STARTS = re.compile(r"\.pyd$|\.cpython-|\.abi3\.so$|^(lib)?python3", re.IGNORECASE)


def libraries(folder: Path) -> dict[Path, set[str]]:
    """Return the names of what each program and library of a folder is linked with."""
    found = _programs(folder)
    told = dict(linked(_objdump(found)))
    return {path: told.get(path, set()) for path in found}


def c_library(folder: Path) -> str:
    """Return the oldest version of the C library of Linux that a folder runs with."""
    asked = {int(number) for number in _GLIBC.findall(_objdump(_programs(folder)))}
    return f"2.{max(asked)}"


def _programs(folder: Path) -> list[Path]:
    found = []
    for path in sorted(folder.rglob("*")):
        is_program = path.parent == folder or _NAMES.search(path.name)
        if is_program and path.is_file() and not path.is_symlink():
            found.append(path)
    return found


def _objdump(files: list[Path]) -> str:
    # It complains of files that are no libraries and reads the others.
    done = subprocess.run(["objdump", "-p", *map(str, files)], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")


def linked(text: str) -> Iterator[tuple[Path, set[str]]]:
    """Yield each file of the answer of `objdump -p` with the names of what it is linked with."""
    pieces = _FILE.split(text)
    for path, about in zip(pieces[1::2], pieces[2::2], strict=True):
        yield Path(path), set(_NEEDED.findall(about))


def unloaded(folder: Path, needs: dict[Path, set[str]]) -> list[Path]:
    """Return the libraries that no program, module of Python or plugin loads, the largest first."""
    by_name: dict[str, list[Path]] = {}
    for path in needs:
        by_name.setdefault(path.name.lower(), []).append(path)
    left = [path for path in needs if _is_start(folder, path)]
    seen: set[Path] = set()
    while left:
        path = left.pop()
        if path in seen:
            continue
        seen.add(path)
        for name in needs[path]:
            left += by_name.get(name.lower(), [])
    return sorted(set(needs) - seen, key=lambda path: -path.stat().st_size)


def missing(needs: dict[Path, set[str]]) -> list[str]:
    """Return what is loaded but neither inside nor in the system, each with who asks for it."""
    inside = {path.name.lower() for path in needs}
    wanting = []
    for path, names in needs.items():
        for name in sorted(names):
            if name.lower() not in inside and not _of_system(name):
                wanting.append(f"{name} (for {path.name})")
    return wanting


def forbidden(folder: Path) -> list[str]:
    """Return the files that the list of dropped parts names, and links that lead nowhere."""
    inside = folder / "_internal"
    wrong = []
    for path in sorted(inside.rglob("*")):
        place = path.relative_to(inside).as_posix()
        if not path.exists() or (path.is_file() and not parts.is_kept(place)):
            wrong.append(place)
    return wrong


def strange_modules(names: Iterable[str], on_linux: bool) -> list[str]:
    """Return the modules of Python that should not be inside, and those that should."""
    present = set(names)
    unwanted = set(parts.MODULES) if on_linux else {*parts.MODULES, *parts.LINUX_ONLY}
    wrong = [f"{name} is inside" for name in sorted(present & unwanted)]
    if on_linux:
        wrong += [f"{name} is not inside" for name in parts.LINUX_ONLY if name not in present]
    return wrong


def too_much(folder: Path, limits: Limits) -> list[str]:
    """Return which limits a folder breaks."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    size = sum(path.stat().st_size for path in files)
    wrong = []
    if size > limits.folder:
        wrong.append(f"{size / MB:.1f} MB, allowed are {limits.folder / MB:.0f}")
    if limits.files and len(files) > limits.files:
        wrong.append(f"{len(files)} files, allowed are {limits.files}")
    return wrong


def too_large(package: Path, limits: Limits) -> list[str]:
    """Return what is wrong with the size of the file that installs the program."""
    size = package.stat().st_size
    if size <= limits.package:
        return []
    return [f"{package.name}: {size / MB:.1f} MB, allowed are {limits.package / MB:.0f}"]


def faults(folder: Path) -> list[str]:
    """Return everything that is wrong with a built program."""
    on_windows = (folder / "somotcua.exe").exists()
    limits = WINDOWS if on_windows else LINUX
    needs = libraries(folder)
    lost = unloaded(folder, needs)
    wrong = [f"too much: {fault}" for fault in too_much(folder, limits)]
    if sum(path.stat().st_size for path in lost) > limits.unloaded:
        for path in lost:
            size = path.stat().st_size
            wrong.append(f"nothing loads {path.relative_to(folder)}, {size} bytes")
    wrong += [f"missing: {each}" for each in missing(needs)]
    wrong += [f"forbidden: {each}" for each in forbidden(folder)]
    program = folder / ("somotcua.exe" if on_windows else "somotcua")
    wrong += strange_modules(_modules(program), on_linux=not on_windows)
    return wrong


def _modules(program: Path) -> list[str]:
    """Return the names of the modules of Python that are packed into a program."""
    from PyInstaller.archive.readers import CArchiveReader

    archive = CArchiveReader(str(program))
    [packed] = [name for name in archive.toc if name.endswith(".pyz")]
    return list(archive.open_embedded_archive(packed).toc)


def _is_start(folder: Path, path: Path) -> bool:
    """Say whether a file is loaded by name: a program, a module of Python, a plugin of Qt."""
    if path.parent == folder or "plugins" in path.relative_to(folder).parts:
        return True
    return bool(_STARTS.search(path.name)) and not path.name.startswith(
        ("libpyside", "libshiboken")
    )


def _of_system(name: str) -> bool:
    return name in OF_DEBIAN or bool(OF_WINDOWS.fullmatch(name.lower()))


def main(words: list[str]) -> int:
    """Print what is wrong with a built program; return 1 where something is, 2 on wrong use."""
    if len(words) != 1 or not Path(words[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    wrong = faults(Path(words[0]))
    for fault in wrong:
        print(fault)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
