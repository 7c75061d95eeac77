"""The answer's blocks as Typst source: what people typed goes as string literals.

Everything is a call of a function, of typst or of ``page.typ``. Texts, addresses and code
travel as Typst string literals, so that nothing typed can become markup, nor a dash or three
dots become others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Any
from urllib.parse import quote

from amikit.export import words
from amikit.export.chart import laid_out
from amikit.export.compile import literal
from amikit.export.fonts import with_known_glyphs
from amikit.export.tree import CONTENTS_LEVELS, count_text_lines, has_image, introduces, todo_label
from amikit.export.typst_table import WHOLE_ROW_LINES, WHOLE_TABLE_LINES, count_lines, read_columns
from amikit.i18n import Language
from amikit.render.answer import Block, Inline
from amikit.render.walk import plain_text
from amikit.source.addresses import is_web_link

_MARKS = {"Emph": "emph", "Strong": "strong", "Strikeout": "strike"}
_SAFE_ID = re.compile(r"[a-z][a-z0-9-]{0,80}")
_LONGEST_LINK = 2000
_SHORT_LIST = 4
_WHOLE_ADDRESS = 40
"""An address of so many characters stays on one line."""


class TypstWriter:
    """Writes the blocks of one answer; afterwards, ``images`` says which files typst will read.

    Headings never jump a level, ids are unique and links inside the document lead
    somewhere: what a PDF standard or typst would refuse is mended here, and said by the
    rules.
    """

    def __init__(self, language: Language, image_targets: Iterable[str]) -> None:
        self.images: dict[str, str] = {}
        """For each target met, the name of its file under typst's root."""
        self.contents_count = 0
        """How many headings the contents list."""
        self._language = language
        self._targets = frozenset(image_targets)
        self.labels: dict[str, str] = {}
        """For the id of each heading, its label in the source."""
        self._named: set[str] = set()
        self._level = 0
        self._list_depth = 0
        self._marks = ""
        self._section = ""
        """The label of the last heading of level 1."""

    def write(self, blocks: Sequence[Block], *, marks: str = "") -> str:
        """The source of the whole body.

        With ``marks``, a label, it says where the content of each section ends, and where its notes begin and end.
        """
        for block in blocks:
            if block["t"] == "Header" and with_known_glyphs(plain_text(block["c"][2])).strip():
                self._name(block["c"][1][0])
        self._marks = marks
        written: list[str] = []
        for made, following in zip(self._pieces(blocks), [*blocks[1:], None], strict=True):
            is_end = marks and (following is None or _begins_section(following))
            # Placed: it takes no room, and does not move to the next page with what follows.
            written.append(f"{made}#place[{self._mark('end')}]\n" if is_end else made)
        return "".join(written)

    def _mark(self, kind: str) -> str:
        if not self._marks:
            return ""
        return f'#metadata((section: {literal(self._section)}, kind: "{kind}")) <{self._marks}>'

    def _name(self, heading_id: str) -> None:
        if heading_id and heading_id not in self.labels:
            is_plain = _SAFE_ID.fullmatch(heading_id) and heading_id not in self.labels.values()
            self.labels[heading_id] = heading_id if is_plain else f"Section-{len(self.labels) + 1}"

    # Blocks: each ends its line; a paragraph is followed by an empty one.

    def _blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(self._pieces(blocks))

    def _pieces(self, blocks: Sequence[Block]) -> Iterator[str]:
        for before, block, following in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
            made = self._block(block)
            yield f"#with-next[\n{made}]\n" if introduces(before, block, following) else made

    def _block(self, block: Block) -> str:
        match block:
            case {"t": "Para" | "Plain", "c": [{"t": "Image", "c": [_, alt, [target, _]]}]}:
                return self._picture(target, plain_text(alt), [])
            case {"t": "Para" | "Plain" as kind, "c": content}:
                inlines = self._inlines(content)
                return inlines and inlines + ("\n\n" if kind == "Para" else "\n")
            case {"t": "Header", "c": [level, [heading_id, _, _], content]}:
                return self._heading(level, heading_id, content)
            case {"t": "BulletList", "c": items}:
                return self._list("list", items)
            case {"t": "OrderedList", "c": [[start, _, delimiter], items]}:
                numbering = "1)" if delimiter["t"] == "OneParen" else "1."
                return self._list("enum", items, f'numbering: "{numbering}", start: {start}, ')
            case {"t": "BlockQuote", "c": content}:
                return f"#quote(block: true)[\n{self._blocks(content).rstrip()}\n]\n"
            case {"t": "CodeBlock", "c": [_, code]}:
                lines = "\n".join(map(with_known_glyphs, code.expandtabs(4).split("\n")))
                return f"#raw(block: true, {literal(lines)})\n"
            case {"t": "HorizontalRule"}:
                return "#rule-line\n"
            case {"t": "Table", "c": [_, [_, caption], columns, [_, head], bodies, _]}:
                return self._table(caption, columns, head, [row for body in bodies for row in body[3]])
            case {"t": "Figure", "c": [_, [_, caption], content]}:
                return self._figure(caption, content)
            case {"t": "Div", "c": [[_, classes, attributes], content]}:
                return self._div(classes, dict(attributes), content)
        raise NotImplementedError(block["t"])

    def _heading(self, level: int, heading_id: str, content: list[Inline]) -> str:
        if level == 1:
            self._section = self.labels.get(heading_id, "")
        # A line break would stand in the contents too.
        inlines = self._inlines([{"t": "Space"} if inline["t"] == "LineBreak" else inline for inline in content])
        if not inlines:
            return ""
        self._level = min(level, self._level + 1)
        self.contents_count += self._level <= CONTENTS_LEVELS
        label = "" if heading_id in self._named else self.labels.get(heading_id, "")
        self._named.add(heading_id)
        return f"#heading(level: {self._level})[{inlines}]{f' <{label}>' if label else ''}\n"

    def _list(self, kind: str, items: Sequence[list[Block]], settings: str = "") -> str:
        """A short list stays on one page; of a longer one, the first two items do."""
        is_tight = all(not item or item[0]["t"] == "Plain" for item in items)
        self._list_depth += 1
        bodies = "".join(f"[{self._blocks(item).rstrip()}], " for item in items)
        self._list_depth -= 1
        made = f"#{kind}({settings}tight: {_flag(is_tight)}, {bodies})\n"
        if self._list_depth:
            return made
        heights = [sum(count_text_lines(text) for text in plain_text(item).strip().split("\n")) for item in items]
        if len(items) <= _SHORT_LIST and sum(heights) <= WHOLE_ROW_LINES:
            return f"#whole[\n{made}]\n"
        room = sum(heights[:2])
        return f"#long-list({room})[\n{made}]\n" if room <= WHOLE_ROW_LINES else made

    def _div(self, classes: list[str], attributes: dict[str, str], content: list[Block]) -> str:
        match classes:
            case ["chart"]:
                return f"#chart({_json(attributes['rows'])}, groups{_said(attributes)})\n"
            case ["flows"]:
                drawn = json.dumps(laid_out(attributes["flows"], words.group_names(self._language)))
                return f"#flows({_json(drawn)}{_said(attributes)})\n"
            case ["key-figures"]:
                return f"#key-figures({_json(attributes['items'])})\n"
            case ["notice"]:
                return f"#notice[\n{self._blocks(content)}]\n"
            case ["todo"]:
                return f"#todo({literal(todo_label(content, self._language))})[\n{self._blocks(content)}]\n"
            case ["page-break"]:
                return "#pagebreak(weak: true)\n"
        return self._blocks(content)

    def _table(self, caption: list[Block], specs: list[Any], head: list[Any], rows: list[Any]) -> str:
        header = head[0][1] if head else []
        texts = [[_cell_text(cell[4]) for cell in row] for row in (header, *(row[1] for row in rows))]
        columns = read_columns(specs, texts)
        heights = [count_lines(row, columns) if any(row) else 1 for row in texts]
        heights[1:] = [inf if has_image(row) else height for row, height in zip(rows, heights[1:], strict=True)]
        written = [
            f"(whole: {_flag(height <= WHOLE_ROW_LINES)}, cells: {self._cells(row[1], len(columns))}),\n"
            for row, height in zip(rows, heights[1:], strict=True)
        ]
        settings = {
            "columns": f"({''.join(f'{column.typst()}, ' for column in columns)})",
            "whole": _flag(sum(heights) <= WHOLE_TABLE_LINES),
            "caption": self._optional(caption),
            "header": self._cells(header, len(columns) if header else 0),
            "rows": f"({''.join(written)})",
        }
        return f"#data-table({', '.join(f'{name}: {value}' for name, value in settings.items())})\n"

    def _cells(self, cells: Sequence[Any], count: int) -> str:
        bodies = [self._content(cells[place][4] if place < len(cells) else []) for place in range(count)]
        return f"({''.join(f'{body}, ' for body in bodies)})"

    def _content(self, blocks: list[Block]) -> str:
        """Blocks as one argument; a lone line of text does not become a paragraph."""
        written = self._blocks(blocks)
        return f"[{written.rstrip()}]" if len(blocks) == 1 or not written else f"[\n{written}]"

    def _optional(self, blocks: list[Block]) -> str:
        written = self._content(blocks)
        return "none" if written == "[]" else written

    def _figure(self, caption: list[Block], content: list[Block]) -> str:
        match content:
            case [{"t": "Plain" | "Para", "c": [{"t": "Image", "c": [_, alt, [target, _]]}]}]:
                return self._picture(target, plain_text(alt), caption)
        return self._blocks([*content, *caption])

    def _picture(self, target: str, alt: str, caption: list[Block]) -> str:
        if target not in self._targets:
            return f'#todo("")[\n{self._missing(target)}\n\n]\n'
        told = _alternative(alt or plain_text(caption).strip())
        return f"#picture({literal(self._file(target))}, alt: {told}, caption: {self._optional(caption)})\n"

    def _file(self, target: str) -> str:
        return self.images.setdefault(target, f"image-{len(self.images) + 1}")

    def _missing(self, target: str) -> str:
        return f"#todo-inline({literal(with_known_glyphs(words.missing_image(target, self._language)))});"

    # Inlines

    def _inlines(self, inlines: Sequence[Inline]) -> str:
        """Empty when there is nothing but spaces."""
        written: list[str] = []
        run = ""
        for inline in inlines:
            match inline:
                case {"t": "Str", "c": text}:
                    run += text
                case {"t": "Space" | "SoftBreak"}:
                    run += " "
                case _:
                    written += [_text(run), self._inline(inline)]
                    run = ""
        made = "".join([*written, _text(run)])
        return made if made.strip() else ""

    def _inline(self, inline: Inline) -> str:
        match inline:
            case {"t": "Emph" | "Strong" | "Strikeout" as kind, "c": content}:
                inlines = self._inlines(content)
                return f"#{_MARKS[kind]}[{inlines}];" if inlines else ""
            case {"t": "LineBreak"}:
                return "#linebreak();"
            case {"t": "Code", "c": [_, code]}:
                return f"#raw({literal(with_known_glyphs(code))});" if code else ""
            case {"t": "Link", "c": [_, content, [target, _]]}:
                return self._link(target, content)
            case {"t": "Image", "c": [_, alt, [target, _]]}:
                if target not in self._targets:
                    return self._missing(target)
                return f"#inline-picture({literal(self._file(target))}, alt: {_alternative(plain_text(alt))});"
            case {"t": "Note", "c": content}:
                begins, ends = self._mark("note"), self._mark("note-end")
                return f"#footnote[{begins}{self._blocks(content).rstrip()}{ends}];"
            case {"t": "Span", "c": [[_, classes, _], content]}:
                inlines = self._inlines(content)
                return f"#todo-inline[{inlines}];" if "todo" in classes else inlines
        raise NotImplementedError(inline["t"])

    def _link(self, target: str, written: list[Inline]) -> str:
        content = self._inlines(written)
        if target.startswith("#") and target[1:] in self.labels:
            goal = f"label({literal(self.labels[target[1:]])})"
        elif is_web_link(target) and len(target) <= _LONGEST_LINK:
            goal = literal(quote(target, safe="!#$%&'()*+,/:;=?@[]~"))
        else:
            return content
        shown = plain_text(written)
        if is_web_link(shown) and " " not in shown and len(shown) <= _WHOLE_ADDRESS:
            content = f"#box[{content}];"
        return f"#link({goal})[{content}];" if content else ""


def _text(run: str) -> str:
    """A run of text as one literal; the spaces at its ends stay Typst's own, which fold at line ends."""
    text = re.sub(" +", " ", with_known_glyphs(run))
    core = text.strip(" ")
    if not core:
        return text
    return f"{' ' * text.startswith(' ')}#{literal(core)};{' ' * text.endswith(' ')}"


def _said(attributes: dict[str, str]) -> str:
    """The caption and the alternative text of what we draw."""
    return "".join(f", {key}: {literal(with_known_glyphs(attributes.get(key, '')))}" for key in ("caption", "alt"))


def _alternative(text: str) -> str:
    told = re.sub("[ \n]+", " ", text).strip()
    return literal(told) if told else "none"


def _cell_text(blocks: list[Block]) -> str:
    return "\n".join(map(with_known_glyphs, plain_text(blocks).strip().split("\n")))


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _json(text: str) -> str:
    return f"json(bytes({literal(json.dumps(with_known_glyphs(json.loads(text)), ensure_ascii=False))}))"


def _begins_section(block: Block) -> bool:
    return bool(block["t"] == "Header" and block["c"][0] == 1)
