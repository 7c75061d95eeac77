"""The few words that the outputs add to what the consortium wrote."""

from __future__ import annotations

from amikit.i18n import Language, Text

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
FLOW_AMOUNTS = Text("Les montants, de proche en proche", "The amounts, step by step")
SKIP = Text("Aller au contenu", "Skip to the content")
NOTES = Text("Notes", "Notes")
BACK = Text("Retour au texte", "Back to the text")
TABLE = Text("Tableau", "Table")
FIGURE = Text("Figure", "Figure")
AFTER_NUMBER = Text(". – ", ": ")
"""Between the number of a table or of a figure and its caption."""

REGIONS: dict[Language, str] = {"fr": "FR", "en": "GB"}
"""Where each language is spoken as we write it."""
LANGUAGE_TAGS = {language: f"{language}-{region}" for language, region in REGIONS.items()}
_GROUPS = {
    "resource": Text("Ressources", "Resources"),
    "place": Text("Lieux", "Places"),
    "coordination": Text("Coordination", "Coordination"),
}


def group_names(language: Language) -> dict[str, str]:
    """What each group of the chart is called; colours never speak alone."""
    return {group: name[language] for group, name in _GROUPS.items()}


def missing_image(target: str, language: Language) -> str:
    """What stands where a picture should."""
    return f"[{MISSING_IMAGE[language]}\u00a0: {target}]"
