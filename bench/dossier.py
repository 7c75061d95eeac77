"""Write a dossier whose answer is about twenty pages long: same arguments, same bytes.

    python bench/dossier.py FOLDER [--times 2]

Everything in it is invented, except the names of the shared resources and of the call, which
come with amikit. ``--times 2`` doubles what a consortium writes: texts, members, budget lines,
milestones.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

PARTS = {
    "pourquoi-des-ressources": 2,
    "territoire": 3,
    "vision": 2,
    "axes": 3,
    "gouvernance": 2,
    "modele-economique": 2,
    "moyens-humains": 2,
}
"""The consortium's own sections, and how many parts of text each has."""
WITHOUT_TABLE = "pourquoi-des-ressources"
"""Each other section has one table: six in all."""
MEMBERS = {"atelier-du-quai": "Atelier du Quai", "grange-ronde": "Grange Ronde", "petite-gare": "Petite Gare"}
YEARS = (2021, 2022, 2023)
TIMES = (1, 2, 4)

_WHO = (
    "Les trois lieux",
    "Les équipes",
    "Les personnes qui ouvrent la porte le matin",
    "Les assemblées de chaque trimestre",
    "Les groupes de travail",
    "Les voisines et les voisins",
    "Celles et ceux qui rejoignent le projet",
    "Les personnes qui coordonnent",
    "Les comités ouverts",
    "Les collectifs accueillis",
)
_DO = (
    "écrivent ce qui a été appris",
    "relisent les comptes ensemble",
    "partagent un même agenda",
    "préparent la suite avec soin",
    "gardent une trace de chaque décision",
    "comparent les usages d'un lieu à l'autre",
    "accueillent les questions des nouveaux venus",
    "cherchent une solution plus simple",
    "publient leurs modes d'emploi",
    "mettent en commun le matériel",
)
_HOW = (
    "sans attendre la fin de l'année",
    "avec les outils que tout le monde sait déjà ouvrir",
    "dans un document que chacun peut corriger",
    "au rythme des saisons, et non des urgences",
    "en disant combien d'heures cela demande",
    "pour que l'effort serve plus d'une fois",
    "là où le besoin a été dit à voix haute",
    "comme l'an passé, à deux puis à dix",
    "quitte à recommencer si cela ne convient pas",
    "et le disent « tel quel » aux financeurs",
)
_WHY = (
    "c'est moins coûteux que d'agir chacun de son côté",
    "un lieu qui démarre en profite autant qu'un lieu installé",
    "personne ne devrait refaire seul ce que d'autres ont déjà réussi",
    "la confiance se construit sur des choses vérifiables",
    "rien ne garantit qu'une bonne volonté dure toujours",
    "un usage régulier vaut mieux qu'une belle annonce",
    "les habitudes comptent plus que les outils",
    "le territoire a déjà tout ce qu'il faut pour commencer",
)
_TOPICS = ("Accueil", "Entretien", "Animation", "Comptes", "Formation")

_SETTINGS = """\
titre: Trois lieux, un agenda, des outils pour tous
sous_titre: Dossier inventé, pour mesurer des durées
resume: >-
  Trois lieux déposent une seule réponse et demandent 150 000 € sur trois ans, pour consolider des ressources ouvertes
  dont ils ont tous besoin.
avertissement: Dossier inventé de bout en bout. Les porteurs des ressources citées n'ont été sollicités par personne.
appel: fabrique-de-territoire
langue: fr
periode: {{du: 2021-01-01, au: 2023-12-31}}
consortium:
  nom: Trois lieux
  chef_de_file: atelier-du-quai-1
  mandat: la signature de la convention, la réception de l'aide et la tenue des comptes.
  territoire: un territoire inventé
axes:
  - {{id: outiller, titre: Outiller les lieux, resume: Les lieux se gèrent avec des outils libres choisis ensemble.}}
  - {{id: transmettre, titre: Apprendre et transmettre, resume: Ce que les lieux apprennent s'écrit pour tous.}}
besoins: [gestion, documentation]
choix:
  methode: {{ressource: movilab}}
  outils: {{ressource: dokos}}
  documentation: {{ressource: movilab}}
ressources:
  - ressource: dokos
    usage: [deploiement]
    pour: Réserver les salles et tenir les comptes des lieux.
    axes: [outiller]
    engagements:
      - {{reponse_a: cofinancement, description: Cofinancer ce qui manque., lignes: [{dokos}]}}
      - reponse_a: documentation
        description: Publier le paramétrage commun.
        responsable: grange-ronde-1
        echeance: 2022-06-30
      - reponse_a: promotion-developpement
        description: Ouvrir une démonstration par an.
        responsable: atelier-du-quai-1
        echeance: 2023-06-30
    si_partiel: prorata
  - ressource: movilab
    usage: [usage]
    pour: Écrire au même endroit que les autres ce que les lieux apprennent.
    axes: [transmettre]
    engagements:
      - {{reponse_a: don, description: Un don chaque année., lignes: [{movilab}]}}
      - reponse_a: participation
        description: Prendre part aux rencontres de la communauté.
        responsable: petite-gare-1
        echeance: 2023-12-15
      - reponse_a: documenter
        description: Publier une page par action menée.
        responsable: petite-gare-1
        echeance: 2023-12-15
    si_partiel: prorata
calendrier:
  - {{titre: Se redire la vision, debut: 2021-01-12, genre: vision}}
  - {{titre: Se répartir le travail, debut: 2021-01-26, genre: repartition}}
  - {{titre: Mieux se connaître, debut: 2021-02-09, genre: connaissance}}
{milestones}
indicateurs:
  - {{titre: Lieux qui partagent un agenda, cible: 3 lieux fin 2022, mesure: Compter les agendas., axe: outiller}}
  - {{titre: Pages publiées, cible: 30 pages fin 2023, mesure: Lire l'historique., axe: transmettre}}
pieces:
  - {{id: statuts, jointe: oui, responsable: atelier-du-quai-1}}
  - {{id: liste-des-dirigeants, jointe: oui, responsable: atelier-du-quai-1}}
  - {{id: rib, jointe: oui, responsable: atelier-du-quai-1}}
  - {{id: pouvoir-du-signataire, jointe: oui, responsable: atelier-du-quai-1}}
part_communs_min: 60 %
exceptions:
  - {{regle: DOS007, ou: membres, motif: Les lieux sont inventés.}}
  - {{regle: REC006, motif: Aucun porteur n'a été sollicité pour un dossier inventé.}}
allocation: {{mode: manuelle, decision: 2020-12-08-repartition}}
"""
_MILESTONES = """\
  - {{titre: Agenda commun en service ({0}), debut: 2021-09-01, fin: 2021-10-15, axe: outiller}}
  - {{titre: Récit publié ({0}), debut: 2023-10-01, fin: 2023-12-15, axe: transmettre}}"""
_MEMBER = """\
---
nom: {name}
genre: tiers-lieu
ville: Ville inventée
maturite: mature
forme_juridique: association
besoins: [gestion, documentation]
---

{text}
"""
_DECISION = """\
---
titre: {title}
objet: {subject}
date: {on}
animation: Une personne de chaque lieu, à tour de rôle
participants: [Atelier du Quai, Grange Ronde, Petite Gare]
mode: consentement
issue: adoptee
a_revoir_le: 2021-12-07
---

{text}
"""
_DECISIONS = {
    "2020-11-24-reponse": {"title": "Répondre ensemble", "subject": "reponse", "on": "2020-11-24"},
    "2020-12-08-repartition": {"title": "Répartir l'argent", "subject": "allocation", "on": "2020-12-08"},
}
_EXPENSES_HEADER = "ligne;libelle;destination;axe;annee;nature;heures;taux;montant;compte;beneficiaire;personne;livrable;financeur;motif"
_INCOMES_HEADER = "ligne;libelle;financeur;statut;annee;nature;montant;compte"
_EXPENSES = """\
{0}-1;Cofinancer les réservations;ressource:dokos;outiller;{year};argent;;;{cash};604;porteur;;{leaves};ANCT;
{0}-2;Don à la communauté;ressource:movilab;transmettre;{year};argent;;;{cash};6571;porteur;;;ANCT;
{0}-3;Écrire les pages;ressource:movilab;transmettre;{year};argent;{hours};45,00;{paid};622;tiers:autrices;;{leaves};ANCT;
{0}-4;Coordonner les lieux;coordination;;{year};argent;{own_hours};45,00;{own};622;tiers:coordination;;;Les trois lieux;"""
_LEAVES = "Pages et notices | CC-BY-SA-4.0 | https://exemple.org"
_CASH, _HOURS, _OWN_HOURS, _HOURLY = 16_000, 400, 120, 45
"""Of each year."""


def write_dossier(root: Path, times: int = 1) -> None:
    """Write the whole dossier in ``root``; ``times`` is one of ``TIMES``."""
    _write(root / "dossier.yaml", _settings(times))
    for section, parts in PARTS.items():
        _write(root / f"sections/{section}.md", "\n".join(_parts(section, parts, times)))
    for decision, facts in _DECISIONS.items():
        _write(root / f"decisions/{decision}.md", _DECISION.format(**facts, text=_paragraphs(decision, times)))
    for number in range(1, times + 1):
        for member, name in MEMBERS.items():
            text = _MEMBER.format(name=f"{name} {number}", text=_paragraphs(f"{member}-{number}", 2))
            _write(root / f"membres/{member}-{number}.md", text)
    _write(root / "budget/depenses.csv", _expenses(times))
    _write(root / "budget/recettes.csv", _incomes(times))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class _Writer:
    """Draws sentences from lists: the same ones, in the same order, for the same seed."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)
        self._paragraphs = 0

    def pick(self, choices: Sequence[str]) -> str:
        # random() gives the same numbers on every version of Python; choice() does not promise it.
        return choices[int(self._random.random() * len(choices))]

    def sentence(self) -> str:
        return f"{self.pick(_WHO)} {self.pick(_DO)}, {self.pick(_HOW)} : {self.pick(_WHY)}."

    def paragraph(self) -> str:
        """Five sentences, with the marks that people use; every third one has a note."""
        number, marked, note = self._paragraphs, self.sentence(), ""
        self._paragraphs += 1
        match number % 3:
            case 0:
                marked = f"**{marked}**"
            case 1:
                marked = f"{marked} Voir [le récit complet](https://exemple.org/recit/{number})."
            case _:
                marked, note = f"{marked}[^{number}]", f"\n\n[^{number}]: {self.sentence()}"
        return f"{self.sentence()} {marked} {self.sentence()} *Et {self.pick(_HOW)}.* {self.sentence()}{note}"

    def part(self, number: int) -> str:
        """A heading, a paragraph, a list."""
        items = "\n".join(f"- {self.pick(_TOPICS)} : {self.pick(_WHY)} ;" for _ in range(3))
        return f"## {number}. {self.pick(_TOPICS)} {self.pick(_HOW)}\n\n{self.paragraph()}\n\n{items}\n"

    def table(self) -> str:
        rows = "\n".join(f"| {topic} | {self.pick(_WHY)} | 1 500,00 € |" for topic in _TOPICS)
        return f"| Sujet | Ce qui est prévu | Montant |\n|:-----|:----------|----:|\n{rows}\n\n: Ce qui est prévu\n"


def _parts(section: str, parts: int, times: int) -> Iterator[str]:
    writer = _Writer(section)
    for number in range(parts * times):
        yield writer.part(number + 1)
        if section != WITHOUT_TABLE and number % parts == 0:
            yield writer.table()


def _paragraphs(seed: str, count: int) -> str:
    writer = _Writer(seed)
    return "\n\n".join(writer.paragraph() for _ in range(count))


def _settings(times: int) -> str:
    return _SETTINGS.format(
        dokos=", ".join(f"{group}-1" for group in _groups(times)),
        movilab=", ".join(f"{group}-2" for group in _groups(times)),
        milestones="\n".join(_MILESTONES.format(number) for number in range(1, times + 1)),
    )


def _groups(times: int) -> list[str]:
    """The beginning of the ids of budget lines: ``times`` groups a year."""
    return [f"D{year}-{number}" for year in YEARS for number in range(1, times + 1)]


def _expenses(times: int) -> str:
    hours, own_hours = _HOURS // times, _OWN_HOURS // times
    facts = {"cash": f"{_CASH // times},00", "hours": hours, "paid": f"{hours * _HOURLY},00", "leaves": _LEAVES}
    facts |= {"own_hours": own_hours, "own": f"{own_hours * _HOURLY},00"}
    lines = [_EXPENSES.format(group, year=group[1:5], **facts) for group in _groups(times)]
    return "\n".join([_EXPENSES_HEADER, *lines, ""])


def _incomes(times: int) -> str:
    asked, own = 2 * _CASH + _HOURS * _HOURLY, _OWN_HOURS * _HOURLY
    lines = [_INCOMES_HEADER]
    for group in _groups(times):
        year = group[1:5]
        lines.append(f"R{group}-1;Aide, année {year};ANCT;sollicite;{year};argent;{asked // times},00;74")
        lines.append(
            f"R{group}-2;Fonds propres, année {year};Les trois lieux;propre;{year};argent;{own // times},00;70"
        )
    return "\n".join([*lines, ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, choices=TIMES, default=1, help="how much: 2 for twice as much")
    arguments = parser.parse_args()
    write_dossier(arguments.folder, arguments.times)


if __name__ == "__main__":
    main()
