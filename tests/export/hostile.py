"""Texts that look like markup, and an answer that has them everywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from amikit.export.pandoc import without_controls
from amikit.render.answer import Answer, Block, Cover
from tests.export.sample import (
    blank,
    bullets,
    chart,
    code,
    div,
    emph,
    figure,
    flows,
    heading,
    image,
    key_figures,
    link,
    note,
    para,
    sample_answer,
    table,
)

HOSTILE = (
    "<script>alert(1)</script>",
    "</w:t></w:r><w:tbl>",
    '<text:p text:style-name="x">',
    "&amp; &lt; &#x41; \"guillemets\" 'apostrophes'",
    'w:val="Compact" name="Picture"',
    "{{title}} {{body}} %s {}",
    "# pas un titre",
    "- pas une liste",
    "1. non plus",
    "| a | b |",
    "*gras* _it_ `code` ~~x~~ **",
    "[lien](javascript:alert(1))",
    "![image](x)!",
    r"\ \\ \n \[x\]",
    "$x$ [^1] [@cit] :::",
    "=== --- +++ ~~~",
    ": une légende",
    "---",
    "> une citation",
    "<!-- ]]> <?pi?>",
    "🙂 👩\u200d👩\u200d👧 e\u0301",
    "a\x00b\x01c\x08d\x1fe",
    "\ud800x\udfff",
    "y\ufffe\uffffz",
)


def hostile_blocks(text: str) -> list[Block]:
    """The text in every place that a person can fill."""
    return [
        heading(2, text, text),
        para(text, " ", emph(text), code(text), link(text, 'https://exemple.org/?q="<>&'), note(text), blank(text)),
        para(image(text, "images/pont.png"), " ", image(text, text)),
        bullets(text, text),
        {"t": "BlockQuote", "c": [para(text)]},
        {"t": "CodeBlock", "c": [["", ["python"], []], text]},
        table(
            "lrc-", [text, "b", text, ""], [[text, code(text), "", note(text)], [text, text, "x", text]], caption=text
        ),
        figure(text, "images/pont.png", text),
        div("notice", para(text)),
        div("todo", para(text)),
        key_figures([{"label": text, "value": text, "note": text}] * 2),
    ]


def hostile_answer(folder: Path) -> Answer:
    """One of everything, for each text."""
    texts = HOSTILE
    cover = Cover(*texts[:6], members=tuple(texts), lead=texts[6], period=texts[7], asked=texts[8], notice=texts[9])
    drawn = chart([(text, 100 + place, "resource") for place, text in enumerate(texts)])
    sums = [[("", [(text, 100, group) for text in texts]) for group in ("", "", "resource")]]
    blocks = (drawn, *map(flows, sums), *(block for text in texts for block in hostile_blocks(text)))
    return replace(sample_answer(folder), cover=cover, blocks=blocks, keywords=texts, is_draft=True)


def squeezed(text: str) -> str:
    """What is left of a text when white space no longer counts, nor characters that no file holds."""
    return re.sub(r"\s+", "", without_controls(text))


def lost(shown: str, *, at_least: int) -> list[str]:
    """The texts that are not there as often as they were typed."""
    shown = squeezed(shown)
    return [text for text in HOSTILE if shown.count(squeezed(text)) < at_least]
