"""Plays a page of this folder: one finding, an example where it speaks, the same one put right.

``amikit.rules.page`` reads its parts; here are the files of its examples, and what is expected of them.

A block names its file: ```` ```csv budget/depenses.csv ````. The files that a page does not show
are those of ``tests.dossiers.MINIMAL``. A block of ``dossier.yaml`` holds the top-level keys that
change, unless ``entier`` follows its name. Other kinds of blocks: ``image`` (a PNG), ``photo`` (a JPEG that its camera asks to turn), ``octets``
(Python's escapes), ``classeur`` (a workbook, see ``workbooks.py``), ``lien`` (a symbolic link, its target inside), ``retirer`` (a file of the base
that is not there).

The fault is marked at the end of its line, ``# CODE`` or ``<-- CODE``; ``CODE « mot »`` also says
that the column is where this word begins. A finding on no line that is shown is an item of a
list, ``- CODE dossier.yaml:1:1``. Nothing else is found: one fault, one finding.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from amikit.i18n import Text
from amikit.rules.page import CODE, Block, parse_rule_page
from tests.dossiers import MINIMAL, PICTURE, with_keys, write
from tests.rules.workbooks import make_workbook

HERE = Path(__file__).parent
_MARK = rf"{CODE}(?: « [^»]+ »)?"
_MARKS = re.compile(rf"\s*(?:#|<--) ({_MARK}(?:, {_MARK})*)$")
_ONE_MARK = re.compile(rf"({CODE})(?: « ([^»]+) »)?")
_PLACE = re.compile(rf"^- ({CODE}) (\S+):([0-9]+):([0-9]+)$", re.MULTILINE)


def turned_photograph(orientation: int = 6) -> bytes:
    """One grey dot, as JPEG, whose camera asks for it to be turned."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    out = io.BytesIO()
    Image.new("L", (1, 1), 128).save(out, "JPEG", exif=notes)
    return out.getvalue()


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
    title: Text
    why: Text
    wrong: Example
    right: Example


def page_paths() -> list[Path]:
    return sorted(HERE.glob("[A-Z][A-Z][A-Z][0-9][0-9][0-9].md"))


def read_page(path: Path) -> Page:
    page = parse_rule_page(path.read_text(encoding="utf-8"))
    wrong, right = _read_example(page.wrong, page.wrong_text), _read_example(page.right, page.right_text)
    return Page(page.code, page.title, page.why, wrong, right)


def _read_example(blocks: Iterable[Block], text: str) -> Example:
    example = Example()
    for block in blocks:
        path, content = block.path, block.text
        if block.kind == "retirer":
            example.files[path] = None
        elif block.kind == "octets":
            example.files[path] = content.strip().encode().decode("unicode_escape").encode("latin-1")
        elif block.kind == "classeur":
            example.files[path] = make_workbook(content)
        elif block.kind == "image":
            example.files[path] = PICTURE
        elif block.kind == "photo":
            example.files[path] = turned_photograph()
        elif block.kind == "lien":
            example.links[path] = content.strip()
        else:
            merged = with_keys(content) if path == "dossier.yaml" and not block.is_whole else content
            example.files[path] = _take_marks(merged, path, example.marks)
    example.marks += [Mark(code, path, int(line), int(column)) for code, path, line, column in _PLACE.findall(text)]
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
