"""Accents, capitals, spaces: what can be understood in one way only is understood."""

from __future__ import annotations

from pathlib import Path

from amikit.load.dossier import load_dossier
from amikit.load.validate import validate
from amikit.model.budget import Destination, DestinationKind, Funding, Nature, PayeeKind
from amikit.model.catalog import Usage
from amikit.model.consortium import Maturity, Member, MemberKind
from amikit.model.decision import AllocationMode, Decision, DecisionOutcome
from amikit.model.dossier import Settings
from amikit.model.entity import Entity
from amikit.source.span import Span
from amikit.source.yaml import parse_yaml
from tests.dossiers import with_keys, write_dossier

HERE = Path("dossier.yaml")


def read(model: type[Entity], text: str) -> Entity:
    tree, problems = parse_yaml(text, HERE)
    entity, found = validate(model, tree, Span(HERE), "")
    assert (problems, found) == ([], [])
    assert entity is not None
    return entity


def test_values_of_a_closed_list_are_read_whatever_their_accents() -> None:
    member = read(Member, "genre: Tiers lieu\nmaturite: émergent\n")
    decision = read(Decision, "mode: Majorité par consentement\nissue: adoptée\nobjet: Réponse\n")
    settings = read(Settings, "langue: FR\nallocation: Parts égales\n")

    assert isinstance(member, Member)
    assert (member.kind, member.maturity) == (MemberKind.PLACE, Maturity.EMERGING)
    assert isinstance(decision, Decision)
    assert decision.outcome is DecisionOutcome.ADOPTED
    assert isinstance(settings, Settings)
    assert (settings.language, settings.allocation.mode) == ("fr", AllocationMode.EQUAL_SHARES)


def test_keys_are_read_whatever_their_accents() -> None:
    settings = read(Settings, "Titre: Un préau\nRésumé: Court.\nsous-titre: Ici\nPériode:\n  Du: 2027-01-01\n")

    assert isinstance(settings, Settings)
    assert (settings.title, settings.summary, settings.subtitle) == ("Un préau", "Court.", "Ici")
    assert settings.at("title") == Span(HERE, 1, 8, 8)
    assert settings.period.start_on is not None


def test_a_lone_usage_is_a_list_of_one_and_a_resource_is_known_by_its_name() -> None:
    settings = read(Settings, "ressources:\n  - ressource: Dokos\n    usage: Déploiement\n    lieux: [La Bobine]\n")

    assert isinstance(settings, Settings)
    [use] = settings.uses
    assert (use.resource_id, use.usages, use.place_ids) == ("dokos", (Usage.DEPLOYMENT,), ("la-bobine",))


def test_a_table_is_read_whatever_its_accents(tmp_path: Path) -> None:
    root = write_dossier(
        tmp_path,
        {
            "dossier.yaml": with_keys("date_limite: 2026-12-11\n"),
            "budget/depenses.csv": "Ligne;Libellé;Destination;Année;Nature;Montant;Compte;Bénéficiaire\n"
            "D1;Entretenir;Ressource : Carnet;2027;Argent;1000,00;6571;Porteur\n"
            "D2;Animer;Coordination;2027;Bénévolat;500,00;864;L'Atelier\n",
            "budget/recettes.csv": "LIGNE;libellé;statut;année;montant;compte\nR1;Aide;Sollicité;2027;1000,00;74\n",
        },
    )

    dossier, found = load_dossier(root)

    assert found == []
    assert dossier is not None
    first, second = dossier.budget.expenses
    assert first.destination == Destination(DestinationKind.RESOURCE, "carnet")
    assert first.payee is not None
    assert (first.label, first.year, first.payee.kind) == ("Entretenir", 2027, PayeeKind.STEWARD)
    assert second.destination == Destination(DestinationKind.COORDINATION)
    assert (second.nature, dossier.budget.incomes[0].status) == (Nature.VOLUNTEERING, Funding.ASKED)


def test_a_column_written_twice_in_two_ways_is_said(tmp_path: Path) -> None:
    root = write_dossier(
        tmp_path,
        {"budget/recettes.csv": "ligne;libelle;Libellé;statut;annee;montant;compte\nR1;Aide;x;sollicite;2027;1;74\n"},
    )

    _, found = load_dossier(root)

    assert [one.code for one in found] == ["LOA019"]
