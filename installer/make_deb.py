"""Pack the built program into a Debian package beside it, and hold it to its size.

    python installer/make_deb.py

The program goes to /opt/somotcua, with links in /usr/bin, an entry of the desktop's menu, and the
kind of file that it opens.
"""

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))
from desktop import VERSION  # noqa: E402  (a script finds its own folder only)
from installer import check_bundle  # noqa: E402

BUILT = HERE / "dist" / "somotcua"
LINUX = HERE / "linux"
ICON = ROOT / "resources" / "icons" / "somotcua.svg"
PLACE = Path("opt", "somotcua")
# Files that libraries inside read: rules of fonts, layouts of keyboards.
READ = {"fontconfig-config", "xkb-data"}
PROGRAMS = ("somotcua", "somotcua-cli")
SHARED = {
    LINUX / "somotcua.desktop": "applications/somotcua.desktop",
    LINUX / "somotcua.xml": "mime/packages/somotcua.xml",
    ICON: "icons/hicolor/scalable/apps/somotcua.svg",
    ROOT / "LICENSE": "doc/somotcua/copyright",
}


def control(size: int, asked: set[str], c_library: str) -> str:
    """Return the package's own words.

    `size` in bytes, `asked` libraries of the system, `c_library` the oldest version that will do.
    """
    packages = sorted(READ | {check_bundle.OF_DEBIAN[name] for name in asked})
    depends = [f"libc6 (>= {c_library})" if name == "libc6" else name for name in packages]
    text = (LINUX / "control.in").read_text(encoding="utf-8")
    return text.format(version=VERSION, kilobytes=size // 1024, depends=", ".join(depends))


def lay_out(tree: Path, built: Path) -> None:
    """Lay out below `tree` what the package brings, with the modes that it shall have."""
    shutil.copytree(built, tree / PLACE, symlinks=True)
    for name in PROGRAMS:
        link = tree / "usr" / "bin" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(Path("/", PLACE, name))
    for source, place in SHARED.items():
        target = tree / "usr" / "share" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    _open_to_read(tree)


def _open_to_read(tree: Path) -> None:
    """Let everybody read it and nobody but root write, whatever the mask of who builds."""
    programs = [tree / PLACE / name for name in PROGRAMS]
    tree.chmod(0o755)
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path in programs
        path.chmod(0o755 if runs else 0o644)


def main() -> int:
    """Make the package; return 1 where it is too large, 2 where there is nothing to pack."""
    if not BUILT.is_dir():
        print(f"{BUILT} is not there: build it first", file=sys.stderr)
        return 2
    tree, package = HERE / "build" / "deb", HERE / "dist" / f"somotcua_{VERSION}_amd64.deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(tree, BUILT)
    needs = check_bundle.libraries(BUILT)
    inside = {path.name for path in needs}
    asked = {name for names in needs.values() for name in names} - inside
    size = sum(path.lstat().st_size for path in tree.rglob("*"))
    words = control(size, asked, check_bundle.c_library(BUILT))
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(words, encoding="utf-8")
    pack = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "-b", str(tree), str(package)]
    subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    wrong = check_bundle.too_large(package, check_bundle.LINUX)
    print("\n".join(wrong) or f"{package}: {package.stat().st_size / 1e6:.1f} MB")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
