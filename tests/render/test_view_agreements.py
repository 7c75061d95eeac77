"""What the document says of each answer: never more than the consortium knows."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.agreeing import fingerprint_of, load_known
from tests.dossiers import MINIMAL, USES_CARNET, with_keys, write_dossier

ASKED_PART = USES_CARNET.partition("    accord:")[0]


def document(root: Path, files: dict[str, str]) -> str:
    built = amikit.build(write_dossier(root, files), ("md",), draft=True)
    text = built.paths[0].read_text(encoding="utf-8")
    return " ".join(text.replace("’", "'").split())


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        ("", "pas encore demandé."),
        ("{statut: demande, le: 2026-11-02}", "demandé le 2 novembre 2026."),
        ("{statut: accepte, le: 2026-11-02}", "accordé le 2 novembre 2026, déclaré par le consortium."),
        (
            "{statut: accepte, le: 2026-11-02, preuve: accords/oui.pdf}",
            "accordé le 2 novembre 2026, déclaré par le consortium. Preuve : accords/oui.pdf",
        ),
        ('{statut: accepte, le: 2026-11-02, preuve: "https://exemple.fr/1"}', "accordé le 2 novembre 2026. Preuve : "),
        ("{statut: accepte, le: 2026-11-02, empreinte: TODAY}", "accordé le 2 novembre 2026, déclaré par le consortium."),
        (
            "{statut: accepte, le: 2026-11-02, empreinte: 3f9a}",
            "accordé le 2 novembre 2026, sur une version antérieure, déclaré par le consortium.",
        ),
        ("{statut: demande, le: 2026-11-02, empreinte: 3f9a}", "demandé le 2 novembre 2026, sur une version antérieure."),
        ("{statut: refuse, le: 2026-11-02, empreinte: 3f9a}", "refusé le 2 novembre 2026, déclaré par le consortium."),
        (
            "{statut: reserve, le: 2026-11-02, par: Le bureau, reserves: Sans logo.}",
            "accordé avec réserves le 2 novembre 2026 (Le bureau), déclaré par le consortium. Réserves : Sans logo.",
        ),
    ],
)  # fmt: skip
def test_the_answer_of_a_steward_is_said_as_it_is_known(agreement: str, said: str, tmp_path: Path) -> None:
    known = load_known(write_dossier(tmp_path / "avant")).proposal
    assert known is not None
    agreement = agreement.replace("TODAY", fingerprint_of(known, "carnet", is_member=False))
    line = f"    accord: {agreement}\n" if agreement else ""

    text = document(tmp_path / "a", {"dossier.yaml": with_keys(ASKED_PART + line)})

    assert f"**Accord du porteur** : {said}" in text


def test_a_stale_agreement_is_said_in_the_overview_too(tmp_path: Path) -> None:
    line = "    accord: {statut: accepte, le: 2026-11-02, empreinte: 3f9a}\n"

    text = document(tmp_path, {"dossier.yaml": with_keys(ASKED_PART + line)})

    assert "| accordé le 02/11/2026, version antérieure |" in text


def test_each_member_has_a_line_once_one_of_them_was_asked(tmp_path: Path) -> None:
    atelier = MINIMAL["membres/atelier.md"].replace(
        "representant: ana\n", "representant: ana\naccord: {statut: accepte, le: 2026-11-09, empreinte: 3f9a}\n"
    )

    asked = document(tmp_path / "a", {"membres/atelier.md": atelier})
    unasked = document(tmp_path / "b", {})

    assert "L'accord de chaque membre sur sa propre part" in asked
    assert "- L'Atelier : accordé le 9 novembre 2026, sur une version antérieure, déclaré par le consortium." in asked
    assert "- La Cour : pas encore demandé." in asked
    assert "L'accord de chaque membre" not in unasked


def test_nothing_about_agreements_stops_a_build(tmp_path: Path) -> None:
    atelier = MINIMAL["membres/atelier.md"].replace(
        "representant: ana\n", "representant: ana\naccord: {statut: refuse, le: 2026-11-09, empreinte: 3f9a}\n"
    )
    line = "    accord: {statut: demande, le: 2026-11-02, empreinte: 3f9a}\n"
    root = write_dossier(tmp_path, {"membres/atelier.md": atelier, "dossier.yaml": with_keys(ASKED_PART + line)})

    assert [path.name for path in amikit.build(root, ("md",)).paths] == ["reponse.md"]
