"""A page of HTML: the annex in its data, and its text. Nothing in it is run, nothing is fetched."""

from __future__ import annotations

from html.parser import HTMLParser

from amikit.verify.reading import Kind, Received, annexes_carried

_SILENT = frozenset({"script", "style", "title", "template"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "dfn",
        "em",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
_DATA = "application/octet-stream"
_ID = "amikit-annex"


def read_html(page: str) -> Received:
    """The annexes of a page and its text; broken HTML is read as far as it goes."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    found = ["".join(pieces) for pieces in reader.data]
    return Received(Kind.HTML, annexes_carried(found), "".join(reader.pieces))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.data: list[list[str]] = []
        self._silence: list[str] = []
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "script" and said.get("id") == _ID and (said.get("type") or "").lower() == _DATA:
            self.data.append([])
            self._is_data = True
        if tag in _SILENT:
            self._silence.append(tag)
        elif tag not in _INLINE:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._is_data = False
        if tag in self._silence:
            while self._silence.pop() != tag:
                pass
        elif tag not in _INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data[-1].append(data)
        elif not self._silence:
            self.pieces.append(data)
