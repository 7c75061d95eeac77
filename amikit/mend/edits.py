"""Small changes to a text, which leave every other character as it was typed.

A YAML library that rewrites the file would keep comments too, but moves those that follow a
list to its new last item, and lays the file out in its own way: here a change is a few characters
at a place, or a few lines between two lines, and what is read afterwards is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from amikit.source.csv import parse_csv
from amikit.source.yaml import YamlMapping, parse_yaml


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
    made: list[Edit] = []
    asked = list(edits)
    replacements = sorted(
        (one for one in asked if isinstance(one, Replacement)), key=lambda one: (one.line, one.column), reverse=True
    )
    additions = [one for one in asked if isinstance(one, Addition)]
    ordered: list[Edit] = [*replacements, *additions]
    for edit in ordered:
        changed = _replace(text, edit) if isinstance(edit, Replacement) else _add(text, edit)
        if changed is None or not _is_as_meant(text, changed, edit, suffix):
            continue
        text = changed
        made.append(edit)
    return text, made


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
    end = "\r" if lines[0].endswith("\r") else ""
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
        elif isinstance(value, list) and lines[line - 1][column - 1] == "-":
            place, indent = _end_of(lines, tree, key_line), column - 1
        else:
            return None
    first, *rest = edit.lines
    added = [*before, f"{' ' * indent}- {first}", *(f"{' ' * (indent + 2)}{one}".rstrip() for one in rest)]
    is_last = place == len(lines)
    lines[place:place] = [f"{one}{end}" for one in added]
    return "\n".join(lines) + (f"{end}\n" if is_last else "")


def _end_of(lines: Sequence[str], tree: YamlMapping, key_line: int) -> int:
    """After how many lines the list of a key ends: before the blanks and comments of the next key."""
    after = min((line for line, _ in tree.key_marks.values() if line > key_line), default=len(lines) + 1) - 1
    while after > key_line and (not lines[after - 1].strip() or lines[after - 1].startswith("#")):
        after -= 1
    return after


def _is_as_meant(before: str, after: str, edit: Edit, suffix: str) -> bool:
    """Whether the file reads as it did, but for that change."""
    if suffix == ".csv":
        return _is_one_cell(before, after)
    if suffix not in (".yaml", ".yml"):
        return True
    was, was_wrong = parse_yaml(before, Path())
    now, is_wrong = parse_yaml(after, Path())
    if was is None or now is None or len(is_wrong) > len(was_wrong):
        return False
    if isinstance(edit, Addition):
        items = list(was.get(edit.key) or [])
        others = {key: value for key, value in was.items() if key != edit.key}
        return list(now[edit.key][:-1]) == items and {k: v for k, v in now.items() if k != edit.key} == others
    old, new = _words(was), _words(now)
    return len(old) == len(new) and sum(one != other for one, other in zip(old, new, strict=True)) == 1


def _is_one_cell(before: str, after: str) -> bool:
    """Whether one cell of a table changed, its header's included, and only one."""
    was, now = parse_csv(before, Path()), parse_csv(after, Path())
    old, new = ([table.columns, *(tuple(row.values()) for row in table.rows)] for table in (was, now))
    if [len(row) for row in old] != [len(row) for row in new] or len(now.problems) > len(was.problems):
        return False
    pairs = zip(chain.from_iterable(old), chain.from_iterable(new), strict=True)
    return sum(one != other for one, other in pairs) == 1


def _words(tree: Any) -> list[str]:
    """Every key and value of a tree, in order."""
    if isinstance(tree, dict):
        return [word for key, value in tree.items() for word in (key, *_words(value))]
    if isinstance(tree, list):
        return [word for value in tree for word in _words(value)]
    return [str(tree)]
