"""No person in the annex: a digest where the same person must be recognised, nothing elsewhere.

A digest salted by the call tells two people apart and hides their names from whoever reads; somebody
who already has a list of names can still try them one by one. It is a pseudonym, not anonymity.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amikit.model.budget import PayeeKind
from amikit.model.dossier import Dossier
from amikit.spelling import fold, plain

_LENGTH = 16
_ADDRESS = re.compile(r"[^\s@<>«»()]+(?:[@\uff20]|\s?[\[(]\s?(?:at|arobase|@)\s?[\])]\s?)[^\s@<>«»()]+", re.IGNORECASE)
_GAP = "[\\s.\u00a0\u202f\u2010-\u2014-]{0,3}"
_PHONE = re.compile(
    rf"(?<![0-9])\(?(?:(?:\+|00)[0-9]{{1,3}}\)?{_GAP}(?:\(0\){_GAP})?|0)\(?[0-9]\)?(?:{_GAP}[0-9]){{7,10}}(?![0-9])"
    r"|(?<![0-9])0[1-9](?:/[0-9]{2}){4}(?![0-9])"
)
_SHORTEST = 3
_WORD = re.compile(r"[^\W\d_]+")
_ARTICLES = frozenset({"les", "des", "une", "aux", "the"})
_LONGEST = 400
HIDDEN = "[…]"
"""What stands for a name, an address or a number in a text of the annex."""


def person_digest(name: str, call_id: str) -> str:
    """Sixteen hexadecimal characters for a person in the answers to one call; empty for nobody.

    Capitals, accents and spaces do not count: two answers write one name in two ways.
    """
    key = fold(name)
    salted = f"amikit-annex/person/{call_id}/{key}"
    return hashlib.sha256(salted.encode()).hexdigest()[:_LENGTH] if key else ""


@dataclass(frozen=True, slots=True)
class Discretion:
    """What a dossier says of people, so that no text of the annex says it again."""

    call_id: str
    names: tuple[str, ...]
    """As they are compared (capitals and accents aside), longest first."""
    by_id: dict[str, str]
    """The name of each person, by id."""
    words: frozenset[str] = frozenset()
    """What people are called for short: a first name, a family name; none that an organisation bears."""

    @classmethod
    def of(cls, dossier: Dossier, call_id: str, organisations: Iterable[str] = ()) -> Discretion:
        """Everyone that the dossier names as a person; who bears the name of an organisation is one."""
        people = {person.id: person.name or person.id for person in dossier.settings.people}
        theirs = [*(name for member in dossier.members for name in (member.name, member.id)), *organisations]
        others = {fold(name) for name in theirs}
        known = [name for name in (*people.values(), *_said_of_people(dossier)) if fold(name) not in others]
        names = {spelt for name in known for spelt in _spellings(plain(" ".join(name.split())))}
        kept = {plain(word) for name in theirs for word in _WORD.findall(name)}
        words = {
            plain(word) for name in known if _is_of_a_person(name) for word in _WORD.findall(name) if _is_name(word)
        }
        longest_first = sorted((name for name in names if len(name) >= _SHORTEST), key=lambda name: (-len(name), name))
        return cls(call_id, tuple(longest_first), people, frozenset(words - kept))

    def digest(self, person_id: str) -> str:
        """The digest of somebody, by id or by name."""
        return person_digest(self.by_id.get(person_id, person_id), self.call_id)

    def hide(self, text: str) -> str:
        """Prose without names of persons, addresses of e-mail nor numbers of telephone; shortened if it is long."""

        def instead(word: re.Match[str]) -> str:
            return HIDDEN if _is_name(word[0]) and plain(word[0]) in self.words else word[0]

        return self.hide_names(_WORD.sub(instead, self.hide_names(text)))

    def hide_names(self, text: str) -> str:
        """The same for the name of an organisation, where only a whole name is somebody's."""
        seen = "".join(letter for letter in " ".join(text.split()) if unicodedata.category(letter) != "Cf")
        hidden = _PHONE.sub(HIDDEN, _ADDRESS.sub(HIDDEN, seen))
        for start, end in reversed(_found(hidden, self.names)):
            hidden = hidden[:start] + HIDDEN + hidden[end:]
        return hidden if len(hidden) <= _LONGEST else hidden[: _LONGEST - 1] + "…"


def _said_of_people(dossier: Dossier) -> Iterator[str]:
    """What stands where a dossier names somebody, though it may name an organisation too."""
    yield from (one.name for one in dossier.settings.supporters if one.is_person)
    yield from (use.agreement.by for use in dossier.settings.uses if use.agreement)
    yield from (member.agreement.by for member in dossier.members if member.agreement)
    payees = (line.payee for line in dossier.budget.expenses)
    yield from (one.name for one in payees if one and one.kind is PayeeKind.THIRD_PARTY and _is_of_a_person(one.name))
    for decision in dossier.decisions:
        written = (decision.facilitator, *decision.participants, *(one.by for one in decision.objections))
        yield from (name for name in written if _is_of_a_person(name))


def _is_of_a_person(name: str) -> bool:
    """Whether a name looks like somebody's: two words at least that begin with a capital."""
    return sum(map(_is_name, _WORD.findall(name))) > 1


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST and word[0].isupper() and plain(word) not in _ARTICLES


def _spellings(name: str) -> tuple[str, ...]:
    """A name as it stands in a text, in the name of a file, in an address."""
    return name, *(re.sub("[ '’-]+", mark, name) for mark in "-_.")


def _found(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where the names stand in a text, in order; a name inside a word is none."""
    folded, places = _compared(text)
    spans: list[tuple[int, int]] = []
    for name in names:
        start = folded.find(name)
        while start >= 0:
            end = start + len(name)
            is_whole = not (folded[start - 1 : start].isalnum() or folded[end : end + 1].isalnum())
            first, last = places[start], places[end - 1] + 1
            if is_whole and not any(first < after and before < last for before, after in spans):
                spans.append((first, last))
            start = folded.find(name, start + 1)
    return sorted(spans)


def _compared(text: str) -> tuple[str, list[int]]:
    """The text without capitals and accents, and for each of its characters the place it comes from."""
    folded, places = "", []
    for place, letter in enumerate(text):
        letters = plain(letter)
        folded += letters
        places += [place] * len(letters)
    return folded, places
