"""Write DOCX: the file that a consortium finishes in Word or LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amikit.export import openxml, words
from amikit.export.archive import read_parts, write_parts
from amikit.export.cover import read_cover
from amikit.export.images import Picture
from amikit.export.reference import Reference, load_reference, run_with_reference
from amikit.export.specials import LANGUAGE_TAGS, draw
from amikit.export.tree import Heading, numbered, raw
from amikit.export.tree import words as inlines
from amikit.export.wordml import finish
from amikit.render.answer import Answer, Block, Inline


def to_docx(answer: Answer) -> bytes:
    """Write DOCX in the styles of the answer's reference document, or of ours.

    Same answer, same bytes. A reference document that cannot be used is left aside.
    """
    reference = load_reference(answer.reference_docx, ".docx")
    blocks, headings = numbered(answer.blocks)
    body = [*_front(answer, headings, reference), *draw(answer, blocks, _WordPen(reference))]
    meta = {"lang": {"t": "MetaString", "c": LANGUAGE_TAGS[answer.language]}}
    made = run_with_reference(body, reference, to="docx", meta=meta)
    return write_parts(finish(read_parts(made), answer, reference), answer.on)


def _front(answer: Answer, headings: Sequence[Heading], reference: Reference) -> list[Block]:
    contents = openxml.contents(headings, reference, words.CONTENTS[answer.language])
    fragments = [openxml.cover(read_cover(answer), reference), contents, openxml.page_break(reference)]
    return [raw("openxml", fragment) for fragment in fragments if fragment]


@dataclass(frozen=True, slots=True)
class _WordPen:
    reference: Reference

    @property
    def width_cm(self) -> float:
        return self.reference.text_width_cm

    def style(self, name: str) -> str:
        return name

    def caption_number(self, label: str, number: int, after: str) -> Inline:
        return {"t": "RawInline", "c": ["openxml", openxml.caption_number(label, number, after)]}

    def picture(self, picture: Picture, alt: str, title: str, size_cm: tuple[float, float]) -> Inline:
        """Inside an address: the sandbox drops files."""
        size = [["width", f"{size_cm[0]:.3f}cm"], ["height", f"{size_cm[1]:.3f}cm"]]
        return {"t": "Image", "c": [["", [], size], inlines(alt), [picture.data_uri(), title]]}

    def table(self, table: Block) -> list[Block]:
        return [table, raw("openxml", openxml.after_table(self.reference))]

    def key_figures(self, items_json: str) -> Block:
        return raw("openxml", openxml.key_figures(items_json, self.reference))

    def page_break(self) -> Block:
        return raw("openxml", openxml.page_break(self.reference))

    def rule(self) -> Block:
        return raw("openxml", openxml.paragraph(self.reference, "Filet", ""))
