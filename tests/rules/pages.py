"""Reads a page of this folder: one finding, an example where it speaks, the same one put right.

A page is Markdown: ``# CODE``, ``## what is wrong``, why it matters in French, the files of the
example, then under ``### Comme il faut`` those that put it right.

A block names its file: ```` ```csv budget/depenses.csv ````. The files that a page does not show
are those of ``tests.dossiers.MINIMAL``. A block of ``dossier.yaml`` holds the top-level keys that
change, unless ``entier`` follows its name. Other kinds of blocks: ``image`` (a PNG), ``octets``
(Python's escapes), ``lien`` (a symbolic link, its target inside), ``retirer`` (a file of the base
that is not there).

The fault is marked at the end of its line, ``# CODE`` or ``<-- CODE``; ``CODE « mot »`` also says
that the column is where this word begins. A finding on no line that is shown is an item of a
list, ``- CODE dossier.yaml:1:1``; those that come along are in ``- aussi : CODE, CODE``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.dossiers import MINIMAL, PICTURE, with_keys, write

HERE = Path(__file__).parent
_BLOCK = re.compile(r"^```(\w+) (\S+)( entier)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = r"[A-Z]{3}[0-9]{3}"
_MARK = rf"{_CODE}(?: « [^»]+ »)?"
_MARKS = re.compile(rf"\s*(?:#|<--) ({_MARK}(?:, {_MARK})*)$")
_ONE_MARK = re.compile(rf"({_CODE})(?: « ([^»]+) »)?")
_PLACE = re.compile(rf"^- ({_CODE}) (\S+):([0-9]+):([0-9]+)$", re.MULTILINE)
_ALSO = re.compile(r"^- aussi : (.+)$", re.MULTILINE)
_RIGHT = "### Comme il faut\n"


@dataclass(frozen=True)
class Mark:
    """Where a finding is expected; no column when the page says only the line."""

    code: str
    path: str
    line: int
    column: int | None = None


@dataclass
class Example:
    """The files of one half of a page, and what is expected of them."""

    files: dict[str, str | bytes | None] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    marks: list[Mark] = field(default_factory=list)
    also: frozenset[str] = frozenset()

    def write(self, root: Path) -> Path:
        for path, content in {**MINIMAL, **self.files}.items():
            if content is not None and path not in self.links:
                write(root / path, content)
        for path, target in self.links.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).symlink_to(target)
        return root


@dataclass(frozen=True)
class Page:
    code: str
    title: str
    why: str
    wrong: Example
    right: Example


def page_paths() -> list[Path]:
    return sorted(HERE.glob("[A-Z][A-Z][A-Z][0-9][0-9][0-9].md"))


def read_page(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    head, found, right = text.partition(_RIGHT)
    assert found, f"{path.name}: no « Comme il faut »"
    heading = re.match(rf"# ({_CODE})\n## (.+)\n\n((?:[^`\n-].*\n)+)\n", head)
    assert heading, f"{path.name}: # CODE, ## title, an empty line, then why"
    return Page(heading[1], heading[2], heading[3], _read_example(head), _read_example(right))


def _read_example(text: str) -> Example:
    example = Example()
    for kind, path, whole, content in _BLOCK.findall(text):
        if kind == "retirer":
            example.files[path] = None
        elif kind == "octets":
            example.files[path] = content.strip().encode().decode("unicode_escape").encode("latin-1")
        elif kind == "image":
            example.files[path] = PICTURE
        elif kind == "lien":
            example.links[path] = content.strip()
        else:
            merged = with_keys(content) if path == "dossier.yaml" and not whole else content
            example.files[path] = _take_marks(merged, path, example.marks)
    example.marks += [Mark(code, path, int(line), int(column)) for code, path, line, column in _PLACE.findall(text)]
    example.also = frozenset(code for line in _ALSO.findall(text) for code in re.findall(_CODE, line))
    return example


def _take_marks(text: str, path: str, marks: list[Mark]) -> str:
    """``text`` without its marks, which are added to ``marks``."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        found = _MARKS.search(line)
        if found:
            lines[number] = line = line[: found.start()]
            for code, word in _ONE_MARK.findall(found[1]):
                assert word in line, f"{path}: « {word} » is not on its line"
                marks.append(Mark(code, path, number + 1, line.index(word) + 1 if word else None))
    return "\n".join(lines)
