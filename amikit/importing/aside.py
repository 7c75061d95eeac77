"""What was not taken as it was, so that it can be said: nothing is lost without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class Aside:
    """Set aside, or changed on the way. The words are those of the document."""

    notes: list[Mapping[str, str]] = field(default_factory=list)
    """``quoi`` (commentaire, ajout, retrait), ``par``, ``le``, ``texte``."""
    boxes: list[str] = field(default_factory=list)
    """Text boxes: they follow their paragraph, as quotations."""
    headers: list[str] = field(default_factory=list)
    title: str = ""
    """The title of the document: it belongs in dossier.yaml."""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    """A picture that is not taken, and why: ``missing``, ``remote``, ``too-large``, ``kind``…"""
    bold_titles: list[str] = field(default_factory=list)
    """Lines in bold that were taken for titles."""
    links: list[str] = field(default_factory=list)
    """Addresses that would run something: their words stay."""
    no_alt: list[str] = field(default_factory=list)
    """Pictures that were taken and that nothing describes."""
    counts: Counter[str] = field(default_factory=Counter)
    """``inner-table``, ``merged``, ``header-row``, ``formula``, ``html``, ``deep``, ``object``, ``contents``, ``macros``,
    ``front-matter``."""

    def of_kind(self, what: str) -> list[Mapping[str, str]]:
        """The notes of a kind."""
        return [note for note in self.notes if note["quoi"] == what]


def as_comment(note: Mapping[str, str]) -> str:
    """A note as a comment of Markdown: read by who writes, never printed."""
    who = f" de {note['par']}" if note.get("par") else ""
    when = f" ({note['le']})" if note.get("le") else ""
    kept = {"ajout": ", repris", "retrait": ", non repris"}.get(note["quoi"], "")
    return hidden(f"{note['quoi'].capitalize()}{who}{when}{kept} : {note['texte']}")


def hidden(words: str) -> str:
    """Words in a comment, which they cannot close; a backquote would make it text."""
    plain = " ".join(words.split()).replace("--", "–").replace("`", "'").replace(">", "›").replace("<", "‹")
    return f"<!-- {plain} -->"
