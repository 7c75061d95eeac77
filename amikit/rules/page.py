"""The page of a finding: what is wrong, why it matters, an example, the same one put right.

A page is Markdown that anyone can read: ``# CODE``, ``## title``, why, the files of the example,
those that put it right under ``### Comme il faut``, and its English words under ``### In English``.
The tests play the example (``tests/rules``); ``amikit explain`` shows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from amikit.i18n import Language, Text
from amikit.paths import rule_page_path

CODE = "[A-Z]{3}[0-9]{3}"
_RIGHT = "\n### Comme il faut\n"
_ENGLISH = "\n### In English\n\n"
_HEAD = re.compile(rf"# (?P<code>{CODE})\n## (?P<title>.+)\n\n(?P<why>(?:[^`\n-].*\n)+)\n")
_BLOCK = re.compile(r"^```(\w+) (\S+)( entier)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PLACES: Mapping[str, Text] = {
    "_cents": Text("montant", "amount"),
    "_rate": Text("taux", "rate"),
    "_hours": Text("heures", "hours"),
    "_on": Text("date", "date"),
    "_count": Text("nombre", "number"),
}
_FACT = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True, slots=True)
class Block:
    """One file of an example."""

    kind: str
    """``yaml``, ``csv``, ``markdown``…; or ``image``, ``photo``, ``octets``, ``lien``, ``retirer``."""
    path: str
    is_whole: bool
    """Whether a ``dossier.yaml`` is shown whole, and not only the keys that change."""
    text: str
    """With the mark at the end of the line at fault: ``# CODE`` or ``<-- CODE``."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """What a page says, in both languages; its examples are French, as the files are."""

    code: str
    title: Text
    why: Text
    wrong: tuple[Block, ...]
    right: tuple[Block, ...]
    wrong_text: str
    """The half of the page where the example is wrong, with the places that no line shows."""
    right_text: str


def read_rule_page(code: str) -> RulePage:
    """The page of a code that amikit knows: one is shipped for each, a test insists."""
    return parse_rule_page(rule_page_path(code).read_text(encoding="utf-8"))


def parse_rule_page(text: str) -> RulePage:
    """A page; raises ``ValueError`` when it has not its parts."""
    french, found_english, english = text.partition(_ENGLISH)
    wrong, found_right, right = french.partition(_RIGHT)
    head = _HEAD.match(wrong)
    if not (head and found_right and found_english):
        raise ValueError("a page has # CODE, ## title, why, « Comme il faut » and “In English”")
    title, _, why = english.partition("\n\n")
    return RulePage(
        head["code"],
        Text(head["title"], title.strip()),
        Text(_one_line(head["why"]), _one_line(why)),
        _blocks(wrong),
        _blocks(right),
        wrong,
        right,
    )


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(Block(kind, path, bool(whole), body) for kind, path, whole, body in _BLOCK.findall(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def with_places(text: Text, language: Language) -> str:
    """A sentence whose facts are shown as places to fill: ``‹montant›``."""

    def place(match: re.Match[str]) -> str:
        name, _, forms = match[1].partition(":")
        word = next((text[language] for suffix, text in _PLACES.items() if name.endswith(suffix)), "…")
        return f"‹{word}›" + (f" {forms.rpartition('|')[2]}" if forms else "")

    return _FACT.sub(place, text[language])
