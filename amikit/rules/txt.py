"""Family TXT: the prose is finished, and what it points at is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.rules.declare import ADVICE, ERROR, TODO, Finding, found, rule
from amikit.source.addresses import is_web_link, leads_outside

# What drafts leave behind: dotted blanks, crossed figures, brackets to fill in.
_PLACEHOLDER = re.compile(
    r"\.{5,}|…{2,}|_{4,}|\bx{2,}\s?(?:m2|m²|€|h|%)|\[(?:à|a) (?:compléter|completer|préciser|remplir)[^\[\]]{0,200}\]"
    r"|\b(?:TODO|FIXME|XXX+|TBD)\b|\blorem ipsum\b",
    re.IGNORECASE,
)


_UNREAD_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\(([^()\n]{1,300} [^()\n]{0,300})\)")


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
    for address, prose in proposal.dossier.proses:
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
    for address, prose in proposal.dossier.proses:
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
    for address, prose in proposal.dossier.proses:
        for block in prose.text_blocks():
            for match in _UNREAD_IMAGE.finditer(block.text):
                yield found(block.span_at(match.start(), len(match[0])), address, target=match[1].strip())


_MOST_COLUMNS = 40
"""On an A4 page, a column of more would not hold one letter."""


@rule(
    "TXT006",
    TODO,
    Text(
        "Ce tableau a {columns_count} colonnes : elles ne tiennent pas sur une page.",
        "This table has {columns_count} columns: they do not fit on a page.",
    ),
    Text(
        "Partagez-le en plusieurs tableaux, ou mettez les colonnes en lignes.",
        "Split it into several tables, or turn the columns into rows.",
    ),
)
def tables_fit_on_a_page(proposal: Proposal) -> Iterator[Finding]:
    """A table has at most 40 columns.

    Beyond, a column is narrower than a letter: the table is printed, and nobody reads it.
    """
    for address, prose in proposal.dossier.proses:
        for table in prose.tables():
            if len(table.header) > _MOST_COLUMNS:
                yield found(table.span, address, columns_count=len(table.header))


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
    for address, prose in proposal.dossier.proses:
        for link in prose.links():
            if not link.target.startswith("#") and not leads_outside(link.target):
                yield found(link.span, address, target=link.target)


@rule(
    "TXT007",
    ADVICE,
    Text(
        "L'adresse « {target} » ne sera pas un lien dans le document.",
        "The address “{target}” will not be a link in the document.",
    ),
    Text(
        "Donnez une adresse qui commence par « https:// », « mailto: » ou « tel: ».",
        "Give an address that begins with “https://”, “mailto:” or “tel:”.",
    ),
)
def links_open_anywhere(proposal: Proposal) -> Iterator[Finding]:
    """Links lead to web pages, mailboxes and telephone numbers.

    Any reader's machine can open these. Other addresses ask for a program, or for somebody's network.
    """
    for address, prose in proposal.dossier.proses:
        for link in prose.links():
            if leads_outside(link.target) and not is_web_link(link.target):
                yield found(link.span, address, target=link.target)
