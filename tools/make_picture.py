"""Write ``docs/images/apercu.png``: two pages of the example, side by side, for the README.

Run it after a change of the looks; the picture is of the PDF that ``make demo`` writes:

    python -m tools.make_picture
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image

import amikit

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "apercu.png"
PAGES = (1, 3)
_HEIGHT = 1000
_GAP = 24
_DESK = (226, 228, 230)
_COLOURS = 64


def make_picture(pdf_path: Path) -> Image.Image:
    """The pages on a grey desk, in few colours: a picture of text stays small."""
    with pypdfium2.PdfDocument(pdf_path) as document:
        pages = [document[number - 1] for number in PAGES]
        sheets = [page.render(scale=_HEIGHT / page.get_height()).to_pil().convert("RGB") for page in pages]
    width = sum(sheet.width for sheet in sheets) + _GAP * (len(sheets) + 1)
    desk = Image.new("RGB", (width, _HEIGHT + 2 * _GAP), _DESK)
    left = _GAP
    for sheet in sheets:
        desk.paste(sheet, (left, _GAP))
        left += sheet.width + _GAP
    return desk.quantize(_COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        amikit.build(ROOT / "examples" / "monscobar", ("pdf",), out=Path(folder))
        make_picture(Path(folder) / "reponse.pdf").save(PICTURE, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1000} kB")
