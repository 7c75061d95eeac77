"""``schemas/annexe-1.schema.json``: what an annex is, for programs that are not ours."""

from __future__ import annotations

from typing import Any

from amikit.annex.schema import VERSION, Annex
from tools.annex_words import DESCRIPTION, FIELDS, PARTS, TITLE

NAME = f"annexe-{VERSION}.schema.json"
Schema = dict[str, Any]


def annex_schema() -> Schema:
    """The schema of the model, its English words replaced by the French ones of ``annex_words``."""
    made = Annex.model_json_schema()
    definitions = made.pop("$defs")
    body = _described("Annex", made)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:amikit:annex:{VERSION}",
        "$comment": "Écrit par « make docs » à partir d'amikit/annex/schema.py : ne pas modifier à la main.",
        **body,
        "title": TITLE,
        "description": DESCRIPTION,
        "$defs": {name: _described(name, definitions[name]) for name in sorted(definitions)},
    }


def _described(name: str, schema: Schema) -> Schema:
    """One part, its fields explained; a closed list of words needs no explanation."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "description")}
    if "properties" not in kept:
        return kept
    said = {field: {"description": FIELDS[name][field], **_bare(value)} for field, value in kept["properties"].items()}
    part = {"description": PARTS[name]} if name in PARTS else {}
    return {**part, **kept, "properties": said}


def _bare(value: Any) -> Any:
    """Without the titles and the words that pydantic draws from our names."""
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items() if key not in ("title", "description")}
    return [_bare(one) for one in value] if isinstance(value, list) else value
