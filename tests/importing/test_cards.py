"""A card is made of what a steward publishes: nothing is added to it, and what is missing is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amikit.diagnostics import Diagnostic
from amikit.importing.cards import Card, card_text, read_cards
from amikit.load.catalog import load_catalog
from amikit.model.catalog import Form, Resource, Standing
from tests.cli.running import amikit, words
from tests.dossiers import write_dossier
from tests.importing.documents import HERE

EXAMPLE = HERE / "publiccode.yml"
FUNDING: dict[str, Any] = {
    "version": "v1.0.0",
    "entity": {
        "type": "organisation",
        "role": "steward",
        "name": "Les Plumes \ud83e\udeb6 voisines",
        "email": "personne@exemple.fr",
        "description": "Nous tenons le carnet.",
        "webpageUrl": {"url": "https://exemple.fr/plumes"},
    },
    "projects": [
        {
            "guid": "carnet",
            "name": "Carnet libre",
            "description": "Ce que deux lieux ont appris.",
            "webpageUrl": {"url": "https://exemple.fr/carnet"},
            "repositoryUrl": {"url": "https://exemple.fr/carnet.git"},
            "licenses": ["spdx:CC-BY-SA-4.0"],
            "tags": ["notebook"],
        }
    ],
    "funding": {
        "channels": [{"guid": "virement", "type": "bank", "address": "FR76 0000"}],
        "plans": [
            {
                "guid": "un-an",
                "status": "active",
                "name": "Un an",
                "amount": 1500,
                "currency": "EUR",
                "frequency": "yearly",
            },
            {
                "guid": "mois",
                "status": "active",
                "name": "Un mois",
                "amount": 25.5,
                "currency": "EUR",
                "frequency": "monthly",
            },
            {
                "guid": "dollars",
                "status": "active",
                "name": "Once",
                "amount": 10,
                "currency": "USD",
                "frequency": "one-time",
            },
            {
                "guid": "fini",
                "status": "inactive",
                "name": "Fini",
                "amount": 9,
                "currency": "EUR",
                "frequency": "yearly",
            },
        ],
    },
}


def written(folder: Path, content: object, name: str = "funding.json") -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content, indent="\t"), encoding="utf-8")
    return path


def read_back(card: Card, folder: Path) -> Resource:
    """The card, as the catalog reads it."""
    place = folder / "catalogue"
    place.mkdir(exist_ok=True)
    (place / f"{card.id}.yaml").write_text(card_text(card, card.id), encoding="utf-8")
    catalog, found = load_catalog(place)
    assert found == []
    return catalog.by_id[card.id]


def test_a_card_of_publiccode_says_what_the_file_says(tmp_path: Path) -> None:
    cards, said = read_cards(EXAMPLE, "https://example.com/publiccode.yml")

    resource = read_back(cards[0], tmp_path)
    assert said == []
    assert (resource.id, resource.name, resource.kind.value, resource.licence) == (
        "medusa",
        "Medusa",
        "logiciel",
        "AGPL-3.0-or-later",
    )
    assert resource.steward is not None
    assert resource.steward.name == "City of Chicago"
    assert resource.availability.value == "en-cours"
    assert resource.links["code"] == "https://example.com/italia/medusa.git"
    assert [source.url for source in resource.sources] == ["https://example.com/publiccode.yml"]
    assert resource.expectations == ()
    assert cards[0].missing == ["besoins", "reciprocites"]


def test_nobody_s_address_is_taken(tmp_path: Path) -> None:
    texts = [card_text(card, card.id) for path in (EXAMPLE, written(tmp_path, FUNDING)) for card in read_cards(path)[0]]

    assert not any("@" in text or "+39" in text or "FR76" in text for text in texts)


def test_what_is_missing_is_a_comment_in_the_card() -> None:
    text = card_text(read_cards(EXAMPLE)[0][0], "medusa")

    assert "# À compléter : l'adresse où ce fichier est publié.\n    url:" in text
    assert "# Le fichier le dit en « en » : à traduire.\nresume: " in text
    assert "le fichier dit : content-management, office.\nbesoins: []" in text


def test_a_plan_is_proposed_and_never_counted(tmp_path: Path) -> None:
    cards, said = read_cards(written(tmp_path, FUNDING), "https://exemple.fr/funding.json")

    resource = read_back(cards[0], tmp_path)
    figures = [
        (one.id, one.figure and (one.figure.amount_cents, one.figure.per.value)) for one in resource.expectations
    ]
    assert said == []
    assert figures == [("un-an", (150_000, "an")), ("mois", None), ("dollars", None)]
    assert {(one.standing, one.form) for one in resource.expectations} == {(Standing.PROPOSED, Form.CASH)}
    assert "25.5 EUR monthly" in resource.expectations[1].description
    assert resource.steward is not None
    assert resource.steward.name == "Les Plumes 🪶 voisines"
    assert resource.licence == "CC-BY-SA-4.0"


def test_wrong_types_are_said_at_their_place_and_the_rest_is_read(tmp_path: Path) -> None:
    text = (
        "publiccodeYmlVersion: 0\nname: Carnet libre\nurl: [un, deux]\nlandingURL: pas une adresse\nlegal: GPL\n"
        "description:\n  fr: court\nmaintenance:\n  contacts: {nom: Ana}\ncategories: outil\ndevelopmentStatus: fini\n"
    )

    cards, said = read_cards(written(tmp_path, text, "publiccode.yml"))

    assert sorted((one.code, one.span.line) for one in said) == [("IMP003", line) for line in (3, 4, 5, 7, 9, 10)]
    assert cards[0].name == "Carnet libre"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "IMP002"),
        ("- un\n", "IMP002"),
        ("titre: rien\n", "IMP002"),
        ("publiccodeYmlVersion: 0\n", "IMP002"),
        ("publiccodeYmlVersion: 0\nname: '…'\n", "IMP002"),
        ("publiccodeYmlVersion: [\n", "LOA001"),
        ("publiccodeYmlVersion: &a 0\nname: *a\n", "LOA014"),
        ('{"projects": [1, null, {"name": {}}], "entity": [], "funding": {"plans": "x"}}', "IMP002"),
        ("[" * 5000, "LOA014"),
    ],
)
def test_a_file_that_is_no_card_is_said(content: str, code: str, tmp_path: Path) -> None:
    cards, said = read_cards(written(tmp_path, content, "fiche.yml"))

    assert cards == []
    assert code in {one.code for one in said}


ANY_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(sorted(FUNDING)), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(name=st.text(min_size=1, max_size=30), plans=ANY_JSON, projects=ANY_JSON, entity=ANY_JSON)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_it_holds_the_card_is_one_that_the_catalog_reads(
    tmp_path: Path, name: str, plans: Any, projects: Any, entity: Any
) -> None:
    project = {"name": name, "description": entity, "licenses": projects, "tags": plans}
    content = {"projects": [project, projects], "entity": entity, "funding": {"plans": plans}}

    cards, said = read_cards(written(tmp_path, content))

    assert all(isinstance(one, Diagnostic) for one in said)
    for card in cards:
        read_back(card, tmp_path)


def test_the_card_goes_to_the_folder_once_agreed(tmp_path: Path) -> None:
    root = write_dossier(tmp_path / "d")

    shown = amikit("catalog", "import", EXAMPLE, "--out", root)
    before = list((root / "ressources").glob("medusa*"))
    done = amikit("catalog", "import", EXAMPLE, "--out", root, "--yes")
    again = amikit("catalog", "import", EXAMPLE, "--out", root, "--yes")

    assert (shown.exit_code, before) == (1, [])
    assert "« Medusa » (medusa) : à compléter, besoins, reciprocites et sources." in words(shown)
    assert (root / "ressources" / "medusa.yaml").is_file()
    assert done.exit_code == 0
    assert again.exit_code == 1
    assert "existe déjà : rien n'y est changé" in words(again)


def test_a_resource_that_the_catalog_has_is_not_made_twice(tmp_path: Path) -> None:
    file = written(tmp_path, "publiccodeYmlVersion: 0\nname: Dokos\n", "publiccode.yml")

    first = amikit("catalog", "import", file, "--out", tmp_path, "--yes")
    second = amikit("catalog", "import", file, "--out", tmp_path, "--yes", "--id", "dokos-fourche")

    assert "« dokos » est déjà dans le catalogue d'amikit (Dokos)." in words(first)
    assert second.exit_code == 0
    assert (tmp_path / "ressources" / "dokos-fourche.yaml").is_file()


def test_options_that_say_something_else_are_refused(tmp_path: Path) -> None:
    two = {**FUNDING, "projects": [{"name": "Un"}, {"name": "Deux"}]}

    several = amikit("catalog", "import", written(tmp_path, two), "--id", "trois", "--out", tmp_path)
    source = amikit("catalog", "import", EXAMPLE, "--source", "javascript:1")

    assert (several.exit_code, source.exit_code) == (2, 2)
    assert "Le fichier décrit 2 ressources" in words(several)
