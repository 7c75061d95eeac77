"""A call's template from the headings that it publishes: what is not known yet stays empty, and says so."""

from __future__ import annotations

import json
import re
from pathlib import Path

from amikit.errors import AmikitError, refusal
from amikit.i18n import Text
from amikit.spelling import slug

_LARGEST = 200_000
_MARK = re.compile(r"^(?:#{1,6}\s+|[-–—*•]\s+|[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]\s+)")
"""What numbers a heading, or lists it."""
_MOST = 100
_PROOFS = ("budget", "reciprocite", "reversement", "decisions", "personnes", "soutiens", "pieces")
"""The sections that ship with amikit and that any answer ends with; one that the call names itself is not added."""
_PROOF_TITLES = {
    "budget": "Budget",
    "reciprocite": "Annexe de réciprocité",
    "reversement": "Demande d'autorisation de reversement",
    "decisions": "Registre des décisions",
    "personnes": "Les personnes et leurs rôles",
    "soutiens": "Qui soutient la démarche",
    "pieces": "Pièces jointes",
}
_SECTION = """{% if prose %}
{{ prose }}

{% else %}
{{ todo("sections/ID.md", TITLE) }}

{% endif %}
"""


def read_headings(path: Path) -> tuple[str, ...]:
    """The headings of a text file, one a line; bullets, numbers and marks of Markdown aside."""
    with path.open("rb") as file:
        text = file.read(_LARGEST).decode("utf-8", errors="replace")
    titles = (_MARK.sub("", line.strip()).strip() for line in text.splitlines())
    return tuple(title for title in dict.fromkeys(titles) if slug(title))[:_MOST]


def write_call(folder: Path, title: str, headings: tuple[str, ...]) -> None:
    """Write ``template.yaml`` and a text for each heading. Raises ``AmikitError`` when the disk refuses."""
    ids: dict[str, str] = {}
    for heading in headings:
        name, number = slug(heading)[:60].strip("-"), 2
        while name in ids:
            name, number = f"{slug(heading)[:60].strip('-')}-{number}", number + 1
        ids[name] = heading
    try:
        (folder / "sections").mkdir(parents=True, exist_ok=True)
        for name, heading in ids.items():
            if name not in _PROOFS:
                text = _SECTION.replace("ID", name).replace("TITLE", json.dumps(heading, ensure_ascii=False))
                (folder / "sections" / f"{name}.md.j2").write_text(text, encoding="utf-8")
        (folder / "template.yaml").write_text(_template(folder.resolve().name, title, ids), encoding="utf-8")
    except OSError as error:
        why = refusal(error)
        raise AmikitError(
            Text(f"Impossible d'écrire dans « {folder} » : {why.fr}.", f"Cannot write to “{folder}”: {why.en}."),
            Text("Choisissez un autre nom ou un autre endroit.", "Choose another name or another place."),
        ) from error


def _template(name: str, title: str, ids: dict[str, str]) -> str:
    lines = [
        "# Un appel, tel que son règlement le dit. Chaque chiffre donne sa source ; ce que personne n'a publié reste vide.",
        f"id: {slug(name) or 'appel'}",
        f"titre: {_quoted(title or name)}",
        "genre:                      # appel à projets, appel à manifestation d'intérêt, marché…",
        "financeur:                  # tel qu'écrit dans budget/recettes.csv",
        "financeur_nom:              # son nom complet",
        "public: oui                 # non si le financeur est privé",
        "edition:",
        "  nom:",
        "  date:                     # 2027-01-31",
        "  url:",
        "  consulte_le:",
        "# plafonds:",
        "#   montant_max:",
        "#     montant: 50 000,00",
        "#     source:",
        "#       document: Règlement de l'appel",
        "#       page: 4",
        "#       citation: le passage exact",
        "reversement: non-precise    # autorise ou interdit, si l'appel le dit",
        "",
        "sections:",
    ]
    for section_id, heading in ids.items():
        lines += [f"  - id: {section_id}", f"    titre: {_quoted(heading)}"]
        if section_id not in _PROOFS:
            lines += ["    a_ecrire: oui"]
        if section_id == "budget":
            lines += ["    role: argent"]
    for section_id in _PROOFS:
        if section_id not in ids:
            lines += [f"  - id: {section_id}", f"    titre: {_quoted(_PROOF_TITLES[section_id])}"]
            lines += ["    role: argent"] if section_id == "budget" else []
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A text between double quotes: JSON's are YAML's."""
    return json.dumps(text, ensure_ascii=False)
