"""The annex inside each file: the same bytes everywhere, where opening and saving again leaves them alone."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from amikit.annex.canonical import canonical_bytes, digest_of, grouped
from amikit.annex.figures import figures_in, total_of
from amikit.annex.make import make_annex
from amikit.annex.schema import PrintedFigure
from amikit.compute.mentions import find_names
from amikit.compute.proposal import Proposal
from amikit.diagnostics import Diagnostic
from amikit.export.cover import CoverPage, read_cover
from amikit.i18n import Language, Text
from amikit.render.answer import ANNEX_DIGEST, Answer, Block, Inline
from amikit.render.inlines import SPACE, attr, text_inlines
from amikit.render.typography import typeset_text
from amikit.render.walk import Node, replaced

ANNEX_FILE = "annexe.json"
CARRIERS = frozenset({"docx", "pdf", "odt", "html"})
"""The formats that carry the annex: it is written beside them too."""
HTML_ID = "amikit-annex"
ODT_FIELD = "amikit-annex"
XML_NAMESPACE = "urn:amikit:annex:1"
DESCRIPTION = Text(
    "Les chiffres de cette réponse, pour une vérification par machine",
    "The figures of this answer, for a machine to recheck",
)
_DIGEST = Text("Empreinte de l'annexe (SHA-256) :", "Digest of the annex (SHA-256):")
DRAWN = frozenset({"chart", "flows"})
"""The blocks that each format draws in its own way: as a picture here, as words there."""
_CALL = "\ufdd7"
"""Where a note is called; it can be in no text."""
_OPTIONAL = 3
"""How many times a drawn block may print a figure: in its picture, in its table, in its caption."""
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_ITEM_ID = "{A1217A11-0000-4000-8000-000000000001}"
"""Any one will do, as long as it does not change: same answer, same bytes."""
_DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
_TYPES = "[Content_Types].xml"


def seal(answer: Answer, proposal: Proposal, excused: Sequence[Diagnostic]) -> Answer:
    """The answer with its annex, and the digest of it where the template wants it, or at the end.

    ``excused`` are the findings that exceptions let through.
    """
    let_through = {(one.code, one.excuse) for one in excused}
    exemptions = [
        one
        for one in proposal.dossier.settings.exemptions
        if (one.rule_code.strip().upper(), one.reason) in let_through
    ]
    texts = _Texts.of(answer.blocks)
    annex = make_annex(
        proposal,
        printed=_printed(answer, texts),
        excused=exemptions,
        is_draft=answer.is_draft,
        named=_named_resources(texts, proposal),
    )
    content = canonical_bytes(annex.as_json())
    return replace(answer, annex=content, blocks=_with_digest(answer.blocks, digest_of(content), answer.language))


def _named_resources(texts: _Texts, proposal: Proposal) -> list[str]:
    said = "\n".join([*texts.told, *texts.drawn])
    found = find_names(said, proposal.catalog, frozenset(proposal.dossier.uses_by_id))
    return [resource_id for resource_id, _ in found]


def _with_digest(blocks: Sequence[Block], digest: str, language: Language) -> tuple[Block, ...]:
    said = typeset_text(_DIGEST[language], language)
    words = [*text_inlines(said), SPACE, {"t": "Code", "c": [attr(""), grouped(digest)]}]
    found = False

    def instead(node: Node) -> Sequence[Node] | None:
        nonlocal found
        if node["t"] == "Div" and ANNEX_DIGEST in node["c"][0][1]:
            found = True
            return [{"t": "Para", "c": words}]
        return None

    place = next(
        (n for n, block in enumerate(blocks) if block["t"] == "Div" and ANNEX_DIGEST in block["c"][0][1]), None
    )
    if place is not None:  # as our own templates have it: nothing else is looked into
        return (*blocks[:place], {"t": "Para", "c": words}, *blocks[place + 1 :])
    made = replaced(blocks, instead)
    return tuple(made) if found else (*made, {"t": "Para", "c": words})


def printed_figures(answer: Answer) -> tuple[PrintedFigure, ...]:
    """Every figure of the document: how many times its text prints it, and with its pictures, cover and contents."""
    return _printed(answer, _Texts.of(answer.blocks))


def _printed(answer: Answer, texts: _Texts) -> tuple[PrintedFigure, ...]:
    page = read_cover(answer)
    printed = _printed_on(page)
    cover = total_of(printed)
    # A line may end at any ordinary space: a figure that holds one may be cut in two there.
    sure = cover & total_of(text.replace(" ", "\n") for text in printed)
    told = total_of(texts.told) + sure
    beside, instead = _near_notes(texts)
    least = told - beside
    drawn = total_of(texts.drawn) + total_of(texts.headings)
    extra = Counter({name: count * _OPTIONAL for name, count in drawn.items()}) + (cover - sure) + beside + instead
    title = page.title
    # At the foot of pages, the title is printed as it was typed.
    running = figures_in(title) | figures_in(" ".join(title.split()))
    return tuple(
        PrintedFigure(
            figure=figure,
            least=least[figure],
            most=None if figure in running else least[figure] + extra[figure],
        )
        for figure in sorted(least + extra + running)
    )


def _near_notes(texts: _Texts) -> tuple[Counter[str], Counter[str]]:
    """The figures that stand against the number of a note, and what a reader of letters may take them for.

    A PDF gives back « 300 € » at the head of note 1 as 1300 €; a page, €3. before its call as €3.1.
    """
    beside: Counter[str] = Counter()
    instead: Counter[str] = Counter()
    for alone, glued in texts.glued:
        there, read = figures_in(alone), figures_in(glued)
        beside += there - read
        instead += read - there
    return beside, instead


def _printed_on(page: CoverPage) -> tuple[str, ...]:
    """The texts of a cover, which every format prints once."""
    call = f"{page.call_title} · {page.funder}"
    values = [value for _, value in page.facts]
    return (page.call_kind, call, page.title, page.subtitle, page.consortium, *page.members, *values, page.notice)


@dataclass(slots=True)
class _Texts:
    """What a document says, paragraph by paragraph, cell by cell; notes apart, pictures aside."""

    told: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    """What each format draws in its own way."""
    headings: list[str] = field(default_factory=list)
    """Told too; contents repeat them."""
    glued: list[tuple[str, str]] = field(default_factory=list)
    """A text, and the same with the number of a note against it: before each call, and at the head of each note."""
    notes_count: int = 0

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> _Texts:
        found = cls()
        found._read(blocks, found.told)
        return found

    def _read(self, node: Any, into: list[str]) -> None:
        if isinstance(node, (list, tuple)):
            for one in node:
                if isinstance(one, (dict, list, tuple)):
                    self._read(one, into)
            return
        kind, content = node["t"], node.get("c", ())
        if kind in ("Plain", "Para"):
            self._tell(content, into)
        elif kind == "Header":
            self.headings.append(self._tell(content[2], into))
        elif kind == "CodeBlock":
            into.append(content[1])
        elif kind == "Div" and not DRAWN.isdisjoint(content[0][1]):
            self._read(content[1], self.drawn)
            for name, value in content[0][2]:  # every format prints the caption as words, once
                (into if name == "caption" else self.drawn).append(value)
        elif isinstance(content, (list, tuple)):
            self._read(content, into)

    def _tell(self, inlines: Sequence[Inline], into: list[str]) -> str:
        notes: list[Sequence[Block]] = []
        before, *others = "".join(_spoken(inlines, notes)).split(_CALL)
        text = "".join([before, *others])
        into.append(text)
        numbers = range(self.notes_count + 1, self.notes_count + len(notes) + 1)
        self.notes_count += len(notes)
        for number, note, after in zip(numbers, notes, others, strict=True):
            self.glued.append((before, f"{before}{number}"))
            before = after
            place = len(into)
            self._read(note, into)
            self.glued += [(head, f"{number}{head}") for head in into[place : place + 1]]
        return text


def _spoken(inlines: Sequence[Inline], notes: list[Sequence[Block]]) -> Iterator[str]:
    """What is printed of inlines: not the alternative texts of pictures; ``notes`` receives theirs."""
    for inline in inlines:
        kind = inline["t"]
        if kind == "Str":
            yield inline["c"]
        elif kind in ("Space", "SoftBreak"):
            yield " "
        elif kind == "LineBreak":
            yield "\n"
        elif kind == "Code":
            yield inline["c"][1]
        elif kind in ("Link", "Span"):
            yield from _spoken(inline["c"][1], notes)
        elif kind in ("Emph", "Strong", "Strikeout"):
            yield from _spoken(inline["c"], notes)
        elif kind == "Note":
            notes.append(inline["c"])
            yield _CALL


def as_base64(annex: bytes) -> str:
    """The annex as letters that any XML or HTML carries."""
    return base64.b64encode(annex).decode()


def with_custom_part(parts: Mapping[str, bytes], annex: bytes) -> dict[str, bytes]:
    """The parts of a DOCX with the annex as a custom XML part, which Word and LibreOffice keep as it is.

    LibreOffice keeps only those that have properties of their own, as Word writes them.
    """
    made = dict(parts)
    number = next(n for n in range(1, len(parts) + 2) if f"customXml/item{n}.xml" not in parts)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    made[item] = f'{_XML}<annex xmlns="{XML_NAMESPACE}" encoding="base64">{as_base64(annex)}</annex>'.encode()
    made[properties] = (
        f'{_XML}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="{_CUSTOM}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{XML_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    made[f"customXml/_rels/item{number}.xml.rels"] = (
        f'{_XML}<Relationships xmlns="{_RELATIONS}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/customXmlProps" Target="itemProps{number}.xml"/></Relationships>'
    ).encode()
    relation = f'<Relationship Id="rIdAnnex" Type="{_OFFICE}/customXml" Target="../{item}"/>'
    made[_DOCUMENT_RELATIONS] = made[_DOCUMENT_RELATIONS].replace(
        b"</Relationships>", f"{relation}</Relationships>".encode()
    )
    types = (
        f'<Override PartName="/{item}" ContentType="application/xml"/><Override PartName="/{properties}" '
        'ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
    )
    made[_TYPES] = made[_TYPES].replace(b"</Types>", f"{types}</Types>".encode())
    return made


def odt_field(annex: bytes) -> str:
    """The annex as a field of ``meta.xml``: LibreOffice drops any other part that it does not know."""
    return f'<meta:user-defined meta:name="{ODT_FIELD}" meta:value-type="string">{as_base64(annex)}</meta:user-defined>'


def html_scripts(annex: bytes) -> str:
    """The annex as data that no browser runs; and the grant in the words of schema.org, for search engines."""
    linked = json.dumps(_linked_data(json.loads(annex)), ensure_ascii=False, separators=(",", ":"))
    # In a script, only these could end it or open a comment.
    linked = linked.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return (
        f'<script type="application/octet-stream" id="{HTML_ID}">{escape(as_base64(annex))}</script>\n'
        f'<script type="application/ld+json">{linked}</script>\n'
    )


def _linked_data(annex: Mapping[str, Any]) -> dict[str, Any]:
    """https://schema.org/MonetaryGrant for the amount asked; a Grant for each resource that lines feed."""
    consortium, totals = annex["consortium"], annex["totals"]
    fed: Counter[str] = Counter()
    for line in annex["budget"]["expenses"]:
        if line["kind"] == "ressource" and line["nature"] == "argent":
            fed[line["target_id"]] += line["cents"]
    people = [{"@type": "Organization", "name": one["name"]} for one in consortium["members"] if one["name"]]
    grants = [
        {
            "@type": "MonetaryGrant",
            "name": resource["name"],
            "amount": _amount(fed[resource["id"]]),
            "fundedItem": {"@type": "CreativeWork", "name": resource["name"]},
        }
        for resource in annex["resources"]
        if fed[resource["id"]] > 0
    ]
    return {
        "@context": "https://schema.org",
        "@type": "MonetaryGrant",
        "name": annex["title"],
        "amount": _amount(totals["asked_cents"]),
        "funder": {"@type": "Organization", "name": annex["call"]["funder"]},
        "sponsor": people,
        "hasPart": grants,
    }


def _amount(cents: int) -> dict[str, Any]:
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": f"{cents // 100}.{cents % 100:02}"}
