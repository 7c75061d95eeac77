"""What is drawn: bars, flows and key figures, as HTML and SVG whose words stay words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from amikit.export import words as export_words
from amikit.export.flow_layout import lay_out
from amikit.export.flow_svg import flows_svg
from amikit.i18n import Language
from amikit.workshop.markup import element, text


def chart_html(attributes: Mapping[str, str], language: Language) -> str:
    """The bars of the block of class ``chart``; one picture to a screen reader."""
    rows = json.loads(attributes["rows"])
    names = export_words.group_names(language)
    top = max((row["cents"] for row in rows), default=1) or 1
    drawn = ""
    for group, members in groupby(rows, key=lambda row: str(row["group"])):
        shown = list(members)
        is_alone = len(shown) == 1 and shown[0]["label"].casefold() == names[group].casefold()
        drawn += "" if is_alone else element("p", text(names[group]), class_=group)
        drawn += "".join(_bar(row, top) for row in shown)
    bars = element("div", drawn, class_="bars", role="img", aria_label=attributes.get("alt", ""))
    return _figure("chart", bars, attributes)


def _bar(row: Mapping[str, Any], top: int) -> str:
    width = max(0, row["cents"]) * 100 / top
    bar = f'<svg viewBox="0 0 100 1" preserveAspectRatio="none"><rect width="{width:.2f}" height="1"/></svg>'
    cells = (
        f"<span>{text(row['label'])}</span>{element('div', bar, class_=row['group'])}<span>{text(row['amount'])}</span>"
    )
    return element("div", cells, class_="row")


def flows_html(attributes: Mapping[str, str], language: Language) -> str:
    """The drawing of the block of class ``flows``; it scrolls where it would be too small."""
    drawn = flows_svg(
        lay_out(json.loads(attributes["flows"]), export_words.group_names(language)), attributes.get("alt", "")
    )
    name = attributes.get("caption") or export_words.PICTURE[language]
    return _figure(
        "flows", element("div", drawn, class_="wide", role="region", aria_label=name, tabindex="0"), attributes
    )


def cards_html(attributes: Mapping[str, str]) -> str:
    """The key figures, a card each."""
    cards = ""
    for item in json.loads(attributes["items"]):
        note = element("dd", text(item["note"])) if item.get("note") else ""
        cards += element("div", f'<dt>{text(item["label"])}</dt><dd class="value">{text(item["value"])}</dd>{note}')
    return element("dl", cards, class_="cards")


def _figure(kind: str, drawn: str, attributes: Mapping[str, str]) -> str:
    caption = attributes.get("caption", "")
    below = element("figcaption", text(caption)) if caption else ""
    return element("figure", drawn + below, class_=kind)
