"""Time a whole check of a very long answer against a very large catalog, and name what it is compared with.

    python bench/large.py [--runs 3]

The answer has about 300 pages (730 000 characters), the catalog 10 000 resources with 30 000 names; some of
them are in the text. The baseline reads the same text with markdown-it-py and the same cards with PyYAML's
C loader, and does nothing else. Then the text, and the catalog, are doubled. Always ends with 0.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # the same by path and by "-m bench.large"

from bench.dossier import PARTS, WITHOUT_TABLE, write_dossier
from bench.run import AMIKIT, Measure, Target, print_measures, print_targets, python_command, run_measures

CHARACTERS = 730_000
RESOURCES = 10_000
_AT_MOST = 3.0
_READING = """
import sys
from pathlib import Path
import markdown_it, yaml
root, catalog = map(Path, sys.argv[1:])
parser = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])
for path in [*sorted(root.glob("sections/*.md")), *sorted(root.glob("membres/*.md"))]:
    parser.parse(path.read_text(encoding="utf-8"))
for path in [*sorted(root.glob("*.yaml")), *sorted(catalog.rglob("*.yaml"))]:
    yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
"""
_FIRST = ("Atelier", "Carnet", "Réseau", "Fonds", "Outil", "Cercle", "Guide", "Jardin", "Journal", "Registre")
_SECOND = ("des voisinages", "du littoral", "des communs", "de l'été", "des ouvrages", "du quartier", "de la halle")
_CARD = """\
id: {id}
nom: {names[0]}
genre: logiciel
resume: Une ressource inventée, pour mesurer des durées.
porteur:
  nom: Les porteuses de {names[0]}
licence: AGPL-3.0-or-later
noms: ["{names[1]}", "{names[2]}"]
reciprocites:
  - id: soutien
    description: Contribuer à l'entretien.
    forme: argent
    attendu:
      montant: 1 000,00
    statut: publie
    source: https://exemple.org/{id}
"""


def names_of(number: int) -> list[str]:
    """Three names of a resource, unlike those of the others."""
    first, second = _FIRST[number % len(_FIRST)], _SECOND[number % len(_SECOND)]
    return [f"{first} {second} {number}", f"{first}-{number}", f"{second.split()[-1].capitalize()} n° {number}"]


def write_catalog(root: Path, resources: int) -> None:
    """Cards of invented resources."""
    (root / "logiciel").mkdir(parents=True)
    for number in range(resources):
        card = _CARD.format(id=f"ressource-{number}", names=names_of(number))
        (root / "logiciel" / f"ressource-{number}.yaml").write_text(card, encoding="utf-8")


def write_long_dossier(root: Path, characters: int, resources: int) -> None:
    """The dossier of the other bench, its sections made that long; one sentence in ten names a resource."""
    write_dossier(root, times=1)
    share = characters // (len(PARTS) - 1)
    for section in PARTS:
        if section != WITHOUT_TABLE:
            (root / "sections" / f"{section}.md").write_text(
                "".join(_paragraphs(section, share, resources)), encoding="utf-8"
            )


def _paragraphs(seed: str, characters: int, resources: int) -> Iterator[str]:
    random, written = Random(seed), 0
    while written < characters:
        sentences = []
        for _ in range(6):
            sentence = "Les lieux **écrivent** ensemble ce qu'ils ont appris, l'été comme l'hiver, et le relisent"
            if random.random() < 0.1:
                sentence += f" avec {names_of(int(random.random() * resources))[int(random.random() * 3)]}"
            sentences.append(sentence + ".")
        paragraph = " ".join(sentences) + "\n\n"
        written += len(paragraph)
        yield paragraph


def _measures(folder: Path) -> list[Measure]:
    sizes = {"": (CHARACTERS, RESOURCES), ", text twice": (2 * CHARACTERS, RESOURCES)}
    sizes[", catalog twice"] = (CHARACTERS, 2 * RESOURCES)
    measures = []
    for name, (characters, resources) in sizes.items():
        root, catalog = folder / f"dossier{name}", folder / f"catalogue{name}"
        write_long_dossier(root, characters, resources)
        write_catalog(catalog, resources)
        measures.append(Measure(f"check{name}", [python_command(AMIKIT, "check", root, "--catalog", catalog)]))
        if not name:
            measures.insert(0, Measure("reading alone", [python_command(_READING, root, catalog)]))
    return measures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=3, help="how many times each command runs")
    runs = parser.parse_args().runs
    with TemporaryDirectory(prefix="amikit-bench-") as name:
        measures = _measures(Path(name))
        run_measures(measures, runs)
    print_measures(measures, runs)
    print()
    print_targets(
        measures,
        [
            Target("check", "reading alone", _AT_MOST),
            Target("check, text twice", "check", 2.0),
            Target("check, catalog twice", "check", 2.0),
        ],
    )


if __name__ == "__main__":
    main()
