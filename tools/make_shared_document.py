"""The text that five people wrote in a shared document, as LibreOffice saves it: DOCX and ODT, for the tests of import.

Everything in it is made up. ``python -m tools.make_shared_document`` needs LibreOffice; what it writes is kept beside the tests.
"""

from __future__ import annotations

import base64
import io
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from tests.dossiers import PICTURE

PLACE = Path(__file__).resolve().parents[1] / "tests" / "importing" / "documents"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
        "meta": "meta",
    }.items()
)
_STYLES = """\
<office:styles>
<style:style style:name="Standard" style:family="paragraph"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:default-outline-level="1" style:parent-style-name="Standard"/>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:default-outline-level="2" style:parent-style-name="Standard"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="I" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Box" style:family="graphic"/>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>
<style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">
<style:header><text:p>Réponse commune, version du mardi</text:p></style:header>
<style:footer><text:p>Page <text:page-number>1</text:page-number> – ne pas diffuser</text:p></style:footer>
</style:master-page></office:master-styles>
"""
_CHANGES = """\
<text:tracked-changes text:track-changes="false">
<text:changed-region xml:id="c1" text:id="c1"><text:insertion><office:change-info>
<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Léa</dc:creator>
<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-11-02T10:00:00</dc:date></office:change-info></text:insertion>
</text:changed-region>
<text:changed-region xml:id="c2" text:id="c2"><text:deletion><office:change-info>
<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Sami</dc:creator>
<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-11-03T11:00:00</dc:date></office:change-info>
<text:p>presque tous les </text:p></text:deletion></text:changed-region>
</text:tracked-changes>
"""
_BODY = """\
<text:p text:style-name="Title">Une cour pour apprendre</text:p>
<text:p>Document de travail, à relire avant vendredi.</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">1. Qui nous sommes</text:h>
<text:p>L’Atelier ouvre <text:span text:style-name="B">trois soirs</text:span> par semaine<text:change-start
 text:change-id="c1"/> et le samedi<text:change-end text:change-id="c1"/>. On y vient
 <text:change text:change-id="c2"/>jours.</text:p>
<text:p><office:annotation office:name="n1"><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Nour</dc:creator>
<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2026-11-04T09:00:00</dc:date><text:p>Combien, au juste ?</text:p>
</office:annotation>Une centaine de personnes<office:annotation-end office:name="n1"/> passent chaque mois, selon
 notre relevé<text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>
<text:p>Relevé tenu à la main, de mars à juin.</text:p></text:note-body></text:note>.</text:p>
<text:h text:style-name="Heading_20_2" text:outline-level="2">Ce qu’on y fait</text:h>
<text:list><text:list-item><text:p>réparer des vélos ;</text:p></text:list-item>
<text:list-item><text:p>prêter des outils.</text:p></text:list-item></text:list>
<text:p><draw:frame draw:name="Photo" text:anchor-type="as-char" svg:width="3cm" svg:height="2cm">
<draw:image><office:binary-data>{picture}</office:binary-data></draw:image></draw:frame></text:p>
<text:p><text:span text:style-name="B">L’histoire des lieux et des acteurs du territoire</text:span></text:p>
<text:p>La cour a fermé en 2019. <draw:frame draw:style-name="Box" draw:name="Encadré" text:anchor-type="paragraph"
 svg:width="5cm" svg:height="2cm"><draw:text-box><text:p>À retenir : 140 m² à l’abri.</text:p></draw:text-box></draw:frame></text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell><text:p>Année</text:p></table:table-cell><table:table-cell><text:p>Ce qui change</text:p>
</table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>2019</text:p></table:table-cell><table:table-cell><text:p>L’école ferme.</text:p>
<table:table table:name="U"><table:table-column table:number-columns-repeated="2"/>
<table:table-row><table:table-cell><text:p>Salles</text:p></table:table-cell><table:table-cell><text:p>Surface</text:p>
</table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>deux</text:p></table:table-cell><table:table-cell><text:p>60 m²</text:p>
</table:table-cell></table:table-row></table:table><text:p/></table:table-cell></table:table-row></table:table>
<text:p><draw:frame draw:name="Plan" text:anchor-type="as-char" svg:width="3cm" svg:height="2cm"><draw:image>
<office:binary-data>{plan}</office:binary-data></draw:image><svg:desc>Le plan de la cour, vue du ciel</svg:desc></draw:frame></text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Notre gouvernance</text:h>
<text:p>Chacun a une voix, et l’on décide par <text:span text:style-name="I">consentement</text:span>.</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Idées en vrac</text:h>
<text:p>Un four à pain, un jour.</text:p>
"""


def _other_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 3), "white").save(out, "PNG")
    return out.getvalue()


def flat_document() -> str:
    """The document as one XML file, which LibreOffice opens."""
    body = _BODY.format(picture=base64.b64encode(PICTURE).decode(), plan=base64.b64encode(_other_picture()).decode())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_NAMESPACES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.text">\n{_STYLES}'
        f"<office:body><office:text>{_CHANGES}{body}</office:text></office:body></office:document>\n"
    )


def main() -> None:
    """Write ``texte-partage.docx`` and ``.odt`` beside the tests."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texte-partage.fodt"
        source.write_text(flat_document(), encoding="utf-8")
        for kind in ("docx", "odt"):
            command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind]
            subprocess.run([*command, "--outdir", str(PLACE), str(source)], check=True, capture_output=True)


if __name__ == "__main__":
    main()
