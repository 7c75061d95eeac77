"""Compile Typst with our pages and our fonts only."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import typst

from amikit.errors import AmikitError
from amikit.i18n import Text
from amikit.paths import shared_path

PAGE = "page.typ"
_PIXELS_PER_INCH = 200
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def literal(text: str) -> str:
    r"""A Typst string literal that reads back as ``text``.

    >>> literal('a"b\n')
    '"a\\"b\\u{a}"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", escaped) + '"'


def compile_typst(
    source: str,
    *,
    to: Literal["pdf", "png", "svg"],
    inputs: Mapping[str, str],
    files: Mapping[str, bytes] | None = None,
    standards: list[typst.PDFStandard] | None = None,
    on: date = date(1980, 1, 1),
) -> bytes:
    """Compile ``source``, which may import ``/page.typ`` and read ``files``, to one file's bytes.

    Same arguments, same bytes. Nothing else of this machine can be read: the root is a
    folder made for the occasion. A warning is a bug of ours, like an error: it raises.
    """
    with TemporaryDirectory(prefix="amikit-") as folder:
        root = Path(folder)
        shutil.copyfile(shared_path(PAGE), root / PAGE)
        for name, content in (files or {}).items():
            (root / name).write_bytes(content)
        main = root / "main.typ"
        main.write_text(source, encoding="utf-8")
        result, warnings = _compiled(
            main,
            root=root,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format=to,
            ppi=_PIXELS_PER_INCH,
            sys_inputs=dict(inputs),
            pdf_standards=standards or [],
            timestamp=datetime.combine(on, time(), UTC),
            package_path=root,
            package_cache_path=root,
        )
    if warnings:
        raise RuntimeError("typst: " + "; ".join(warning.diagnostic for warning in warnings))
    made: bytes = result[0] if isinstance(result, list) else result
    return made


def _compiled(*arguments: Any, **options: Any) -> tuple[Any, list[Any]]:
    """What typst gives; a picture that only its decoder could find damaged is the person's to mend."""
    try:
        made: tuple[Any, list[Any]] = typst.compile_with_warnings(*arguments, **options)
    except typst.TypstError as error:
        if "decode image" not in str(error):
            raise
        raise AmikitError(
            Text(
                "Une image du dossier est abîmée et ne peut pas être imprimée.",
                "A picture of the folder is damaged and cannot be printed.",
            ),
            Text(
                "Ouvrez chaque image dans un logiciel de dessin, et enregistrez-la de nouveau en PNG.",
                "Open each picture in a drawing program, and save it again as PNG.",
            ),
        ) from error
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[shared_path("fonts")])
