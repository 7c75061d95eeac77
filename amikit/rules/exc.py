"""Exceptions: what a consortium lets through, in the open; and when one is itself at fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from amikit.diagnostics import Diagnostic, Fault, Severity
from amikit.i18n import Text
from amikit.model.dossier import Exemption
from amikit.spelling import did_you_mean

UNKNOWN_RULE = Fault(
    "EXC001",
    Severity.ERROR,
    Text("« {code} » n'est pas le code d'un constat.", "“{code}” is not the code of a finding."),
    Text("{hint}", "{hint}"),
)
WITHOUT_REASON = Fault(
    "EXC002",
    Severity.TODO,
    Text(
        "L'exception à {code} ne dit pas pourquoi : elle ne laisse rien passer.",
        "The exception to {code} gives no reason: it lets nothing through.",
    ),
    Text(
        "Ajoutez « motif: … » ; il sera imprimé dans le document.",
        "Add “motif: …”; it will be printed in the document.",
    ),
)
USELESS = Fault(
    "EXC003",
    Severity.ADVICE,
    Text("L'exception à {code} {why}.", "The exception to {code} {why}."),
    Text("{hint}", "{hint}"),
)
NOT_EXCUSABLE = Fault(
    "EXC004",
    Severity.ERROR,
    Text(
        "Aucune exception ne peut laisser passer {code} : ce qui n'est pas lisible se corrige.",
        "No exception can let {code} through: what cannot be read is to be corrected.",
    ),
    Text("Corrigez le fichier, et retirez cette exception.", "Correct the file, and remove this exception."),
)
FAULTS: tuple[Fault, ...] = (UNKNOWN_RULE, WITHOUT_REASON, USELESS, NOT_EXCUSABLE)


def names(exemption: Exemption, diagnostic: Diagnostic) -> bool:
    """Whether an exception is about findings of that code, wherever they are."""
    return exemption.rule_code.strip().upper() == diagnostic.code


def covers(exemption: Exemption, diagnostic: Diagnostic) -> bool:
    """Whether an exception names that finding: its code, and its place or one above."""
    where = exemption.where.strip().removesuffix(".md").removesuffix(".yaml").strip("/")
    same_place = not where or diagnostic.about == where or diagnostic.about.startswith(f"{where}/")
    return names(exemption, diagnostic) and same_place


_MOST_PLACES = 3


def _useless(where: str, elsewhere: Sequence[str]) -> tuple[Text, Text]:
    """Why an exception lets nothing through: its place is another one, or what it named is settled."""
    if not where or not elsewhere:
        return (
            Text("n'excuse plus rien", "excuses nothing any more"),
            Text("Retirez-la de « exceptions ».", "Remove it from “exceptions”."),
        )
    places = list(dict.fromkeys(elsewhere))[:_MOST_PLACES]
    french, english = (f" {word} ".join(f"{left}ou: {one}{right}" for one in places)
                       for word, left, right in (("ou", "« ", " »"), ("or", "“", "”")))  # fmt: skip
    return (
        Text(f"ne correspond à rien : ce constat n'est pas à « {where} »", f"matches nothing: it is not at “{where}”"),
        Text(f"Écrivez {french}.", f"Write {english}."),
    )


def examine(
    exemption: Exemption, is_used: bool, known: Mapping[str, Fault], elsewhere: Sequence[str] = ()
) -> Iterator[Diagnostic]:
    """What is wrong with an exception itself; ``elsewhere`` is where what it names still stands."""
    code = exemption.rule_code.strip().upper()
    span, about = exemption.at("rule_code"), "dossier/exceptions"
    if code not in known:
        yield UNKNOWN_RULE.at(span, about, code=exemption.rule_code, hint=did_you_mean(code, known))
    elif code.startswith("LOA"):
        yield NOT_EXCUSABLE.at(span, about, code=code)
    elif not exemption.reason:
        yield WITHOUT_REASON.at(exemption.at(), about, code=code)
    elif not is_used:
        why, hint = _useless(exemption.where.strip(), elsewhere)
        yield USELESS.at(
            exemption.at("where") if elsewhere and exemption.where else span, about, code=code, why=why, hint=hint
        )
