"""Family ACC: everyone can read the document, with eyes or without."""

from __future__ import annotations

from collections.abc import Iterator

from amikit.compute.proposal import Proposal
from amikit.i18n import Text
from amikit.paths import shared_path
from amikit.rules.declare import ADVICE, TODO, Finding, found, rule
from amikit.source.glyphs import missing_characters
from amikit.source.markdown import SEPARATOR


@rule(
    "ACC001",
    TODO,
    Text("L'image « {target} » n'a pas de texte de remplacement.", "The image “{target}” has no alternative text."),
    Text(
        "Dites entre crochets ce que l'image apprend : « ![trois lieux reliés par cinq ressources]({written}) ».",
        "Say between brackets what the image tells: “![three places linked by five resources]({written})”.",
    ),
)
def images_have_alternative_texts(proposal: Proposal) -> Iterator[Finding]:
    """Each image says in words what it shows (PDF/UA-1, RGAA 1.1).

    People who cannot see it, and those who search the text, read these words.
    """
    for address, prose in proposal.dossier.proses:
        for image in prose.images():
            if not image.alt.strip():
                # Without its angle brackets, a name with a space would call no image.
                written = f"<{image.target}>" if " " in image.target else image.target
                yield found(image.span, address, target=image.target, written=written)


@rule(
    "ACC005",
    ADVICE,
    Text(
        "L'image « {target} » demande à être tournée : le PDF la redresse, un traitement de texte la laisse telle quelle.",
        "The image “{target}” asks to be turned: the PDF sets it straight, a word processor leaves it as it is.",
    ),
    Text(
        "Ouvrez-la dans un logiciel d'images (GIMP propose de la tourner), puis exportez-la : elle sera droite partout.",
        "Open it in an image editor (GIMP offers to turn it), then export it: it will be straight everywhere.",
    ),
)
def pictures_are_stored_straight(proposal: Proposal) -> Iterator[Finding]:
    """A photograph is stored the way it is to be seen: its camera asks no reader to turn it.

    Readers differ in obeying that mark: the same picture would stand in one document and lie in another.
    """
    left = set(proposal.dossier.turned_images)
    for address, prose in proposal.dossier.proses:
        for image in prose.images():
            if image.target in left:
                left.remove(image.target)
                yield found(image.span, address, target=image.target)


@rule(
    "ACC002",
    TODO,
    Text("Ce tableau n'a pas d'en-tête.", "This table has no header."),
    Text("Donnez un titre à chaque colonne, sur la première ligne.", "Give each column a title, on the first line."),
)
def tables_have_headers(proposal: Proposal) -> Iterator[Finding]:
    """The first row of a table names its columns (PDF/UA-1, RGAA 5.6).

    Read aloud, a cell means nothing without the name of its column.
    """
    for address, prose in proposal.dossier.proses:
        for table in prose.tables():
            if not any(cell.strip() for cell in table.header):
                yield found(table.span, address)


@rule(
    "ACC003",
    ADVICE,
    Text(
        "Le caractère « {character} » n'existe pas dans les polices du PDF : il y sera remplacé.",
        "The character “{character}” is not in the fonts of the PDF: it will be replaced there.",
    ),
    Text("Écrivez-le avec des mots, ou retirez-le.", "Write it in words, or remove it."),
)
def characters_can_be_printed(proposal: Proposal) -> Iterator[Finding]:
    """Each character exists in the document's fonts.

    PDF/A and PDF/UA refuse a character without a glyph: emoji, mostly.
    """
    coverage = shared_path("fonts/coverage.json")
    for address, prose in proposal.dossier.proses:
        if not missing_characters(prose.text, coverage):
            continue
        for block in prose.text_blocks():
            for character in sorted(missing_characters(block.text, coverage) - {SEPARATOR}):
                yield found(block.span_at(block.text.index(character), 1), address, character=character)


@rule(
    "ACC004",
    TODO,
    Text("Ce titre saute un niveau : {level} après {before}.", "This heading skips a level: {level} after {before}."),
    Text("Ajoutez ou retirez un « # ».", "Add or remove a “#”."),
)
def headings_go_step_by_step(proposal: Proposal) -> Iterator[Finding]:
    """A heading is at most one level below the one before (PDF/UA-1, RGAA 9.1).

    Those who move from heading to heading would look for the missing one.
    """
    for address, prose in proposal.dossier.proses:
        before = 0
        for heading in prose.headings():
            if before and heading.level > before + 1:
                yield found(heading.span, address, level="#" * heading.level, before="#" * before)
            before = heading.level
