"""From a located tree to an entity, with every fault said at its own place.

A value that cannot be read is said, taken out, and the rest is read without it; a key
that is nearly right is said, and read as the one that was probably meant. All the faults
of a file show in one run, and one typo neither hides the others nor brings more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from amikit.diagnostics import Diagnostic
from amikit.i18n import Text
from amikit.load import faults
from amikit.load.days import explain_day
from amikit.model.entity import Entity, parts_of, words_of
from amikit.money import both_readings
from amikit.source.csv import CsvRow
from amikit.source.span import Located, Span
from amikit.source.yaml import Value, YamlMapping, YamlSequence
from amikit.spelling import did_you_mean, nearest, same_word, slug

_Model = TypeVar("_Model", bound=Entity)
_Place = tuple[int | str, ...]

_UNITS: Mapping[str, tuple[Text, str]] = {
    "amount": (Text("un montant en euros est attendu", "an amount in euros is expected"), "12 500,00"),
    "hours": (Text("un nombre d'heures est attendu", "a number of hours is expected"), "7,5"),
    "rate": (Text("un pourcentage est attendu", "a percentage is expected"), "40 %"),
    "whole": (Text("un nombre entier est attendu", "a whole number is expected"), "3"),
}
_SHAPES: Mapping[str, Text] = {
    "string_type": Text("un texte", "a text"),
    "tuple_type": Text("une liste, un « - » par élément", "a list, one “-” per item"),
    "list_type": Text("une liste, un « - » par élément", "a list, one “-” per item"),
    "model_type": Text("un ensemble de clés", "a set of keys"),
    "dict_type": Text("un ensemble de clés", "a set of keys"),
    "mapping_type": Text("un ensemble de clés", "a set of keys"),
}
_LISTS, _SETS = ("tuple_type", "list_type"), ("model_type", "dict_type", "mapping_type")
DESTINATIONS = Text(
    "Écrivez « ressource: » et le nom d'une fiche du catalogue, « lieu: » et celui d'un membre, ou « coordination ».",
    "Write “ressource:” and the name of a card of the catalog, “lieu:” and that of a member, or “coordination”.",
)
_YEARS = frozenset({"annee", "depuis"})
"""The keys whose whole number is a year."""
_LONGEST_QUOTE = 80
_ANY_SHAPE = Text("une autre forme de valeur", "another shape of value")


def validate(model: type[_Model], tree: Value, start: Span, about: str) -> tuple[_Model | None, list[Diagnostic]]:
    """Read an entity; None when even what is left of the tree cannot make one."""
    found: list[Diagnostic] = []
    taken_out: set[tuple[int, str]] = set()
    while True:
        try:
            return model.model_validate(tree, by_alias=True, by_name=False), found
        except ValidationError as error:
            details = error.errors(include_url=False)
        if _rename_same(model, tree, details):
            continue
        misspelt = _say_misspelt(model, tree, details, start, about)
        if misspelt:
            found += misspelt
            continue
        for detail in details:
            if detail["type"] != "missing" or _key_of(tree, detail["loc"]) not in taken_out:
                found.append(_diagnose(model, tree, detail, start, about))
        taken_out |= {_key_of(tree, detail["loc"]) for detail in details}
        places = {detail["loc"][:-1] if detail["type"] == "missing" else detail["loc"] for detail in details}
        for place in sorted(places, key=_order, reverse=True):
            if not _take_out(tree, place):
                return None, found


def _unknown_keys(
    model: type[Entity], tree: Value, details: list[ErrorDetails]
) -> Iterator[tuple[ErrorDetails, str, YamlMapping, Collection[str]]]:
    """The keys that nothing has, where they stand, and those that could stand there; one may be renamed meanwhile."""
    for detail in details:
        place = detail["loc"]
        key, holder = str(place[-1]) if place else "", _holder(tree, place)
        if detail["type"] == "extra_forbidden" and isinstance(holder, YamlMapping) and key in holder:
            yield detail, key, holder, keys_of(_entity_at(model, place))


def _rename_same(model: type[Entity], tree: Value, details: list[ErrorDetails]) -> bool:
    """Read the keys that differ by their accents or capitals as those they are; say whether there were any."""
    renamed = False
    for _, key, holder, known in _unknown_keys(model, tree, details):
        meant = same_word(key, known)
        if meant and meant not in holder:
            holder.rename(key, meant)
            renamed = True
    return renamed


def _say_misspelt(
    model: type[Entity], tree: Value, details: list[ErrorDetails], start: Span, about: str
) -> list[Diagnostic]:
    """Say which keys are nearly right; each is then read as the one that it looks like."""
    said: list[Diagnostic] = []
    for detail, key, holder, known in _unknown_keys(model, tree, details):
        meant = nearest(key, known)
        if meant and meant not in holder:
            said.append(_diagnose(model, tree, detail, start, about))
            holder.rename(key, meant)
    return said


def _key_of(tree: Value, place: _Place) -> tuple[int, str]:
    """The container of ``place``, by identity (positions move), and the key in it."""
    return id(_holder(tree, place)), str(place[-1]) if place else ""


def _holder(tree: Value, place: _Place) -> Value:
    """The container that ``place`` leads to, as far as the tree goes."""
    node = tree
    for step in place[:-1]:
        inside = isinstance(node, YamlSequence) and isinstance(step, int) and step < len(node)
        if not inside and not (isinstance(node, Mapping) and step in node):
            break
        node = node[step]
    return node


def _order(place: _Place) -> list[tuple[int, str]]:
    """Deepest and last first when reversed, so that taking one out moves no other."""
    return [(step, "") if isinstance(step, int) else (0, step) for step in place]


def _take_out(tree: Value, place: _Place) -> bool:
    """Remove what stands at ``place``; False when nothing there can be removed."""
    parents: list[tuple[Any, int | str]] = []
    node = tree
    for step in place:
        if isinstance(node, YamlSequence) and isinstance(step, int) and step < len(node):
            parents.append((node, step))
            node = node[step]
        elif isinstance(node, (YamlMapping, CsvRow)) and step in node:
            parents.append((node, step))
            node = node[str(step)]
        else:
            break  # a lone word where a list or a set of keys was expected: take the word out
    if not parents:
        return False
    container, step = parents[-1]
    if isinstance(container, YamlSequence) and isinstance(step, int):
        del container[step]
        del container.item_marks[step]
    else:
        del container[step]
    return True


def _span(tree: Value, place: _Place, start: Span, *, at_key: bool) -> Span:
    """Where ``place`` was written; as near as the tree goes."""
    span = tree.span() if isinstance(tree, (YamlMapping, YamlSequence, CsvRow)) else start
    node = tree
    for number, step in enumerate(place):
        last = number == len(place) - 1
        if isinstance(node, YamlSequence) and isinstance(step, int) and step < len(node):
            span, node = node.span_of_item(step), node[step]
        elif isinstance(node, Located) and isinstance(node, Mapping) and step in node:
            span = node.span_of_key(str(step)) if last and at_key else node.span_of(str(step))
            node = node[str(step)]
        elif isinstance(node, CsvRow):
            return node.span_of(str(step))
        else:
            break
    return span


def _diagnose(model: type[Entity], tree: Value, detail: ErrorDetails, start: Span, about: str) -> Diagnostic:
    kind, place = detail["type"], detail["loc"]
    names = [step for step in place if isinstance(step, str)]
    key = _shown(names[-1]) if names else start.path.name
    entity = _entity_at(model, place)
    span = _span(tree, place, start, at_key=kind == "extra_forbidden")
    if kind == "extra_forbidden":
        return faults.UNKNOWN_KEY.at(span, about, key=key, hint=_key_hint(key, keys_of(entity)))
    if kind == "missing":
        return faults.MISSING_KEY.at(span, about, key=key, explains=_explain(entity, key).rstrip("."))
    text = _shown(detail["input"]) if isinstance(detail["input"], str) else ""
    if kind in ("enum", "literal_error"):
        return faults.UNKNOWN_VALUE.at(span, about, text=text, key=key, hint=did_you_mean(text, _values(entity, key)))
    if kind in _SHAPES:
        hint = _shape_hint(kind, key, text, _explain(entity, key), _entity_at(model, (*names, "")))
        return faults.WRONG_SHAPE.at(span, about, key=key, expected=_SHAPES[kind], hint=hint)
    return _diagnose_value(kind, text, key, span, about)


def _diagnose_value(kind: str, text: str, key: str, span: Span, about: str) -> Diagnostic:
    unit, _, fault = kind.partition("-")
    if unit in _UNITS:
        words, example = _UNITS[unit]
        if fault == "ambiguous":
            if unit == "rate":
                return faults.RATE_WITHOUT_SIGN.at(span, about, text=text, example=_rate_example(text))
            thousands, decimals = both_readings(text)
            return faults.AMBIGUOUS_NUMBER.at(span, about, text=text, thousands=thousands, decimals=decimals)
        if fault == "too-precise":
            return faults.TOO_PRECISE.at(span, about, text=text)
        hint = Text(f"Écrivez par exemple « {example} ».", f"Write for instance “{example}”.")
        if key in _YEARS:
            words = Text("une année est attendue", "a year is expected")
            hint = _year_hint(text)
        return faults.NOT_A_NUMBER.at(span, about, text=text, unit=words, hint=hint)
    if kind == "day":
        why, hint = explain_day(text)
        return faults.NOT_A_DAY.at(span, about, text=text, why=why, hint=hint)
    if kind == "yes-no":
        return faults.NOT_YES_NO.at(span, about, text=text)
    if kind == "slug":
        return faults.NOT_A_SLUG.at(span, about, text=text, hint=_slug_hint(text, span))
    if kind == "destination":
        return faults.NOT_A_DESTINATION.at(span, about, text=text, hint=DESTINATIONS)
    if kind == "deliverable":
        return faults.NOT_A_DELIVERABLE.at(span, about, text=text)
    return faults.WRONG_SHAPE.at(span, about, key=key, expected=_ANY_SHAPE, hint="")


def _shape_hint(kind: str, key: str, text: str, explains: str, inner: type[Entity] | None) -> Text:
    """How to write what was written in another shape; else what the key is for, which files say in French."""
    listed = ", ".join(keys_of(inner))
    if kind in _LISTS and text and (inner is None or inner.shorthand):
        return Text(f"Écrivez « {key}: [{text}] ».", f"Write “{key}: [{text}]”.")
    if kind in _LISTS and inner:
        return Text(
            f"Écrivez dessous, après un « - » pour chaque élément, les clés : {listed}.",
            f"Write below it, after a “-” for each item, the keys: {listed}.",
        )
    if kind in _SETS and inner:
        return Text(
            f"Écrivez dessous, en retrait, les clés : {listed}.", f"Write below it, indented, the keys: {listed}."
        )
    return Text(explains, explains and f"In the words of the files: {explains}")


def _key_hint(key: str, known: list[str]) -> Text:
    """The key that was probably meant: one that lost its colon begins the line."""
    first, space, rest = key.partition(" ")
    if space and rest[:1] not in "-:" and same_word(first, known) == first:
        return Text(f"Il manque peut-être « : » après « {first} ».", f"“:” may be missing after “{first}”.")
    return did_you_mean(key, known)


def _slug_hint(text: str, span: Span) -> Text:
    """The identifier to write, or the name to give to the file when it is the one at fault."""
    meant = slug(text) or "nom"
    if text == span.path.stem:
        name = f"{meant}{span.path.suffix}"
        return Text(f"Renommez ce fichier « {name} ».", f"Rename this file “{name}”.")
    return Text(
        f"Écrivez-le en minuscules sans accents, avec des tirets : « {meant} ».",
        f"Write it in small letters without accents, with hyphens: “{meant}”.",
    )


def _rate_example(text: str) -> str:
    """The share that was probably meant by a number without its sign: “50” for “50 %”."""
    return f"{text} %" if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]+)?", text) else "40 %"


def _year_hint(text: str) -> Text:
    """The year, taken from the date that was written in its place when there is one."""
    years = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", text)
    if len(years) == 1:
        return Text(f"Écrivez l'année : « {years[0]} ».", f"Write the year: “{years[0]}”.")
    return Text("Écrivez l'année en quatre chiffres.", "Write the year in four digits.")


def _shown(text: str) -> str:
    """A text as a sentence can quote it: on one line, and not too long."""
    line = re.sub(r"\s*\n\s*", " ", text[: 2 * _LONGEST_QUOTE].strip())
    return line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "…"


def keys_of(entity: type[Entity] | None) -> list[str]:
    """The keys that a file may write for this kind of entity."""
    if entity is None:
        return []
    return [field.alias or name for name, field in entity.model_fields.items()]


@cache
def keys_below(entity: type[Entity]) -> frozenset[str]:
    """The keys that a file may write for this kind of entity, and for those inside it."""
    inner = [part for field in entity.model_fields.values() for part in parts_of(field.annotation)]
    below = [part for part in inner if isinstance(part, type) and issubclass(part, Entity)]
    return frozenset(keys_of(entity)).union(*(keys_below(part) for part in below))


def _explain(entity: type[Entity] | None, key: str) -> str:
    if entity is None:
        return ""
    for name, field in entity.model_fields.items():
        if (field.alias or name) == key:
            return field.description or ""
    return ""


def _values(entity: type[Entity] | None, key: str) -> list[str]:
    if entity is None:
        return []
    for name, field in entity.model_fields.items():
        if (field.alias or name) == key:
            return words_of(field.annotation)
    return []


def _entity_at(model: type[Entity], place: _Place) -> type[Entity] | None:
    """The kind of entity that holds the last key of ``place``."""
    entity: type[Entity] | None = model
    names = [step for step in place if isinstance(step, str)]
    for name in names[:-1]:
        if entity is None:
            return None
        field = next((f for n, f in entity.model_fields.items() if (f.alias or n) == name), None)
        inner = parts_of(field.annotation) if field else []
        entity = next((part for part in inner if isinstance(part, type) and issubclass(part, Entity)), None)
    return entity
