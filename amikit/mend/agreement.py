"""An answer, as a change to the dossier: ``accord:`` of a resource in dossier.yaml, or of a member in its file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from amikit.annex.canonical import grouped
from amikit.load.dossier import SETTINGS_FILE
from amikit.mend.entries import Words, as_lines, set_entry
from amikit.mend.files import Change, is_ours, rewrite
from amikit.model.agreement import AgreementStatus
from amikit.model.dossier import Dossier
from amikit.model.values import as_slug
from amikit.source.yaml import parse_yaml

KEY = "accord"
_LIST = "ressources"
_NAME = "ressource"
_FRONT = re.compile(r"(---[ \t]*\n)(.*?\n)((?:---|\.\.\.)[ \t]*(?:\n|$))", re.DOTALL)


def as_words(
    status: AgreementStatus,
    on: date,
    fingerprint: str,
    *,
    by: str = "",
    proof: str = "",
    reservations: str = "",
    figures: Sequence[Mapping[str, str]] = (),
) -> Words:
    """What is written under ``accord:``, in the order in which the files show it."""
    said: dict[str, str | Sequence[Mapping[str, str]]] = {"statut": status.value, "le": on.isoformat()}
    said |= {"par": by} if by else {}
    said |= {"montants": figures} if figures else {}
    said |= {"reserves": reservations} if reservations else {}
    said |= {"preuve": proof} if proof else {}
    return said | ({"empreinte": grouped(fingerprint)} if fingerprint else {})


Who = tuple[str, bool]
"""The identifier of a resource or of a member, and whether it is a member's."""


def plan_agreements(
    root: Path, dossier: Dossier, words: Mapping[Who, Words]
) -> tuple[list[Change], list[tuple[Path, Who]]]:
    """The change of each file, and the answers that cannot be written without a risk, with their files."""
    by_path: dict[Path, list[Who]] = {}
    for who in words:
        by_path.setdefault(_path_of(who, root, dossier), []).append(who)
    changes: list[Change] = []
    refused: list[tuple[Path, Who]] = []
    for path, several in by_path.items():
        left = list(several)

        def mended(text: str, several: Sequence[Who] = several, left: list[Who] = left) -> str | None:
            for who in several:
                after = _set(text, who, words[who])
                if after is not None:
                    text = after
                    left.remove(who)
            return text

        change = rewrite(path, mended) if is_ours(path, root) else None
        changes += [change] if change else []
        refused += [(path, who) for who in (left if change else several)]
    return changes, refused


def _path_of(who: Who, root: Path, dossier: Dossier) -> Path:
    name, is_member = who
    if not is_member:
        return root / SETTINGS_FILE
    place = dossier.members_by_id[name].at().path
    return place if place.is_relative_to(root) else root / "membres" / f"{name}.md"


def _set(text: str, who: Who, words: Words) -> str | None:
    name, is_member = who
    return _set_in_front_matter(text, words) if is_member else _set_in_list(text, name, words)


def to_type_in(words: Words) -> str:
    """The lines to write by hand, where amikit does not dare."""
    return "\n".join(as_lines(KEY, words, 0))


def _set_in_list(text: str, resource_id: str, words: Words) -> str | None:
    tree, _ = parse_yaml(text, Path())
    items = tree.get(_LIST) if isinstance(tree, dict) else None
    for place, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict) and as_slug(item.get(_NAME)) == resource_id:
            return set_entry(text, (_LIST, place), KEY, words)
    return None


def _set_in_front_matter(text: str, words: Words) -> str | None:
    if not text.startswith("---"):
        return "\n".join(["---", *as_lines(KEY, words, 0), "---", "", text])
    found = _FRONT.match(text)
    changed = set_entry(found[2], (), KEY, words) if found else None
    return f"{found[1]}{changed}{found[3]}{text[found.end() :]}" if found and changed is not None else None
