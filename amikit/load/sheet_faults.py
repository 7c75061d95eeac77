"""What bringing a spreadsheet in can meet: family TAB."""

from __future__ import annotations

from collections.abc import Mapping

from amikit.diagnostics import Fault, Severity
from amikit.i18n import Text

ERROR, ADVICE = Severity.ERROR, Severity.ADVICE

NOT_A_WORKBOOK = Fault(
    "TAB001",
    ERROR,
    Text("Ce classeur ne peut pas être lu : {why}.", "This workbook cannot be read: {why}."),
    Text("{hint}", "{hint}"),
)
NO_TABLE = Fault(
    "TAB002",
    ERROR,
    Text(
        "Aucune feuille n'a de ligne qui nomme les colonnes d'un budget.",
        "No sheet has a line that names the columns of a budget.",
    ),
    Text(
        "Il faut au moins un libellé et un montant, nommés au-dessus de leurs colonnes.",
        "It takes at least a label and an amount, named above their columns.",
    ),
)
SEVERAL_TABLES = Fault(
    "TAB003",
    ERROR,
    Text(
        "Les feuilles « {one} » et « {other} » se ressemblent : laquelle reprendre ?",
        "The sheets “{one}” and “{other}” look alike: which one is it?",
    ),
    Text(
        "Nommez « Dépenses » ou « Recettes » celle qui compte, ou masquez l'autre.",
        "Name “Dépenses” or “Recettes” the one that counts, or hide the other.",
    ),
)
HIDDEN_SHEET = Fault(
    "TAB004",
    ADVICE,
    Text("La feuille masquée « {name} » n'est pas lue.", "The hidden sheet “{name}” is not read."),
    Text("Affichez-la si elle doit l'être.", "Show it if it should be."),
)
MERGED_CELLS = Fault(
    "TAB005",
    ERROR,
    Text(
        "Les cellules {cells} sont fusionnées : une valeur y vaut pour plusieurs lignes ou colonnes.",
        "The cells {cells} are merged: one value stands for several lines or columns.",
    ),
    Text("Séparez-les, et écrivez la valeur dans chacune.", "Split them, and write the value in each."),
)
NO_VALUE = Fault(
    "TAB006",
    ERROR,
    Text("La formule de cette cellule n'a pas de valeur : {why}.", "The formula of this cell has no value: {why}."),
    Text(
        "Ouvrez le classeur, corrigez la formule ou écrivez la valeur, puis enregistrez.",
        "Open the workbook, mend the formula or write the value, then save.",
    ),
)
OUTSIDE_FORMULA = Fault(
    "TAB007",
    ADVICE,
    Text(
        "Cette formule dépend d'un autre fichier ; sa dernière valeur, « {text} », est reprise.",
        "This formula depends on another file; its last value, “{text}”, is taken.",
    ),
    Text("Vérifiez cette valeur, ou écrivez-la.", "Check that value, or write it."),
)
DATE_FOR_YEAR = Fault(
    "TAB008",
    ERROR,
    Text("« {text} » est une date ; une année est attendue.", "“{text}” is a date; a year is expected."),
    Text("Écrivez « {year} ».", "Write “{year}”."),
)
COLUMN_ASIDE = Fault(
    "TAB009",
    ADVICE,
    Text(
        "La colonne « {column} » n'est pas reprise : elle reste dans le classeur.",
        "The column “{column}” is not taken: it stays in the workbook.",
    ),
    Text(
        'Pour la reprendre : --columns "{column}=…", avec l\'un de ces noms : {columns}.',
        'To take it: --columns "{column}=…", with one of these names: {columns}.',
    ),
)
HEADING_ASIDE = Fault(
    "TAB010",
    ADVICE,
    Text(
        "La ligne « {name} » n'a qu'un intitulé : elle n'est pas reprise.",
        "The line “{name}” has only a label: it is not taken.",
    ),
    Text("Ajoutez un montant si c'est une ligne du budget.", "Add an amount if it is a line of the budget."),
)
NO_SUCH_COLUMN = Fault(
    "TAB011",
    ERROR,
    Text("Aucune colonne ne s'appelle « {column} ».", "No column is called “{column}”."),
    Text("{hint}", "{hint}"),
)
OTHER_SHEET = Fault(
    "TAB012",
    ADVICE,
    Text(
        "La feuille « {other} » nomme aussi les colonnes d'un budget ; « {name} » est reprise, pas elle.",
        "The sheet “{other}” names the columns of a budget too; “{name}” is taken, and not that one.",
    ),
    Text(
        "Si ses lignes comptent, réunissez-les dans « {name} » ; sinon, masquez-la.",
        "If its lines count, put them together in “{name}”; otherwise, hide it.",
    ),
)

WHY: Mapping[str, tuple[Text, Text]] = {
    "password": (
        Text("un mot de passe le protège", "a password protects it"),
        Text("Enregistrez-en une copie sans mot de passe.", "Save a copy of it without the password."),
    ),
    "damaged": (
        Text("il est abîmé, ou ce n'est pas un classeur", "it is damaged, or it is not a workbook"),
        Text("Ouvrez-le dans un tableur et enregistrez-le de nouveau.", "Open it in a spreadsheet and save it again."),
    ),
    "too-big": (
        Text("il contient bien plus qu'un budget", "it holds far more than a budget"),
        Text("Copiez le tableau seul dans un nouveau classeur.", "Copy the table alone into a new workbook."),
    ),
    "empty": (
        Text("il est vide", "it is empty"),
        Text("Vérifiez que c'est le bon fichier.", "Check that it is the right file."),
    ),
    "encoding": (
        Text("son texte ne peut pas être décodé", "its text cannot be decoded"),
        Text("Enregistrez-le en UTF-8.", "Save it as UTF-8."),
    ),
}
NO_VALUE_WHY: Mapping[str, Text] = {
    "error": Text("elle donne une erreur", "it gives an error"),
    "no-value": Text("le classeur ne l'a pas calculée", "the workbook did not compute it"),
}
ALL: tuple[Fault, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Fault))
