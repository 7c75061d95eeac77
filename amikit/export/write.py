"""Put the outputs on the disk: all of them or none, and never over somebody's work."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from amikit.errors import AmikitError
from amikit.i18n import Text

REGISTER = ".amikit.json"
"""In the output folder: the digest of each file as amikit wrote it."""


def write_outputs(folder: Path, outputs: Mapping[str, bytes]) -> tuple[list[Path], list[Path]]:
    """Write each file beside its place, then rename them all; return them, and what was kept aside.

    A file that someone changed since amikit wrote it is renamed (``reponse (modifié 1).docx``),
    never lost. Raises ``AmikitError`` when the disk refuses; the previous files then stand.
    """
    waiting: list[tuple[Path, Path]] = []
    kept: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        register = _read_register(folder)
        for name, content in outputs.items():
            beside = folder / f".{name}.part"
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            waiting.append((beside, folder / name))
        for beside, place in waiting:
            if _was_changed(place, register.get(place.name, "")):
                kept.append(_set_aside(place))
            beside.replace(place)
        digests = {name: hashlib.sha256(content).hexdigest() for name, content in outputs.items()}
        _write_register(folder, register | digests)
    except OSError as error:
        for beside, _ in waiting:
            beside.unlink(missing_ok=True)
        why = error.strerror or str(error)
        raise AmikitError(
            Text(f"Impossible d'écrire dans « {folder} » : {why}.", f"Cannot write to “{folder}”: {why}."),
            Text("Fermez les documents ouverts, libérez de la place, ou choisissez « --out ».", "Close open documents, free some space, or choose “--out”."),
        ) from error
    return [place for _, place in waiting], kept


def _read_register(folder: Path) -> dict[str, str]:
    try:
        written = json.loads((folder / REGISTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(digest) for name, digest in written.items()} if isinstance(written, dict) else {}


def _write_register(folder: Path, register: Mapping[str, str]) -> None:
    beside = folder / f"{REGISTER}.part"
    beside.write_text(json.dumps(dict(sorted(register.items())), indent=1) + "\n", encoding="utf-8")
    beside.replace(folder / REGISTER)


def _was_changed(place: Path, digest: str) -> bool:
    """Whether the file there is not the one that amikit wrote."""
    return place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() != digest


def _set_aside(place: Path) -> Path:
    number = 1
    while True:
        aside = place.with_name(f"{place.stem} (modifié {number}){place.suffix}")
        if not aside.exists():
            place.rename(aside)
            return aside
        number += 1
