"""Why an amount is what it is, in words and numbers, so that a person can contest it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from amikit.i18n import Language, Text, say


@dataclass(frozen=True, slots=True)
class Reason:
    """A piece of sentence in each language, and the facts it needs; no final full stop."""

    text: Text
    facts: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    """Where the figure was written: an address or a title; empty for what is only computed."""

    def say(self, language: Language) -> str:
        """The words, in the reader's language."""
        return say(self.text, self.facts, language)

    def then(self, other: Reason, mark: str = " ; ") -> Reason:
        """This reason, a mark, then another; the facts of both must not share a name.

        English has no space before a semicolon nor a colon.
        """
        english = mark.replace(" ;", ";").replace(" :", ":")
        text = Text(self.text.fr + mark + other.text.fr, self.text.en + english + other.text.en)
        return Reason(text, {**self.facts, **other.facts}, self.source or other.source)
