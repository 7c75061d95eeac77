"""No price in what is shown to others before an answer is sent."""

from __future__ import annotations

import re
from collections.abc import Collection

from amikit.i18n import Language, Text
from amikit.spelling import slug

LEFT_OUT = Text("[montant retiré]", "[amount left out]")
"""What stands for an amount in a text that somebody wrote."""
_SPACE = "[ \u00a0\u202f\u2009\u2007]"
_NUMBER = rf"\d{{1,3}}(?:(?:{_SPACE}|[.,'’])\d{{3}})+(?:[.,]\d{{1,2}})?|\d+(?:[.,]\d+)?"
_MANY = r"(?:mille|milliers?|millions?|milliards?|thousand|billions?|k)"
_MONEY = r"(?:€|\$|£|(?:k€|euros?|eur|centimes?|cents? d['’]euros?|dollars?|usd|chf|gbp|keuros?)(?![^\W_]))"
_GAP = rf"(?:{_SPACE}|-)?"
_WORD_NUMBERS = (
    "un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|"
    "quarante|cinquante|soixante|septante|octante|nonante|cents?|mille|milliers?|millions?|milliards?|et|"
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|and"
)
_AMOUNT = re.compile(
    rf"(?:(?:[€$£]|(?<![^\W_])eur){_GAP}(?:{_NUMBER})(?:{_GAP}(?:{_MANY}|m)(?![^\W_]))?"
    rf"|(?<![\d.,])(?:{_NUMBER})(?:{_GAP}{_MANY})?(?:{_GAP}d['’])?{_GAP}m?{_MONEY}"
    rf"|(?<![^\W_])(?:(?:{_WORD_NUMBERS})(?:{_SPACE}|-)){{1,12}}(?:d['’]{_SPACE}?)?(?:euros?|dollars?)(?![^\W_]))",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w.,])(?:{_NUMBER})(?![\w%])")
_SMALLEST_CENTS = 10_000
"""Below a hundred euros, a number in a text is more likely something else: a house, a day."""
_CONTRACT = re.compile(r"(?:^|-)(?:marches?|appel-d-offres?|appels-d-offres?|tenders?|procurement)(?:-|$)")
WHY_NO_AMOUNT = Text(
    "Cet appel est un marché : les montants sont laissés de côté. Entre candidats à un même marché, échanger des prix "
    "risque d'enfreindre le droit de la concurrence ; parler des besoins et des ressources, non.",
    "This call is a public contract: amounts are left out. Between those who bid for one contract, exchanging prices "
    "may break competition law; talking about needs and resources does not.",
)


def is_contract(kind: str, call_id: str = "") -> bool:
    """Whether a call is a contract that rivals bid for, from its kind (``marché public``) or its id.

    >>> is_contract("Marché public"), is_contract("", "marche-accompagnement"), is_contract("Démarche ouverte")
    (True, True, False)
    """
    return any(_CONTRACT.search(slug(word)) or slug(word).startswith("marche") for word in (kind, call_id))


def hide_amounts(text: str, language: Language, known_cents: Collection[int] = ()) -> str:
    """A text without the amounts that it names; ``known_cents`` are hidden without a currency too, and without cents.

    >>> hide_amounts("Il faut 1 500,00 € en 2027.", "en")
    'Il faut [amount left out] en 2027.'
    """
    hidden = _AMOUNT.sub(LEFT_OUT[language], text)
    if not known_cents or not _BARE.search(hidden):
        return hidden
    spelt = {one for cents in known_cents for one in (cents, cents // 100 * 100, (cents + 50) // 100 * 100)}

    def replace(found: re.Match[str]) -> str:
        return LEFT_OUT[language] if _is_known(found[0], spelt) else found[0]

    return _BARE.sub(replace, hidden)


def _is_known(number: str, known_cents: Collection[int]) -> bool:
    """Whether a number without currency is an amount of the budget; a year is not one."""
    digits = re.sub(r"[^\d.,]", "", number)
    whole, _, decimals = digits.replace(",", ".").rpartition(".")
    readings = {digits.replace(",", "").replace(".", "")}
    cents = {int(reading) * 100 for reading in readings}
    if whole and len(decimals) <= 2:
        cents = {int(whole.replace(".", "") or "0") * 100 + int(decimals.ljust(2, "0"))}
    is_year = digits.isdigit() and len(digits) == 4 and 1900 <= int(digits) <= 2100
    return not is_year and any(one >= _SMALLEST_CENTS and one in known_cents for one in cents)
