"""The program's icon in the forms that systems want, all drawn from one SVG.

    python packaging/icons.py [FOLDER]

Windows reads ``kesit.ico``, macOS ``kesit.icns``, Linux a PNG for each size.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "resources" / "icons" / "kesit.svg"
FOLDER = ROOT / "build" / "icons"
PNG_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)  # 20 and 40 are 16 at 125 % and 32 at 125 %
_ICNS_SIZES = (16, 32, 64, 128, 256, 512, 1024)  # halves and doubles share a drawing


def make_icons(folder: Path = FOLDER) -> None:
    """Write ``kesit.ico``, ``kesit.icns`` and ``kesit-SIZE.png`` into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in PNG_SIZES:
        _drawn(size).save(folder / f"kesit-{size}.png", optimize=True)
    # As bitmaps: parts of Windows, and installers, read PNG in the largest size alone.
    _save_sizes(folder / "kesit.ico", _ICO_SIZES, bitmap_format="bmp")
    _save_sizes(folder / "kesit.icns", _ICNS_SIZES)


def _save_sizes(target: Path, sizes: tuple[int, ...], **how: str) -> None:
    """Each size drawn by itself: a smaller copy of a large drawing loses the thin lines."""
    *smaller, largest = (_drawn(size) for size in sizes)
    largest.save(target, sizes=[(size, size) for size in sizes], append_images=smaller, **how)


def _drawn(size: int):
    """The SVG on a transparent square, as a Pillow image in RGBA."""
    from PIL import Image
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_RGBA8888)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))


if __name__ == "__main__":
    make_icons(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
