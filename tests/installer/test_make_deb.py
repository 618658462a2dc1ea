"""The Debian package: what it says of itself and where it puts what it brings."""

from pathlib import Path

from desktop import VERSION
from installer import make_deb
from installer.check_bundle import c_library


def test_the_package_asks_for_what_the_program_does_not_bring() -> None:
    words = make_deb.control(2048, {"libc.so.6", "libm.so.6", "libEGL.so.1"}, "2.36")
    assert f"\nVersion: {VERSION}\n" in words
    assert "\nInstalled-Size: 2\n" in words
    assert "\nDepends: fontconfig-config, libc6 (>= 2.36), libegl1, xkb-data\n" in words
    assert "{" not in words


def test_everybody_may_read_and_run_it_and_nobody_else_write(tmp_path: Path) -> None:
    built, tree = tmp_path / "built", tmp_path / "tree"
    (built / "_internal").mkdir(parents=True)
    for name in ("somotcua", "somotcua-cli", "_internal/libz.so.1"):
        (built / name).write_bytes(b"x")
        (built / name).chmod(0o600)
    make_deb.lay_out(tree, built)
    modes = {}
    for path in tree.rglob("*"):
        modes[path.relative_to(tree).as_posix()] = path.lstat().st_mode & 0o777
    assert modes["opt/somotcua/somotcua"] == 0o755
    assert modes["opt/somotcua/_internal"] == 0o755
    assert modes["opt/somotcua/_internal/libz.so.1"] == 0o644
    assert (tree / "usr/bin/somotcua").readlink() == Path("/opt/somotcua/somotcua")
    for place in ("applications/somotcua.desktop", "mime/packages/somotcua.xml"):
        assert modes[f"usr/share/{place}"] == 0o644


def test_the_version_of_the_c_library_is_read_from_the_programs(tmp_path: Path) -> None:
    # a program of this system asks for some version that the C library has had since 2002
    (tmp_path / "sh").write_bytes(Path("/bin/sh").read_bytes())
    major, minor = c_library(tmp_path).split(".")
    assert (major, int(minor) >= 2) == ("2", True)
