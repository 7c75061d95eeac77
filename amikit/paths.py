"""Where amikit's own files are: in a checkout, or inside an installed wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from amikit.errors import AmikitError
from amikit.i18n import Text

_PACKAGE = Path(__file__).resolve().parent


@cache
def _own_folder(name: str) -> Path:
    """A folder that ships with amikit: ``_share/<name>`` in a wheel, beside the package in a checkout."""
    for candidate in (_PACKAGE / "_share" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise AmikitError(
        Text(f"Le dossier « {name} » livré avec amikit est introuvable.", f"The “{name}” folder of amikit is missing."),
        Text("Réinstallez amikit.", "Install amikit again."),
    )


def templates_root() -> Path:
    """The call templates; ``_shared`` holds what they have in common."""
    return _own_folder("templates")


def catalog_root() -> Path:
    """The resources that ship with amikit."""
    return _own_folder("resources_catalog")


def shared_path(name: str) -> Path:
    """A file that every template shares: ``page.typ``, ``reference.docx``, ``fonts``."""
    return templates_root() / "_shared" / name


def schema_path(name: str) -> Path:
    """A JSON Schema, for editors: ``dossier.schema.json``."""
    return _own_folder("schemas") / name


def rule_page_path(code: str) -> Path:
    """The page that explains a finding; the tests play its example."""
    return _own_folder("rules" if (_PACKAGE / "_share").is_dir() else "tests/rules") / f"{code}.md"


def near(path: Path) -> Path:
    """The path as seen from here, when it is below: short enough to read, and to click."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def is_own(folder: Path) -> bool:
    """Whether ``folder`` came with amikit, links followed: only then are its templates trusted."""
    return folder.resolve().is_relative_to(templates_root().resolve())
