"""One value of a YAML file, replaced by other words: the rest of the text stays as it was typed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from amikit.mend.entries import scalar
from amikit.source.yaml import parse_yaml

_SEPARATORS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
_EMPTY = "null"


def set_value(text: str, where: Sequence[str | int], key: str, words: str) -> str | None:
    """The text where ``key`` of the mapping found at ``where`` says ``words``; nothing when they are empty.

    A key that is not there is added at the end of its mapping. None when this cannot be done, or when what is read
    afterwards is not exactly that change.
    """
    text += "" if text.endswith("\n") else "\n"
    tree, problems = parse_yaml(text, Path())
    if problems or tree is None:
        return None
    node: Any = yaml.compose(text.translate(_SEPARATORS), Loader=yaml.BaseLoader)
    for step in where:
        node = _step(node, step)
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return None
    written = scalar(words) if words else _EMPTY
    changed = _replaced(text, node, key, written)
    if changed is None:
        return None
    after, problems = parse_yaml(changed, Path())
    said = json.loads(written) if written.startswith('"') else None if written == _EMPTY else written
    return changed if not problems and after == _with(tree, where, key, said) else None


def _step(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _replaced(text: str, node: yaml.MappingNode, key: str, written: str) -> str | None:
    for name, old in node.value:
        if name.value != key:
            continue
        if not isinstance(old, yaml.ScalarNode):
            return None
        start, end = old.start_mark.index, old.end_mark.index
        if old.style in ("|", ">"):  # its end is the beginning of the next key
            end = len(text[:end].rstrip())
        elif start == end:  # nothing was written after the colon
            start = end = name.end_mark.index + 1
            written = f" {written}"
        return text[:start] + written + text[end:]
    if node.flow_style:
        end = node.value[-1][1].end_mark.index
        return f"{text[:end]}, {key}: {written}{text[end:]}"
    lines = text.split("\n")
    # After the first key: where the last value of a mapping ends, comments of the next one may begin.
    place = _end_of_first(node)
    lines[place:place] = [f"{' ' * node.value[0][0].start_mark.column}{key}: {written}"]
    return "\n".join(lines)


def _end_of_first(node: yaml.MappingNode) -> int:
    """After how many lines the first value of a mapping ends: a new key is put there."""
    value = node.value[0][1]
    end = value.end_mark
    is_block = isinstance(value, yaml.CollectionNode) and not value.flow_style
    is_literal = isinstance(value, yaml.ScalarNode) and value.style in ("|", ">")
    return int(end.line) if is_block or is_literal else int(end.line) + 1


def _with(tree: Any, where: Sequence[str | int], key: str, said: str | None) -> Any:
    if not where:
        return {**tree, key: said}
    step, *rest = where
    if isinstance(tree, list):
        return [_with(one, rest, key, said) if place == step else one for place, one in enumerate(tree)]
    return {name: _with(one, rest, key, said) if name == step else one for name, one in tree.items()}
