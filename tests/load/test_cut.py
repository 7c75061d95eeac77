"""A text that a “#” cuts is said; a comment that looks like one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.load.call import known_calls, load_call
from amikit.paths import templates_root
from amikit.scaffold import write_dossier as write_new
from amikit.source.span import NOWHERE, Span
from tests.dossiers import MINIMAL, codes, places, with_keys, write_dossier


def said(root: Path, fragment: str) -> list[str]:
    """What is said to be lost, read again at the places that are given."""
    settings = with_keys(fragment)
    write_dossier(root, {"dossier.yaml": settings})
    spans = [one.span for one in amikit.check(root).report.diagnostics if one.code == "LOA036"]
    return [settings.split("\n")[span.line - 1][span.column - 1 :][: span.length] for span in spans]


@pytest.mark.parametrize(
    ("fragment", "lost"),
    [
        ("titre: Tarif #1 et # le reste\n", "#1 et # le reste"),
        ("consortium:\n  nom: Les Deux # Lieux\n  chef_de_file: atelier\n", "# Lieux"),
        ("resume: Une phrase\n  et sa suite # perdue\n", "# perdue"),
        ("indicateurs:\n  - titre: Pages\n    cible: 20 # par an\n", "# par an"),
        ("champs:\n  lieu: la cour # du fond\n", "# du fond"),
    ],
)
def test_the_end_of_a_text_after_one_space_and_a_hash_is_said(fragment: str, lost: str, tmp_path: Path) -> None:
    assert said(tmp_path, fragment) == [lost]


@pytest.mark.parametrize(
    "fragment",
    [
        "titre: Tarif numéro un  # à revoir ensemble\n",
        'titre: "Tarif # le reste"\n',
        "titre: Tarif n°1#2\n",
        "resume: >-\n  Une phrase # et sa suite\n",
        "appel: lieu-totem # le modèle\n",
        "# un commentaire\ntitre: Tarif\n",
        "date_limite: 2026-12-11 # à vérifier\n",
        "axes:\n  - id: apprendre # le premier\n    titre: Apprendre\n    resume: Lire.\n",
    ],
)
def test_a_comment_beside_a_text_is_no_fault(fragment: str, tmp_path: Path) -> None:
    assert said(tmp_path, fragment) == []


def test_nothing_is_sent_while_the_end_of_a_text_is_lost(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": with_keys("resume: Une halle #1 du quartier\n")})

    report = amikit.check(root).report

    assert (codes(report), report.is_ready, report.has_unreadable) == (["LOA036"], False, False)


def test_texts_above_a_prose_are_read_too(tmp_path: Path) -> None:
    member = MINIMAL["membres/cour.md"].replace("nom: La Cour", "nom: La Cour # du fond")
    root = write_dossier(tmp_path, {"membres/cour.md": member})

    assert places(amikit.check(root).report, root) == ["LOA036 membres/cour.md:2:14"]


@pytest.mark.parametrize("call_id", known_calls())
def test_the_comments_of_a_new_dossier_cut_nothing(call_id: str, tmp_path: Path) -> None:
    call, _ = load_call(call_id, Span(NOWHERE), tmp_path, templates_root() / call_id)
    assert call is not None
    write_new(tmp_path / "neuf", call)

    assert "LOA036" not in codes(amikit.check(tmp_path / "neuf").report)
