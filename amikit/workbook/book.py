"""From an answer to its workbook: which sheets, in which order."""

from __future__ import annotations

from datetime import date

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.workbook.financing import financing_sheet
from amikit.workbook.lines import expenses_table, incomes_table
from amikit.workbook.reciprocity import reciprocity_sheet
from amikit.workbook.sheet import Book
from amikit.workbook.summary import summary_sheet
from amikit.workbook.views import accounts_sheet, axis_sheet, resource_sheet, year_sheet

_DRAFT = Text("Brouillon : à ne pas envoyer", "Draft: not to be sent")


def to_workbook(proposal: Proposal, on: date, *, is_draft: bool = False) -> bytes:
    """The budget of an answer as the bytes of an XLSX file."""
    from amikit.workbook.xlsx import to_xlsx  # loads the library that writes: only who writes pays for it

    return to_xlsx(describe_book(proposal, on, is_draft=is_draft))


def describe_book(proposal: Proposal, on: date, *, is_draft: bool = False) -> Book:
    """The workbook of an answer, in its language; ``on`` is the date of its properties."""
    settings = proposal.dossier.settings
    language = settings.language
    expenses, incomes = expenses_table(proposal, language), incomes_table(proposal, language)
    return Book(
        title=settings.title,
        author=settings.consortium.name,
        language=language,
        on=on,
        sheets=(
            summary_sheet(proposal, expenses, incomes, language),
            expenses.sheet,
            incomes.sheet,
            resource_sheet(proposal, expenses, language),
            axis_sheet(proposal, expenses, language),
            year_sheet(proposal, expenses, incomes, language),
            accounts_sheet(proposal, expenses, incomes, language),
            financing_sheet(proposal, expenses, incomes, language),
            reciprocity_sheet(proposal.ledger, language),
        ),
        notice=_DRAFT[language] if is_draft else "",
    )
