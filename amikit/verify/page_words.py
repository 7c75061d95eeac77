"""What the page says around the verdicts."""

from __future__ import annotations

from collections.abc import Mapping

from amikit.i18n import Text
from amikit.verify.words import NOTICE

PAGE: Mapping[str, Text] = {
    "title": Text("Vérifier des réponses", "Verify answers"),
    "intro": Text(
        "Chaque somme est refaite à partir de l'annexe jointe au fichier, puis comparée à ce que ce fichier imprime.",
        "Every sum is made again from the annex attached to the file, then compared with what that file prints.",
    ),
    "private": Text(
        "Vos fichiers restent sur cet ordinateur : cette page n'envoie rien, et le navigateur le lui interdit.",
        "Your files stay on this computer: this page sends nothing, and the browser forbids it to.",
    ),
    "coherent": NOTICE,
    "drop": Text("Déposez ici des réponses, ou un dossier.", "Drop answers here, or a folder."),
    "kinds": Text("PDF, DOCX, ODT, HTML, ou annexe JSON.", "PDF, DOCX, ODT, HTML, or JSON annex."),
    "files": Text("Choisir des fichiers", "Choose files"),
    "folder": Text("Choisir un dossier", "Choose a folder"),
    "languages": Text("Langue de la page", "Language of the page"),
    "results": Text("Résultats", "Results"),
    "clear": Text("Tout effacer", "Clear all"),
    "save": Text("Enregistrer en JSON", "Save as JSON"),
    "print": Text("Imprimer", "Print"),
    "saved_as": Text("verification.json", "verification.json"),
    "reading": Text("Lecture : {done} sur {all}.", "Reading: {done} of {all}."),
    "done": Text(
        "{all_count:fichier lu|fichiers lus} : {green_count:vert|verts}, {amber_count} orange, {red_count:rouge|rouges}.",
        "{all_count:file|files} read: {green_count} green, {amber_count} amber, {red_count} red.",
    ),
    "nothing": Text(
        "Aucun fichier à vérifier ici : PDF, DOCX, ODT, HTML ou JSON.",
        "No file to verify here: PDF, DOCX, ODT, HTML, JSON.",
    ),
    "all": Text("Tous les fichiers", "All files"),
    "file": Text("Fichier", "File"),
    "verdict": Text("Verdict", "Verdict"),
    "asked_amount": Text("Montant demandé", "Amount asked"),
    "share": Text("Part aux ressources", "Share to resources"),
    "checks": Text("Ce qui a été vérifié", "What was checked"),
    "resources": Text("Ressource par ressource", "Resource by resource"),
    "resource": Text("Ressource", "Resource"),
    "budget": Text("Budget", "Budget"),
    "expected": Text("Attendu", "Expected"),
    "committed": Text("Engagé", "Committed"),
    "agreement": Text("Accord du porteur", "Steward's agreement"),
    "to_agree": Text("à convenir", "to be agreed"),
    "not_asked": Text("pas encore demandé", "not asked yet"),
    "demande": Text("demandé", "asked"),
    "accepte": Text("accordé", "given"),
    "reserve": Text("avec réserves", "with reservations"),
    "refuse": Text("refusé", "refused"),
    "digest": Text("Empreinte de l'annexe", "Digest of the annex"),
    "written_by": Text("Page écrite par amikit", "Page written by amikit"),
    "catalog": Text(
        "avec un catalogue de {cards_count:ressource|ressources}.",
        "with a catalog of {cards_count:resource|resources}.",
    ),
    "no_script": Text(
        "Cette page a besoin d'un navigateur récent, et de JavaScript, pour lire les fichiers ici même.",
        "This page needs a recent browser, and JavaScript, to read the files right here.",
    ),
    "no_worker": Text(
        "Ce navigateur ne permet pas à cette page de travailler : essayez-en un plus récent, ou la commande « amikit verify ».",
        "This browser does not let this page work: try a newer one, or the command “amikit verify”.",
    ),
    "skip": Text("Aller aux résultats", "Go to the results"),
}
