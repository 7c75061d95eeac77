"""What the pages of the workshop say, beside what the consortium wrote."""

from __future__ import annotations

from amikit.diagnostics import Severity
from amikit.i18n import Text
from amikit.status.state import SectionState

DIGEST_LATER = Text(
    "L'empreinte de l'annexe sera écrite ici, dans le document.",
    "The digest of the annex will be written here, in the document.",
)
NOTE = Text("Note", "Note")
SKIP = Text("Aller au texte", "Skip to the text")
SKIP_FINDINGS = Text("Aller aux constats", "Skip to the findings")
PREVIEW = Text("Aperçu", "Preview")
DRAFT = Text("BROUILLON", "DRAFT")
CONTENTS = Text("Sommaire", "Contents")
BESIDE = Text("Constats, registre, graphique", "Findings, register, chart")
FINDINGS = Text("Constats", "Findings")
GROUPS = {
    Severity.ERROR: Text("À corriger", "To correct"),
    Severity.TODO: Text("À faire", "To do"),
    Severity.ADVICE: Text("À regarder", "Worth a look"),
}
COUNTS = Text(
    "{errors_count:erreur|erreurs}, {todos_count:chose à faire|choses à faire}, {advices_count:conseil|conseils}",
    "{errors_count:error|errors}, {todos_count:thing to do|things to do}, {advices_count:piece of advice|pieces of advice}",
)
NO_FINDING = Text("Rien à redire.", "Nothing to say.")
EXCUSED = Text("Laissé passer par une exception", "Let through by an exception")
FILTER = Text("Filtrer les constats", "Filter the findings")
COPY = Text("Copier l'endroit", "Copy the place")
NAMED = Text("{what} : {place}", "{what}: {place}")
"""The name of a button or of a link, for who hears it far from its finding."""
COPIED = Text("Copié : {place}", "Copied: {place}")
NOT_COPIED = Text("La copie n'a pas pu se faire.", "It could not be copied.")
OPEN = Text("Ouvrir le fichier", "Open the file")
IN_TEXT = Text("Voir la section", "See the section")
PDF = Text("Le PDF (brouillon)", "The PDF (draft)")
LEDGER = Text("Registre de réciprocité", "Register of reciprocity")
LEDGER_SHORT = Text("Registre", "Register")
NO_LEDGER = Text("Aucune ressource n'est déclarée.", "No resource is declared.")
RESOURCE = Text("Ressource", "Resource")
EXPECTED = Text("Attendu", "Expected")
PROMISED = Text("Promis", "Promised")
AGREEMENT = Text("Accord", "Agreement")
ACTS = Text("{acts_count:geste|gestes}", "{acts_count:act|acts}")
NOTHING = Text("rien", "nothing")
CHART = Text("Où va l'argent", "Where the money goes")
CHART_SHORT = Text("Graphique", "Chart")
NO_CHART = Text("Le budget est encore vide.", "The budget is still empty.")
EMPTY = Text("Rien à montrer encore : lisez les constats.", "Nothing to show yet: read the findings.")
KEPT = Text(
    "Ne peut pas être lu : {files}. Ce qui en vient est montré comme avant.",
    "Cannot be read: {files}. What comes from there is shown as it was before.",
)
STOPPED = Text(
    "L'aperçu est arrêté. Relancez « amikit preview » : cette page ne suit plus vos fichiers.",
    "The preview is stopped. Run “amikit preview” again: this page no longer follows your files.",
)
FOLLOWING = Text("La page suit vos fichiers.", "The page follows your files.")
NO_SCRIPT = Text(
    "Sans JavaScript, rechargez la page pour voir vos changements.",
    "Without JavaScript, reload the page to see your changes.",
)
STATES = {
    SectionState.DONE: Text("fait", "done"),
    SectionState.INCOMPLETE: Text("incomplet", "incomplete"),
    SectionState.THIN: Text("maigre", "thin"),
    SectionState.EMPTY: Text("à écrire", "to write"),
}
NO_PDF = Text(
    "Un fichier ne peut pas être lu : le PDF ne peut pas être écrit. Les constats disent où.",
    "A file cannot be read: the PDF cannot be written. The findings say where.",
)
