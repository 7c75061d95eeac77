"""Write ``schemas/*.schema.json``: what an editor offers and checks while a person types.

They come from the models alone; a test says when they were forgotten:

    python -m tools.make_schemas
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import WithJsonSchema
from pydantic.fields import FieldInfo

from amikit.model.call import Call
from amikit.model.catalog import Resource
from amikit.model.consortium import Member
from amikit.model.decision import Decision
from amikit.model.dossier import Settings
from amikit.model.entity import Entity
from amikit.model.values import one_or_many
from tools.annex_schema import NAME as ANNEX_NAME
from tools.annex_schema import annex_schema

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "schemas"

Schema = dict[str, Any]
Definitions = dict[str, Schema]

# YAML leaves every scalar a string here, but an editor reads ``surface: 140`` as a number.
TEXT: Schema = {"type": ["string", "number"]}
DAY: Schema = {"type": "string", "format": "date", "examples": ["2027-01-31"]}


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that people write: which model reads it, and its words."""

    model: type[Entity]
    title: str
    description: str


KINDS: Mapping[str, FileKind] = {
    "dossier": FileKind(
        Settings, "dossier.yaml", "Tout ce qui, dans une réponse, n'est ni du texte long ni un tableau."
    ),
    "membre": FileKind(Member, "membres/*.md", "L'en-tête du fichier d'un membre ; son histoire vient dessous."),
    "decision": FileKind(Decision, "decisions/*.md", "L'en-tête d'une décision ; la proposition vient dessous."),
    "ressource": FileKind(
        Resource, "ressources/*.yaml", "La fiche d'une ressource commune, et ce que son porteur espère."
    ),
    "appel": FileKind(Call, "template.yaml", "Ce qu'un appel demande : sections, plafonds, pièces, critères."),
}


def make_schemas() -> dict[str, str]:
    """The text of each schema, by the name of its file."""
    schemas = {f"{name}.schema.json": schema_of(kind) for name, kind in KINDS.items()} | {ANNEX_NAME: annex_schema()}
    return {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas.items()}


def schema_of(kind: FileKind) -> Schema:
    """The whole schema of a kind of file, in French."""
    definitions: Definitions = {}
    body = _keys(kind.model, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Écrit par « make docs » à partir d'amikit/model : ne pas modifier à la main.",
        "title": kind.title,
        "description": kind.description,
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def key_of(name: str, field: FieldInfo) -> str:
    """How a field is called in a file."""
    return field.alias or name


def value_of(field: FieldInfo, definitions: Definitions) -> Schema:
    """What may be written after the key of a field; entities go to ``definitions``."""
    return _value(field.annotation, field.metadata, definitions)


def _keys(model: type[Entity], definitions: Definitions) -> Schema:
    """An object that accepts the keys of a model, and no other."""
    properties: dict[str, Schema] = {}
    for name, field in model.model_fields.items():
        key = key_of(name, field)
        value = value_of(field, definitions)
        properties[key] = {
            "title": key,
            "description": field.description or "",
            **(value if field.is_required() else _or_empty(value)),
            **_default(field.default),
        }
    required = [key_of(name, field) for name, field in model.model_fields.items() if field.is_required()]
    return {
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _value(kind: Any, marks: Iterable[Any], definitions: Definitions) -> Schema:
    """The schema of an annotation; ``marks`` are what ``Annotated`` holds beside it."""
    written = next((mark.json_schema for mark in marks if isinstance(mark, WithJsonSchema)), None)
    if written is not None:
        return dict(written)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(inner[0], inner[1:], definitions)
    if origin in (Union, UnionType):
        (only,) = (part for part in inner if part is not NoneType)
        return _value(only, marks, definitions)
    if origin is Literal:
        return {"enum": list(inner)}
    if origin is tuple:
        item = _value(inner[0], (), definitions)
        several: Schema = {"type": "array", "items": item}
        accepts_one = any(getattr(mark, "func", None) is one_or_many for mark in marks)
        return {"anyOf": [several, item]} if accepts_one else several
    if origin is dict:
        return {"type": "object", "additionalProperties": _or_empty(_value(inner[1], (), definitions))}
    return _plain(kind, definitions)


def _plain(kind: type, definitions: Definitions) -> Schema:
    if issubclass(kind, Entity):
        return _reference(kind, definitions)
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return dict({str: TEXT, date: DAY}[kind])


def _reference(model: type[Entity], definitions: Definitions) -> Schema:
    """A link to the keys of an entity, and to the lone word that may stand for it."""
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}  # known from now on, were a model to hold itself
        definitions[name] = _keys(model, definitions)
    link: Schema = {"$ref": f"#/$defs/{name}"}
    return {"anyOf": [link, {"title": model.shorthand, **TEXT}]} if model.shorthand else link


def _or_empty(schema: Schema) -> Schema:
    """The same, or nothing after the colon: a key left empty is not filled in yet."""
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return schema | {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return schema | {"type": [*types, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _default(value: Any) -> Schema:
    """What is understood when the key is absent, where it is a word of the file."""
    if isinstance(value, Enum):
        return {"default": value.value}
    if isinstance(value, bool):
        return {"default": "oui" if value else "non"}
    return {"default": value} if isinstance(value, str) and value else {}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in make_schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
