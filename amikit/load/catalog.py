"""Read resources: those that ship with amikit, those of a dossier, those of another catalog."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from amikit.diagnostics import Diagnostic
from amikit.load import faults
from amikit.load.reader import FolderReader
from amikit.model.catalog import Catalog, Resource, ResourceKind

_KINDS = sorted(kind.value for kind in ResourceKind)


def load_catalog(
    root: Path, *, own_root: Path | None = None, others: Sequence[Path] = ()
) -> tuple[Catalog, list[Diagnostic]]:
    """Every resource of ``root``, of other catalogs, and of a dossier's ``ressources/``.

    Files are ``<genre>/<slug>.yaml`` or ``<slug>.yaml``. Two resources never share an id:
    the first one read is kept, and the second is said.
    """
    resources: dict[str, Resource] = {}
    unreadable: set[str] = set()
    diagnostics: list[Diagnostic] = []
    own_ids: set[str] = set()
    shelves = [(folder, False) for folder in (root, *others)]
    if own_root is not None and (own_root / "ressources").is_dir():
        shelves.append((own_root / "ressources", True))
    for folder, is_own in shelves:
        reader = FolderReader(own_root if is_own and own_root else folder)
        for path in _files(reader, folder):
            resource = _read(reader, path)
            if resource is None:
                unreadable.add(path.stem)
                continue
            other = resources.get(resource.id)
            if other is not None:
                reader.report(
                    faults.ID_COLLISION, resource.at("id"), f"catalogue/{resource.id}", id=resource.id, other=other.name
                )
                continue
            resources[resource.id] = resource
            if is_own:
                own_ids.add(resource.id)
        diagnostics.extend(reader.diagnostics)
    return Catalog(resources, frozenset(own_ids), frozenset(unreadable)), diagnostics


def _files(reader: FolderReader, folder: Path) -> list[Path]:
    relative = "" if folder == reader.root else str(folder.relative_to(reader.root))
    found: list[Path] = []
    for name in ("", *_KINDS):
        place = f"{relative}/{name}".strip("/") if name or relative else ""
        found.extend(path for path in reader.files(place, ".yaml"))
    return found


def _read(reader: FolderReader, path: Path) -> Resource | None:
    about = f"catalogue/{path.stem}"
    resource = reader.read_yaml(Resource, path, about)
    if resource is not None and resource.id != path.stem:
        reader.report(faults.ID_MISMATCH, resource.at("id"), about, id=resource.id, stem=path.stem)
    return resource
