"""Why what a line leaves behind is not everyone's yet, and what to write: said in one way, whoever asks."""

from __future__ import annotations

from amikit.i18n import Text
from amikit.model.budget import Expense, PayeeKind
from amikit.model.licences import is_open, nearest_licence

_DELIVERABLE = Text(
    "Écrivez par exemple « Fiches | CC-BY-SA-4.0 | https://exemple.fr » : quoi, licence ouverte, où c'est publié.",
    "Write for instance “Cards | CC-BY-SA-4.0 | https://example.org”: what, open licence, where it is published.",
)
NAME_THE_PAYEE = Text(
    "Écrivez qui reçoit l'argent (un membre, ou « tiers:nom ») et un livrable ouvert, ou retirez la ligne.",
    "Write who receives the money (a member, or “tiers:name”) and an open deliverable, or remove the line.",
)


def why_not_open(line: Expense) -> tuple[Text, Text]:
    """What a line lacks to count for a resource, and what to write: its steward as payee, or an open deliverable."""
    deliverable = line.deliverable
    if deliverable is None or not deliverable.title:
        if line.payee is not None and line.payee.kind is PayeeKind.STEWARD:
            return Text("personne ne sait qui est son porteur", "nobody knows who its steward is"), NAME_THE_PAYEE
        hint = Text(
            f"Écrivez « porteur » comme bénéficiaire, ou un livrable. {_DELIVERABLE.fr}",
            f"Write “porteur” as payee, or a deliverable. {_DELIVERABLE.en}",
        )
        return Text("ni porteur payé, ni livrable", "neither its steward paid, nor a deliverable"), hint
    licence = deliverable.licence
    if not licence and not deliverable.where:
        why = Text(
            "son livrable ne dit ni sous quelle licence, ni où il est publié",
            "its deliverable says neither under which licence, nor where it is published",
        )
    elif not licence:
        why = Text("son livrable n'a pas de licence", "its deliverable has no licence")
    elif not is_open(licence):
        why = Text(
            f"la licence « {licence} » n'est pas reconnue comme ouverte",
            f"the licence “{licence}” is not known as an open one",
        )
        meant = nearest_licence(licence)
        if meant:
            return why, Text(f"Vouliez-vous écrire « {meant} » ?", f"Did you mean “{meant}”?")
    else:
        why = Text("son livrable ne dit pas où il est publié", "its deliverable does not say where it is published")
    return why, _DELIVERABLE
