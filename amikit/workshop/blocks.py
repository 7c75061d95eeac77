"""The blocks of a section → HTML for the screen: a few milliseconds, where pandoc takes the fifth of a second.

No character of a text becomes markup: everything goes through ``markup.text``, and links
lead to the web, to a mailbox or to a place of the same page. Nothing has a ``style``: the
page's policy forbids it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from amikit.export import words as export_words
from amikit.export.tree import recaptioned, todo_label
from amikit.i18n import Language
from amikit.render.answer import ANNEX_DIGEST, Block, Inline
from amikit.render.walk import plain_text
from amikit.source.addresses import is_web_link
from amikit.workshop import words
from amikit.workshop.figures import cards_html, chart_html, flows_html
from amikit.workshop.markup import element, text

_WRAPPERS = {
    "Emph": "em",
    "Strong": "strong",
    "Strikeout": "s",
    "Superscript": "sup",
    "Subscript": "sub",
    "Underline": "u",
}
_ALIGNMENTS = {"AlignRight": "right", "AlignCenter": "center"}
_COLUMNS_THAT_FIT = 5
"""A table of more columns scrolls by itself."""
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class ScreenImage:
    """A picture that the page may ask for: its address, and its size where it has room."""

    address: str
    width_px: int
    height_px: int


@dataclass(slots=True)
class SectionWriter:
    """Writes the blocks of one section; ids are prefixed by its own, so that none meets those of the page."""

    section_id: str
    number: int
    language: Language
    image: Callable[[str], ScreenImage | None]
    """For the target of an image, what the page may ask for."""
    sections: frozenset[str] = frozenset()
    """The ids of all the sections, that a link may lead to."""
    _counts: list[int] = field(default_factory=lambda: [0] * _DEEPEST)
    _notes: list[str] = field(default_factory=list)
    _ids: dict[str, str] = field(default_factory=dict)
    _given: set[str] = field(default_factory=set)

    def write(self, blocks: Sequence[Block]) -> str:
        """The whole section, its notes at its end."""
        self._name_headings(blocks)
        body = self._blocks(blocks)
        notes = "".join(self._notes)
        if notes:
            body += element("div", f"<ol>\n{notes}</ol>", class_="notes")
        return body

    def _name_headings(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            if block["t"] == "Header":
                name = block["c"][1][0]
                is_title = block["c"][0] == 1 and name == self.section_id
                self._ids[name] = f"t-{name}" if is_title else f"h-{self.section_id}-{len(self._ids)}"
            elif block["t"] in ("Div", "BlockQuote"):
                self._name_headings(block["c"][1] if block["t"] == "Div" else block["c"])

    # --- blocks ----------------------------------------------------------------------------

    def _blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(f"{made}\n" for made in map(self._block, blocks) if made)

    def _block(self, block: Block) -> str:
        content = block.get("c", [])
        match block["t"]:
            case "Para":
                return element("p", self._inlines(content))
            case "Plain":
                return self._inlines(content)
            case "Header":
                return self._heading(*content)
            case "BulletList":
                return element("ul", self._items(content))
            case "OrderedList":
                start = content[0][0]
                return element("ol", self._items(content[1]), start=str(start) if start != 1 else None)
            case "BlockQuote":
                return element("blockquote", self._blocks(content))
            case "CodeBlock":
                return f'<pre tabindex="0"><code>{text(content[1])}</code></pre>'
            case "HorizontalRule":
                return "<hr>"
            case "Table":
                return self._table(content)
            case "Figure":
                return self._figure(content)
            case "Div":
                return self._div(content[0], content[1])
        return element("p", text(plain_text(block))) if plain_text(block) else ""

    def _items(self, items: Sequence[Sequence[Block]]) -> str:
        return "".join(f"{element('li', self._blocks(item).strip())}\n" for item in items)

    def _heading(self, level: int, attributes: Sequence[Any], content: Sequence[Inline]) -> str:
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (_DEEPEST - level)
        number = {1: f"{self.number}", 2: f"{self.number}.{self._counts[1]}"}.get(level, "")
        before = f'<span class="number">{number}</span> ' if number else ""
        name = f"h{min(level + 1, _DEEPEST)}"
        place = self._ids.get(attributes[0])
        is_first = place is not None and place not in self._given
        self._given.add(place or "")
        return element(name, before + self._inlines(content), id=place if is_first else None)

    def _figure(self, content: Sequence[Any]) -> str:
        _, (_, caption), body = content
        said = " ".join(plain_text(caption).split())
        below = element("figcaption", text(said)) if said else ""
        return element("figure", self._blocks(body).strip() + below)

    def _table(self, content: Sequence[Any]) -> str:
        _, (_, caption), specs, head, bodies, _ = content
        sides = [_ALIGNMENTS.get(alignment["t"]) for alignment, _ in specs]
        titles = "".join(self._row(row[1], sides, is_head=True) for row in head[1])
        rows = "".join(self._row(row[1], sides) for body in bodies for row in body[3])
        said = plain_text(caption).strip()
        name = element("caption", text(said)) if said else ""
        table = element("table", f"{name}<thead>\n{titles}</thead>\n<tbody>\n{rows}</tbody>")
        if len(specs) <= _COLUMNS_THAT_FIT:
            return element("div", table, class_="table")
        label = said or export_words.TABLE[self.language]
        return element("div", table, class_="table wide", role="region", aria_label=label, tabindex="0")

    def _row(self, cells: Sequence[Any], sides: Sequence[str | None], *, is_head: bool = False) -> str:
        made = ""
        for side, cell in zip(sides, cells, strict=False):
            words_of_cell = self._blocks(cell[4]).strip()
            name = "th" if is_head and words_of_cell else "td"
            made += element(name, words_of_cell, scope="col" if name == "th" else None, class_=side)
        return element("tr", made) + "\n"

    def _div(self, attributes: Sequence[Any], content: Sequence[Block]) -> str:
        _, names, pairs = attributes
        values: Mapping[str, str] = dict(pairs)
        match names[0] if names else "":
            case "chart":
                return chart_html(values, self.language) + self._amounts(
                    content, export_words.CHART_AMOUNTS[self.language]
                )
            case "flows":
                return flows_html(values, self.language) + self._amounts(
                    content, export_words.FLOW_AMOUNTS[self.language]
                )
            case "key-figures":
                return cards_html(values)
            case "notice":
                return element("div", self._blocks(content), class_="notice", role="note")
            case "todo":
                label = todo_label(content, self.language)
                return element(
                    "div", (element("p", text(label)) if label else "") + self._blocks(content), class_="todo"
                )
            case "page-break":
                return ""
            case name if name == ANNEX_DIGEST:
                return element("p", text(words.DIGEST_LATER[self.language]), class_="quiet")
        return self._blocks(content)

    def _amounts(self, content: Sequence[Block], summary: str) -> str:
        table = self._blocks(recaptioned(content, summary))
        return element("details", f"<summary>{text(summary)}</summary>{table}")

    # --- inlines ---------------------------------------------------------------------------

    def _inlines(self, inlines: Sequence[Inline]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        content = inline.get("c", [])
        match inline["t"]:
            case "Str":
                return text(content)
            case "Space" | "SoftBreak":
                return " "
            case "LineBreak":
                return "<br>"
            case "Code":
                return element("code", text(content[1]))
            case "Link":
                return self._link(content[1], content[2][0])
            case "Image":
                return self._image(content[1], content[2][0])
            case "Span":
                inside = self._inlines(content[1])
                return element("mark", inside) if "todo" in content[0][1] else inside
            case "Note":
                return self._note(content)
            case kind if kind in _WRAPPERS:
                return element(_WRAPPERS[kind], self._inlines(content))
        return text(plain_text(inline))

    def _link(self, content: Sequence[Inline], target: str) -> str:
        inside = self._inlines(content)
        if target.startswith("#"):
            name = target[1:]
            known = self._ids.get(name) or (f"t-{name}" if name in self.sections else "")
            return element("a", inside, href=f"#{known}") if known else inside
        if not is_web_link(target):
            return inside
        return element("a", inside, href=target, target="_blank", rel="noopener noreferrer")

    def _image(self, alt: Sequence[Inline], target: str) -> str:
        found = self.image(target)
        if found is None:
            return element("mark", text(export_words.missing_image(target, self.language)))
        told = text(" ".join(plain_text(list(alt)).split()))
        size = f'width="{found.width_px}" height="{found.height_px}"'
        return f'<img src="{text(found.address)}" alt="{told}" {size} decoding="async">'

    def _note(self, content: Sequence[Block]) -> str:
        number = len(self._notes) + 1
        self._notes.append("")  # its own notes, if any, come after it
        note, call = f"n-{self.section_id}-{number}", f"r-{self.section_id}-{number}"
        back = f'<a href="#{call}" aria-label="{text(export_words.BACK[self.language])} {number}">↩</a>'
        self._notes[number - 1] = element("li", f"{self._blocks(content).strip()} {back}", id=note) + "\n"
        return f'<sup><a id="{call}" href="#{note}" aria-label="{text(words.NOTE[self.language])} {number}">{number}</a></sup>'
