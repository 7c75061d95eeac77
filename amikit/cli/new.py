"""``amikit new``: a folder ready to fill."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.options import existing_folder
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.model.call import Call
    from amikit.model.catalog import Catalog
    from amikit.scaffold import Start

_HELP = Text(
    "Préparer DOSSIER, prêt à remplir pour un appel. Chaque fichier y explique ce qu'il attend.\n\n"
    "Dans un terminal, quelques questions sont posées ; Entrée passe à la suivante, et rien n'est écrit avant la dernière. "
    "Les options y répondent d'avance ; « --no-questions » n'en pose aucune.\n\n"
    "Exemple : amikit new ma-reponse --call lieu-totem",
    "Prepare DOSSIER, ready to fill in for a call. Each file in it explains what it wants, in French.\n\n"
    "In a terminal, a few questions are asked; Enter goes to the next one, and nothing is written before the last. "
    "Options answer them beforehand; “--no-questions” asks none.\n\n"
    "Example: amikit new my-answer --call lieu-totem",
)
_CALL = Text("L'appel : {calls}.", "The call: {calls}.")
_CALL_NAME = Text("APPEL", "CALL")
_TEMPLATE = Text("Le dossier d'un modèle d'appel.", "The folder of a call's template.")
_TITLE = Text("Le titre de la réponse.", "The title of the answer.")
_DEADLINE = Text("La date limite de dépôt : 2027-01-31.", "The deadline: 2027-01-31.")
_MEMBER = Text(
    "Un membre, à répéter ; le premier porte la réponse : « Nom ; Ville ; emergent ».",
    "A member, repeatable; the first one leads: “Name; City; emergent”.",
)
_NEED = Text("Un besoin commun, à répéter : {needs}.", "A need in common, repeatable: {needs}.")
_RESOURCE = Text("Une ressource du catalogue, à répéter.", "A resource of the catalog, repeatable.")
_NO_QUESTIONS = Text("Ne rien demander.", "Ask nothing.")
_WORDS = Text("TEXTE", "TEXT")
_DAY = Text("JOUR", "DAY")
_NAME = Text("NOM", "NAME")
_TAKEN = Text(
    "« {folder} » existe déjà et n'est pas vide : rien n'y est changé.",
    "“{folder}” already exists and is not empty: nothing in it is changed.",
)
_WHICH = Text("Dites quel appel : --call {calls}.", "Say which call: --call {calls}.")
_UNKNOWN_NEED = Text("« {name} » n'est pas un besoin connu. {advice}", "“{name}” is not a known need. {advice}")
_UNKNOWN_RESOURCE = Text("« {name} » n'est pas dans le catalogue. {advice}", "“{name}” is not in the catalog. {advice}")
_NO_NAME = Text("« {name} » ne donne pas de nom de fichier.", "“{name}” makes no file name.")
_NOT_A_MATURITY = Text(
    "« {word} » : la maturité d'un lieu est « emergent » ou « mature ».",
    "“{word}”: the maturity of a place is “emergent” or “mature”.",
)
_MADE = Text(
    "{folder} est prêt : {files_count:fichier|fichiers}.\n"
    "Commencez par {settings}, puis :\n"
    "  amikit check {folder}           ce qui reste à faire\n"
    "  amikit build --draft {folder}   un brouillon",
    "{folder} is ready: {files_count:file|files}.\n"
    "Begin with {settings}, then:\n"
    "  amikit check {folder}           what remains to be done\n"
    "  amikit build --draft {folder}   a draft",
)
_LONGEST_ID = 60


def command(language: Language) -> click.Command:
    """The command, its words in one language."""
    from amikit.load.call import known_calls
    from amikit.model.needs import NEEDS

    calls = ", ".join(known_calls())
    needs_help = say(_NEED, {"needs": ", ".join(NEEDS)}, language)

    @click.command("new", help=_HELP[language])
    @click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path))
    @click.option("--call", "call_id", metavar=_CALL_NAME[language], help=say(_CALL, {"calls": calls}, language))
    @click.option("--template", type=existing_folder(), help=_TEMPLATE[language])
    @click.option("--title", default="", metavar=_WORDS[language], help=_TITLE[language])
    @click.option("--deadline", default="", metavar=_DAY[language], help=_DEADLINE[language])
    @click.option("--member", "members", multiple=True, metavar=_WORDS[language], help=_MEMBER[language])
    @click.option("--need", "needs", multiple=True, metavar=_NAME[language], help=needs_help)
    @click.option("--resource", "resources", multiple=True, metavar=_NAME[language], help=_RESOURCE[language])
    @click.option("--no-questions", is_flag=True, help=_NO_QUESTIONS[language])
    def new(
        folder: Path, call_id: str | None, template: Path | None, *, title: str, deadline: str,
        members: tuple[str, ...], needs: tuple[str, ...], resources: tuple[str, ...], no_questions: bool,
    ) -> None:  # fmt: skip
        from amikit.cli import new_questions as ask
        from amikit.cli.visible import as_argument
        from amikit.scaffold import is_free, write_dossier

        is_asking = ask.is_someone_there() and not no_questions
        if not call_id and not template and not is_asking:
            raise click.UsageError(say(_WHICH, {"calls": calls}, language))
        if not is_free(folder):
            raise click.UsageError(say(_TAKEN, {"folder": str(folder)}, language))
        if not call_id and not template:
            call_id = ask.ask_call(
                [(name, _load(name, None, folder, language).title) for name in known_calls()], language
            )
        call = _load(call_id or "", template, folder, language)
        known = _members(members, language)
        if is_asking:
            ask.show_call(call, language)
            title = title or ask.ask_title(language)
            deadline = deadline or ask.ask_deadline(language)
            known = known or ask.ask_members(language)
            needs = needs or tuple(ask.ask_needs(language))
        catalog = _catalog()
        if is_asking and not resources:
            resources = tuple(ask.ask_resources(catalog, needs, language))
        start = _start(title, _day(deadline, language), known, needs, resources, catalog, language)
        paths = [path for path in write_dossier(folder, call, start) if not path.parent.name.startswith(".")]
        facts = {"folder": as_argument(folder), "settings": as_argument(paths[0]), "files_count": len(paths)}
        click.echo(say(_MADE, facts, language))

    return new


def _load(call_id: str, template: Path | None, folder: Path, language: Language) -> Call:
    """The call; what is wrong with its name, or with its template, ends the command."""
    from amikit.cli.words import as_text
    from amikit.load.call import load_call
    from amikit.load.faults import UNKNOWN_CALL
    from amikit.source.span import NOWHERE, Span

    call, found = load_call(template.name if template else call_id, Span(NOWHERE), folder, template)
    if call is None:
        for fault in (one for one in found if one.fault is UNKNOWN_CALL):
            raise click.UsageError(f"{fault.message(language)} {fault.hint(language)}")
        click.echo(as_text(found, language))
        raise SystemExit(Exit.FINDINGS)
    return call


def _catalog() -> Catalog:
    from amikit.load.catalog import load_catalog
    from amikit.paths import catalog_root

    return load_catalog(catalog_root())[0]


def _members(typed: Sequence[str], language: Language) -> list[tuple[str, str, str]]:
    """Name, city and maturity, from “Name; City; emergent”."""
    members = []
    for text in typed:
        name, city, maturity = (*(part.strip() for part in text.split(";")), "", "", "")[:3]
        if maturity not in ("", "emergent", "mature"):
            raise click.UsageError(say(_NOT_A_MATURITY, {"word": maturity}, language))
        members.append((name, city, maturity))
    return members


def _day(typed: str, language: Language) -> str:
    from datetime import date

    from amikit.load.days import explain_day

    if not typed:
        return ""
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        why, hint = explain_day(typed)
        said = Text(f"« {typed} » {why.fr}. {hint.fr}", f"“{typed}” {why.en}. {hint.en}")
        raise click.UsageError(said[language]) from None


def _start(
    title: str,
    deadline: str,
    members: Sequence[tuple[str, str, str]],
    needs: Sequence[str],
    resources: Sequence[str],
    catalog: Catalog,
    language: Language,
) -> Start:
    """What is known, as files write it."""
    from amikit.mend.entries import scalar
    from amikit.mend.fixes import declaration
    from amikit.model.needs import NEEDS
    from amikit.scaffold import Start, StartMember
    from amikit.spelling import did_you_mean, slug

    for need in needs:
        if need not in NEEDS:
            facts = {"name": need, "advice": did_you_mean(need, NEEDS)}
            raise click.UsageError(say(_UNKNOWN_NEED, facts, language))
    for name in resources:
        if catalog.get(name) is None:
            facts = {"name": name, "advice": did_you_mean(name, catalog.by_id)}
            raise click.UsageError(say(_UNKNOWN_RESOURCE, facts, language))
    known: dict[str, StartMember] = {}
    for name, city, maturity in members:
        member_id, number = slug(name)[:_LONGEST_ID].strip("-"), 2
        if not member_id:
            raise click.UsageError(say(_NO_NAME, {"name": name}, language))
        while member_id in known:
            member_id, number = f"{slug(name)[:_LONGEST_ID].strip('-')}-{number}", number + 1
        known[member_id] = StartMember(member_id, scalar(name), scalar(city) if city else "", maturity)
    declared = (catalog.by_id[name] for name in dict.fromkeys(resources))
    return Start(
        title=scalar(title) if title else "",
        deadline=deadline,
        members=tuple(known.values()),
        needs=tuple(dict.fromkeys(needs)),
        resources=tuple(tuple(declaration(resource)) for resource in declared),
    )
