"""``amikit catalog``: list, show and check the shared resources."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import COMMAND_NAME, Exit
from amikit.cli.options import existing_file, existing_folder
from amikit.cli.reading import Reading, reading_options
from amikit.i18n import Language, Text, say
from amikit.model.needs import need_words

if TYPE_CHECKING:
    from amikit.diagnostics import Diagnostic
    from amikit.model.catalog import Catalog, Resource

_HELP = Text("Lire le catalogue des ressources communes.", "Read the catalog of shared resources.")
_LIST_HELP = Text("Lister les ressources, et à quoi chacune sert.", "List the resources, and what each is for.")
_SHOW_HELP = Text(
    "Montrer une ressource : ce qu'elle est, ce que son porteur attend, d'où cela vient.",
    "Show a resource: what it is, what its steward expects, where that comes from.",
)
_SHOW_SHORT = Text(
    "Montrer une ressource, et ce que son porteur attend.", "Show a resource, and what its steward expects."
)
_CHECK_HELP = Text(
    "Dire ce qui manque aux fiches. Une fiche incomplète n'est pas une faute : fin 0, ou 1 si une fiche est fausse.",
    "Say what the cards lack. An incomplete card is no fault: status 0, or 1 if a card is wrong.",
)
_RESOURCE = Text("RESSOURCE", "RESOURCE")
_FILE, _ADDRESS = Text("FICHIER", "FILE"), Text("ADRESSE", "ADDRESS")
_CATALOG = Text("Un autre catalogue, au lieu de celui d'amikit.", "Another catalog, instead of amikit's.")
_UNKNOWN = Text("« {id} » n'est pas dans le catalogue. {advice}", "“{id}” is not in the catalog. {advice}")
_NOT_KNOWN = Text("son usage n'est pas encore noté", "what it is for is not noted yet")
_WIDEST = 100
"""Columns of a terminal."""
_COMPLETE = Text("Rien ne manque.", "Nothing is missing.")


def command(language: Language) -> click.Command:
    """The group of commands, its words in one language."""
    group = click.Group("catalog", help=_HELP[language], subcommand_metavar=COMMAND_NAME[language])
    folder = click.option("--catalog", "folder", type=existing_folder(), help=_CATALOG[language])

    @group.command("list", help=_LIST_HELP[language])
    @folder
    def list_resources(folder: Path | None) -> None:
        from amikit.cli.visible import visible

        catalog, found = _load(folder)
        _say_unreadable(found, language)
        width = max((len(name) for name in catalog.by_id), default=0)
        for resource_id, resource in sorted(catalog.by_id.items()):
            line = f"{resource_id:<{width}}  {resource.name} — {_purpose(resource, language)}"
            click.echo(_shortened(visible(line)))

    @group.command("show", help=_SHOW_HELP[language], short_help=_SHOW_SHORT[language])
    @click.argument("identifier", metavar=_RESOURCE[language])
    @folder
    def show(identifier: str, folder: Path | None) -> None:
        from amikit.cli.card import as_card
        from amikit.model.values import as_slug
        from amikit.spelling import did_you_mean

        catalog, found = _load(folder)
        # A dossier may write « Dokos » too.
        resource = catalog.get(identifier) or catalog.get(as_slug(identifier))
        if resource is None:
            _say_unreadable(found, language)
            facts = {"id": identifier, "advice": did_you_mean(identifier, catalog.by_id)}
            raise click.UsageError(say(_UNKNOWN, facts, language))
        click.echo(as_card(resource, language))

    @group.command("check", help=_CHECK_HELP[language])
    @folder
    @reading_options(language)
    def check(folder: Path | None, *, reading: Reading) -> None:
        from amikit.diagnostics import Report
        from amikit.rules import check_catalog

        catalog, found = _load(folder)
        kept = reading.show(Report.of([*found, *check_catalog(catalog)]), language, _COMPLETE)
        raise SystemExit(Exit.FINDINGS if kept.has_errors else Exit.OK)

    _add_import(group, language)
    return group


def _add_import(group: click.Group, language: Language) -> None:
    from amikit.cli import catalog_import as words

    @group.command("import", help=words.HELP[language], short_help=words.SHORT[language])
    @click.argument("file", metavar=_FILE[language], type=existing_file(language))
    @click.option("--out", default=".", type=existing_folder(), help=words.OUT[language])
    @click.option("--source", default="", metavar=_ADDRESS[language], help=words.SOURCE[language])
    @click.option("--id", "card_id", default="", metavar=_RESOURCE[language], help=words.ID[language])
    @click.option("--catalog", "folder", type=existing_folder(), help=words.CORRECTED[language])
    @click.option("--yes", is_flag=True, help=words.YES[language])
    def import_file(file: Path, out: Path, source: str, card_id: str, folder: Path | None, *, yes: bool) -> None:
        words.check_source(source, language)
        if file.suffix.lower() in words.TABLES:
            raise SystemExit(words.import_corrections(file, folder, language, source=source, yes=yes))
        raise SystemExit(words.import_cards(file, out, language, source=source, card_id=card_id, yes=yes))

    @group.command("export", help=words.EXPORT_HELP[language], short_help=words.EXPORT_SHORT[language])
    @click.option(
        "--out", required=True, metavar=_FILE[language], type=click.Path(path_type=Path), help=words.TABLE[language]
    )
    @click.option("--catalog", "folder", type=existing_folder(), help=_CATALOG[language])
    def export(out: Path, folder: Path | None) -> None:
        raise SystemExit(words.export_catalog(folder, out, language))


def _purpose(resource: Resource, language: Language) -> str:
    """What a resource is for: cards are written in French, their needs have words in both languages."""
    needs = ", ".join(need_words(need)[language] for need in resource.needs)
    known = [resource.summary, needs] if language == "fr" else [needs, resource.summary]
    steward = resource.steward.name if resource.steward else ""
    return next(filter(None, [*known, steward]), _NOT_KNOWN[language])


def _shortened(line: str) -> str:
    """A line that fits on a terminal, cut between two words."""
    if len(line) <= _WIDEST:
        return line
    return line[: line.rindex(" ", 0, _WIDEST)].rstrip(" ,;:") + "…"


def _load(folder: Path | None) -> tuple[Catalog, list[Diagnostic]]:
    from amikit.load.catalog import load_catalog
    from amikit.paths import catalog_root

    return load_catalog(folder or catalog_root())


def _say_unreadable(found: Iterable[Diagnostic], language: Language) -> None:
    from amikit.cli.words import as_text

    said = [one for one in found if one.is_unreadable]
    if said:
        click.echo(as_text(said, language), err=True)
