"""The letters: one page, everything that is asked, in words that can be pasted in a message."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import docx
import pytest

from amikit.agreeing import ask_everyone, load_known
from amikit.annex.canonical import grouped
from amikit.compute.agreements import compute_batches, use_fingerprint
from amikit.compute.parts import compute_parts
from amikit.compute.proposal import Proposal
from amikit.export.formats import EXPORTERS
from amikit.render.answer import Answer
from amikit.render.letter import as_email, compose_member_letter, compose_steward_letter
from tests.dossiers import EXAMPLES, MINIMAL, with_keys, write_dossier
from tests.export.pdf_reading import page_texts, standards_faults

ON = date(2026, 11, 22)
CARD = MINIMAL["ressources/carnet.yaml"]
USE = """\
  - ressource: {name}
    usage: [usage, deploiement]
    pour: Ce que nous en ferons.
    engagements:
      - reponse_a: entretien
        lignes: [D1]
      - description: Publier nos pages, sous licence libre.
        responsable: ana
        echeance: 2027-06-30
    si_partiel: prorata
"""
TABLE = "ligne;libelle;destination;annee;montant;compte;beneficiaire\n"


def proposal_of(root: Path, files: Mapping[str, str] | None = None) -> Proposal:
    found = load_known(write_dossier(root, files)).proposal
    assert found is not None
    return found


def letter_to_steward(proposal: Proposal) -> Answer:
    (batch,) = compute_batches(proposal, list(proposal.dossier.uses_by_id))
    return compose_steward_letter(batch, proposal, ON)


def plain(text: str) -> str:
    return " ".join(text.split()).replace("’", "'")


def in_pdf(letter: Answer) -> list[str]:
    return page_texts(EXPORTERS["pdf"](letter))


def in_docx(letter: Answer) -> str:
    document = docx.Document(io.BytesIO(EXPORTERS["docx"](letter)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return plain(" ".join([*(one.text for one in document.paragraphs), *cells]))


def several(count: int) -> dict[str, str]:
    names = [f"carnet{number}" for number in range(count)]
    files = {"dossier.yaml": with_keys("ressources:\n" + "".join(USE.format(name=name) for name in names))}
    for name in names:
        files[f"ressources/{name}.yaml"] = CARD.replace("id: carnet", f"id: {name}").replace("voisinages", name)
    return files


def test_a_steward_reads_all_that_it_is_asked_in_every_format(tmp_path: Path) -> None:
    proposal = proposal_of(tmp_path, {"dossier.yaml": with_keys("ressources:\n" + USE.format(name="carnet"))})
    use, card = proposal.dossier.uses_by_id["carnet"], proposal.catalog.by_id["carnet"]
    mark = grouped(use_fingerprint(use, card, proposal.dossier))

    letter = letter_to_steward(proposal)

    (page,) = in_pdf(letter)
    for said in (plain(page), in_docx(letter), plain(as_email(letter))):
        for words in (
            "Ce que nous en ferons.",
            "usage et déploiement, chez L'Atelier et La Cour",
            "Contribuer à l'entretien du carnet : 1 000,00 €, publié",
            "1 000,00 € en 2027 pour Les Plumes voisines, sous forme d'aide, sans facture (ligne D1), par L'Atelier",
            "Publier nos pages, sous licence libre, par Ana Préface, avant le 30 juin 2027",
            "Si le financeur accorde moins que demandé : engagement réduit dans la même proportion.",
            "avant le 11 décembre 2026",
            "Vous acceptez.",
            "Vous acceptez avec des réserves.",
            "Vous refusez. L'argent qui vient du dehors peut plier une ressource à ce qu'il finance",
            "Merci du soin que vous prenez de cette ressource.",
            mark,
        ):
            assert words in said
    assert "Les Plumes voisines" in page
    assert "22 novembre 2026" in page


@pytest.mark.parametrize(
    ("account", "how"),
    [
        ("6571", ", sous forme d'aide, sans facture (ligne D1)"),
        ("611", ", sur facture (ligne D1)"),
        ("", ", facture ou aide : à préciser ensemble (ligne D1)"),
    ],
)
def test_an_invoice_is_told_from_an_aid_by_the_account(account: str, how: str, tmp_path: Path) -> None:
    lines = TABLE + f"D1;Entretenir le carnet;ressource:carnet;2027;1000,00;{account};porteur\n"

    assert how in plain(as_email(letter_to_steward(proposal_of(tmp_path, {"budget/depenses.csv": lines}))))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_letter_for_a_few_resources_holds_on_one_page(count: int, tmp_path: Path) -> None:
    letter = letter_to_steward(proposal_of(tmp_path, several(count)))

    assert len(in_pdf(letter)) == 1


def test_a_letter_for_many_resources_goes_on_rather_than_lose_one(tmp_path: Path) -> None:
    letter = letter_to_steward(proposal_of(tmp_path, several(12)))

    pages = in_pdf(letter)
    text = plain(" ".join(pages))
    assert len(pages) > 1
    for said in (text, plain(as_email(letter)), in_docx(letter)):
        assert [number for number in range(12) if f"Carnet des carnet{number}." not in said] == []
        assert "ressource par ressource" in said


@pytest.mark.parametrize("example", ["lieu-totem", "monscobar", "premiers-pas"])
def test_every_letter_of_the_examples_holds_on_one_page(example: str) -> None:
    known = load_known(EXAMPLES / example)
    assert known.proposal is not None
    asked = ask_everyone(known.proposal)
    letters = [compose_steward_letter(one, known.proposal, ON) for one in asked.batches]
    letters += [compose_member_letter(one, known.proposal, ON) for one in asked.parts]

    assert [letter.cover.title for letter in letters if len(in_pdf(letter)) != 1] == []
    assert letters


def test_a_letter_is_accessible_and_archivable(tmp_path: Path) -> None:
    content = EXPORTERS["pdf"](letter_to_steward(proposal_of(tmp_path)))

    assert standards_faults(content, tmp_path) == []


def test_the_same_letter_gives_the_same_bytes(tmp_path: Path) -> None:
    proposal = proposal_of(tmp_path)

    for form in ("pdf", "docx"):
        assert EXPORTERS[form](letter_to_steward(proposal)) == EXPORTERS[form](letter_to_steward(proposal))


def test_a_steward_that_nobody_knows_is_greeted_by_its_resource(tmp_path: Path) -> None:
    card = CARD.replace("  nom: Les Plumes voisines\n", "  contact: https://exemple.fr/carnet/contact\n")
    letter = letter_to_steward(proposal_of(tmp_path, {"ressources/carnet.yaml": card}))

    (page,) = in_pdf(letter)
    assert "À qui prend soin de Carnet des voisinages https://exemple.fr/carnet/contact" in plain(page)


def test_the_email_begins_with_its_subject_and_has_no_markup(tmp_path: Path) -> None:
    lines = as_email(letter_to_steward(proposal_of(tmp_path))).split("\n")

    assert plain(lines[0]) == "Objet : Votre accord : Carnet des voisinages, dans notre réponse commune"
    assert lines[1:4] == ["", "Bonjour,", ""]
    assert not any(mark in line for line in lines for mark in ("**", "|", "`", "\\"))


def test_a_member_reads_its_lines_its_hours_its_promises_and_the_mandate(tmp_path: Path) -> None:
    table = (
        "ligne;libelle;destination;annee;heures;taux;montant;compte;beneficiaire;personne;nature\n"
        "D1;Entretenir le carnet;ressource:carnet;2027;;;1000,00;6571;porteur;;\n"
        "D2;Remettre l'eau;lieu:cour;2027;;;500,00;615;tiers:artisan;;\n"
        "D3;Tenir les comptes;coordination;2027;10;30;;641;atelier;ana;\n"
        "D4;Arroser;coordination;2027;5;12;;864;;ana;benevolat\n"
    )
    files = {"budget/depenses.csv": table, "dossier.yaml": with_keys("ressources:\n" + USE.format(name="carnet"))}
    proposal = proposal_of(tmp_path, files)
    parts = compute_parts(proposal.dossier, proposal.catalog)

    own, other = (plain(as_email(compose_member_letter(parts[name], proposal, ON))) for name in ("atelier", "cour"))

    assert (
        "Tenir les comptes : vous est payé, heures (Ana Préface) (ligne D3) Quand : 2027 Combien : 300,00 €, 10 h"
        in own
    )
    assert "Arroser : heures (Ana Préface) (ligne D4) Quand : 2027 Combien : 60,00 €, 5 h (bénévolat)" in own
    assert "Publier nos pages, sous licence libre, envers Carnet des voisinages : Ana Préface en répond" in own
    assert "L'Atelier est chef de file" in own
    assert "Remettre l'eau : est pour votre lieu (ligne D2)" in other
    assert "Tenir les comptes" not in other
    assert "Ce que vous lui confiez : la signature de la convention." in other


def test_a_member_reads_what_it_brings_with_others_and_the_lead_what_it_pays_for_all(tmp_path: Path) -> None:
    incomes = (
        "ligne;libelle;financeur;statut;annee;montant;compte;nature\n"
        "R1;Aide;Ville;sollicite;2027;1000,00;74;\n"
        "R2;Fonds propres;la cour et L'ATELIER;propre;2027;500,00;70;\n"
        "R3;Bénévolat;La Cour;propre;2027;60,00;875;benevolat\n"
        "R4;Contrôle;La Cour des comptes;acquis;2027;10,00;74;\n"
    )
    proposal = proposal_of(tmp_path, {"budget/recettes.csv": incomes})
    parts = compute_parts(proposal.dossier, proposal.catalog)

    lead, other = (plain(as_email(compose_member_letter(parts[name], proposal, ON))) for name in ("atelier", "cour"))

    for said in (lead, other):
        assert "Fonds propres : apporté ensemble par la cour et L'ATELIER (ligne R2)" in said
        assert "ligne R4" not in said
    assert "Bénévolat : vous l'apportez (ligne R3) Quand : 2027 Combien : 60,00 € (bénévolat)" in other
    paid = "Vous versez, au nom de tous, ce qui est promis aux ressources (1 ligne : D1) Combien : 1 000,00 €"
    assert paid in lead
    assert "Vous versez" not in other


def test_a_card_s_note_is_not_read_to_its_steward_and_a_gift_is_no_answer(tmp_path: Path) -> None:
    note = "Une contribution à convenir avec le porteur, qui reste à trouver."
    card = CARD.replace("Contribuer à l'entretien du carnet.", note)
    card = card.replace(
        "    attendu:\n      montant: 1 000,00\n    statut: publie", "    attendu: null\n    statut: a-convenir"
    )
    files = {"ressources/carnet.yaml": card, "dossier.yaml": with_keys("ressources:\n" + USE.format(name="carnet"))}

    said = plain(as_email(letter_to_steward(proposal_of(tmp_path, files))))

    assert "Une contribution : le chiffre est à convenir avec vous" in said
    assert "reste à trouver" not in said
    assert "Nous promettons aussi, sans que rien de cela soit attendu : Publier nos pages, sous licence libre" in said


def test_a_member_without_a_part_is_told_so(tmp_path: Path) -> None:
    proposal = proposal_of(tmp_path, {"membres/lavoir.md": "---\nnom: Le Lavoir\n---\n"})
    part = compute_parts(proposal.dossier, proposal.catalog)["lavoir"]

    assert "Aucune ligne du budget et aucun engagement ne vous nomme encore." in plain(
        as_email(compose_member_letter(part, proposal, ON))
    )


def test_the_letters_of_an_english_dossier_are_in_english(tmp_path: Path) -> None:
    settings = with_keys("langue: en\nressources:\n" + USE.format(name="carnet"))
    proposal = proposal_of(tmp_path, {"dossier.yaml": settings})
    parts = compute_parts(proposal.dossier, proposal.catalog)

    steward = plain(as_email(letter_to_steward(proposal)))
    member = plain(as_email(compose_member_letter(parts["cour"], proposal, ON)))

    assert steward.startswith("Subject: Your agreement for Carnet des voisinages, in our joint answer Hello, We (")
    assert "€1,000.00 in 2027 to Les Plumes voisines, as aid, without an invoice (line D1), by L'Atelier" in steward
    assert "You refuse. Money from outside can bend a resource" in steward
    assert "is for your place (line D2)" in member
    assert "L'Atelier leads" in member


def test_what_was_typed_stays_text(tmp_path: Path) -> None:
    words = "**gras** | `code` <b>x</b> {{ 7 * 7 }} \\\\"
    use = USE.format(name="carnet").replace("Ce que nous en ferons.", f"'{words}'")
    letter = letter_to_steward(proposal_of(tmp_path, {"dossier.yaml": with_keys("ressources:\n" + use)}))

    assert words in plain(as_email(letter))
    assert plain(words).replace(" ", "") in plain(in_pdf(letter)[0]).replace(" ", "")


def test_a_letter_says_nothing_of_people_that_it_does_not_need(tmp_path: Path) -> None:
    text = as_email(letter_to_steward(proposal_of(tmp_path)))

    assert "00000005900014" not in text
    assert "Comité des fêtes" not in text
