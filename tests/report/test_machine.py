"""What other programs read of the findings: a contract, and a standard."""

from __future__ import annotations

import json
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import amikit
from amikit.diagnostics import Fault, Report, Severity
from amikit.i18n import LANGUAGES, Language, Text
from amikit.report.machine import as_plain, status_to_json, to_json, to_sarif
from amikit.source.span import Span
from amikit.status.state import compute_status
from tests.dossiers import EXAMPLES

ROOT = Path(__file__).resolve().parents[2]
ODD = Fault("BUD001", Severity.ERROR, Text("Voici {why}.", "Here is {why}."), Text("Écrivez.", "Write."))


@cache
def checked(name: str) -> amikit.Checked:
    return amikit.check(EXAMPLES / name)


def schema(name: str) -> Any:
    return json.loads((ROOT / "schemas" / "sorties" / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["avec-erreurs", "monscobar", "premiers-pas"])
def test_the_json_of_findings_is_the_one_that_is_documented(name: str, language: Language) -> None:
    report = checked(name).report

    said = json.loads(to_json(report, language))

    jsonschema.validate(said, schema("constats.schema.json"), jsonschema.Draft202012Validator)
    assert [one["code"] for one in said["diagnostics"]] == [one.code for one in report.diagnostics]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["avec-erreurs", "monscobar", "premiers-pas"])
def test_the_json_of_a_status_is_the_one_that_is_documented(name: str, language: Language) -> None:
    said = json.loads(status_to_json(compute_status(checked(name), date(2026, 11, 22)), language))

    jsonschema.validate(said, schema("etat.schema.json"), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", ["constats.schema.json", "etat.schema.json"])
def test_a_contract_refuses_what_it_does_not_name(name: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": 1, "autre": 0}, schema(name), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["avec-erreurs", "monscobar"])
def test_sarif_is_valid_against_the_schema_of_oasis(name: str, language: Language) -> None:
    standard = json.loads((Path(__file__).parent / "sarif-2.1.0.json").read_text(encoding="utf-8"))

    said = json.loads(to_sarif(checked(name).report, language))

    jsonschema.validate(said, standard, jsonschema.Draft7Validator)
    (run,) = said["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted({one["ruleId"] for one in run["results"]})


def test_sarif_says_what_was_let_through_and_why() -> None:
    (run,) = json.loads(to_sarif(checked("monscobar").report, "fr"))["runs"]

    assert all(one["suppressions"][0]["kind"] == "inSource" for one in run["results"])
    assert "Exemple pédagogique" in run["results"][0]["suppressions"][0]["justification"]


def test_a_path_with_a_space_is_an_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = Report.of([ODD.at(Span(tmp_path / "mon été" / "dossier.yaml", 3, 5, 4), why="cela")])

    (result,) = json.loads(to_sarif(report, "fr"))["runs"][0]["results"]
    (found,) = json.loads(to_json(report, "fr"))["diagnostics"]

    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "mon%20%C3%A9t%C3%A9/dossier.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert found["path"] == "mon été/dossier.yaml"


class Word(StrEnum):
    ONE = "un"


@pytest.mark.parametrize(
    ("fact", "plain"),
    [
        (150, 150),
        (Fraction(7, 2), "7/2"),
        (Fraction(4), 4),
        (date(2027, 1, 31), "2027-01-31"),
        (Text("oui", "yes"), "yes"),
        ([Text("a", "b"), None], ["b", None]),
        (frozenset({"b", "a"}), ["a", "b"]),
        (Word.ONE, "un"),
        (True, True),
        (Path("a") / "b", "a/b"),
    ],
)
def test_facts_stay_exact(fact: object, plain: object) -> None:
    assert as_plain(fact, "en") == plain
    assert type(as_plain(fact, "en")) is type(plain)
