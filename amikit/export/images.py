"""Pictures for the formats that embed them: what they are, and their size on the page."""

from __future__ import annotations

import base64
from dataclasses import dataclass

_TALLEST_CM = 12.0
_DOTS_PER_CM = 150 / 2.54
"""A picture is printed at this density, or smaller if it would be too large."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# The JPEG segments that give the size: every "start of frame".
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or a JPEG."""

    content: bytes
    suffix: str
    width_px: int
    height_px: int

    @property
    def mime_type(self) -> str:
        """What a browser calls it."""
        return "image/png" if self.suffix == "png" else "image/jpeg"

    def size_cm(self, widest_cm: float, tallest_cm: float = _TALLEST_CM) -> tuple[float, float]:
        """Its width and height on the page: natural, or as large as fits."""
        width, height = self.width_px / _DOTS_PER_CM, self.height_px / _DOTS_PER_CM
        scale = min(1.0, widest_cm / width, tallest_cm / height)
        return round(width * scale, 3), round(height * scale, 3)

    def data_uri(self) -> str:
        """The picture inside an address."""
        return f"data:{self.mime_type};base64,{base64.b64encode(self.content).decode()}"


def read_picture(content: bytes) -> Picture | None:
    """The picture that these bytes hold, or ``None`` if they are neither PNG nor JPEG."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
        return Picture(content, "png", width, height) if width and height else None
    size = _jpeg_size(content) if content.startswith(_JPEG) else None
    return Picture(content, "jpg", *size) if size else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(content) and content[place] == 0xFF:
        kind = content[place + 1]
        if kind in _FRAMES:
            height = int.from_bytes(content[place + 5 : place + 7], "big")
            width = int.from_bytes(content[place + 7 : place + 9], "big")
            return (width, height) if width and height else None
        # A marker may be padded with 0xFF; the others say their own length.
        place += 1 if kind == 0xFF else 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return None
