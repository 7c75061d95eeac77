"""The columns of the two tables of the budget, as a spreadsheet shows them and as people name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from amikit.i18n import Text
from amikit.model.budget import BudgetLine, Expense, Income
from amikit.workbook.sheet import Unit, Value


@dataclass(frozen=True, slots=True)
class Column:
    """One column of ``depenses.csv`` or ``recettes.csv``."""

    key: str
    """Its name in the file."""
    title: Text
    unit: Unit
    width: float
    """In characters, when it holds something."""
    also: tuple[str, ...] = ()
    """Other names that people give it."""


_COMMON = {
    "ligne": Column(
        "ligne", Text("Ligne", "Line"), Unit.TEXT, 6,
        ("n°", "no", "numero", "numero de ligne", "id", "identifiant", "ref", "reference", "code", "line id"),
    ),
    "libelle": Column(
        "libelle", Text("Libellé", "Label"), Unit.TEXT, 28,
        ("intitule", "description", "designation", "objet", "poste", "poste de depense", "nature de la depense",
         "depense", "depenses", "charge", "charges", "recette", "recettes", "produit", "produits", "libelles", "item"),
    ),
    "annee": Column(
        "annee", Text("Année", "Year"), Unit.WHOLE, 7, ("an", "exercice", "annee civile", "annee budgetaire"),
    ),
    "nature": Column(
        "nature", Text("Nature", "Nature"), Unit.TEXT, 9, ("type", "type de contribution", "argent ou nature", "kind"),
    ),
    "montant": Column(
        "montant", Text("Montant", "Amount"), Unit.CENTS, 13,
        ("montant ttc", "montant ht", "montant en euros", "montant total", "total", "total ttc", "cout", "cout ttc",
         "cout total", "depense ttc", "budget", "prix", "prix ttc", "somme", "euros", "ttc", "valeur", "valorisation",
         "cost"),
    ),
    "compte": Column(
        "compte", Text("Compte", "Account"), Unit.TEXT, 8,
        ("compte comptable", "n° de compte", "numero de compte", "code comptable", "plan comptable", "imputation"),
    ),
    "financeur": Column(
        "financeur", Text("Financeur", "Funder"), Unit.TEXT, 12,
        ("financeurs", "finance par", "financement", "source", "source de financement", "partenaire",
         "origine", "bailleur"),
    ),
}  # fmt: skip
_EXPENSES = {
    "destination": Column(
        "destination", Text("Destination", "Destination"), Unit.TEXT, 20,
        ("ressource", "commun", "beneficie a", "pour", "affectation"),
    ),
    "axe": Column("axe", Text("Axe", "Axis"), Unit.TEXT, 16, ("chantier", "action", "volet", "axe de travail")),
    "heures": Column(
        "heures", Text("Heures", "Hours"), Unit.HOURS, 8,
        ("nb heures", "nombre d'heures", "nb d'heures", "h", "temps", "volume horaire", "quantite"),
    ),
    "taux": Column(
        "taux", Text("Taux horaire", "Hourly rate"), Unit.CENTS, 10,
        ("taux", "tarif", "tarif horaire", "cout horaire", "prix horaire", "taux (€/h)", "prix unitaire", "€/h"),
    ),
    "beneficiaire": Column(
        "beneficiaire", Text("Bénéficiaire", "Payee"), Unit.TEXT, 16,
        ("beneficiaires", "paye a", "qui est paye", "fournisseur", "prestataire", "structure", "verse a"),
    ),
    "personne": Column("personne", Text("Personne", "Person"), Unit.TEXT, 10, ("qui", "intervenant", "intervenante")),
    "livrable": Column(
        "livrable", Text("Livrable", "Deliverable"), Unit.TEXT, 27, ("livrables", "ce qui est publie", "resultat"),
    ),
    "motif": Column(
        "motif", Text("Motif", "Reason"), Unit.TEXT, 19,
        ("raison", "justification", "commentaire", "commentaires", "pourquoi", "remarque", "remarques", "notes"),
    ),
}  # fmt: skip
_INCOMES = {
    "statut": Column(
        "statut", Text("Statut", "Status"), Unit.TEXT, 11, ("etat", "etat de la demande", "certitude", "obtenu"),
    ),
}  # fmt: skip


_ROOMY = {"libelle": 46.0, "financeur": 30.0, "nature": 16.0, "statut": 12.0}
"""Incomes have fewer columns: they leave room for words."""


@cache
def columns_of(model: type[BudgetLine]) -> tuple[Column, ...]:
    """The columns of a table, in the order of the file."""
    known = _COMMON | (_EXPENSES if model is Expense else _INCOMES)
    order = EXPENSE_ORDER if model is Expense else INCOME_ORDER
    roomy = _ROOMY if model is Income else {}
    return tuple(replace(known[key], width=roomy.get(key, known[key].width)) for key in order)


EXPENSE_ORDER = (
    "ligne", "libelle", "destination", "axe", "annee", "nature", "heures", "taux", "montant", "compte",
    "beneficiaire", "personne", "livrable", "financeur", "motif",
)  # fmt: skip
INCOME_ORDER = ("ligne", "libelle", "financeur", "statut", "annee", "nature", "montant", "compte")


_NUMBERS = frozenset({"annee", "heures", "taux", "montant"})


@cache
def fields_of(model: type[BudgetLine]) -> Mapping[str, str]:
    """The field of the model that each key of a file fills."""
    return {str(field.alias): name for name, field in model.model_fields.items()}


def value_of(line: Expense | Income, key: str) -> Value:
    """What a cell holds of a line: text, cents, hours or a year; None for an empty cell."""
    value = getattr(line, fields_of(type(line))[key])
    if key == "livrable" and value is not None:
        parts = [value.title, value.licence, value.where]
        while parts and not parts[-1]:
            parts.pop()
        return " | ".join(parts) or None
    if value is None or key in _NUMBERS:
        return value  # type: ignore[no-any-return]
    return str(value) or None
