"""What can be put right by itself: certain, shown first, written whole, never over someone's work."""

from __future__ import annotations

from pathlib import Path

import pytest

import amikit
from amikit.mend.edits import Replacement
from amikit.mend.files import Change, ChangedMeanwhile, plan_changes, write_changes
from amikit.mend.fixes import find_fixes
from amikit.spelling import Suggestion, did_you_mean
from tests.dossiers import EXAMPLES, MINIMAL, codes, with_keys, write_dossier


def changes_of(root: Path) -> list[Change]:
    checked = amikit.check(root)
    return plan_changes(find_fixes(checked.report, checked.proposal), root)


def mended(root: Path) -> list[str]:
    """The codes that were put right."""
    changes = changes_of(root)
    write_changes(changes)
    return [fix.found.code for change in changes for fix in change.fixes]


def test_a_typing_mistake_without_a_doubt_is_put_right(tmp_path: Path) -> None:
    settings = with_keys("axes:\n  - id: apprendre\n    titre: Apprendre\n    resumee: Tous ensemble.  # à relire\n")
    root = write_dossier(
        tmp_path, {"dossier.yaml": settings.replace("chef_de_file: atelier", "chef_de_file: 'atelie'   # signe")}
    )

    assert sorted(mended(root)) == ["DOS001", "LOA003"]
    assert (root / "dossier.yaml").read_text(encoding="utf-8") == settings.replace("resumee", "resume").replace(
        "chef_de_file: atelier", "chef_de_file: 'atelier'   # signe"
    )
    assert amikit.check(root).report.is_ready


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\r\n"), ("utf-16", "\n"), ("cp1252", "\r\n")])
def test_a_table_keeps_its_encoding_its_ends_of_lines_and_its_quotes(encoding: str, end: str, tmp_path: Path) -> None:
    lines = [
        "ligne;libelle;destination;annee;montant;compte;beneficiaire",
        'D1;"Tenir ; l\'été";ressource:carnett;2027;1000,00;6571;porteur',
        "D2;Cour;lieu:cour;2027;500,00;615;tiers:artisan",
    ]
    root = write_dossier(tmp_path)
    table = root / "budget" / "depenses.csv"
    table.write_bytes(end.join(lines).encode(encoding))

    assert mended(root) == ["BUD007"]
    assert table.read_bytes() == end.join(lines).replace("carnett", "carnet").encode(encoding)


def test_cents_that_braces_cut_are_put_between_quotes(tmp_path: Path) -> None:
    settings = with_keys(
        "ressources:\n  - ressource: carnet\n    pour: Ce que nous en ferons.\n    engagements:\n      - reponse_a: entretien\n"
        "        lignes: [{ligne: D1, montant: 1 000,00}]\n    accord: {statut: accepte, le: 2026-11-02}\n"
    )
    root = write_dossier(tmp_path, {"dossier.yaml": settings})

    assert mended(root) == ["LOA013"]
    assert 'montant: "1 000,00"}' in (root / "dossier.yaml").read_text(encoding="utf-8")
    assert "LOA013" not in codes(amikit.check(root).report)


def test_a_resource_that_is_named_is_declared_with_what_its_steward_expects(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/qui.md": "Nous tenons nos comptes dans Dokos.\n"})

    assert mended(root) == ["REC001"]
    proposal = amikit.check(root).proposal
    assert proposal is not None
    use = proposal.dossier.uses_by_id["dokos"]
    dokos = proposal.catalog.by_id["dokos"]
    assert [one.answers_id for one in use.commitments] == [
        one.id for one in dokos.expectations if one.trigger in {"citation", "usage"}
    ]
    assert "REC001" not in codes(amikit.check(root).report)


def test_what_is_excused_is_left_alone(tmp_path: Path) -> None:
    settings = with_keys("exceptions:\n  - regle: REC001\n    motif: Cité pour l'histoire.\n")
    root = write_dossier(tmp_path, {"dossier.yaml": settings, "sections/qui.md": "Dokos était là.\n"})

    assert changes_of(root) == []


def test_a_word_that_two_others_are_like_is_never_chosen() -> None:
    suggestion = did_you_mean("axe-3", ["axe-1", "axe-2"])

    assert isinstance(suggestion, Suggestion)
    assert not suggestion.is_certain


@pytest.mark.parametrize(
    ("typed", "known", "certain"),
    [
        ("doko", ["dokos", "loot"], True),
        ("titr", ["titre", "tirage"], True),
        ("ana", ["ann", "zoe"], False),
        ("baraka", ["barack", "la-baraque"], False),
        ("D11", ["D1", "D12"], False),
    ],
)
def test_only_an_unmistakable_word_is_certain(typed: str, known: list[str], certain: bool) -> None:
    found = did_you_mean(typed, known)

    assert (isinstance(found, Suggestion) and found.is_certain) == certain


def test_the_example_with_errors_keeps_every_other_line() -> None:
    changes = changes_of(EXAMPLES / "avec-erreurs")

    for change in changes:
        gone = [line for line in change.diff("x")[2:] if line.startswith("-")]
        replaced = [fix for fix in change.fixes if isinstance(fix.edit, Replacement)]
        assert len(gone) == len(replaced)


def test_a_file_that_changed_meanwhile_stops_everything(tmp_path: Path) -> None:
    root = write_dossier(
        tmp_path, {"dossier.yaml": with_keys("sous_titree: Un\n"), "membres/cour.md": "---\nnomm: Cour\n---\n"}
    )
    changes = changes_of(root)
    assert len(changes) == 2
    changes[1].path.write_text("autre", encoding="utf-8")
    before = changes[0].path.read_bytes()

    with pytest.raises(ChangedMeanwhile):
        write_changes(changes)

    assert changes[0].path.read_bytes() == before
    assert changes[1].path.read_text(encoding="utf-8") == "autre"


def test_the_rights_of_a_file_stay_and_nothing_is_left_beside(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"dossier.yaml": with_keys("resumme: Un\n")})
    (root / "dossier.yaml").chmod(0o640)

    mended(root)

    assert (root / "dossier.yaml").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in root.iterdir() if path.name.startswith(".")] == []


def test_a_file_elsewhere_is_never_written(tmp_path: Path) -> None:
    catalog = tmp_path / "catalogue"
    catalog.mkdir()
    (catalog / "pot.yaml").write_text("id: pot\nnomm: Pot\nnom: Pot commun\ngenre: service\n", encoding="utf-8")
    root = write_dossier(tmp_path / "a")
    checked = amikit.check(root, catalogs=[catalog])
    assert "LOA003" in codes(checked.report)

    assert plan_changes(find_fixes(checked.report, checked.proposal), root) == []


def test_amounts_of_one_table_are_written_alike(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    table = root / "budget" / "depenses.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("500,00", '"500.00 €"'), encoding="utf-8")
    before = amikit.check(root).proposal

    assert mended(root) == ["BUD020"]
    assert 'D2;Remettre l\'eau dans la cour;lieu:cour;2027;"500,00";615' in table.read_text(encoding="utf-8")
    after = amikit.check(root).proposal
    assert before is not None
    assert after is not None
    assert before.dossier.budget == after.dossier.budget


def test_a_comma_is_not_put_where_it_would_cut_a_cell(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    (root / "budget" / "depenses.csv").write_text(
        "ligne,libelle,destination,annee,montant,compte,beneficiaire\n"
        'D1,Entretenir le carnet,ressource:carnet,2027,"1000,00",6571,porteur\n'
        "D2,Remettre l'eau dans la cour,lieu:cour,2027,500.00,615,tiers:artisan\n",
        encoding="utf-8",
    )

    assert "BUD020" in codes(amikit.check(root).report)
    assert mended(root) == []


def test_the_name_of_a_column_is_put_right(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    table = root / "budget" / "depenses.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("beneficiaire", "beneficiare"), encoding="utf-8")

    mended(root)

    assert amikit.check(root).report.is_ready


def test_a_declared_resource_still_waits_for_what_it_will_receive(tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/qui.md": MINIMAL["sections/qui.md"] + "Nous encaissons avec TiBillet.\n"})

    assert mended(root) == ["REC001"]
    after = amikit.check(root)
    assert not after.report.is_ready
    assert {"REC004", "REC019"} <= set(codes(after.report))
    assert after.proposal is not None
    assert [row.promised_acts for row in after.proposal.ledger.of_resource("tibillet")] == [()]


@pytest.mark.parametrize("last", ["", "\r\n"])
def test_the_ends_of_lines_of_windows_stay(last: str, tmp_path: Path) -> None:
    root = write_dossier(tmp_path, {"sections/qui.md": MINIMAL["sections/qui.md"] + "Nous encaissons avec TiBillet.\n"})
    settings = root / "dossier.yaml"
    settings.write_bytes(settings.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n") + last.encode())

    assert mended(root) == ["REC001"]
    content = settings.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    assert content.endswith(last.encode())
    assert codes(amikit.check(root).report)


@pytest.mark.parametrize("mixed", ["titre: A\rresources:\r", "titre: A\r\nresume: B\n"])
def test_a_file_with_odd_ends_of_lines_is_left_alone(mixed: str, tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    (root / "dossier.yaml").write_bytes(mixed.encode() + b"chef: x\n")

    assert [change.path.name for change in changes_of(root) if change.path.name == "dossier.yaml"] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("DEP-2027-02", "DEP-2027-01"),
        ("D11", "D1"),
        ("leader-2028", "leader-2027"),
        ("tibillat", "tibillet"),
        ("loires", "rives"),
    ],
)
def test_a_digit_or_another_letter_makes_another_name(typed: str, meant: str) -> None:
    found = did_you_mean(typed, [meant])

    assert not (isinstance(found, Suggestion) and found.is_certain)


def test_a_funder_is_never_renamed(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    table = root / "budget" / "depenses.csv"
    header, *lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([f"{header};financeur", *(f"{line};Villle" for line in lines)]) + "\n", encoding="utf-8")

    assert "BUD018" in codes(amikit.check(root).report)
    assert changes_of(root) == []


def test_of_two_wrong_keys_for_one_right_key_neither_is_chosen(tmp_path: Path) -> None:
    settings = MINIMAL["dossier.yaml"].replace("  mandat: la", "  manndat: autre\n  mandatt: la")
    root = write_dossier(tmp_path, {"dossier.yaml": settings})

    assert codes(amikit.check(root).report).count("LOA003") == 2
    assert changes_of(root) == []


def test_a_front_matter_never_gets_the_same_key_twice(tmp_path: Path) -> None:
    member = MINIMAL["membres/cour.md"].replace("genre: tiers-lieu", "genre: association\ngenree: tiers-lieu")
    root = write_dossier(tmp_path, {"membres/cour.md": member})

    assert "LOA003" in codes(amikit.check(root).report)
    assert changes_of(root) == []


def test_an_old_encoding_is_kept(tmp_path: Path) -> None:
    root = write_dossier(tmp_path)
    (root / "membres" / "cour.md").write_bytes("---\nnomm: L\xe9a\ngenre: tiers-lieu\n---\n".encode("cp1252"))

    assert mended(root) == ["LOA003"]
    assert "é".encode("cp1252") in (root / "membres" / "cour.md").read_bytes()


def test_many_faults_of_one_table_are_mended_together(tmp_path: Path) -> None:
    lines = "".join(f"L{n};Une ligne;ressource:carnett;2027;1,00;6571;porteur\n" for n in range(300))
    root = write_dossier(
        tmp_path, {"budget/depenses.csv": "ligne;libelle;destination;annee;montant;compte;beneficiaire\n" + lines}
    )

    assert mended(root) == ["BUD007"] * 300
