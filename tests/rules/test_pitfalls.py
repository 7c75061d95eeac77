"""The five pitfalls that the places' forum lists, each said once, where it is."""

from __future__ import annotations

from pathlib import Path

import amikit
from tests.dossiers import EXAMPLES, USES_CARNET, with_keys, write_dossier

PITFALLS = {"REC004", "REC011", "REC016"}
CHOICES = """\
choix:
  methode: propre
  outils: {ressource: propre, motif: Aucun ne convient.}
  documentation: propre
"""
KEYS = CHOICES + USES_CARNET + "  - ressource: movilab\n"
PROSE = """\
Nous sommes deux lieux voisins.

Nous aiderons chaque lieu à choisir une **caisse** propriétaire.
"""


def test_each_of_the_five_pitfalls_is_said_once_where_it_is(tmp_path: Path) -> None:
    settings = with_keys(KEYS)
    root = write_dossier(tmp_path, {"dossier.yaml": settings, "sections/qui.md": PROSE})

    found = [one for one in amikit.check(root).report.diagnostics if one.code in PITFALLS]

    lines = settings.splitlines()
    said = {
        (one.code, one.span.path.name, lines[one.span.line - 1].strip() if one.span.path.name == "dossier.yaml" else "")
        for one in found
    }
    assert len(found) == 5
    assert said == {
        ("REC011", "dossier.yaml", "methode: propre"),
        ("REC011", "dossier.yaml", "outils: {ressource: propre, motif: Aucun ne convient.}"),
        ("REC011", "dossier.yaml", "documentation: propre"),
        ("REC016", "qui.md", ""),
        ("REC004", "dossier.yaml", "- ressource: movilab"),
    }
    (substitute,) = (one for one in found if one.code == "REC016")
    assert (substitute.span.line, substitute.span.column) == (3, 43)


def test_the_answer_of_the_sources_falls_in_none() -> None:
    assert [one.code for one in amikit.check(EXAMPLES / "monscobar").report.diagnostics if one.code in PITFALLS] == []


def test_who_uses_the_commons_may_name_what_it_replaces(tmp_path: Path) -> None:
    keys = KEYS.replace("movilab", "tibillet")
    root = write_dossier(tmp_path, {"dossier.yaml": with_keys(keys), "sections/qui.md": PROSE})

    assert "REC016" not in {one.code for one in amikit.check(root).report.diagnostics}


def test_a_common_noun_alone_is_never_a_substitute(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/qui.md": "La caisse de l'école, et un logiciel de caisse.\n"})

    assert "REC016" not in {one.code for one in amikit.check(root).report.diagnostics}
