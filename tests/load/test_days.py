"""A date that was not written as it should comes with the same day, well written."""

from __future__ import annotations

from pathlib import Path

import pytest

from amikit.load.validate import validate
from amikit.model.budget import Income
from amikit.model.consortium import Member
from amikit.model.dossier import Settings
from amikit.model.entity import Entity
from amikit.source.span import Span
from amikit.source.yaml import parse_yaml


def said(model: type[Entity], text: str) -> tuple[str, str]:
    tree, _ = parse_yaml(text, Path("x.yaml"))
    _, [found] = validate(model, tree, Span(Path("x.yaml")), "")
    return plain(found.message("fr")), plain(found.hint("fr"))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    "typed", ["12/01/2027", "12-01-2027", "12.1.27", "2027/1/12", "12 janvier 2027", "mardi 12 Janvier 2027"]
)
def test_a_day_written_otherwise_is_given_back_well_written(typed: str) -> None:
    message, hint = said(Settings, f"date_limite: {typed}\n")

    assert message == f"La date « {typed} » n'est pas écrite comme il faut."
    assert hint == "Pour le 12 janvier 2027, écrivez « 2027-01-12 »."


def test_a_month_wants_its_day() -> None:
    assert said(Settings, "date_limite: Août 2027\n") == (
        "La date « Août 2027 » n'est pas écrite comme il faut.",
        "Ajoutez le jour : « 2027-08-01 » pour le 1er août 2027.",
    )


@pytest.mark.parametrize("typed", ["2027-06-31", "31/06/2027", "12/13/2027", "0000-01-01", "31 juin 2027"])
def test_a_day_that_does_not_exist_is_not_in_the_calendar(typed: str) -> None:
    assert said(Settings, f"date_limite: {typed}\n")[0] == f"La date « {typed} » n'existe pas au calendrier."


@pytest.mark.parametrize("typed", ["demain", "2027", "juin", "12/2027", "juin 0000"])
def test_what_is_no_day_says_how_to_write_one(typed: str) -> None:
    message, hint = said(Settings, f"date_limite: {typed}\n")

    assert message == f"La date « {typed} » n'est pas écrite comme il faut."
    assert hint == "Écrivez l'année, le mois, le jour : « 2027-01-31 » pour le 31 janvier 2027."


@pytest.mark.parametrize(
    ("model", "text", "hint"),
    [
        (Member, "id: a\ndepuis: mars 2016\n", "Écrivez l'année : « 2016 »."),
        (Member, "id: a\ndepuis: longtemps\n", "Écrivez l'année en quatre chiffres."),
        (Income, "ligne: R1\nannee: 12/01/2027\n", "Écrivez l'année : « 2027 »."),
    ],
)
def test_a_year_is_asked_for_as_a_year(model: type[Entity], text: str, hint: str) -> None:
    message, remedy = said(model, text)

    assert message.endswith("une année est attendue.")
    assert remedy == hint


@pytest.mark.parametrize(("typed", "hint"), [("50", "« 50 % »"), ("2,5", "« 2,5 % »"), ("moitié", "« 40 % »")])
def test_a_rate_without_its_sign_is_given_back_with_it(typed: str, hint: str) -> None:
    assert hint in said(Settings, f"part_communs_min: {typed}\n")[1]
