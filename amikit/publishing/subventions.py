"""SCDL Subventions 2.1.1: what an answer would be as open data, once it is granted.

Half of its columns exist only after the decision (the convention's date, how it is paid). They are
given by whoever knows them, or they are missing: never made up.
https://schema.data.gouv.fr (repository scdl/subventions, version 2.1.1).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from amikit.compute.funders import is_same_funder
from amikit.compute.passing_on import passed_on_lines
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.budget import Expense, Funding, Income, PayeeKind
from amikit.model.call import PassingOn
from amikit.model.consortium import Member
from amikit.publishing.intention import discretion_of
from amikit.publishing.plain_words import one_line
from amikit.rules.dos import luhn_holds

GRANT = ""
"""The id of the row of the grant itself; the others bear the id of their budget line."""
_LONGEST = 256
_NATURES = (
    "aide en numéraire",
    "aide en nature",
    "aide en numéraire;aide en nature",
    "aide en nature;aide en numéraire",
)
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_POINTED = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2})?")
_RATE = re.compile(r"0\.(?:0[1-9]|[1-9][0-9]?)[0-9]{0,4}|1(?:\.0{1,6})?")
"""From 0.01 to 1."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the schema: what it is, and what may stand in it."""

    is_required: bool
    means: Text
    pattern: str = ""
    days: str = ""
    """Which days it holds: ``one``, or ``period`` for one or two with a slash between."""
    is_siret: bool = False


COLUMNS: Mapping[str, Column] = {
    "nomAttribuant": Column(True, Text("le nom de qui accorde", "the name of who grants")),
    "idAttribuant": Column(True, Text("le SIRET de qui accorde, 14 chiffres", "the SIRET of who grants, 14 digits"), r"[0-9]{14}", is_siret=True),
    "dateConvention": Column(True, Text("la date de la convention : 2027-01-12", "the date of the agreement: 2027-01-12"), _DAY, "one"),
    "referenceDecision": Column(False, Text("la référence de la décision", "the reference of the decision")),
    "nomBeneficiaire": Column(True, Text("le nom de qui reçoit", "the name of who receives")),
    "idBeneficiaire": Column(False, Text("le SIRET de qui reçoit, 14 chiffres", "the SIRET of who receives, 14 digits"), r"[0-9]{14}", is_siret=True),
    "rnaBeneficiaire": Column(False, Text("le numéro RNA de qui reçoit : W et 9 chiffres", "the RNA number of who receives: W and 9 digits"), r"W[0-9]{9}"),
    "objet": Column(True, Text("à quoi sert l'aide, en 256 caractères", "what the aid is for, in 256 characters")),
    "montant": Column(True, Text("le montant accordé, en euros : 4500.00", "the amount granted, in euros: 4500.00"), _POINTED.pattern),
    "nature": Column(True, Text("« aide en numéraire » ou « aide en nature »", "“aide en numéraire” or “aide en nature”"), "|".join(_NATURES)),
    "conditionsVersement": Column(True, Text("« unique », « échelonné », ou la manière de verser", "“unique”, “échelonné”, or how it is paid")),
    "datesPeriodeVersement": Column(True, Text("le jour du versement, ou sa période : 2027-01-12/2027-12-31", "the day of payment, or its period: 2027-01-12/2027-12-31"), rf"{_DAY}(?:/{_DAY})?", "period"),
    "idRAE": Column(False, Text("le numéro de l'aide au répertoire des aides aux entreprises", "the number in the directory of aid to companies"), r".{1,5}"),
    "notificationUE": Column(True, Text("« oui » si l'aide est de minimis, « non » sinon", "“oui” if the aid is de minimis, else “non”"), "oui|non"),
    "pourcentageSubvention": Column(True, Text("la part de qui reçoit : 1.00 s'il est seul", "the share of who receives: 1.00 if alone"), _RATE.pattern),
    "dispositifAide": Column(False, Text("l'identifiant du dispositif d'aide", "the identifier of the aid scheme")),
}  # fmt: skip
"""The columns, in the order of the schema."""
_EITHER = ("idBeneficiaire", "rnaBeneficiaire")

Facts = Mapping[str, Mapping[str, str]]
"""What somebody knows, by row (``GRANT``, or a budget line's id) then by column."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A cell that cannot be published as it is."""

    row_id: str
    column: str
    means: Text
    value: str = ""
    """What was given and does not fit; empty when nothing was."""


@dataclass(frozen=True, slots=True)
class Published:
    """The rows, complete or not."""

    rows: tuple[tuple[str, Mapping[str, str]], ...]
    gaps: tuple[Gap, ...]
    """What prevents publishing; nothing is to be written while there is any."""
    is_amount_asked: bool
    """Whether the amount is the one asked, for want of the one granted."""
    unknown_ids: tuple[str, ...] = ()
    """Rows that facts speak of and that are not among these."""

    def to_csv(self) -> bytes:
        """UTF-8 with commas, as the schema's own example."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([row[column] for column in COLUMNS] for _, row in self.rows)
        return text.getvalue().encode()


def publish_subventions(proposal: Proposal, facts: Facts) -> Published:
    """The grant from the funder to the lead, then what the lead would pass on where the call authorises it.

    What a row lacks, or what was given and does not fit, is in ``gaps``.
    """
    hidden = discretion_of(proposal)
    known = {GRANT: _grant(proposal)}
    if proposal.call.passing_on is PassingOn.ALLOWED:
        known |= {line.id: _passed_on(proposal, line) for line in _regrants(proposal)}
    rows: dict[str, dict[str, str]] = {}
    for row_id, values in known.items():
        said = {name: value.strip() for name, value in facts.get(row_id, {}).items() if value.strip()}
        row = {column: one_line(said.get(column) or values.get(column, "")) for column in COLUMNS}
        rows[row_id] = row | {"objet": said.get("objet") or _cut(hidden.hide(row["objet"]))}
    gaps = [gap for row_id, row in rows.items() for gap in _gaps(row_id, row)]
    unknown = tuple(row_id for row_id in facts if row_id not in rows)
    is_asked = not facts.get(GRANT, {}).get("montant", "").strip() and any(
        line.status is Funding.ASKED for line in _incomes(proposal)
    )
    return Published(tuple(rows.items()), tuple(gaps), is_asked, unknown)


def _incomes(proposal: Proposal) -> Iterator[Income]:
    """The cash of the call's funder, asked or acquired; of every funder when the call names none."""
    funder = proposal.call.funder
    for line in proposal.dossier.budget.incomes:
        is_of_the_call = not funder.strip() or is_same_funder(line.funder, funder)
        if line.is_cash and line.status is not Funding.OWN and is_of_the_call:
            yield line


def _grant(proposal: Proposal) -> dict[str, str]:
    call, dossier = proposal.call, proposal.dossier
    return {
        "nomAttribuant": call.funder_name or call.funder,
        "objet": dossier.settings.title,
        "montant": _euros(sum(line.cents for line in _incomes(proposal))),
        "nature": _NATURES[0],
        "pourcentageSubvention": "1.00",
        **_beneficiary(dossier.lead),
    }


def _regrants(proposal: Proposal) -> Iterator[Expense]:
    """The lines that pass on the money of the call's funder, and not the lead's own."""
    funder = proposal.call.funder
    lead_id = proposal.dossier.settings.consortium.lead_id
    for line in passed_on_lines(proposal.dossier):
        is_of_the_call = not funder.strip() or is_same_funder(line.funder, funder) or not line.funder.strip()
        is_to_itself = line.payee and line.payee.kind is PayeeKind.MEMBER and line.payee.name == lead_id
        if line.id and line.cents > 0 and is_of_the_call and not is_to_itself:
            yield line


def _passed_on(proposal: Proposal, line: Expense) -> dict[str, str]:
    lead = proposal.dossier.lead
    return {
        "nomAttribuant": lead.name if lead else "",
        "idAttribuant": _siret(lead),
        "objet": line.label,
        "montant": _euros(line.cents),
        "nature": _NATURES[0],
        "pourcentageSubvention": "1.00",
        **_payee(proposal, line),
    }


def _payee(proposal: Proposal, line: Expense) -> dict[str, str]:
    payee = line.payee
    if payee is None:
        return {}
    members = proposal.dossier.members_by_id
    if payee.kind is PayeeKind.MEMBER:
        return _beneficiary(members.get(payee.name))
    if payee.kind is PayeeKind.THIRD_PARTY:
        return {"nomBeneficiaire": payee.name}
    resource = proposal.catalog.get(line.destination.target_id) if line.destination else None
    steward = resource.steward if resource else None
    if steward is None:
        return {}
    return _beneficiary(members.get(steward.member_id or "")) or {"nomBeneficiaire": steward.name}


def _beneficiary(member: Member | None) -> dict[str, str]:
    if member is None:
        return {}
    return {"nomBeneficiaire": member.name, "idBeneficiaire": _siret(member), "rnaBeneficiaire": member.rna.strip()}


def _siret(member: Member | None) -> str:
    return "".join(member.siret.split()) if member else ""


def _euros(cents: int) -> str:
    """An amount as the schema writes it; nothing for nothing."""
    return f"{cents // 100}.{cents % 100:02d}" if cents > 0 else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _gaps(row_id: str, row: Mapping[str, str]) -> Iterator[Gap]:
    for name, column in COLUMNS.items():
        value = row[name]
        if value and not _fits(column, value):
            yield Gap(row_id, name, column.means, value)
        elif not value and column.is_required:
            yield Gap(row_id, name, column.means)
    if not any(row[name] for name in _EITHER):
        yield Gap(
            row_id, " / ".join(_EITHER), Text("le SIRET ou le RNA de qui reçoit", "the SIRET or RNA of who receives")
        )


def _fits(column: Column, value: str) -> bool:
    if len(value) > _LONGEST or (column.pattern and not re.fullmatch(column.pattern, value)):
        return False
    if column.is_siret and not luhn_holds(value):
        return False
    return not column.days or _are_days(value)


def _are_days(value: str) -> bool:
    """Whether these days exist, in order."""
    try:
        days: Sequence[date] = [date.fromisoformat(day) for day in value.split("/")]
    except ValueError:
        return False
    return list(days) == sorted(days)
