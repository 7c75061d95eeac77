"""A picture that is cut, damaged, huge or made for a press is said before any format stumbles on it."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from amikit.source.picture import fault_of_picture, read_header


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_whole(mode: str) -> None:
    assert fault_of_picture(picture(mode=mode)) == ""


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("progressive", [False, True])
def test_every_kind_of_jpeg_is_whole(mode: str, progressive: bool) -> None:
    assert fault_of_picture(picture("JPEG", mode, progressive=progressive)) == ""


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_a_cut_picture_is_broken(kind: str, kept: float) -> None:
    whole = picture(kind)

    assert fault_of_picture(whole[: int(len(whole) * kept)]) == "broken"


def test_a_damaged_png_is_broken() -> None:
    whole = bytearray(picture())
    whole[len(whole) // 2] ^= 0xFF

    assert fault_of_picture(bytes(whole)) == "broken"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    assert fault_of_picture(picture(mode="1", size=(10_000, 6_000))) == "too-large"


def test_the_colours_of_a_press_are_refused() -> None:
    assert fault_of_picture(picture("JPEG", "CMYK")) == "colours"


def test_anything_else_is_of_another_kind() -> None:
    assert [fault_of_picture(content) for content in (b"", b"GIF89a", b"<svg/>", b"%PDF-1.7")] == ["kind"] * 4


# What one reader forgives stops another: only what everyone reads is whole

GREY = struct.pack(">IIBBBBB", 4, 3, 8, 0, 0, 0, 0)
ROWS = zlib.compress(b"\0\1\2\3\4" * 3)


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in (*chunks, (b"IEND", b""))
    )


def header(colour: int, depth: int, *, interlacing: int = 0, packing: int = 0) -> bytes:
    return struct.pack(">IIBBBBB", 4, 3, depth, colour, packing, 0, interlacing)


def rows(colour: int, depth: int, filtering: int = 0) -> bytes:
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    return zlib.compress((bytes([filtering]) + b"\0" * ((4 * samples * depth + 7) // 8)) * 3)


@pytest.mark.parametrize(
    ("colour", "depths"), [(0, (1, 2, 4, 8, 16)), (2, (8, 16)), (3, (1, 2, 4, 8)), (4, (8, 16)), (6, (8, 16))]
)
def test_only_the_depths_of_the_standard_are_whole(colour: int, depths: tuple[int, ...]) -> None:
    palette = [(b"PLTE", b"\0" * 6)] if colour == 3 else []
    whole = [
        depth
        for depth in range(1, 17)
        if not fault_of_picture(png((b"IHDR", header(colour, depth)), *palette, (b"IDAT", rows(colour, depth))))
    ]

    assert whole == list(depths)


@pytest.mark.parametrize(
    "chunks",
    [
        [(b"IHDR", header(3, 8)), (b"IDAT", rows(3, 8))],
        [(b"IHDR", header(3, 8)), (b"IDAT", rows(3, 8)), (b"PLTE", b"\0" * 6)],
        [(b"IHDR", header(3, 8)), (b"PLTE", b"\0" * 7), (b"IDAT", rows(3, 8))],
        [(b"IHDR", header(3, 8)), (b"PLTE", b""), (b"IDAT", rows(3, 8))],
        [(b"IHDR", GREY), (b"PLTE", b"\0" * 6), (b"IDAT", ROWS)],
        [(b"IHDR", GREY), (b"IHDR", GREY), (b"IDAT", ROWS)],
        [(b"IDAT", ROWS), (b"IHDR", GREY)],
        [(b"tEXt", b"a\0b"), (b"IHDR", GREY), (b"IDAT", ROWS)],
        [(b"IHDR", GREY), (b"NEWS", b""), (b"IDAT", ROWS)],
        [(b"IHDR", GREY), (b"IDAT", ROWS[:5]), (b"tEXt", b"a\0b"), (b"IDAT", ROWS[5:])],
        [(b"IHDR", GREY), (b"IDAT", rows(0, 8, filtering=9))],
        [(b"IHDR", GREY), (b"IDAT", zlib.compress(b"\0\1\2\3\4" * 2))],
        [(b"IHDR", GREY), (b"IDAT", b"")],
        [(b"IHDR", GREY)],
        [(b"IHDR", GREY + b"\0"), (b"IDAT", ROWS)],
        [(b"IHDR", header(0, 8, packing=1)), (b"IDAT", ROWS)],
        [(b"IHDR", header(0, 8, interlacing=2)), (b"IDAT", ROWS)],
    ],
    ids=[
        *("no palette", "late palette", "odd palette", "empty palette", "palette of a grey", "two headers"),
        *("late header", "text first", "unknown", "rows apart", "filter", "rows missing", "no row", "no data"),
        *("long header", "packing", "interlacing"),
    ],
)
def test_a_png_out_of_the_standard_is_broken(chunks: list[tuple[bytes, bytes]]) -> None:
    assert fault_of_picture(png(*chunks)) == "broken"


@pytest.mark.parametrize("mode", ["L", "P", "RGBA"])
@pytest.mark.parametrize("size", [(1, 1), (3, 2), (5, 9), (40, 30)])
def test_an_interlaced_png_is_whole(mode: str, size: tuple[int, int]) -> None:
    colour, depth, bands = {"L": (0, 8, 1), "P": (3, 4, 0.5), "RGBA": (6, 8, 4)}[mode]
    data = b""
    for left, top, right, down in (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    ):
        columns, lines = len(range(left, size[0], right)), len(range(top, size[1], down))
        data += (b"\4" + b"\0" * -int(-columns * bands // 1)) * lines if columns else b""
    head = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 1)
    palette = [(b"PLTE", b"\0" * 48)] if mode == "P" else []

    whole = png((b"IHDR", head), *palette, (b"IDAT", zlib.compress(data)))

    Image.open(io.BytesIO(whole)).load()
    assert fault_of_picture(whole) == ""
    assert fault_of_picture(png((b"IHDR", head), *palette, (b"IDAT", zlib.compress(data[:-1])))) == "broken"


def test_a_jpeg_without_an_image_is_broken() -> None:
    whole = picture("JPEG")
    scan = whole.index(b"\xff\xda")

    assert fault_of_picture(whole[:scan] + b"\xff\xd9") == "broken"
    assert fault_of_picture(whole[: scan + 14] + b"\xff\xd9") == "broken"
    assert fault_of_picture(whole.replace(b"\xff\xdb", b"\xff\xe2")) == "broken"


def test_a_jpeg_that_few_can_read_is_of_another_kind() -> None:
    assert fault_of_picture(picture("JPEG").replace(b"\xff\xc0", b"\xff\xc9")) == "kind"


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_header_says_the_kind_and_the_size(kind: str) -> None:
    read = read_header(picture(kind, size=(40, 30)))

    assert read is not None
    assert (read.kind, read.width_px, read.height_px, read.is_turned) == (
        {"PNG": "png", "JPEG": "jpg"}[kind],
        40,
        30,
        False,
    )


@pytest.mark.parametrize(("orientation", "is_turned"), [(1, False), (3, False), (6, True), (8, True)])
@pytest.mark.parametrize("order", ["<", ">"])
def test_the_quarter_turn_that_a_camera_asks_for_is_read(order: str, orientation: int, is_turned: bool) -> None:
    exif = Image.Exif()
    exif.endian = order
    exif[0x0112] = orientation
    read = read_header(picture("JPEG", exif=exif))

    assert read is not None
    assert read.is_turned == is_turned


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(12))
def test_an_orientation_that_does_not_exist_turns_nothing(order: str, orientation: int) -> None:
    read = read_header(with_notes(notes_of((0x0112, orientation), order=order)))

    assert read is not None
    assert read.orientation == (orientation if 1 <= orientation <= 8 else 1)


def notes_of(*entries: tuple[int, int], order: str = "<", start: int = 8, count: int | None = None) -> bytes:
    """The notes of a camera: a directory of short numbers."""
    mark = b"II" if order == "<" else b"MM"
    directory = b"".join(struct.pack(f"{order}HHIHH", tag, 3, 1, value, 0) for tag, value in entries)
    announced = len(entries) if count is None else count
    return mark + struct.pack(f"{order}HI", 42, start) + struct.pack(f"{order}H", announced) + directory


def with_notes(*notes: bytes) -> bytes:
    """A JPEG with these notes, one segment each."""
    whole = picture("JPEG")
    segments = b"".join(b"\xff\xe1" + struct.pack(">H", 8 + len(one)) + b"Exif\0\0" + one for one in notes)
    return whole[:2] + segments + whole[2:]


@pytest.mark.parametrize(
    "notes",
    [
        b"",
        b"II",
        b"XX*\0\x08\0\0\0",
        notes_of((0x0112, 6), start=0xFFFFFFFF),
        notes_of((0x0112, 6), start=4000),
        notes_of(count=0xFFFF),
        notes_of(*[(0x0100, 6)] * 5000, count=0xFFFF),
        notes_of((0x0112, 6))[:-9],
    ],
)
def test_hostile_notes_of_a_camera_turn_nothing(notes: bytes) -> None:
    content = with_notes(notes)

    read = read_header(content)

    assert read is not None
    assert (read.orientation, read.width_px, read.height_px) == (1, 40, 30)
    assert fault_of_picture(content) == ""


@given(notes=st.binary(max_size=200))
def test_whatever_a_camera_notes_the_picture_has_its_size(notes: bytes) -> None:
    read = read_header(with_notes(notes, b"II*\0" + notes))

    assert read is not None
    assert (read.width_px, read.height_px) == (40, 30)
    assert 1 <= read.orientation <= 8


def test_the_first_notes_are_those_that_count_however_many_follow() -> None:
    content = with_notes(notes_of((0x0112, 3)), *[notes_of((0x0112, 6))] * 10_000)

    read = read_header(content)

    assert read is not None
    assert read.orientation == 3


@pytest.mark.parametrize("cut", range(0, 60, 3))
def test_a_header_that_is_cut_is_no_reason_to_stop(cut: int) -> None:
    for kind in ("PNG", "JPEG"):
        exif = Image.Exif()
        exif[0x0112] = 6
        content = picture(kind, exif=exif)[:cut]
        assert read_header(content) is None or len(content) >= 24
        assert fault_of_picture(content) in ("kind", "broken")
