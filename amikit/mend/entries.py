"""One key of a mapping, set to a small mapping of words: the rest of the text stays as it was typed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from amikit.source.yaml import parse_yaml

Words = Mapping[str, str | Sequence[Mapping[str, str]]]
"""What a key is set to: words, or lists of short mappings of words."""

_SEPARATORS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
_PLAIN = re.compile(r"[^\W_][^\x00-\x1f,\[\]{}\"'&*!|>%@`]*")
_NOT_PLAIN = re.compile(r" #|:(?: |$)")
_WORDS_THAT_MEAN_SOMETHING = frozenset({"null", "true", "false", "yes", "no", "oui", "non", "on", "off"})
_STEP = 2


def set_entry(text: str, where: Sequence[str | int], key: str, value: Words) -> str | None:
    """The text of a YAML file where the mapping found at ``where`` has ``key`` set to ``value``.

    Comments stay, and so does the way the file is laid out; a mapping between braces stays between braces.
    None when this cannot be done, or when what is read afterwards is not exactly that change.
    """
    text += "" if text.endswith("\n") else "\n"
    tree, problems = parse_yaml(text, Path())
    if problems or tree is None:
        return None  # with neither alias nor depth, what follows is safe
    try:
        node = _follow(yaml.compose(text.translate(_SEPARATORS), Loader=yaml.BaseLoader), where)
    except yaml.YAMLError:  # what our own reading accepts, a tab after a colon, PyYAML does not
        return None
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return None
    if _loses_comments(text, node, key):
        return None
    changed = _in_braces(text, node, key, value) if node.flow_style else _in_lines(text, node, key, value)
    after, problems = parse_yaml(changed, Path())
    return changed if not problems and after == _with(tree, where, key, value) else None


def scalar(words: str) -> str:
    """Words as YAML writes them, between quotes unless they can do without, here and between braces."""
    words = "".join(one for one in " ".join(words.split()) if one.isprintable() or one in "\u00a0\u202f")
    is_plain = _PLAIN.fullmatch(words) and not _NOT_PLAIN.search(words)
    return (
        words
        if is_plain and words.casefold() not in _WORDS_THAT_MEAN_SOMETHING
        else json.dumps(words, ensure_ascii=False)
    )


def as_lines(key: str, value: Words, indent: int) -> list[str]:
    """A key and its small mapping, a line for each word."""
    lines = [f"{' ' * indent}{key}:"]
    for name, said in value.items():
        if isinstance(said, str):
            lines.append(f"{' ' * (indent + _STEP)}{name}: {scalar(said)}")
        else:
            lines.append(f"{' ' * (indent + _STEP)}{name}:")
            lines += [f"{' ' * (indent + 2 * _STEP)}- {_braces(one)}" for one in said]
    return lines


def _braces(value: Words) -> str:
    parts = [
        f"{name}: {scalar(said) if isinstance(said, str) else '[' + ', '.join(map(_braces, said)) + ']'}"
        for name, said in value.items()
    ]
    return "{" + ", ".join(parts) + "}"


def _follow(node: Any, where: Sequence[str | int]) -> Any:
    for step in where:
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _with(tree: Any, where: Sequence[str | int], key: str, value: Words) -> Any:
    """The tree that is meant."""
    if not where:
        cleaned = {
            name: _read(said) if isinstance(said, str) else [{k: _read(v) for k, v in one.items()} for one in said]
            for name, said in value.items()
        }
        return {**tree, key: cleaned}
    step, *rest = where
    if isinstance(tree, list):
        return [_with(one, rest, key, value) if place == step else one for place, one in enumerate(tree)]
    return {name: _with(one, rest, key, value) if name == step else one for name, one in tree.items()}


def _read(words: str) -> str:
    """What will be read of words once written."""
    written = scalar(words)
    return str(json.loads(written)) if written.startswith('"') else written


def _loses_comments(text: str, node: yaml.MappingNode, key: str) -> bool:
    """Whether a mapping between braces that would be written again holds comments, over several lines."""
    old = next((value for name, value in node.value if name.value == key), None)
    if not isinstance(old, yaml.MappingNode) or not old.flow_style:
        return False
    written = text[old.start_mark.index : old.end_mark.index]
    return any("#" in line for line in written.split("\n")[:-1])


def _in_braces(text: str, node: yaml.MappingNode, key: str, value: Words) -> str:
    written = f"{key}: {_braces(value)}"
    for name, old in node.value:
        if name.value == key:
            return text[: name.start_mark.index] + written + text[old.end_mark.index :]
    end = node.value[-1][1].end_mark.index
    return f"{text[:end]}, {written}{text[end:]}"


def _in_lines(text: str, node: yaml.MappingNode, key: str, value: Words) -> str:
    lines = text.split("\n")
    new = as_lines(key, value, node.value[0][0].start_mark.column)
    for name, old in node.value:
        if name.value == key:
            start, end = name.start_mark.line, _last_line(old, name.start_mark.line) + 1
            kept = _with_comments(new, lines, start, old)
            # An item of a list may begin on that line, with its dash.
            opening = lines[start][: name.start_mark.column]
            kept[0] = opening + kept[0][len(opening) :]
            return "\n".join([*lines[:start], *kept, *lines[end:]])
    name, last = node.value[-1]
    end = _last_line(last, name.start_mark.line) + 1
    return "\n".join([*lines[:end], *new, *lines[end:]])


def _last_line(node: yaml.Node, first: int) -> int:
    """The line, from 0, where the last word of a value is; ``first`` when it has none."""
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        name, last = node.value[-1]
        return _last_line(last, name.start_mark.line)
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return _last_line(node.value[-1], node.value[-1].start_mark.line)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        text = node.start_mark.buffer or ""
        return max(first, text[: node.end_mark.index].rstrip("\x00 \t\n").count("\n"))
    return max(first, node.end_mark.line)


def _with_comments(new: Sequence[str], lines: Sequence[str], start: int, old: yaml.Node) -> list[str]:
    """The new lines with the comments of the old ones: on the line of the same key, or on their own before it."""
    made = list(new)
    if not isinstance(old, yaml.MappingNode) or old.flow_style:
        after = (
            max(old.end_mark.column, lines[start].find(":") + 1) if old.end_mark.line == start else old.end_mark.column
        )
        made[0] += _comment_after(lines[max(old.end_mark.line, start)], after)
        return made
    made[0] += _comment_after(lines[start], lines[start].index(":") + 1)
    place = start + 1
    for name, said in old.value:
        at = next((rank for rank, one in enumerate(made) if one.lstrip().startswith(f"{name.value}:")), len(made))
        alone = [line for line in lines[place : name.start_mark.line] if line.lstrip().startswith("#")]
        last = _last_line(said, name.start_mark.line)
        if at < len(made) and isinstance(said, yaml.ScalarNode):
            made[at] += _comment_after(lines[last], said.end_mark.column)
        made[at:at] = alone
        place = last + 1
    return made


def _comment_after(line: str, column: int) -> str:
    rest = line[column:]
    found = re.search(r"(?:^|\s)\s*(#.*)$", rest)
    return f"  {found[1]}" if found and not rest[: found.start()].strip() else ""
