"""What the bytes of a PNG or a JPEG hold: a whole picture that every format can print, or not.

Pictures come from strangers: a few bytes can announce a picture of ten gigabytes, and what
one reader forgives stops another.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

MOST_PIXELS = 50_000_000
"""An A3 poster at 300 dots an inch is 17 million."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel, by PNG colour type."""
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
"""Bits of a sample, by PNG colour type."""
_WITHOUT_PALETTE = (b"IHDR", b"IDAT", b"IEND")
_WITH_PALETTE = (b"IHDR", b"PLTE", b"IDAT", b"IEND")
_ORDERS = {
    **dict.fromkeys((0, 4), (_WITHOUT_PALETTE,)),
    **dict.fromkeys((2, 6), (_WITHOUT_PALETTE, _WITH_PALETTE)),
    3: (_WITH_PALETTE,),
}
"""The chunks that no reader can do without, by PNG colour type."""
_HEADER_BYTES = 13
_HIGHEST_FILTER = 4
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
"""The seven passes of an interlaced PNG: where each begins, and its steps."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_COMMON_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Those that everyone can decode: no arithmetic coding, nothing lossless."""
_SCAN, _EXIF, _TABLES = 0xDA, 0xE1, 0xDB
_EXIF_HEAD = b"Exif\0\0"
_BYTE_ORDERS: Mapping[bytes, Literal["little", "big"]] = {b"II": "little", b"MM": "big"}
_ORIENTATION = 0x0112
_ORIENTATIONS = range(1, 9)
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class PictureHeader:
    """What the first bytes of a picture say."""

    kind: str
    """``png`` or ``jpg``."""
    width_px: int
    height_px: int
    """As stored."""
    orientation: int = 1
    """How the camera asks for it to be turned, from 1 (as stored) to 8: browsers and PDF obey, word processors do not."""

    @property
    def is_turned(self) -> bool:
        """Whether that is a quarter turn: its width and its height are then swapped."""
        return self.orientation in (5, 6, 7, 8)


def read_header(content: bytes) -> PictureHeader | None:
    """The kind and the size of a picture; ``None`` if it has none. Says nothing of whether it is whole."""
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
        return PictureHeader("png", width, height) if width and height else None
    if not content.startswith(_JPEG):
        return None
    orientation = 0
    for marker, place in _segments(content):
        if marker == _EXIF and not orientation and content.startswith(_EXIF_HEAD, place + 2):
            length = int.from_bytes(content[place : place + 2], "big")
            orientation = _orientation(content[place + 2 + len(_EXIF_HEAD) : place + length])
        elif marker in _FRAMES:
            height = int.from_bytes(content[place + 3 : place + 5], "big")
            width = int.from_bytes(content[place + 5 : place + 7], "big")
            return PictureHeader("jpg", width, height, orientation or 1) if width and height else None
    return None


def fault_of_picture(content: bytes) -> str:
    """What keeps a picture from being printed; empty when nothing does.

    ``kind`` (neither PNG nor a JPEG that everyone reads), ``broken`` (cut, or damaged),
    ``too-large`` (too many pixels), ``colours`` (inks of a press, that an archive PDF does
    not take).
    """
    if not content.startswith((_PNG, _JPEG)):
        return "kind"
    header = read_header(content)
    if header is None:
        return "broken"
    if header.width_px * header.height_px > MOST_PIXELS:
        return "too-large"
    return _fault_of_png(content) if header.kind == "png" else _fault_of_jpeg(content)


# PNG


def _fault_of_png(content: bytes) -> str:
    """The chunks are whole, known, and in their order; the rows are all there."""
    pixels = bytearray()
    order: list[bytes] = []
    palette_bytes = 3
    for kind, body in _chunks(content):
        if kind == b"IDAT":
            pixels += body
        elif kind == b"PLTE":
            palette_bytes = len(body)
        elif kind == b"IHDR" and len(body) != _HEADER_BYTES:
            return "broken"
        if kind != b"IDAT" or order[-1:] != [b"IDAT"]:
            order.append(kind)
    width, height = int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    depth, colour, packing, filtering, interlacing = content[24:29].ljust(5, b"\xff")
    # A small first letter: a reader that does not know this chunk may do without.
    vital = tuple(kind for kind in order if not kind[0] & 0x20)
    is_ordered = order[:1] == [b"IHDR"] and vital in _ORDERS.get(colour, ())
    is_known = depth in _DEPTHS.get(colour, ()) and not packing and not filtering and interlacing in (0, 1)
    if not (is_ordered and is_known and palette_bytes in range(3, 769, 3)):
        return "broken"
    return "" if _has_all_rows(bytes(pixels), _rows(width, height, depth * _SAMPLES[colour], interlacing)) else "broken"


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks whose sum is right, until the end or the first that is damaged."""
    place = len(_PNG)
    kind = b""
    while place + 12 <= len(content) and kind != b"IEND":
        length = int.from_bytes(content[place : place + 4], "big")
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        if content[place + 8 + length : place + 12 + length] != zlib.crc32(kind + body).to_bytes(4, "big"):
            return
        yield kind, body
        place += 12 + length


def _rows(width: int, height: int, pixel_bits: int, interlacing: int) -> Iterator[tuple[int, int]]:
    """The bytes of a row, its filter first, and how many rows: once, or for each pass."""
    for left, top, right_step, down_step in _PASSES if interlacing else ((0, 0, 1, 1),):
        columns, rows = -(-(width - left) // right_step), -(-(height - top) // down_step)
        if columns > 0 and rows > 0:
            yield (columns * pixel_bits + 7) // 8 + 1, rows


def _has_all_rows(data: bytes, awaited: Iterator[tuple[int, int]]) -> bool:
    """Whether ``data`` unpacks to as many bytes as the rows have, each row by a filter that exists.

    Unpacks by steps, and never more than a step above what is awaited.
    """
    reader = zlib.decompressobj()
    row_bytes, left = 1, 0
    try:
        while not reader.eof:
            piece = reader.decompress(data, _STEP)
            data = reader.unconsumed_tail
            if not piece and not data:
                return False
            while piece:
                if not left:
                    row_bytes, count = next(awaited, (0, 0))
                    left = row_bytes * count
                    if not left:
                        return True  # more than the rows: every reader leaves it
                part, piece = piece[:left], piece[left:]
                if max(part[left % row_bytes :: row_bytes], default=0) > _HIGHEST_FILTER:
                    return False
                left -= len(part)
    except zlib.error:
        return False
    return not left and next(awaited, None) is None


# JPEG


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Each marker before the first scan, that scan included, and the place of its length."""
    place, marker = len(_JPEG), 0
    while place + 4 <= len(content) and content[place] == 0xFF and marker != _SCAN:
        marker = content[place + 1]
        if marker == 0xFF:  # a marker may be padded
            place += 1
            continue
        yield marker, place + 2
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")


def _fault_of_jpeg(content: bytes) -> str:
    """What is before the image is in order, and the image ends. Only decoding would tell the rest."""
    places = dict(_segments(content))
    frame = next(marker for marker in places if marker in _FRAMES)
    depth, colours = content[places[frame] + 2], content[places[frame] + 7 : places[frame] + 8]
    if frame not in _COMMON_FRAMES:
        return "kind"
    if colours not in (b"\x01", b"\x03"):
        return "colours"
    scan = places.get(_SCAN, len(content))
    start = scan + int.from_bytes(content[scan : scan + 2], "big")
    is_whole = depth == 8 and _TABLES in places and content.rfind(b"\xff\xd9") > start
    return "" if is_whole else "broken"


def _orientation(tiff: bytes) -> int:
    """What the first directory of these notes says of it, 1 when it says nothing that exists."""
    order = _BYTE_ORDERS.get(tiff[:2])
    if order is None:
        return 1

    def number(place: int, size: int) -> int:
        return int.from_bytes(tiff[place : place + size], order)

    start = number(4, 4)
    count = min(number(start, 2), len(tiff) // 12)  # what is announced may never come
    entries = (start + 2 + 12 * place for place in range(count))
    asked = next((number(entry + 8, 2) for entry in entries if number(entry, 2) == _ORIENTATION), 1)
    return asked if asked in _ORIENTATIONS else 1
