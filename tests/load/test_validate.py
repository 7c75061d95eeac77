"""From a tree to an entity: each fault at its own place, all of them at once, none brings another."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.diagnostics import Diagnostic
from amikit.load.validate import keys_of, validate
from amikit.model.call import Call
from amikit.model.catalog import Resource
from amikit.model.consortium import Member
from amikit.model.decision import Decision
from amikit.model.dossier import Settings
from amikit.model.entity import Entity
from amikit.source.span import Span
from amikit.source.yaml import parse_yaml

PATIENT = settings(deadline=None)
"""Other work on the machine must not make a test fail."""

HERE = Path("dossier.yaml")


def read(model: type[Entity], text: str) -> tuple[Entity | None, list[str]]:
    """The entity of a text, and what was said: ``LOA003 4:1``."""
    tree, problems = parse_yaml(text, HERE)
    assert problems == []
    entity, found = validate(model, tree, Span(HERE), "dossier")
    return entity, said(found)


def said(found: list[Diagnostic]) -> list[str]:
    spans = sorted(found, key=lambda one: (one.span.line, one.span.column))
    return [f"{one.code} {one.span.line}:{one.span.column}" for one in spans]


def words(model: type[Entity], text: str) -> list[tuple[str, str]]:
    tree, _ = parse_yaml(text, HERE)
    _, found = validate(model, tree, Span(HERE), "dossier")
    return [(one.message("en"), one.hint("en")) for one in found]


def test_every_fault_of_a_file_is_said_once_at_its_place() -> None:
    entity, found = read(
        Settings,
        """\
titre: Un préau
langue: français
periode:
  du: 31/01/2027
  au: 2027-12-31
  fin: 2028-01-01
part_communs_min: 40
taux_benevolat: 1,500
personnes:
  - id: Ana
    nom: Ana
  - nom: Luc
  - id: eva
    membre: [a, b]
axes: apprendre
soutiens:
  - personne: peut-être
ressources:
  - ressource: dokos
    engagements:
      - lignes:
          - ligne: D1
            montant: beaucoup
          - {}
lieux_accompagnes: "-1"
couleur: bleu
""",
    )

    assert found == [
        "LOA005 2:9",
        "LOA009 4:7",
        "LOA003 6:3",
        "LOA024 7:19",
        "LOA006 8:17",
        "LOA011 10:9",
        "LOA004 12:5",
        "LOA012 14:13",
        "LOA012 15:7",
        "LOA010 17:15",
        "LOA007 23:22",
        "LOA004 24:13",
        "LOA007 25:20",
        "LOA003 26:1",
    ]
    assert isinstance(entity, Settings)
    assert entity.title == "Un préau"
    assert entity.period.end_on is not None
    assert [person.id for person in entity.people] == ["eva"]
    assert [part.line_id for use in entity.uses for one in use.commitments for part in one.lines] == ["D1"]


def test_a_key_nearly_right_is_said_and_read_as_what_was_meant() -> None:
    entity, found = read(Settings, "titer: Un préau\nperiod:\n  du: 2027-01-01\nressource:\n  - resource: dokos\n")

    assert found == ["LOA003 1:1", "LOA003 2:1", "LOA003 4:1", "LOA003 5:5"]
    assert isinstance(entity, Settings)
    assert entity.title == "Un préau"
    assert entity.period.start_on is not None
    assert [use.resource_id for use in entity.uses] == ["dokos"]


def test_a_typo_in_a_required_key_is_not_also_missing() -> None:
    assert read(Resource, "id: x\nnmo: X\ngenre: logiciel\n")[1] == ["LOA003 2:1"]
    assert read(Call, "id: x\ntitre: X\nsections:\n  - idd: qui\n    titre: Qui\n")[1] == ["LOA003 4:5"]


def test_a_key_nearly_right_never_replaces_the_right_one() -> None:
    entity, found = read(Settings, "titre: Le bon\ntitree: L'autre\n")

    assert found == ["LOA003 2:1"]
    assert isinstance(entity, Settings)
    assert entity.title == "Le bon"


@pytest.mark.parametrize("key", ["couleur", "title", "period", "people"])
def test_an_unknown_key_left_empty_is_still_unknown(key: str) -> None:
    assert read(Settings, f"titre:\n{key}:\n")[1] == ["LOA003 2:1"]


def test_the_word_that_was_probably_meant_is_offered() -> None:
    assert words(Settings, "titer: x\n") == [("The key “titer” is not known here.", "Did you mean “titre”?")]
    assert words(Settings, "langue: anglais\n") == [
        ("“anglais” is not a possible value of “langue”.", "To choose from: fr, en.")
    ]
    assert words(Member, "id: a\ngenre: tiers-lieus\n") == [
        ("“tiers-lieus” is not a possible value of “genre”.", "Did you mean “tiers-lieu”?")
    ]


def test_what_is_quoted_is_short_and_on_one_line() -> None:
    [(message, _)] = words(Settings, "taux_benevolat: " + "x" * 100_000 + "\n")
    [(folded, _)] = words(Settings, "taux_benevolat: |\n  deux\n  lignes\n")

    assert len(message) < 150
    assert folded == "“deux lignes” is not a number: an amount in euros is expected."


@pytest.mark.parametrize("text", ["une phrase\n", "- a\n- b\n", "[]\n", "'': x\n", "{}\n"])
def test_a_file_of_another_shape_is_said_in_one_sentence(text: str) -> None:
    for model in (Settings, Resource, Call):
        _, found = read(model, text)

        assert len(found) <= 4
        for message, hint in words(model, text):
            assert message.endswith(".")
            assert "“”" not in message.replace("The key “” is not known here.", "")
            assert hint.endswith((".", "?", ""))


def test_a_list_at_the_root_names_its_file() -> None:
    assert words(Settings, "- a\n")[0][0] == "“dossier.yaml” expects a set of keys."


def test_a_key_left_empty_is_a_key_not_written() -> None:
    text = "".join(f"{key}:\n" for key in keys_of(Settings))

    entity, found = read(Settings, text)

    assert (entity, found) == (Settings(), [])


def test_an_empty_blank_of_the_call_is_not_a_fault() -> None:
    assert read(Settings, "champs:\n  lieu:\n  murs: x\n")[1] == []


def test_places_stay_right_when_items_are_taken_out() -> None:
    _, found = read(Settings, "axes:\n  - x\n  - id: a\n    titre: [b]\n  - y\n  - id: É\n")

    assert found == ["LOA012 2:5", "LOA012 4:12", "LOA012 5:5", "LOA011 6:9"]


def test_a_lone_word_knows_its_place() -> None:
    entity, _ = read(
        Settings,
        "ressources:\n  - ressource: a\n    engagements:\n      - lignes: [D1,  D2]\n"
        "choix:\n  outils: dokos\nmentions_sans_engagement:\n  - loot\nallocation: manuelle\n",
    )

    assert isinstance(entity, Settings)
    assert [part.at("line_id").column for part in entity.uses[0].commitments[0].lines] == [18, 23]
    assert entity.choices.tools is not None
    assert entity.choices.tools.at("resource_id") == Span(HERE, 6, 11, 5)
    assert entity.mentions_only[0].at() == Span(HERE, 8, 5, 4)
    assert entity.allocation.at("mode") == Span(HERE, 9, 13, 8)
    assert Settings().allocation.at() == Settings().at()


def test_a_value_that_was_taken_out_still_has_its_place() -> None:
    entity, found = read(Settings, "titre: x\nperiode: 2027\ndate_limite: demain\n")

    assert isinstance(entity, Settings)
    assert found == ["LOA012 2:10", "LOA009 3:14"]
    assert entity.at("deadline_on") == Span(HERE, 3, 14)
    assert entity.at_keys("periode", "du") == Span(HERE, 2, 10)
    assert entity.at_keys("consortium", "nom") == Span(HERE, 1, 1)


_scalars = st.none() | st.sampled_from(["", "x", "oui", "1,234", "40 %", "2027-01-01", "É", "fr", "D1", "{a}", "0"])
_values = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "nom", "du", "x", ""]), inner, max_size=3)
    ),
    max_leaves=6,
)


@PATIENT
@given(st.sampled_from([Settings, Resource, Call, Member, Decision]), st.data())
def test_no_tree_makes_it_fail(model: type[Entity], data: st.DataObject) -> None:
    import yaml

    keys = st.sampled_from([*keys_of(model), "titer", "autre"])
    tree = data.draw(st.dictionaries(keys, _values, max_size=6))
    text = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    located, _ = parse_yaml(text, HERE)

    entity, found = validate(model, located, Span(HERE), "dossier")

    assert entity is None or isinstance(entity, model)
    lines = text.split("\n")
    for one in found:
        assert 1 <= one.span.line <= len(lines)
        assert 1 <= one.span.column <= len(lines[one.span.line - 1]) + 1
        assert one.message("fr")
        assert "{hint}" not in one.hint("fr")


def test_an_item_of_a_list_knows_its_place() -> None:
    entity, _ = read(Settings, "besoins: [a,  b]\ncriteres:\n  - critere: c\n    sections:\n      - d\n      - e\n")

    assert isinstance(entity, Settings)
    assert [entity.at_item("needs", place).column for place in range(2)] == [11, 15]
    assert [entity.criteria[0].at_item("section_ids", place).line for place in range(2)] == [5, 6]
    assert entity.at_item("axes", 0) == Span(HERE, 1, 1)
