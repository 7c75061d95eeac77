"""The order of the rooms: a line imports only from the lines below it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "amikit"
LAYERS = """
cli
importing  adding
workshop
report  mend
status  following  pasting  quoting  pooling
amikit
audit
verify  sharing  agreeing  publishing
pipeline  scaffold  scaffold_call
export  workbook
render
rules  annex
compute
load
model
paths  spelling
diagnostics  errors
i18n  source  money
"""
DEPTHS = {room: depth for depth, line in enumerate(LAYERS.strip().splitlines()) for room in line.split()}


def room_of(module: str) -> str:
    """``amikit.load.call`` is in ``load``; the public API, ``amikit`` itself, is a room too."""
    return module.split(".")[1] if "." in module else module


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module of amikit that a file names, those seen only by a type checker included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        names = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            assert node.module, f"{path}:{node.lineno} is relative: write the whole name"
            is_root = node.module == "amikit"
            names = [f"amikit.{name}" if is_root and name in DEPTHS else node.module for name in names]
        yield from ((node.lineno, name) for name in names if name.split(".")[0] == "amikit")


def test_a_line_imports_only_from_the_lines_below() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).with_suffix("").parts
        room = "amikit" if inside == ("__init__",) else inside[0]
        for line, module in imports(path):
            target = room_of(module)
            if target != room and DEPTHS[target] <= DEPTHS[room]:
                wrong.append(f"{path.relative_to(PACKAGE)}:{line} {room} imports {target}")

    assert wrong == []


def test_every_room_has_its_line() -> None:
    rooms = {path.stem for path in PACKAGE.glob("*.py")} | {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert (rooms - {"__init__"}) | {"amikit"} == set(DEPTHS)


def test_a_family_of_rules_knows_nothing_of_another() -> None:
    """What two families need is above or below: in ``declare``, in the model, or computed."""
    families = [path for path in (PACKAGE / "rules").rglob("*.py") if path.name != "__init__.py"]
    own = {("rules", "exc"), ("rules", "page")}  # what is said of all the rules, and of none in particular
    wrong = [
        f"{path.relative_to(PACKAGE)}:{line} imports {module}"
        for path in sorted(families)
        if path.relative_to(PACKAGE).with_suffix("").parts not in own
        for line, module in imports(path)
        if module.startswith("amikit.rules") and module != "amikit.rules.declare"
    ]

    assert wrong == []
