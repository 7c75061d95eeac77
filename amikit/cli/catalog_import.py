"""``amikit catalog import``: a card from what a steward publishes, or the corrections of a table; shown, then written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.visible import as_argument, visible
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.importing.cards import Card
    from amikit.mend.files import Change

HELP = Text(
    "Faire une fiche de ce qu'un porteur publie, publiccode.yml ou funding.json : rien n'y est ajouté, ce qui manque est dit. Ou "
    "rapporter un tableau de « catalog export », corrigé : chaque chiffre dit d'où il vient.\n\n"
    "Exemple : amikit catalog import publiccode.yml --out ma-reponse",
    "Make a card of what a steward publishes, publiccode.yml or funding.json: nothing is added to it, what is missing is said. Or "
    "bring back a table of “catalog export”, corrected: each figure says where it comes from.\n\n"
    "Example: amikit catalog import publiccode.yml --out my-answer",
)
SHORT = Text(
    "Faire une fiche d'un publiccode.yml, d'un funding.json.", "Make a card of a publiccode.yml, a funding.json."
)
OUT = Text(
    "Le dossier où écrire la fiche, dans ressources/ (ici, par défaut).",
    "The folder in which to write the card, in ressources/ (here by default).",
)
SOURCE = Text("L'adresse où le fichier est publié.", "The address where the file is published.")
ID = Text(
    "L'identifiant de la ressource, s'il ne suit pas son nom.",
    "The identifier of the resource, if not made of its name.",
)
YES = Text("Écrire sans demander.", "Write without asking.")
_MISSING = Text("« {name} » ({id}) : à compléter, {keys}.", "“{name}” ({id}): to complete, {keys}.")
_KNOWN = Text(
    "« {id} » est déjà dans le catalogue d'amikit ({name}). S'il s'agit d'une autre ressource, donnez-lui un nom avec --id.",
    "“{id}” is already in amikit's catalog ({name}). If it is another resource, give it a name with --id.",
)
_THERE = Text(
    "« {path} » existe déjà : rien n'y est changé. Déplacez-le, ou donnez un autre nom avec --id.",
    "“{path}” is already there: nothing in it is changed. Move it, or give another name with --id.",
)
_SEVERAL = Text(
    "Le fichier décrit {cards_count:ressource|ressources} : --id n'en nomme qu'une.",
    "The file describes {cards_count:resource|resources}: --id names one only.",
)
_BAD_ID = Text("« {id} » ne peut pas servir d'identifiant.", "“{id}” cannot be an identifier.")
_BAD_SOURCE = Text("« {source} » n'est pas une adresse web.", "“{source}” is not a web address.")


TABLES = (".xlsx", ".ods", ".xls", ".csv", ".wiki", ".mediawiki")
EXPORT_HELP = Text(
    "Écrire le catalogue dans un tableau (XLSX, CSV, page de wiki), où les porteurs corrigent sans outil.\n\n"
    "Exemple : amikit catalog export --out catalogue.xlsx",
    "Write the catalog as a table (XLSX, CSV, wiki page), where stewards correct without any tool.\n\n"
    "Example: amikit catalog export --out catalogue.xlsx",
)
EXPORT_SHORT = Text("Écrire le catalogue dans un tableau à corriger.", "Write the catalog as a table to correct.")
TABLE = Text("Le tableau : catalogue.xlsx, .csv ou .wiki.", "The table: catalogue.xlsx, .csv or .wiki.")
CORRECTED = Text(
    "Pour un tableau corrigé : le dossier du catalogue à changer.",
    "For a corrected table: the folder of the catalog to change.",
)
_BAD_TABLE = Text("« {name} » : le tableau s'écrit en {suffixes}.", "“{name}”: the table is written as {suffixes}.")
_WHICH = Text("Dites quel catalogue changer : --catalog DOSSIER.", "Say which catalog to change: --catalog FOLDER.")
_NOTHING = Text("Aucune correction : rien à changer.", "No correction: nothing to change.")
_REFUSED = Text(
    "Rien n'est changé : corrigez ces cellules, enregistrez, relancez.",
    "Nothing is changed: put these cells right, save, run it again.",
)
_THEN = Text(
    "« amikit catalog check --catalog {folder} » dit ce qui manque.",
    "“amikit catalog check --catalog {folder}” says what is missing.",
)


def export_catalog(folder: Path | None, out: Path, language: Language) -> Exit:
    """Write the table; the status to end with."""
    from amikit.cli.writing import give_bytes
    from amikit.importing.catalog_table import WRITERS, rows_of, to_table
    from amikit.paths import catalog_root

    suffix = out.suffix.lower()
    if suffix not in WRITERS:
        raise click.UsageError(say(_BAD_TABLE, {"name": visible(out.name), "suffixes": list(WRITERS)}, language))
    paths = _cards_of(folder or catalog_root())
    give_bytes(to_table(list(rows_of(list(paths.values()))), suffix), out, language)
    return Exit.OK


def _cards_of(folder: Path) -> Mapping[str, Path]:
    """The file of each resource, by its id."""
    from amikit.load.catalog import load_catalog

    catalog, _ = load_catalog(folder)
    return {name: catalog.by_id[name].at("id").path for name in sorted(catalog.by_id)}


def import_corrections(file: Path, folder: Path | None, language: Language, *, source: str, yes: bool) -> Exit:
    """Bring the corrections of a table to the cards of a catalog; the status to end with."""
    from amikit.cli.mending import write_if_agreed
    from amikit.cli.words import print_report
    from amikit.diagnostics import Report
    from amikit.importing.corrections import plan_corrections, read_corrections

    if folder is None:
        raise click.UsageError(_WHICH[language])
    corrections, found = read_corrections(file)
    changes, said = plan_corrections(corrections, _cards_of(folder), folder, source)
    report = Report.of([*found, *said])
    if report.diagnostics:
        print_report(report, language, show_all=False)
    if report.has_errors:
        click.echo(_REFUSED[language], err=True)
        return Exit.FINDINGS
    if not changes:
        click.echo(_NOTHING[language])
        return Exit.OK
    if not write_if_agreed(changes, language, option="catalog import", yes=yes):
        return Exit.FINDINGS
    click.echo(say(_THEN, {"folder": as_argument(folder)}, language))
    return Exit.OK


def import_cards(file: Path, out: Path, language: Language, *, source: str, card_id: str, yes: bool) -> Exit:
    """Make the cards of a file; the status to end with."""
    from amikit.cli.mending import write_if_agreed
    from amikit.cli.words import as_text
    from amikit.importing.cards import read_cards

    cards, found = read_cards(file, source)
    if found:
        click.echo(as_text(found, language))
    if not cards:
        return Exit.FINDINGS
    if card_id and len(cards) > 1:
        raise click.UsageError(say(_SEVERAL, {"cards_count": len(cards)}, language))
    changes = _changes(cards, out, card_id, language)
    if not changes or not write_if_agreed(changes, language, option="catalog import", yes=yes):
        return Exit.FINDINGS
    return Exit.OK


def check_source(source: str, language: Language) -> None:
    """Refuse what is no web address."""
    if source and not source.startswith(("https://", "http://")):
        raise click.UsageError(say(_BAD_SOURCE, {"source": visible(source)}, language))


def _changes(cards: Sequence[Card], out: Path, card_id: str, language: Language) -> list[Change]:
    from amikit.importing.cards import card_text
    from amikit.load.catalog import load_catalog
    from amikit.mend.files import Change, is_ours
    from amikit.paths import catalog_root
    from amikit.spelling import slug

    known, _ = load_catalog(catalog_root())
    changes: dict[Path, Change] = {}
    for card in cards:
        name = slug(card_id) if card_id else card.id
        if not name:
            raise click.UsageError(say(_BAD_ID, {"id": visible(card_id)}, language))
        path = out / "ressources" / f"{name}.yaml"
        if name in known.by_id:
            click.echo(say(_KNOWN, {"id": name, "name": known.by_id[name].name}, language), err=True)
        elif path.exists() or path.is_symlink() or not is_ours(path, out) or path in changes:
            click.echo(say(_THERE, {"path": visible(str(path))}, language), err=True)
        else:
            changes[path] = Change(path, b"", card_text(card, name).encode(), is_new=True)
            facts = {"name": visible(card.name), "id": name, "keys": card.missing}
            click.echo(say(_MISSING, facts, language))
    return list(changes.values())
