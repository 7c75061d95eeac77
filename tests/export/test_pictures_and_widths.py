"""Pictures and columns: their size on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.export.images import read_picture
from amikit.export.widths import fit, with_widths
from tests.export.sample import picture_bytes, table

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0001108012c019003012200021101031101")

needs = st.lists(st.tuples(*[st.floats(0, 10)] * 2, st.floats(0.1, 10)), min_size=1, max_size=8)


@given(needs, st.floats(1, 30))
def test_widths_fill_the_page_and_no_more(columns: list[tuple[float, float, float]], total: float) -> None:
    hard, soft, shares = ([column[part] for column in columns] for part in range(3))
    widths = fit(total, shares, hard, [max(pair) for pair in zip(hard, soft, strict=True)])

    assert all(width >= 0 for width in widths)
    assert sum(widths) == pytest.approx(total)


def test_a_column_keeps_room_for_its_longest_amount() -> None:
    assert fit(10, [1, 9], [4, 1], [4, 2]) == pytest.approx([4, 6])


def test_columns_without_a_width_follow_their_texts() -> None:
    sized = with_widths(table("lr", ["A", "B"], [["une phrase bien plus longue que l’autre", "1"]]), 16)
    widths = [spec[1]["c"] for spec in sized["c"][2]]

    assert widths[0] > 3 * widths[1]
    assert sum(widths) == pytest.approx(1, abs=0.001)


def test_a_table_without_any_text_has_columns() -> None:
    sized = with_widths(table("ll", ["", ""], [["", ""]]), 16)

    assert [spec[1]["c"] for spec in sized["c"][2]] == [0.5, 0.5]


def test_png_and_jpeg_say_their_size() -> None:
    png, jpeg = read_picture(picture_bytes(30, 20)), read_picture(JPEG)

    assert png is not None
    assert (png.mime_type, png.width_px, png.height_px) == ("image/png", 30, 20)
    assert jpeg is not None
    assert (jpeg.mime_type, jpeg.width_px, jpeg.height_px) == ("image/jpeg", 400, 300)


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"\xff\xd8\xff\xe0\xff\xff", JPEG[:20]]
)
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert read_picture(content) is None


def test_a_picture_is_never_wider_nor_taller_than_the_page() -> None:
    wide, tall = read_picture(picture_bytes(4000, 10)), read_picture(picture_bytes(10, 4000))

    assert wide is not None
    assert tall is not None
    assert wide.size_cm(15.8)[0] == 15.8
    assert tall.size_cm(15.8)[1] == 12
