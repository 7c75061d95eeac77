"""From what people already have, a shared document and their spreadsheet, to a draft that was checked."""

from __future__ import annotations

from pathlib import Path

import amikit as api
from amikit.diagnostics import Severity
from tests.cli.running import amikit, words
from tests.importing.documents import SHARED_ODT

ACCOUNTS = """\
Notre budget;;
;;
Intitulé;Coût;Année
Ouvrir la cour;1 200,50;2027
Dokos, mise en route;"2 000,00 €";2027
Total;3 200,50;
"""


def test_from_a_shared_document_and_a_spreadsheet_to_a_checked_draft(tmp_path: Path) -> None:
    root, table = tmp_path / "une réponse", tmp_path / "comptes.csv"
    table.write_text(ACCOUNTS, encoding="cp1252")

    steps = [
        amikit("new", root, "--call", "lieu-totem"),
        amikit("import", SHARED_ODT, root, "--yes", "--sections", "Idées en vrac=soutiens,début=pourquoi"),
        amikit("budget", "import", table, root, "--columns", "Intitulé=libelle,Coût=montant", "--yes"),
        amikit("add", "member", "L'Atelier", root, "--city", "Bourg-Essai", "--yes"),
        amikit("add", "person", "Ana Préface", root, "--member", "l-atelier", "--yes"),
        amikit("add", "resource", "dokos", root, "--for", "Tenir nos comptes", "--yes"),
        amikit("build", root, "--draft", "--format", "md"),
    ]

    assert [step.exit_code for step in steps] == [0] * len(steps), [words(step)[-300:] for step in steps]
    text = " ".join((root / "sortie" / "reponse-brouillon.md").read_text(encoding="utf-8").split())
    assert "réparer des vélos" in text
    assert "2 000" in text
    report = api.check(root).report
    assert not report.has_unreadable
    assert [one.code for one in report.standing if one.severity is Severity.ERROR] == []
