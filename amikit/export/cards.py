"""The key figures, as cards in rows."""

from __future__ import annotations

import json
from dataclasses import dataclass

from amikit.export.cover import one_line

_MOST_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Card:
    """One figure: each text on one line, cleaned."""

    label: str
    value: str
    note: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What it shows, in order, each under the name of its style; the value is always there."""
        lines = (("Chiffre libellé", self.label), ("Chiffre valeur", self.value), ("Chiffre note", self.note))
        return [(style, text) for style, text in lines if text or style == "Chiffre valeur"]


def read_cards(items_json: str) -> list[list[Card]]:
    """The rows of cards that a ``key-figures`` block holds: three in a row at most, two when there are four."""
    cards = [
        Card(*(one_line(str(item.get(key, ""))) for key in ("label", "value", "note")))
        for item in json.loads(items_json)
    ]
    columns = 2 if len(cards) == 4 else min(_MOST_IN_A_ROW, len(cards))
    return [cards[start : start + columns] for start in range(0, len(cards), columns)] if cards else []
