"""What stewards corrected in the table of the catalog, as changes to its cards: each figure with its source."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from amikit.diagnostics import Diagnostic
from amikit.i18n import Text
from amikit.importing.catalog_table import COLUMNS, LISTS, card_rows, is_figure
from amikit.load.reader import FolderReader
from amikit.load.text_faults import BAD_CORRECTION, NO_SOURCE, NOT_A_CATALOG, STALE_VALUE
from amikit.mend.entries import set_entry
from amikit.mend.files import Change, is_ours, rewrite
from amikit.mend.values import set_value
from amikit.model.catalog import Resource
from amikit.source.span import Span
from amikit.source.text import decode_text
from amikit.source.yaml import YamlMapping, parse_yaml
from amikit.spelling import did_you_mean, fold
from amikit.workbook.opening import Grid, open_grids
from amikit.workbook.rows import as_text
from amikit.workbook.sheet import Unit

_ERASED = "-"
_DEEPEST_HEADER = 40
_LARGEST_WIKI = 5_000_000
_WEB = re.compile(r"https?://\S{3,}")
_NOT_THERE = Text("le catalogue n'a pas cette ressource", "the catalog has no such resource")
_NO_KEY = Text("la fiche n'a pas cette clé", "the card has no such key")
_NOT_WRITTEN = Text(
    "la fiche ne peut pas être changée ici sans risque", "the card cannot be changed there without a risk"
)
_NOT_AN_ADDRESS = Text("sa source n'est pas une adresse web", "its source is no web address")


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the table that says something new."""

    resource_id: str
    key: str
    words: str
    source: str
    was: str
    span: Span


def read_corrections(path: Path) -> tuple[list[Correction], list[Diagnostic]]:
    """The lines whose « Correction » is not empty; XLSX, ODS, CSV or a wiki page."""
    said: list[Diagnostic] = []
    if path.suffix.lower() in (".wiki", ".mediawiki"):
        grids = _wiki_grid(path)
    else:
        grids, said = open_grids(path)
    for grid in grids:
        header = _header_of(grid)
        if header is not None:
            return list(_lines(grid, *header)), said
    return [], said or [NOT_A_CATALOG.at(Span(path), path.name, name=path.name)]


def _header_of(grid: Grid) -> tuple[int, Mapping[str, int]] | None:
    names = {fold(header): key for key, header in COLUMNS.items()} | {fold(key): key for key in COLUMNS}
    for number in range(min(len(grid.rows), _DEEPEST_HEADER)):
        places: dict[str, int] = {}
        for column, cell in enumerate(grid.rows[number]):
            key = names.get(fold(cell)) if isinstance(cell, str) else None
            if key:
                places.setdefault(key, column)
        if {"ressource", "cle", "correction"} <= places.keys():
            return number, places
    return None


def _lines(grid: Grid, header: int, places: Mapping[str, int]) -> Iterator[Correction]:
    for number in range(header + 1, len(grid.rows)):
        row = {key: _cell(grid, number, column, key) for key, column in places.items()}
        if row["correction"] and row["ressource"]:
            span = grid.span(number, places["correction"])
            source, was = row.get("nouvelle_source", ""), row.get("valeur", "")
            yield Correction(row["ressource"], row["cle"], row["correction"], source, was, span)


def _cell(grid: Grid, row: int, column: int, key: str) -> str:
    unit = Unit.CENTS if key == "correction" else Unit.TEXT
    words = " ".join((as_text(grid.cell(row, column), unit) or "").split())
    return words[1:] if words[:1] == "'" and words[1:2] in ("=", "+", "@", "-") else words


def _wiki_grid(path: Path) -> list[Grid]:
    """The cells of the first table of a wiki page."""
    try:
        raw = path.read_bytes()
    except OSError:
        return []
    text = decode_text(raw) if len(raw) <= _LARGEST_WIKI else None
    rows: list[list[str | None]] = []
    for line in (text or "").splitlines():
        if line.startswith("!"):
            rows.append([_plain(cell) for cell in line[1:].split("!!")])
        elif line.startswith("|-"):
            rows.append([])
        elif line.startswith("|}"):
            break
        elif line.startswith("|") and rows:
            rows[-1].append(_plain(line[1:]))
    return [Grid(path, "", rows)] if rows else []


def _plain(cell: str) -> str | None:
    return html.unescape(re.sub(r"</?nowiki>", "", cell)).strip() or None


# --- changes -------------------------------------------------------------------------------


def plan_corrections(
    corrections: Sequence[Correction], paths: Mapping[str, Path], root: Path, source: str
) -> tuple[list[Change], list[Diagnostic]]:
    """The changes of the cards; ``source`` serves the figures that name none. No change while a correction is refused."""
    said: list[Diagnostic] = []
    changes = []
    by_card: dict[str, list[Correction]] = {}
    for one in corrections:
        if one.resource_id not in paths:
            advice = did_you_mean(one.resource_id, paths)
            said.append(_bad(one, Text(f"{_NOT_THERE.fr} ; {advice.fr}", f"{_NOT_THERE.en}; {advice.en}")))
        else:
            by_card.setdefault(one.resource_id, []).append(_sourced(one, source))
    for resource_id, asked in by_card.items():
        change, found = _plan_card(paths[resource_id], root, asked)
        said += found
        changes += [change] if change is not None and change.after != change.before else []
    return changes, said


def _sourced(one: Correction, source: str) -> Correction:
    return replace(one, source=source) if not one.source and is_figure(one.key) else one


def _plan_card(path: Path, root: Path, asked: Sequence[Correction]) -> tuple[Change | None, list[Diagnostic]]:
    said: list[Diagnostic] = []

    def corrected(text: str) -> str | None:
        for one in asked:
            after, found = _correct(text, path, one)
            said.extend(found)
            text = after if after is not None else text
        return text

    change = rewrite(path, corrected) if is_ours(path, root) else None
    return change, said if change else [_bad(one, _NOT_WRITTEN) for one in asked]


def _bad(one: Correction, why: Text) -> Diagnostic:
    return BAD_CORRECTION.at(one.span, one.resource_id, text=one.words, key=one.key, why=why)


def _correct(text: str, path: Path, one: Correction) -> tuple[str | None, list[Diagnostic]]:
    """The card with one correction, or why it is not made; a value that changed since the export is said."""
    tree, problems = parse_yaml(text, path)
    if problems or not isinstance(tree, YamlMapping):
        return None, [_bad(one, _NOT_WRITTEN)]
    rows = {row.key: row.value for row in card_rows(one.resource_id, tree)}
    if one.key not in rows:
        return None, [_bad(one, _NO_KEY)]
    words = "" if one.words == _ERASED else one.words
    if words == rows[one.key]:
        return None, []
    if one.source and not _WEB.fullmatch(one.source):
        return None, [_bad(one, _NOT_AN_ADDRESS)]
    if is_figure(one.key) and words and not one.source:
        return None, [NO_SOURCE.at(one.span, one.resource_id, text=words, key=one.key)]
    stale = (
        []
        if one.was == rows[one.key]
        else [STALE_VALUE.at(one.span, one.resource_id, key=one.key, value=rows[one.key])]
    )
    where = _where(tree, one.key)
    after = _set(text, tree, where, words)
    if after is not None and one.source and where[0] in LISTS:
        after = set_entry(after, where[:2], "source", {"url": one.source})
    if after is None:
        return None, [_bad(one, _NOT_WRITTEN)]
    why = _new_fault(text, after, path)
    return (None, [_bad(one, why)]) if why else (after, stale)


def _where(tree: Any, key: str) -> tuple[str | int, ...]:
    """The steps to a value: an item of a list by its place."""
    first, *rest = key.split("/")
    if first not in LISTS:
        return (first, *rest)
    place = next(
        number for number, item in enumerate(tree[first]) if isinstance(item, dict) and item.get("id") == rest[0]
    )
    return (first, place, *rest[1:])


def _set(text: str, tree: Any, where: Sequence[str | int], words: str) -> str | None:
    """The value set, with the mapping that holds it when there is none yet."""
    *above, key = where
    holder: Any = tree
    for step in above:
        is_inside = (isinstance(holder, dict) and step in holder) or isinstance(holder, list)
        holder = holder[step] if is_inside else None
    if isinstance(holder, dict) and holder:
        return set_value(text, above, str(key), words)
    if not words or not above:
        return None
    if isinstance(holder, str):  # « porteur: Les Plumes » stands for its name
        return set_value(text, above[:-1], str(above[-1]), words) if key == "nom" else None
    return set_entry(text, above[:-1], str(above[-1]), {str(key): words})


def _new_fault(before: str, after: str, path: Path) -> Text | None:
    """What the catalog would find wrong in the new card that it did not in the old one."""
    faults = []
    for text in (before, after):
        reader = FolderReader(path.parent)
        reader.entity(Resource, reader.parse(text, path, path.stem), path, path.stem)
        faults.append(reader.diagnostics)
    old = {(one.code, one.message("fr")) for one in faults[0]}
    new = next((one for one in faults[1] if (one.code, one.message("fr")) not in old), None)
    return Text(new.message("fr").rstrip("."), new.message("en").rstrip(".")) if new else None
