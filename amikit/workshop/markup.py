"""HTML from texts: whatever a person typed prints as it was typed."""

from __future__ import annotations

from html import escape

from amikit.export.pandoc import without_controls


def text(content: str) -> str:
    """The text as HTML, fit for an element and for an attribute between double quotes."""
    return escape(without_controls(content))


def element(name: str, content: str, /, **attributes: str | None) -> str:
    """One element around HTML; an attribute that is None is left out, ``class_`` is ``class``."""
    return f"<{name}{written(attributes)}>{content}</{name}>"


def written(attributes: dict[str, str | None]) -> str:
    """Attributes as they stand in a tag, a space before each."""
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{text(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
