"""The order of the files of this room: a line imports only from the lines below it, and never from its own."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.test_architecture import PACKAGE

ROOM = "amikit.export."

FLOORS = """
formats pages
docx odt pdf html markdown choose write
docx_finish odt_finish
docx_markup odt_markup
specials cards annexed
cover reference typst flow_svg
compile_apart typst_table safe_parts chart
compile widths safe_word safe_odt
fonts tree safe_xml
words images pandoc archive plain flow_layout
"""
LATER = {("compile", "compile_apart")}
"""Imported inside a function, by what the other stands on."""


def neighbours(path: Path) -> set[str]:
    """The files of this room that a file names, inside functions too."""
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    beside = {alias.name for node in nodes if node.module == "amikit.export" for alias in node.names}
    return beside | {(node.module or "").split(".")[2] for node in nodes if (node.module or "").startswith(ROOM)}


def test_a_file_stands_only_on_the_floors_below() -> None:
    floors = {name: floor for floor, line in enumerate(FLOORS.strip().splitlines()) for name in line.split()}
    files = {path.stem: path for path in (PACKAGE / "export").glob("*.py") if path.stem != "__init__"}
    found = {(name, other) for name, path in files.items() for other in neighbours(path)}

    assert set(files) == set(floors)
    assert sorted(pair for pair in found - LATER if floors[pair[0]] >= floors[pair[1]]) == []
