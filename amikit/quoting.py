"""Whether a call still says what its template quotes: each citation looked for in the call's own document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from amikit.model.call import Call, Requirement
from amikit.spelling import plain

_SHORTEST = 8
"""Letters: fewer are found anywhere."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One citation of a template, and where the document has it."""

    where: str
    """What quotes it: ``plafonds/montant_max``, ``sections/qui``, ``criteres/methode``."""
    source: Requirement
    pages: tuple[int, ...] = ()
    """The pages that have it, from 1; a citation over two pages is on the first."""

    @property
    def is_found(self) -> bool:
        """Whether the document still says so."""
        return bool(self.pages)

    @property
    def has_moved(self) -> bool:
        """Whether it is there, and not on the page that the template says."""
        said = self.source.page.strip()
        return self.is_found and said.isascii() and said.isdigit() and int(said) not in self.pages


def find_quotes(call: Call, pages: Sequence[str]) -> tuple[Quoted, ...]:
    """Each citation of the call, in the order of its template, looked for in the text of a document's pages.

    Letters and digits alone are compared, without capitals nor accents: line ends, hyphens at the end of a
    line, spaces and kinds of quotes depend on the layout.
    """
    texts = [_compared(page) for page in pages]
    return tuple(Quoted(where, source, _pages_with(_compared(source.quote), texts)) for where, source in _sources(call))


def _pages_with(quote: str, texts: Sequence[str]) -> tuple[int, ...]:
    if len(quote) < _SHORTEST:
        return ()
    whole = tuple(number for number, text in enumerate(texts, start=1) if quote in text)
    if whole:
        return whole
    overlap = len(quote) - 1
    return tuple(
        number
        for number, (text, following) in enumerate(pairwise(texts), start=1)
        if quote in text[-overlap:] + following[:overlap]
    )


def _compared(text: str) -> str:
    return "".join(letter for letter in plain(unicodedata.normalize("NFKC", text)) if letter.isalnum())


def _sources(call: Call) -> Iterator[tuple[str, Requirement]]:
    """Everything that quotes the call, with what it is about."""
    for name, limit in call.ceilings:
        if limit is not None and limit.source is not None and limit.source.quote:
            yield f"plafonds/{type(call.ceilings).model_fields[name].alias}", limit.source
    for kind, specs in (("sections", call.sections), ("criteres", call.criteria), ("pieces", call.attachments)):
        for spec in specs:
            if spec.source is not None and spec.source.quote:
                yield f"{kind}/{spec.id}", spec.source
