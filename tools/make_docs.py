"""Write the two references of ``docs/``: every key of every file, and every finding.

``fichiers.md`` comes from the models, ``regles.md`` from the rules and from the pages of
``tests/rules/``; a test says when they were forgotten:

    python -m tools.make_docs
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from amikit.diagnostics import SEVERITY_WORDS, Fault
from amikit.model.budget import Expense, Income
from amikit.model.contributions import Contribution
from amikit.model.dossier import SectionFront
from amikit.paths import rule_page_path, shared_path
from amikit.rules import FAULTS
from amikit.rules.page import read_rule_page, with_places
from tools.make_schemas import KINDS, ROOT, FileKind, Schema, schema_of

DOCS = ROOT / "docs"

_NOTICE = "<!-- Écrit par « make docs » : ne pas modifier à la main. -->\n"

_FILES_INTRO = """\
# Les fichiers, clé par clé

Les clés sont en français, sans accents. Partout :

- **ce qui est vide n'est pas faux** : une clé sans valeur n'est pas encore remplie ;
- un **montant** s'écrit en euros, `1 500,00` ; entre accolades, mettez-le entre guillemets, sinon la virgule le couperait ;
- un **taux** porte son signe, `40 %` ; une **date** s'écrit année-mois-jour, `2027-01-31` ;
- un **identifiant** n'a que des minuscules sans accents, des chiffres et des tirets, `la-coroutine` ;
- un texte qui contient « : » ou « # » se met entre guillemets ; `>-` annonce un texte sur plusieurs lignes.

Un éditeur qui connaît YAML peut proposer ces clés à mesure que vous tapez : les schémas sont dans [`schemas/`](../schemas/).

"""
_RULES_INTRO = """\
# Les constats, un par un

Ce que `amikit check` peut dire. Une **erreur** est fausse, une chose **à faire** manque encore : l'une et l'autre arrêtent
la réponse, pas le brouillon. Un **conseil** n'arrête rien. Entre ‹ ›, ce qui change d'un dossier à l'autre.

Un constat qui ne vous concerne pas se laisse passer dans `exceptions`, avec son motif, sauf ceux de la famille LOA :
un fichier qui ne peut pas être lu arrête aussi le brouillon. Un code n'est jamais réemployé.
"""
_FAMILIES: Mapping[str, str] = {
    "LOA": "Les fichiers qui ne peuvent pas être lus",
    "DOS": "Le dossier",
    "RES": "Les fiches des ressources",
    "REC": "La réciprocité",
    "BUD": "Le budget",
    "CAL": "L'appel",
    "TXT": "Les textes",
    "ACC": "L'accessibilité",
    "GOV": "Les décisions",
    "EXC": "Les exceptions",
    "TAB": "Les tableurs (amikit budget import)",
    "IMP": "Ce qui est repris d'ailleurs (amikit import, amikit catalog import)",
    "REP": "La répartition (amikit allocate)",
    "SUI": "Le suivi (amikit budget report)",
}
_TABLES: Mapping[str, FileKind] = {
    "section": FileKind(
        SectionFront, "sections/*.md", "L'en-tête, facultatif, d'un texte qui complète ou remplace une section."
    ),
    "depenses": FileKind(Expense, "budget/depenses.csv", "Une ligne par dépense, en argent ou en nature."),
    "recettes": FileKind(Income, "budget/recettes.csv", "Une ligne par recette, en argent ou en nature."),
    "contributions": FileKind(
        Contribution,
        "suivi/contributions.csv",
        "Une ligne par contribution faite, payée ou reçue ; un format propre à amikit, lu par `amikit budget report`.",
    ),
}
_SHAPES = {"1 500,00": "montant", "7,5": "nombre", "40 %": "taux", "2027-01-31": "date"}
"""What a value is, by the example that its schema gives."""
_ORDER = ("dossier", "membre", "section", "depenses", "recettes", "decision", "ressource", "appel", "contributions")


def files_page() -> str:
    """``docs/fichiers.md``."""
    kinds = {**KINDS, **_TABLES}
    parts = [_FILES_INTRO, "| Fichier | Ce qu'il dit |\n|:--|:--|\n"]
    parts += [f"| {_link(kinds[name].title)} | {kinds[name].description} |\n" for name in _ORDER]
    for name in _ORDER:
        parts += ["\n", *_kind(kinds[name], _columns(name))]
    return _NOTICE + "".join(parts)


def anchor(heading: str) -> str:
    """The name that a forge gives to a heading, for links to it."""
    kept = "".join(letter for letter in heading.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def _link(heading: str, words: str = "") -> str:
    return f"[{words or heading}](#{anchor(heading)})"


def _columns(name: str) -> list[str]:
    """The columns of a table, in the order that ``amikit new`` writes them; none for another kind of file."""
    if name not in ("depenses", "recettes"):
        return []
    return shared_path(f"new/{name}.csv").read_text(encoding="utf-8-sig").strip().split(";")


def _kind(kind: FileKind, columns: list[str]) -> Iterator[str]:
    """The section of one kind of file: its keys, then those of each block inside it."""
    schema = schema_of(kind)
    places = _places(schema, schema["$defs"])
    yield f"## {kind.title}\n\n{kind.description}\n\n"
    yield from _table(schema, places, kind.title, columns)
    for name, path in places.items():
        yield f"\n### {_heading(path, kind.title)}\n\n"
        yield from _table(schema["$defs"][name], places, kind.title)


def _heading(path: str, title: str) -> str:
    return f"{path} ({title})"


def _places(schema: Schema, definitions: Mapping[str, Schema]) -> dict[str, str]:
    """Each block and the path of keys where it is first met, in reading order."""
    places: dict[str, str] = {}

    def walk(holder: Schema, above: str) -> None:
        for key, value in holder["properties"].items():
            for name in re.findall(r"#/\$defs/(\w+)", str(value)):
                if name not in places:
                    places[name] = f"{above} › {key}" if above else key
                    walk(definitions[name], places[name])

    walk(schema, "")
    return places


def _table(schema: Schema, places: Mapping[str, str], title: str, columns: list[str] | None = None) -> Iterator[str]:
    yield "| Clé | Valeur | Ce qu'on y écrit |\n|:--|:--|:--|\n"
    properties: Mapping[str, Schema] = schema["properties"]
    for key in columns or properties:
        value = properties[key]
        links = {name: anchor(_heading(path, title)) for name, path in places.items()}
        words = _expects(value, links)
        is_said = value["description"] == words.replace("`", "") + "."
        if key in schema.get("required", ()):
            words = f"**obligatoire** ; {words}"
        elif "default" in value:
            words += f" (`{value['default']}` si rien n'est écrit)"
        explains = "" if is_said else value["description"].replace("|", "\\|")
        yield f"| `{key}` | {words} | {explains} |\n"


def _expects(schema: Schema, links: Mapping[str, str]) -> str:
    """What a schema accepts, in words."""
    match schema:
        case {"enum": values}:
            return _either([f"`{value}`" for value in values if value is not None])
        case {"anyOf": [{"type": "array"}, item, *_]}:
            return f"{_expects(item, links)}, ou une liste"
        case {"anyOf": [{"$ref": _} as block, {"title": key}, *_]}:
            return f"{_expects(block, links)}, ou sa seule clé `{key}`"
        case {"anyOf": [only, {"type": "null"}]}:
            return _expects(only, links)
        case {"$ref": target}:
            return f"[un bloc](#{links[target.rpartition('/')[2]]})"
        case {"items": item}:
            return f"liste : {_expects(item, links)}"
        case {"additionalProperties": _}:
            return "un texte par nom"
        case {"examples": [example]}:
            return f"{_SHAPES[example]}, comme `{example}`"
        case {"type": ["string", "integer", *_]}:
            return "nombre entier"
        case {"pattern": _}:
            return "identifiant"
    return "texte"


def _either(words: list[str]) -> str:
    return " ou ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def rules_page() -> str:
    """``docs/regles.md``."""
    parts = [_RULES_INTRO, "\n"]
    families = {code[:3] for code in FAULTS}
    parts += [f"- {_link(f'{family} : {_FAMILIES[family]}')}\n" for family in _FAMILIES if family in families]
    for family, title in _FAMILIES.items():
        codes = sorted(code for code in FAULTS if code.startswith(family))
        parts += [f"\n## {family} : {title}\n", *(_fault(FAULTS[code]) for code in codes)]
    return _NOTICE + "".join(parts)


def _fault(fault: Fault) -> str:
    page = read_rule_page(fault.code)
    example = f"[Un exemple](../{rule_page_path(fault.code).relative_to(ROOT).as_posix()})"
    severity = SEVERITY_WORDS[fault.severity].fr
    lines = [f"\n### {fault.code}", f"**{page.title.fr}** ({severity})", f"> {with_places(fault.message, 'fr')}"]
    if fault.hint and fault.hint.fr != "{hint}":
        lines.append(f"→ {with_places(fault.hint, 'fr')}")
    lines.append(f"{page.why.fr} {example}")
    return "\n\n".join(filter(None, lines)) + "\n"


if __name__ == "__main__":
    (DOCS / "fichiers.md").write_text(files_page(), encoding="utf-8")
    (DOCS / "regles.md").write_text(rules_page(), encoding="utf-8")
