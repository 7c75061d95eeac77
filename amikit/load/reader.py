"""Reading one folder: safely, and collecting everything that could not be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from amikit.diagnostics import Diagnostic, Fault
from amikit.errors import refusal
from amikit.i18n import Text
from amikit.load import faults
from amikit.load.repair import repair
from amikit.load.validate import keys_below, validate
from amikit.model.entity import Entity
from amikit.source.csv import CsvTable, parse_csv
from amikit.source.markdown import Prose, parse_markdown
from amikit.source.span import Problem, Span
from amikit.source.text import decode_text
from amikit.source.yaml import Value, YamlMapping, parse_yaml

_Model = TypeVar("_Model", bound=Entity)

LARGEST_TEXT = 20_000_000
"""Bytes; a text file above this is not somebody's prose."""
_NOT_READ = ("README", "LISEZMOI", "LICENSE")


class FolderReader:
    """Reads the files below ``root``; what is wrong goes to ``diagnostics``.

    A link that leads out of ``root`` is refused: a dossier comes from strangers.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.diagnostics: list[Diagnostic] = []
        self.unreadable: set[str] = set()
        self._real_root = root.resolve()
        self._plain: set[Path] = set()
        """Files that are no links, in a folder that is inside: they need not be followed."""

    def report(self, fault: Fault, span: Span, about: str = "", **facts: object) -> None:
        """Keep a fault of what is being read, at its place."""
        self.diagnostics.append(fault.at(span, about, **facts))

    def is_inside(self, path: Path) -> bool:
        """Whether ``path`` leads to somewhere in the folder, links followed."""
        if path in self._plain:
            return True
        try:
            return path.resolve().is_relative_to(self._real_root)
        except (OSError, RuntimeError):  # links that lead to each other: an OSError since Python 3.13
            return False

    def holds(self, name: str) -> bool:
        """Whether ``name`` is a file of the folder; a name that no file can have is not."""
        try:
            return self.is_inside(self.root / name) and (self.root / name).is_file()
        except (OSError, ValueError, RuntimeError):
            return False

    def files(self, folder: str, suffix: str) -> Iterator[Path]:
        """The files of a folder that end with ``suffix``, in the order of their names.

        Hidden and temporary files are passed over; a file of another kind is said.
        """
        place = self.root / folder
        if not place.is_dir():
            return
        if not self.is_inside(place):
            self.report(faults.OUTSIDE, Span(place), folder, name=folder)
            return
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.unreadable.add(folder)
            self.report(faults.UNREADABLE, Span(place), folder, why=_refusal(error))
            return
        for entry in entries:
            path = place / entry.name
            if not _is_utf8(entry.name):
                why = Text("son nom n'est pas écrit en UTF-8", "its name is not written in UTF-8")
                hint = Text("Renommez-le, avec des lettres simples.", "Rename it, with plain letters.")
                self.report(faults.IGNORED_FILE, Span(place / _shown(entry.name)), why=why, hint=hint)
                continue
            if entry.name.startswith((".", "_", "~")) or _is_folder(entry) or path.stem.upper() in _NOT_READ:
                continue
            if path.suffix.lower() == suffix:
                if not entry.is_symlink():
                    self._plain.add(path)
                yield path
            else:
                why = Text(f"ici, seuls les fichiers {suffix} comptent", f"only {suffix} files count here")
                hint = Text("Renommez-le, ou rangez-le ailleurs.", "Rename it, or keep it elsewhere.")
                self.report(faults.IGNORED_FILE, Span(path), why=why, hint=hint)

    def read_bytes(self, path: Path, about: str) -> bytes | None:
        """The bytes of a file, or None and a diagnostic."""
        if not self.is_inside(path):
            self.report(faults.OUTSIDE, Span(path), about, name=path.name)
            return None
        try:
            status = path.stat()
            if status.st_size > LARGEST_TEXT:
                why: object = Text("il dépasse 20 Mo", "it is over 20 MB")
            elif not stat.S_ISREG(status.st_mode):
                why = Text("ce n'est pas un fichier", "it is not a file")
            else:
                return path.read_bytes()
        except OSError as error:
            why = _refusal(error)
        self.report(faults.UNREADABLE, Span(path), about, why=why)
        return None

    def read_text(self, path: Path, about: str) -> str | None:
        """The text of a file (a byte-order mark dropped, ends of line made ``\\n``), or None."""
        raw = self.read_bytes(path, about)
        text = None if raw is None else decode_text(raw)
        if text is None:
            self.unreadable.add(about)
            if raw is not None:
                self.report(faults.UNKNOWN_ENCODING, Span(path), about)
            return None
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def parse(
        self, text: str, path: Path, about: str, *, first_line: int = 1, known: frozenset[str] = frozenset()
    ) -> Value:
        """Located YAML of a text; problems are said, with the line repaired when ``known`` keys help to."""
        tree, problems = parse_yaml(text, path, first_line=first_line)
        for problem in problems:
            line, column = problem.span.line - first_line, problem.span.column
            repaired = repair(text.split("\n"), line, column, known) if problem.kind == "yaml-syntax" else None
            if repaired and repaired.line != line:
                problem = replace(problem, span=Span(path, repaired.line + first_line))
            self.diagnostics.append(faults.from_problem(problem, about, repaired))
        return tree

    def entity(self, model: type[_Model], tree: Value, path: Path, about: str) -> _Model | None:
        """An entity from a located tree; what is wrong is said, and left out when it can be."""
        if tree is None:
            tree = YamlMapping(path, (1, 1))
        found, diagnostics = validate(model, tree, Span(path), about)
        self.diagnostics.extend(diagnostics)
        if found is None:
            self.unreadable.add(about)
        return found

    def read_yaml(self, model: type[_Model], path: Path, about: str) -> _Model | None:
        """An entity from a YAML file."""
        text = self.read_text(path, about)
        return None if text is None else self.read_settings(model, text, path, about)

    def read_settings(self, model: type[_Model], text: str, path: Path, about: str) -> _Model | None:
        """An entity from the text of a YAML file."""
        before = len(self.diagnostics)
        tree = self.parse(text, path, about, known=keys_below(model))
        if tree is None and len(self.diagnostics) > before:
            self.unreadable.add(about)
            return None
        return self.entity(model, tree, path, about)

    def read_prose(self, path: Path, about: str) -> Prose | None:
        """The prose of a Markdown file."""
        text = self.read_text(path, about)
        if text is None:
            return None
        prose = parse_markdown(text, path)
        self.diagnostics.extend(faults.from_problem(problem, about) for problem in prose.problems)
        return prose

    def read_front(self, model: type[_Model], prose: Prose, about: str, **given: str) -> _Model | None:
        """The front matter of a Markdown file as an entity; ``given`` are keys its name gives."""
        before = len(self.diagnostics)
        first_line, known = prose.front_matter_line, keys_below(model)
        tree = self.parse(prose.front_matter, prose.path, about, first_line=first_line, known=known)
        is_broken = any(problem.kind == "front-matter-unclosed" for problem in prose.problems)
        if _lacks_opening(prose, known):
            is_broken = True
            self.diagnostics.append(faults.from_problem(Problem("front-matter-unopened", Span(prose.path)), about))
        if is_broken or (tree is None and len(self.diagnostics) > before):
            self.unreadable.add(about)
            return None
        if tree is None:
            tree = YamlMapping(prose.path, (1, 1))
        if isinstance(tree, YamlMapping):
            for name, value in given.items():
                written = tree.get(name)
                if written is not None and written != value:
                    span = tree.span_of(name)
                    self.report(faults.ID_MISMATCH, span, about, id=written, stem=value)
                tree[name] = value
        return self.entity(model, tree, prose.path, about)

    def read_table(self, path: Path, about: str) -> CsvTable | None:
        """The rows of a CSV file."""
        text = self.read_text(path, about)
        if text is None:
            return None
        table = parse_csv(text, path)
        lost = [problem for problem in table.problems if problem.kind == "csv-too-many-cells"]
        if lost and table.separator == ",":
            self.unreadable.add(about)
            self.diagnostics.append(faults.from_problem(Problem("csv-comma-cents", lost[0].span), about))
            return None
        if any(problem.kind in ("csv-broken", "csv-long-cell") for problem in table.problems):
            self.unreadable.add(about)  # the rest of the table is not known
        self.diagnostics.extend(faults.from_problem(problem, about) for problem in table.problems)
        return table


def _lacks_opening(prose: Prose, known: frozenset[str]) -> bool:
    """Whether the text begins with the keys of a front matter, down to its closing line, that nothing opens."""
    if prose.front_matter:
        return False
    lines = prose.text.lstrip("\ufeff\n ").split("\n")
    first = lines[0].partition(":")[0].strip()
    return first in known and ":" in lines[0] and any(line.rstrip() == "---" for line in lines[1:])


def _refusal(error: OSError) -> Text:
    """Why the system does not let a file be read; what is not there is what a link leads to."""
    if isinstance(error, FileNotFoundError):
        return Text("il mène à un fichier qui n'existe pas", "it leads to a file that does not exist")
    return refusal(error)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or leads to one; links that lead to each other lead to none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_utf8(name: str) -> bool:
    """Whether the system could read the name of a file: an old one may be in another encoding."""
    return not any("\ud800" <= letter <= "\udfff" for letter in name)


def _shown(name: str) -> str:
    return "".join("?" if "\ud800" <= letter <= "\udfff" else letter for letter in name)
