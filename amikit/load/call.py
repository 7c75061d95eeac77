"""Read what a funder asks for: ``templates/<call>/template.yaml``."""

from __future__ import annotations

from pathlib import Path

from amikit.diagnostics import Diagnostic
from amikit.i18n import Text
from amikit.load import faults
from amikit.load.reader import FolderReader
from amikit.model.call import Call
from amikit.paths import is_own, templates_root
from amikit.source.span import NOWHERE, Span
from amikit.spelling import did_you_mean


def known_calls() -> list[str]:
    """The calls that ship with amikit, in the order of their names."""
    return sorted(path.parent.name for path in templates_root().glob("*/template.yaml"))


_LONGEST_NAME = 100
"""Letters; a longer name is no folder."""


def load_call(
    call_id: str, asked_at: Span, dossier_root: Path, template_root: Path | None = None
) -> tuple[Call | None, list[Diagnostic]]:
    """A call by the name of its folder: ``template_root`` when given, one that the dossier
    brings in ``modeles/``, else one that ships with amikit.

    None and a diagnostic at ``asked_at`` when there is none; None alone when nothing that
    could name a call was read.
    """
    if template_root:
        call_id = template_root.resolve().name
    elif not call_id:
        if asked_at.path == NOWHERE:
            return None, []
        explains = Text("l'appel auquel la réponse est faite", "the call that is answered")
        return None, [faults.MISSING_KEY.at(asked_at, "appel", key="appel", explains=explains)]
    candidates = [template_root] if template_root else [dossier_root / "modeles" / call_id, templates_root() / call_id]
    is_plain = template_root is not None or (
        call_id.replace("-", "").isalnum() and call_id.isascii() and len(call_id) <= _LONGEST_NAME
    )
    folder = next((path for path in candidates if is_plain and (path / "template.yaml").is_file()), None)
    if folder is None:
        hint = did_you_mean(call_id, known_calls())
        return None, [faults.UNKNOWN_CALL.at(asked_at, "appel", call=call_id, hint=hint)]
    if template_root is None and not is_own(folder) and not FolderReader(dossier_root).is_inside(folder):
        return None, [faults.OUTSIDE.at(Span(folder), "appel", name=folder.name)]
    reader = FolderReader(folder)
    call = reader.read_yaml(Call, folder / "template.yaml", f"modele/{call_id}")
    if call is not None:
        call = call.found_in(folder)
        if call.id != folder.name:
            reader.report(faults.ID_MISMATCH, call.at("id"), f"modele/{call_id}", id=call.id, stem=folder.name)
    return call, reader.diagnostics
