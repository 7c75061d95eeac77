"""YAML that gives strings and remembers where each of them was written.

Read from parser events: anchors, aliases, tags, duplicate keys and deep nesting are refused,
since a bomb or a crash is one of them away (PyYAML's C ``compose`` dies of depth).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from amikit.source.characters import FORBIDDEN
from amikit.source.span import Located, Problem, Span

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

DEEPEST = 50
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOST_CENTS = re.compile(r"[0-9]{1,3}")
_AMOUNT = re.compile(r"[0-9][0-9 \u00a0\u202f.]*")
# YAML 1.1 ends a line at these; editors do not, and lines would no longer count as they show.
_SEPARATORS = "\x85\u2028\u2029"
_UNCLOSED = frozenset(
    {
        "found unexpected end of stream",
        "could not find expected ':'",
        "did not find expected ',' or ']'",
        "did not find expected ',' or '}'",
    }
)

Value = Any
"""``str``, ``None`` (an empty value), ``YamlMapping`` or ``YamlSequence``."""


class YamlMapping(dict[str, Value], Located):
    """A mapping that remembers where it, its keys and its values were written."""

    __slots__ = ("key_marks", "path", "start", "value_marks")

    def __init__(self, path: Path, start: tuple[int, int]) -> None:
        super().__init__()
        self.path = path
        self.start = start
        self.key_marks: dict[str, tuple[int, int]] = {}
        self.value_marks: dict[str, tuple[int, int]] = {}

    def span(self) -> Span:
        return Span(self.path, *self.start)

    def span_of(self, key: str) -> Span:
        if key not in self.value_marks:
            return self.span()
        value = self.get(key)  # None once it was taken out, for it could not be read
        length = len(value) if isinstance(value, str) and "\n" not in value else 0
        return Span(self.path, *self.value_marks[key], length=length)

    def span_of_key(self, key: str) -> Span:
        if key not in self.key_marks:
            return self.span()
        return Span(self.path, *self.key_marks[key], length=len(key))

    def span_of_item(self, key: str, place: int) -> Span:
        value = self.get(key)
        return value.span_of_item(place) if isinstance(value, YamlSequence) else self.span_of(key)

    def rename(self, key: str, name: str) -> None:
        """Read ``key`` as though ``name`` had been written in its place."""
        self[name] = self.pop(key)
        self.key_marks[name] = self.key_marks.pop(key)
        self.value_marks[name] = self.value_marks.pop(key)


class YamlSequence(list[Value]):
    """A list that remembers where it and its items were written."""

    __slots__ = ("item_marks", "path", "start")

    def __init__(self, path: Path, start: tuple[int, int]) -> None:
        super().__init__()
        self.path = path
        self.start = start
        self.item_marks: list[tuple[int, int]] = []

    def span(self) -> Span:
        return Span(self.path, *self.start)

    def span_of_item(self, place: int) -> Span:
        if place >= len(self.item_marks):
            return self.span()
        value = self[place]
        length = len(value) if isinstance(value, str) and "\n" not in value else 0
        return Span(self.path, *self.item_marks[place], length=length)


class _Refused(Exception):
    """Parsing stops here: nothing after it can be trusted."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


class _Builder:
    """Builds the located tree from events, one at a time."""

    def __init__(self, path: Path, first_line: int) -> None:
        self.path = path
        self.shift = first_line
        self.root: Value = None
        self.problems: list[Problem] = []
        self.open: list[Any] = []
        self.pending: list[tuple[str, tuple[int, int]] | None] = []
        self.documents = 0

    def mark(self, mark: Any) -> tuple[int, int]:
        return (mark.line + self.shift, mark.column + 1)

    def refuse(self, kind: str, mark: Any, **facts: object) -> _Refused:
        return _Refused(Problem(kind, Span(self.path, *self.mark(mark)), facts))

    def refuse_mark(self, event: Any) -> _Refused:
        """An anchor or a tag: a bomb, or a type, is one of them away."""
        if event.anchor:
            return self.refuse("yaml-anchor", event.start_mark, name=event.anchor)
        return self.refuse("yaml-tag", event.start_mark, tag=event.tag)

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if event.tag is not None or event.anchor:
                raise self.refuse_mark(event)
            is_null = not event.style and event.value in _NULLS
            self.place(None if is_null else event.value, event.start_mark)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            if event.tag is not None or event.anchor:
                raise self.refuse_mark(event)
            container = YamlMapping if kind is yaml.MappingStartEvent else YamlSequence
            opened = container(self.path, self.mark(event.start_mark))
            self.place(opened, event.start_mark)
            self.open.append(opened)
            self.pending.append(None)
            if len(self.open) > DEEPEST:
                raise self.refuse("yaml-too-deep", event.start_mark, depth_count=DEEPEST)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.open.pop()
            self.pending.pop()
        elif kind is yaml.AliasEvent:
            raise self.refuse("yaml-alias", event.start_mark, name=event.anchor)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1
            if self.documents > 1:
                raise self.refuse("yaml-several", event.start_mark)

    def place(self, value: Value, start_mark: Any) -> None:
        """Put a value where it belongs: the root, an item, a key or what a key leads to."""
        mark = self.mark(start_mark)
        if not self.open:
            self.root = value
            return
        top = self.open[-1]
        if isinstance(top, YamlSequence):
            top.append(value)
            top.item_marks.append(mark)
            return
        waiting = self.pending[-1]
        if waiting is None:
            if not isinstance(value, (str, type(None))):
                raise self.refuse("yaml-odd-key", start_mark)
            self.pending[-1] = ("" if value is None else value, mark)
            return
        self.pending[-1] = None
        self.set_key(top, *waiting, value, mark)

    def set_key(
        self, top: YamlMapping, name: str, key_mark: tuple[int, int], value: Value, mark: tuple[int, int]
    ) -> None:
        if name in top:
            span = Span(self.path, *key_mark, length=len(name))
            self.problems.append(Problem("duplicate-key", span, {"key": name, "first": top.key_marks[name][0]}))
            return
        if value is None and _LOST_CENTS.fullmatch(name) and top:
            before = list(top)[-1]
            amount = top[before]
            if isinstance(amount, str) and _AMOUNT.fullmatch(amount):
                span = Span(self.path, *top.value_marks[before], length=len(amount))
                self.problems.append(Problem("lost-cents", span, {"key": before, "amount": f"{amount},{name}"}))
                return
        top[name] = value
        top.key_marks[name] = key_mark
        top.value_marks[name] = mark


def parse_yaml(text: str, path: Path, *, first_line: int = 1) -> tuple[Value, list[Problem]]:
    """Read one YAML document: a located tree of strings, and what was wrong.

    ``first_line`` is the line of ``path`` on which ``text`` begins (a front matter).
    When the syntax is broken, or an anchor, an alias, a tag or a depth is refused, the tree is None.
    """
    builder = _Builder(path, first_line)
    for separator in _SEPARATORS:
        text = text.replace(separator, " ")
    try:
        for event in _events(text):
            builder.take(event)
    except _Refused as refused:
        return None, [*builder.problems, refused.problem]
    except yaml.reader.ReaderError:  # its position counts bytes or characters, as the loader pleases
        found = FORBIDDEN.search(text)
        before = text[: found.start()] if found else ""
        span = Span(path, before.count("\n") + first_line, len(before) - (before.rfind("\n") + 1) + 1)
        return None, [*builder.problems, Problem("yaml-character", span, {})]
    except yaml.MarkedYAMLError as error:
        begins = error.context_mark if error.problem in _UNCLOSED else None
        mark = begins or error.problem_mark or error.context_mark
        span = Span(path, *_within(text, mark, first_line)) if mark else Span(path, first_line)
        return None, [*builder.problems, Problem("yaml-syntax", span, {"detail": error.problem or ""})]
    return builder.root, builder.problems


def _within(text: str, mark: Any, first_line: int) -> tuple[int, int]:
    """The place of a mark; the end of the text for the one that the parser puts after it."""
    lines = text.split("\n")
    if mark.line < len(lines):
        return mark.line + first_line, mark.column + 1
    return len(lines) - 1 + first_line, len(lines[-1]) + 1


def _events(text: str) -> Iterator[Any]:
    loader = _Loader(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
            if type(event) is yaml.StreamEndEvent:
                return
    finally:
        loader.dispose()
