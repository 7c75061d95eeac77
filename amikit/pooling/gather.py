"""From files and folders to answers to compare: what cannot be read is said, and never stops the others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from amikit.annex.make import make_annex
from amikit.annex.schema import Annex
from amikit.compute.proposal import compute_proposal
from amikit.i18n import Text
from amikit.model.call import Call
from amikit.pipeline import load_folder
from amikit.pooling.party import Origin, Party, from_annex, from_intention
from amikit.publishing.intention import make_intention
from amikit.publishing.plain_words import one_line
from amikit.publishing.reading import may_hold_intention, read_intentions
from amikit.verify.apart import Verifier
from amikit.verify.reading import LARGEST_FILE
from amikit.verify.verdict import Light
from amikit.verify.words import WHY

_SUFFIXES = frozenset({".md", ".json", ".pdf", ".docx", ".odt", ".html", ".htm"})
_SETTINGS = "dossier.yaml"
_NO_CALL = Call(id="sans-appel", title="")
_NOTES = {
    "no-file": WHY["no-file"],
    "nothing": Text("ni note d'intention, ni annexe", "neither a note of intention nor an annex"),
    "newer": Text(
        "écrit par un amikit plus récent : une version plus récente le lira",
        "written by a newer amikit: a newer version will read it",
    ),
    "faulty": Text("la note d'intention ne suit pas son schéma", "the note of intention does not follow its schema"),
    "too-big": WHY["too-big"],
    "annex": Text(
        "son annexe ne peut pas être lue : « amikit verify » dit pourquoi",
        "its annex cannot be read: “amikit verify” says why",
    ),
    "incoherent": Text(
        "il se contredit (« amikit verify » dit où) : ses chiffres sont repris tels quels",
        "it contradicts itself (“amikit verify” says where): its figures are taken as they are",
    ),
    "folder": Text(
        "ce dossier ne peut pas être lu en entier : « amikit check » dit où",
        "this folder cannot be read entirely: “amikit check” says where",
    ),
    "empty-folder": Text("ce dossier ne contient rien à comparer", "this folder holds nothing to compare"),
    "same": Text(
        "la même réponse que « {other} » : elle est comptée une fois", "the same answer as “{other}”: it counts once"
    ),
    "versions": Text(
        "une autre version de la même réponse que « {other} » : seule cette dernière est comparée ; ne gardez que la plus "
        "récente",
        "another version of the same answer as “{other}”: only the latter is compared; keep only the most recent",
    ),
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about one of the files."""

    file: str
    code: str
    """A key of the words."""
    other: str = ""

    @property
    def words(self) -> Text:
        """Why, in words; ``other`` is left to put in, by who shows it."""
        return _NOTES.get(self.code) or WHY[self.code]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The answers, in an order of their own, and what is to be known of the files."""

    parties: tuple[Party, ...]
    notes: tuple[Note, ...]


def gather(paths: Sequence[Path], *, catalogs: Sequence[Path] = ()) -> Gathered:
    """Read every file and folder; the order in which they are named changes nothing."""
    found: list[Party] = []
    notes: list[Note] = []
    with Verifier(catalogs) as verifier:
        for path in sorted({*paths}, key=str):
            for item in _read(path, verifier, catalogs):
                (found if isinstance(item, Party) else notes).append(item)  # type: ignore[arg-type]
    parties, said = once_each(found)
    return Gathered(parties, tuple(sorted((*notes, *said), key=lambda note: (note.file, note.code, note.other))))


def _read(path: Path, verifier: Verifier, catalogs: Sequence[Path]) -> Iterator[Party | Note]:
    if not path.is_dir():
        yield from _read_file(path, verifier)
    elif (path / _SETTINGS).exists():
        yield _read_dossier(path, catalogs)
    else:
        files = sorted(one for one in path.rglob("*") if one.suffix.lower() in _SUFFIXES and one.is_file())
        # A page of text among others is no mistake: only what somebody named is said to hold nothing.
        items = [item for one in files for item in _read_file(one, verifier)]
        kept = [item for item in items if isinstance(item, Party) or item.code != "nothing"]
        yield from kept or [Note(str(path), "empty-folder")]


def _read_dossier(root: Path, catalogs: Sequence[Path]) -> Party | Note:
    loaded = load_folder(root, catalogs=catalogs)
    if loaded.dossier is None or any(found.is_unreadable for found in loaded.diagnostics):
        return Note(str(root), "folder")
    proposal = compute_proposal(loaded.dossier, loaded.catalog, loaded.call or _NO_CALL)
    told = from_intention(make_intention(proposal), str(root))
    counted = from_annex(make_annex(proposal, printed=(), excused=(), is_draft=True), str(root))
    return replace(told.completed_by(counted), origin=Origin.DOSSIER)


def _read_file(path: Path, verifier: Verifier) -> Iterator[Party | Note]:
    name = str(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError):
        yield Note(name, "no-file")
        return
    if may_hold_intention(content):
        read = read_intentions(content)
        if read.why:
            yield Note(name, read.why)
        yield from (from_intention(intention, name) for intention in read.intentions)
        return
    verdict = verifier.verify(path, name)
    if verdict.annex is not None:
        if verdict.light is Light.RED:
            yield Note(name, "incoherent")
        yield from_annex(Annex.model_validate_json(json.dumps(verdict.annex)), name)
        return
    codes = {check.code: check for check in verdict.checks}
    if "file" in codes:
        why = str(codes["file"].facts.get("why", "damaged"))
        yield Note(name, "nothing" if why in {"not-an-annex", "unknown"} else why)
    elif "version" in codes:
        yield Note(name, "newer")
    else:
        yield Note(name, "annex" if {"schema", "canonical", "annexes"} & set(codes) else "nothing")


def once_each(found: Iterable[Party]) -> tuple[tuple[Party, ...], list[Note]]:
    """Each answer once, from the file that says most of it, completed by the others; in an order of its own."""
    kept: dict[tuple[str, str, str], Party] = {}
    notes: list[Note] = []
    for party in sorted(found, key=lambda one: (one.origin, one.digest, one.files)):
        first = kept.setdefault(party.identity, party)
        if first is party:
            continue
        is_another = party.origin is first.origin and party.digest != first.digest
        shown = one_line(first.files[0])
        notes += [Note(file, "versions" if is_another else "same", shown) for file in party.files]
        if not is_another:
            kept[party.identity] = first.completed_by(party)
    return tuple(sorted(kept.values(), key=lambda one: one.order)), notes
