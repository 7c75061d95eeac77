"""Whatever a document says, the Markdown that is written says the same words to amikit's own reader."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amikit.export.markdown import blocks_to_markdown
from amikit.importing.aside import Aside, hidden
from amikit.importing.blocks import Flattener
from amikit.importing.splitting import with_even_levels
from amikit.render.walk import Node
from amikit.source.markdown import parse_markdown
from amikit.source.text_block import visible_text

_ATTR: Any = ["", [], []]
WORDS = st.text("abcéœ019-*_`[]<>#+=.|~$&;:!?\\()\"'«»°²{}/@%^\u00a0\u202f’…–", min_size=1, max_size=8)
SPACE: Node = {"t": "Space"}


def _spaced(words: list[str]) -> list[Node]:
    return [one for word in words for one in (SPACE, {"t": "Str", "c": word})][1:]


PLAIN = st.lists(WORDS, min_size=1, max_size=6).map(_spaced)
STYLED = st.tuples(st.sampled_from(["Strong", "Emph", "Strikeout"]), PLAIN).map(
    lambda one: [{"t": one[0], "c": one[1]}]
)
NOTED = PLAIN.map(lambda words: [{"t": "Note", "c": [{"t": "Para", "c": words}]}])
GAP = st.sampled_from([[SPACE], []])
"""Words in bold often touch those that follow."""
LINES = st.tuples(PLAIN, GAP, STYLED, GAP, st.one_of(PLAIN, STYLED), st.one_of(NOTED, st.just([]))).map(
    lambda parts: [inline for part in parts for inline in part]
)
PARAGRAPH = st.one_of(PLAIN, LINES).map(lambda content: {"t": "Para", "c": content})
TITLE = st.tuples(st.integers(1, 6), PLAIN).map(lambda one: {"t": "Header", "c": [one[0], _ATTR, one[1]]})
LIST = st.lists(st.lists(PARAGRAPH, min_size=1, max_size=2), min_size=1, max_size=3).map(
    lambda items: {"t": "BulletList", "c": items}
)
QUOTE = st.lists(PARAGRAPH, min_size=1, max_size=2).map(lambda blocks: {"t": "BlockQuote", "c": blocks})


def _table(cells: list[list[Node]]) -> Node:
    def row(pair: list[list[Node]]) -> Any:
        return [_ATTR, [[_ATTR, {"t": "AlignDefault"}, 1, 1, [{"t": "Para", "c": cell}]] for cell in pair]]

    specs = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * 2
    rows = [row(cells[:2]), row(cells[2:])]
    return {"t": "Table", "c": [_ATTR, [None, []], specs, [_ATTR, []], [[_ATTR, 0, [], rows]], [_ATTR, []]]}


TABLE = st.lists(PLAIN, min_size=4, max_size=4).map(_table)
DOCUMENT = st.lists(st.one_of(PARAGRAPH, TITLE, LIST, QUOTE, TABLE), min_size=1, max_size=5)


def _said(node: Any) -> str:
    """The words of pandoc's tree, a space between blocks."""
    if isinstance(node, list):
        return "".join(map(_said, node))
    if not isinstance(node, dict):
        return ""
    if node["t"] == "Space":
        return " "
    if node["t"] == "Str":
        return str(node["c"])
    inside = _said(node.get("c", []))
    return inside if node["t"] in ("Strong", "Emph", "Strikeout") else f" {inside} "


@given(DOCUMENT)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_words_read_back_are_those_of_the_document(blocks: list[Node]) -> None:
    flattener = Flattener("lister", [], lambda target, alt: ("", "missing"), Aside())

    text = blocks_to_markdown(with_even_levels(flattener.document(blocks)))

    tokens = parse_markdown(text, Path("a.md")).tokens
    read = " ".join(visible_text(token.children) for token in tokens if token.type == "inline")
    assert Counter(read.split()) == Counter(_said(blocks).split()), text


@given(st.text(max_size=60))
@settings(deadline=None)
def test_what_is_hidden_in_a_comment_never_comes_out_of_it(words: str) -> None:
    prose = parse_markdown(f"Avant.\n\n{hidden(words)}\n\nAprès.\n", Path("a.md"))

    assert [block.text for block in prose.text_blocks()] == ["Avant.", "Après."]
