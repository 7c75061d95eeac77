"""``amikit agree``: the letters that ask for an agreement, and the answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from amikit.cli.agree_record import command as record_command
from amikit.cli.main import COMMAND_NAME, Exit
from amikit.cli.options import dossier_options, today_option
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from amikit.agreeing import Asked
    from amikit.compute.proposal import Proposal

_HELP = Text(
    "Demander leur accord aux porteurs et aux membres, et noter les réponses.",
    "Ask stewards and members for their agreement, and note the answers.",
)
_REQUEST_HELP = Text(
    "Écrire, à chaque porteur et à chaque membre de DOSSIER, une lettre d'une page : ce qui est utilisé, attendu, promis, et "
    "trois manières de répondre.\n\n"
    "En DOCX, en PDF, et en texte à coller dans un courriel. Un porteur de plusieurs ressources reçoit une seule lettre. "
    "Rien n'est envoyé.\n\n"
    "Fin : 0 si une lettre est écrite, 1 sinon.",
    "Write to each steward and each member of DOSSIER a letter of one page: what is used, expected, promised, and three ways "
    "to answer.\n\n"
    "As DOCX, PDF, and text to paste in a message. A steward of several resources gets a single letter. Nothing is sent.\n\n"
    "Exit status: 0 if a letter is written, 1 otherwise.",
)
_REQUEST_SHORT = Text("Écrire les lettres qui demandent un accord.", "Write the letters that ask for an agreement.")
_RESOURCE = Text("Une ressource déclarée (à répéter).", "A declared resource (repeatable).")
_MEMBER = Text("Un membre, sur sa propre part (à répéter).", "A member, about its own part (repeatable).")
_ALL = Text(
    "Tous ceux qui n'ont pas encore accepté ce qui est écrit aujourd'hui.",
    "All those who did not accept yet what is written today.",
)
_OUT = Text(
    "Où écrire ; par défaut, « accords » dans le dossier.", "Where to write; by default, “accords” in the folder."
)
_TODAY = Text("La date des lettres, au lieu d'aujourd'hui : 2026-11-22.", "The date of the letters, instead of today: 2026-11-22.")  # fmt: skip
_TO_WHOM = Text(
    "Dites à qui écrire : --all, --resource IDENTIFIANT ou --member IDENTIFIANT.",
    "Say whom to write to: --all, --resource IDENTIFIER or --member IDENTIFIER.",
)
_NO_RESOURCE = Text(
    "« {name} » n'est pas une ressource déclarée dans ce dossier. {advice}",
    "“{name}” is not a resource that this folder declares. {advice}",
)
_NO_MEMBER = Text(
    "« {name} » n'est pas un membre de ce dossier. {advice}", "“{name}” is not a member of this folder. {advice}"
)
_IDENTIFIER = Text("IDENTIFIANT", "IDENTIFIER")
_FOLDER = Text("RÉPERTOIRE", "FOLDER")
_OUTSIDE = Text("« accords » mène hors du dossier : dites où écrire avec --out.", "“accords” leads outside the folder: say where to write with --out.")  # fmt: skip
_UNREADABLE = Text(
    "Rien n'est écrit : une lettre dirait autre chose que ce que vous avez voulu écrire.",
    "Nothing is written: a letter would say something else than what you meant to write.",
)
_KEPT = Text("Vous l'aviez modifié ; il est gardé sous « {name} ».", "You had changed it; it is kept as “{name}”.")
_NO_LETTER = Text("Pas de lettre pour {name} : {why}.", "No letter about {name}: {why}.")
_NOBODY = Text("Il n'y a personne à qui écrire.", "There is nobody to write to.")
_THEN = Text(
    "Une fois {which}, notez-le : amikit agree record {dossier} {ids} --status demande",
    "Once {which} sent, note it: amikit agree record {dossier} {ids} --status demande",
)
_ONE_SENT = Text("la lettre envoyée", "the letter is")
_ALL_SENT = Text("les {letters_count} lettres envoyées", "the {letters_count} letters are")
_NOT_PROMISED = Text(
    "Rien n'est encore promis pour {names} : gardez la lettre, et envoyez-la quand il y aura quelque chose à accepter.",
    "Nothing is promised yet for {names}: keep the letter, and send it when there is something to accept.",
)
_NOT_NAMED = Text(
    "Rien dans la réponse ne nomme encore {names} : gardez la lettre, et envoyez-la quand il y aura quelque chose à accepter.",
    "Nothing in the answer names {names} yet: keep the letter, and send it when there is something to accept.",
)


def command(language: Language) -> click.Command:
    """The group of commands, its words in one language."""
    group = click.Group("agree", help=_HELP[language], subcommand_metavar=COMMAND_NAME[language])
    name = _IDENTIFIER[language]

    @group.command("request", help=_REQUEST_HELP[language], short_help=_REQUEST_SHORT[language])
    @dossier_options(language)
    @click.option("--resource", "resources", multiple=True, metavar=name, help=_RESOURCE[language])
    @click.option("--member", "members", multiple=True, metavar=name, help=_MEMBER[language])
    @click.option("--all", "everyone", is_flag=True, help=_ALL[language])
    @click.option(
        "--out", type=click.Path(file_okay=False, path_type=Path), metavar=_FOLDER[language], help=_OUT[language]
    )
    @today_option(language, _TODAY)
    def request(
        dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *, resources: tuple[str, ...],
        members: tuple[str, ...], everyone: bool, out: Path | None, today: date,
    ) -> None:  # fmt: skip
        from amikit.agreeing import ask, ask_everyone, load_known
        from amikit.cli.words import as_text

        if not (resources or members or everyone):
            raise click.UsageError(_TO_WHOM[language])
        known = load_known(dossier, catalogs=catalogs, template=template)
        if known.proposal is None:
            click.echo(as_text(known.report.diagnostics, language))
            click.echo(_UNREADABLE[language])
            raise SystemExit(Exit.FINDINGS)
        proposal = known.proposal
        if everyone:
            asked = ask_everyone(proposal)
        else:
            asked = ask(
                proposal,
                known_names(resources, proposal.dossier.uses_by_id, _NO_RESOURCE, language),
                known_names(members, proposal.dossier.members_by_id, _NO_MEMBER, language),
            )
        raise SystemExit(_write(asked, proposal, dossier, out, today, language))

    group.add_command(record_command(language))
    return group


def known_names(typed: Sequence[str], known: Iterable[str], unknown: Text, language: Language) -> list[str]:
    """The identifiers that were meant; one that is not known is said, with the nearest that is."""
    from amikit.spelling import did_you_mean, same_word

    names = list(known)
    found = []
    for word in typed:
        meant = same_word(word, names)
        if not meant:
            advice = did_you_mean(word, names)[language]
            raise click.UsageError(say(unknown, {"name": word, "advice": advice}, language))
        found.append(meant)
    return found


def _write(asked: Asked, proposal: Proposal, root: Path, out: Path | None, today: date, language: Language) -> Exit:
    from amikit.cli.visible import as_argument, visible
    from amikit.export.formats import EXPORTERS
    from amikit.export.write import write_outputs
    from amikit.render.letter import as_email, compose_member_letter, compose_steward_letter

    if out is None and not (root / "accords").resolve().is_relative_to(root.resolve()):
        raise click.UsageError(_OUTSIDE[language])
    letters = {batch.key: compose_steward_letter(batch, proposal, today) for batch in asked.batches}
    letters |= {f"membre-{part.member.id}": compose_member_letter(part, proposal, today) for part in asked.parts}
    files: dict[str, bytes] = {}
    for name, letter in letters.items():
        files |= {f"{name}.{form}": EXPORTERS[form](letter) for form in ("docx", "pdf")}
        files[f"{name}.txt"] = as_email(letter).encode()
    if files:
        paths, kept = write_outputs(out or root / "accords", files)
        for path in kept:
            click.echo(say(_KEPT, {"name": visible(str(path))}, language), err=True)
        for path in paths:
            click.echo(visible(str(path)))
    for name, why in asked.left:
        click.echo(say(_NO_LETTER, {"name": visible(name), "why": visible(why.say(language))}, language))
    if not files:
        click.echo(_NOBODY[language])
        return Exit.FINDINGS
    click.echo()
    _say_what_follows(asked, as_argument(root), language)
    return Exit.OK


def _say_what_follows(asked: Asked, dossier: str, language: Language) -> None:
    """What to note once the letters are sent; one that promises nothing is better kept for later."""
    from amikit.cli.visible import visible

    idle_resources = [visible(resource.name) for batch in asked.idle_batches for _, resource in batch.uses]
    idle_members = [visible(part.member.name or part.member.id) for part in asked.idle_parts]
    for text, names in ((_NOT_PROMISED, idle_resources), (_NOT_NAMED, idle_members)):
        if names:
            click.echo(say(text, {"names": names}, language))
    batches = [one for one in asked.batches if one not in asked.idle_batches]
    parts = [one for one in asked.parts if one not in asked.idle_parts]
    ids = [resource.id for batch in batches for _, resource in batch.uses] + [part.member.id for part in parts]
    if ids:
        count = len(batches) + len(parts)
        which = say(_ALL_SENT if count > 1 else _ONE_SENT, {"letters_count": count}, language)
        click.echo(say(_THEN, {"dossier": dossier, "ids": " ".join(ids), "which": which}, language))
