"""Write Markdown: the answer as text, for a wiki, a repository or a diff."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from amikit.export import words
from amikit.export.cover import document_title, one_line, read_cover
from amikit.export.pandoc import run_pandoc
from amikit.export.tree import numbered, paragraph, recaptioned, todo_label
from amikit.i18n import Language, Text
from amikit.render.answer import Answer, Block, Inline
from amikit.render.inlines import text_inlines
from amikit.render.walk import Node, plain_text, replaced

_FORMAT = "commonmark+pipe_tables+footnotes+strikeout-raw_html"
_DEEPEST = 6
# An underscore inside a word means nothing; "&" only does before what looks like an entity. "$" and a
# brace after code mean nothing here, but formulas and raw Typst to those who read more than CommonMark.
_MARKUP = re.compile(r"[\\`*\[\]<|~$]|^\{|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|[#!]+$")
# What begins a list, a title, a quotation, a rule or a caption, were it the first word of a line.
_BLOCK_MARK = re.compile(r"[-+]|-{2,}|=+|#{1,6}|>.*|:.*|\d{1,9}[.)]", re.DOTALL)


def to_markdown(answer: Answer) -> bytes:
    """Write CommonMark with pipe tables and footnotes, under a YAML header.

    Same answer, same bytes. Pictures keep the addresses that the consortium wrote;
    the chart, the flows and the key figures are tables.
    """
    blocks, _ = numbered(answer.blocks)
    body = run_pandoc(_Drawing(answer.language).draw([*_cover(answer), *blocks]), to=_FORMAT)
    return _front_matter(answer).encode() + body


def blocks_to_markdown(blocks: Sequence[Block]) -> str:
    """Write blocks as the Markdown of a section: titles of the first level begin with ``##``."""
    return run_pandoc(_Drawing("fr").draw(blocks), to=_FORMAT).decode()


def _front_matter(answer: Answer) -> str:
    """The properties, each a JSON string or list: YAML reads them the same."""
    cover = answer.cover
    values: dict[str, str | list[str]] = {
        "title": document_title(answer),
        "subtitle": one_line(cover.subtitle),
        "author": one_line(cover.consortium),
        "lang": answer.language,
        "date": answer.on.isoformat(),
        "keywords": [one_line(keyword) for keyword in answer.keywords],
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items() if value]
    return "---\n" + "".join(lines) + "---\n\n"


def _cover(answer: Answer) -> list[Block]:
    page = read_cover(answer)
    blocks: list[Block] = []
    if answer.is_draft:
        blocks.append({"t": "BlockQuote", "c": [_strong_line(words.DRAFT[answer.language])]})
    blocks.append({"t": "Header", "c": [0, ["", [], []], text_inlines(page.title)]})
    call = " · ".join(filter(None, (page.call_kind, page.call_title, page.funder)))
    blocks += [paragraph(text) for text in (page.subtitle, call) if text]
    if page.consortium:
        blocks.append(_strong_line(page.consortium))
    lines = [
        *page.members,
        *(Text(f"{label} : {value}", f"{label}: {value}")[answer.language] for label, value in page.facts),
    ]
    if lines:
        blocks.append({"t": "BulletList", "c": [[{"t": "Plain", "c": text_inlines(line)}] for line in lines]})
    return [*blocks, *([{"t": "BlockQuote", "c": [paragraph(page.notice)]}] if page.notice else [])]


class _Drawing:
    """Puts blocks in what Markdown can say."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def draw(self, blocks: Sequence[Block]) -> list[Block]:
        return replaced(blocks, self._instead)

    def _instead(self, node: Node) -> Sequence[Node] | None:
        match node:
            case {"t": "Str", "c": text}:
                return [_typed(text)]
            case {"t": "SoftBreak"}:
                return [{"t": "Space"}]
            case {"t": "Para" | "Plain" as kind, "c": content}:
                return [{"t": kind, "c": self._lines(content)}]
            case {"t": "Header", "c": [level, _, content]}:
                return [{"t": "Header", "c": [min(level + 1, _DEEPEST), ["", [], []], self._lines(content)]}]
            case {"t": "Div", "c": [[_, [name, *_], attributes], content]}:
                return self._div(name, dict(attributes), content)
            case {"t": "Span", "c": [[_, classes, _], content]}:
                inside = replaced(content, self._instead)
                return [{"t": "Strong", "c": inside}] if "todo" in classes else inside
            case {"t": "Table"}:
                return self._table(node)
            case {"t": "Figure", "c": [_, [_, caption], [{"t": _, "c": [{"t": "Image", "c": image}]}]]}:
                title = plain_text(caption).strip()
                drawn = {"t": "Image", "c": [["", [], []], replaced(image[1], self._instead), [image[2][0], title]]}
                return [{"t": "Para", "c": [drawn]}]
            case {"t": "Link", "c": [_, content, [target, _]]} if target.startswith("#"):
                return replaced(content, self._instead)  # headings have no names here
        return None

    def _lines(self, content: Sequence[Inline]) -> list[Inline]:
        """Inlines whose first word cannot be taken for the mark of a block."""
        made: list[Inline] = []
        is_first = True
        for inline in content:
            if is_first and inline["t"] == "Str":
                made.append(_typed(inline["c"], is_first=True))
            else:
                made += replaced([inline], self._instead)
            is_first = inline["t"] == "LineBreak" or (is_first and inline["t"] in ("Space", "SoftBreak"))
        return made

    def _div(self, name: str, attributes: Mapping[str, str], content: Sequence[Block]) -> list[Block]:
        match name:
            case "chart" | "flows":
                caption = one_line(attributes.get("caption", ""))
                return self.draw(recaptioned(content, caption))
            case "notice":
                return [{"t": "BlockQuote", "c": self.draw(content)}]
            case "todo":
                label = todo_label(content, self._language)
                shown = [*([_strong_line(label)] if label else []), *self.draw(content)]
                return [{"t": "BlockQuote", "c": shown}]
            case "page-break":
                return []
        return self.draw(content)

    def _table(self, table: Block) -> list[Block]:
        """Rows on one line each, then the caption after a colon, as amikit itself reads it."""
        _, [_, written], specs, head, bodies, foot = table["c"]
        columns = [[alignment, {"t": "ColWidthDefault"}] for alignment, _ in specs]
        flat = replaced([head, bodies, foot], _on_one_line)
        content = replaced([["", [], []], [None, []], columns, *flat], self._instead)
        text = plain_text(written).strip()
        return [
            {"t": "Table", "c": content},
            *(
                [
                    {
                        "t": "Para",
                        "c": [
                            {"t": "RawInline", "c": ["commonmark", ":"]},
                            {"t": "Space"},
                            *replaced(text_inlines(text), self._instead),
                        ],
                    }
                ]
                if text
                else []
            ),
        ]


def _typed(text: str, *, is_first: bool = False) -> Inline:
    """A word that reads back as it was typed: pandoc leaves entities and some backslashes."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    if is_first and _BLOCK_MARK.fullmatch(text) and not escaped.startswith("\\"):
        escaped = re.sub(r"[.)]$", r"\\\g<0>", text) if text[0].isdigit() else f"\\{escaped}"
    return {"t": "RawInline", "c": ["commonmark", escaped]}


def _on_one_line(node: Node) -> Sequence[Inline] | None:
    return [{"t": "Space"}] if node["t"] in ("LineBreak", "SoftBreak") else None


def _strong_line(text: str) -> Block:
    return {"t": "Para", "c": [{"t": "Strong", "c": text_inlines(text)}]}
