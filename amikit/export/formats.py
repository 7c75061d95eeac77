"""Every format that an answer is written in: the whole list, in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from amikit.render.answer import Answer

Export = Callable[[Answer], bytes]


def _later(module: str, name: str) -> Export:
    """An exporter whose module is loaded when it is first used: ``check`` needs none."""

    def export(answer: Answer) -> bytes:
        made: bytes = getattr(import_module(f"amikit.export.{module}"), name)(answer)
        return made

    return export


EXPORTERS: Mapping[str, Export] = {
    "docx": _later("docx", "to_docx"),
    "pdf": _later("pdf", "to_pdf"),
    "odt": _later("odt", "to_odt"),
    "html": _later("html", "to_html"),
    "md": _later("markdown", "to_markdown"),
}
WORKBOOK = "xlsx"
"""The budget in a spreadsheet: made from the figures and not from the answer, in the room ``workbook``."""
FORMATS = (*EXPORTERS, WORKBOOK)
"""Everything that ``build`` can be asked for."""
DEFAULT_FORMATS = ("docx", "pdf", WORKBOOK)
