"""Family TXT: the prose is finished, and what it points at is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule
from amikit.source.markdown import Prose

# What drafts leave behind: dotted blanks, crossed figures, brackets to fill in.
_PLACEHOLDER = re.compile(
    r"\.{5,}|…{2,}|_{4,}|\bx{2,}\s?(?:m2|m²|€|h|%)|\[(?:à|a) (?:compléter|completer|préciser|remplir)[^\[\]]{0,200}\]"
    r"|\b(?:TODO|FIXME|XXX+|TBD)\b|\blorem ipsum\b",
    re.IGNORECASE,
)


_UNREAD_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\(([^()\n]{1,300} [^()\n]{0,300})\)")


def proses(proposal: Proposal) -> Iterator[tuple[str, Prose]]:
    """Everything that the consortium wrote as prose, with its address."""
    dossier = proposal.dossier
    for name, section in dossier.sections.items():
        yield f"sections/{name}", section.prose
    for name, prose in dossier.histories.items():
        yield f"membres/{name}", prose
    for name, prose in dossier.motions.items():
        yield f"decisions/{name}", prose


@rule(
    "TXT001",
    TODO,
    Text("Il reste un blanc à remplir : « {text} ».", "A blank is still to be filled in: “{text}”."),
    Text("Remplacez-le, ou retirez la phrase.", "Replace it, or remove the sentence."),
)
def no_placeholder_is_left(proposal: Proposal) -> Iterator[Finding]:
    """No dotted blank, “xxx m2” or “to complete” is left in the text.

    One is enough for a reader to doubt the rest.
    """
    for address, prose in proses(proposal):
        for block in prose.text_blocks():
            for match in _PLACEHOLDER.finditer(block.text):
                span = block.span_at(match.start(), len(match[0]))
                yield found(span, address, text=match[0][:40])


_BAD_IMAGES = {
    "missing": Text("le fichier n'existe pas", "the file does not exist"),
    "outside": Text("elle est hors du dossier", "it is outside the folder"),
    "remote": Text("elle est sur le réseau", "it is on the network"),
    "kind": Text("ce n'est ni une image PNG ni JPEG", "it is neither a PNG nor a JPEG image"),
    "too-large": Text("elle est trop grande", "it is too large"),
    "broken": Text("le fichier est abîmé ou incomplet", "the file is damaged or cut"),
    "colours": Text("ses couleurs sont celles d'une imprimerie (CMJN)", "its colours are those of a press (CMYK)"),
    "unreadable": Text("elle ne peut pas être ouverte", "it cannot be opened"),
}


@rule(
    "TXT002",
    ERROR,
    Text("L'image « {target} » ne peut pas être imprimée : {why}.", "The image “{target}” cannot be printed: {why}."),
    Text(
        "Copiez-la dans « images », en PNG ou JPEG, et écrivez « ![ce qu'on voit](images/nom.png) ».",
        "Copy it into “images”, as PNG or JPEG, and write “![what it shows](images/name.png)”.",
    ),
)
def images_are_there(proposal: Proposal) -> Iterator[Finding]:
    """Every image is a file of the folder, of a kind that prints.

    The document travels alone: what is not inside it is not seen.
    """
    bad = proposal.dossier.bad_images
    for address, prose in proses(proposal):
        for image in prose.images():
            if image.target in bad:
                yield found(image.span, address, target=image.target, why=_BAD_IMAGES[bad[image.target]])


@rule(
    "TXT005",
    TODO,
    Text(
        "L'image « {target} » ne sera pas imprimée : son nom contient une espace.",
        "The image “{target}” will not be printed: its name has a space.",
    ),
    Text(
        "Renommez le fichier sans espace, ou mettez son nom entre chevrons : « (<{target}>) ».",
        "Rename the file without a space, or put its name between angle brackets: “(<{target}>)”.",
    ),
)
def images_are_written_whole(proposal: Proposal) -> Iterator[Finding]:
    """No image is left as the text that was to call it.

    Markdown stops at the space of ``photo halle.jpg``, and prints the brackets.
    """
    for address, prose in proses(proposal):
        for block in prose.text_blocks():
            for match in _UNREAD_IMAGE.finditer(block.text):
                yield found(block.span_at(match.start(), len(match[0])), address, target=match[1].strip())


@rule(
    "TXT003",
    ADVICE,
    Text(
        "Le lien « {target} » mène à un fichier qui ne part pas avec le document.",
        "The link “{target}” leads to a file that does not travel with the document.",
    ),
    Text("Donnez une adresse publique, ou joignez la pièce.", "Give a public address, or attach the document."),
)
def links_travel(proposal: Proposal) -> Iterator[Finding]:
    """Links lead to public addresses.

    A funder has the document, not the folder.
    """
    for address, prose in proses(proposal):
        for link in prose.links():
            if not re.match(r"(?:https?:|mailto:|tel:|#)", link.target, re.IGNORECASE):
                yield found(link.span, address, target=link.target)
