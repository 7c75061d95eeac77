"""What somebody knows of a grant and the folder does not: given on the command line, or in a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from amikit.i18n import Language, Text, say
from amikit.publishing.subventions import COLUMNS, GRANT

_LINE = "ligne"
_LARGEST = 1_000_000
_NO_EQUALS = Text("« {typed} » : écrivez COLONNE=VALEUR.", "“{typed}”: write COLUMN=VALUE.")
_UNKNOWN = Text(
    "« {name} » n'est pas une colonne de SCDL Subventions. {advice}",
    "“{name}” is not a column of SCDL Subventions. {advice}",
)
_UNREADABLE = Text("« {path} » ne peut pas être lu comme un tableau CSV.", "“{path}” cannot be read as a table (CSV).")
_TWICE = Text("« {path} » décrit deux fois la ligne « {line} ».", "“{path}” describes the line “{line}” twice.")


def read_settings(settings: Sequence[str], language: Language) -> dict[str, dict[str, str]]:
    """``COLUMN=VALUE``, about the grant itself."""
    said: dict[str, str] = {}
    for typed in settings:
        name, equals, value = typed.partition("=")
        if not equals:
            raise click.UsageError(say(_NO_EQUALS, {"typed": typed}, language))
        said[_column(name.strip(), language)] = value
    return {GRANT: said} if said else {}


def read_facts_file(path: Path, language: Language) -> dict[str, dict[str, str]]:
    """A table: ``ligne`` (empty for the grant itself), then columns of the schema."""
    from amikit.source.csv import parse_csv
    from amikit.source.text import decode_text

    try:
        with path.open("rb") as file:
            text = decode_text(file.read(_LARGEST))
    except OSError:
        text = None
    table = parse_csv(text, path) if text is not None else None
    if table is None or table.problems:
        raise click.UsageError(say(_UNREADABLE, {"path": str(path)}, language))
    names = {name: _column(name, language) for name in table.columns if name not in ("", _LINE)}
    said: dict[str, dict[str, str]] = {}
    for row in table.rows:
        line = row.get(_LINE) or GRANT
        if line in said:
            raise click.UsageError(say(_TWICE, {"path": str(path), "line": line}, language))
        said[line] = {column: row.get(name) or "" for name, column in names.items()}
    return said


def _column(name: str, language: Language) -> str:
    """The column as the schema spells it, whatever its capitals."""
    known = {column.casefold(): column for column in COLUMNS}
    if name.casefold() in known:
        return known[name.casefold()]
    from amikit.spelling import did_you_mean

    raise click.UsageError(say(_UNKNOWN, {"name": name, "advice": did_you_mean(name, COLUMNS)}, language))
