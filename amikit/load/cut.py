"""Texts that a “#” cuts: YAML takes what follows for a comment, and the end of a sentence is lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from amikit.load.faults import CUT_TEXT
from amikit.load.reader import FolderReader
from amikit.model.entity import Entity
from amikit.source.span import Span

_STUCK = re.compile(r"\S #")
"""One space before a “#”. Whoever means a comment puts it on its own line, or two spaces away."""


def say_cut_texts(reader: FolderReader, entity: Entity, text: str, about: str) -> None:
    """Say where a text that anyone may write freely stops at a “#”; ``text`` is that of the whole file."""
    if not _STUCK.search(text):
        return
    lines = text.split("\n")
    for place, value in _free_texts(entity):
        mark = _cutting_mark(lines, place, value)
        if mark is not None:
            lost = lines[mark.line - 1][mark.column - 1 :].strip()
            reader.report(CUT_TEXT, mark, about, lost=lost[:_LONGEST] + "…" * (len(lost) > _LONGEST))


_LONGEST = 60


def _free_texts(entity: Entity) -> Iterator[tuple[Span, str]]:
    """Each text of an entity, and of those inside it, that is neither an identifier nor a word of a list."""
    for name, field in type(entity).model_fields.items():
        value = getattr(entity, name)
        is_free = field.annotation is str and not field.metadata and not name.endswith("_id")
        if is_free and value:
            yield entity.at(name), value
        elif isinstance(value, Entity):
            yield from _free_texts(value)
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Entity):
                    yield from _free_texts(item)
        elif isinstance(value, Mapping):
            for key, text in value.items():
                if isinstance(text, str) and text:
                    yield entity.at_keys(str(field.alias), key), text


def _cutting_mark(lines: Sequence[str], place: Span, value: str) -> Span | None:
    """The “#” that stands one space after a text without quotes, on its last line; None when there is none."""
    rest = value
    for number in range(place.line - 1, len(lines)):
        start = place.column - 1 if number == place.line - 1 else 0
        written = lines[number][start:]
        start += len(written) - len(written.lstrip())
        written = written.strip()
        if written.startswith(f"{rest} #"):
            column = start + len(rest) + 2
            return Span(place.path, number + 1, column, length=len(lines[number].rstrip()) - column + 1)
        if not written or written == rest or not rest.startswith(written):
            return None
        rest = rest[len(written) :].lstrip()
    return None
