"""Compile Typst with our pages and our fonts only."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import typst

from amikit.errors import AmikitError
from amikit.export.fonts import our_fonts
from amikit.i18n import Text
from amikit.paths import shared_path

Format = Literal["pdf", "png", "svg"]
PAGE = "page.typ"
MAIN = "main.typ"
_LONGEST_HERE = 1_000_000
"""Characters of Typst; an answer of 30 pages has 120 000."""
_MOST_BLOCKS_HERE = 20_000
"""Cells, mostly: each takes 30 kB until the PDF is written. An answer of 30 pages has 2 000."""
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
    to: Format,
    inputs: Mapping[str, str],
    files: Mapping[str, bytes] | None = None,
    names: Mapping[str, str] | None = None,
    standards: Sequence[typst.PDFStandard] = (),
    on: date = date(1980, 1, 1),
) -> bytes:
    """Compile ``source``, which may import ``/page.typ`` and read ``files``, to one file's bytes.

    Same arguments, same bytes. Nothing else of this machine can be read: the root is a
    folder made for the occasion. A warning is a bug of ours, like an error: it raises; but
    for a picture that only its decoder finds damaged, which ``AmikitError`` names as in ``names``.
    What is far larger than any answer is compiled apart, and stopped when it takes too much.
    """
    with _prepared(source, files or {}) as root:
        job = Job(str(root), to, dict(inputs), list(standards), on.isoformat())
        try:
            if len(source) > _LONGEST_HERE or source.count("[") > _MOST_BLOCKS_HERE:
                from amikit.export.compile_apart import run_job_apart

                return run_job_apart(job)
            return run_job(job)
        except typst.TypstError as error:
            if "decode image" not in str(error):
                raise
            raise _damaged(job, names or {}) from error


def compile_pages(source: str, *, to: Literal["png", "svg"], inputs: Mapping[str, str]) -> list[bytes]:
    """Compile ``source``, short and ours, to one picture a page; same arguments, same bytes."""
    with _prepared(source, {}) as root:
        return _compiled(Job(str(root), to, dict(inputs), [], date(1980, 1, 1).isoformat()))


def query_typst(source: str, label: str, *, inputs: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    """The JSON value of the metadata that ``source`` marks with ``label``, once it is laid out."""
    with _prepared(source, files) as root:
        found: str = typst.query(
            root / MAIN,
            f"<{label}>",
            field="value",
            one=True,
            root=root,
            font_paths=our_fonts(),
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
            package_path=root,
            package_cache_path=root,
        )
        return found


@contextmanager
def _prepared(source: str, files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder of its own that holds the source, our pages, and what the source reads."""
    with TemporaryDirectory(prefix="amikit-") as folder:
        root = Path(folder)
        shutil.copyfile(shared_path(PAGE), root / PAGE)
        for name, content in files.items():
            (root / name).write_bytes(content)
        (root / MAIN).write_text(source, encoding="utf-8")
        yield root


@dataclass(frozen=True, slots=True)
class Job:
    """What typst is asked, in words that travel as JSON."""

    folder: str
    """The root, that holds ``main.typ`` and all that it reads."""
    to: Format
    inputs: dict[str, str]
    standards: list[typst.PDFStandard]
    on: str


def run_job(job: Job) -> bytes:
    """Compile what a folder holds, in this process. Raises ``typst.TypstError``."""
    return _compiled(job)[0]


def _compiled(job: Job) -> list[bytes]:
    """One file, or one for each page of pictures."""
    root = Path(job.folder)
    result, warnings = typst.compile_with_warnings(
        root / MAIN,
        root=root,
        font_paths=our_fonts(),
        ignore_system_fonts=True,
        format=job.to,
        ppi=_PIXELS_PER_INCH,
        sys_inputs=job.inputs,
        pdf_standards=job.standards,
        timestamp=datetime.combine(date.fromisoformat(job.on), time(), UTC),
        package_path=root,
        package_cache_path=root,
    )
    if warnings:
        raise RuntimeError("typst: " + "; ".join(warning.diagnostic for warning in warnings))
    made: list[bytes] = result if isinstance(result, list) else [result]
    return made


def _damaged(job: Job, names: Mapping[str, str]) -> AmikitError:
    """What to say of the first picture that cannot be drawn alone."""
    name = next((name for file, name in names.items() if not _can_be_drawn(job, file)), "?")
    return AmikitError(
        Text(
            f"L'image « {name} » est abîmée et ne peut pas être imprimée.",
            f"The picture “{name}” is damaged and cannot be printed.",
        ),
        Text(
            "Ouvrez-la dans un logiciel de dessin, et enregistrez-la de nouveau en PNG.",
            "Open it in a drawing program, and save it again as PNG.",
        ),
    )


def _can_be_drawn(job: Job, file: str) -> bool:
    (Path(job.folder) / MAIN).write_text(f"#image({literal(file)})", encoding="utf-8")
    try:
        run_job(replace(job, to="svg", standards=[]))
    except typst.TypstError:
        return False
    return True
