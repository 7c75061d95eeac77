"""Links: what may be clicked is a web page, a mailbox, a telephone, or a place of the document; in every format."""

from __future__ import annotations

import pytest

from amikit.export.docx import to_docx
from amikit.export.html import to_html
from amikit.export.markdown import to_markdown
from amikit.export.odt import to_odt
from amikit.export.pdf import to_pdf
from amikit.render.answer import Answer, Cover
from tests.export.office_reading import part
from tests.export.pdf_reading import link_addresses
from tests.export.sample import heading, link, para

GOOD = ("https://exemple.fr/a", "mailto:a@exemple.fr", "tel:+33500000000")
BAD = (
    *(
        "//evil/x",
        "\\\\evil\\x",
        "/\\evil/x",
        "%5C%5Cevil%5Cx",
        "ftp://evil/x",
        "sip:evil",
        "geo:evil",
        "javascript:evil",
    ),
    *("file:///evil", "https:\\\\evil", " //evil/x", "www.evil.fr"),
)


@pytest.fixture(scope="module")
def answer() -> Answer:
    links = [para("Voir ", link(f"lien {n}", target)) for n, target in enumerate((*GOOD, *BAD))]
    return Answer(Cover("Essai"), (heading(1, "Titre", "titre"), *links))


def test_no_output_leads_where_a_reader_should_not_go(answer: Answer) -> None:
    made = to_docx(answer)
    outputs = {
        "docx": part(made, "word/document.xml") + part(made, "word/_rels/document.xml.rels"),
        "odt": part(to_odt(answer), "content.xml"),
        "html": to_html(answer).decode(),
        "md": to_markdown(answer).decode(),
        "pdf": " ".join(link_addresses(to_pdf(answer))),
    }

    assert [name for name, written in outputs.items() if "evil" in written] == []
    for target in GOOD:
        assert [name for name, written in outputs.items() if target not in written] == []


def test_the_words_of_a_link_that_is_none_stay(answer: Answer) -> None:
    shown = to_markdown(answer).decode()

    assert all(f"lien {n}" in shown for n in range(len((*GOOD, *BAD))))
