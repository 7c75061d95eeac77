"""Where the consortium's own prose names a resource.

Text and names are cut into words; the words are looked up in a tree of names, so that the
time is proportional to the text, however large the catalog.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier
from amikit.source.markdown import Prose
from amikit.source.span import Span

# Accents typed apart, soft hyphens and zero-width marks are inside a word, not between two.
_WORD = re.compile("[\\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")
_APOSTROPHES = "'\u2019\u02bc\u2018\u00b4`"
_GLUE = re.compile("[\\w.:/@?&=#%+~\\-\u2010\u2011]+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ELIDED = frozenset({"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu"})
_PLURALS = ("s", "x")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the consortium's prose where a resource is named."""

    resource_id: str
    name: str
    """The name of the catalog that was recognised."""
    where: str
    """The address of the text: ``sections/qui``, ``membres/baraka``."""
    span: Span


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found in a text."""

    resource_ids: tuple[str, ...]
    name: str
    start: int
    end: int


class _Word(NamedTuple):
    """One word of a text: without capitals, accents nor ligatures; and what stands before it."""

    folded: str
    gap: str
    """Between the previous word and this one: a space (or a hyphen), an apostrophe, or as typed."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    resource_ids: tuple[str, ...]
    name: str
    folded: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """The names that begin with the same words, plurals aside."""

    nexts: dict[tuple[str, str], _Node] = field(default_factory=dict)
    names: list[_Name] = field(default_factory=list)


class NameIndex:
    """The names to look for, arranged word by word."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names`` are pairs: the id of a resource, and one of its names."""
        self._root = _Node()
        for resource_id, name in names:
            for words in _variants(tuple(_words(name))):
                self._add(resource_id, name, words)

    def _add(self, resource_id: str, name: str, words: tuple[_Word, ...]) -> None:
        node = self._root
        for place, word in enumerate(words):
            node = node.nexts.setdefault((word.gap if place else "", _stem(word.folded)), _Node())
        folded = tuple(word.folded for word in words)
        for place, known in enumerate(node.names):
            if known.folded == folded:
                ids = dict.fromkeys((*known.resource_ids, resource_id))
                node.names[place] = _Name(tuple(ids), known.name, folded)
                return
        node.names.append(_Name((resource_id,), name, folded))

    def find(self, text: str) -> Iterator[NameMatch]:
        """Every name in the text, in reading order: the longest of those that begin at a word."""
        words = tuple(_words(text))
        hosts: _Hosts | None = None
        first_words = self._root.nexts
        place = 0
        while place < len(words):
            if ("", _stem(words[place].folded)) not in first_words:
                place += 1
                continue
            hosts = hosts or _Hosts(text)
            found = self._longest(words, place, hosts)
            if found is None:
                place += 1
                continue
            name, after = found
            yield NameMatch(name.resource_ids, name.name, words[place].start, words[after - 1].end)
            place = after

    def _longest(self, words: tuple[_Word, ...], place: int, hosts: _Hosts) -> tuple[_Name, int] | None:
        """The longest name that begins at a word, and the index of the word after it."""
        if not _may_begin(words, place):
            return None
        best = None
        node = self._root
        for after in range(place, len(words)):
            word = words[after]
            deeper = node.nexts.get((word.gap if after > place else "", _stem(word.folded)))
            if deeper is None:
                break
            node = deeper
            name = _same_words(node.names, words[place : after + 1]) if node.names else None
            if name is not None and _may_end(words, after) and not hosts.cut(words[place].start, word.end):
                best = (name, after + 1)
        return best


class _Hosts:
    """The host names of a text, ``forum.tiers-lieux.org``, with what is stuck to them."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        if "." not in text and "@" not in text:
            return
        for run in _GLUE.finditer(text):
            stuck = run.group().rstrip(".:?-")
            host = stuck.split("/", 1)[0].split(":", 1)[0]
            if "@" in stuck[1:] or ("." in host and _HOST.fullmatch(host)):
                self._starts.append(run.start())
                self._ends.append(run.start() + len(stuck))

    def cut(self, start: int, end: int) -> bool:
        """Whether these characters take a piece of an address, and not the whole of it."""
        for offset in (start, end - 1):
            place = bisect_right(self._starts, offset) - 1
            is_inside = place >= 0 and offset < self._ends[place]
            if is_inside and not (start <= self._starts[place] and self._ends[place] <= end):
                return True
        return False


def find_mentions(dossier: Dossier, catalog: Catalog) -> tuple[Mention, ...]:
    """Every mention of a resource in the sections and in the members' histories, in reading order.

    Common words (``noms_courts``) count only for a resource that the dossier declares.
    A name that several resources share speaks of those that the dossier declares, if any.
    """
    declared = frozenset(dossier.uses_by_id)
    index = NameIndex(_names(catalog, declared))
    texts: list[tuple[str, Prose]] = [
        (f"sections/{section_id}", section.prose) for section_id, section in dossier.sections.items()
    ]
    texts += [(f"membres/{member_id}", prose) for member_id, prose in dossier.histories.items()]
    return tuple(mention for where, prose in texts for mention in _mentions_in(prose, where, index, declared))


def _mentions_in(prose: Prose, where: str, index: NameIndex, declared: frozenset[str]) -> Iterator[Mention]:
    for block in prose.text_blocks():
        for match in index.find(block.text):
            span = block.span_at(match.start, match.end - match.start)
            meant = [one for one in match.resource_ids if one in declared]
            for resource_id in meant or match.resource_ids:
                yield Mention(resource_id, match.name, where, span)


def _names(catalog: Catalog, declared: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Each resource with each of its names; the common words of the declared ones alone."""
    for resource in catalog.by_id.values():
        common = {fold(name) for name in resource.short_names}
        for name in (resource.name, *resource.names):
            if resource.id in declared or fold(name) not in common:
                yield resource.id, name
        if resource.id in declared:
            for name in resource.short_names:
                yield resource.id, name


def fold(text: str) -> str:
    """A text without what names are compared without: capitals, accents, ligatures, kinds of spaces.

    >>> fold("L’Œuvre  commune")
    "l'oeuvre commune"
    """
    return "".join((word.gap if place else "") + word.folded for place, word in enumerate(_words(text)))


def _variants(words: tuple[_Word, ...]) -> Iterator[tuple[_Word, ...]]:
    """A name as written; and without its article when it is elided: « L'Interlieux »."""
    if words:
        yield words
    if len(words) > 1 and words[0].folded == "l" and words[1].gap == "'":
        yield words[1:]


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for match in _WORD.finditer(text):
        folded = _fold_word(match.group())
        if folded:
            yield _Word(folded, _fold_gap(text[end : match.start()]), match.start(), match.end())
            end = match.end()


@lru_cache(maxsize=65_536)
def _fold_word(word: str) -> str:
    if word.isascii():
        return word.lower()
    spread = unicodedata.normalize("NFKD", _INVISIBLE.sub("", word.casefold()))
    return "".join(char for char in spread if not unicodedata.combining(char)).translate(_LIGATURES)


@lru_cache(maxsize=1_024)
def _fold_gap(gap: str) -> str:
    """White space and a lone hyphen are one space, every apostrophe is the same; the rest stays."""
    if gap in ("-", "\u2010", "\u2011") or (gap and gap.isspace()):
        return " "
    return "'" if len(gap) == 1 and gap in _APOSTROPHES else gap


def _stem(folded: str) -> str:
    """A word without its last s or x: words of one stem are then compared in full."""
    return folded[:-1] if len(folded) > 2 and folded.endswith(_PLURALS) else folded


def _same_words(names: list[_Name], words: tuple[_Word, ...]) -> _Name | None:
    """The name that these words are: as written, else up to the plural of each."""
    written = tuple(word.folded for word in words)
    for name in names:
        if name.folded == written:
            return name
    for name in names:
        is_long = len(written) > 1
        if all(_same_word(word, known, is_long) for word, known in zip(written, name.folded, strict=True)):
            return name
    return None


def _same_word(word: str, known: str, is_long: bool) -> bool:
    """Whether a word is that of a name, or its plural; or its singular, in a name of several words.

    « mon » is no singular of « Mons »: a lone or short word never loses a letter.
    """
    if word == known or word in (known + "s", known + "x"):
        return True
    return is_long and len(word) > 3 and known in (word + "s", word + "x")


def _may_begin(words: tuple[_Word, ...], place: int) -> bool:
    """Not after the apostrophe of a longer word: « hui » is no word of « aujourd'hui »."""
    return words[place].gap != "'" or place == 0 or words[place - 1].folded in _ELIDED


def _may_end(words: tuple[_Word, ...], place: int) -> bool:
    """Not before the apostrophe of a longer word; the English possessive is no part of one."""
    return place + 1 >= len(words) or words[place + 1].gap != "'" or words[place + 1].folded == "s"
