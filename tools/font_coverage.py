"""Write ``templates/_shared/fonts/coverage.json``: the characters that the PDF can print.

They are those of the sans: the serif borrows from it the few hundred that it lacks, so that a letter
and its accents always come from one face. Run it after a font was replaced:

    python tools/font_coverage.py
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "templates" / "_shared" / "fonts"
COVERAGE = FONTS / "coverage.json"
_LENDER = "SourceSans3-*.ttf"


def code_points(font_path: Path) -> frozenset[int]:
    """What a font file says that it can draw."""
    with TTFont(font_path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def printable_code_points() -> set[int]:
    """What every style of the lending face draws.

    Without the format characters that fonts claim (PDF/UA refuses U+FEFF in a text),
    but for the soft hyphen and the zero-width space, which change only line ends.
    """
    held = frozenset.intersection(*(code_points(path) for path in sorted(FONTS.glob(_LENDER))))
    return {point for point in held if point in (0xAD, 0x200B) or unicodedata.category(chr(point)) not in ("Cc", "Cf")}


def compact_ranges(points: Iterable[int]) -> Iterator[str]:
    """``20-7e``, ``a0``…: consecutive code points together."""
    ordered = sorted(points)
    start = ordered[0]
    for point, following in zip(ordered, [*ordered[1:], None], strict=True):
        if following != point + 1:
            yield f"{start:x}" if start == point else f"{start:x}-{point:x}"
            start = following or 0


def coverage_text() -> str:
    """The whole file."""
    return json.dumps({"ranges": list(compact_ranges(printable_code_points()))}) + "\n"


if __name__ == "__main__":
    COVERAGE.write_text(coverage_text(), encoding="ascii")
    print(f"{COVERAGE.name}: {len(printable_code_points())}")
