"""Write ODT: the file that a consortium finishes in LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from amikit.export import odt_markup, words
from amikit.export.archive import read_parts, write_parts
from amikit.export.cover import read_cover
from amikit.export.images import Picture
from amikit.export.odt_finish import finish
from amikit.export.odt_markup import PAGE_BREAK
from amikit.export.reference import load_reference, run_with_reference
from amikit.export.specials import draw
from amikit.export.tree import numbered, raw
from amikit.i18n import Language
from amikit.render.answer import Answer, Block, Inline


def to_odt(answer: Answer) -> bytes:
    """Write ODT in the styles of the answer's reference document, or of ours.

    Same answer, same bytes. A reference document that cannot be used is left aside.
    """
    reference = load_reference(answer.reference_odt, ".odt")
    blocks, headings = numbered(answer.blocks)
    pen = _WriterPen(answer.language, reference.text_width_cm)
    contents = odt_markup.contents(headings, words.CONTENTS[answer.language], is_numbered=reference.numbers_headings)
    front = [
        raw("opendocument", markup) for markup in (odt_markup.cover(read_cover(answer)), contents, PAGE_BREAK) if markup
    ]
    meta = {"lang": {"t": "MetaString", "c": words.LANGUAGE_TAGS[answer.language]}}
    parts = read_parts(run_with_reference([*front, *draw(answer, blocks, pen)], reference, to="odt", meta=meta))
    return write_parts(finish(parts, answer, pen.pictures), answer.on)


@dataclass(frozen=True, slots=True)
class _WriterPen:
    language: Language
    width_cm: float
    pictures: dict[str, Picture] = field(default_factory=dict)
    """For each place in the archive, the picture to put there."""
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    """For the names of what is drawn: each has its own."""

    def style(self, name: str) -> str:
        return odt_markup.style_name(name)

    def caption_number(self, label: str, number: int, after: str) -> Inline:
        return {"t": "RawInline", "c": ["opendocument", odt_markup.caption_number(label, number, after)]}

    def picture(self, picture: Picture, alt: str, title: str, size_cm: tuple[float, float]) -> Inline:
        """Pandoc would drop the alternative text: the frame is ours, and the file joins the archive."""
        path = f"Pictures/image-{len(self.pictures) + 1}.{picture.suffix}"
        path = next((known for known, other in self.pictures.items() if other is picture), path)
        self.pictures[path] = picture
        name = f"{words.PICTURE[self.language]} {next(self.numbers)}"
        return {"t": "RawInline", "c": ["opendocument", odt_markup.picture(path, alt or title, size_cm, name)]}

    def table(self, table: Block) -> list[Block]:
        return [table]

    def key_figures(self, items_json: str) -> Block:
        return raw("opendocument", odt_markup.key_figures(items_json, f"Chiffres{next(self.numbers)}"))

    def page_break(self) -> Block:
        return raw("opendocument", PAGE_BREAK)

    def rule(self) -> Block:
        return {"t": "HorizontalRule"}
