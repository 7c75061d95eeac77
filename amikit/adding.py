"""A folder grows: one more member, person, axis, resource, decision, supporter or meeting, as a change to show first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import ChainableUndefined, Environment, FileSystemLoader

from amikit.i18n import Language, Text, say
from amikit.load.days import explain_day
from amikit.load.dossier import SETTINGS_FILE
from amikit.mend.edits import Addition, apply_edits
from amikit.mend.entries import scalar
from amikit.mend.files import Change, is_ours, rewrite
from amikit.mend.fixes import declaration
from amikit.model.catalog import Catalog, Usage
from amikit.model.consortium import Maturity, MemberKind
from amikit.model.decision import DecisionSubject
from amikit.model.dossier import Dossier, MeetingKind
from amikit.paths import shared_path
from amikit.scaffold import StartMember
from amikit.spelling import did_you_mean, fold, slug

_LONGEST_ID = 60
_NOT_AN_ID = Text(
    "« {name} » ne donne pas d'identifiant : il faut au moins une lettre ou un chiffre ; dites-le avec --id.",
    "“{name}” makes no identifier: it takes a letter or a digit; say one with --id.",
)
_TAKEN = Text(
    "« {id} » est déjà là : rien n'est changé. Un autre identifiant se donne avec --id.",
    "“{id}” is already there: nothing is changed. Another identifier is given with --id.",
)
_DECLARED = Text(
    "« {id} » est déjà dans le dossier : complétez-la dans dossier.yaml.",
    "“{id}” is already in the folder: complete it in dossier.yaml.",
)
_THERE = Text("« {name} » est déjà là : rien n'est changé.", "“{name}” is already there: nothing is changed.")
_UNKNOWN_RESOURCE = Text("« {id} » n'est pas dans le catalogue. {advice}", "“{id}” is not in the catalog. {advice}")
_UNKNOWN_MEMBER = Text("« {id} » n'est pas un membre. {advice}", "“{id}” is no member. {advice}")
_UNKNOWN_WORD = Text("« {word} » n'est pas possible ici. {advice}", "“{word}” is not possible here. {advice}")
_NOT_A_DAY = Text("La date « {day} » {why}. {hint}", "The date “{day}” {why}. {hint}")
_NOT_A_YEAR = Text("« {year} » n'est pas une année.", "“{year}” is no year.")
_BY_HAND = Text(
    "« {file} » ne peut pas être complété sans risque. À écrire vous-même, sous « {key}: » :\n{lines}",
    "“{file}” cannot be completed without a risk. To write yourself, below “{key}:”:\n{lines}",
)


class Refused(Exception):
    """What was asked cannot be added; says why, and what to do."""

    def __init__(self, text: Text, **facts: object) -> None:
        super().__init__(text.en)
        self._text, self._facts = text, facts

    def say(self, language: Language) -> str:
        """The sentence."""
        return say(self._text, self._facts, language)


@dataclass(frozen=True)
class Ground:
    """What an addition is made to."""

    dossier: Dossier
    catalog: Catalog

    @property
    def root(self) -> Path:
        return self.dossier.root


Values = Mapping[str, str]
"""What was said, by the key of the file; ``name`` is the name or the title, ``id`` the identifier that was chosen."""


@dataclass(frozen=True)
class Question:
    """One thing that can be said of what is added."""

    key: str
    """As the files write it."""
    option: str
    asks: Text
    choices: tuple[str, ...] = ()
    is_day: bool = False
    default: str = ""
    """Written when nothing is said."""


@dataclass(frozen=True)
class Kind:
    """One kind of thing to add: what it is called, what is asked of it, and the change that it makes."""

    help: Text
    name: Text
    """What its first argument is."""
    questions: tuple[Question, ...]
    plan: Callable[[Ground, Values], Change]
    has_id: bool = True


def check_value(question: Question, typed: str) -> str:
    """The value to write; raises ``Refused`` for one that would be found wrong."""
    text = " ".join(typed.split())
    if not text:
        return question.default
    if question.is_day:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            why, hint = explain_day(text)
            raise Refused(_NOT_A_DAY, day=text, why=why, hint=hint) from None
    if question.choices:
        known = next((one for one in question.choices if fold(one) == fold(text)), "")
        if not known:
            raise Refused(_UNKNOWN_WORD, word=text, advice=did_you_mean(text, question.choices))
        return known
    if question.key == "depuis" and not re.fullmatch("[0-9]{4}", text):
        raise Refused(_NOT_A_YEAR, year=text)
    return text


def _new_id(values: Values, taken: Sequence[str]) -> str:
    made = slug(values.get("id") or values["name"])[:_LONGEST_ID].strip("-")
    if not made:
        raise Refused(_NOT_AN_ID, name=values.get("id") or values["name"])
    if made in taken:
        raise Refused(_TAKEN, id=made)
    return made


def _in_settings(ground: Ground, key: str, lines: Sequence[str]) -> Change:
    """An item more in a list of dossier.yaml, after the others."""

    def added(text: str) -> str | None:
        after, made = apply_edits(text, [Addition(key, tuple(lines))], suffix=".yaml")
        return after if made else None

    path = ground.root / SETTINGS_FILE
    change = rewrite(path, added) if is_ours(path, ground.root) else None
    if change is None:
        first, *rest = lines
        shown = "\n".join([f"  - {first}", *(f"    {line}" for line in rest)])
        raise Refused(_BY_HAND, file=SETTINGS_FILE, key=key, lines=shown)
    return change


def _pairs(values: Values, keys: Sequence[str]) -> Iterator[str]:
    for key in keys:
        if values.get(key):
            yield f"{key}: {scalar(values[key])}"


def _new_file(ground: Ground, path: Path, template: str, values: Values, **words: object) -> Change:
    """A file of the template that explains itself, with what was said in it."""
    if path.exists() or path.is_symlink() or not is_ours(path, ground.root):
        raise Refused(_TAKEN, id=path.stem)
    environment = Environment(
        loader=FileSystemLoader(str(shared_path("new"))),
        undefined=ChainableUndefined,  # what ``amikit new`` knows and we do not is left blank
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Markdown that we ship; what people say is put in afterwards, as YAML
    )
    text = environment.get_template(template).render(**words)
    for key, value in values.items():
        found = re.search(rf"^{re.escape(key)}:.*$", text, re.MULTILINE)
        assert found, key  # noqa: S101 - our own template
        text = f"{text[: found.start()]}{key}: {scalar(value)}{text[found.end() :]}"
    return Change(path, b"", text.encode(), is_new=True)


def _member(ground: Ground, values: Values) -> Change:
    taken = [*ground.dossier.members_by_id, *(path.stem for path in (ground.root / "membres").glob("*.md"))]
    member_id = _new_id(values, taken)
    said = {"nom": values["name"], **{key: values[key] for key in _keys(MEMBER) if values.get(key)}}
    return _new_file(
        ground, ground.root / "membres" / f"{member_id}.md", "membre.md.j2", said, member=StartMember(member_id)
    )


def _decision(ground: Ground, values: Values) -> Change:
    name = {**values, "id": values.get("id") or " ".join(filter(None, (values.get("date"), values["name"])))}
    taken = [path.stem for path in (ground.root / "decisions").glob("*.md")]
    said = {"titre": values["name"], **{key: values[key] for key in _keys(DECISION) if values.get(key)}}
    path = ground.root / "decisions" / f"{_new_id(name, taken)}.md"
    return _new_file(ground, path, "decision.md.j2", said, title="", subject="")


def _person(ground: Ground, values: Values) -> Change:
    person_id = _new_id(values, [one.id for one in ground.dossier.settings.people])
    member_id = values.get("membre", "")
    if member_id:
        known = ground.dossier.members_by_id
        found = slug(member_id)
        if found not in known:
            raise Refused(_UNKNOWN_MEMBER, id=member_id, advice=did_you_mean(member_id, known))
        values = {**values, "membre": found}
    lines = [f"id: {person_id}", f"nom: {scalar(values['name'])}", *_pairs(values, ("role", "membre"))]
    return _in_settings(ground, "personnes", lines)


def _axis(ground: Ground, values: Values) -> Change:
    axis_id = _new_id(values, [one.id for one in ground.dossier.settings.axes])
    lines = [f"id: {axis_id}", f"titre: {scalar(values['name'])}", *_pairs(values, ("resume",))]
    return _in_settings(ground, "axes", lines)


def _resource(ground: Ground, values: Values) -> Change:
    resource = ground.catalog.get(values["name"]) or ground.catalog.get(slug(values["name"]))
    if resource is None:
        raise Refused(_UNKNOWN_RESOURCE, id=values["name"], advice=did_you_mean(values["name"], ground.catalog.by_id))
    if resource.id in ground.dossier.uses_by_id:
        raise Refused(_DECLARED, id=resource.id)
    usage = Usage(values.get("usage") or Usage.USE.value)
    purpose = scalar(values["pour"]) if values.get("pour") else ""
    period = ground.dossier.settings.period
    return _in_settings(ground, "ressources", list(declaration(resource, usage, purpose, period)))


def _supporter(ground: Ground, values: Values) -> Change:
    if fold(values["name"]) in {fold(one.name) for one in ground.dossier.settings.supporters}:
        raise Refused(_THERE, name=values["name"])
    person = [f"personne: {values['personne']}"] if values.get("personne") else []  # a word of ours needs no quotes
    lines = [f"nom: {scalar(values['name'])}", *person, *_pairs(values, ("texte",))]
    return _in_settings(ground, "soutiens", lines)


def _meeting(ground: Ground, values: Values) -> Change:
    known = {(fold(one.title), one.start_on) for one in ground.dossier.settings.events}
    start = date.fromisoformat(values["debut"]) if values.get("debut") else None
    if (fold(values["name"]), start) in known:
        raise Refused(_THERE, name=values["name"])
    lines = [f"titre: {scalar(values['name'])}", *_pairs(values, ("debut", "fin", "genre"))]
    return _in_settings(ground, "calendrier", lines)


MEMBER = (
    Question("genre", "--kind", Text("Genre", "Kind"), tuple(MemberKind), default=MemberKind.PLACE.value),
    Question("ville", "--city", Text("Ville", "City")),
    Question("depuis", "--since", Text("Année de création", "Year it began")),
    Question("maturite", "--maturity", Text("Maturité", "Maturity"), tuple(Maturity)),
    Question(
        "forme_juridique",
        "--legal-form",
        Text("Forme juridique (rien pour un collectif informel)", "Legal form (nothing for an informal collective)"),
    ),
    Question("siret", "--siret", Text("SIRET (14 chiffres)", "SIRET (14 digits)")),
)
DECISION = (
    Question(
        "objet", "--subject", Text("Objet", "Subject"), tuple(DecisionSubject), default=DecisionSubject.OTHER.value
    ),
    Question("date", "--on", Text("Date (rien si elle est à venir)", "Day (nothing if it is to come)"), is_day=True),
)


def _keys(questions: Sequence[Question]) -> list[str]:
    return [question.key for question in questions]


KINDS: Mapping[str, Kind] = {
    "member": Kind(
        Text("Ajouter un membre : un fichier de plus dans membres/.", "Add a member: one more file in membres/."),
        Text("NOM", "NAME"),
        MEMBER,
        _member,
    ),
    "person": Kind(
        Text("Ajouter une personne, dans dossier.yaml.", "Add a person, in dossier.yaml."),
        Text("NOM", "NAME"),
        (
            Question("role", "--role", Text("Son rôle", "Their role")),
            Question("membre", "--member", Text("Son membre (identifiant)", "Their member (identifier)")),
        ),
        _person,
    ),
    "resource": Kind(
        Text(
            "Déclarer une ressource du catalogue, avec ce que son porteur attend en retour, à compléter.",
            "Declare a resource of the catalog, with what its steward hopes for in return, to be completed.",
        ),
        Text("RESSOURCE", "RESOURCE"),
        (
            Question("usage", "--usage", Text("Usage", "Usage"), tuple(Usage), default=Usage.USE.value),
            Question(
                "pour", "--for", Text("À quoi elle sert ici, en une phrase", "What it is for here, in a sentence")
            ),
        ),
        _resource,
        has_id=False,
    ),
    "axis": Kind(
        Text("Ajouter un axe de travail, dans dossier.yaml.", "Add a line of work, in dossier.yaml."),
        Text("TITRE", "TITLE"),
        (Question("resume", "--summary", Text("Ce qu'il change, en une phrase", "What it changes, in a sentence")),),
        _axis,
    ),
    "decision": Kind(
        Text(
            "Ajouter une décision à prendre ou prise : un fichier de plus dans decisions/.",
            "Add a decision, taken or to take: one more file in decisions/.",
        ),
        Text("TITRE", "TITLE"),
        DECISION,
        _decision,
    ),
    "supporter": Kind(
        Text("Ajouter un soutien, dans dossier.yaml.", "Add a supporter, in dossier.yaml."),
        Text("NOM", "NAME"),
        (
            Question("texte", "--says", Text("Ce qu'il apporte ou déclare", "What they bring or declare")),
            Question("personne", "--person", Text("Est-ce une personne ?", "Is it a person?"), ("oui", "non")),
        ),
        _supporter,
        has_id=False,
    ),
    "meeting": Kind(
        Text("Ajouter une rencontre ou un jalon au calendrier.", "Add a meeting or a milestone to the calendar."),
        Text("TITRE", "TITLE"),
        (
            Question("debut", "--on", Text("Date", "Day"), is_day=True),
            Question(
                "fin", "--until", Text("Dernier jour, s'il y en a plusieurs", "Last day, if several"), is_day=True
            ),
            Question("genre", "--kind", Text("Genre", "Kind"), tuple(MeetingKind)),
        ),
        _meeting,
        has_id=False,
    ),
}
