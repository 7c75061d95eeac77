"""Family RES: a resource's card says who, under which licence, and on what ground.

These rules read one resource at a time: a consortium hears of its own resources,
``amikit catalog check`` of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.mentions import LONGEST_NAME, comparable
from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.model.catalog import Resource, Standing
from amikit.model.licences import is_known
from amikit.model.needs import NEEDS
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule
from amikit.spelling import did_you_mean


def _own(proposal: Proposal) -> Iterator[tuple[Resource, str]]:
    for resource_id in sorted(proposal.catalog.own_ids):
        yield proposal.catalog.by_id[resource_id], f"catalogue/{resource_id}"


@rule(
    "RES001",
    ERROR,
    Text(
        "La licence « {licence} » n'est pas sur la liste commune des licences (SPDX).",
        "The licence “{licence}” is not on the common list of licences (SPDX).",
    ),
    Text(
        "Écrivez par exemple « AGPL-3.0-or-later » ou « CC-BY-SA-4.0 » ; pour une autre, « LicenseRef-… ».",
        "Write for instance “AGPL-3.0-or-later” or “CC-BY-SA-4.0”; for another, “LicenseRef-…”.",
    ),
)
def licences_are_known(proposal: Proposal) -> Iterator[Finding]:
    """A licence is an SPDX expression.

    A machine must be able to tell an open licence from another.
    """
    for resource, about in _own(proposal):
        if resource.licence and not is_known(resource.licence):
            yield found(resource.at("licence"), about, licence=resource.licence)


@rule(
    "RES002",
    ADVICE,
    Text("La licence de « {name} » n'est pas connue.", "The licence of “{name}” is not known."),
    Text("Demandez-la au porteur, puis écrivez « licence: … ».", "Ask its steward, then write “licence: …”."),
)
def licences_are_given(proposal: Proposal) -> Iterator[Finding]:
    """A shared resource says its licence.

    Without a licence, nobody knows what they may reuse.
    """
    for resource, about in _own(proposal):
        if not resource.licence:
            yield found(resource.at(), about, name=resource.name)


@rule(
    "RES003",
    ADVICE,
    Text("« {name} » ne dit pas qui en prend soin.", "“{name}” does not say who looks after it."),
    Text(
        "Remplissez « porteur » ; si c'est une communauté entière, nommez-la.",
        "Fill in “porteur”; if it is a whole community, name it.",
    ),
)
def stewards_are_named(proposal: Proposal) -> Iterator[Finding]:
    """A shared resource says who looks after it.

    Reciprocity needs somebody to give back to.
    """
    for resource, about in _own(proposal):
        if resource.steward is None or not resource.steward.name:
            yield found(resource.at("steward"), about, name=resource.name)


@rule(
    "RES004",
    ERROR,
    Text(
        "L'attente « {id} » donne un chiffre sans dire d'où il vient.",
        "The expectation “{id}” gives a figure without its source.",
    ),
    Text(
        "Ajoutez « source: » avec « url » et « consulte_le », ou passez en « statut: a-convenir » sans chiffre.",
        "Add “source:” with “url” and “consulte_le”, or set “statut: a-convenir” without a figure.",
    ),
)
def figures_have_a_source(proposal: Proposal) -> Iterator[Finding]:
    """A published or agreed figure says where its steward wrote it.

    A figure without a source is only ours; a funder would take it for the steward's.
    """
    for resource, about in _own(proposal):
        for expectation in resource.expectations:
            firm = expectation.standing in (Standing.PUBLISHED, Standing.AGREED)
            if (
                expectation.figure
                and firm
                and not (expectation.source and (expectation.source.url or expectation.source.title))
            ):
                yield found(expectation.at("figure"), about, id=expectation.id)


@rule(
    "RES005",
    ERROR,
    Text(
        "L'attente « {id} » est « à convenir » et donne pourtant un chiffre.",
        "The expectation “{id}” is “to be agreed” and yet gives a figure.",
    ),
    Text(
        "Retirez le chiffre, ou dites qu'il est « propose » ou « publie » avec sa source.",
        "Remove the figure, or say it is “propose” or “publie” with its source.",
    ),
)
def nothing_to_agree_has_a_figure(proposal: Proposal) -> Iterator[Finding]:
    """An expectation yet to agree has no figure.

    A figure that nobody agreed to must not look like one.
    """
    for resource, about in _own(proposal):
        for expectation in resource.expectations:
            if expectation.figure and expectation.standing is Standing.TO_AGREE:
                yield found(expectation.at("figure"), about, id=expectation.id)


@rule(
    "RES006",
    ERROR,
    Text(
        "Le nom « {name} » désigne déjà la ressource « {other} ».",
        "The name “{name}” already means the resource “{other}”.",
    ),
    Text("Retirez-le de l'une des deux fiches.", "Remove it from one of the two cards."),
)
def names_mean_one_resource(proposal: Proposal) -> Iterator[Finding]:
    """No two resources share a name.

    A mention in the text must lead to one resource only.
    """
    owners: dict[str, str] = {}
    for resource_id in sorted(proposal.catalog.by_id, key=lambda name: (name in proposal.catalog.own_ids, name)):
        resource = proposal.catalog.by_id[resource_id]
        for name in (resource.name, *resource.names):
            other = owners.setdefault(comparable(name), resource_id)
            if other != resource_id and resource_id in proposal.catalog.own_ids:
                yield found(resource.at("names"), f"catalogue/{resource_id}", name=name, other=other)


@rule(
    "RES007",
    TODO,
    Text("L'attente « {id} » ne dit pas ce qui est attendu.", "The expectation “{id}” does not say what is expected."),
    Text("Remplissez « description » en une phrase.", "Fill in “description” in one sentence."),
)
def expectations_say_what(proposal: Proposal) -> Iterator[Finding]:
    """An expectation is said in words.

    A figure alone does not tell the funder what it is for.
    """
    for resource, about in _own(proposal):
        for expectation in resource.expectations:
            if not expectation.description:
                yield found(expectation.at(), about, id=expectation.id)


@rule(
    "RES008",
    ADVICE,
    Text(
        "Un nom de « {resource} » a {words_count:mot|mots} : il ne sera pas cherché dans les textes.",
        "A name of “{resource}” has {words_count:word|words}: it will not be looked for in the texts.",
    ),
    Text(
        "Écrivez dans « noms » ce que l'on dit vraiment, en {most_count:mot|mots} au plus.",
        "Write in “noms” what people really say, in {most_count:word|words} at most.",
    ),
)
def names_can_be_said(proposal: Proposal) -> Iterator[Finding]:
    """A name is short enough for someone to write it.

    A whole sentence is never a mention, and the resource would go unseen.
    """
    for resource, about in _own(proposal):
        for field, names in (("name", [resource.name]), ("names", resource.names), ("replaces", resource.replaces)):
            longest = max((len(name.split()) for name in names), default=0)
            if longest > LONGEST_NAME:
                yield found(
                    resource.at(field), about, resource=resource.id, words_count=longest, most_count=LONGEST_NAME
                )


@rule(
    "RES009",
    ERROR,
    Text(
        "« {need} » n'est pas un besoin connu : personne ne trouvera la ressource par ce mot.",
        "“{need}” is not a known need: nobody will find the resource by this word.",
    ),
    Text("{hint}", "{hint}"),
)
def needs_of_resources_are_known(proposal: Proposal) -> Iterator[Finding]:
    """A resource answers needs of the common list (docs/besoins.md).

    Places and resources meet by these words: one that only a card knows leads nowhere.
    """
    for resource, about in _own(proposal):
        for place, need in enumerate(resource.needs):
            if need not in NEEDS:
                yield found(resource.at_item("needs", place), about, need=need, hint=did_you_mean(need, NEEDS))
