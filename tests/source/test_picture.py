"""A picture that is cut, damaged, huge or made for a press is said before any format stumbles on it."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from amikit.source.picture import fault_of_picture


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
