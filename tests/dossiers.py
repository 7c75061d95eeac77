"""Dossiers made by tests: a small one that passes, and how to change a few of its words."""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from amikit.diagnostics import Diagnostic, Report
from amikit.paths import templates_root

EXAMPLES = templates_root().parent / "examples"

MINIMAL: Mapping[str, str] = {
    "dossier.yaml": """\
titre: Un carnet pour deux lieux
resume: Deux lieux voisins demandent 1 500 € pour tenir un carnet commun et ouvrir une cour.
appel: lieu-totem
periode:
  du: 2027-01-01
  au: 2027-12-31
date_limite: 2026-12-11
consortium:
  nom: Les Deux Lieux
  chef_de_file: atelier
  mandat: la signature de la convention.
  territoire: la commune de Bourg-Essai
personnes:
  - id: ana
    nom: Ana Préface
    role: Coordination
    membre: atelier
axes:
  - id: apprendre
    titre: Apprendre ensemble
    resume: Ce que l'un apprend, l'autre le lit.
ressources:
  - ressource: carnet
    pour: Ce que nous en ferons.
    engagements:
      - reponse_a: entretien
        lignes: [D1]
    accord:
      statut: accepte
      le: 2026-11-02
calendrier:
  - titre: Partager la vision
    debut: 2027-01-09
    genre: vision
  - titre: Répartir le travail
    debut: 2027-01-16
    genre: repartition
  - titre: Se connaître
    debut: 2027-01-23
    genre: connaissance
  - titre: Ouvrir la cour
    debut: 2027-04-03
indicateurs:
  - titre: Pages écrites
    cible: 20 dans l'année
soutiens:
  - nom: Comité des fêtes de Bourg-Essai
    texte: Prête ses tables.
champs:
  lieu: la cour de l'école
  annees: "3"
  exemples-fonctionnement: La clé passe de main en main.
  apprentissage: La cour a repris le cahier de l'atelier.
  surface: "140"
  lieux-construits: Un établi, puis des murs.
  exemple-etape: Ouvert sur 25 m², l'atelier en occupe 60.
  solidarites: Une étagère de dons à l'entrée.
  tarifs: Tout est à prix libre.
  activites-attendues: Une chorale et un atelier vélo.
  forme-juridique: l'association L'Atelier
  murs: La commune prête la cour.
  garde-fous-speculation: La convention interdit de sous-louer.
  autres-modeles: Cinq associations partagent un lavoir voisin.
""",
    "membres/atelier.md": """\
---
nom: L'Atelier
genre: tiers-lieu
ville: Bourg-Essai
maturite: mature
forme_juridique: association
siret: "00000005900014"
representant: ana
---

On y répare, on y apprend.
""",
    "membres/cour.md": """\
---
nom: La Cour
genre: tiers-lieu
ville: Bourg-Essai
maturite: emergent
---

Quatorze voisines et voisins veulent ouvrir la cour.
""",
    "ressources/carnet.yaml": """\
id: carnet
nom: Carnet des voisinages
genre: documentation
porteur:
  nom: Les Plumes voisines
licence: CC-BY-SA-4.0
reciprocites:
  - id: entretien
    description: Contribuer à l'entretien du carnet.
    forme: argent
    attendu:
      montant: 1 000,00
    statut: publie
    source: https://exemple.fr/carnet
""",
    "budget/depenses.csv": """\
ligne;libelle;destination;annee;montant;compte;beneficiaire
D1;Entretenir le carnet;ressource:carnet;2027;1000,00;6571;porteur
D2;Remettre l'eau dans la cour;lieu:cour;2027;500,00;615;tiers:artisan
""",
    "budget/recettes.csv": """\
ligne;libelle;financeur;statut;annee;montant;compte
R1;Aide de la ville;Ville;sollicite;2027;1500,00;74
""",
    "decisions/2026-11-07-reponse.md": """\
---
titre: Répondre ensemble
objet: reponse
date: 2026-11-07
participants: [L'Atelier, La Cour]
mode: consentement
issue: adoptee
a_revoir_le: 2027-06-05
---

Les deux lieux répondent ensemble.
""",
    "decisions/2026-11-14-argent.md": """\
---
titre: Répartir l'argent
objet: allocation
date: 2026-11-14
participants: [L'Atelier, La Cour]
mode: consentement
issue: adoptee
a_revoir_le: 2027-06-05
---

Le carnet d'abord, la cour ensuite.
""",
    "sections/qui.md": """\
Nous sommes deux lieux voisins, l'un ouvert depuis longtemps, l'autre pas encore. L'Atelier tient un établi et porte cette
réponse ; La Cour réunit les personnes qui veulent ouvrir, derrière l'école, un endroit où s'asseoir. Nous nous connaissons par
les outils que nous nous prêtons, et par le carnet où chacun écrit ce qu'il a raté.

Rien ne se décide sans l'autre : nous nous voyons chaque mois, une fois chez l'un, une fois chez l'autre.
""",
    "sections/histoire.md": """\
Tout a commencé par un établi sous un auvent. On y apportait une chaise boiteuse, un vélo voilé, un moulin à café muet, et l'on
repartait avec un objet qui marche et le nom d'une voisine. Au bout d'un hiver, il a fallu des murs : nous avons loué une
remise, puis la remise d'à côté.

La cour, elle, était fermée depuis que l'école a déménagé. Quatorze personnes ont demandé la clé pour un dimanche, puis pour un
été. Elles ont ouvert notre carnet à la page des erreurs, et n'ont refait que la moitié des nôtres. Nous voulons maintenant
écrire ce carnet ensemble, et que d'autres s'en servent.
""",
}
"""The smallest dossier that passes; every place, person and number in it is made up."""


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    + _chunk(b"IEND", b"")
)
"""One grey dot, as PNG."""

_TOP_KEY = re.compile(r"^[^\s#:-][^:]*:", re.MULTILINE)


def write_dossier(root: Path, files: Mapping[str, str | bytes | None] | None = None, base: str = "minimal") -> Path:
    """A dossier in ``root``: ``base`` (``minimal``, the name of an example, or nothing), then ``files``.

    A file that is None is taken out of the base.
    """
    if base == "minimal":
        for path, text in MINIMAL.items():
            write(root / path, text)
    elif base:
        shutil.copytree(EXAMPLES / base, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("sortie"))
    for path, content in (files or {}).items():
        if content is None:
            (root / path).unlink()
        else:
            write(root / path, content)
    return root


def write(path: Path, content: str | bytes) -> Path:
    """A file and its folders; text goes in UTF-8, its ends of line as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def with_keys(fragment: str, text: str = MINIMAL["dossier.yaml"]) -> str:
    """``text`` where the top-level keys that ``fragment`` writes take its values; new ones go first."""
    written = _blocks(fragment)
    kept = [(name, written.pop(name, block)) for name, block in _blocks(text).items()]
    return "".join(written.values()) + "".join(block for _, block in kept)


def _blocks(text: str) -> dict[str, str]:
    """The text of each top-level key, in order."""
    starts = [match.start() for match in _TOP_KEY.finditer(text)] + [len(text)]
    blocks: dict[str, str] = {}
    for start, end in pairwise(starts):
        block = text[start:end]
        name = block.partition(":")[0]
        blocks[name] = blocks.get(name, "") + block
    return blocks


def codes(report: Report) -> list[str]:
    """The codes, in the order of the report."""
    return [found.code for found in report.diagnostics]


def places(report: Report, root: Path) -> list[str]:
    """Each finding as ``LOA003 dossier.yaml:4:1``, in reading order."""
    found = sorted(report.diagnostics, key=lambda one: (str(one.span.path), one.span.line, one.span.column, one.code))
    return [place(one, root) for one in found]


def place(found: Diagnostic, root: Path) -> str:
    """``LOA003 dossier.yaml:4:1``."""
    span = found.span
    path = span.path.relative_to(root) if span.path.is_relative_to(root) else span.path
    return f"{found.code} {path}:{span.line}:{span.column}"


USES_CARNET = _blocks(MINIMAL["dossier.yaml"])["ressources"]
"""The resource that ``MINIMAL`` declares, and what it gives back: more of them may follow."""

COUNTS_PAGES = """\
id: essai
titre: Appel d'essai
sections:
  - {id: qui, titre: Qui nous sommes, a_ecrire: oui, pages_max: 1}
  - {id: histoire, titre: Histoire, a_ecrire: oui, pages_max: 2}
"""
"""A call that limits pages: ``modeles/essai/template.yaml``, and ``appel: essai``."""
