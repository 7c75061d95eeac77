"""Write HTML: one file, readable by everyone, that asks nothing of the network."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from amikit.export import words
from amikit.export.annexed import html_scripts
from amikit.export.cover import document_title, one_line, read_cover
from amikit.export.flow_layout import lay_out
from amikit.export.flow_svg import flows_svg
from amikit.export.images import Picture, data_uri, read_picture
from amikit.export.pandoc import run_pandoc, without_controls
from amikit.export.tree import (
    Heading,
    listed,
    numbered,
    paragraph,
    raw,
    recaptioned,
    todo_label,
)
from amikit.i18n import Text
from amikit.paths import shared_path
from amikit.render.answer import Answer, Block, Inline
from amikit.render.inlines import text_inlines
from amikit.render.walk import Node, plain_text, replaced

_TOKEN = re.compile(r"\{\{(\w+)\}\}")
_COLUMNS_THAT_FIT = 5
"""A table of more columns is likely to be wider than a screen."""
_ARGS = ("--shift-heading-level-by=1", "--email-obfuscation=none")


def to_html(answer: Answer) -> bytes:
    """Write HTML in our own page: no script, no address outside but those of links.

    Same answer, same bytes.
    """
    blocks, headings = numbered(answer.blocks)
    drawing = _Drawing(answer, headings, _often_named(answer, blocks))
    body = run_pandoc(drawing.draw(blocks), to="html5", args=_ARGS).decode()
    draft = escape(words.DRAFT[answer.language])
    fields = {
        "lang": answer.language,
        "title": escape(document_title(answer)),
        "properties": _properties(answer),
        "skip": escape(words.SKIP[answer.language]),
        "draft": f'<p class="draft" role="note">{draft}</p>\n' if answer.is_draft else "",
        "cover": _cover(answer),
        "contents": _contents(headings, words.CONTENTS[answer.language]),
        "body": _accessible(body, answer) + _drawn_once(drawing.shared),
        "annex": html_scripts(answer.annex) if answer.annex else "",
    }
    page = shared_path("page.html").read_text(encoding="utf-8")
    return _TOKEN.sub(lambda found: fields[found[1]], page).encode()


def _properties(answer: Answer) -> str:
    cover = answer.cover
    values = {
        "author": one_line(cover.consortium),
        "description": one_line(cover.subtitle),
        "keywords": ", ".join(map(one_line, answer.keywords)),
        "date": answer.on.isoformat(),
    }
    return "".join(f'<meta name="{name}" content="{escape(text)}">\n' for name, text in values.items() if text)


def _cover(answer: Answer) -> str:
    """The cover's texts; what is empty leaves nothing."""
    page = read_cover(answer)
    call = " · ".join(
        part
        for part in (f"<strong>{escape(page.call_title)}</strong>" * bool(page.call_title), escape(page.funder))
        if part
    )
    call = "".join(f"<p>{line}</p>\n" for line in (escape(page.call_kind), call) if line)
    members = "".join(f"<li>{escape(member)}</li>\n" for member in page.members)
    facts = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>\n" for label, value in page.facts)
    who = f'<p class="consortium">{escape(page.consortium)}</p>\n' if page.consortium else ""
    who += f"<ul>\n{members}</ul>\n" if members else ""
    parts = (
        f'<div class="call">\n{call}</div>' if call else "",
        f"<h1>{escape(page.title)}</h1>",
        f'<p class="subtitle">{escape(page.subtitle)}</p>' if page.subtitle else "",
        f"<div>\n{who}</div>" if who else "",
        f'<dl class="facts">\n{facts}</dl>' if facts else "",
        f'<p class="remark">{escape(page.notice)}</p>' if page.notice else "",
    )
    return "".join(f"{part}\n" for part in parts if part)


def _contents(headings: Sequence[Heading], title: str) -> str:
    shown = listed(headings)
    if not shown:
        return ""
    lines, is_open = "", False
    for place, heading in enumerate(shown):
        deeper = place + 1 < len(shown) and shown[place + 1].level > heading.level
        number = f'<span class="number">{heading.number}</span> ' if heading.number else ""
        link = f'<li><a href="#{heading.id}">{number}{escape(heading.text)}</a>'
        back = is_open and (place + 1 == len(shown) or shown[place + 1].level < heading.level)
        lines += link + ("\n<ol>\n" if deeper else "</li>\n") + ("</ol></li>\n" if back else "")
        is_open = (is_open or deeper) and not back
    return f'<nav aria-labelledby="amikit-nav">\n<h2 id="amikit-nav">{escape(title)}</h2>\n<ol>\n{lines}</ol>\n</nav>\n'


def _accessible(body: str, answer: Answer) -> str:
    """What pandoc leaves out: the scope of headers, the names of the notes and of the ways back."""
    parts = re.split(r"(<tbody>.*?</tbody>)", body, flags=re.DOTALL)
    scopes = (("col", "row")[place % 2] for place in range(len(parts)))
    body = "".join(
        re.sub(r"<th(?=[\s>])", f'<th scope="{scope}"', part) for scope, part in zip(scopes, parts, strict=True)
    )
    notes, back = escape(words.NOTES[answer.language]), escape(words.BACK[answer.language])
    body = body.replace('role="doc-endnotes">', f'role="doc-endnotes" aria-label="{notes}">')
    return body.replace('role="doc-backlink">', f'role="doc-backlink" aria-label="{back}">')


class _Drawing:
    """Puts the special blocks, tables and pictures of one answer in HTML's own terms."""

    def __init__(self, answer: Answer, headings: Sequence[Heading], often_named: Set[Path]) -> None:
        self.shared: dict[Path, Picture] = {}
        """The pictures of several mentions, each to be written once."""
        self._often_named = often_named
        self._answer = answer
        self._numbers = {heading.id: heading.number for heading in headings}

    def draw(self, blocks: Sequence[Block]) -> list[Block]:
        return replaced(blocks, self._instead)

    def _instead(self, node: Node) -> Sequence[Node] | None:
        match node:
            case {"t": "Header", "c": [level, [heading_id, _, _], content]}:
                return [self._heading(level, heading_id, replaced(content, self._instead))]
            case {"t": "Div", "c": [[_, [name, *_], attributes], content]}:
                return self._div(name, dict(attributes), content)
            case {"t": "Span", "c": [[_, classes, _], content]} if "todo" in classes:
                return _marked(replaced(content, self._instead))
            case {"t": "Table", "c": content}:
                return self._table(content)
            case {"t": "Image", "c": [_, alt, [target, title]]}:
                return self._image(alt, target, title)
            case {"t": "Link", "c": [_, content, [target, title]]} if not target.startswith("#"):
                classes = ["address"] if plain_text(content) == target else []
                attributes = ["", classes, [["rel", "noopener"]]]
                return [{"t": "Link", "c": [attributes, replaced(content, self._instead), [target, title]]}]
            case {"t": "CodeBlock", "c": [_, code]}:
                return [{"t": "CodeBlock", "c": [["", [], []], code]}]
        return None

    def _heading(self, level: int, heading_id: str, content: list[Inline]) -> Block:
        number = self._numbers.get(heading_id)
        label: list[Inline] = []
        if number:
            label = [{"t": "Span", "c": [["", ["number"], []], text_inlines(number)]}, {"t": "Space"}]
        return {"t": "Header", "c": [level, [heading_id, [], []], [*label, *content]]}

    def _div(self, name: str, attributes: Mapping[str, str], content: Sequence[Block]) -> list[Block]:
        match name:
            case "chart":
                return [*self._chart(attributes), *self._amounts(content)]
            case "flows":
                return [*self._flows(attributes), *self._amounts(content, words.FLOW_AMOUNTS)]
            case "key-figures":
                return [raw("html", _cards(attributes["items"]))]
            case "notice":
                return [raw("html", '<div class="notice" role="note">'), *self.draw(content), raw("html", "</div>")]
            case "todo":
                label = todo_label(content, self._answer.language)
                shown = [*([paragraph(label)] if label else []), *self.draw(content)]
                return [raw("html", '<div class="todo">'), *shown, raw("html", "</div>")]
            case "page-break":
                return [raw("html", '<div class="page-break"></div>')]
        return self.draw(content)

    def _chart(self, attributes: Mapping[str, str]) -> list[Block]:
        """Bars of live text, that follow the width of the screen; to a screen reader, one picture."""
        bars = _bars(attributes["rows"], words.group_names(self._answer.language))
        alt = _text(attributes.get("alt", ""))
        return _figure("chart", f'<div class="bars" role="img" aria-label="{alt}">\n{bars}</div>\n', attributes)

    def _flows(self, attributes: Mapping[str, str]) -> list[Block]:
        """A drawing of live text; where it would be too small to be read, it scrolls, by keyboard too."""
        name = _text(attributes.get("caption", "")) or _text(words.PICTURE[self._answer.language])
        drawn = json.loads(attributes["flows"])
        svg = flows_svg(lay_out(drawn, words.group_names(self._answer.language)), attributes.get("alt", ""))
        scroll = f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">'
        return _figure("flows", f"{scroll}\n{svg}</div>\n", attributes)

    def _amounts(self, content: Sequence[Block], name: Text = words.CHART_AMOUNTS) -> list[Block]:
        summary = name[self._answer.language]
        table = self.draw(recaptioned(content, summary))
        return [raw("html", f"<details>\n<summary>{_text(summary)}</summary>"), *table, raw("html", "</details>")]

    def _table(self, content: list[Any]) -> list[Block]:
        """On a narrow screen it scrolls alone; a wide one always does, by keyboard too: it then needs a name."""
        attributes, caption, specs, head, bodies, foot = replaced(content, self._instead)
        opening = '<div class="scroll">'
        if len(specs) > _COLUMNS_THAT_FIT:
            name = _text(plain_text(caption[1]).strip() or words.TABLE[self._answer.language])
            opening = f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">'
        row_heads = 1 if _names_its_rows(specs, head, bodies) else 0
        bodies = [[its_attributes, row_heads, *rest] for its_attributes, _, *rest in bodies]
        table = {"t": "Table", "c": [attributes, caption, specs, head, bodies, foot]}
        return [raw("html", opening), table, raw("html", "</div>")]

    def _image(self, alt: list[Inline], target: str, title: str) -> list[Inline]:
        path = self._answer.images.get(target)
        picture = self.shared.get(path) or read_picture(path.read_bytes()) if path else None
        if path is None or picture is None:
            return _marked(text_inlines(words.missing_image(target, self._answer.language)))
        if path in self._often_named:
            self.shared[path] = picture
            return [{"t": "RawInline", "c": ["html", self._mention(path, plain_text(alt), title)]}]
        address = data_uri(picture.mime_type, picture.content)
        return [{"t": "Image", "c": [["", [], []], alt, [address, title]]}]

    def _mention(self, path: Path, alt: str, title: str) -> str:
        """A picture that is written elsewhere in the page, as large and as accessible as an ``img``."""
        picture, number = self.shared[path], list(self.shared).index(path) + 1
        name = _text(alt or title)
        told = f'role="img" aria-label="{name}"' if name else 'aria-hidden="true"'
        width, height = picture.shown_px
        size = f'width="{width}" height="{height}"'
        box = f'viewBox="0 0 {width} {height}" style="max-width: 100%; height: auto"'
        tip = f"<title>{_text(title)}</title>" if title else ""
        return f'<svg {told} {size} {box}>{tip}<use href="#amikit-picture-{number}"/></svg>'


def _often_named(answer: Answer, blocks: Sequence[Block]) -> set[Path]:
    """The pictures that have several mentions: an address that holds the picture would be as many copies."""
    counts: Counter[Path] = Counter()

    def count(node: Node) -> None:
        if node["t"] == "Image" and node["c"][2][0] in answer.images:
            counts[answer.images[node["c"][2][0]]] += 1

    replaced(blocks, count)
    return {path for path, times in counts.items() if times > 1}


def _drawn_once(pictures: Mapping[Path, Picture]) -> str:
    """The pictures of several mentions: a drawing that shows nothing by itself, and that the mentions use."""
    drawn = "".join(
        f'<image id="amikit-picture-{number}" width="{picture.shown_px[0]}" height="{picture.shown_px[1]}" '
        f'href="{data_uri(picture.mime_type, picture.content)}"/>\n'
        for number, picture in enumerate(pictures.values(), start=1)
    )
    hidden = '<svg width="0" height="0" style="position: absolute" aria-hidden="true" focusable="false">'
    return f"{hidden}\n<defs>\n{drawn}</defs>\n</svg>\n" if drawn else ""


def _names_its_rows(specs: list[Any], head: list[Any], bodies: list[Any]) -> bool:
    """Whether the first column surely holds the name of each row: it has a title, is not a number's, and each
    of its cells says something that no other does.
    """
    rows = [row[1] for body in bodies for row in body[3]]
    if len(specs) < 2 or not head[1] or specs[0][0]["t"] not in ("AlignLeft", "AlignDefault"):
        return False
    title, *names = (plain_text(row[0][4]).strip().casefold() for row in (head[1][0][1], *rows) if row)
    return bool(title) and len(names) == len(rows) == len(set(names)) and not {"", "—", "–"} & set(names)


def _marked(content: Sequence[Inline]) -> list[Inline]:
    return [{"t": "RawInline", "c": ["html", "<mark>"]}, *content, {"t": "RawInline", "c": ["html", "</mark>"]}]


def _figure(kind: str, drawn: str, attributes: Mapping[str, str]) -> list[Block]:
    caption = _text(attributes.get("caption", ""))
    below = f"<figcaption>{caption}</figcaption>\n" if caption else ""
    return [raw("html", f'<figure class="{kind}">\n{drawn}{below}</figure>')]


def _text(content: str) -> str:
    return escape(without_controls(content))


def _cards(items_json: str) -> str:
    cards = ""
    for item in json.loads(items_json):
        note = f"<dd>{_text(item['note'])}</dd>" if item.get("note") else ""
        cards += f'<div><dt>{_text(item["label"])}</dt><dd class="value">{_text(item["value"])}</dd>{note}</div>\n'
    return f'<dl class="cards">\n{cards}</dl>'


def _bars(rows_json: str, names: Mapping[str, str]) -> str:
    """The rows under the name of their group, unless the only row already says it."""
    rows = json.loads(rows_json)
    top = max(1, *(row["cents"] for row in rows), 1)
    drawn = ""
    for group, members in groupby(rows, key=lambda row: row["group"]):
        shown = list(members)
        is_alone = len(shown) == 1 and shown[0]["label"].casefold() == names[group].casefold()
        drawn += "" if is_alone else f'<p class="{group}">{_text(names[group])}</p>\n'
        for row in shown:
            width = max(0, row["cents"]) * 100 / top
            bar = f'<div class="track {group}"><div class="bar" style="width: {width:.2f}%"></div></div>'
            alone = " alone" * is_alone
            drawn += f'<div class="row{alone}"><span>{_text(row["label"])}</span>{bar}<span>{_text(row["amount"])}</span></div>\n'
    return drawn
