"""A resource that an answer's folder alone knows is looked for in its text, by the name that its annex gives."""

from __future__ import annotations

import json

from amikit.annex.canonical import canonical_bytes
from amikit.audit.summary import Stamp, summarize
from amikit.model.catalog import Catalog
from amikit.verify.checks import verify_received
from amikit.verify.reading import Kind, Received
from amikit.verify.verdict import Verdict
from amikit.verify.worker import load_reader_catalog
from tests.audit.making import overview, real_annexes


def verdict(text: str, name: str = "Grimoire du port", catalog: Catalog | None = None) -> Verdict:
    content = json.loads(real_annexes()[0])
    content["resources"][0] |= {"id": "grimoire", "name": name, "is_own": True}
    received = Received(Kind.PDF, (canonical_bytes(content),), text)
    return verify_received("a.pdf", received, catalog or load_reader_catalog([]))


def is_named(found: Verdict) -> bool:
    cells = overview(summarize(Stamp("a.pdf", 1, 1, "…"), found), catalog=load_reader_catalog([])).cells
    return next(cell.is_mentioned for cell in cells if cell.key.id == "grimoire")


def test_its_name_in_the_text_is_enough() -> None:
    assert is_named(verdict("Nous tenons le Grimoire du port.\n"))
    assert not is_named(verdict("Nous tenons un cahier.\n"))
    assert not is_named(verdict(""))


def test_the_name_that_an_annex_gives_hides_none_of_those_that_the_reader_knows() -> None:
    known = load_reader_catalog([]).by_id["dokos"].name

    found = verdict(f"Avec {known}.\n", name=known)

    assert "dokos" in found.mentioned
    assert found.own_mentioned == ("grimoire",)


def test_a_verdict_travels_with_it() -> None:
    found = verdict("Nous tenons le Grimoire du port.\n")

    assert Verdict.from_plain(json.loads(json.dumps(found.as_plain()))) == found
