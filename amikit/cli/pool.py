"""``amikit pool``: before sending, what several answers could share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.options import existing_folder
from amikit.i18n import Language, Text

if TYPE_CHECKING:
    from amikit.pooling.gather import Gathered
    from amikit.pooling.pool import Pool

_HELP = Text(
    "Proposer ce que plusieurs réponses pourraient mettre en commun, avant d'être envoyées : besoins, ressources, étapes, "
    "territoires, dates.\n\n"
    "Une RÉPONSE est une note d'intention (.md ou .json, voir « amikit publish »), une annexe ou le document qui la porte, "
    "ou un dossier. Pour un marché, les montants sont laissés de côté.\n\n"
    "Fin : 0 ; 1 s'il n'y a pas deux réponses à comparer.",
    "Propose what several answers could share, before they are sent: needs, resources, steps, territories, dates.\n\n"
    "An ANSWER is a note of intention (.md or .json, see “amikit publish”), an annex or the document that carries it, "
    "or a folder. For a contract, amounts are left out.\n\n"
    "Exit status: 0; 1 if there are not two answers to compare.",
)
_ANSWERS = Text("RÉPONSE...", "ANSWER...")
_FORMAT = Text("Pour des personnes (text) ou pour des programmes (json).", "For people (text) or for programs (json).")
_OUT = Text("Le fichier à écrire, en Markdown (ou en JSON).", "The file to write, in Markdown (or JSON).")
_CATALOG = Text("Un autre catalogue de ressources (à répéter).", "Another catalog of resources (repeatable).")
_NOTHING = Text(
    "Deux réponses au moins : « amikit pool la-notre/ celle-des-voisins.md ».",
    "Two answers at least: “amikit pool ours/ the-neighbours.md”.",
)
_TOO_FEW = (
    Text("Aucune réponse à comparer : il en faut deux.", "No answer to compare: two are needed."),
    Text("Une seule réponse : il en faut deux pour les comparer.", "Only one answer: two are needed to compare them."),
)


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("pool", help=_HELP[language])
    @click.argument("answers", nargs=-1, metavar=_ANSWERS[language], type=click.Path(path_type=Path))
    @click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_FORMAT[language])
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=_OUT[language])
    @click.option("--catalog", "catalogs", multiple=True, type=existing_folder(), help=_CATALOG[language])
    def pool(answers: tuple[Path, ...], form: str, out: Path | None, catalogs: tuple[Path, ...]) -> None:
        from amikit.cli.writing import give
        from amikit.pooling.gather import gather

        if not answers:
            raise click.UsageError(_NOTHING[language])
        gathered = gather(answers, catalogs=catalogs)
        compared = _compared(gathered, catalogs, language)
        if form == "json":
            from amikit.report.pool import pool_to_json

            give(pool_to_json(compared, gathered.notes, language), out, language)
        elif compared is None:
            _say_too_few(gathered, language)
        elif out is not None:
            from amikit.pooling.page import to_page

            give(to_page(compared, gathered.notes, language).rstrip("\n"), out, language)
        else:
            from amikit.cli.pool_words import print_pool

            print_pool(compared, gathered.notes, language)
        raise SystemExit(Exit.OK if compared is not None else Exit.FINDINGS)

    return pool


def _compared(gathered: Gathered, catalogs: tuple[Path, ...], language: Language) -> Pool | None:
    from amikit.load.catalog import load_catalog
    from amikit.paths import catalog_root
    from amikit.pooling.compare import compare

    if len(gathered.parties) < 2:
        return None
    catalog, _ = load_catalog(catalog_root(), own_root=None, others=list(catalogs))
    return compare(gathered.parties, catalog, language)


def _say_too_few(gathered: Gathered, language: Language) -> None:
    from amikit.cli.visible import visible
    from amikit.pooling.words import note_words

    for note in gathered.notes:
        click.echo(f"- {note_words(note, language, visible)}", err=True)
    click.echo(_TOO_FEW[len(gathered.parties)][language], err=True)
