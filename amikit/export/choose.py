"""Which reference document gives an answer its looks: the one named, the dossier's, the call's, or ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from amikit.diagnostics import Diagnostic
from amikit.export.reference import FAULTS, check_reference
from amikit.load.faults import BAD_REFERENCE, OUTSIDE
from amikit.source.span import Span


@dataclass(frozen=True, slots=True)
class Chosen:
    docx: Path | None = None
    odt: Path | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def choose_references(dossier_root: Path, call_root: Path, named: Path | None) -> Chosen:
    """Look for ``reference.docx`` and ``reference.odt``; one that cannot be used is said, at its place."""
    found: list[Diagnostic] = []
    chosen: dict[str, Path | None] = {}
    for suffix in (".docx", ".odt"):
        folder_files = [folder / f"reference{suffix}" for folder in (dossier_root, call_root)]
        is_named = named is not None and named.suffix.lower() == suffix
        candidates = [named] if is_named and named is not None else folder_files
        path = next((path for path in candidates if is_named or path.exists() or path.is_symlink()), None)
        if path is not None and not is_named and not _is_inside(path):
            found.append(OUTSIDE.at(Span(path), "reference", name=path.name))
            path = None
        fault = check_reference(path) if path is not None else None
        if path is not None and fault is not None:
            found.append(BAD_REFERENCE.at(Span(path), "reference", name=path.name, why=FAULTS[fault]))
        chosen[suffix] = path
    if named is not None and named.suffix.lower() not in chosen:
        found.append(BAD_REFERENCE.at(Span(named), "reference", name=named.name, why=FAULTS["not-a-document"]))
    return Chosen(chosen[".docx"], chosen[".odt"], tuple(found))


def _is_inside(path: Path) -> bool:
    """Whether a file found in a folder is there, links followed."""
    try:
        return path.resolve().is_relative_to(path.parent.resolve())
    except (OSError, RuntimeError):  # links that lead to each other: an OSError since Python 3.13
        return False
