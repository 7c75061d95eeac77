"""A card of the catalog made from what its steward publishes, ``publiccode.yml`` or ``funding.json``: nothing is added to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from amikit.diagnostics import Diagnostic
from amikit.i18n import Text
from amikit.importing.lenient import Lenient
from amikit.load.reader import FolderReader
from amikit.load.text_faults import NOT_A_CARD
from amikit.mend.entries import scalar
from amikit.money import NumberError, parse_cents
from amikit.source.span import Span
from amikit.source.yaml import YamlMapping
from amikit.spelling import slug

_NOT_KEYS = Text("il ne contient pas de clés", "it holds no keys")
_NO_KEYS_OF_THEIRS = Text("il n'a pas leurs clés", "it has not their keys")
_NO_NAME = Text("il ne dit le nom de rien", "it names nothing")
_STATES = {"stable": "disponible", "beta": "en-cours", "development": "en-cours", "concept": "en-cours"}
_COUNTED = {"one-time": "reponse", "yearly": "an"}
_LONGEST_ID = 60
_HALVES = re.compile(r"\\\\|\\u(d[89ab][0-9a-f]{2})(?:\\u(d[c-f][0-9a-f]{2}))?|\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
_TO_FILL = "# À compléter : {why}."
_PUBLICCODE, _FUNDING = "publiccode.yml", "funding.json"


@dataclass
class Plan:
    """A way to fund that a steward publishes."""

    id: str
    description: str
    amount: str = ""
    """In euros, as the files write it; empty when it cannot be written as they do."""
    per: str = ""


@dataclass
class Card:
    """What a file says of one resource; what it does not say is empty."""

    standard: str
    name: str
    summary: str = ""
    language: str = ""
    """Of the summary; empty when it is not known."""
    state: str = ""
    steward: str = ""
    contact: str = ""
    steward_note: str = ""
    licence: str = ""
    links: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    inactive_plans_count: int = 0
    source: str = ""

    @property
    def id(self) -> str:
        """The name of its file, without its suffix; empty when its name has no letter that we can write."""
        return slug(self.name)[:_LONGEST_ID].strip("-")

    @property
    def missing(self) -> list[str]:
        """The keys that somebody has to fill in, as the files name them."""
        known = {
            "resume": self.summary,
            "disponibilite": self.state,
            "porteur": self.steward,
            "licence": self.licence,
            "liens": self.links,
            "besoins": "",
            "reciprocites": self.plans,
            "sources": self.source,
        }
        return [key for key, value in known.items() if not value]


def read_cards(path: Path, source: str = "") -> tuple[list[Card], list[Diagnostic]]:
    """The resources that a file describes, and what was wrong with it; never raises for what it holds.

    ``source`` is the address of the file, if it is known.
    """
    real = path.resolve()
    reader = FolderReader(real.parent)
    text = reader.read_text(real, path.name)
    if text is None:
        return [], reader.diagnostics
    if text.lstrip().startswith("{"):
        # JSON may be laid out with tabs, and writes an emoji in two halves; YAML may not.
        text = _HALVES.sub(_joined, text.replace("\t", " "))
    tree = reader.parse(text, path, path.name)
    if tree is None and reader.diagnostics:
        return [], reader.diagnostics
    if not isinstance(tree, YamlMapping):
        return [], [*reader.diagnostics, NOT_A_CARD.at(Span(path), path.name, name=path.name, why=_NOT_KEYS)]
    lenient = Lenient(path)
    if "publiccodeYmlVersion" in tree or {"legal", "softwareType"} & tree.keys():
        cards = [_from_publiccode(tree, lenient)]
    elif {"projects", "entity"} & tree.keys():
        cards = list(_from_funding(tree, lenient))
    else:
        return [], [*reader.diagnostics, NOT_A_CARD.at(Span(path), path.name, name=path.name, why=_NO_KEYS_OF_THEIRS)]
    for card in cards:
        card.source = source
    named = [card for card in cards if card.id]
    said = [*reader.diagnostics, *lenient.diagnostics]
    if not named:
        said.append(NOT_A_CARD.at(Span(path), path.name, name=path.name, why=_NO_NAME))
    return named, said


def _joined(found: re.Match[str]) -> str:
    """The character whose two halves were written; a half alone is none."""
    if found[0] == "\\\\":
        return found[0]
    if not found[2]:
        return "\ufffd"
    return chr(0x10000 + ((int(found[1], 16) - 0xD800) << 10) + int(found[2], 16) - 0xDC00)


def _from_publiccode(tree: YamlMapping, read: Lenient) -> Card:
    legal, maintenance = read.group(tree, "legal"), read.group(tree, "maintenance")
    language, description = _described(tree, read)
    name = read.text(tree, "name")
    steward = (
        read.text(legal, "mainCopyrightOwner")
        or read.text(legal, "repoOwner")
        or read.text(read.group(tree, "organisation"), "name")
        or next(filter(None, (read.text(one, "affiliation") for one in read.groups(maintenance, "contacts"))), "")
    )
    kind = read.text(maintenance, "type")
    links = {
        "site": read.address(tree, "landingURL"),
        "code": read.address(tree, "url"),
        "documentation": read.address(description, "documentation"),
        "feuille-de-route": read.address(tree, "roadmap"),
    }
    return Card(
        _PUBLICCODE,
        name,
        read.text(description, "shortDescription"),
        language,
        _STATES.get(read.text(tree, "developmentStatus"), ""),
        steward,
        steward_note=f"Maintenance « {kind} », dit publiccode.yml." if kind else "",
        licence=read.licence(legal, "license"),
        links={key: value for key, value in links.items() if value},
        names=list(dict.fromkeys(filter(None, (name, read.text(description, "localisedName"))))),
        tags=read.texts(tree, "categories"),
    )


def _described(tree: YamlMapping, read: Lenient) -> tuple[str, YamlMapping | None]:
    """The description in French, else in English, else the first one; and its language."""
    described = read.group(tree, "description")
    if not described:
        return "", None
    folded = {language.lower().partition("-")[0]: language for language in reversed(list(described))}
    key = folded.get("fr") or folded.get("en") or next(iter(described))
    return key.lower().partition("-")[0], read.group(described, key)


def _from_funding(tree: YamlMapping, read: Lenient) -> Iterator[Card]:
    entity, funding = read.group(tree, "entity"), read.group(tree, "funding")
    plans = list(read.groups(funding, "plans"))
    active = [plan for plan in plans if read.text(plan, "status") != "inactive"]
    offered = [plan for one in active if (plan := _plan(one, read)) is not None]
    for project in read.groups(tree, "projects"):
        name = read.text(project, "name")
        links = {
            "site": read.address(read.group(project, "webpageUrl"), "url"),
            "code": read.address(read.group(project, "repositoryUrl"), "url"),
        }
        named = read.texts(project, "licenses")
        licences = [one for text in named if (one := read.known_licence(text, project, "licenses"))]
        yield Card(
            _FUNDING,
            name,
            read.text(project, "description"),
            steward=read.text(entity, "name"),
            contact=read.address(read.group(entity, "webpageUrl"), "url"),
            licence=licences[0] if len(licences) == 1 else "",
            links={key: value for key, value in links.items() if value},
            names=[name] if name else [],
            tags=read.texts(project, "tags"),
            plans=offered,
            inactive_plans_count=len(plans) - len(active),
        )


def _plan(tree: YamlMapping, read: Lenient) -> Plan | None:
    name, frequency = read.text(tree, "name"), read.text(tree, "frequency")
    typed, currency = read.text(tree, "amount"), read.text(tree, "currency").upper()
    plan_id = slug(read.text(tree, "guid") or name)
    if not plan_id:
        return None
    try:
        cents = parse_cents(typed) if typed else 0
    except NumberError:
        cents = 0
    said = " ".join(filter(None, (typed if cents else "", currency if cents else "", frequency)))
    description = f"Soutien publié : « {name or plan_id} »{f' ({said})' if said else ''}."
    if cents <= 0 or currency != "EUR" or frequency not in _COUNTED:
        return Plan(plan_id, description)
    return Plan(plan_id, description, f"{cents // 100},{cents % 100:02d}", _COUNTED[frequency])


def card_text(card: Card, card_id: str) -> str:
    """The card, as YAML: what the file says, and a comment where it says nothing."""
    return "\n".join(_lines(card, card_id)) + "\n"


def _lines(card: Card, card_id: str) -> Iterator[str]:
    said = card.standard
    yield f"# D'après {said} : seul ce que ce fichier dit est écrit ici. Relisez, complétez, donnez vos sources."
    yield f"id: {card_id}"
    yield f"nom: {scalar(card.name)}"
    yield f"genre: logiciel{'' if said == _PUBLICCODE else f'  # {said} ne le dit pas : à vérifier'}"
    if card.language not in ("", "fr"):
        yield f"# Le fichier le dit en « {scalar(card.language)} » : à traduire."
    yield from _key("resume", card.summary, said)
    yield from _key("disponibilite", card.state, said)
    yield from _steward(card)
    yield from _key("licence", card.licence, said)
    yield from _mapping("liens", card.links, said)
    yield f"# À compléter : les besoins auxquels elle répond (docs/besoins.md){_tags(card)}."
    yield "besoins: []"
    yield f"noms: [{', '.join(scalar(name) for name in card.names)}]"
    yield from _plans(card)
    yield from _sources(card)


def _key(key: str, value: str, standard: str) -> Iterator[str]:
    if value:
        yield f"{key}: {scalar(value)}"
    else:
        yield _TO_FILL.format(why=f"{standard} ne le dit pas")
        yield f"{key}:" if key != "disponibilite" else "# disponibilite: disponible ou en-cours"


def _mapping(key: str, values: Mapping[str, str], standard: str) -> Iterator[str]:
    if not values:
        yield _TO_FILL.format(why=f"{standard} ne le dit pas")
        yield f"{key}: {{}}"
        return
    yield f"{key}:"
    for name, value in values.items():
        yield f"  {name}: {scalar(value)}"


def _steward(card: Card) -> Iterator[str]:
    if not card.steward:
        yield _TO_FILL.format(why=f"{card.standard} ne nomme pas de structure qui en prend soin")
        yield "porteur:"
        yield "#  nom:"
        return
    yield "porteur:"
    yield f"  nom: {scalar(card.steward)}"
    if card.contact:
        yield f"  contact: {scalar(card.contact)}"
    else:
        yield "  # À compléter : une page publique où lui écrire (les adresses de personnes ne sont pas reprises)."
        yield "  contact:"
    if card.steward_note:
        yield f"  remarque: {scalar(card.steward_note)}"


def _tags(card: Card) -> str:
    tags = ", ".join("".join(one for one in tag if one.isprintable()) for tag in card.tags)
    return f" ; le fichier dit : {tags}" if tags else ""


def _plans(card: Card) -> Iterator[str]:
    if card.inactive_plans_count:
        yield f"# Soutiens que le fichier dit inactifs, non repris : {card.inactive_plans_count}."
    if not card.plans:
        yield f"# À compléter : ce que le porteur attend d'une réponse qui s'en sert ; {card.standard} n'en dit rien."
        yield "reciprocites: []"
        return
    yield "# Le fichier dit comment soutenir le porteur, pas ce qu'il attend d'une réponse : « propose » est imprimé, et n'entre"
    yield "# dans aucun total. Demandez-lui ; s'il le confirme par écrit, passez à « publie » avec sa source."
    yield "reciprocites:"
    for plan in _with_own_ids(card.plans):
        yield f"  - id: {plan.id}"
        yield f"    description: {scalar(plan.description)}"
        yield "    forme: argent"
        if plan.amount:
            yield "    attendu:"
            yield f"      montant: {plan.amount}"
            yield f"      par: {plan.per}"
        yield "    statut: propose"
        if card.source:
            yield "    source:"
            yield f"      url: {scalar(card.source)}"


def _with_own_ids(plans: Sequence[Plan]) -> Iterator[Plan]:
    seen: set[str] = set()
    for plan in plans:
        if plan.id not in seen:
            seen.add(plan.id)
            yield plan


def _sources(card: Card) -> Iterator[str]:
    yield "sources:"
    yield f"  - titre: {scalar(f'{card.standard} de {card.name}')}"
    if card.source:
        yield f"    url: {scalar(card.source)}"
    else:
        yield "    # À compléter : l'adresse où ce fichier est publié."
        yield "    url:"
    yield "    # À compléter : le jour où vous l'avez lu."
    yield "    consulte_le:"
