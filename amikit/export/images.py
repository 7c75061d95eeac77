"""Pictures for the formats that embed them: their size on the page, and their address."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from amikit.source.picture import PictureHeader, read_header

_TALLEST_CM = 12.0
_DOTS_PER_CM = 150 / 2.54
"""A picture is printed at this density, or smaller if it would be too large."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or a JPEG."""

    content: bytes
    header: PictureHeader

    @property
    def suffix(self) -> str:
        """What its file is called after the dot."""
        return self.header.kind

    @property
    def mime_type(self) -> str:
        """What a browser calls it."""
        return "image/png" if self.suffix == "png" else "image/jpeg"

    @property
    def shown_px(self) -> tuple[int, int]:
        """Its width and height where the camera's mark is obeyed, as browsers do."""
        width, height = self.header.width_px, self.header.height_px
        return (height, width) if self.header.is_turned else (width, height)

    def size_cm(self, widest_cm: float, tallest_cm: float = _TALLEST_CM) -> tuple[float, float]:
        """Its width and height on a word processor's page, as stored: natural, or as large as fits."""
        width, height = self.header.width_px / _DOTS_PER_CM, self.header.height_px / _DOTS_PER_CM
        scale = min(1.0, widest_cm / width, tallest_cm / height)
        return round(width * scale, 3), round(height * scale, 3)


def data_uri(mime_type: str, content: bytes) -> str:
    """A file inside an address."""
    return f"data:{mime_type};base64,{base64.b64encode(content).decode()}"


def read_picture(content: bytes) -> Picture | None:
    """The picture that these bytes hold, or ``None`` if they are neither PNG nor JPEG."""
    header = read_header(content)
    return Picture(content, header) if header else None
