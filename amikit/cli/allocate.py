"""``amikit allocate``: how to share money among the resources, as a proposal submitted to consent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from amikit.cli.main import Exit
from amikit.cli.options import dossier_options, today_option
from amikit.i18n import Language, Text

MODES = ("manuelle", "proportionnelle", "parts-egales")
_HELP = Text(
    "Proposer comment répartir l'argent entre les ressources de DOSSIER.\n\n"
    "D'abord les planchers : ce que chaque porteur attend. Puis, par défaut, un tableau à discuter ; ou un calcul, à "
    "soumettre au consentement des membres.\n\nFin : 0 ; 1 s'il manque quelque chose pour proposer.",
    "Propose how to share money among the resources of DOSSIER.\n\n"
    "Floors first: what each steward expects. Then, by default, a table to discuss; or a calculation, to submit to the "
    "members' consent.\n\nExit status: 0; 1 if something is missing to propose.",
)
_MODE = Text(
    "manuelle : à discuter ; proportionnelle : entre ressources ; parts-egales : étapes payées par qui les soutient. "
    "Par défaut, celui de dossier.yaml.",
    "manuelle: to discuss; proportionnelle: among resources; parts-egales: steps paid by those who support them. "
    "That of dossier.yaml by default.",
)
_ENVELOPE = Text(
    "Le montant à répartir : 41000 ; sinon ce que le budget donne aux ressources.",
    "The amount to share: 41000; else what the budget gives resources.",
)
_BALLOTS = Text(
    "Les bulletins, au lieu de allocation/bulletins.csv.", "The ballots, instead of allocation/bulletins.csv."
)
_FORMAT = Text("Pour des personnes (text) ou pour des programmes (json).", "For people (text) or for programs (json).")
_WRITE = Text(
    "Préparer les lignes du budget et la décision à signer : le changement est d'abord montré, puis il vous est demandé.",
    "Prepare the budget's lines and the decision to sign: the change is shown first, then you are asked.",
)
_YES = Text("Avec --write : écrire sans question.", "With --write: write without a question.")
_TODAY = Text(
    "Le jour qui nomme la décision, au lieu d'aujourd'hui : 2026-11-22.",
    "The day that names the decision, instead of today: 2026-11-22.",
)
_LARGEST_CENTS = 10**14
_AMOUNT, _DAY = Text("MONTANT", "AMOUNT"), Text("JOUR", "DAY")
_NOT_AN_AMOUNT = Text("un montant en euros est attendu, comme 41000.", "an amount in euros is expected, such as 41000.")


def command(language: Language) -> click.Command:
    """The command, its words in one language."""

    @click.command("allocate", help=_HELP[language])
    @dossier_options(language)
    @click.option("--mode", type=click.Choice(MODES), help=_MODE[language])
    @click.option("--envelope", callback=_read_amount(language), metavar=_AMOUNT[language], help=_ENVELOPE[language])
    @click.option("--ballots", type=click.Path(path_type=Path), help=_BALLOTS[language])
    @click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=_FORMAT[language])
    @click.option("--write", is_flag=True, help=_WRITE[language])
    @click.option("--yes", is_flag=True, help=_YES[language])
    @today_option(language, _TODAY)
    def allocate(
        dossier: Path, catalogs: tuple[Path, ...], template: Path | None, *, mode: str | None, envelope: int | None,
        ballots: Path | None, form: str, write: bool, yes: bool, today: date,
    ) -> None:  # fmt: skip
        from amikit.model.decision import AllocationMode
        from amikit.sharing import allocate as propose

        chosen = AllocationMode(mode) if mode else None
        made = propose(
            dossier, mode=chosen, envelope_cents=envelope, ballots=ballots, catalogs=catalogs, template=template
        )
        if form == "json":
            from amikit.report.allocation import allocation_to_json

            click.echo(allocation_to_json(made, language))
        else:
            from amikit.cli.allocation_words import print_allocated

            print_allocated(made, language)
        if made.allocation is None or made.proposal is None:
            raise SystemExit(Exit.FINDINGS)
        if write:
            from amikit.cli.allocation_writing import write_allocation

            is_written = write_allocation(made, today, language, yes=yes, err=form != "text")
            raise SystemExit(Exit.OK if is_written else Exit.FINDINGS)

    return allocate


def _read_amount(language: Language) -> Callable[[click.Context, click.Parameter, str | None], int | None]:
    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
        if value is None:
            return None
        from amikit.money import NumberError, parse_cents

        try:
            cents = parse_cents(value)
        except NumberError:
            cents = 0
        if not 0 < cents <= _LARGEST_CENTS:
            raise click.BadParameter(_NOT_AN_AMOUNT[language], ctx, param)
        return cents

    return read
