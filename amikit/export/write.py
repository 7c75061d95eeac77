"""Put the outputs on the disk: all of them or none, and never over somebody's work."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from amikit.errors import AmikitError, refusal
from amikit.i18n import Text

REGISTER = ".amikit.json"
"""In the output folder: for each file, the digests of the last two that amikit wrote."""


_LARGEST_REGISTER = 100_000


def write_outputs(folder: Path, outputs: Mapping[str, bytes]) -> tuple[list[Path], list[Path]]:
    """Write each file beside its place, then rename them all; return them, and what was kept aside.

    A file that someone changed since amikit wrote it takes another name (``reponse (modifié 1).docx``),
    never lost. Raises ``AmikitError`` when the disk refuses; every previous file then stands.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as tidying, ExitStack() as undoing:
            for name in (REGISTER, *outputs):
                tidying.callback(_beside(folder, name, "part").unlink, missing_ok=True)
            for name, content in outputs.items():
                _write(_beside(folder, name, "part"), content)
            register = _read_register(folder)
            # Both digests, and before the renames: stopped in between, amikit still knows its own files.
            digests = {name: [_digest(content), *register.get(name, [])[:1]] for name, content in outputs.items()}
            _write_register(folder, register | digests)
            kept = [_put(folder, name, register.get(name, []), tidying, undoing) for name in outputs]
            undoing.pop_all()
    except OSError as error:
        why = refusal(error)
        raise AmikitError(
            Text(f"Impossible d'écrire dans « {folder} » : {why.fr}.", f"Cannot write to “{folder}”: {why.en}."),
            Text(
                "Fermez les documents ouverts, libérez de la place, ou choisissez « --out ».",
                "Close open documents, free some space, or choose “--out”.",
            ),
        ) from error
    return [folder / name for name in outputs], [aside for aside in kept if aside is not None]


def _beside(folder: Path, name: str, suffix: str) -> Path:
    return folder / f".{name.removeprefix('.')}.{suffix}"


def _write(path: Path, content: bytes) -> None:
    """A new file, on the disk for good; whatever stands there is removed, a link not followed."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put(folder: Path, name: str, known: Sequence[str], tidying: ExitStack, undoing: ExitStack) -> Path | None:
    """Rename the new file to its place; what stood there has a second name until all are in place,
    and keeps it, which is returned, when somebody changed it."""
    place, part = folder / name, _beside(folder, name, "part")
    if not place.is_file():
        part.replace(place)
        undoing.callback(place.unlink, missing_ok=True)
        return None
    was_changed = _digest(place.read_bytes()) not in known
    before = free_name(place) if was_changed else _beside(folder, name, "before")
    if not was_changed:
        tidying.callback(before.unlink, missing_ok=True)
        before.unlink(missing_ok=True)
    _give_second_name(place, before)
    undoing.callback(_restore, before, place)
    part.replace(place)
    return before if was_changed else None


def _give_second_name(place: Path, other: Path) -> None:
    try:
        os.link(place, other)
    except OSError:  # a disk without hard links
        try:
            shutil.copy2(place, other)
        except OSError:
            other.unlink(missing_ok=True)  # a part of a copy must not be taken for the whole
            raise


def _restore(before: Path, place: Path) -> None:
    before.replace(place)
    before.unlink(missing_ok=True)  # two names of one file: renaming one to the other leaves both


def free_name(place: Path) -> Path:
    """A name beside a file, that no other has: ``reponse (modifié 1).docx``."""
    number = 1
    while (aside := place.with_name(f"{place.stem} (modifié {number}){place.suffix}")).exists():
        number += 1
    return aside


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_register(folder: Path) -> dict[str, list[str]]:
    """The digests by file; none for what does not read as a list of them."""
    place = folder / REGISTER
    if place.is_symlink() or not place.is_file() or place.stat().st_size > _LARGEST_REGISTER:
        return {}
    try:
        written = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(written, dict):
        return {}
    return {str(name): [str(one) for one in digests] for name, digests in written.items() if isinstance(digests, list)}


def _write_register(folder: Path, register: Mapping[str, Sequence[str]]) -> None:
    part = _beside(folder, REGISTER, "part")
    _write(part, (json.dumps(dict(sorted(register.items())), indent=1) + "\n").encode())
    part.replace(folder / REGISTER)
