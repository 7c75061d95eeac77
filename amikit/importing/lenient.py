"""Values of a file that somebody else publishes: those of the right shape, and a word about the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amikit.diagnostics import Diagnostic
from amikit.i18n import Text
from amikit.load.text_faults import VALUE_ASIDE
from amikit.model.licences import is_known, read_licence
from amikit.source.span import Span
from amikit.source.yaml import YamlMapping

_TEXT = Text("un texte", "a text")
_GROUP = Text("un groupe de clés", "a group of keys")
_LIST = Text("une liste", "a list")
_ADDRESS = Text("une adresse web", "a web address")
_LICENCE = Text("une licence de la liste SPDX", "a licence of the SPDX list")
_LONGEST = 2000
_WEB = re.compile(r"https?://[^\s<>\"]{3,400}")


class Lenient:
    """Reads the keys of mappings; what has another shape than expected is said once, and read as missing."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.diagnostics: list[Diagnostic] = []

    def text(self, tree: Any, key: str) -> str:
        """The text of a key, on one line; empty when there is none."""
        value = tree.get(key) if isinstance(tree, dict) else None
        if value is None:
            return ""
        if not isinstance(value, str):
            self._aside(tree, key, _TEXT)
            return ""
        return " ".join("".join(one if one.isprintable() else " " for one in value).split())[:_LONGEST]

    def address(self, tree: Any, key: str) -> str:
        """The web address of a key."""
        text = self.text(tree, key)
        if text and not _WEB.fullmatch(text):
            self._aside(tree, key, _ADDRESS)
            return ""
        return text

    def licence(self, tree: Any, key: str) -> str:
        """The SPDX identifier of a key."""
        text = self.text(tree, key)
        return self.known_licence(text, tree, key) if text else ""

    def known_licence(self, text: str, tree: Any, key: str) -> str:
        """The SPDX identifier of a licence; empty, and said, when it has none."""
        named = read_licence(text.removeprefix("spdx:"))
        if is_known(named):
            return named
        self._aside(tree, key, _LICENCE)
        return ""

    def group(self, tree: Any, key: str) -> YamlMapping | None:
        """The mapping of a key."""
        value = tree.get(key) if isinstance(tree, dict) else None
        if value is None or isinstance(value, YamlMapping):
            return value
        self._aside(tree, key, _GROUP)
        return None

    def groups(self, tree: Any, key: str) -> Iterator[YamlMapping]:
        """The mappings of a list."""
        for item in self.items(tree, key):
            if isinstance(item, YamlMapping):
                yield item
            elif item is not None:
                self._aside(tree, key, _GROUP)

    def texts(self, tree: Any, key: str) -> list[str]:
        """The texts of a list."""
        found = []
        for item in self.items(tree, key):
            if isinstance(item, str):
                found.append(" ".join(item.split()))
            elif item is not None:
                self._aside(tree, key, _TEXT)
        return [text for text in found if text]

    def items(self, tree: Any, key: str) -> list[Any]:
        """Whatever a list holds."""
        value = tree.get(key) if isinstance(tree, dict) else None
        if value is None:
            return []
        if not isinstance(value, list):
            self._aside(tree, key, _LIST)
            return []
        return list(value)

    def _aside(self, tree: Any, key: str, expected: Text) -> None:
        span = tree.span_of(key) if isinstance(tree, YamlMapping) else Span(self._path)
        found = VALUE_ASIDE.at(span, self._path.name, key=key, expected=expected)
        if found not in self.diagnostics:
            self.diagnostics.append(found)
