"""The word that was probably meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from amikit.i18n import Text

_MOST = 24


def fold(text: str) -> str:
    """A word without what is written in several ways: accents, capitals; hyphens for spaces and underscores.

    >>> fold("Mise à_disposition")
    'mise-a-disposition'
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[\s_-]+", "-", "".join(letter for letter in plain if not unicodedata.combining(letter)).strip())


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


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """“Did you mean…”, else what is known; says so when nothing is."""
    words = list(known)
    close = nearest(word, words)
    if close:
        return Text(f"Vouliez-vous écrire « {close} » ?", f"Did you mean “{close}”?")
    if not words:
        return Text("Il n'y en a pas encore.", "There is none yet.")
    listed = ", ".join(words[:_MOST]) + ("…" if len(words) > _MOST else ".")
    return Text(f"Au choix : {listed}", f"To choose from: {listed}")
