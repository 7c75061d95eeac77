"""Nobody's name, address nor number is in the annex; the names of organisations are."""

from __future__ import annotations

import base64
import json
import re
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amikit.annex.people import HIDDEN, Discretion, person_digest
from amikit.render.answer import Answer
from amikit.spelling import plain
from amikit.verify.reading import receive
from tests.dossiers import MINIMAL, with_keys, write_dossier
from tests.verify.kit import CARRIERS, codes, sealed, verdict_of, written

PEOPLE = {
    "responsable": "Zoé Quérévart-Lambin",
    "soutien": "Ysoline d'Ormesquin",
    "porteuse": "Barnabé Zwölfkinder",
    "accord": "Philomène Oyo N'Dongabé",
    "tiers": "Crispin Valdemarais",
    "animation": "Hildegarde Tournepierre",
}
EMAILS = ("zoe.q@exemple.fr", "ysoline+soutien@exemple.org")
PHONES = ("06 12 34 56 78", "+33 6 98 76 54 32", "0145671234", "06.11.22.33.44")
STREET = "17 rue des Prunelliers"
ORGANISATIONS = ("L'Atelier", "La Cour", "Les Plumes voisines", "Carnet des voisinages", "Les Deux Lieux")

EVERYWHERE = " ; ".join((*PEOPLE.values(), *EMAILS, *PHONES))

FILES = {
    "dossier.yaml": with_keys(
        f"""\
titre: Un carnet, par {PEOPLE["responsable"]} ({EMAILS[0]}, {PHONES[0]})
consortium:
  nom: Les Deux Lieux
  chef_de_file: atelier
  mandat: "la signature, par {EVERYWHERE}."
  territoire: "{EVERYWHERE}"
personnes:
  - id: zoe
    nom: {PEOPLE["responsable"]}
    role: Coordination
    membre: atelier
  - id: barnabe
    nom: {PEOPLE["porteuse"]}
    role: Accueil
    membre: cour
ressources:
  - ressource: carnet
    pour: "Avec {EVERYWHERE}"
    engagements:
      - reponse_a: entretien
        lignes: [D1]
      - description: "Écrire avec {EVERYWHERE}."
        responsable: zoe
        echeance: 2027-06-30
    accord:
      statut: accepte
      le: 2026-11-02
      par: {PEOPLE["accord"]}
      preuve: "mail à {EMAILS[1]}, tél. {PHONES[1]}, dit {PEOPLE["accord"]}"
soutiens:
  - nom: {PEOPLE["soutien"]}
    personne: oui
    texte: "{EVERYWHERE}"
exceptions:
  - regle: GOV005
    ou: dossier/calendrier
    motif: "Vu avec {EVERYWHERE}."
calendrier:
  - titre: "Ouvrir avec {PEOPLE["responsable"]}"
    debut: 2027-04-03
choix:
  documentation:
    ressource: propre
    motif: "{EVERYWHERE}"
    licence: CC-BY-SA-4.0
    ou: "chez {PEOPLE["porteuse"]}, {EMAILS[1]}"
""",
    ),
    "membres/atelier.md": MINIMAL["membres/atelier.md"].replace("representant: ana", "representant: zoe"),
    "budget/depenses.csv": (
        "ligne;libelle;destination;annee;montant;compte;beneficiaire;personne;livrable\n"
        f"D1;Payer {EVERYWHERE.replace(';', ',')};ressource:carnet;2027;1000,00;6571;porteur;;\n"
        f"D2;Remettre l'eau;lieu:cour;2027;500,00;615;tiers:{PEOPLE['tiers']};zoe;"
        f"Notice de {PEOPLE['tiers']} | CC-BY-SA-4.0 | {EMAILS[0]}\n"
    ),
    "budget/recettes.csv": MINIMAL["budget/recettes.csv"].replace("Aide de la ville", f"Aide de {PEOPLE['responsable']}"),
    "decisions/2026-11-14-argent.md": MINIMAL["decisions/2026-11-14-argent.md"].replace(
        "mode: consentement", f"animation: {PEOPLE['animation']}\nmode: consentement"
    ),
}  # fmt: skip


@cache
def answer() -> Answer:
    with tempfile.TemporaryDirectory() as folder:
        return sealed(write_dossier(Path(folder), FILES), draft=True)


def leaks(text: str) -> list[str]:
    """Every word of a name, every address and number that a text holds, however it is written."""
    said = plain(text)
    words = {word for name in PEOPLE.values() for word in re.split(r"[\s'’-]+", plain(name)) if len(word) > 3}
    digits = re.sub(r"[\s.\u00a0\u202f-]", "", text)
    found = [word for word in sorted(words) if word in said]
    found += [one for one in EMAILS if one.lower() in said]
    found += [one for one in PHONES if re.sub(r"[\s.]", "", one) in digits]
    return found


def test_the_hunt_finds_what_it_hunts() -> None:
    page = written(answer(), "html").decode()

    assert set(leaks(EVERYWHERE)) >= {"querevart", "ndongabe", *EMAILS, *PHONES} - {"ndongabe"}
    assert leaks(page) != [], "the document itself names people: its annex does not"


def test_nobody_is_named_in_the_annex() -> None:
    said = json.loads(answer().annex)

    assert leaks(answer().annex.decode()) == []
    assert [one["reason"] for one in said["exceptions"]] != [], "the motives are there, without the names"
    assert [one["act"] for part in said["resources"] for one in part["commitments"] if one["act"]] != []
    assert codes(verdict_of(answer().annex)) == []


@pytest.mark.parametrize("suffix", CARRIERS)
def test_nobody_is_named_in_the_annex_that_a_file_carries(suffix: str) -> None:
    (annex,) = receive(written(answer(), suffix)).annexes

    assert leaks(annex.decode()) == []


def test_nobody_is_named_in_json_ld_nor_in_what_is_told_of_the_attachment() -> None:
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", written(answer(), "html").decode(), re.DOTALL)
    linked = next(text for tag, text in scripts if "ld+json" in tag)
    letters = next(text for tag, text in scripts if "octet-stream" in tag)

    assert leaks(linked) == []
    assert leaks(base64.b64decode(letters).decode()) == []


def test_the_names_of_organisations_stay() -> None:
    annex = answer().annex.decode()

    assert [name for name in ORGANISATIONS if name not in annex] == []


def test_one_person_is_one_digest_however_the_name_is_written() -> None:
    said = json.loads(answer().annex)
    zoe = person_digest("ZOE  quérévart-lambin", said["call"]["id"])

    assert zoe in said["people"]
    assert [line["person"] for line in said["budget"]["expenses"]] == ["", zoe]
    assert person_digest(PEOPLE["responsable"], "un-autre-appel") != zoe
    payee = said["budget"]["expenses"][1]["payee"]
    assert payee == {"kind": "tiers", "id": person_digest(PEOPLE["tiers"], said["call"]["id"])}


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.characters(categories=["L", "M", "P", "Z"]), max_size=30),
    st.sampled_from([*PEOPLE.values(), *(name.upper() for name in PEOPLE.values())]),
    st.text(st.characters(categories=["P", "Z"]), min_size=1, max_size=3),
)
def test_a_name_is_hidden_wherever_it_stands(text: str, name: str, around: str) -> None:
    hidden = Discretion("appel", tuple(sorted(map(plain, PEOPLE.values()), key=len, reverse=True)), {}).hide(
        f"{text}{around}{name}{around}{text}"
    )

    assert HIDDEN in hidden
    assert plain(name) not in plain(hidden)
