"""Family TXT: what a call's template still waits for, found while it is filled in and not by a rule."""

from __future__ import annotations

from amikit.diagnostics import Fault, Severity
from amikit.i18n import Text

TEMPLATE_BLANK = Fault(
    "TXT004",
    Severity.TODO,
    Text("Le modèle attend encore : {what}.", "The template still wants, in the call's words: {what}."),
    Text("Écrivez-le dans {where}.", "Write it in {where}."),
)
