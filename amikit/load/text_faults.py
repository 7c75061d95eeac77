"""What bringing a text or a card in can meet: family IMP."""

from __future__ import annotations

from collections.abc import Mapping

from amikit.diagnostics import Fault, Severity
from amikit.i18n import Text

NOT_A_TEXT = Fault(
    "IMP001",
    Severity.ERROR,
    Text("Ce texte ne peut pas être repris : {why}.", "This text cannot be brought in: {why}."),
    Text("{hint}", "{hint}"),
)
NOT_A_CARD = Fault(
    "IMP002",
    Severity.ERROR,
    Text(
        "« {name} » n'est ni un publiccode.yml ni un funding.json : {why}.",
        "“{name}” is neither a publiccode.yml nor a funding.json: {why}.",
    ),
    Text(
        "Vérifiez que c'est le bon fichier, tel que le porteur le publie.",
        "Check that it is the right file, as the steward publishes it.",
    ),
)
VALUE_ASIDE = Fault(
    "IMP003",
    Severity.ADVICE,
    Text(
        "« {key} » n'est pas {expected} : cette valeur est laissée de côté.",
        "“{key}” is not {expected}: this value is left aside.",
    ),
    Text("Signalez-le au porteur, et complétez la fiche.", "Tell the steward, and complete the card."),
)
NOT_A_CATALOG = Fault(
    "IMP004",
    Severity.ERROR,
    Text(
        "« {name} » n'a pas les colonnes du catalogue : ressource, clé, correction.",
        "“{name}” has not the columns of the catalog: ressource, clé, correction.",
    ),
    Text("Partez de « amikit catalog export ».", "Start from “amikit catalog export”."),
)
NO_SOURCE = Fault(
    "IMP005",
    Severity.ERROR,
    Text(
        "Le chiffre « {text} » ({key}) ne dit pas d'où il vient.",
        "The figure “{text}” ({key}) does not say where it comes from.",
    ),
    Text(
        "Écrivez une adresse dans « Source de la correction », ou ajoutez --source ADRESSE.",
        "Write an address in “Source de la correction”, or add --source ADDRESS.",
    ),
)
BAD_CORRECTION = Fault(
    "IMP006",
    Severity.ERROR,
    Text(
        "La correction « {text} » ({key}) ne peut pas être reprise : {why}.",
        "The correction “{text}” ({key}) cannot be taken: {why}.",
    ),
    Text("Corrigez cette cellule, enregistrez, relancez.", "Put this cell right, save, run it again."),
)
STALE_VALUE = Fault(
    "IMP007",
    Severity.ADVICE,
    Text(
        "« {key} » a changé depuis l'export : le catalogue dit maintenant « {value} ».",
        "“{key}” changed since the export: the catalog now says “{value}”.",
    ),
    Text("Regardez le changement avant de l'accepter.", "Look at the change before you accept it."),
)
_AS_DOCX = Text(
    "Ouvrez-le dans votre traitement de texte et enregistrez-le en DOCX ou en ODT.",
    "Open it in your word processor and save it as DOCX or ODT.",
)
WHY: Mapping[str, tuple[Text, Text]] = {
    "missing": (
        Text("il n'est pas là", "it is not there"),
        Text("Vérifiez le nom du fichier, et que vous pouvez le lire.", "Check its name, and that you may read it."),
    ),
    "empty": (
        Text("il est vide", "it is empty"),
        Text("Vérifiez que c'est le bon fichier.", "Check that it is the right file."),
    ),
    "kind": (
        Text(
            "ce n'est ni un DOCX, ni un ODT, ni un texte Markdown ou HTML",
            "it is neither a DOCX, nor an ODT, nor a Markdown or HTML text",
        ),
        _AS_DOCX,
    ),
    "old-word": (
        Text("c'est un ancien .doc, ou un mot de passe le protège", "it is an old .doc, or a password protects it"),
        _AS_DOCX,
    ),
    "pdf": (
        Text("c'est un PDF, qui ne dit plus où sont les titres", "it is a PDF, which no longer says where titles are"),
        Text("Demandez le document d'où il vient (DOCX, ODT).", "Ask for the document it comes from (DOCX, ODT)."),
    ),
    "rtf": (Text("c'est un RTF", "it is an RTF"), _AS_DOCX),
    "password": (
        Text("un mot de passe le protège", "a password protects it"),
        Text("Enregistrez-en une copie sans mot de passe.", "Save a copy of it without the password."),
    ),
    "damaged": (Text("il est abîmé", "it is damaged"), _AS_DOCX),
    "too-big": (
        Text("il est bien plus gros qu'une réponse", "it is far larger than an answer"),
        Text(
            "Gardez-en la partie qui concerne l'appel, dans un nouveau document, avec de plus petites images.",
            "Keep the part that is about the call, in a new document, with smaller pictures.",
        ),
    ),
    "encoding": (
        Text("son texte ne peut pas être décodé", "its text cannot be decoded"),
        Text("Enregistrez-le en UTF-8.", "Save it as UTF-8."),
    ),
}
ALL: tuple[Fault, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
