"""What members agreed to, rechecked from the annex alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amikit.agreeing import fingerprint_of, load_known
from amikit.annex.canonical import canonical_bytes
from amikit.annex.make import make_annex
from amikit.compute.proposal import Proposal
from amikit.model.catalog import Catalog
from amikit.verify.checks import verify_received
from amikit.verify.reading import Kind, Received
from tests.dossiers import EXAMPLES, MINIMAL, with_keys, write_dossier

TABLE = """\
ligne;libelle;destination;annee;heures;taux;montant;compte;beneficiaire;personne;nature
D1;Entretenir le carnet;ressource:carnet;2027;;;1000,00;6571;porteur;;
D2;Remettre l'eau;lieu:cour;2027;;;500,00;615;tiers:artisan;;
D3;Tenir les comptes;coordination;2027;10;30;;641;atelier;ana;
D4;Arroser;coordination;2027;7,5;12;;864;;ana;benevolat
"""
USES = """\
ressources:
  - ressource: carnet
    pour: Ce que nous en ferons.
    engagements:
      - reponse_a: entretien
        lignes: [D1]
      - description: Écrire trois pages avec Ana Préface.
        responsable: ana
        echeance: 2027-06-30
"""


def proposal_of(root: Path, atelier: str = "") -> Proposal:
    member = MINIMAL["membres/atelier.md"].replace("representant: ana\n", f"representant: ana\n{atelier}")
    files = {"budget/depenses.csv": TABLE, "dossier.yaml": with_keys(USES), "membres/atelier.md": member}
    found = load_known(write_dossier(root, files)).proposal
    assert found is not None
    return found


def annex_of(proposal: Proposal) -> dict[str, Any]:
    return make_annex(proposal, printed=(), excused=(), is_draft=False).as_json()


def verdict(annex: dict[str, Any], wanted: str) -> dict[str, str]:
    received = Received(Kind.JSON, (canonical_bytes(annex),), "", "")
    checks = verify_received("a.json", received, Catalog()).checks
    return {one.code: one.light.name for one in checks if wanted in one.code}


def test_the_part_of_each_member_is_made_again_from_the_annex(tmp_path: Path) -> None:
    proposal = proposal_of(tmp_path)
    annex = annex_of(proposal)

    marks = {one["id"]: one["fingerprint"] for one in annex["consortium"]["members"]}
    assert marks == {name: fingerprint_of(proposal, name, is_member=True) for name in ("atelier", "cour")}
    assert verdict(annex, "member") == {}


@pytest.mark.parametrize("example", ["lieu-totem", "monscobar", "premiers-pas"])
def test_the_examples_are_never_accused(example: str) -> None:
    proposal = load_known(EXAMPLES / example).proposal
    assert proposal is not None

    assert verdict(annex_of(proposal), "member-") == {}


def commitment(annex: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = annex["resources"][0]["commitments"][1]
    return found


@pytest.mark.parametrize(
    "tamper",
    [
        lambda annex: annex["budget"]["expenses"][2].update(hours="11"),
        lambda annex: annex["budget"]["expenses"][3].update(person_member_id="cour"),
        lambda annex: annex["budget"]["expenses"][3].update(year=2028),
        lambda annex: commitment(annex).update(in_charge_member_id="cour"),
        lambda annex: commitment(annex).update(due_on="2027-07-01"),
        lambda annex: annex["consortium"].update(mandate_digest=""),
        lambda annex: annex["consortium"].update(lead_id="cour"),
        lambda annex: annex["consortium"]["members"][0].update(fingerprint="0" * 64),
    ],
)
def test_a_part_that_was_changed_afterwards_is_found(
    tmp_path: Path, tamper: Callable[[dict[str, Any]], object]
) -> None:
    annex = annex_of(proposal_of(tmp_path))
    tamper(annex)

    assert verdict(annex, "member-fingerprint") == {"member-fingerprint": "RED"}


def test_an_agreement_about_another_part_is_amber_and_never_red(tmp_path: Path) -> None:
    today = fingerprint_of(proposal_of(tmp_path), "atelier", is_member=True)
    accepted = "accord: {statut: accepte, le: 2026-11-22, empreinte: %s}\n"

    agreed = annex_of(proposal_of(tmp_path, accepted % today))
    stale = annex_of(proposal_of(tmp_path, accepted % ("0" * 64)))

    assert verdict(agreed, "member") == {"member-agreements": "AMBER"}  # the other member did not answer
    assert verdict(stale, "member") == {"member-agreement-stale": "AMBER", "member-agreements": "AMBER"}


def test_no_name_of_a_person_is_in_what_says_who_does_what(tmp_path: Path) -> None:
    atelier = "accord: {statut: accepte, le: 2026-11-22, par: Ana Préface, preuve: chez Ana Préface}\n"
    annex = annex_of(proposal_of(tmp_path, atelier))

    text = json.dumps(annex, ensure_ascii=False)
    assert "Ana" not in text
    assert commitment(annex)["in_charge_member_id"] == "atelier"
    assert [line["person_member_id"] for line in annex["budget"]["expenses"]] == ["", "", "atelier", "atelier"]


def test_two_people_of_one_name_in_two_members_are_two(tmp_path: Path) -> None:
    people = (
        "personnes:\n  - {id: ana, nom: Ana Préface, membre: atelier}\n  - {id: ana2, nom: Ana Préface, membre: cour}\n"
    )
    table = TABLE.replace("864;;ana", "864;;ana2")
    files = {"budget/depenses.csv": table, "dossier.yaml": with_keys(USES + people)}
    proposal = load_known(write_dossier(tmp_path, files)).proposal
    assert proposal is not None

    assert verdict(annex_of(proposal), "member") == {}
