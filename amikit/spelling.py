"""Words compared as people read them, whatever their accents; and the word that was probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from amikit.i18n import Text

_MOST = 24
_SHORTEST = 3
"""Letters: two words of three are never far apart."""
_LIKE, _APART = 0.85, 0.08
"""How like the word meant, and how much less like any other, for there to be no doubt."""
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})
_GAPS = re.compile(r"[\s_-]+")
_OUTSIDE_SLUGS = re.compile("[^a-z0-9]+")


def plain(text: str) -> str:
    """A text without capitals, accents nor ligatures; everything else stays, spaces too.

    >>> plain("L'Œuvre à Ærø")
    "l'oeuvre a aero"
    """
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in spread if not unicodedata.combining(letter)).translate(_LIGATURES)


def fold(text: str) -> str:
    """A word without what is written in several ways: accents, capitals; hyphens for spaces and underscores.

    >>> fold("Mise à_disposition")
    'mise-a-disposition'
    """
    return _GAPS.sub("-", plain(text).strip())


def slug(text: str) -> str:
    """An identifier: small letters in ASCII, digits, and a hyphen for everything else; possibly empty.

    >>> slug("L'œil de l’été")
    'l-oeil-de-l-ete'
    """
    return _OUTSIDE_SLUGS.sub("-", plain(text)).strip("-")


def same_word(word: str, known: Iterable[str]) -> str:
    """The known word that differs from ``word`` by nothing that ``fold`` keeps; empty unless there is one."""
    folded = fold(word)
    same = [name for name in known if fold(name) == folded]
    return same[0] if len(same) == 1 else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like ``word``; empty when none is near."""
    import difflib  # only when a word is not known

    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


@dataclass(frozen=True, slots=True)
class Suggestion(Text):
    """“Did you mean…”, with both words."""

    typed: str = ""
    meant: str = ""
    is_certain: bool = False
    """Whether no other known word is nearly as like it: only then may it be put right unasked."""


def _is_certain(word: str, close: str, known: Iterable[str]) -> bool:
    from difflib import SequenceMatcher

    def likeness(other: str) -> float:
        return SequenceMatcher(None, word.casefold(), other.casefold()).ratio()

    best = likeness(close)
    others = max((likeness(other) for other in known if other.casefold() != close.casefold()), default=0.0)
    return len(word) > _SHORTEST and best >= _LIKE and others <= best - _APART


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """“Did you mean…”, else what is known; says so when nothing is."""
    words = list(known)
    close = nearest(word, words)
    if close:
        said = (f"Vouliez-vous écrire « {close} » ?", f"Did you mean “{close}”?")
        return Suggestion(*said, word, close, _is_certain(word, close, words))
    if not words:
        return Text("Il n'y en a pas encore.", "There is none yet.")
    listed = ", ".join(words[:_MOST]) + ("…" if len(words) > _MOST else ".")
    return Text(f"Au choix : {listed}", f"To choose from: {listed}")
