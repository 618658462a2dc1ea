"""What is wrong with a built program is named: too large, too much inside, something missing."""

from pathlib import Path

import pytest

from installer import check_bundle, parts

SMALL = check_bundle.Limits(folder=1000, package=500, files=3)

OBJDUMP = """
/b/somotcua:     file format elf64-x86-64

Dynamic Section:
  NEEDED               libdl.so.2
  NEEDED               libz.so.1
  RUNPATH              $ORIGIN

/b/_internal/python3.dll:     file format pei-x86-64

\tDLL Name: KERNEL32.dll
\tvma:  Hint/Ord Member-Name Bound-To
\tDLL Name: python311.dll
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "somotcua"
    (made / "_internal").mkdir(parents=True)
    return made


def put(folder: Path, place: str, size: int = 10) -> Path:
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def test_the_answer_of_objdump_is_read_for_both_systems() -> None:
    assert dict(check_bundle.linked(OBJDUMP)) == {
        Path("/b/somotcua"): {"libdl.so.2", "libz.so.1"},
        Path("/b/_internal/python3.dll"): {"KERNEL32.dll", "python311.dll"},
    }


def test_a_library_that_only_an_unloaded_one_asks_for_is_unloaded_too(folder: Path) -> None:
    needs = {
        put(folder, "somotcua"): {"libpython3.11.so.1.0"},
        put(folder, "_internal/libpython3.11.so.1.0"): {"libz.so.1"},
        put(folder, "_internal/libz.so.1"): set(),
        put(folder, "_internal/libgtk.so.0", 30): {"libatk.so.0"},
        put(folder, "_internal/libatk.so.0", 20): set(),
    }
    lost = check_bundle.unloaded(folder, needs)
    assert [path.name for path in lost] == ["libgtk.so.0", "libatk.so.0"]


def test_modules_of_python_and_plugins_are_loaded_by_name(folder: Path) -> None:
    needs = {
        put(folder, "_internal/_json.cpython-311-x86_64-linux-gnu.so"): set(),
        put(folder, "_internal/PySide6/QtGui.abi3.so"): {"libpyside6.abi3.so.6.8"},
        put(folder, "_internal/PySide6/libpyside6.abi3.so.6.8"): set(),
        put(folder, "_internal/PySide6/Qt/plugins/platforms/libqxcb.so"): set(),
        put(folder, "_internal/PySide6/plugins/platforms/qwindows.dll"): {"QT6GUI.dll"},
        put(folder, "_internal/PySide6/Qt6Gui.dll"): set(),
    }
    assert check_bundle.unloaded(folder, needs) == []


def test_a_library_that_is_nowhere_is_named_with_who_asks_for_it(folder: Path) -> None:
    needs = {
        put(folder, "somotcua"): {"libc.so.6", "KERNEL32.dll", "api-ms-win-crt-heap-l1-1-0.dll"},
        put(folder, "_internal/libqxcb.so"): {"libxcb-cursor.so.0"},
    }
    assert check_bundle.missing(needs) == ["libxcb-cursor.so.0 (for libqxcb.so)"]


def test_a_dropped_part_and_a_link_that_leads_nowhere_are_named(folder: Path) -> None:
    put(folder, "_internal/PySide6/Qt/lib/libQt6Network.so.6")
    put(folder, "_internal/PySide6/Qt/lib/libQt6Core.so.6")
    (folder / "_internal" / "libQt6Gone.so.6").symlink_to("PySide6/Qt/lib/libQt6Gone.so.6")
    found = check_bundle.forbidden(folder)
    assert found == ["PySide6/Qt/lib/libQt6Network.so.6", "libQt6Gone.so.6"]


def test_the_key_ring_of_linux_is_inside_there_and_nowhere_else() -> None:
    both = [*parts.LINUX_ONLY, "desktop"]
    assert check_bundle.strange_modules(both, on_linux=True) == []
    assert check_bundle.strange_modules(["desktop"], on_linux=False) == []
    assert check_bundle.strange_modules(["desktop", "jeepney"], on_linux=True)
    assert check_bundle.strange_modules(both, on_linux=False)
    assert check_bundle.strange_modules([*both, "ssl"], on_linux=True) == ["ssl is inside"]


def test_size_and_number_of_files_are_held_to_the_limits(folder: Path) -> None:
    for number in range(3):
        put(folder, f"_internal/{number}", 300)
    assert check_bundle.too_much(folder, SMALL) == []
    put(folder, "_internal/3", 200)
    assert len(check_bundle.too_much(folder, SMALL)) == 2
    package = put(folder, "somotcua.deb", 500)
    assert check_bundle.too_large(package, SMALL) == []
    assert check_bundle.too_large(put(folder, "somotcua.deb", 501), SMALL)


def test_wrong_use_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert check_bundle.main([]) == 2
    assert check_bundle.main([str(tmp_path / "nowhere")]) == 2
    assert "check_bundle.py FOLDER" in capsys.readouterr().err
