"""The published schemas: they are those of the models, and accept every file that ships."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from amikit.load.call import known_calls, load_call
from amikit.scaffold import write_dossier
from amikit.source.span import NOWHERE, Span
from amikit.source.yaml import parse_yaml
from tools.make_schemas import FOLDER, KINDS, ROOT, make_schemas

NAMES = sorted(KINDS)
FILES = [
    *((path, "ressource") for path in sorted((ROOT / "resources_catalog").rglob("*.yaml"))),
    *((path, "appel") for path in sorted((ROOT / "templates").glob("*/template.yaml"))),
    *((path, "dossier") for path in sorted((ROOT / "examples").glob("*/dossier.yaml"))),
    *((path, "ressource") for path in sorted((ROOT / "examples").glob("*/ressources/*.yaml"))),
    *((path, "membre") for path in sorted((ROOT / "examples").glob("*/membres/*.md"))),
    *((path, "decision") for path in sorted((ROOT / "examples").glob("*/decisions/*.md"))),
]
FAULTY = "avec-erreurs"  # an example whose faults are its lesson
SOUND = [(path, name) for path, name in FILES if FAULTY not in path.parts]


class _EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: numbers are numbers; dates, ``oui`` and ``non`` stay words."""


_EditorLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in ("null", "int", "float")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def text_of(path: Path) -> str:
    """The YAML of a file: the whole of it, or the front matter of a Markdown one."""
    text = path.read_text(encoding="utf-8")
    return text.split("---\n")[1] if path.suffix == ".md" else text


def as_words(text: str) -> Any:
    """YAML as amikit reads it: every value is a word, and an empty one is nothing."""
    tree, problems = parse_yaml(text, NOWHERE)
    assert problems == []
    return tree


def as_typed(text: str) -> Any:
    return _EditorLoader(text).get_single_data()


def faults(name: str, tree: Any) -> list[str]:
    """What the published schema ``name`` says of a tree."""
    schema = json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message[:120]}" for error in validator.iter_errors(tree)]


def mappings(tree: Any) -> Iterator[dict[str, Any]]:
    """Every mapping of a tree whose keys are the model's own."""
    if isinstance(tree, dict):
        yield tree
        for name, item in tree.items():
            if name not in ("champs", "liens"):
                yield from mappings(item)
    elif isinstance(tree, list):
        for item in tree:
            yield from mappings(item)


def test_published_schemas_are_those_of_the_models() -> None:
    published = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}

    assert published == make_schemas(), "run “make docs”"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_itself_valid(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(make_schemas()[f"{name}.schema.json"]))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_explains_every_key_in_french(name: str) -> None:
    schema = json.loads(make_schemas()[f"{name}.schema.json"])
    objects = [schema, *schema["$defs"].values()]
    keys = {key: value for one in objects for key, value in one["properties"].items()}

    assert [key for key, value in keys.items() if not value["description"].endswith((".", "…"))] == []
    assert [one for one in objects if one["additionalProperties"] is not False] == []
    assert re.findall(r"\b(?:the|which|whether|what)\b", json.dumps(schema)) == []


@pytest.mark.parametrize(("path", "name"), SOUND, ids=lambda value: getattr(value, "stem", value))
def test_a_file_that_ships_is_accepted_as_words_and_as_an_editor_reads_it(path: Path, name: str) -> None:
    text = text_of(path)

    assert faults(name, as_words(text)) == []
    assert faults(name, as_typed(text)) == []


@pytest.mark.parametrize("call_id", known_calls())
def test_a_new_folder_is_accepted_before_a_word_is_written(call_id: str, tmp_path: Path) -> None:
    call, _ = load_call(call_id, Span(NOWHERE), tmp_path)
    assert call is not None
    write_dossier(tmp_path / "neuf", call)

    assert faults("dossier", as_words(text_of(tmp_path / "neuf" / "dossier.yaml"))) == []
    for path in (tmp_path / "neuf" / "membres").iterdir():
        assert faults("membre", as_words(text_of(path))) == []
    for path in (tmp_path / "neuf" / "decisions").iterdir():
        assert faults("decision", as_words(text_of(path))) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (ROOT / "examples/premiers-pas/dossier.yaml", "dossier"),
        (ROOT / "resources_catalog/logiciel/dokos.yaml", "ressource"),
        (ROOT / "templates/lieu-totem/template.yaml", "appel"),
    ],
)
def test_a_misspelt_key_is_refused_wherever_it_stands(path: Path, name: str) -> None:
    places = len(list(mappings(as_words(text_of(path)))))

    for place in range(places):
        tree = as_words(text_of(path))
        mapping = list(mappings(tree))[place]
        first = next(iter(mapping))
        mapping[f"{first}x"] = mapping.pop(first)
        assert faults(name, tree) != [], f"{first} of mapping {place}"


@pytest.mark.parametrize(
    "fragment",
    [
        "langue: français",
        "date_limite: 31/12/2026",
        "part_communs_min: 50",
        "besoins: {a: b}",
        "personnes: [{nom: Ana}]",
        "axes: [{id: Été}]",
    ],
)
def test_what_amikit_cannot_read_is_refused(fragment: str) -> None:
    assert faults("dossier", as_words(fragment)) != []


@pytest.mark.parametrize(
    "fragment",
    [
        "besoins: entraide",
        "choix: {documentation: propre, outils: dokos}",
        "ressources: [{ressource: dokos, usage: [usage], engagements: [{lignes: [D1]}]}]",
        "titre: 2027\ntaux_benevolat: 15.5\npart_communs_min: 62,5 %",
        "consortium:\nallocation:\nchamps:\n  surface:",
        "mentions_sans_engagement: [tibillet]",
        "allocation: manuelle",
    ],
)
def test_short_forms_are_accepted(fragment: str) -> None:
    assert faults("dossier", as_words(fragment)) == []
    assert faults("dossier", as_typed(fragment)) == []
