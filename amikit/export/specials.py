"""How the special blocks become what a word processor knows: said once for Word and LibreOffice."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Protocol

from amikit.export import words
from amikit.export.chart import DRAWN, pictures_png
from amikit.export.images import Picture, read_picture
from amikit.export.tree import (
    paragraph,
    recaptioned,
    styled,
    styled_inline,
    todo_label,
    with_announcements,
)
from amikit.export.widths import with_widths
from amikit.render.answer import Answer, Block, Inline
from amikit.render.inlines import text_inlines
from amikit.render.walk import Node, plain_text, replaced


class Pen(Protocol):
    """What each format draws its own way."""

    @property
    def width_cm(self) -> float:
        """The width of the text on the page."""

    def style(self, name: str) -> str:
        """The name of a style of the house as this format's reference document has it."""

    def caption_number(self, label: str, number: int, after: str) -> Inline:
        """The number that begins a caption."""

    def picture(self, picture: Picture, alt: str, title: str, size_cm: tuple[float, float]) -> Inline:
        """A picture with its alternative text."""

    def table(self, table: Block) -> Sequence[Block]:
        """A table whose columns have a width, and what must follow it."""

    def key_figures(self, items_json: str) -> Block:
        """Cards side by side."""

    def page_break(self) -> Block:
        """The start of a new page."""

    def rule(self) -> Block:
        """A horizontal rule."""


def draw(answer: Answer, blocks: Sequence[Block], pen: Pen) -> list[Block]:
    """The blocks of an answer, with nothing left that pandoc does not write well."""
    drawings = _drawings(blocks)
    pictures = dict(zip(map(_key, drawings), pictures_png(drawings, answer.language), strict=True))
    return _Drawing(answer, pen, charts_told(blocks), pictures).draw(blocks)


def _drawings(blocks: Sequence[Block]) -> list[dict[str, str]]:
    """The attributes of the blocks that become pictures, each once; those inside a list or a cell are found later."""
    found: dict[str, dict[str, str]] = {}

    def note(node: Node) -> Sequence[Node] | None:
        match node:
            case {"t": "Div", "c": [[_, [name, *_], attributes], _]} if name in DRAWN:
                found.setdefault(_key(dict(attributes)), dict(attributes))
            case {"t": "Div"}:
                return None
        return [node]

    replaced(blocks, note)
    return list(found.values())


def _key(attributes: Mapping[str, str]) -> str:
    """What a picture shows."""
    return attributes.get("flows") or attributes["rows"]


def charts_told(blocks: Sequence[Block]) -> set[str]:
    """The rows (as each chart's attribute says them) of the charts whose section has them all in its tables:
    there, a table of the chart's own would print the same amounts twice.
    """
    told: set[str] = set()
    charts: list[str] = []
    said: set[tuple[str, str]] = set()
    for block in [*blocks, _END]:
        match block:
            case {"t": "Header", "c": [1, _, _]}:
                told |= {rows for rows in charts if {(it["label"], it["amount"]) for it in json.loads(rows)} <= said}
                charts, said = [], set()
            case {"t": "Div", "c": [[_, ["chart", *_], attributes], _]}:
                charts.append(dict(attributes)["rows"])
            case {"t": "Table", "c": [_, _, _, _, bodies, _]}:
                for name, *amounts in (
                    [plain_text(cell[4]).strip() for cell in row[1]] for it in bodies for row in it[3]
                ):
                    said |= {(name, amount.replace(",00", "")) for amount in amounts}
    return told


_END: Block = {"t": "Header", "c": [1, ["", [], []], []]}


class _Drawing:
    def __init__(self, answer: Answer, pen: Pen, charts_told: Set[str], drawn: Mapping[str, bytes]) -> None:
        self._answer = answer
        self._pen = pen
        self._charts_told = charts_told
        self._drawn = drawn
        self._counts: Counter[str] = Counter()
        self._pictures: dict[Path, Picture | None] = {}

    def draw(self, blocks: Sequence[Block]) -> list[Block]:
        return replaced(with_announcements(blocks, self._pen.style("Annonce")), self._instead)

    def _instead(self, node: Node) -> Sequence[Node] | None:
        match node:
            case {"t": "Div", "c": [[_, [name, *_], attributes], content]}:
                return self._div(name, dict(attributes), content)
            case {"t": "Span", "c": [[_, classes, _], content]} if "todo" in classes:
                return [self._blank(replaced(content, self._instead))]
            case {"t": "Table"}:
                return self._table(node, words.TABLE[self._answer.language])
            case {"t": "Image", "c": [_, alt, [target, title]]}:
                return [self._image(plain_text(alt), target, title)]
            case {"t": "Figure", "c": [_, [_, caption], content]}:
                return self._figure(replaced(content, self._instead), replaced(caption, self._instead))
            case {"t": "CodeBlock", "c": [_, code]}:
                return [{"t": "CodeBlock", "c": [["", [], []], code]}]  # no colours: they need styles of their own
            case {"t": "HorizontalRule"}:
                return [self._pen.rule()]
        return None

    def _div(self, name: str, attributes: Mapping[str, str], content: Sequence[Block]) -> list[Block]:
        match name:
            case "chart":
                drawn = self._picture(attributes)
                is_told = attributes["rows"] in self._charts_told
                amounts = [] if is_told else recaptioned(content, words.CHART_AMOUNTS[self._answer.language])
                return [*drawn, *(block for table in amounts for block in self._table(table, ""))]
            case "flows":
                return self._picture(attributes)  # its alternative text has every amount
            case "key-figures":
                return [self._pen.key_figures(attributes["items"])]
            case "notice":
                return [styled(self._pen.style("Remarque"), self.draw(content))]
            case "todo":
                return [styled(self._pen.style("À compléter"), [*self._label(content), *self.draw(content)])]
            case "page-break":
                return [self._pen.page_break()]
        return self.draw(content)

    def _table(self, table: Block, label: str) -> Sequence[Block]:
        """A table; where it has a caption, ``label`` says what its number counts, if it has one."""
        attributes, (short, caption), *rest = with_widths(table, self._pen.width_cm)["c"]
        content = [attributes, [short, self._counted(caption, label)], *rest]
        return self._pen.table({"t": "Table", "c": replaced(content, self._instead)})

    def _counted(self, caption: Sequence[Block], label: str) -> list[Block]:
        """A caption with its number before it, as in the PDF."""
        if not label or not caption or caption[0]["t"] not in ("Plain", "Para"):
            return list(caption)
        self._counts[label] += 1
        number = self._pen.caption_number(label, self._counts[label], words.AFTER_NUMBER[self._answer.language])
        return [{"t": caption[0]["t"], "c": [number, *caption[0]["c"]]}, *caption[1:]]

    def _label(self, content: Sequence[Block]) -> list[Block]:
        """The colour never speaks alone: the words come with it where the text lacks them."""
        label = todo_label(content, self._answer.language)
        return [paragraph(label)] if label else []

    def _picture(self, attributes: Mapping[str, str]) -> list[Block]:
        """The picture and its caption."""
        drawing = self._drawn.get(_key(attributes)) or pictures_png([attributes], self._answer.language)[0]
        picture = read_picture(drawing)
        if picture is None:
            return []
        width = self._pen.width_cm
        size = (width, width * picture.header.height_px / picture.header.width_px)
        drawn = self._pen.picture(picture, attributes.get("alt", ""), "", size)
        caption = attributes.get("caption", "")
        return self._figure([{"t": "Para", "c": [drawn]}], [paragraph(caption)] if caption else [])

    def _figure(self, content: Sequence[Block], caption: Sequence[Block]) -> list[Block]:
        """A picture alone, its caption below: two paragraphs, where pandoc would sometimes make a table."""
        content = [_as_paragraph(block) for block in content]
        if not caption:
            return [styled(self._pen.style("Figure"), content)]
        counted = [_as_paragraph(block) for block in self._counted(caption, words.FIGURE[self._answer.language])]
        return [
            styled(self._pen.style("Captioned Figure"), content),
            styled(self._pen.style("Image Caption"), counted),
        ]

    def _image(self, alt: str, target: str, title: str) -> Inline:
        path = self._answer.images.get(target)
        if path is not None and path not in self._pictures:
            self._pictures[path] = read_picture(path.read_bytes())
        picture = self._pictures[path] if path is not None else None
        if picture is None:
            return self._blank(text_inlines(words.missing_image(target, self._answer.language)))
        return self._pen.picture(picture, alt, title, picture.size_cm(self._pen.width_cm))

    def _blank(self, content: Sequence[Inline]) -> Inline:
        return styled_inline(self._pen.style("Blanc à compléter"), content)


def _as_paragraph(block: Block) -> Block:
    """OpenDocument gives its style to a paragraph only, not to a plain line."""
    return {"t": "Para", "c": block["c"]} if block["t"] == "Plain" else block
