"""``amikit agree record``: an answer, noted in the dossier once its change was shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from amikit.cli.main import Exit
from amikit.cli.options import existing_folder, today_option
from amikit.i18n import Language, Text, say

if TYPE_CHECKING:
    from amikit.compute.proposal import Proposal
    from amikit.mend.entries import Words
    from amikit.mend.files import Change
    from amikit.model.agreement import AgreementStatus

_HELP = Text(
    "Noter la réponse d'un porteur sur sa ressource, ou d'un membre sur sa part : NOM est l'identifiant de l'une ou de "
    "l'autre.\n\n"
    "L'empreinte de ce qui est écrit aujourd'hui est notée avec elle. Le changement est d'abord montré, puis il vous est "
    "demandé de l'écrire ; une réponse déjà notée est remplacée.\n\n"
    "Fin : 0 si la réponse est notée, 1 sinon.",
    "Note the answer of a steward about its resource, or of a member about its part: NAME is the identifier of either.\n\n"
    "The fingerprint of what is written today is noted with it. The change is shown first, then you are asked to write it; an "
    "answer that was noted already is replaced.\n\n"
    "Exit status: 0 if the answer is noted, 1 otherwise.",
)
_SHORT = Text("Noter la réponse d'un porteur ou d'un membre.", "Note the answer of a steward or a member.")
_WORDS = Text("[DOSSIER] NOM...", "[DOSSIER] NAME...")
_STATUS = Text("demande, accepte, reserve ou refuse.", "demande, accepte, reserve or refuse.")
_ON = Text("Le jour de la réponse ou de la demande ; par défaut, aujourd'hui.", "The day of the answer or of the request; today by default.")  # fmt: skip
_BY = Text("Qui a répondu.", "Who answered.")
_PROOF = Text(
    "Où la réponse se lit : une adresse, ou un fichier du dossier.",
    "Where the answer can be read: an address, or a file of the folder.",
)
_RESERVATIONS = Text("Les réserves, en une phrase.", "The reservations, in a sentence.")
_AMOUNT = Text(
    "Un chiffre convenu : « cofinancement=3 000,00 », « entraide=20 h » (à répéter).",
    "An agreed figure: “cofinancement=3 000,00”, “entraide=20 h” (repeatable).",
)
_FINGERPRINT = Text(
    "L'empreinte que la réponse cite, si ce n'est pas celle d'aujourd'hui.",
    "The fingerprint that the answer quotes, if it is not today's.",
)
_AS_MEMBER = Text("NOM est un membre, quand une ressource porte le même.", "NAME is a member, when a resource bears it too.")  # fmt: skip
_YES = Text("Écrire sans question.", "Write without a question.")
_ANSWER = Text("RÉPONSE", "ANSWER")
_TEXT, _FIGURE = Text("TEXTE", "TEXT"), Text("ATTENTE=CHIFFRE", "EXPECTATION=FIGURE")
_NOBODY = Text("Dites qui a répondu : l'identifiant d'une ressource ou d'un membre.", "Say who answered: the identifier of a resource or a member.")  # fmt: skip
_UNKNOWN = Text(
    "« {name} » n'est ni une ressource déclarée, ni un membre de ce dossier. {advice}",
    "“{name}” is neither a declared resource nor a member of this folder. {advice}",
)
_NO_STATUS = Text("« {text} » n'est pas une réponse possible. {advice}", "“{text}” is not a possible answer. {advice}")
_NO_PROOF = Text(
    "« {name} » n'est ni une adresse qui commence par https://, ni un fichier du dossier : copiez-le par exemple dans "
    "« accords », puis donnez ce nom.",
    "“{name}” is neither an address that begins with https:// nor a file of the folder: copy it for instance into “accords”, "
    "then give that name.",
)
_NO_FINGERPRINT = Text(
    "« {text} » n'est pas une empreinte : au moins huit caractères de 0 à 9 et de a à f.",
    "“{text}” is not a fingerprint: at least eight characters from 0 to 9 and a to f.",
)
_NO_FIGURE = Text(
    "« {text} » n'est pas un chiffre convenu : écrivez « cofinancement=3 000,00 » ou « entraide=20 h ».",
    "“{text}” is not an agreed figure: write “cofinancement=3 000,00” or “entraide=20 h”.",
)
_NO_EXPECTATION = Text(
    "{resource} n'a pas d'attente « {name} ». {advice}", "{resource} has no expectation “{name}”. {advice}"
)
_WRONG_UNIT = Text("L'attente « {name} » se compte en {unit}.", "The expectation “{name}” is counted in {unit}.")
_EUROS, _HOURS = Text("euros", "euros"), Text("heures : « 20 h »", "hours: “20 h”")
_AN_ACT = Text("gestes, sans chiffre", "acts, without a figure")
_ONE_RESOURCE = Text("--amount ne va qu'avec une seule ressource.", "--amount goes with a single resource.")
_NO_RESERVATION = Text("Dites les réserves : --reservations.", "Say the reservations: --reservations.")
_UNREADABLE = Text("Rien n'est écrit : corrigez d'abord ce qui ne peut pas être lu.", "Nothing is written: first correct what cannot be read.")  # fmt: skip
_BY_HAND = Text(
    "« {file} » ne peut pas être changé sans risque. Écrivez-y vous-même, pour {name} :",
    "“{file}” cannot be changed without a risk. Write there yourself, for {name}:",
)
_SAME = Text("C'est déjà noté.", "It is noted already.")
_SHORTEST = 8
_LONGEST = 64


def command(language: Language) -> click.Command:
    """The command, its words in one language."""
    text = _TEXT[language]

    @click.command("record", help=_HELP[language], short_help=_SHORT[language])
    @click.argument("words", nargs=-1, metavar=_WORDS[language])
    @click.option(
        "--status", required=True, callback=_read_status(language), metavar=_ANSWER[language], help=_STATUS[language]
    )
    @today_option(language, _ON, name="--on")
    @click.option("--by", default="", metavar=text, help=_BY[language])
    @click.option("--proof", default="", metavar=text, help=_PROOF[language])
    @click.option("--reservations", default="", metavar=text, help=_RESERVATIONS[language])
    @click.option("--amount", "amounts", multiple=True, metavar=_FIGURE[language], help=_AMOUNT[language])
    @click.option("--fingerprint", default="", metavar=text, help=_FINGERPRINT[language])
    @click.option("--member", "as_member", is_flag=True, help=_AS_MEMBER[language])
    @click.option("--catalog", "catalogs", multiple=True, type=existing_folder(), hidden=True)
    @click.option("--yes", is_flag=True, help=_YES[language])
    def record(
        words: tuple[str, ...], *, status: AgreementStatus, on: date, amounts: tuple[str, ...], as_member: bool,
        catalogs: tuple[Path, ...], yes: bool, **said: str,
    ) -> None:  # fmt: skip
        from amikit.agreeing import load_known
        from amikit.cli.words import as_text

        root, names = _split(words, language)
        known = load_known(root, catalogs=catalogs)
        if known.proposal is None:
            click.echo(as_text(known.report.diagnostics, language))
            click.echo(_UNREADABLE[language])
            raise SystemExit(Exit.FINDINGS)
        recorder = _Recorder(known.proposal, root, language, status, on, said)
        raise SystemExit(recorder.record(names, amounts, as_member=as_member, yes=yes))

    return record


def _read_status(language: Language) -> Callable[[click.Context, click.Parameter, str], AgreementStatus]:
    def read(ctx: click.Context, param: click.Parameter, value: str) -> AgreementStatus:
        from amikit.model.agreement import AgreementStatus
        from amikit.spelling import did_you_mean, same_word

        known = [one.value for one in AgreementStatus]
        meant = same_word(value, known)
        if not meant:
            facts = {"text": value, "advice": did_you_mean(value, known)[language]}
            raise click.BadParameter(say(_NO_STATUS, facts, language), ctx, param)
        return AgreementStatus(meant)

    return read


def _split(words: Sequence[str], language: Language) -> tuple[Path, list[str]]:
    """The folder, which is this one when its name is left out, and who answered."""
    names = list(words)
    is_here = Path("dossier.yaml").exists() and not (names and (Path(names[0]) / "dossier.yaml").exists())
    root = Path() if is_here or not names else Path(names.pop(0))
    if not names:
        raise click.UsageError(_NOBODY[language])
    return root, names


class _Recorder:
    """What is common to the answers that one command notes."""

    def __init__(
        self,
        proposal: Proposal,
        root: Path,
        language: Language,
        status: AgreementStatus,
        on: date,
        said: dict[str, Any],
    ) -> None:
        self.proposal, self.root, self.language = proposal, root, language
        self.status, self.on, self.said = status, on, said

    def record(self, names: Sequence[str], amounts: Sequence[str], *, as_member: bool, yes: bool) -> Exit:
        """Show every change, ask, write; all of them or none."""
        from amikit.cli.mending import write_if_agreed
        from amikit.model.agreement import AgreementStatus

        chosen = [self._known(name, as_member=as_member) for name in dict.fromkeys(names)]
        if amounts and (len(chosen) > 1 or chosen[0][1]):
            raise click.UsageError(_ONE_RESOURCE[self.language])
        if self.status is AgreementStatus.RESERVED and not self.said["reservations"].strip():
            raise click.UsageError(_NO_RESERVATION[self.language])
        self.said["proof"] = self._proof(self.said["proof"].strip())
        figures = [self._figure(text, chosen[0][0]) for text in amounts]
        changes = self._changes(chosen, figures)
        if changes is None:
            return Exit.FINDINGS
        changes = [change for change in changes if change.after != change.before]
        if not changes:
            click.echo(_SAME[self.language])
            return Exit.OK
        is_written = write_if_agreed(changes, self.language, option="agree record", yes=yes)
        return Exit.OK if is_written else Exit.FINDINGS

    def _known(self, typed: str, *, as_member: bool) -> tuple[str, bool]:
        """The identifier that was meant, and whether it is a member's."""
        from amikit.spelling import did_you_mean, same_word

        dossier = self.proposal.dossier
        resources = [] if as_member else list(dossier.uses_by_id)
        members = list(dossier.members_by_id)
        if meant := same_word(typed, resources):
            return meant, False
        if meant := same_word(typed, members):
            return meant, True
        facts = {"name": typed, "advice": did_you_mean(typed, [*resources, *members])[self.language]}
        raise click.UsageError(say(_UNKNOWN, facts, self.language))

    def _changes(self, chosen: Sequence[tuple[str, bool]], figures: Sequence[dict[str, str]]) -> list[Change] | None:
        """The change of each file; None, and what to type is said, when one cannot be changed."""
        from amikit.cli.visible import visible
        from amikit.mend.agreement import plan_agreements, to_type_in
        from amikit.paths import near

        words = {(name, is_member): self._words(name, figures, is_member=is_member) for name, is_member in chosen}
        changes, refused = plan_agreements(self.root, self.proposal.dossier, words)
        for path, who in refused:
            facts = {"file": visible(str(near(path))), "name": visible(who[0])}
            click.echo(say(_BY_HAND, facts, self.language))
            for line in to_type_in(words[who]).split("\n"):
                click.echo(f"  {visible(line)}")
        return None if refused else changes

    def _words(self, name: str, figures: Sequence[dict[str, str]], *, is_member: bool) -> Words:
        from amikit.agreeing import fingerprint_of
        from amikit.mend.agreement import as_words

        today = fingerprint_of(self.proposal, name, is_member=is_member)
        return as_words(
            self.status,
            self.on,
            self._fingerprint(today),
            by=self.said["by"].strip(),
            proof=self.said["proof"],
            reservations=self.said["reservations"].strip(),
            figures=figures,
        )

    def _fingerprint(self, today: str) -> str:
        quoted = self.said["fingerprint"].strip()
        if not quoted:
            return today
        bare = "".join(letter for letter in quoted.lower() if not letter.isspace() and letter != "-")
        if not _SHORTEST <= len(bare) <= _LONGEST or not set(bare) <= set("0123456789abcdef"):
            raise click.UsageError(say(_NO_FINGERPRINT, {"text": quoted}, self.language))
        return today if today.startswith(bare) else bare

    def _proof(self, given: str) -> str:
        from amikit.source.addresses import is_web_link

        if not given or is_web_link(given):
            return given
        for path in (self.root / given, Path(given)):
            if path.is_file() and path.resolve().is_relative_to(self.root.resolve()):
                return path.resolve().relative_to(self.root.resolve()).as_posix()
        raise click.UsageError(say(_NO_PROOF, {"name": given}, self.language))

    def _figure(self, text: str, resource_id: str) -> dict[str, str]:
        """``cofinancement=3 000,00``, as ``montants`` writes it."""
        from amikit.money import NumberError, parse_cents, parse_decimal
        from amikit.spelling import did_you_mean, same_word

        resource = self.proposal.catalog.get(resource_id)
        known = [one.id for one in resource.expectations] if resource else []
        name, mark, figure = text.partition("=")
        meant = same_word(name, known)
        if not mark:
            raise click.UsageError(say(_NO_FIGURE, {"text": text}, self.language))
        if not meant or resource is None:
            facts = {"resource": resource_id, "name": name, "advice": did_you_mean(name, known)[self.language]}
            raise click.UsageError(say(_NO_EXPECTATION, facts, self.language))
        expectation = resource.expectation(meant)
        form = expectation.form.value if expectation else ""
        hours = figure.strip().lower().removesuffix("heures").removesuffix("heure").removesuffix("h").strip()
        is_hours = hours != figure.strip().lower()
        unit = {"argent": _EUROS, "temps": _HOURS}.get(form, _AN_ACT)
        if (form, is_hours) not in (("argent", False), ("temps", True), ("temps", False)):
            facts = {"name": meant, "unit": unit[self.language]}
            raise click.UsageError(say(_WRONG_UNIT, facts, self.language))
        try:
            if form == "temps":
                parse_decimal(hours)
                return {"reponse_a": meant, "heures": hours}
            cents = parse_cents(figure)
            if cents < 0:
                raise NumberError("not-a-number", figure)
        except NumberError:
            raise click.UsageError(say(_NO_FIGURE, {"text": text}, self.language)) from None
        whole = f"{cents // 100:_}".replace("_", " ")
        return {"reponse_a": meant, "montant": f"{whole},{cents % 100:02d}"}
