"""Write ``examples/cobudget-2018/``: the amounts of a real test, with ballots drawn at random from a fixed seed.

What is real comes from Movilab, “Expérimentation Cobudget”: 35 places, 500 € of play money each, items of
100 to 1 800 €, each with 1 to 12 co-funders. Nothing else is known here: names, the other costs and who
supported what are synthetic, and every file says so.

    python -m tools.make_cobudget_example
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "examples/cobudget-2018"
PLACES, EACH = 35, 500
LEAST, MOST = 100, 1_800
MOST_FUNDERS = 12
SEED = 2018
_WARNING = "Noms, coûts intermédiaires et bulletins inventés ; réels : 35 lieux, 500 € chacun, de 100 à 1 800 €, 1 à 12 soutiens."
_SOURCE = "Movilab, page « Expérimentation Cobudget » (essai de 2018)"
_KINDS = {"outils": "logiciel", "documentation": "documentation", "rencontres": "communaute", "accueil": "service"}
_STEPS = 6


def make_files() -> Mapping[str, str]:
    """Every file but the README, by path; the same at each run."""
    rng = random.Random(SEED)  # noqa: S311 - ballots, not secrets
    names = [f"{resource}/besoin-{number}" for resource in _KINDS for number in range(1, _STEPS + 1)]
    costs = {name: rng.randint(LEAST // 50, MOST // 50) * 50 for name in names}
    costs |= {names[0]: MOST, names[-1]: LEAST}
    files = {"dossier.yaml": "\n".join(_settings()) + "\n"}
    for resource, kind in _KINDS.items():
        files[f"ressources/{resource}.yaml"] = "\n".join(_card(resource, kind, costs)) + "\n"
    for place in range(1, PLACES + 1):
        files[f"membres/lieu-{place:02}.md"] = f"---\nnom: Lieu {place:02}\ngenre: tiers-lieu\n---\n\n{_WARNING}\n"
    files["allocation/LISEZMOI.md"] = (
        f"{_WARNING}\n\nLes bulletins de ce dossier sont tirés au hasard, d'une graine fixe.\n"
    )
    files["allocation/bulletins.csv"] = "\n".join(_ballots(rng, names)) + "\n"
    return files


def _settings() -> Iterator[str]:
    yield "# yaml-language-server: $schema=../../schemas/dossier.schema.json"
    yield f"# {_WARNING}"
    yield f"# Source de ce qui est réel : {_SOURCE}."
    yield "titre: Une répartition d'après l'essai de Cobudget de 2018"
    yield f'avertissement: "{_WARNING}"'
    yield "consortium:\n  nom: Trente-cinq lieux (noms inventés)"
    yield "allocation: parts-egales"
    yield "ressources:"
    yield from (f"  - ressource: {resource}" for resource in _KINDS)


def _card(resource: str, kind: str, costs: Mapping[str, int]) -> Iterator[str]:
    yield "# yaml-language-server: $schema=../../../schemas/ressource.schema.json"
    yield f"# {_WARNING}"
    yield f"id: {resource}"
    yield f"nom: {resource.capitalize()}"
    yield f"genre: {kind}"
    yield f'remarque: "{_WARNING}"'
    yield "prochaines_etapes:"
    for name, cost in costs.items():
        owner, _, step = name.partition("/")
        if owner == resource:
            yield f"  - id: {step}"
            yield f"    titre: Besoin {step.rpartition('-')[2]} ({resource})"
            yield f"    cout: {cost},00"
            yield "    statut: propose"


def _ballots(rng: random.Random, names: list[str]) -> Iterator[str]:
    """Five hundred points each, which are its 500 €, among a few needs; each need has 1 to 12 supporters."""
    funders = {name: rng.randint(2, MOST_FUNDERS - 1) for name in names}
    funders |= {names[0]: MOST_FUNDERS, names[-1]: 1}
    chosen: dict[int, list[str]] = {place: [] for place in range(1, PLACES + 1)}
    for name in names:
        fewest = sorted(chosen, key=lambda place: (len(chosen[place]), rng.random()))
        for place in fewest[: funders[name]]:
            chosen[place].append(name)
    yield ";".join(("membre", *names))
    for place, supported in chosen.items():
        cuts = sorted(rng.sample(range(1, EACH // 10), len(supported) - 1))
        bounds = [0, *cuts, EACH // 10]
        points = {name: 10 * (bounds[rank + 1] - bounds[rank]) for rank, name in enumerate(supported)}
        yield ";".join((f"lieu-{place:02}", *(str(points.get(name, "")) for name in names)))


def main() -> None:
    for name, text in make_files().items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
