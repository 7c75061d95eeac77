"""Small changes to a text, which leave every other character as it was typed.

A YAML library that rewrites the file would keep comments too, but moves those that follow a
list to its new last item, and lays the file out in its own way: here a change is a few characters
at a place, or a few lines between two lines, and what is read afterwards is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from amikit.source.csv import parse_csv
from amikit.source.yaml import YamlMapping, parse_yaml

_FRONT = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|$)", re.DOTALL)
_MOST_ALONE = 200
"""Edits tried one by one, each read again, when all of them together mean more than they should."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A few characters of one line, replaced."""

    line: int
    column: int
    """Where the place begins, as a finding says it."""
    length: int
    """How far the place goes on its line; the old text is somewhere in it."""
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Addition:
    """Lines added at the end of a list of ``dossier.yaml``, the list itself when it is not there."""

    key: str
    lines: tuple[str, ...]
    """The item, its first line without a dash."""


Edit = Replacement | Addition


def apply_edits(text: str, edits: Iterable[Edit], *, suffix: str) -> tuple[str, list[Edit]]:
    """The text with the edits that could be made safely, and these edits.

    An edit is left out when the file does not say there what it did, or when reading the result, as a
    file of that suffix, shows more than the change that was meant.
    """
    asked = list(edits)
    replacements = sorted(
        (one for one in asked if isinstance(one, Replacement)), key=lambda one: (one.line, one.column), reverse=True
    )
    together = _all_replaced(text, replacements, suffix)
    made: list[Edit] = [] if together is None else list(replacements)
    waiting: list[Edit] = [] if together is not None else list(replacements[:_MOST_ALONE])
    text = text if together is None else together
    for edit in [*waiting, *(one for one in asked if isinstance(one, Addition))]:
        changed = _replace(text, edit) if isinstance(edit, Replacement) else _add(text, edit)
        if changed is not None and _is_as_meant(text, changed, edit, suffix):
            text = changed
            made.append(edit)
    return text, made


def _all_replaced(text: str, edits: Sequence[Replacement], suffix: str) -> str | None:
    """The text with every replacement, read once; None when one of them cannot be made, or means more."""
    changed = text
    for edit in edits:
        after = _replace(changed, edit)
        if after is None:
            return None
        changed = after
    return changed if not edits or _count_changes(text, changed, suffix) == len(edits) else None


def _replace(text: str, edit: Replacement) -> str | None:
    """The text with one replacement; None unless the old words are at that place, once."""
    lines = text.split("\n")
    if not 1 <= edit.line <= len(lines):
        return None
    line, start = lines[edit.line - 1], edit.column - 1
    # A quoted value begins one character before its words.
    room = line[start : start + max(edit.length, len(edit.old)) + 1]
    if not edit.old or room.count(edit.old) != 1:
        return None
    at = start + room.index(edit.old)
    lines[edit.line - 1] = line[:at] + edit.new + line[at + len(edit.old) :]
    return "\n".join(lines)


def _add(text: str, edit: Addition) -> str | None:
    """The text with an item more; None when the list is written between brackets."""
    tree, problems = parse_yaml(text, Path())
    if problems or not isinstance(tree, YamlMapping):
        return None
    lines = text.split("\n")
    place, indent = len(lines), 2
    before: list[str] = []
    if edit.key not in tree:
        while place > 1 and not lines[place - 1].strip():
            place -= 1
        before = ["", f"{edit.key}:"]
    else:
        key_line, value = tree.key_marks[edit.key][0], tree[edit.key]
        line, column = tree.value_marks[edit.key]
        if value is None:
            place = key_line
        elif value == [] and lines[line - 1][column - 1 : column + 1] == "[]":
            lines[line - 1] = (lines[line - 1][: column - 1].rstrip() + lines[line - 1][column + 1 :]).rstrip(" ")
            place = line
        elif isinstance(value, list) and lines[line - 1][column - 1] == "-":
            place, indent = _end_of(lines, tree, key_line), column - 1
        else:
            return None
    first, *rest = edit.lines
    added = [*before, f"{' ' * indent}- {first}", *(f"{' ' * (indent + 2)}{one}".rstrip() for one in rest)]
    lines[place:place] = added
    return "\n".join(lines)


def _end_of(lines: Sequence[str], tree: YamlMapping, key_line: int) -> int:
    """After how many lines the list of a key ends: before the blanks and comments of the next key."""
    after = min((line for line, _ in tree.key_marks.values() if line > key_line), default=len(lines) + 1) - 1
    while after > key_line and (not lines[after - 1].strip() or lines[after - 1].startswith("#")):
        after -= 1
    return after


def _is_as_meant(before: str, after: str, edit: Edit, suffix: str) -> bool:
    """Whether the file reads as it did, but for that change."""
    if isinstance(edit, Replacement):
        return _count_changes(before, after, suffix) == 1
    was, was_wrong = parse_yaml(before, Path())
    now, is_wrong = parse_yaml(after, Path())
    if was is None or now is None or len(is_wrong) > len(was_wrong):
        return False
    others = {key: value for key, value in was.items() if key != edit.key}
    is_kept = list(now[edit.key][:-1]) == list(was.get(edit.key) or [])
    return is_kept and {key: value for key, value in now.items() if key != edit.key} == others


def _count_changes(before: str, after: str, suffix: str) -> int:
    """How many words or cells of a file changed; -1 when something else did."""
    if suffix == ".csv":
        return _count_cells(before, after)
    if suffix not in (".yaml", ".yml"):
        (before, prose), (after, other_prose) = _front_matter(before), _front_matter(after)
        if prose != other_prose:
            return -1
    was, was_wrong = parse_yaml(before, Path())
    now, is_wrong = parse_yaml(after, Path())
    if was is None or now is None or len(is_wrong) > len(was_wrong):
        return -1
    return _count_different(_words(was), _words(now))


def _front_matter(text: str) -> tuple[str, str]:
    """What stands between the two lines of dashes, and the prose."""
    found = _FRONT.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _count_cells(before: str, after: str) -> int:
    """How many cells of a table changed, its header's included; -1 when its shape did."""
    was, now = parse_csv(before, Path()), parse_csv(after, Path())
    old, new = ([table.columns, *(tuple(row.values()) for row in table.rows)] for table in (was, now))
    if [len(row) for row in old] != [len(row) for row in new] or len(now.problems) > len(was.problems):
        return -1
    return _count_different(list(chain.from_iterable(old)), list(chain.from_iterable(new)))


def _count_different(old: Sequence[object], new: Sequence[object]) -> int:
    if len(old) != len(new):
        return -1
    return sum(one != other for one, other in zip(old, new, strict=True))


def _words(tree: Any) -> list[str]:
    """Every key and value of a tree, in order."""
    if isinstance(tree, dict):
        return [word for key, value in tree.items() for word in (key, *_words(value))]
    if isinstance(tree, list):
        return [word for value in tree for word in _words(value)]
    return [str(tree)]
