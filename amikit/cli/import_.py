"""``amikit import``: a text written elsewhere comes into the sections of the call."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.main import Exit
from amikit.cli.options import existing_file
from amikit.cli.visible import as_argument, visible
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.importing.bring import Brought
    from amikit.importing.splitting import Part
    from amikit.model.call import Call, SectionSpec

_HELP = Text(
    "Ranger le texte de FICHIER (DOCX, ODT, Markdown, HTML) dans les sections de l'appel, d'après ses titres. "
    "Rien n'est remplacé : le texte s'ajoute à ce qui est écrit, après votre accord.\n\n"
    "Exemple : amikit import texte-partage.docx ma-reponse",
    "Put the text of FILE (DOCX, ODT, Markdown, HTML) in the sections of the call, by its titles. "
    "Nothing is replaced: the text is added to what is written, once you agree.\n\n"
    "Example: amikit import shared-text.docx my-answer",
)
_FILE = Text("FICHIER", "FILE")
_CALL = Text("Les sections d'un autre appel que celui du dossier.", "The sections of another call than the folder's.")
_CALL_NAME = Text("APPEL", "CALL")
_SECTIONS = Text(
    "La section de chaque titre : « Nos envies=vision,Vrac=- » (« - » : à ranger plus tard ; « début » : ce qui précède le "
    "premier titre).",
    "The section of each title: “Our wishes=vision,Odds=-” (“-”: to be sorted later; “start”: what comes before the first).",
)
_LIST = Text("LISTE", "LIST")
_CHANGES = Text(
    "Les modifications suivies : acceptées et notées en commentaire (lister, par défaut), acceptées, ou refusées.",
    "Tracked changes: accepted and noted in comments (lister, by default), accepted, or refused.",
)
_YES = Text("Écrire sans demander.", "Write without asking.")
_BAD_PART = Text("« {part} » ne dit pas « titre=section ».", "“{part}” does not say “title=section”.")
_NO_SECTION = Text("« {id} » n'est pas une section de l'appel. {advice}", "“{id}” is no section of the call. {advice}")
_NO_TITLE = Text(
    "Aucun titre du document ne dit « {title} ». {advice}", "No title of the document says “{title}”. {advice}"
)
_WHERE = Text("Où va chaque partie de {name} :", "Where each part of {name} goes:")
_PLACED = Text("  « {title} » → {id} ({section})", "  “{title}” → {id} ({section})")
_TO_SORT = Text("  « {title} » → à ranger (sections/a-ranger.md)", "  “{title}” → to be sorted (sections/a-ranger.md)")
_LIKELY = Text("  « {title} » → {id} ({section}) ?", "  “{title}” → {id} ({section})?")
_BEGINNING = Text("(avant le premier titre)", "(before the first title)")
_KNOWN = Text("Les sections de l'appel : {ids}.", "The sections of the call: {ids}.")
_ASK = Text(
    "« {title} » : quelle section ? Entrée pour « {default} », - pour ranger plus tard",
    "“{title}”: which section? Enter for “{default}”, - to sort later",
)
_SAY_SECTIONS = Text(
    "Rien n'est changé. Si les parties marquées d'un « ? » vont bien là, ajoutez --sections {sections} ; sinon, corrigez-y les "
    "sections (« - » : à ranger plus tard).",
    "Nothing is changed. If the parts marked “?” do go there, add --sections {sections}; else put the sections right in it "
    "(“-”: to be sorted later).",
)
_NOTHING = Text(
    "Le dossier dit déjà tout ce que dit ce document : rien à changer.",
    "The folder already says all that this document says: nothing to change.",
)
_EMPTY = Text("Ce document ne dit rien qui puisse être repris.", "This document says nothing that can be taken.")
_NOT_OURS = Text("« {name} » ne peut pas être écrit : {why}.", "“{name}” cannot be written: {why}.")
_AFTER = Text("« amikit check {dossier} » dit ce qui manque.", "“amikit check {dossier}” says what is missing.")


def command(language: Language) -> click.Command:
    """The command, its words in one language."""
    from amikit.importing.choices import CHANGES

    @click.command("import", help=_HELP[language])
    @click.argument("file", metavar=_FILE[language], type=existing_file(language))
    @click.argument("dossier", default=".", type=click.Path(path_type=Path))
    @click.option("--call", "call_id", metavar=_CALL_NAME[language], help=_CALL[language])
    @click.option("--sections", "choices", metavar=_LIST[language], default="", help=_SECTIONS[language])
    @click.option("--changes", type=click.Choice(CHANGES), default="lister", help=_CHANGES[language])
    @click.option("--yes", is_flag=True, help=_YES[language])
    def import_text(file: Path, dossier: Path, call_id: str | None, choices: str, changes: str, *, yes: bool) -> None:
        from amikit.cli.import_words import aside_lines
        from amikit.cli.words import as_text
        from amikit.diagnostics import Diagnostic
        from amikit.importing.bring import bring

        call = _call_of(dossier, call_id, language)
        chosen = _chosen(choices, call.sections, language)
        brought = bring(file, dossier, call.sections, chosen=chosen, changes=changes)
        if isinstance(brought, Diagnostic):
            click.echo(as_text([brought], language))
            raise SystemExit(Exit.FINDINGS)
        _refuse_unknown_titles(chosen, brought, language)
        _show_places(brought, call, language)
        for line in aside_lines(brought.aside, changes, language):
            click.echo(line)
        if not _ask(brought, call, language):
            raise SystemExit(Exit.FINDINGS)
        raise SystemExit(_write(brought, dossier, call.sections, language, yes=yes))

    return import_text


def _call_of(dossier: Path, call_id: str | None, language: Language) -> Call:
    """The call that is answered; says what stands in the way and leaves when there is none."""
    from amikit.cli.words import as_text
    from amikit.load.call import load_call
    from amikit.load.dossier import load_dossier
    from amikit.source.span import NOWHERE, Span

    loaded, found = load_dossier(dossier)
    if loaded is not None:
        asked_at = Span(NOWHERE) if call_id else loaded.settings.at("call_id")
        call, found = load_call(call_id or loaded.settings.call_id, asked_at, dossier)
        if call is not None:
            return call
    click.echo(as_text(found, language))
    raise SystemExit(Exit.FINDINGS)


def _chosen(text: str, sections: Sequence[SectionSpec], language: Language) -> dict[str, str]:
    from amikit.importing.splitting import ASIDE, parse_sections
    from amikit.spelling import did_you_mean

    try:
        chosen = parse_sections(text)
    except ValueError as error:
        raise click.UsageError(say(_BAD_PART, {"part": error.args[0]}, language)) from None
    known = [spec.id for spec in sections]
    for section_id in chosen.values():
        if section_id not in (*known, ASIDE):
            facts = {"id": section_id, "advice": did_you_mean(section_id, known)}
            raise click.UsageError(say(_NO_SECTION, facts, language))
    return chosen


def _refuse_unknown_titles(chosen: Mapping[str, str], brought: Brought, language: Language) -> None:
    from amikit.importing.splitting import START, is_same_title
    from amikit.spelling import did_you_mean

    titles = [part.title or START[language] for part in brought.parts]
    for title in chosen:
        if not any(is_same_title(title, one) for one in (*titles, START.fr, START.en)):
            facts = {"title": title, "advice": did_you_mean(title, titles)}
            raise click.UsageError(say(_NO_TITLE, facts, language))


def _show_places(brought: Brought, call: Call, language: Language) -> None:
    from amikit.importing.splitting import ASIDE

    titles = {spec.id: spec.title for spec in call.sections}
    click.secho(say(_WHERE, {"name": visible(brought.path.name)}, language), bold=True)
    for part in brought.parts:
        place = "" if part.section_id == ASIDE else part.section_id
        said = _PLACED if place else _LIKELY if part.proposed_id and not part.section_id else _TO_SORT
        place = place or part.proposed_id
        facts = {"title": _name(part, language), "id": place, "section": titles.get(place, "")}
        click.echo(say(said, facts, language))


def _name(part: Part, language: Language) -> str:
    return visible(part.title) or _BEGINNING[language]


def is_someone_there() -> bool:
    """Whether questions can be answered."""
    return sys.stdin.isatty()


def _ask(brought: Brought, call: Call, language: Language) -> bool:
    """Have somebody place what is not certain; whether everything has its place. Nobody is asked when nobody is there."""
    from amikit.importing.splitting import ASIDE, sections_argument
    from amikit.spelling import did_you_mean, same_word

    if not is_someone_there():
        if brought.proposed:
            argument = as_argument(Path(sections_argument(brought.proposed, language)))
            click.echo(say(_SAY_SECTIONS, {"sections": argument}, language), err=True)
        return not brought.proposed
    waiting = [part for part in brought.parts if not part.section_id]
    known = [spec.id for spec in call.sections]
    if waiting:
        click.echo(say(_KNOWN, {"ids": ", ".join(known)}, language))
    for part in waiting:
        default = part.proposed_id or ASIDE
        while not part.section_id:
            question = say(_ASK, {"title": _name(part, language), "default": default}, language)
            answer = str(click.prompt(question, default=default, show_default=False)).strip()
            part.section_id = ASIDE if answer == ASIDE else same_word(answer, known)
            if not part.section_id:
                facts = {"id": visible(answer), "advice": did_you_mean(answer, known)}
                click.echo(say(_NO_SECTION, facts, language))
    return True


def _write(brought: Brought, dossier: Path, sections: Sequence[SectionSpec], language: Language, *, yes: bool) -> Exit:
    from amikit.cli.mending import write_if_agreed
    from amikit.errors import refusal
    from amikit.importing.bring import plan

    if not brought.parts:
        click.echo(_EMPTY[language])
        return Exit.FINDINGS
    try:
        changes = plan(brought, dossier, sections)
    except OSError as error:
        facts = {"name": visible(str(error.filename)), "why": refusal(error)}
        click.echo(say(_NOT_OURS, facts, language), err=True)
        return Exit.FINDINGS
    if not changes:
        click.echo(_NOTHING[language])
        return Exit.OK
    if not write_if_agreed(changes, language, option="import", yes=yes):
        return Exit.FINDINGS
    click.echo(say(_AFTER, {"dossier": as_argument(dossier)}, language))
    return Exit.OK
