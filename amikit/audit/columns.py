"""The titles of the tables and of their columns, with what a reader must know of each."""

from __future__ import annotations

from amikit.audit.table import Kind
from amikit.i18n import Text

NUMBER = (Text("N°", "No."), Kind.COUNT)
LIGHT = (Text("Verdict", "Verdict"), Kind.LIGHT)
ANSWER = (Text("Réponse", "Answer"), Kind.TEXT)
RESOURCE = (Text("Ressource", "Resource"), Kind.TEXT)
RECEIVES = (Text("Recevrait", "Would receive"), Kind.CENTS)
TO_STEWARD = (Text("dont au porteur", "of which to its steward"), Kind.CENTS)
PROMISED = (Text("Promis", "Promised"), Kind.CENTS)
UNPAID = (Text("Heures bénévoles", "Volunteer hours"), Kind.HOURS)
HOW_MANY = (Text("Réponses", "Answers"), Kind.COUNT)
WHICH = (Text("Lesquelles (n°)", "Which (no.)"), Kind.TEXT)

ANSWERS = Text("Les réponses", "The answers")
ANSWERS_NOTE = Text(
    "Une réponse tient souvent en plusieurs fichiers : ceux d'une même annexe n'en font qu'une.",
    "An answer often comes in several files: those of one annex are one answer.",
)
ANSWER_COLUMNS = (
    NUMBER,
    LIGHT,
    ANSWER,
    (Text("Qui", "Who"), Kind.TEXT),
    (Text("À regarder", "To look at"), Kind.PROSE),
    (Text("Appel", "Call"), Kind.TEXT),
    (Text("Période", "Period"), Kind.TEXT),
    (Text("Membres", "Members"), Kind.COUNT),
    (Text("Demandé", "Asked"), Kind.CENTS),
    (Text("Part aux ressources", "Share to resources"), Kind.RATE),
    (Text("Aux ressources", "To resources"), Kind.CENTS),
    PROMISED,
    UNPAID,
    (Text("Utilisées sans retour", "Used, nothing back"), Kind.TEXT),
    (Text("Fichiers", "Files"), Kind.PROSE),
)
RESOURCES = Text("Ce que chaque ressource recevrait", "What each resource would receive")
RESOURCES_NOTE = Text(
    "Une dépense compte si le porteur est payé, ou si elle laisse un livrable ouvert et publié. « Promis » est ce que le registre "
    "de réciprocité des réponses engage. Aucune de ces réponses n'est encore retenue.",
    "An expense counts if the steward is paid, or if it leaves an open, published deliverable. “Promised” is what the registers "
    "of reciprocity commit. None of these answers is chosen yet.",
)
RESOURCE_COLUMNS = (
    RESOURCE,
    (Text("Porteur", "Steward"), Kind.TEXT),
    (Text("Nommée par", "Named by"), Kind.COUNT),
    (Text("Utilisée par", "Used by"), Kind.COUNT),
    RECEIVES,
    TO_STEWARD,
    PROMISED,
    UNPAID,
    (Text("Accords donnés", "Agreements given"), Kind.COUNT),
    (Text("Utilisée sans retour par", "Used with nothing back by"), Kind.COUNT),
    (Text("dont réponses en rouge", "of which from red answers"), Kind.CENTS),
)
CELLS = Text("Réponse par réponse, ressource par ressource", "Answer by answer, resource by resource")
CELLS_NOTE = Text(
    "« Nommée » : le texte d'un fichier la nomme ; « — » : aucun fichier n'a de texte, une annexe seule n'en a pas. « Utilisée » : la réponse la déclare. "
    "L'accord est celui que le consortium déclare.",
    "“Named”: the text of a file names it; “—”: no file has any text, an annex alone has none. “Used”: the answer declares it. "
    "The agreement is what the consortium reports.",
)
CELL_COLUMNS = (
    NUMBER,
    LIGHT,
    ANSWER,
    RESOURCE,
    (Text("Nommée", "Named"), Kind.TEXT),
    (Text("Utilisée", "Used"), Kind.TEXT),
    RECEIVES,
    TO_STEWARD,
    PROMISED,
    UNPAID,
    (Text("Gestes", "Acts"), Kind.COUNT),
    (Text("Accord du porteur", "Steward's agreement"), Kind.TEXT),
    (Text("Sans retour", "Nothing back"), Kind.TEXT),
)
UNFUNDED = Text("Qui s'appuie sur quoi sans rien apporter", "Who relies on what and brings nothing")
UNFUNDED_NOTE = Text(
    "Une attente ferme d'un porteur reste sans réponse, ou rien du tout n'est apporté à la ressource. "
    "Une attente est sociale : ni un devoir légal, ni une clause de licence.",
    "A firm expectation of a steward is answered by nothing, or nothing at all goes to the resource. "
    "An expectation is social: neither a legal duty nor a licence term.",
)
UNFUNDED_COLUMNS = (
    NUMBER,
    ANSWER,
    RESOURCE,
    (Text("Usage", "Usage"), Kind.TEXT),
    (Text("Attentes sans réponse", "Expectations unanswered"), Kind.COUNT),
    RECEIVES,
)
POOLINGS = Text("À mutualiser", "To pool")
POOLINGS_NOTE = Text(
    "Des occasions d'en parler avant de payer plusieurs fois, pas des fautes : deux ressources peuvent répondre à un même besoin "
    "pour de bonnes raisons. « Coût » est celui de la fiche de la ressource, quand il y est.",
    "Reasons to talk before paying several times, not faults: two resources may meet one need for good reasons. "
    "“Cost” is that of the card of the resource, when it is there.",
)
POOLING_COLUMNS = (
    (Text("Occasion", "Chance"), Kind.TEXT),
    (Text("Quoi", "What"), Kind.TEXT),
    (Text("Comment", "How"), Kind.PROSE),
    HOW_MANY,
    (Text("Prévu ensemble", "Planned together"), Kind.CENTS),
    (Text("Coût", "Cost"), Kind.CENTS),
)
PEOPLE = Text("Les mêmes personnes dans plusieurs réponses", "The same people in several answers")
PEOPLE_NOTE = Text(
    "Une personne apparaît sous une empreinte propre à l'appel, jamais sous son nom. Plus de 1\u202f607 heures payées dans une année : "
    "un repère, pas une limite légale. Répondre deux fois n'est pas une faute ; les deux réponses peuvent n'être pas retenues.",
    "A person appears under a digest of this call, never by name. More than 1,607 paid hours in a year: a yardstick, not a limit "
    "of the law. Answering twice is no fault; both answers may not be chosen.",
)
PEOPLE_COLUMNS = (
    (Text("Personne (empreinte)", "Person (digest)"), Kind.TEXT),
    (Text("Année", "Year"), Kind.TEXT),
    HOW_MANY,
    WHICH,
    (Text("Heures payées", "Paid hours"), Kind.HOURS),
    UNPAID,
    (Text("À regarder", "To look at"), Kind.PROSE),
)
PAYEES = Text("Les mêmes tiers, payés dans plusieurs réponses", "The same third parties, paid in several answers")
PAYEES_NOTE = Text(
    "Ni membres, ni porteurs : sous une empreinte propre à l'appel.",
    "Neither members nor stewards: under a digest of this call.",
)
PAYEE_COLUMNS = (
    (Text("Tiers (empreinte)", "Third party (digest)"), Kind.TEXT),
    HOW_MANY,
    WHICH,
    (Text("Payé en tout", "Paid in all"), Kind.CENTS),
)
FILES = Text("Les fichiers", "The files")
FILES_NOTE = Text("Tout ce qui a été lu.", "Everything that was read.")
FILE_COLUMNS = (
    (Text("Fichier", "File"), Kind.TEXT),
    (Text("Réponse (n°)", "Answer (no.)"), Kind.COUNT),
    (Text("Sorte", "Kind"), Kind.TEXT),
    LIGHT,
    (Text("Conclusion", "Conclusion"), Kind.TEXT),
    (Text("Empreinte de l'annexe", "Digest of the annex"), Kind.TEXT),
    (Text("Octets", "Bytes"), Kind.COUNT),
)
