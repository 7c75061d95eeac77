"""Put the pieces together: a dossier in, a workshop ready to run out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from amikit.i18n import Language
from amikit.pipeline import Checked, check
from amikit.workshop.keeper import Keeper
from amikit.workshop.painter import Painter
from amikit.workshop.pdf import PdfMaker
from amikit.workshop.serving import Workshop
from amikit.workshop.watching import Watcher
from amikit.workshop.web import Pages


def open_workshop(
    root: Path,
    language: Language,
    *,
    catalogs: Sequence[Path] = (),
    template: Path | None = None,
    editor: str = "",
) -> Workshop:
    """A workshop that has an address already; ``run`` makes its first page, follows the files and serves."""

    def read() -> Checked:
        return check(root, catalogs=catalogs, template=template)

    watcher = Watcher([root, *catalogs, *([template] if template else [])])
    keeper = Keeper(Painter(root, language, editor), watcher, read)
    return Workshop(Pages(keeper, PdfMaker(root, catalogs, template), language))
