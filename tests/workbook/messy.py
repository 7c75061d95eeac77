"""A budget as people really make one: a title, a logo's room, merged cells, subtotals, dates and amounts as words."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

from xlsxwriter import Workbook

SHEET = "Budget prév. v3 (DEF)"
"""Renamed: it says neither « Dépenses » nor « Recettes »."""


def make_messy() -> bytes:
    """The workbook, before a program saves it again."""
    output = io.BytesIO()
    with Workbook(output, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": datetime(2027, 3, 12, tzinfo=UTC)})
        bold = workbook.add_format({"bold": True, "align": "center"})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        notes = workbook.add_worksheet("Notes internes")
        notes.write_row(0, 0, ["Libellé", "Montant"])
        notes.write_row(1, 0, ["Ne pas envoyer", 99_999])
        notes.hide()
        page = workbook.add_worksheet(SHEET)
        page.activate()  # what is hidden cannot be the sheet in sight
        page.merge_range("A1:F1", "BUDGET PRÉVISIONNEL — à jour du 12 mars", bold)
        page.write_string("A2", "Préparé par l'équipe ; les montants sont TTC")
        page.write_row(
            "A4", ["Poste de dépense", "Exercice", "Coût TTC (€)", "Prestataire", "Remarques", "Validé ?"], bold
        )
        page.write_string("A5", "1. Achats")
        page.write_row("A6", ["Papier recyclé", 2027, "1 250,50 €", "tiers:Papeterie"])
        page.write_row("A7", ["Affiches", "12/03/2027", "300 €", "tiers:Imprimerie"])
        page.write_string("A8", "Stylos")
        page.write_datetime("B8", date(2027, 5, 2), day)
        page.write_number("C8", 45.9)
        page.write_string("A9", "Sous-total achats")
        page.write_formula("C9", "=SUM(C6:C8)", None, 45.9)
        page.write_string("A11", "2. Services")
        page.write_row("A12", ["Entretenir le forum", None, 1500.0, "porteur"])
        page.write_row("A13", ["Animer les rencontres", None, "2\u202f400,00\u00a0€", "porteur", "à confirmer"])
        page.merge_range("B12:B13", 2027)
        page.write_row("A14", ["Loyer", 2027])
        page.write_formula("C14", "='[compta 2026.xlsx]Feuil1'!$B$7", None, 800)
        page.write_row("A15", ["Formation", 2027, "env. 500"])
        page.write_row("A16", ["Assurance", 2027])
        page.write_formula("C16", "=1/0", None, "#DIV/0!")
        page.write_string("A18", "TOTAL GÉNÉRAL", bold)
        page.write_formula("C18", "=SUM(C6:C16)", bold, 2345.9)
    return output.getvalue()
