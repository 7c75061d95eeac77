"""Write ``templates/_shared/reference.docx`` and ``reference.odt`` from the house style.

Run it after a change of ``tools/house.py``; a test says when it was forgotten:

    python -m tools.make_references
"""

from __future__ import annotations

import subprocess

from amikit.export.archive import read_parts, write_parts
from amikit.export.pandoc import pandoc_path
from amikit.paths import templates_root
from tools.house_docx import docx_parts
from tools.house_odt import odt_parts


def make_references() -> dict[str, dict[str, bytes]]:
    """The parts of both reference documents, by file name."""
    return {
        "reference.docx": docx_parts(_pandoc_defaults("reference.docx")),
        "reference.odt": odt_parts(_pandoc_defaults("reference.odt")),
    }


def _pandoc_defaults(name: str) -> dict[str, bytes]:
    command = [str(pandoc_path()), "--print-default-data-file", name]
    return read_parts(subprocess.run(command, capture_output=True, check=True).stdout)


if __name__ == "__main__":
    for name, parts in make_references().items():
        (templates_root() / "_shared" / name).write_bytes(write_parts(parts))
