"""Pictures and columns: their size on the page."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amikit.export.archive import read_parts
from amikit.export.docx import to_docx
from amikit.export.html import to_html
from amikit.export.images import read_picture
from amikit.export.odt import to_odt
from amikit.export.widths import fit, with_widths
from amikit.render.answer import Answer, Cover
from tests.export.html_reading import Page
from tests.export.office_reading import part
from tests.export.sample import image, para, picture_bytes, table

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
    assert (png.mime_type, png.header.width_px, png.header.height_px) == ("image/png", 30, 20)
    assert jpeg is not None
    assert (jpeg.mime_type, jpeg.header.width_px, jpeg.header.height_px) == ("image/jpeg", 400, 300)


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


@pytest.fixture(scope="module")
def album(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """A noisy picture of many mentions, under two names, and one of a single mention."""
    folder = tmp_path_factory.mktemp("album")
    (folder / "logo.png").write_bytes(picture_bytes(300, 200))
    (folder / "plan.png").write_bytes(picture_bytes(30, 20))
    images = {"logo.png": folder / "logo.png", "./logo.png": folder / "logo.png", "plan.png": folder / "plan.png"}
    mentions = [para(image(f"Logo {n}", "logo.png")) for n in range(50)] + [para("Ici ", image("", "./logo.png"))]
    return Answer(Cover("Essai"), (*mentions, para(image("Le plan", "plan.png"))), images=images)


def test_a_picture_of_many_mentions_is_once_in_a_docx(album: Answer) -> None:
    made = to_docx(album)
    media = [content for name, content in read_parts(made).items() if name.startswith("word/media/")]

    assert sorted(media) == sorted(album.images[name].read_bytes() for name in ("logo.png", "plan.png"))
    assert part(made, "word/document.xml").count("<pic:pic>") == 52
    assert to_docx(album) == made


def test_a_picture_of_many_mentions_is_once_in_an_odt(album: Answer) -> None:
    media = [content for name, content in read_parts(to_odt(album)).items() if name.startswith("Pictures/")]

    assert sorted(media) == sorted(album.images[name].read_bytes() for name in ("logo.png", "plan.png"))


def test_a_picture_of_many_mentions_is_once_in_an_html_and_still_says_what_it_shows(album: Answer) -> None:
    made = to_html(album).decode()
    page = Page(made)
    logo, plan = (base64.b64encode(album.images[name].read_bytes()).decode() for name in ("logo.png", "plan.png"))

    assert (made.count(logo), made.count(plan)) == (1, 1)
    assert [drawn.get("aria-label") for drawn in page.all("svg") if drawn.get("role") == "img"] == [
        f"Logo {n}" for n in range(50)
    ]
    assert {used["href"] for used in page.all("use")} == {f"#{drawn['id']}" for drawn in page.all("image")}
    assert [drawn["alt"] for drawn in page.all("img")] == ["Le plan"]
    assert page.faults == []
    assert to_html(album).decode() == made


def test_a_picture_of_a_hundred_mentions_costs_one(tmp_path: Path) -> None:
    content = picture_bytes(40, 30) + hashlib.shake_128(b"").digest(6_000_000)
    (tmp_path / "photo.png").write_bytes(content)
    blocks = tuple(para(image(f"Photo {n}", "photo.png")) for n in range(100))
    answer = Answer(Cover("Essai"), blocks, images={"photo.png": tmp_path / "photo.png"})

    assert all(len(export(answer)) < 10_000_000 for export in (to_docx, to_odt, to_html))
