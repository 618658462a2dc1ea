"""What the built program leaves out, by its place on either system."""

import pytest

from installer import parts
from tests.architecture.source import ROOT


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6\\Qt6Network.dll",
        "PySide6/QtNetwork.abi3.so",
        "PySide6\\QtNetwork.pyd",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6\\plugins\\tls\\qschannelbackend.dll",
        "PySide6/Qt/translations/qtbase_vi.qm",
        "PySide6\\translations\\qtbase_vi.qm",
        "PySide6\\opengl32sw.dll",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6\\plugins\\imageformats\\qjpeg.dll",
        "python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so",
        "_ssl.pyd",
        "libssl-3.dll",
        "libssl.so.3",
    ],
)
def test_a_part_that_nothing_opens_stays_out(place: str) -> None:
    assert not parts.is_kept(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6\\Qt6Widgets.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\plugins\\platforms\\qoffscreen.dll",
        "PySide6/Qt/plugins/imageformats/libqsvg.so",
        "PySide6\\plugins\\imageformats\\qsvg.dll",
        "PySide6\\MSVCP140_1.dll",
        "libX11.so.6",
        "libXau",
        "resources/help/sao-luu.md",
        "lxml/etree.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_a_part_that_the_program_opens_stays_in(place: str) -> None:
    assert parts.is_kept(place)


def test_every_part_of_qt_is_left_out_in_both_layouts() -> None:
    for part in parts.QT:
        assert not parts.is_kept(f"PySide6/Qt/{part}")
        assert not parts.is_kept("PySide6\\" + part.replace("/", "\\"))


def test_the_spec_takes_its_list_and_the_version_from_one_place() -> None:
    spec = (ROOT / "installer" / "app.spec").read_text(encoding="utf-8")
    assert "parts.is_kept(" in spec
    assert "from desktop import VERSION" in spec
    assert "PySide6" not in spec
