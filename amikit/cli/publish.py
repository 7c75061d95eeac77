"""``amikit publish``: a note of intention before sending; open data once the answer is granted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options, existing_file
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.compute.proposal import Proposal
    from amikit.model.catalog import Resource
    from amikit.publishing.subventions import Facts

_HELP = Text(
    "Faire connaître la réponse de DOSSIER.\n\n"
    "Avec --intention, avant de répondre : une note publique à coller dans un forum (qui, où, quel appel, quels besoins, "
    "quelles ressources), sans aucun prix, que « amikit pool » relit.\n\n"
    "Avec --to, la réponse entière, parce qu'elle est elle-même un commun : une page pour le wiki Movilab, ou un message de "
    "forum ; avec sa licence, ses crédits et ses mercis.\n\n"
    "Avec --data, des données ouvertes : « scdl », la subvention une fois accordée (SCDL Subventions 2.1.1) ; « funding », "
    "un brouillon de funding.json pour le porteur d'une ressource. Ce qui n'est pas connu est dit, jamais inventé.\n\n"
    "Fin : 0 ; 1 s'il manque quelque chose.",
    "Make the answer of DOSSIER known.\n\n"
    "With --intention, before answering: a public note to paste in a forum (who, where, which call, which needs, which "
    "resources), without any price, that “amikit pool” reads back.\n\n"
    "With --to, the whole answer, because it is a common itself: a page for the Movilab wiki, or a post for a forum; with "
    "its licence, credits and thanks.\n\n"
    "With --data, open data: “scdl”, the grant once it is given (SCDL Subventions 2.1.1); “funding”, a draft of "
    "funding.json for the steward of a resource. What is not known is said, never made up.\n\n"
    "Exit status: 0; 1 if something is missing.",
)
_INTENTION = Text("La note d'intention, en Markdown.", "The note of intention, in Markdown.")
_TO = Text("La réponse entière : movilab ou forum.", "The whole answer: movilab or forum.")
_CONTRACT = Text(
    "{why} Rien n'est publié : la réponse entière le sera quand le marché sera attribué, avec --awarded.",
    "{why} Nothing is published: the whole answer can be once the contract is awarded, with --awarded.",
)
_AWARDED = Text(
    "Le marché est attribué : plus rien n'est en concurrence.", "The contract is awarded: nobody bids any more."
)
_BLANKS = Text(
    "La réponse n'est pas prête : « amikit check » dit ce qui lui manque.",
    "The answer is not ready: “amikit check” says what it lacks.",
)
_DATA = Text("Des données ouvertes : scdl ou funding.", "Open data: scdl or funding.")
_RESOURCE = Text("Pour funding : la ressource.", "For funding: the resource.")
_RESOURCE_NAME = Text("RESSOURCE", "RESOURCE")
_SET = Text(
    "Pour scdl : ce que la décision a fixé, colonne par colonne (à répéter) : dateConvention=2027-01-12.",
    "For scdl: what the decision settled, column by column (repeatable): dateConvention=2027-01-12.",
)
_SET_NAME = Text("COLONNE=VALEUR", "COLUMN=VALUE")
_FACTS = Text(
    "Pour scdl : la même chose dans un tableau CSV, avec une colonne « ligne » pour les reversements.",
    "For scdl: the same in a CSV table, with a “ligne” column for money passed on.",
)
_OUT = Text("Le fichier à écrire, au lieu de l'écran.", "The file to write, instead of the screen.")
_WHICH = Text("Dites quoi publier : --intention, --to movilab, --to forum, --data scdl ou --data funding.", "Say what to publish: --intention, --to movilab, --to forum, --data scdl or --data funding.")  # fmt: skip
_ONE = Text(
    "Une seule chose à la fois : --intention, --to ou --data.", "One thing at a time: --intention, --to or --data."
)
_WHOSE = Text("Dites pour quelle ressource : --resource dokos.", "Say for which resource: --resource dokos.")
_UNKNOWN = Text("« {id} » n'est pas dans le catalogue. {advice}", "“{id}” is not in the catalog. {advice}")
_UNREADABLE = Text(
    "Rien n'est publié : un fichier ne peut pas être lu.", "Nothing is published: a file cannot be read."
)
_NO_TITLE = Text(
    "La note n'a pas encore de quoi parler : donnez un titre, un appel ou un membre au dossier.",
    "The note has nothing to say yet: give the folder a title, a call or a member.",
)
_BAD_PAGE = Text(
    "« page » (consortium) n'est pas l'adresse d'une page publique : elle n'est pas reprise.",
    "“page” (consortium) is not the address of a public page: it is left out.",
)


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("publish", help=_HELP[language])
    @dossier_options(language)
    @click.option("--intention", is_flag=True, help=_INTENTION[language])
    @click.option("--to", "place", type=click.Choice(["movilab", "forum"]), help=_TO[language])
    @click.option("--awarded", is_flag=True, help=_AWARDED[language])
    @click.option("--data", type=click.Choice(["scdl", "funding"]), help=_DATA[language])
    @click.option("--resource", "resource_id", metavar=_RESOURCE_NAME[language], help=_RESOURCE[language])
    @click.option("--set", "settings", multiple=True, metavar=_SET_NAME[language], help=_SET[language])
    @click.option("--facts", type=existing_file(language), help=_FACTS[language])
    @click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=_OUT[language])
    def publish(
        dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *, intention: bool, place: str | None, awarded: bool, data: str | None,
        resource_id: str | None, settings: tuple[str, ...], facts: Path | None, out: Path | None,
    ) -> None:  # fmt: skip
        if not (intention or data or place):
            raise click.UsageError(_WHICH[language])
        if sum(map(bool, (intention, data, place))) > 1:
            raise click.UsageError(_ONE[language])
        if data == "funding" and not resource_id:
            raise click.UsageError(_WHOSE[language])
        if place:
            _publish_whole(dossier, catalogs, template, place, out, language, is_awarded=awarded)
            return
        said = _read_facts(settings, facts, language) if data == "scdl" else {}
        proposal = _load(dossier, catalogs, template, language)
        if intention:
            _publish_note(proposal, out, language)
        elif data == "scdl":
            from amikit.cli.publish_words import give_subventions

            raise SystemExit(give_subventions(proposal, said, out, language))
        else:
            from amikit.cli.publish_words import give_funding

            give_funding(proposal, _resource(proposal, resource_id or "", language), out, language)

    return publish


def _load(dossier: Path, catalogs: tuple[Path, ...], template: Path | None, language: Language) -> Proposal:
    """What is written; nothing is published from a folder that cannot be read entirely."""
    import amikit
    from amikit.diagnostics import Report

    checked = amikit.check(dossier, catalogs=catalogs, template=template)
    unreadable = [found for found in checked.report.standing if found.is_unreadable]
    if not unreadable and checked.proposal is not None:
        return checked.proposal
    from amikit.cli.words import has_no_dossier, print_report

    report = Report.of(unreadable)
    print_report(report, language)
    if not has_no_dossier(report):
        _stop(_UNREADABLE[language])
    raise SystemExit(Exit.FINDINGS)


def _stop(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    raise SystemExit(Exit.FINDINGS)


def _publish_whole(
    dossier: Path, catalogs: tuple[Path, ...], template: Path | None, place: str, out: Path | None,
    language: Language, *, is_awarded: bool,
) -> None:  # fmt: skip
    import amikit
    from amikit.cli.writing import give
    from amikit.pipeline import document_day
    from amikit.publishing.prices import WHY_NO_AMOUNT, is_contract
    from amikit.publishing.whole import to_forum, to_movilab
    from amikit.render.compose import compose_answer

    proposal = _load(dossier, catalogs, template, language)
    if is_contract(proposal.call.kind, proposal.call.id) and not is_awarded:
        _stop(say(_CONTRACT, {"why": WHY_NO_AMOUNT}, language))
    checked = amikit.check(dossier, catalogs=catalogs, template=template)
    is_draft = not checked.report.is_ready
    answer = compose_answer(proposal, checked.rendered, is_draft=is_draft, on=document_day(proposal.dossier))
    if is_draft:
        click.echo(_BLANKS[language], err=True)
    write = to_movilab if place == "movilab" else to_forum
    give(write(proposal, answer).rstrip("\n"), out, language)


def _publish_note(proposal: Proposal, out: Path | None, language: Language) -> None:
    from amikit.cli.writing import give
    from amikit.publishing.intention import make_intention
    from amikit.publishing.note import to_note

    intention = make_intention(proposal)
    if not (intention.title or intention.call.title or intention.consortium.members):
        _stop(_NO_TITLE[language])
    if proposal.dossier.settings.consortium.page.strip() and not intention.consortium.page:
        click.echo(_BAD_PAGE[language], err=True)
    give(to_note(intention).rstrip("\n"), out, language)


def _resource(proposal: Proposal, resource_id: str, language: Language) -> Resource:
    from amikit.model.values import as_slug
    from amikit.spelling import did_you_mean

    catalog = proposal.catalog
    resource = catalog.get(resource_id) or catalog.get(as_slug(resource_id))
    if resource is None:
        facts = {"id": resource_id, "advice": did_you_mean(resource_id, catalog.by_id)}
        raise click.UsageError(say(_UNKNOWN, facts, language))
    return resource


def _read_facts(settings: tuple[str, ...], facts: Path | None, language: Language) -> Facts:
    from amikit.cli.publish_facts import read_facts_file, read_settings

    said = read_facts_file(facts, language) if facts else {}
    for row_id, values in read_settings(settings, language).items():
        said[row_id] = {**said.get(row_id, {}), **values}
    return said
