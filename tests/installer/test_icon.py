"""The icon of Windows is drawn from the program's SVG, in every size that Windows asks for."""

import struct
import subprocess
import sys
from pathlib import Path

from installer import icon
from tests.architecture.source import ROOT


def test_every_size_is_a_picture_inside_the_file(tmp_path: Path) -> None:
    out = tmp_path / "somotcua.ico"
    script = ROOT / "installer" / "icon.py"
    subprocess.run([sys.executable, str(script), str(out)], check=True)
    content = out.read_bytes()
    assert struct.unpack_from("<HHH", content) == (0, 1, len(icon.SIZES))
    for number, size in enumerate(icon.SIZES):
        side, _, _, _, _, _, length, place = struct.unpack_from(
            "<BBBBHHII", content, 6 + 16 * number
        )
        picture = content[place : place + length]
        assert side == size % 256
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture, 16) == (size, size)
    assert place + length == len(content)
