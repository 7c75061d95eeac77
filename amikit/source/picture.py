"""Whether the bytes of a PNG or a JPEG hold a whole picture that every format can print.

Pictures come from strangers: a few bytes can announce a picture of ten gigabytes.
"""

from __future__ import annotations

import zlib

MOST_PIXELS = 50_000_000
"""An A3 poster at 300 dots an inch is 17 million."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Samples of a pixel, by PNG colour type."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STEP = 1 << 20


def fault_of_picture(content: bytes) -> str:
    """What keeps a picture from being printed; empty when nothing does.

    ``kind`` (neither PNG nor JPEG), ``broken`` (cut, or damaged), ``too-large`` (too many
    pixels), ``colours`` (inks of a press, that an archive PDF does not take).
    """
    if content.startswith(_PNG):
        return _fault_of_png(content)
    return _fault_of_jpeg(content) if content.startswith(_JPEG) else "kind"


def _fault_of_png(content: bytes) -> str:
    place, pixels, ended, header = 8, bytearray(), False, b""
    while place + 12 <= len(content) and not ended:
        length = int.from_bytes(content[place : place + 4], "big")
        kind, body = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        crc = content[place + 8 + length : place + 12 + length]
        if crc != zlib.crc32(kind + body).to_bytes(4, "big"):
            return "broken"
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            pixels += body
        ended = kind == b"IEND"
        place += 12 + length
    if not ended or len(header) != 13:
        return "broken"
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    if width * height > MOST_PIXELS:
        return "too-large"
    samples = _SAMPLES.get(header[9], 0)
    row_bytes = (width * samples * header[8] + 7) // 8 + 1
    # An interlaced picture has a few more bytes: one per row of each of its seven passes.
    least, most = row_bytes * height, row_bytes * height + 2 * height + 8 * width + 64
    return "" if samples and width and height and least <= _inflated(bytes(pixels), most) <= most else "broken"


def _inflated(data: bytes, most: int) -> int:
    """How many bytes ``data`` unpacks to, never more than a step above ``most``; 0 when damaged."""
    reader, count = zlib.decompressobj(), 0
    try:
        while count <= most and not reader.eof:
            piece = reader.decompress(data, _STEP)
            data = reader.unconsumed_tail
            count += len(piece)
            if not piece and not data:
                return 0
    except zlib.error:
        return 0
    return count


def _fault_of_jpeg(content: bytes) -> str:
    place = 2
    while place + 10 <= len(content) and content[place] == 0xFF:
        kind = content[place + 1]
        if kind in _FRAMES:
            height = int.from_bytes(content[place + 5 : place + 7], "big")
            width = int.from_bytes(content[place + 7 : place + 9], "big")
            if width * height > MOST_PIXELS:
                return "too-large"
            if content[place + 9] not in (1, 3):
                return "colours"
            return "" if width and height and content.rfind(b"\xff\xd9") > place else "broken"
        # A marker may be padded with 0xFF; the others say their own length.
        place += 1 if kind == 0xFF else 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return "broken"
