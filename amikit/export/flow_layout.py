"""Where each name, bar and band of the picture of flows stands: said once for paper and for screens.

Names stand in slots of their own, between the bars and never under a band: nothing overlaps, and
no colour is behind a word. Letters are counted with the widths of a common sans serif, a little
wider than ours; what still does not fit its line is squeezed by whoever draws it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any, Literal

WIDTH = 447.0
"""Points: the width of the text on a page of ours."""
SIZE = 9.0
"""Points: of every word."""
LINE = 11.0
_BAR = 3.5
_SPACE = 5.0
"""Between a name and a bar."""
_GAP = 7.0
"""Between two nodes."""
_HEIGHT = 170.0
"""Of all the cash, as one bar."""
_THINNEST = 0.75
_MOST_LINES = 4
_SQUEEZED = 1.3
"""How much wider than its room a word may be, rather than be cut."""
_LONGEST = 300
"""Characters of a name that are looked at."""
_CARDS = {3: (98.0, 124.0, 106.0), 4: (90.0, 76.0, 88.0, 92.0)}
"""The room of the names of each column."""
_NARROW, _WIDE = frozenset("ijlI'’|.,:;!·()[]/-ft \u00a0\u202f"), frozenset("mwMWOQ@%&ŒœÆæ—…")
_WIDTHS = {"narrow": 0.3, "wide": 0.9, "capital": 0.7, "other": 0.56, "full": 1.0}

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: its box, and the side of the box where it stands."""

    x: float
    y: float
    width: float
    anchor: Anchor
    text: str
    is_strong: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """The side of a node."""

    x: float
    y: float
    height: float
    group: str
    width: float = _BAR


@dataclass(frozen=True, slots=True)
class Band:
    """A flow: from the middle of one side to that of the other."""

    x: float
    y: float
    to_x: float
    to_y: float
    height: float
    group: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything to draw, in points from the top left."""

    height: float
    bands: tuple[Band, ...]
    bars: tuple[Bar, ...]
    words: tuple[Words, ...]
    width: float = WIDTH


@dataclass(frozen=True, slots=True)
class _Slot:
    """The room of one node in its column."""

    label: tuple[str, ...]
    amount: str
    group: str
    heading: str
    """The name of the group that begins here."""
    bar: float

    @property
    def inner(self) -> float:
        return max(self.bar, LINE * (len(self.label) + 1))

    @property
    def height(self) -> float:
        return self.inner + (LINE + 2 if self.heading else 0)


def lay_out(drawn: Mapping[str, Any], groups: Mapping[str, str]) -> Layout:
    """Place the columns and the bands of ``drawn`` (see ``render/flows.py``); ``groups`` names the colours."""
    columns: Sequence[Mapping[str, Any]] = drawn["columns"]
    cards = _CARDS[len(columns)]
    zone = (WIDTH - sum(cards)) / (len(columns) - 1)
    lefts = list(accumulate(cards[:-1], lambda left, card: left + card + zone, initial=0.0))
    scale = _HEIGHT / max(1, *(sum(node["cents"] for node in column["nodes"]) for column in columns))
    placed = [
        _Column(left, card, is_first=depth == 0, is_last=depth == len(columns) - 1)
        for depth, (left, card) in enumerate(zip(lefts, cards, strict=True))
    ]
    for column, its in zip(columns, placed, strict=True):
        its.slots = _slots(column["nodes"], groups, scale, its.text_width)
    tallest = max(its.height for its in placed)
    for column, its in zip(columns, placed, strict=True):
        its.fill(column["title"], LINE + _GAP + (tallest - its.height) / 2)
    zones = [(before.left + before.card, after.left) for before, after in pairwise(placed)]
    bands = _bands(drawn, [its.middles for its in placed], zones, scale)
    return Layout(
        LINE + _GAP + tallest,
        tuple(bands),
        tuple(bar for its in placed for bar in its.bars),
        tuple(line for its in placed for line in its.words),
    )


@dataclass(slots=True)
class _Column:
    """The names of one step between its bars: none at the left of the first, none at the right of the last."""

    left: float
    card: float
    is_first: bool
    is_last: bool
    slots: Sequence[_Slot] = ()
    words: list[Words] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    middles: list[float] = field(default_factory=list)
    """Of the bars, from top to bottom."""

    @property
    def text_width(self) -> float:
        return self.card - (1 if self.is_first or self.is_last else 2) * (_BAR + _SPACE)

    @property
    def height(self) -> float:
        return sum(slot.height for slot in self.slots) + _GAP * (len(self.slots) - 1)

    def fill(self, title: str, top: float) -> None:
        """Place the slots below each other, the first at ``top``."""
        anchor: Anchor = "end" if self.is_first else "start" if self.is_last else "middle"
        x = self.left if self.is_first else self.left + _BAR + _SPACE
        self.words.append(Words(x, 0, self.text_width, anchor, title, group="title"))
        sides = [*([] if self.is_first else [self.left]), *([] if self.is_last else [self.left + self.card - _BAR])]
        for slot in self.slots:
            middle = top + slot.height - slot.inner / 2
            self.words += _words(slot, top, x, self.text_width, anchor)
            self.bars += [Bar(side, middle - slot.bar / 2, slot.bar, slot.group) for side in sides]
            self.middles.append(middle)
            top += slot.height + _GAP


def _slots(nodes: Sequence[Mapping[str, Any]], groups: Mapping[str, str], scale: float, width: float) -> list[_Slot]:
    slots = []
    for place, node in enumerate(nodes):
        group = node["group"]
        peers = [one for one in nodes if one["group"] == group]
        is_said = len(peers) == 1 and node["label"].casefold() == groups.get(group, "").casefold()
        begins = place == 0 or nodes[place - 1]["group"] != group
        heading = groups.get(group, "") if begins and not is_said else ""
        label = tuple(wrap(node["label"], width))
        slots.append(_Slot(label, node["amount"], group, heading, max(_THINNEST, node["cents"] * scale)))
    return slots


def _words(slot: _Slot, y: float, x: float, width: float, anchor: Anchor) -> list[Words]:
    """The heading above, then the name and the amount in the middle of the rest."""
    lines = [(line, False) for line in slot.label] + [(slot.amount, True)]
    start = y + slot.height - slot.inner / 2 - LINE * len(lines) / 2
    shown = [
        Words(x, start + LINE * place, width, anchor, line, is_strong) for place, (line, is_strong) in enumerate(lines)
    ]
    heading = [Words(x, y, width, anchor, slot.heading, is_strong=True, group=slot.group)] if slot.heading else []
    return [*heading, *shown]


def _bands(
    drawn: Mapping[str, Any], middles: Sequence[Sequence[float]], zones: Sequence[tuple[float, float]], scale: float
) -> list[Band]:
    """Side by side along each bar: first in the order of the targets, then in that of the sources."""
    columns = drawn["columns"]
    starts, ends = (
        {
            (depth, place): middles[depth][place] - node["cents"] * scale / 2
            for depth, column in enumerate(columns)
            for place, node in enumerate(column["nodes"])
        }
        for _ in range(2)
    )
    bands = []
    for band in sorted(drawn["bands"], key=lambda one: (one["column"], one["source"], one["target"])):
        depth, height = band["column"], band["cents"] * scale
        source, target = (depth, band["source"]), (depth + 1, band["target"])
        group = columns[depth + 1]["nodes"][band["target"]]["group"]
        x, to_x = zones[depth]
        bands.append(
            Band(x, starts[source] + height / 2, to_x, ends[target] + height / 2, max(_THINNEST, height), group)
        )
        starts[source] += height
        ends[target] += height
    # The thinnest are drawn last, above the others.
    return sorted(bands, key=lambda one: -one.height)


def wrap(text: str, width: float, most: int = _MOST_LINES) -> list[str]:
    """A name on at most ``most`` lines about as wide as ``width`` points; what is too long ends with ``…``.

    >>> wrap("Forum des tiers-lieux", 60)
    ['Forum des', 'tiers-lieux']
    """
    lines: list[str] = []
    for word in _cut(text[:_LONGEST].split(" "), width):
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width_of(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _cut(words: Sequence[str], width: float) -> list[str]:
    """The words; those much wider than a line in pieces, for the others are only squeezed."""
    pieces: list[str] = []
    for word in words:
        piece = ""
        if width_of(word) <= width * _SQUEEZED:
            pieces += [word] if word else []
            continue
        for letter in word:
            if piece and width_of(piece + letter) > width:
                pieces.append(piece)
                piece = ""
            piece += letter
        if piece:
            pieces.append(piece)
    return pieces


def width_of(text: str) -> float:
    """About how wide a line is, in points."""
    return sum(_WIDTHS[_kind(letter)] for letter in text) * SIZE


def _kind(letter: str) -> str:
    if letter in _NARROW:
        return "narrow"
    if letter in _WIDE:
        return "wide"
    if unicodedata.east_asian_width(letter) in "WF":
        return "full"
    return "capital" if letter.isupper() else "other"
