"""Draw the program's icon from its SVG: for Windows an .ico, which is built and never committed.

python installer/icon.py OUT.ico
"""

import os
import struct
import sys
from pathlib import Path

PICTURE = Path(__file__).resolve().parent.parent / "resources" / "icons" / "somotcua.svg"
SIZES = (16, 20, 24, 32, 40, 48, 64, 256)


def write(out: Path) -> None:
    """Write an .ico of all sizes, each a PNG."""
    pictures = [_png(size) for size in SIZES]
    # ICONDIR, then one ICONDIRENTRY of 16 bytes for each; a side of 256 is written as 0
    place = 6 + 16 * len(SIZES)
    head = struct.pack("<HHH", 0, 1, len(SIZES))
    for size, picture in zip(SIZES, pictures, strict=True):
        side = size % 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), place)
        place += len(picture)
    out.write_bytes(head + b"".join(pictures))


def _png(size: int) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawn = QSvgRenderer(str(PICTURE))
    drawn.render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())


if __name__ == "__main__":
    write(Path(sys.argv[1]))
