"""Words compared as people read them, whatever their accents; and the word that was probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from amikit.i18n import Text

_MOST = 24
_SHORTEST = 3
"""Letters: two words of three are never far apart."""
_NEAR, _NEARER = 0.6, 0.75
"""How like a word must be to be worth naming, when it begins alike, and when it does not."""
_CANDIDATES = 3
_ZEROS = re.compile("(?<![0-9])0+(?=[0-9])")
"""Zeros before a number: CAL02 is CAL002."""
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


@lru_cache(maxsize=4096)  # the lines of a table say the same words
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
    """The known word most like ``word``; empty when none is near.

    Fingers slip inside a word more often than on its first letter: another beginning must be much alike.
    """
    import difflib  # only when a word is not known

    folded = {name.casefold(): name for name in known}
    typed = word.casefold()
    bare = _ZEROS.sub("", typed)
    numbered = [name for folds, name in folded.items() if _ZEROS.sub("", folds) == bare]
    if len(numbered) == 1:
        return numbered[0]
    for close in difflib.get_close_matches(typed, folded, n=_CANDIDATES, cutoff=_NEAR):
        if close[:1] == typed[:1] or difflib.SequenceMatcher(None, close, typed).ratio() >= _NEARER:
            return folded[close]
    return ""


@dataclass(frozen=True, slots=True)
class Suggestion(Text):
    """“Did you mean…”, with both words."""

    typed: str = ""
    meant: str = ""
    is_certain: bool = False
    """Whether no other known word is nearly as like it: only then may it be put right unasked."""


def _is_certain(word: str, close: str, known: Iterable[str]) -> bool:
    """Whether only one letter was added, lost or swapped, and no other known word is so near.

    A digit or another letter makes another name: a year, a line, a department.
    """
    typed = word.casefold()
    near = [other for other in {one.casefold() for one in known} if _is_one_slip(typed, other)]
    return len(word) > _SHORTEST and near == [close.casefold()]


def _is_one_slip(typed: str, meant: str) -> bool:
    """Whether two words differ by one letter too many, one too few, or two letters swapped."""
    if len(typed) == len(meant):
        places = [place for place, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        if len(places) != 2 or places[1] != places[0] + 1:
            return False
        first, second = places
        letters = typed[first] + typed[second]
        return letters.isalpha() and letters[::-1] == meant[first] + meant[second]
    long, short = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    if len(long) != len(short) + 1:
        return False
    place = next((at for at, (one, other) in enumerate(zip(long, short, strict=False)) if one != other), len(short))
    return long[place + 1 :] == short[place:] and not long[place].isdigit()


def did_you_mean(word: str, known: Iterable[str], *, is_a_name: bool = False) -> Text:
    """“Did you mean…”, else what is known; says so when nothing is.

    Of two spellings of ``a name``, in free text, nobody knows which is wrong: it is never certain.
    """
    words = list(known)
    close = nearest(word, words)
    if close:
        said = (f"Vouliez-vous écrire « {close} » ?", f"Did you mean “{close}”?")
        return Suggestion(*said, word, close, not is_a_name and _is_certain(word, close, words))
    beginning = [name for name in words if fold(name).startswith(f"{fold(word)}-")] if word.strip() else []
    if len(beginning) == 1:
        only = beginning[0]
        return Suggestion(f"Vouliez-vous écrire « {only} » ?", f"Did you mean “{only}”?", word, only)
    if not words:
        return Text("Il n'y en a pas encore.", "There is none yet.")
    listed = ", ".join(words[:_MOST]) + ("…" if len(words) > _MOST else ".")
    return Text(f"Au choix : {listed}", f"To choose from: {listed}")
