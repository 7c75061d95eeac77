"""``amikit audit``: for a funder, every answer to a call, verified and read together."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.options import existing_folder
from amikit.cli.visible import as_argument, visible
from amikit.i18n import Language, Text, say
from amikit.paths import near

if TYPE_CHECKING:
    from amikit.audit.run import Audited

_HELP = Text(
    "Vérifier toutes les réponses à un appel, et les lire ensemble.\n\n"
    "DOSSIER tient les fichiers reçus (PDF, DOCX, ODT, HTML, annexes JSON), dans des sous-dossiers ou non. Ce que chaque "
    "ressource recevrait, ce que chaque réponse lui apporte, qui est promis deux fois, ce qui pourrait être mutualisé.\n\n"
    "Le rapport (HTML, XLSX, CSV) est écrit dans « audit », ici, ou dans « --out ». Un audit interrompu reprend avec « --resume ».\n\n"
    "Fin : 0, ou 1 si une réponse se contredit ou ne peut pas être lue, ou s'il n'y en a aucune.",
    "Verify every answer to a call, and read them together.\n\n"
    "FOLDER holds the received files (PDF, DOCX, ODT, HTML, JSON annexes), in folders or not. What each resource would receive, "
    "what each answer brings it, who is promised twice, what could be pooled.\n\n"
    "The report (HTML, XLSX, CSV) is written to “audit”, here, or to “--out”. A stopped audit goes on with “--resume”.\n\n"
    "Exit status: 0, or 1 if an answer contradicts itself or cannot be read, or if there is none.",
)
_FOLDER = Text("DOSSIER", "FOLDER")
_RESOURCE_NAME = Text("RESSOURCE", "RESOURCE")
_NUMBER = Text("NOMBRE", "NUMBER")
_ADDRESS = Text("ADRESSE", "ADDRESS")
_FORMAT = Text(
    "Pour des personnes (text), ou pour des programmes (json : rien n'est écrit sans --out).",
    "For people (text), or for programs (json: nothing is written without --out).",
)
_OUT = Text(
    "Où écrire le rapport et le journal (ici : audit).", "Where to write the report and the journal (here: audit)."
)
_RESOURCE = Text("Le relevé d'une seule ressource : dokos.", "The statement of one resource: dokos.")
_RESUME = Text("Ne pas relire ce que le journal connaît et qui n'a pas changé.", "Read again only what changed since.")
_JOBS = Text("Combien de fichiers lire à la fois.", "How many files to read at once.")
_SCHEDULER = Text(
    "L'adresse d'une grappe Dask (tcp://…) qui fera la lecture.",
    "The address of a Dask cluster (tcp://…) to read with.",
)
_CATALOG = Text("Un autre catalogue de ressources (à répéter).", "Another catalog of resources (repeatable).")
_INSIDE = Text(
    "Le rapport irait dans le dossier des réponses reçues. Dites où l'écrire : « --out ../audit ».",
    "The report would go into the folder of the received answers. Say where to write it: “--out ../audit”.",
)
_NOT_AN_ID = Text(
    "« {name} » n'est pas l'identifiant d'une ressource (« amikit catalog list » les donne).",
    "“{name}” is not the id of a resource (“amikit catalog list” gives them).",
)
_UNNAMED = Text("Aucune réponse ne parle de « {name} ». {advice}", "No answer names “{name}”. {advice}")
_WRITTEN = Text(
    "Écrit dans {folder} : {first}, {second}, et {others_count:table en CSV|tables en CSV}.",
    "Written to {folder}: {first}, {second}, and {others_count:table as CSV|tables as CSV}.",
)
_KEPT = Text("Un fichier modifié depuis est gardé : {path}", "A file that was changed since is kept: {path}")
_DEFAULT_OUT = "audit"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_ID = 100


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("audit", help=_HELP[language])
    @click.argument("folder", metavar=_FOLDER[language], type=existing_folder())
    @click.option("--resource", default="", metavar=_RESOURCE_NAME[language], help=_RESOURCE[language])
    @click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=_OUT[language])
    @click.option("--resume", is_flag=True, help=_RESUME[language])
    @click.option("--jobs", type=click.IntRange(1, 256), metavar=_NUMBER[language], help=_JOBS[language])
    @click.option("--scheduler", default="", metavar=_ADDRESS[language], help=_SCHEDULER[language])
    @click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_FORMAT[language])
    @click.option("--catalog", "catalogs", multiple=True, type=existing_folder(), help=_CATALOG[language])
    def audit(
        folder: Path,
        resource: str,
        out: Path | None,
        resume: bool,
        jobs: int | None,
        scheduler: str,
        form: str,
        catalogs: tuple[Path, ...],
    ) -> None:
        from amikit.audit.run import Asked, audit_folder
        from amikit.cli.audit_words import Counter, print_audit
        from amikit.verify.verdict import Light

        _check_id(resource, language)
        place = _place(folder, out, form, language)
        asked = Asked(folder, place, catalogs, jobs, scheduler, resume)
        with Counter(language, is_shown=form == "text") as counter:
            audited = audit_folder(asked, counter.show)
        if resource:
            audited = _statement(audited, resource, language)
        # Written before anything is said: who reads the screen may leave before its end.
        said = _write(place, audited, language) if place is not None else []
        if form == "json":
            from amikit.audit.to_json import to_json

            click.echo(to_json(audited, language))
        else:
            print_audit(audited, language)
            click.echo("\n" + "\n".join(said))
        is_fine = audited.overview.answers and not audited.overview.lights[Light.RED]
        raise SystemExit(Exit.OK if is_fine else Exit.FINDINGS)

    return audit


def _check_id(resource: str, language: Language) -> None:
    if resource and not (_ID.fullmatch(resource) and len(resource) <= _LONGEST_ID):
        raise click.BadParameter(say(_NOT_AN_ID, {"name": visible(resource)}, language), param_hint="--resource")


def _place(folder: Path, out: Path | None, form: str, language: Language) -> Path | None:
    """Where to write; never among received files unless it is asked."""
    if out is not None or form == "json":
        return out
    place = Path(_DEFAULT_OUT)
    if place.resolve().is_relative_to(folder.resolve()):
        raise click.UsageError(_INSIDE[language])
    return place


def _statement(audited: Audited, resource: str, language: Language) -> Audited:
    """What concerns one resource; said when no answer names it."""
    from amikit.spelling import did_you_mean

    restricted = replace(audited, overview=audited.overview.of_resource(resource))
    if not restricted.overview.totals:
        known = [total.key.id for total in audited.overview.totals]
        facts = {"name": resource, "advice": did_you_mean(resource, known)}
        click.echo(say(_UNNAMED, facts, language).strip(), err=True)
    return restricted


def _write(place: Path, audited: Audited, language: Language) -> list[str]:
    """Write the report; what to say of it."""
    from amikit.audit.reports import report_files
    from amikit.export.write import write_outputs

    written, kept = write_outputs(place, report_files(audited, language))
    names = [path.name for path in written]
    facts = {"folder": as_argument(near(place)), "first": names[0], "second": names[1], "others_count": len(names) - 2}
    said = [say(_WRITTEN, facts, language)]
    return said + [say(_KEPT, {"path": as_argument(near(path))}, language) for path in kept]
