"""The exercise of ``examples/avec-erreurs``: each fault as its comment announces it, and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FAULT = re.compile(r"FAUTE (\d+) \((\w+)\).*?Attendu : « (.*?[.…?]) »", re.DOTALL)


@dataclass(frozen=True)
class Announced:
    """A fault, as the comment above it says."""

    number: int
    code: str
    message: str
    """Ends with ``…`` when the comment gives only its beginning."""
    path: str
    line: int
    """The last line of the comment."""


def announced_faults(root: Path) -> list[Announced]:
    """Every comment that announces a fault, in the order of their numbers."""
    found = []
    for path in (*root.rglob("*.md"), *root.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for match in _FAULT.finditer(text):
            message = re.sub(r"\s*\n\s*#?\s*", " ", match[3])
            line = text.count("\n", 0, match.end()) + 1
            found.append(Announced(int(match[1]), match[2], message, str(path.relative_to(root)), line))
    return sorted(found, key=lambda one: one.number)


MENDING: tuple[tuple[str, str, str, str], ...] = (
    ("LOA003", "dossier.yaml", "sous_tire:", "sous_titre:"),
    ("LOA009", "dossier.yaml", ": 11/12/2026", ": 2026-12-11"),
    ("DOS001", "dossier.yaml", ": four-communl", ": four-commun"),
    (
        "REC005",
        "dossier.yaml",
        "avec les voisins\n",
        "avec les voisins\n        responsable: grange-aux-livres\n        echeance: 2027-10-30\n",
    ),
    ("CAL010", "dossier.yaml", "id: statut\n", "id: statuts\n"),
    ("BUD003", "dossier.yaml", "part_communs_min: 60 %", "part_communs_min: 50 %"),
    ("TXT004", "dossier.yaml", "tarifs:\n", "tarifs: La miche est à prix libre.\n"),
    ("DOS005", "membres/four-commun.md", '"00000005900041"', '"00000005900014"'),
    ("ACC003", "membres/grange-aux-livres.md", "chaises 📚", "chaises"),
    ("RES001", "ressources/carnet-des-fours.yaml", "licence: libre", "licence: CC-BY-SA-4.0"),
    ("REC001", "sections/qui.md", "avec Dokos.", "avec un logiciel libre."),
    ("TXT001", "sections/histoire.md", "de xx m2.", "de 12 m²."),
    ("ACC004", "sections/histoire.md", "#### Ce qui", "### Ce qui"),
    (
        "GOV003",
        "decisions/2026-11-07-reponse.md",
        "comme toujours.\n",
        "comme toujours.\n    integration: Chaque fournée commence par une page écrite.\n",
    ),
    ("BUD001", "budget/recettes.csv", "3000,01", "3000,00"),
    ("BUD008", "budget/depenses.csv", "du village;;;Ville;", "du village;;;Ville;Sans sole, le four ne chauffe pas"),
)
"""A code, a file, what is wrong in it and what puts it right: as README.md tells, the exception left for the end."""
EXCEPTION = ("dossier.yaml", "regle: REC0006", "regle: REC006")
"""Mended, it lets the last finding through."""
