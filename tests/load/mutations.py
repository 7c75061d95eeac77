"""Changes files as no one would, and everyone might: seeded, so that a failure comes back."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

SHAPES: tuple[Any, ...] = (
    None, "", " ", "oui", "0", "-1", "1,234", "12 500,00", "40 %", "1e400", "9" * 60, "2027-02-30", "2027-01-01",
    "ressource:", "ressource:carnet/x", "lieu:", "tiers:", "porteur", "|||", "a | b | c | d", "é" * 300, "{{ x }}",
    "{titre}", "<b>", "# x", "\u202e", "🎉", "../..", "/etc/passwd", "x\ny", "- x", "&a", "*a", "!t", "%", "@", "`",
    [], {}, [[]], [None], [""], ["a", "a"], [{}], [{"id": "x"}], {"": ""}, {"id": None}, {"a": {"b": {"c": "d"}}},
    {"ressource": "dokos"}, {"montant": "x", "00": None}, ["D1", {"ligne": "D1", "montant": "-5"}],
)  # fmt: skip
"""Values of every shape that a file can hold."""

_FRONT = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)


def mutate(root: Path, chance: random.Random) -> str:
    """Change one file of ``root`` once or twice; say which and how."""
    paths = sorted(path for path in root.rglob("*") if path.suffix in _WAYS and path.name != "README.md")
    path = chance.choice([root / "dossier.yaml", *paths])
    ways = _WAYS[path.suffix]
    said = []
    for _ in range(chance.randint(1, 2)):
        way = chance.choice([*ways, _in_bytes])
        path.write_bytes(way(path.read_bytes(), chance))
        said.append(way.__name__)
    return f"{path.name}: {', '.join(said)}"


def _in_bytes(raw: bytes, chance: random.Random) -> bytes:
    """A piece taken out, doubled, moved, or replaced by noise."""
    start = chance.randrange(len(raw) + 1)
    end = min(len(raw), start + chance.choice([1, 3, 20, 200]))
    middle = chance.choice(
        [b"", raw[start:end] * 2, chance.randbytes(3), b"\x00", "«é»\u2028".encode(), b'"', b"\r\n\t"]
    )
    return raw[:start] + middle + raw[end:]


def _in_tree(raw: bytes, chance: random.Random) -> bytes:
    """A node of a YAML file takes another shape, another key, or goes."""
    try:
        tree = yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506 - gives strings only
    except (yaml.YAMLError, UnicodeDecodeError):
        return raw
    holders = list(_holders(tree))
    if not holders:
        return raw
    holder = chance.choice(holders)
    key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    way = chance.randrange(4)
    if way == 0:
        del holder[key]
    elif way == 1 and isinstance(holder, dict):
        holder[str(key)[:-1] + chance.choice("esx")] = holder.pop(key)
    elif way == 2 and isinstance(holder[key], list):
        holder[key] = {str(place): item for place, item in enumerate(holder[key])}
    else:
        holder[key] = chance.choice(SHAPES)
    return str(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)).encode("utf-8", "replace")


def _holders(node: Any) -> list[Any]:
    """Every container that holds something."""
    items = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    inner = [holder for item in items for holder in _holders(item)]
    return [node, *inner] if isinstance(node, (dict, list)) and node else inner


def _in_front_matter(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    found = _FRONT.match(text)
    if found is None:
        return b"---\n" + _in_tree(b"titre: x\nmode: y\n", chance) + b"---\n" + raw
    return f"---\n{_in_tree(found[1].encode(), chance).decode()}---\n{text[found.end() :]}".encode()


def _in_prose(raw: bytes, chance: random.Random) -> bytes:
    odd = [
        "\n![](x)\n",
        "\n[a]: <\n",
        "> " * 30,
        "\n| a |\n|-|\n| b | c |\n",
        "[^1]\n\n[^1]: x\n",
        "Dokos",
        "<!--",
        "---\n",
        "`" * 9,
    ]
    text = raw.decode("utf-8", "replace")
    place = chance.randrange(len(text) + 1)
    return (text[:place] + chance.choice(odd) + text[place:]).encode()


def _in_cells(raw: bytes, chance: random.Random) -> bytes:
    """A cell, a row or a column of a table takes another value, doubles, or goes."""
    text = raw.decode("utf-8", "replace").replace("\r", "")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    rows = [row for row in rows if row]
    if not rows:
        return raw
    row = chance.choice(rows)
    place = chance.randrange(len(row))
    way = chance.randrange(5)
    if way == 0:
        row.insert(place, "x")
    elif way == 1:
        rows.append(list(row))
    elif way == 2:
        del row[place]
    else:
        row[place] = str(chance.choice(SHAPES))
    out = io.StringIO()
    csv.writer(out, delimiter=chance.choice(";;;,\t")).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


_WAYS: dict[str, list[Callable[[bytes, random.Random], bytes]]] = {
    ".yaml": [_in_tree, _in_tree, _in_tree],
    ".md": [_in_front_matter, _in_front_matter, _in_prose],
    ".csv": [_in_cells, _in_cells, _in_cells],
}
