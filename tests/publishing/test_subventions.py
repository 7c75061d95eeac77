"""SCDL Subventions: only what is known, in the form of the schema; frictionless is the judge."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource, Schema
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.compute.proposal import Proposal
from amikit.model.call import PassingOn
from amikit.publishing.subventions import COLUMNS, GRANT, Published, publish_subventions
from tests.publishing.worlds import ALLOWED, REGRANTS, changed, minimal

DATA = Path(__file__).parent / "data"
SCHEMA: Any = json.loads((DATA / "subventions-2.1.1.schema.json").read_text(encoding="utf-8"))
DECIDED = {
    "idAttribuant": "21590350100017",
    "dateConvention": "2027-01-12",
    "referenceDecision": "2027-03",
    "conditionsVersement": "échelonné",
    "datesPeriodeVersement": "2027-01-12/2027-12-31",
    "notificationUE": "non",
}


def table_schema() -> Schema:
    """The schema without the checks that are no part of Table Schema: amikit has its own."""
    return Schema.from_descriptor({name: value for name, value in SCHEMA.items() if name != "custom_checks"})


def faults(content: bytes) -> list[list[Any]]:
    """What frictionless finds: row, column, kind."""
    report = Resource(content, format="csv", schema=table_schema()).validate()
    found: list[list[Any]] = report.flatten(["rowNumber", "fieldName", "type"])
    return found


def rows(published: Published) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(published.to_csv().decode())))


def missing(published: Published) -> list[tuple[str, str]]:
    return [(gap.row_id, gap.column) for gap in published.gaps]


def test_the_judge_finds_fault_with_a_table_that_is_wrong() -> None:
    content = (DATA / "subventions-exemple_invalide_cellules.csv").read_bytes()

    assert {kind for *_, kind in faults(content)} >= {"type-error", "constraint-error"}


def test_the_columns_are_those_of_the_schema_in_its_order() -> None:
    required = [one["name"] for one in SCHEMA["fields"] if one.get("constraints", {}).get("required")]

    assert list(COLUMNS) == [one["name"] for one in SCHEMA["fields"]]
    assert [name for name, column in COLUMNS.items() if column.is_required] == required


def test_what_only_the_decision_says_is_missing_and_never_made_up() -> None:
    published = publish_subventions(minimal(), {})

    assert missing(published) == [
        (GRANT, "idAttribuant"),
        (GRANT, "dateConvention"),
        (GRANT, "conditionsVersement"),
        (GRANT, "datesPeriodeVersement"),
        (GRANT, "notificationUE"),
    ]
    [row] = rows(published)
    assert [row[column] for _, column in missing(published)] == [""] * 5


def test_a_grant_with_what_was_decided_is_valid() -> None:
    published = publish_subventions(minimal(), {GRANT: DECIDED})

    assert published.gaps == ()
    assert published.is_amount_asked
    assert rows(published) == [
        {
            **dict.fromkeys(COLUMNS, ""),
            **DECIDED,
            "nomAttribuant": "La ville qui lance l'appel",
            "nomBeneficiaire": "L'Atelier",
            "idBeneficiaire": "00000005900014",
            "objet": "Un carnet pour deux lieux",
            "montant": "1500.00",
            "nature": "aide en numéraire",
            "pourcentageSubvention": "1.00",
        }
    ]
    assert faults(published.to_csv()) == []


def test_the_amount_granted_takes_the_place_of_the_amount_asked() -> None:
    published = publish_subventions(minimal(), {GRANT: {**DECIDED, "montant": "1200.50"}})

    assert [row["montant"] for row in rows(published)] == ["1200.50"]
    assert not published.is_amount_asked


@pytest.mark.parametrize("said", [PassingOn.UNSAID, PassingOn.FORBIDDEN])
def test_money_is_passed_on_only_where_the_call_authorises_it(said: PassingOn) -> None:
    published = publish_subventions(changed(call={"passing_on": said}, budget=REGRANTS), {GRANT: DECIDED})

    assert [row["nomBeneficiaire"] for row in rows(published)] == ["L'Atelier"]


def regranted(facts: Mapping[str, Mapping[str, str]]) -> Published:
    return publish_subventions(changed(call=ALLOWED, budget=REGRANTS), facts)


def test_each_sum_passed_on_has_its_row_from_the_lead_with_facts_of_its_own() -> None:
    own = {name: value for name, value in DECIDED.items() if name != "idAttribuant"}
    published = regranted(
        {
            GRANT: DECIDED,
            "D1": {**own, "idBeneficiaire": "35600000000048"},
            "D2": {**own, "rnaBeneficiaire": "W590000001"},
        }
    )

    assert published.gaps == ()
    assert [
        (row["nomAttribuant"], row["idAttribuant"], row["nomBeneficiaire"], row["montant"]) for row in rows(published)
    ] == [
        ("La ville qui lance l'appel", "21590350100017", "L'Atelier", "1660.50"),
        ("L'Atelier", "00000005900014", "Les Plumes voisines", "1000.00"),
        ("L'Atelier", "00000005900014", "La Cour", "500.50"),
    ]
    assert faults(published.to_csv()) == []


def test_the_facts_of_the_grant_are_not_those_of_what_is_passed_on() -> None:
    assert ("D1", "dateConvention") in missing(regranted({GRANT: DECIDED}))
    assert ("D1", "idBeneficiaire / rnaBeneficiaire") in missing(regranted({GRANT: DECIDED}))


def test_a_purpose_names_nobody() -> None:
    assert [row["objet"] for row in rows(regranted({}))][2] == "Aider la cour, avec […]"


def test_facts_about_no_row_are_said() -> None:
    assert regranted({"D9": DECIDED}).unknown_ids == ("D9",)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("idAttribuant", "2159035010001"),
        ("idAttribuant", "21590350100018"),
        ("dateConvention", "12/01/2027"),
        ("dateConvention", "2027-02-30"),
        ("montant", "1 500,00"),
        ("montant", "-3"),
        ("nature", "argent"),
        ("conditionsVersement", "x" * 257),
        ("datesPeriodeVersement", "2027"),
        ("datesPeriodeVersement", "2027-12-31/2027-01-12"),
        ("notificationUE", "yes"),
        ("pourcentageSubvention", "100"),
        ("pourcentageSubvention", "0.001"),
        ("idRAE", "123456"),
        ("rnaBeneficiaire", "W1"),
        ("idBeneficiaire", "W590000001"),
        ("objet", "o" * 257),
    ],
)
def test_what_does_not_fit_a_column_is_said(column: str, value: str) -> None:
    published = publish_subventions(minimal(), {GRANT: {**DECIDED, column: value}})

    assert missing(published) == [(GRANT, column)]


WORDS = st.text(st.characters(codec="utf-8"), max_size=300)


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, st.integers(1, 10**9), st.sampled_from(["0.01", "0.45", "1", "1.00", "0.5"]))
def test_whatever_is_published_is_valid(title: str, name: str, cents: int, share: str) -> None:
    proposal: Proposal = changed({"title": title}, {"funder_name": name})
    facts = {GRANT: {**DECIDED, "montant": f"{cents // 100}.{cents % 100:02d}", "pourcentageSubvention": share}}

    published = publish_subventions(proposal, facts)

    assert published.gaps or faults(published.to_csv()) == []
