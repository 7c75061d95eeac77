"""Family DOS: the dossier holds together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.consortium import Member
from amikit.model.dossier import Event, Settings
from amikit.model.entity import Entity
from amikit.model.needs import NEEDS
from amikit.model.values import Period
from amikit.rules.declare import ERROR, TODO, Finding, found, rule
from amikit.spelling import did_you_mean


@rule(
    "DOS001",
    ERROR,
    Text(
        "Le chef de file « {lead} » n'est pas un membre du consortium.",
        "The lead “{lead}” is not a member of the consortium.",
    ),
    Text("{hint}", "{hint}"),
    waits_for=["LOA037"],
)
def lead_is_a_member(proposal: Proposal) -> Iterator[Finding]:
    """The lead is one of the members.

    The funder signs with the lead: a name without its file has no SIRET and no history.
    """
    consortium = proposal.dossier.settings.consortium
    if consortium.lead_id and proposal.dossier.lead is None and _is_readable(proposal, f"membres/{consortium.lead_id}"):
        hint = did_you_mean(consortium.lead_id, proposal.dossier.members_by_id)
        yield found(consortium.at("lead_id"), "dossier/consortium.chef_de_file", lead=consortium.lead_id, hint=hint)


@rule(
    "DOS002",
    TODO,
    Text("Il reste à écrire {what}.", "Still to be written: {what}."),
    Text("Remplissez la clé « {key} » de dossier.yaml.", "Fill in the key “{key}” of dossier.yaml."),
)
def essentials_are_written(proposal: Proposal) -> Iterator[Finding]:
    """The answer says its title, in short, who leads it, and when it happens.

    These stand on the cover and on the first page: all that a hurried reader sees.
    """
    settings = proposal.dossier.settings
    missing: Sequence[tuple[object, str, Text]] = (
        (settings.title, "titre", Text("le titre de la réponse", "the title of the answer")),
        (
            settings.summary,
            "resume",
            Text("la réponse en deux ou trois phrases", "the answer in two or three sentences"),
        ),
        (settings.consortium.name, "consortium.nom", Text("le nom du consortium", "the name of the consortium")),
        (settings.consortium.lead_id, "consortium.chef_de_file", Text("qui est le chef de file", "who leads")),
        (settings.period.start_on, "periode.du", Text("le premier jour du projet", "the first day of the project")),
        (settings.period.end_on, "periode.au", Text("le dernier jour du projet", "the last day of the project")),
    )
    for value, key, what in missing:
        if not value and _is_readable(proposal, "dossier"):
            yield found(settings.at_keys(*key.split(".")), f"dossier/{key}", what=what, key=key)


@rule(
    "DOS003",
    ERROR,
    Text(
        "{what} : le dernier jour ({end_on}) vient avant le premier ({start_on}).",
        "{what}: the last day ({end_on}) comes before the first ({start_on}).",
    ),
    Text("Corrigez l'une des deux dates.", "Correct one of the two dates."),
)
def dates_are_in_order(proposal: Proposal) -> Iterator[Finding]:
    """Whatever begins ends later.

    A period in reverse makes every amount per year wrong.
    """
    settings = proposal.dossier.settings
    spans: list[tuple[Period | Event, str]] = [(settings.period, "dossier/periode")]
    spans += [(event, "dossier/calendrier") for event in settings.events]
    for holder, about in spans:
        if holder.start_on and holder.end_on and holder.end_on < holder.start_on:
            what = Text("Période du projet", "Period of the project")
            if isinstance(holder, Event):
                what = (
                    Text.same(holder.title)
                    if holder.title
                    else Text("Une date du calendrier", "A date of the calendar")
                )
            yield found(holder.at("end_on"), about, what=what, start_on=holder.start_on, end_on=holder.end_on)


@rule(
    "DOS004",
    ERROR,
    Text("« {id} » n'est pas {what} de ce dossier.", "“{id}” is not {what} of this dossier."),
    Text("{hint}", "{hint}"),
)
def names_lead_somewhere(proposal: Proposal) -> Iterator[Finding]:
    """Every identifier of a member, a person or an axis leads to one.

    A reader who follows a name and finds nobody trusts the rest less.
    """
    dossier = proposal.dossier
    settings = dossier.settings
    people = _all_known(proposal, "personnes", [person.id for person in settings.people])
    axes = _all_known(proposal, "axes", [axis.id for axis in settings.axes])
    members = [*dossier.members_by_id, *(name.removeprefix("membres/") for name in dossier.unreadable)]
    a_member = Text("un membre", "a member")
    a_person = Text("une personne", "a person")
    an_axis = Text("un axe", "an axis")
    somebody = Text("un membre ni une personne", "a member or a person")
    anybody = None if people is None else [*members, *people]
    yield from _unknown(settings.people, "member_id", members, a_member, "dossier/personnes")
    for member in dossier.members:
        for field in ("representative_id", "referent_id"):
            yield from _unknown([member], field, people, a_person, f"membres/{member.id}")
    for use in settings.uses:
        about = f"ressources/{use.resource_id}"
        yield from _unknown_among(use, "place_ids", members, a_member, about)
        yield from _unknown_among(use, "axis_ids", axes, an_axis, about)
        yield from _unknown(use.commitments, "responsible_id", anybody, somebody, about)
    for name, holders in (("calendrier", settings.events), ("indicateurs", settings.indicators)):
        yield from _unknown(holders, "axis_id", axes, an_axis, f"dossier/{name}")
    yield from _unknown(settings.attachments, "responsible_id", anybody, somebody, "dossier/pieces")
    for line in dossier.budget.expenses:
        yield from _unknown([line], "axis_id", axes, an_axis, f"budget/{line.id}")
        yield from _unknown([line], "person_id", people, a_person, f"budget/{line.id}")


def _all_known(proposal: Proposal, key: str, names: Sequence[str]) -> Sequence[str] | None:
    """The names of a list of ``dossier.yaml``; None when one of them could not be read: it may be any."""
    return names if _is_readable(proposal, f"dossier/{key}") else None


def _unknown(
    holders: Iterable[Entity], field: str, known: Sequence[str] | None, what: Text, about: str
) -> Iterator[Finding]:
    for holder in holders:
        name = getattr(holder, field)
        if name and known is not None and name not in known:
            yield found(holder.at(field), about, id=name, what=what, hint=did_you_mean(name, known))


def _unknown_among(
    holder: Entity, field: str, known: Sequence[str] | None, what: Text, about: str
) -> Iterator[Finding]:
    for place, name in enumerate(getattr(holder, field)):
        if known is not None and name not in known:
            yield found(holder.at_item(field, place), about, id=name, what=what, hint=did_you_mean(name, known))


@rule(
    "DOS005",
    ERROR,
    Text("Le SIRET « {siret} » n'est pas valable : {why}.", "The SIRET “{siret}” is not valid: {why}."),
    Text("Recopiez les 14 chiffres de l'avis de situation de l'Insee.", "Copy the 14 digits of the Insee notice."),
)
def sirets_are_valid(proposal: Proposal) -> Iterator[Finding]:
    """A SIRET has 14 digits and its control key holds.

    The funder's portal refuses any other, often on the last evening.
    """
    for member in proposal.dossier.members:
        digits = "".join(member.siret.split())
        if not member.siret:
            continue
        why = None
        if len(digits) != 14 or not digits.isascii() or not digits.isdecimal():
            why = Text("il faut 14 chiffres", "14 digits are needed")
        elif not luhn_holds(digits):
            why = Text(
                "la clé de contrôle ne tombe pas juste, un chiffre a pu être mal recopié",
                "its control key does not hold, a digit may be wrong",
            )
        if why:
            yield found(member.at("siret"), f"membres/{member.id}", siret=member.siret, why=why)


def luhn_holds(digits: str) -> bool:
    """Luhn's key; the post offices (356 000 000) sum to a multiple of 5 instead."""
    if digits.startswith("356000000"):
        return sum(int(digit) for digit in digits) % 5 == 0 or digits == "35600000000048"
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(digits))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


@rule(
    "DOS006",
    ERROR,
    Text("Le numéro RNA « {rna} » n'est pas valable.", "The RNA number “{rna}” is not valid."),
    Text("Écrivez W et 9 chiffres : « W123456789 ».", "Write W and 9 digits: “W123456789”."),
)
def rna_numbers_are_valid(proposal: Proposal) -> Iterator[Finding]:
    """An RNA number is W and nine characters (schema of the public subsidies, SCDL).

    It is how the funder finds the association in the national register.
    """
    for member in proposal.dossier.members:
        number = "".join(member.rna.split())
        if number and not (len(number) == 10 and number[0] == "W" and number[1:].isascii() and number[1:].isalnum()):
            yield found(member.at("rna"), f"membres/{member.id}", rna=member.rna)


@rule(
    "DOS007",
    TODO,
    Text("{name} n'a pas encore de numéro SIRET ni RNA.", "{name} has no SIRET nor RNA number yet."),
    Text(
        "Ajoutez « siret: … » ou « rna: … » en haut du fichier.", "Add “siret: …” or “rna: …” at the top of the file."
    ),
)
def legal_persons_are_registered(proposal: Proposal) -> Iterator[Finding]:
    """The lead and every legal person give a registration number.

    Without one, the funder can neither sign with it nor pay it.
    """
    lead_id = proposal.dossier.settings.consortium.lead_id
    for member in proposal.dossier.members:
        if (member.legal_form or member.id == lead_id) and not member.siret and not member.rna:
            yield found(member.at("siret"), f"membres/{member.id}", name=member.name or member.id)


@rule(
    "DOS008",
    TODO,
    Text(
        "Le consortium compte {members_count:membre|membres} : une réponse commune en demande au moins deux.",
        "The consortium has {members_count:member|members}: a joint answer needs at least two.",
    ),
    Text(
        "Ajoutez un fichier par membre dans le dossier « membres ».", "Add one file per member in the “membres” folder."
    ),
    waits_for=["LOA037"],
)
def several_answer_together(proposal: Proposal) -> Iterator[Finding]:
    """A joint answer has at least two members.

    Answering together instead of competing is the whole point.
    """
    dossier = proposal.dossier
    unread = sum(name.startswith("membres/") for name in dossier.unreadable)
    if len(dossier.members) + unread < 2:
        yield found(dossier.settings.at("consortium"), "dossier/membres", members_count=len(dossier.members))


@rule(
    "DOS009",
    ERROR,
    Text("L'identifiant « {id} » est donné deux fois.", "The identifier “{id}” is given twice."),
    Text("Gardez-en un, ou renommez l'autre.", "Keep one, or rename the other."),
)
def identifiers_are_unique(proposal: Proposal) -> Iterator[Finding]:
    """No two people, axes, pieces or resources of a dossier share an identifier.

    Whatever refers to it would mean either one.
    """
    settings = proposal.dossier.settings
    groups: Sequence[tuple[Sequence[Entity], str, str]] = (
        (settings.people, "id", "dossier/personnes"),
        (settings.axes, "id", "dossier/axes"),
        (settings.attachments, "id", "dossier/pieces"),
        (settings.criteria, "criterion_id", "dossier/criteres"),
        (settings.uses, "resource_id", "dossier/ressources"),
    )
    for holders, field, about in groups:
        seen: set[str] = set()
        for holder in holders:
            name = getattr(holder, field)
            if name in seen:
                yield found(holder.at(field), about, id=name)
            seen.add(name)


@rule(
    "DOS010",
    TODO,
    Text("Le membre « {id} » ne dit pas encore {missing}.", "The member “{id}” does not say {missing} yet."),
    Text("Remplissez en haut du fichier : {keys}.", "Fill in at the top of the file: {keys}."),
)
def members_are_introduced(proposal: Proposal) -> Iterator[Finding]:
    """Each member has a name, a kind and a city.

    The first page names the members; the kind says which of them are places.
    """
    for member in proposal.dossier.members:
        blanks = [
            (key, what)
            for value, key, what in (
                (member.name, "nom", Text("son nom", "its name")),
                (member.kind, "genre", Text("ce qu'il est", "what it is")),
                (member.city, "ville", Text("sa ville", "its city")),
            )
            if not value
        ]
        if blanks:
            keys, missing = [key for key, _ in blanks], [what for _, what in blanks]
            yield found(member.at_keys(keys[0]), f"membres/{member.id}", id=member.id, missing=missing, keys=keys)


@rule(
    "DOS011",
    ERROR,
    Text("« {need} » n'est pas un besoin connu.", "“{need}” is not a known need."),
    Text("{hint}", "{hint}"),
)
def needs_are_known(proposal: Proposal) -> Iterator[Finding]:
    """Every need of the answer, and of its members, is one of the common list (docs/besoins.md).

    A need is printed as it is; and only a common word shows that a resource already answers it.
    """
    dossier = proposal.dossier
    holders: list[tuple[Settings | Member, str]] = [(dossier.settings, "dossier/besoins")]
    holders += [(member, f"membres/{member.id}") for member in dossier.members]
    for holder, about in holders:
        for place, need in enumerate(holder.needs):
            if need not in NEEDS:
                yield found(holder.at_item("needs", place), about, need=need, hint=did_you_mean(need, NEEDS))


def _is_readable(proposal: Proposal, address: str) -> bool:
    return address not in proposal.dossier.unreadable
