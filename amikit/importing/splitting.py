"""Which title of a document is which section of the call: what is certain, what is likely, what nobody knows."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amikit.i18n import Language, Text
from amikit.importing.blocks import FAKE_LEVEL, unmarked
from amikit.model.call import SectionSpec
from amikit.render.walk import plain_text
from amikit.spelling import slug

START = Text("début", "start")
"""How ``--sections`` names what comes before the first title."""
ASIDE = "-"
"""What ``--sections`` says of a part that goes to no section."""
_NUMBER = re.compile(
    r"\s*(?:(?:partie|section|chapitre)\s+)?"
    r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){1,5}\s|(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,5}|[ivx]{1,5}|[a-h])\s?[.)\]:–—-]{1,3})\s*",
    re.IGNORECASE,
)
_CHOICE = re.compile(r"[\s,;]*([^\s,;=][^\n]*?)\s*=\s*([a-z0-9][a-z0-9-]*|-)\s*(?=[,;]|$)")
_EMPTY_WORDS = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "et",
        "ou",
        "en",
        "a",
        "au",
        "aux",
        "ce",
        "cette",
        "ces",
        "nos",
        "notre",
        "votre",
        "vos",
        "mon",
        "ma",
        "mes",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
        "qui",
        "que",
        "qu",
        "pour",
        "par",
        "dans",
        "sur",
        "avec",
        "plutot",
    ]
)
_NEAR, _SHARED = 0.72, 0.5


@dataclass
class Part:
    """What stands below one title of the document."""

    title: str
    """As it was written; empty for what comes before the first one."""
    level: int
    blocks: list[Any]
    section_id: str = ""
    """The section it goes to, when that is certain or chosen; ``-`` when somebody said none."""
    proposed_id: str = ""
    """The section it could go to."""


def split(
    blocks: Sequence[Any], sections: Sequence[SectionSpec], chosen: Mapping[str, str]
) -> tuple[list[Part], list[str]]:
    """The parts of a document, in order, and the lines in bold that were taken for titles.

    A title that is no section, below one that is, stays in it as a smaller title.
    """
    wanted = {_bare(title): section_id for title, section_id in chosen.items()}
    has_titles = any(block["t"] == "Header" and block["c"][0] != FAKE_LEVEL for block in blocks)
    parts = [Part("", 0, [], wanted.get(slug(START.fr), "") or wanted.get(slug(START.en), ""))]
    taken_for_titles: list[str] = []
    for block in blocks:
        if block["t"] != "Header":
            parts[-1].blocks.append(block)
            continue
        level, _, words = block["c"]
        title = " ".join(plain_text(words).split())
        section_id = wanted.get(_bare(title)) or same_section(title, sections)
        if level == FAKE_LEVEL:
            if has_titles and not section_id:
                parts[-1].blocks.append(unmarked(block))
                continue
            taken_for_titles.append(title)
            level = _level_of_bold(parts, has_titles=has_titles)
        if section_id or not parts[-1].level or level <= parts[-1].level:
            proposed = "" if section_id else near_section(title, sections)
            parts.append(Part(title, level, [], section_id, proposed))
        else:
            parts[-1].blocks.append({"t": "Header", "c": [level, *block["c"][1:]]})
    return [part for part in parts if part.blocks or part.title], taken_for_titles


def _level_of_bold(parts: Sequence[Part], *, has_titles: bool) -> int:
    return max(1, parts[-1].level) if has_titles else 1


def parse_sections(text: str) -> dict[str, str]:
    """What ``--sections`` says: ``Notre histoire=histoire,Idées=-``; raises ``ValueError`` with the part that is wrong."""
    chosen = {}
    place = 0
    while text[place:].strip(" ,;"):
        found = _CHOICE.match(text, place)
        if found is None:
            raise ValueError(text[place:].strip(" ,;"))
        chosen[found[1].strip()] = found[2]
        place = found.end()
    return chosen


def sections_argument(parts: Sequence[Part], language: Language) -> str:
    """What to give ``--sections`` to accept what is proposed."""
    return ",".join(f"{part.title or START[language]}={part.proposed_id}" for part in parts)


def is_same_title(one: str, other: str) -> bool:
    """Whether two titles differ by their numbers, accents and marks alone."""
    return _bare(one) == _bare(other)


def same_section(title: str, sections: Sequence[SectionSpec]) -> str:
    """The id of the section that this title names without a doubt; empty when there is none, or two."""
    bare = _bare(title)
    exact = [spec.id for spec in sections if bare and bare in (_bare(spec.title), slug(spec.id))]
    if exact:
        return exact[0] if len(exact) == 1 else ""
    words = _words(title)
    same = [spec.id for spec in sections if words and words == _words(spec.title)]
    return same[0] if len(same) == 1 else ""


def near_section(title: str, sections: Sequence[SectionSpec]) -> str:
    """The id of the section that this title looks most like; empty when none does."""
    words, bare = _words(title), _bare(title)
    best, found = 0.0, ""
    for spec in sections:
        for name in (spec.title, spec.id.replace("-", " ")):
            other = _words(name)
            shared = len(words & other) / max(1, min(len(words), len(other)))
            alike = difflib.SequenceMatcher(None, bare, _bare(name)).ratio()
            score = max(alike if alike >= _NEAR else 0, shared if shared >= _SHARED else 0, 0)
            if (score, alike) > (best, 0) and score > best:
                best, found = score, spec.id
    return found


def _bare(title: str) -> str:
    """A title without its number, its accents, its marks."""
    number = _NUMBER.match(title)
    return slug(title[number.end() :] if number else title) or slug(title)


def _words(title: str) -> frozenset[str]:
    """The words that count, singular for plural."""
    return frozenset(
        word[:-1] if len(word) > 3 and word[-1] in "sx" else word
        for word in _bare(title).split("-")
        if word and word not in _EMPTY_WORDS
    )


def with_even_levels(blocks: Sequence[Any], *, below: int = 0) -> list[Any]:
    """The titles of a section from the first level down, none skipped."""
    made: list[Any] = []
    open_levels: list[int] = []
    for block in blocks:
        if block["t"] == "Header":
            level, attr, words = block["c"]
            while open_levels and open_levels[-1] >= level:
                open_levels.pop()
            open_levels.append(level)
            made.append({"t": "Header", "c": [min(len(open_levels) + below, 4), attr, words]})
        else:
            made.append(unmarked(block))
    return made
