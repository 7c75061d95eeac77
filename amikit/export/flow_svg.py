"""The picture of flows as a drawing inside a page of HTML: its words stay words."""

from __future__ import annotations

from html import escape

from amikit.export.flow_layout import LINE, SIZE, Band, Bar, Layout, Words, width_of
from amikit.export.pandoc import without_controls

_BASELINE = LINE - (LINE - SIZE) / 2 - 0.22 * SIZE


def flows_svg(layout: Layout, alt: str) -> str:
    """The drawing, one picture to a screen reader; the colours are those of the page's classes."""
    box = f"0 0 {_number(layout.width)} {_number(layout.height)}"
    parts = [*map(_band, layout.bands), *map(_bar, layout.bars), *map(_words, layout.words)]
    return f'<svg role="img" aria-label="{_text(alt)}" viewBox="{box}">\n{"".join(parts)}</svg>\n'


def _band(band: Band) -> str:
    half = band.height / 2
    x, middle, to_x = map(_number, (band.x, (band.x + band.to_x) / 2, band.to_x))
    top, to_top, bottom, to_bottom = map(_number, (band.y - half, band.to_y - half, band.y + half, band.to_y + half))
    there = f"M{x} {top}C{middle} {top} {middle} {to_top} {to_x} {to_top}"
    back = f"V{to_bottom}C{middle} {to_bottom} {middle} {bottom} {x} {bottom}Z"
    return f'<path{_colour(band.group)} d="{there}{back}"/>\n'


def _bar(bar: Bar) -> str:
    x, y, width, height = map(_number, (bar.x, bar.y, bar.width, bar.height))
    return f'<rect{_colour(bar.group)} x="{x}" y="{y}" width="{width}" height="{height}"/>\n'


def _words(line: Words) -> str:
    """A line wider than its room is squeezed: other faces than ours may be drawn."""
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[line.anchor]
    x, y = _number(line.x + line.width * share), _number(line.y + _BASELINE)
    classes = f"{line.anchor}{_class('strong' * line.is_strong)}{_class(line.group)}"
    is_tight = width_of(line.text) > line.width
    squeezed = f' textLength="{_number(line.width)}" lengthAdjust="spacingAndGlyphs"' if is_tight else ""
    return f'<text class="{classes}" x="{x}" y="{y}"{squeezed}>{_text(line.text)}</text>\n'


def _colour(group: str) -> str:
    return f' class="{group}"' if group else ""


def _class(name: str) -> str:
    return f" {name}" if name else ""


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(content: str) -> str:
    return escape(without_controls(content))
