"""A dossier whose members share money among two resources with costed steps: everything in it is made up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.dossiers import MINIMAL, USES_CARNET, with_keys, write_dossier

FILES: Mapping[str, str] = {
    "dossier.yaml": with_keys(
        "allocation: parts-egales\n"
        + USES_CARNET
        + """\
  - ressource: four
    pour: Ce que nous en ferons.
"""
    ),
    "ressources/carnet.yaml": MINIMAL["ressources/carnet.yaml"]
    + """\
prochaines_etapes:
  - id: traduire
    titre: Traduire le carnet
    cout: 800,00
  - id: index
    titre: Faire l'index
    cout: 700,00
""",
    "ressources/four.yaml": """\
id: four
nom: Four commun
genre: materiel
porteur:
  nom: Les Boulangères
licence: CERN-OHL-S-2.0
prochaines_etapes:
  - id: plans
    titre: Publier les plans
    cout: 600,00
  - id: film
    titre: Filmer la cuisson
    cout: 900,00
""",
    "membres/lavoir.md": "---\nnom: Le Lavoir\ngenre: association\nville: Bourg-Essai\n---\n\nOn y lave.\n",
    "allocation/bulletins.csv": """\
membre;poids;carnet/traduire;carnet/index;four/plans;four/film
atelier;2;oui;;oui;
La Cour;;;oui;oui;oui
""",
}


def write_world(root: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The dossier in ``root``, with these files instead of its own."""
    return write_dossier(root, {**FILES, **(files or {})})
