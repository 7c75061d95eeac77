"""What a funder reads: no sentence says more than what was found, nor leaves a figure unexplained."""

from __future__ import annotations

import json
from typing import Any

import pytest

from amikit.i18n import Language
from amikit.verify.reading import Kind, Received
from amikit.verify.verdict import Verdict
from amikit.verify.words import conclusion, say_check
from tests.verify.corpus import example, honest_answers, read_example
from tests.verify.kit import changed, codes, verdict_of

HONEST = honest_answers()


def said(verdict: Verdict, code: str, language: Language = "fr") -> str:
    (found,) = (say_check(check, language) for check in verdict.checks if check.code == code)
    return found.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_minimum_reached_without_the_consortiums_own_resources_says_so() -> None:
    verdict = verdict_of(example().annex)
    (floor,) = (check for check in verdict.checks if check.code == "floor")
    totals = json.loads(example().annex)["totals"]
    assert floor.facts["apart_cents"] == totals["resources_cents"] - totals["reached_cents"] > 0

    assert said(verdict, "floor").startswith(
        "Le minimum aux ressources est atteint (ressources du consortium mises à part) :"
    )
    assert "is reached (the consortium's own resources set apart):" in said(verdict, "floor", "en")


def test_a_minimum_that_counts_every_resource_says_no_more() -> None:
    def counting(annex: dict[str, Any]) -> None:
        annex["call"]["counts_own_resources"] = True

    verdict = verdict_of(changed(example().annex, counting))

    assert said(verdict, "floor").startswith("Le minimum aux ressources est atteint :")


def test_the_agreements_say_which_resource_is_not_counted() -> None:
    verdict = verdict_of(example().annex)
    (found,) = (check for check in verdict.checks if check.code == "agreements")
    declared = [one for one in json.loads(example().annex)["resources"] if one["is_declared"]]

    assert found.facts["asked_count"] + found.facts["by_members_count"] == len(declared)
    assert found.facts["by_members_count"] > 0
    assert said(verdict, "agreements").endswith("Une ressource portée par un membre du consortium n'est pas comptée.")
    assert said(verdict, "agreements", "en").endswith(
        "A resource looked after by a member of the consortium is not counted."
    )


def test_the_agreements_say_nothing_of_members_who_look_after_nothing() -> None:
    verdict = verdict_of(HONEST["premiers-pas"]().annex)

    assert "membre" not in said(verdict, "agreements")


def test_an_empty_budget_is_no_green_fact() -> None:
    verdict = verdict_of(HONEST["un budget vide"]().annex)

    assert codes(verdict) == []
    assert "empty-budget" in codes(verdict, "orange")
    assert not {"share", "balance"} & set(codes(verdict, "vert"))


@pytest.mark.parametrize("words", ["Voir annexe.json.", "Empreinte de l'annexe (SHA-256) :", " ".join(["0a1b"] * 16)])
def test_a_text_that_announces_an_annex_which_is_not_there_is_told(words: str) -> None:
    assert "annex-lost" in codes(verdict_of(Received(Kind.PDF, (), f"Une réponse. {words}")), "orange")


def test_a_text_that_announces_nothing_lost_nothing() -> None:
    assert "annex-lost" not in codes(verdict_of(Received(Kind.PDF, (), "Une réponse et son annexe.")), "orange")
    assert "annex-lost" not in codes(verdict_of(read_example("html")), "orange")


@pytest.mark.parametrize("name", ["reponse.pdf", "REPONSE.DOCX", "a/reponse.odt"])
def test_plain_words_are_not_what_such_a_name_announces(name: str) -> None:
    verdict = verdict_of(b"Part aux ressources : 80 %.", name)

    assert codes(verdict) == ["file"]
    assert verdict.checks[0].facts == {"why": "misnamed", "named": name.rpartition(".")[2].lower()}
    assert conclusion(verdict, "fr") == "illisible"
    assert said(verdict, "file") == "Ce fichier ne peut pas être lu : il n'est pas ce que son nom annonce."


@pytest.mark.parametrize("name", ["note.txt", "note.md", "note", "-", "pdf", "a.pdf/note.txt"])
def test_plain_words_under_any_other_name_are_read(name: str) -> None:
    assert codes(verdict_of(b"Avec Dokos.", name)) == []
