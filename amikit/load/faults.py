"""What reading files, and filling in a template, can meet: family LOA."""

from __future__ import annotations

from amikit.diagnostics import Diagnostic, Fault, Severity
from amikit.i18n import Text
from amikit.load.repair import Repair, syntax_detail
from amikit.source.span import Problem

ERROR, TODO, ADVICE = Severity.ERROR, Severity.TODO, Severity.ADVICE

YAML_SYNTAX = Fault(
    "LOA001",
    ERROR,
    Text("Le fichier ne peut pas être lu à partir d'ici{detail}.", "The file cannot be read from here{detail}."),
    Text("{hint}", "{hint}"),
)
_LOOK_AROUND = Text(
    "Regardez les deux-points, les guillemets et l'alignement de cette ligne et de la précédente ; "
    "un texte qui contient « : » ou « # » se met entre guillemets.",
    "Look at the colons, quotes and indents of this line and the one before; quote a text that holds “: ” or “#”.",
)
DUPLICATE_KEY = Fault(
    "LOA002",
    ERROR,
    Text("La clé « {key} » est déjà écrite à la ligne {first}.", "The key “{key}” is already written on line {first}."),
    Text("Gardez l'une des deux.", "Keep one of the two."),
)
UNKNOWN_KEY = Fault(
    "LOA003",
    ERROR,
    Text("La clé « {key} » n'est pas connue ici.", "The key “{key}” is not known here."),
    Text("{hint}", "{hint}"),
)
MISSING_KEY = Fault(
    "LOA004",
    ERROR,
    Text("Il manque « {key} ».", "“{key}” is missing."),
    Text("Ajoutez « {key}: … » ici ({explains}).", "Add “{key}: …” here ({explains})."),
)
UNKNOWN_VALUE = Fault(
    "LOA005",
    ERROR,
    Text("« {text} » n'est pas une valeur possible de « {key} ».", "“{text}” is not a possible value of “{key}”."),
    Text("{hint}", "{hint}"),
)
AMBIGUOUS_NUMBER = Fault(
    "LOA006",
    ERROR,
    Text(
        "Le nombre « {text} » peut se lire de deux façons : milliers ou décimales.",
        "The number “{text}” can be read in two ways: thousands or decimals.",
    ),
    Text(
        "Si ce sont des milliers, écrivez « {thousands} » ; des décimales, « {decimals} ».",
        "For thousands, write “{thousands}”; for decimals, “{decimals}”.",
    ),
)
NOT_A_NUMBER = Fault(
    "LOA007",
    ERROR,
    Text("« {text} » n'est pas un nombre : {unit}.", "“{text}” is not a number: {unit}."),
    Text("{hint}", "{hint}"),
)
TOO_PRECISE = Fault(
    "LOA008",
    ERROR,
    Text("« {text} » a plus de deux décimales.", "“{text}” has more than two decimals."),
    Text("Arrondissez au centime, ou au centième d'heure.", "Round to the cent, or to the hundredth of an hour."),
)
NOT_A_DAY = Fault(
    "LOA009",
    ERROR,
    Text("La date « {text} » {why}.", "The date “{text}” {why}."),
    Text("{hint}", "{hint}"),
)
NOT_YES_NO = Fault(
    "LOA010",
    ERROR,
    Text("« {text} » ne dit ni oui ni non.", "“{text}” says neither yes nor no."),
    Text("Écrivez « oui » ou « non ».", "Write “oui” or “non”."),
)
NOT_A_SLUG = Fault(
    "LOA011",
    ERROR,
    Text("« {text} » ne peut pas servir d'identifiant.", "“{text}” cannot be an identifier."),
    Text("{hint}", "{hint}"),
)
WRONG_SHAPE = Fault(
    "LOA012",
    ERROR,
    Text("« {key} » attend {expected}.", "“{key}” expects {expected}."),
    Text("{hint}", "{hint}"),
)
LOST_CENTS = Fault(
    "LOA013",
    ERROR,
    Text(
        "Entre accolades, la virgule de « {amount} » coupe le montant : la suite est perdue.",
        "Inside braces, the comma of “{amount}” cuts the amount: what follows is lost.",
    ),
    Text(
        "Mettez le montant entre guillemets, ou chaque clé sur sa ligne : « {key}: {amount} ».",
        "Quote the amount, or give each key its own line: “{key}: {amount}”.",
    ),
)
YAML_REFUSED = Fault(
    "LOA014",
    ERROR,
    Text("Ce fichier emploie {what}, qu'amikit ne lit pas.", "This file uses {what}, which amikit does not read."),
    Text(
        "Écrivez les valeurs en toutes lettres ; un texte qui commence par « * », « & » ou « ! » se met entre guillemets.",
        "Write the values out; quote a text that begins with “*”, “&” or “!”.",
    ),
)
UNKNOWN_ENCODING = Fault(
    "LOA015",
    ERROR,
    Text(
        "Les accents de ce fichier ne peuvent pas être lus : son encodage n'est pas connu.",
        "The accents of this file cannot be read: its encoding is not known.",
    ),
    Text(
        "Enregistrez-le en UTF-8 (ou en Windows-1252 pour un tableur).",
        "Save it as UTF-8 (or Windows-1252 from a spreadsheet).",
    ),
)
UNREADABLE = Fault(
    "LOA016",
    ERROR,
    Text("Le fichier ne peut pas être ouvert : {why}.", "The file cannot be opened: {why}."),
    Text("Vérifiez ses droits et son emplacement.", "Check its permissions and where it is."),
)
NO_DOSSIER = Fault(
    "LOA017",
    ERROR,
    Text("{what}.", "{what}."),
    Text("{hint}", "{hint}"),
)
OUTSIDE = Fault(
    "LOA018",
    ERROR,
    Text(
        "« {name} » est un lien qui mène hors du dossier : il n'est pas lu.",
        "“{name}” is a link that leads out of the folder: it is not read.",
    ),
    Text("Copiez le fichier dans le dossier.", "Copy the file into the folder."),
)
UNKNOWN_COLUMN = Fault(
    "LOA019",
    ERROR,
    Text("La colonne « {column} » n'est pas connue.", "The column “{column}” is not known."),
    Text("{hint}", "{hint}"),
)
CSV_BROKEN = Fault(
    "LOA020",
    ERROR,
    Text("Le tableau ne peut pas être lu ici : {what}.", "The table cannot be read here: {what}."),
    Text(
        "Ouvrez-le dans un tableur et enregistrez-le de nouveau en CSV, séparateur « ; ».",
        "Open it in a spreadsheet and save it again as CSV, separator “;”.",
    ),
)
MISSING_COLUMN = Fault(
    "LOA021",
    ERROR,
    Text("Il manque la colonne « {column} ».", "The column “{column}” is missing."),
    Text("Colonnes attendues : {columns}.", "Expected columns: {columns}."),
)
NOT_A_DESTINATION = Fault(
    "LOA022",
    ERROR,
    Text("« {text} » n'est pas une destination.", "“{text}” is not a destination."),
    Text("{hint}", "{hint}"),
)
NOT_A_DELIVERABLE = Fault(
    "LOA023",
    ERROR,
    Text("Le livrable « {text} » a plus de trois parties.", "The deliverable “{text}” has more than three parts."),
    Text("Écrivez « quoi | licence | où c'est publié ».", "Write “what | licence | where it is published”."),
)
RATE_WITHOUT_SIGN = Fault(
    "LOA024",
    ERROR,
    Text("Le taux « {text} » n'a pas de signe %.", "The rate “{text}” has no % sign."),
    Text("Écrivez par exemple « {example} ».", "Write for instance “{example}”."),
)
MARKDOWN_REFUSED = Fault(
    "LOA025",
    ERROR,
    Text("Le texte ne peut pas être lu tel quel : {what}.", "The text cannot be read as it is: {what}."),
    Text("{hint}", "{hint}"),
)
UNKNOWN_CALL = Fault(
    "LOA026",
    ERROR,
    Text("L'appel « {call} » n'a pas de modèle.", "The call “{call}” has no template."),
    Text("{hint}", "{hint}"),
)
TEMPLATE_FAULT = Fault(
    "LOA027",
    ERROR,
    Text("Le modèle ne peut pas être rempli ici : {detail}.", "The template cannot be filled in here: {detail}."),
    Text(
        "C'est le modèle de l'appel qui est en cause, pas votre texte : prévenez la personne qui l'a écrit.",
        "The call's template is at fault, not your text: tell whoever wrote it.",
    ),
)
TEMPLATE_STOPPED = Fault(
    "LOA028",
    ERROR,
    Text("Le modèle « {name} » a été arrêté : {why}.", "The template “{name}” was stopped: {why}."),
    Text(
        "N'employez que des modèles dont vous connaissez l'origine ; celui-ci est à corriger par qui l'a écrit.",
        "Use only templates whose origin you know; this one is to be mended by whoever wrote it.",
    ),
)
ID_COLLISION = Fault(
    "LOA029",
    ERROR,
    Text(
        "L'identifiant « {id} » appartient déjà à « {other} ».", "The identifier “{id}” already belongs to “{other}”."
    ),
    Text("Choisissez un autre identifiant.", "Choose another identifier."),
)
ID_MISMATCH = Fault(
    "LOA030",
    ERROR,
    Text(
        "L'identifiant « {id} » diffère du nom du fichier, « {stem} ».",
        "The identifier “{id}” differs from the name of the file, “{stem}”.",
    ),
    Text("Donnez le même nom aux deux.", "Give both the same name."),
)
IGNORED_FILE = Fault(
    "LOA031",
    ADVICE,
    Text("Ce fichier n'est pas lu : {why}.", "This file is not read: {why}."),
    Text("{hint}", "{hint}"),
)
BAD_REFERENCE = Fault(
    "LOA032",
    ERROR,
    Text(
        "Le document de référence « {name} » ne peut pas servir : {why}.",
        "The reference document “{name}” cannot be used: {why}.",
    ),
    Text(
        "Ouvrez-le dans un traitement de texte et enregistrez-le de nouveau, ou retirez-le.",
        "Open it in a word processor and save it again, or remove it.",
    ),
)
LOST_NOTE = Fault(
    "LOA033",
    ADVICE,
    Text("La note « {label} » ne sera pas imprimée : {why}.", "The note “{label}” will not be printed: {why}."),
    Text(
        "Appelez-la dans le texte avec « [^{label}] », ou retirez-la.",
        "Call it in the text with “[^{label}]”, or remove it.",
    ),
)
SUM_LINE = Fault(
    "LOA034",
    ADVICE,
    Text(
        "La ligne « {name} » semble être une somme : elle n'est pas comptée.",
        "The line “{name}” looks like a sum: it is not counted.",
    ),
    Text("Retirez-la : les totaux sont calculés.", "Remove it: totals are computed."),
)
NO_HEADER = Fault(
    "LOA035",
    ERROR,
    Text("Cette ligne ne nomme pas les colonnes du tableau.", "This line does not name the columns of the table."),
    Text("{hint}", "{hint}"),
)
CUT_TEXT = Fault(
    "LOA036",
    TODO,
    Text(
        "Le texte s'arrête avant « {lost} », pris pour un commentaire : la suite ne sera pas imprimée.",
        "The text stops before “{lost}”, taken for a comment: the rest will not be printed.",
    ),
    Text(
        "Mettez tout le texte entre guillemets ; si c'est bien un commentaire, laissez deux espaces avant le « # ».",
        "Quote the whole text; if it is a comment indeed, leave two spaces before the “#”.",
    ),
)
FOLDER_NAME = Fault(
    "LOA037",
    ERROR,
    Text(
        "Le dossier « {name} » n'est pas lu : son nom s'écrit « {known} ».",
        "The folder “{name}” is not read: its name is written “{known}”.",
    ),
    Text("Renommez-le « {known} ».", "Rename it “{known}”."),
)
EMPTY_SETTINGS = Fault(
    "LOA038",
    ERROR,
    Text("Le fichier dossier.yaml est vide.", "The file dossier.yaml is empty."),
    Text(
        "Reprenez-le d'une sauvegarde, ou d'un dossier neuf : « amikit new mon-dossier --call lieu-totem ».",
        "Take it back from a copy, or from a new folder: “amikit new my-folder --call lieu-totem”.",
    ),
)

_WHAT = {
    "yaml-alias": Text("un renvoi (*{name})", "an alias (*{name})"),
    "yaml-anchor": Text("une ancre (&{name})", "an anchor (&{name})"),
    "yaml-tag": Text("un type imposé (!…)", "a tag (!…)"),
    "yaml-too-deep": Text("trop de niveaux imbriqués", "too many nested levels"),
    "yaml-several": Text("plusieurs documents (---)", "several documents (---)"),
    "yaml-odd-key": Text("une clé qui n'est pas un mot", "a key that is not a word"),
    "yaml-character": Text("un caractère invisible interdit", "a forbidden invisible character"),
    "csv-empty": Text("il est vide", "it is empty"),
    "csv-broken": Text("un guillemet est de trop, ou n'est pas refermé", "a quote is one too many, or is not closed"),
    "csv-long-cell": Text(
        "une cellule dépasse cent mille signes", "a cell is longer than a hundred thousand characters"
    ),
    "csv-too-many-cells": Text(
        "la ligne a plus de cellules que l'en-tête n'a de colonnes",
        "the line has more cells than the header has columns",
    ),
    "csv-comma-cents": Text(
        "la virgule y sépare à la fois les colonnes et les centimes", "commas separate both columns and cents"
    ),
    "csv-duplicate-column": Text("deux colonnes portent ce nom", "two columns have this name"),
    "markdown-too-deep": Text("des listes ou des citations trop imbriquées", "lists or quotes nested too deep"),
    "front-matter-unclosed": Text(
        "l'en-tête ouvert par « --- » n'est pas refermé", "the front matter opened by “---” is not closed"
    ),
    "front-matter-unopened": Text(
        "la ligne « --- » qui ouvre l'en-tête manque", "the line “---” that opens the front matter is missing"
    ),
    "markdown-comment-unclosed": Text(
        "le commentaire ouvert par « <!-- » n'est pas refermé par « --> »",
        "the comment opened by “<!--” is not closed by “-->”",
    ),
    "footnote-unused": Text("rien ne l'appelle", "nothing calls it"),
    "footnote-repeated": Text("une autre porte le même nom", "another one has the same name"),
}
_HINTS = {
    "markdown-too-deep": Text("Simplifiez ce passage.", "Make this passage simpler."),
    "front-matter-unclosed": Text(
        "Ajoutez une ligne « --- » après la dernière ligne de l'en-tête.",
        "Add a line “---” after the last line of the front matter.",
    ),
    "front-matter-unopened": Text(
        "La première ligne du fichier doit être « --- ».", "The first line of the file must be “---”."
    ),
    "markdown-comment-unclosed": Text(
        "Ajoutez « --> » à la fin du commentaire.", "Add “-->” at the end of the comment."
    ),
}
_FAULTS = {"yaml": YAML_REFUSED, "csv": CSV_BROKEN, "markdown": MARKDOWN_REFUSED, "front": MARKDOWN_REFUSED}


def from_problem(problem: Problem, about: str = "", repair: Repair | None = None) -> Diagnostic:
    """Put what a reader found wrong into words; ``repair`` says more of a broken line, when its shape is sure."""
    facts = dict(problem.facts)
    if problem.kind == "yaml-syntax":
        detail, hint = syntax_detail(str(facts.get("detail", ""))), _LOOK_AROUND
        if repair:
            detail, hint = repair.why, repair.hint
        return YAML_SYNTAX.at(problem.span, about, detail=detail, hint=hint)
    if problem.kind == "duplicate-key":
        return DUPLICATE_KEY.at(problem.span, about, **facts)
    if problem.kind == "lost-cents":
        return LOST_CENTS.at(problem.span, about, **facts)
    if problem.kind.startswith("footnote"):
        return LOST_NOTE.at(problem.span, about, label=facts["label"], why=_WHAT[problem.kind])
    fault = _FAULTS[problem.kind.partition("-")[0]]
    what = _WHAT[problem.kind]
    if "name" in facts:
        name = str(facts["name"])
        what = Text(what.fr.replace("{name}", name), what.en.replace("{name}", name))
    if fault is MARKDOWN_REFUSED:
        return fault.at(problem.span, about, what=what, hint=_HINTS[problem.kind])
    return fault.at(problem.span, about, what=what)


ALL: tuple[Fault, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
