"""The catalog as a table that stewards correct without git: a line for each value, with where it comes from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from amikit.i18n import Text
from amikit.model.catalog import Expectation, Figure, NextStep, Resource, Steward
from amikit.model.entity import Entity
from amikit.source.text import decode_text
from amikit.source.yaml import YamlMapping, parse_yaml
from amikit.workbook.sheet import Book, Cell, Role, Sheet

COLUMNS: Mapping[str, str] = {
    "ressource": "Ressource",
    "cle": "Clé",
    "explication": "Ce que c'est",
    "valeur": "Aujourd'hui",
    "source": "D'où cela vient",
    "correction": "Correction",
    "nouvelle_source": "Source de la correction",
}
"""Key → header. The files speak French, and so does the table."""
_WIDTHS = (24, 30, 40, 40, 36, 40, 40)
_TO_WRITE = ("correction", "nouvelle_source")
_ADVICE = (
    "Écrivez dans « Correction », et dites d'où vient un chiffre dans « Source de la correction ». « - » efface une valeur. "
    "Puis : amikit catalog import."
)
_TITLE = "Catalogue des ressources communes"
_DAY = date(2000, 1, 1)
_TOP = ("nom", "resume", "disponibilite", "porteur/nom", "porteur/contact", "licence", "liens/site", "liens/code")
_AFTER = ("liens/documentation", "interet", "remarque")
_EXPECTED = (
    "description",
    "forme",
    "declencheur",
    "attendu/montant",
    "attendu/heures",
    "attendu/part",
    "attendu/par",
    "statut",
)
_STEPS = ("titre", "cout", "heures", "livrable", "statut")
_FIGURES = frozenset({"montant", "heures", "part", "cout"})
LISTS: Mapping[str, tuple[str, ...]] = {"reciprocites": _EXPECTED, "prochaines_etapes": _STEPS}
_EXPLAINS: Mapping[str, type[Entity]] = {
    "porteur": Steward,
    "attendu": Figure,
    "reciprocites": Expectation,
    "prochaines_etapes": NextStep,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One value of one card."""

    resource_id: str
    key: str
    """``reciprocites/cofinancement/attendu/montant``."""
    value: str
    source: str

    @property
    def cells(self) -> tuple[str, ...]:
        """What the table shows, in the order of its columns."""
        return (self.resource_id, self.key, _explain(self.key), self.value, self.source, "", "")


def is_figure(key: str) -> bool:
    """Whether a value is one of those that nobody may change without saying where it comes from."""
    return key.rpartition("/")[2] in _FIGURES and key.partition("/")[0] in LISTS


def rows_of(paths: Sequence[Path]) -> Iterator[Row]:
    """The values of these cards; what cannot be read is left out, ``catalog check`` says it."""
    for path in paths:
        text = decode_text(path.read_bytes())
        tree = parse_yaml(text.replace("\r\n", "\n"), path)[0] if text is not None else None
        if isinstance(tree, YamlMapping):
            yield from card_rows(path.stem, tree)


def card_rows(resource_id: str, tree: YamlMapping) -> Iterator[Row]:
    """The values of a card, those that nobody filled in too."""
    named = tree.get("sources")
    first = named[0] if isinstance(named, list) and named else None
    for key in (*_TOP, *_AFTER):
        yield Row(resource_id, key, value_at(tree, key.split("/")), _address(first))
    for name, keys in LISTS.items():
        for item in tree.get(name) or []:
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                source = _address(item.get("source"))
                for key in keys:
                    yield Row(resource_id, f"{name}/{item['id']}/{key}", value_at(item, key.split("/")), source)


def value_at(tree: Any, steps: Sequence[str]) -> str:
    """The words at a place, on one line; a name alone stands for the mapping that it begins."""
    for place, step in enumerate(steps):
        if isinstance(tree, str):
            return " ".join(tree.split()) if place == len(steps) - 1 and step in ("nom", "url") else ""
        tree = tree.get(step) if isinstance(tree, dict) else None
    return " ".join(tree.split()) if isinstance(tree, str) else ""


def _address(source: Any) -> str:
    return value_at({"source": source}, ["source", "url"]) or value_at({"source": source}, ["source", "titre"])


def _explain(key: str) -> str:
    """What a key means, as an editor shows it."""
    first, *rest = key.split("/")
    entity: type[Entity] | None = _EXPLAINS.get(first, Resource)
    name = key if not rest else rest[-1]
    if first in LISTS and len(rest) == 3:
        entity = _EXPLAINS.get(rest[1])
    if first == "liens":
        entity, name = Resource, "liens"
    found = [field.description for field in (entity.model_fields.values() if entity else ()) if field.alias == name]
    return (found[0] or "") if found else ""


# --- formats -------------------------------------------------------------------------------


def to_table(rows: Sequence[Row], suffix: str) -> bytes:
    """The table in the format of that suffix: ``.xlsx``, ``.csv`` or ``.wiki``. Same rows, same bytes."""
    return WRITERS[suffix](rows)


def _to_csv(rows: Sequence[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    writer.writerows([_harmless(cell) for cell in row.cells] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet does not run."""
    return (
        f"'{cell}" if cell.startswith(("=", "+", "@", "\t")) or (cell[:1] == "-" and not cell[1:2].isdigit()) else cell
    )


def _to_xlsx(rows: Sequence[Row]) -> bytes:
    from amikit.workbook.xlsx import to_xlsx

    head: tuple[list[Cell], ...] = ([Cell(_TITLE, role=Role.TITLE)], [Cell(_ADVICE, role=Role.NOTE)], [])
    names = [Cell(name, role=Role.HEADER) for name in COLUMNS.values()]
    roles = [Role.INPUT if key in _TO_WRITE else Role.LABEL for key in COLUMNS]
    body = [[Cell(cell or None, role=role) for cell, role in zip(row.cells, roles, strict=True)] for row in rows]
    sheet = Sheet("Catalogue", (*head, names, *body), _WIDTHS, header_row=3, frozen_columns=2)
    return to_xlsx(Book(_TITLE, "", "fr", _DAY, (sheet,)))


def _to_wiki(rows: Sequence[Row]) -> bytes:
    lines = [f"== {_TITLE} ==", _ADVICE, '{| class="wikitable sortable"', "! " + " !! ".join(COLUMNS.values())]
    for row in rows:
        lines += ["|-", *(f"| {_as_wiki(cell)}" for cell in row.cells)]
    return ("\n".join([*lines, "|}"]) + "\n").encode()


def _as_wiki(cell: str) -> str:
    """A text that a wiki prints as it is."""
    return f"<nowiki>{cell.replace('<', '&lt;')}</nowiki>" if any(one in cell for one in "[]{}|<>'=*#~&_") else cell


WRITERS = {".xlsx": _to_xlsx, ".csv": _to_csv, ".wiki": _to_wiki}
NOT_A_TABLE = Text("il n'a pas les colonnes de « catalog export »", "it has not the columns of “catalog export”")
