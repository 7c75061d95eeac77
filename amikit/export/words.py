"""The few words that the outputs add to what the consortium wrote."""

from __future__ import annotations

from amikit.i18n import Text

CONTENTS = Text("Sommaire", "Contents")
DRAFT = Text("BROUILLON", "DRAFT")
LEAD = Text("Chef de file", "Lead")
PERIOD = Text("Période", "Period")
ASKED = Text("Montant demandé", "Amount requested")
UNTITLED = Text("Réponse commune", "Joint answer")
TO_COMPLETE = Text("À compléter", "To complete")
MISSING_IMAGE = Text("Image absente", "Missing image")
PICTURE = Text("Image", "Picture")
CHART_AMOUNTS = Text("Les montants du graphique", "The amounts of the chart")
SKIP = Text("Aller au contenu", "Skip to the content")
NOTES = Text("Notes", "Notes")
BACK = Text("Retour au texte", "Back to the text")
TABLE = Text("Tableau", "Table")
FIGURE = Text("Figure", "Figure")
AFTER_NUMBER = Text(". – ", ": ")
"""Between the number of a table or of a figure and its caption."""
