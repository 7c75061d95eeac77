"""Where the consortium's own prose names a resource.

Text and names are cut into words; the words are looked up in a tree of names, so that the
time is proportional to the text, however large the catalog.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from amikit.model.catalog import Catalog
from amikit.model.dossier import Dossier
from amikit.source.span import Span
from amikit.source.text_block import TextBlock
from amikit.spelling import plain

# Accents typed apart, soft hyphens and zero-width marks are inside a word, not between two.
_WORD = re.compile("[\\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+")
_APOSTROPHES = "'\u2019\u02bc\u2018\u00b4`"
_GLUE = re.compile("[\\w.:/@?&=#%+~\\-\u2010\u2011]+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_ELIDED = frozenset({"l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu"})
_PLURALS = ("s", "x")
_PLACES = ("sections/", "membres/")
"""What the funder reads as the answer; a decision may name what was not kept."""
LONGEST_NAME = 30
"""Words; a longer one is no name, and would make every text slow to read."""
_MOST_ALIKE = 20
"""Names that differ by plurals alone; beyond, only as they are written: 2¹⁰ of them are no accident."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the consortium's prose where a resource is named."""

    resource_id: str
    name: str
    """The name of the catalog that was recognised."""
    where: str
    """The address of the text: ``sections/qui``, ``membres/baraka``."""
    span: Span
    is_substitute: bool = False
    """Whether what is named is not the resource, but what it can replace: ``remplace``."""


@dataclass(frozen=True, slots=True)
class Instead:
    """What a name means when it is that of something a resource can replace."""

    resource_id: str


Meaning = str | Instead
"""The id of a resource, or what it can replace."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found in a text."""

    meanings: tuple[Meaning, ...]
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
    meanings: tuple[Meaning, ...]
    name: str
    folded: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """The names that begin with the same words, plurals aside."""

    nexts: dict[tuple[str, str], _Node] = field(default_factory=dict)
    exact: dict[tuple[str, ...], _Name] = field(default_factory=dict)
    alike: list[_Name] = field(default_factory=list)
    """The first of them, to be compared up to the plural of each word."""


class NameIndex:
    """The names to look for, arranged word by word."""

    def __init__(self, names: Iterable[tuple[Meaning, str]]) -> None:
        """``names`` are pairs: what a name means, and the name."""
        self._root = _Node()
        for meaning, name in names:
            for words in _variants(tuple(_words(name))):
                if len(words) <= LONGEST_NAME:
                    self._add(meaning, name, words)

    def _add(self, meaning: Meaning, name: str, words: tuple[_Word, ...]) -> None:
        node = self._root
        for place, word in enumerate(words):
            step = (word.gap if place else "", _stem(word.folded))
            following = node.nexts.get(step)
            if following is None:
                following = node.nexts[step] = _Node()
            node = following
        folded = tuple(word.folded for word in words)
        known = node.exact.get(folded)
        meanings = tuple(dict.fromkeys((*known.meanings, meaning))) if known else (meaning,)
        node.exact[folded] = made = _Name(meanings, known.name if known else name, folded)
        if known in node.alike:
            node.alike[node.alike.index(known)] = made
        elif known is None and len(node.alike) < _MOST_ALIKE:
            node.alike.append(made)

    def find(self, text: str) -> Iterator[NameMatch]:
        """Every name in the text, in reading order: the longest of those that begin at a word."""
        if not self._begins(text):
            return
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
            yield NameMatch(name.meanings, name.name, words[place].start, words[after - 1].end)
            place = after

    def _begins(self, text: str) -> bool:
        """Whether some word of the text begins a name: most paragraphs name nothing, and stop here."""
        return any(map(self.begins_with, set(_WORD.findall(text))))

    def begins_with(self, word: str) -> bool:
        """Whether a word, as it is typed, begins a name."""
        return ("", _stem(_fold_word(word))) in self._root.nexts

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
            name = _same_words(node, words[place : after + 1]) if node.exact else None
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
    """Every mention of a resource, or of what one replaces, in the sections and the members' histories.

    In reading order.
    Common words (``noms_courts``) count only for a resource that the dossier declares.
    A name that several resources share speaks of those that the dossier declares, if any.
    """
    declared = frozenset(dossier.uses_by_id)
    blocks = [
        (where, block) for where, prose in dossier.proses if where.startswith(_PLACES) for block in prose.text_blocks()
    ]
    vocabulary = _vocabulary(block.text for _, block in blocks)
    index = NameIndex(pair for pair in _names(catalog, declared) if _may_be_said(pair[1], vocabulary))
    return tuple(mention for where, block in blocks for mention in _mentions_in(block, where, index, declared))


def find_names(text: str, catalog: Catalog, declared: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """The resources that a plain text names, once each, in reading order, with the name that was recognised.

    Common words count only for those declared; what a resource replaces is no mention of it.
    """
    # Once each: the head and the foot of a page come back with each page.
    lines = {line: _WORD.findall(line) for line in dict.fromkeys(text.splitlines())}
    typed = set().union(*lines.values())
    vocabulary = _stems(typed)
    index = NameIndex(pair for pair in _names(catalog, declared) if _may_be_said(pair[1], vocabulary))
    first_words = set(filter(index.begins_with, typed))
    found: dict[str, str] = {}
    for line, words in lines.items():
        if first_words.isdisjoint(words):
            continue
        for match in index.find(line):
            named = [one for one in match.meanings if isinstance(one, str)]
            for resource_id in [one for one in named if one in declared] or named:
                found.setdefault(resource_id, match.name)
    return tuple(found.items())


def _vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts, plurals aside: most names of a large catalog have one that is not there."""
    return _stems({word for text in texts for word in _WORD.findall(text)})


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(_stem(_fold_word(word)) for word in words)


def _may_be_said(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether each word of a name is in the vocabulary; its article, perhaps, is not."""
    first, *others = [word for word in map(_fold_word, _WORD.findall(name)) if word] or [""]
    return (_stem(first) in vocabulary or first == "l") and all(_stem(word) in vocabulary for word in others)


def _mentions_in(block: TextBlock, where: str, index: NameIndex, declared: frozenset[str]) -> Iterator[Mention]:
    for match in index.find(block.text):
        span = block.span_at(match.start, match.end - match.start)
        named = [one for one in match.meanings if isinstance(one, str)]
        for resource_id in [one for one in named if one in declared] or named:
            yield Mention(resource_id, match.name, where, span)
        for meaning in match.meanings:
            if isinstance(meaning, Instead):
                yield Mention(meaning.resource_id, match.name, where, span, is_substitute=True)


def _names(catalog: Catalog, declared: frozenset[str]) -> Iterator[tuple[Meaning, str]]:
    """Each resource with each of its names and of what it replaces; the common words of the declared ones alone."""
    for resource in catalog.by_id.values():
        common = {comparable(name) for name in resource.short_names}
        for name in (resource.name, *resource.names):
            if not common or resource.id in declared or comparable(name) not in common:
                yield resource.id, name
        if resource.id in declared:
            for name in resource.short_names:
                yield resource.id, name
        for name in resource.replaces:
            yield Instead(resource.id), name


def comparable(text: str) -> str:
    """A name without what names are compared without: capitals, accents, ligatures, kinds of spaces.

    >>> comparable("L’Œuvre  commune")
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
    return plain(word) if word.isascii() else plain(_INVISIBLE.sub("", word))


@lru_cache(maxsize=1_024)
def _fold_gap(gap: str) -> str:
    """White space and a lone hyphen are one space, every apostrophe is the same; the rest stays."""
    if gap in ("-", "\u2010", "\u2011") or (gap and gap.isspace()):
        return " "
    return "'" if len(gap) == 1 and gap in _APOSTROPHES else gap


def _stem(folded: str) -> str:
    """A word without its last s or x: words of one stem are then compared in full."""
    return folded[:-1] if len(folded) > 2 and folded.endswith(_PLURALS) else folded


def _same_words(node: _Node, words: tuple[_Word, ...]) -> _Name | None:
    """The name that these words are: as written, else up to the plural of each."""
    written = tuple(word.folded for word in words)
    if written in node.exact:
        return node.exact[written]
    for name in node.alike:
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
