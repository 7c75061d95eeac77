"""Write DOCX: the file that a consortium finishes in Word or LibreOffice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from amikit.export import docx_markup, words
from amikit.export.annexed import with_custom_part
from amikit.export.archive import read_parts, write_parts
from amikit.export.cover import read_cover
from amikit.export.docx_finish import finish
from amikit.export.images import Picture, data_uri
from amikit.export.reference import Reference, load_reference, run_with_reference
from amikit.export.specials import draw
from amikit.export.tree import Heading, numbered, raw
from amikit.render.answer import Answer, Block, Inline
from amikit.render.inlines import text_inlines

_HEAD_BYTES = 300
"""Enough for pandoc to see what a picture is; a multiple of 3, as base64 goes by three bytes."""


def to_docx(answer: Answer) -> bytes:
    """Write DOCX in the styles of the answer's reference document, or of ours.

    Same answer, same bytes. A reference document that cannot be used is left aside.
    """
    reference = load_reference(answer.reference_docx, ".docx")
    blocks, headings = numbered(answer.blocks)
    pen = _WordPen(reference)
    body = [*_front(answer, headings, reference), *draw(answer, blocks, pen)]
    meta = {"lang": {"t": "MetaString", "c": words.LANGUAGE_TAGS[answer.language]}}
    written = run_with_reference(body, reference, to="docx", meta=meta)
    parts = {name: pen.pictures.get(part, part) for name, part in read_parts(written).items()}
    made = finish(parts, answer, reference)
    return write_parts(with_custom_part(made, answer.annex) if answer.annex else made, answer.on)


def _front(answer: Answer, headings: Sequence[Heading], reference: Reference) -> list[Block]:
    if answer.is_letter:
        return []
    contents = docx_markup.contents(headings, reference, words.CONTENTS[answer.language])
    fragments = [docx_markup.cover(read_cover(answer), reference), contents, docx_markup.page_break(reference)]
    return [raw("openxml", fragment) for fragment in fragments if fragment]


@dataclass(frozen=True, slots=True)
class _WordPen:
    reference: Reference
    pictures: dict[bytes, bytes] = field(default_factory=dict)
    """For what stands for a picture while pandoc works, the picture."""

    @property
    def width_cm(self) -> float:
        return self.reference.text_width_cm

    def style(self, name: str) -> str:
        return name

    def caption_number(self, label: str, number: int, after: str) -> Inline:
        return {"t": "RawInline", "c": ["openxml", docx_markup.caption_number(label, number, after)]}

    def picture(self, picture: Picture, alt: str, title: str, size_cm: tuple[float, float]) -> Inline:
        """Inside an address, for the sandbox drops files; of its beginning, for a picture may have many mentions."""
        token = picture.content[:_HEAD_BYTES] + hashlib.sha256(picture.content).digest()
        self.pictures[token] = picture.content
        size = [["width", f"{size_cm[0]:.3f}cm"], ["height", f"{size_cm[1]:.3f}cm"]]
        address = data_uri(picture.mime_type, token)
        return {"t": "Image", "c": [["", [], size], text_inlines(alt), [address, title]]}

    def table(self, table: Block) -> list[Block]:
        return [table, raw("openxml", docx_markup.after_table(self.reference))]

    def key_figures(self, items_json: str) -> Block:
        return raw("openxml", docx_markup.key_figures(items_json, self.reference))

    def page_break(self) -> Block:
        return raw("openxml", docx_markup.page_break(self.reference))

    def rule(self) -> Block:
        return raw("openxml", docx_markup.paragraph(self.reference, "Filet", ""))
