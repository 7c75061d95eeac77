"""The words of a verdict, for a funder: what was found, with the figures; never who wrote the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from amikit.i18n import NARROW_NBSP, NBSP, Language, Text, say
from amikit.verify.verdict import Check, Light, Verdict

LIGHTS: Mapping[Light, Text] = {
    Light.GREEN: Text("vert", "green"),
    Light.AMBER: Text("orange", "amber"),
    Light.RED: Text("rouge", "red"),
}
CONCLUSIONS: Mapping[Light, Text] = {
    Light.GREEN: Text("cohérent", "coherent"),
    Light.AMBER: Text("cohérent, avec des points à regarder", "coherent, with points to look at"),
    Light.RED: Text("incohérent", "incoherent"),
}
"""A file without annex is neither: see ``NO_ANNEX``."""
NO_ANNEX = Text("sans annexe : rien à recompter", "no annex: nothing to recompute")
NEWER = Text("annexe trop récente : rien de recompté ici", "annex too recent: nothing recomputed here")
NOTICE = Text(
    "« Cohérent » veut dire que le texte et les données vont ensemble ; cela ne dit pas qui les a écrits.",
    "“Coherent” means that text and data go together; it does not say who wrote them.",
)
"""What no verdict says, and that each may be misread for."""
UNREAD = Text("illisible", "cannot be read")
WHY: Mapping[str, Text] = {
    "too-big": Text("il est bien plus gros qu'une réponse", "it is far larger than an answer"),
    "too-much": Text("sa lecture demande trop de mémoire", "reading it takes too much memory"),
    "too-slow": Text("sa lecture demande trop de temps", "reading it takes too much time"),
    "password": Text("il est protégé par un mot de passe", "it is protected by a password"),
    "damaged": Text("il est abîmé, ou n'est pas ce que son nom annonce", "it is damaged, or not what its name says"),
    "misnamed": Text("il n'est pas ce que son nom annonce", "it is not what its name says"),
    "unknown": Text(
        "ce n'est ni un PDF, ni un DOCX, ni un ODT, ni une page HTML, ni une annexe",
        "it is no PDF, DOCX, ODT, HTML page or annex",
    ),
    "empty": Text("il est vide", "it is empty"),
    "not-an-annex": Text("ce fichier JSON n'est pas une annexe d'amikit", "this JSON file is no annex of amikit"),
    "not-a-file": Text(
        "ce n'est pas un fichier ordinaire (un tube se donne par « - »)",
        "it is no ordinary file (a pipe is given by “-”)",
    ),
    "no-file": Text("il n'existe pas, ou ne peut pas être ouvert", "it does not exist, or cannot be opened"),
}
FIGURES: Mapping[str, Text] = {
    "charges_cents": Text("le total des dépenses", "total expenses"),
    "incomes_cents": Text("le total des recettes", "total income"),
    "in_kind_charges_cents": Text("le total en nature (86)", "the total in kind (86)"),
    "in_kind_incomes_cents": Text("les contributions en nature (87)", "contributions in kind (87)"),
    "asked_cents": Text("le montant demandé", "the amount asked"),
    "public_cents": Text("le financement public", "public funding"),
    "indirect_cents": Text("les charges indirectes", "indirect costs"),
    "passed_on_cents": Text("les sommes à reverser", "money to pass on"),
    "resources_cents": Text("la part aux ressources", "the share to resources"),
    "places_cents": Text("la part aux lieux", "the share to places"),
    "coordination_cents": Text("la part à la coordination", "the share to coordination"),
    "to_stewards_cents": Text("ce que reçoivent les porteurs", "what stewards receive"),
    "to_members_cents": Text("ce que reçoivent les membres", "what members receive"),
    "to_others_cents": Text("ce que reçoivent d'autres contributeurs", "what other contributors receive"),
    "set_apart_cents": Text("ce qui va aux ressources du consortium", "what goes to the consortium's own resources"),
    "resources_rate": Text("la part aux ressources, en pourcentage", "the share to resources, as a percentage"),
    "reached_cents": Text("ce qui est comparé au minimum", "what is compared to the minimum"),
    "asked_resources_cents": Text(
        "la part aux ressources du montant demandé", "the share to resources of the amount asked"
    ),
    "expected_cents": Text("l'attendu des porteurs", "what stewards expect"),
    "committed_cents": Text("l'engagé", "what is committed"),
    "covered_cents": Text("l'attendu couvert", "what is covered"),
    "expected_hours": Text("les heures attendues", "hours expected"),
    "committed_hours": Text("les heures engagées", "hours committed"),
    "covered_hours": Text("les heures couvertes", "hours covered"),
    "proposed_cents": Text("ce qui est proposé", "what is proposed"),
    "proposed_hours": Text("les heures proposées", "hours proposed"),
    "purchase_cents": Text("les achats", "purchases"),
    "elsewhere_cents": Text("ce qui ne revient pas au porteur", "what does not reach the steward"),
    "acts_count": Text("le nombre de gestes", "the number of acts"),
    "status": Text("l'état", "the status"),
    "standing": Text("la solidité de l'attente", "how firm the expectation is"),
    "form": Text("la forme", "the form"),
    "expectation_id": Text("l'attente", "the expectation"),
}
SENTENCES: Mapping[str, Text] = {
    "file": Text("Ce fichier ne peut pas être lu : {why}.", "This file cannot be read: {why}."),
    "annexes": Text(
        "Le fichier porte {annexes_count:annexe différente|annexes différentes} : laquelle croire ?",
        "The file carries {annexes_count:annex|different annexes}: which one is to be believed?",
    ),
    "version": Text(
        "L'annexe est de la version {version} ; cet amikit connaît la version {known}. Une version plus récente la lira.",
        "The annex is of version {version}; this amikit knows version {known}. A newer one will read it.",
    ),
    "schema": Text(
        "L'annexe ne suit pas le schéma « amikit-annex » (à : {where}).",
        "The annex does not follow the “amikit-annex” schema (at: {where}).",
    ),
    "canonical": Text(
        "L'annexe n'est pas écrite sous sa forme canonique : elle a été retouchée hors d'amikit.",
        "The annex is not in canonical form: it was changed outside amikit.",
    ),
    "annex": Text("L'annexe est là, et suit son schéma.", "The annex is there, and follows its schema."),
    "draft": Text(
        "C'est un brouillon : il n'était pas prêt à être envoyé.", "It is a draft: it was not ready to be sent."
    ),
    "digest": Text(
        "L'empreinte imprimée est celle de l'annexe jointe.",
        "The digest that is printed is that of the attached annex.",
    ),
    "digest-missing": Text(
        "Aucune empreinte n'est imprimée dans le document.", "No digest is printed in the document."
    ),
    "digest-differs": Text(
        "L'empreinte imprimée ({printed}…) n'est pas celle de l'annexe jointe ({computed}…).",
        "The digest that is printed ({printed}…) is not that of the attached annex ({computed}…).",
    ),
    "total": Text(
        "Un total ne se retrouve pas : l'annexe dit {said} pour {figure}, et ses lignes donnent {found}.",
        "A total does not add up: the annex says {said} for {figure}, and its lines give {found}.",
    ),
    "totals": Text(
        "Toutes les sommes se retrouvent, refaites avec {lines_count:ligne|lignes} : {charges_cents} de dépenses.",
        "Every sum is found again, from {lines_count:line|lines}: {charges_cents} of expenses.",
    ),
    "share": Text(
        "Part aux ressources : {resources_rate} ({resources_cents}).",
        "Share to resources: {resources_rate} ({resources_cents}).",
    ),
    "line": Text(
        "La ligne {line} dit {said_cents} ; ses heures et son taux donnent {found_cents}.",
        "The line {line} says {said_cents}; its hours and its rate give {found_cents}.",
    ),
    "line-twice": Text("L'identifiant de ligne {line} est pris deux fois.", "The line id {line} is used twice."),
    "empty-budget": Text(
        "Le budget est vide : il n'y a ni dépense ni recette à compter.",
        "The budget is empty: there is no expense and no income to count.",
    ),
    "balance": Text(
        "Dépenses et recettes sont égales : {charges_cents}.", "Expenses and income are equal: {charges_cents}."
    ),
    "balance-differs": Text(
        "Dépenses ({charges_cents}) et recettes ({incomes_cents}) diffèrent.",
        "Expenses ({charges_cents}) and income ({incomes_cents}) differ.",
    ),
    "balance-in-kind": Text(
        "Les contributions en nature sont égales des deux côtés (86 et 87) : {charges_cents}.",
        "Contributions in kind are equal on both sides (86 and 87): {charges_cents}.",
    ),
    "balance-in-kind-differs": Text(
        "Les contributions en nature diffèrent : {charges_cents} en 86, {incomes_cents} en 87.",
        "Contributions in kind differ: {charges_cents} in 86, {incomes_cents} in 87.",
    ),
    "floor": Text(
        "Le minimum aux ressources est atteint{apart} : {reached_rate}, pour {min_rate} demandés.",
        "The minimum to resources is reached{apart}: {reached_rate}, of {min_rate} required.",
    ),
    "floor-missed": Text(
        "Le minimum aux ressources n'est pas atteint{apart} : {reached_rate}, pour {min_rate} demandés.",
        "The minimum to resources is not reached{apart}: {reached_rate}, of {min_rate} required.",
    ),
    "over-ceiling": Text(
        "Le montant demandé ({asked_cents}) dépasse le plafond de l'appel ({limit_cents}).",
        "The amount asked ({asked_cents}) is over the call's ceiling ({limit_cents}).",
    ),
    "over-yearly-ceiling": Text(
        "En {year}, le montant demandé ({asked_cents}) dépasse le plafond annuel ({limit_cents}).",
        "In {year}, the amount asked ({asked_cents}) is over the yearly ceiling ({limit_cents}).",
    ),
    "over-public-rate": Text(
        "Le financement public ({public_rate}) dépasse ce que l'appel accepte ({limit_rate}).",
        "Public funding ({public_rate}) is over what the call accepts ({limit_rate}).",
    ),
    "ledger": Text(
        "Ce qui est attendu et engagé se retrouve, pour {resources_count:ressource|ressources}.",
        "What is expected and committed is found again, for {resources_count:resource|resources}.",
    ),
    "row": Text(
        "{resource} : l'annexe dit {said} pour {figure}, et le calcul donne {found}.",
        "{resource}: the annex says {said} for {figure}, and computing gives {found}.",
    ),
    "rows": Text(
        "{resource} : l'annexe donne {said_count:rangée|rangées} de réciprocité, et le calcul {found_count}.",
        "{resource}: the annex has {said_count:row|rows} of reciprocity, and computing gives {found_count}.",
    ),
    "fingerprint": Text(
        "{resource} : l'empreinte de l'accord ne correspond pas à ce qui est promis.",
        "{resource}: the fingerprint of the agreement is not that of what is promised.",
    ),
    "agreement-stale": Text(
        "{resource} : le porteur a accepté autre chose ({agreed}…) que ce qui est promis aujourd'hui ({now}…).",
        "{resource}: the steward accepted something else ({agreed}…) than what is promised today ({now}…).",
    ),
    "agreements": Text(
        "Accords des porteurs, tels que le consortium les déclare : {accepted_count:accordé|accordés} sur {asked_count}{others}.{uncounted}",
        "Agreements of stewards, as the consortium declares them: {accepted_count} given, of {asked_count}{others}.{uncounted}",
    ),
    "member-fingerprint": Text(
        "{member} : l'empreinte de sa part ne correspond pas à ce que le budget et les engagements en disent.",
        "{member}: the fingerprint of its part is not that of what the budget and the commitments say of it.",
    ),
    "member-agreement-stale": Text(
        "{member} a accepté une autre part ({agreed}…) que la sienne aujourd'hui ({now}…).",
        "{member} accepted another part ({agreed}…) than its own today ({now}…).",
    ),
    "member-agreements": Text(
        "Accords des membres sur leur propre part, tels que le consortium les déclare : {accepted_count} sur {asked_count}.",
        "Agreements of members about their own part, as the consortium declares them: {accepted_count} of {asked_count}.",
    ),
    "unfunded": Text(
        "Ressources utilisées sans rien en retour de ce que leurs porteurs attendent : {names}.",
        "Resources relied on with nothing back of what their stewards expect: {names}.",
    ),
    "figure-missing": Text(
        "Le texte n'imprime plus {figure}{meaning} comme il le devrait : {found_count} fois, au lieu de {least_count} au moins.",
        "The text no longer prints {figure}{meaning} as it should: {found_count:time|times}, instead of {least_count} at least.",
    ),
    "figures-missing": Text(
        "Et {others_count:autre chiffre manque|autres chiffres manquent} dans le texte.",
        "And {others_count:other figure is|other figures are} missing from the text.",
    ),
    "figure-unknown": Text(
        "Le texte imprime {figures_count:chiffre que l'annexe ne connaît pas|chiffres que l'annexe ne connaît pas} : {figures}.",
        "The text prints {figures_count:figure that the annex does not know|figures that the annex does not know}: {figures}.",
    ),
    "line-unprinted": Text(
        "Le document n'imprime pas le montant de {lines_count:ligne|lignes} de l'annexe : {lines} ({amounts_cents}).",
        "The document does not print the amount of {lines_count:line|lines} of the annex: {lines} ({amounts_cents}).",
    ),
    "total-unprinted": Text(
        "Le document n'imprime pas un chiffre de l'annexe : {figure}, {said}.",
        "The document does not print a figure of the annex: {figure}, {said}.",
    ),
    "resource-unprinted": Text(
        "Ce qui est attendu ou engagé n'est pas imprimé tel que dans l'annexe, pour {names_count:ressource|ressources} : {names}.",
        "What is expected or committed is not printed as in the annex, for {names_count:resource|resources}: {names}.",
    ),
    "text": Text(
        "{figures_count:chiffre imprimé, retrouvé|chiffres imprimés, tous retrouvés} dans l'annexe.",
        "{figures_count:printed figure, found|printed figures, all found} in the annex.",
    ),
    "mentions": Text(
        "Le texte nomme {names_count:ressource absente|ressources absentes} de l'annexe : {names}.",
        "The text names {names_count:resource|resources} absent from the annex: {names}.",
    ),
    "mentions-said": Text(
        "Toute ressource connue que le texte nomme est dans l'annexe.",
        "Every known resource that the text names is in the annex.",
    ),
    "catalog": Text("Les attentes sont celles de votre catalogue.", "The expectations are those of your catalog."),
    "catalog-changed": Text(
        "Les attentes ont changé depuis, d'après votre catalogue : {names}.",
        "Expectations have changed since, according to your catalog: {names}.",
    ),
    "catalog-unknown": Text("Votre catalogue ne connaît pas : {names}.", "Your catalog does not know: {names}."),
    "exceptions": Text(
        "Le consortium laisse passer {exceptions_count:constat|constats}, et imprime pourquoi : {codes}.",
        "The consortium lets {exceptions_count:finding|findings} through, and prints why: {codes}.",
    ),
    "no-annex": Text(
        "Annexe absente : le texte seul est lu, rien ne peut être recompté.",
        "No annex: the text alone is read, nothing can be recomputed.",
    ),
    "annex-lost": Text(
        "Le texte annonce une annexe et une empreinte ; ce fichier ne la porte plus (converti ou imprimé ?).",
        "The text announces an annex and a digest; this file no longer carries it (converted or printed?).",
    ),
    "no-text": Text(
        "Annexe absente, et aucun texte à lire : les pages sont sans doute des images.",
        "No annex, and no text to read: the pages are probably pictures.",
    ),
    "mentions-read": Text(
        "Le texte nomme {names_count:ressource|ressources} : {names}.",
        "The text names {names_count:resource|resources}: {names}.",
    ),
    "no-mention": Text("Le texte ne nomme aucune ressource connue.", "The text names no known resource."),
}
_FIGURE = re.compile("([0-9]+)(?:,([0-9]+))?(€|%|h)?")
_MOST_NAMES = 8
"""What one sentence names; the facts of the check hold them all."""
_MEANING = Text(" ({means})", " ({means})")
_OTHERS = Text(" ; {others}", "; {others}")
_APART = Text(" (ressources du consortium mises à part)", " (the consortium's own resources set apart)")
_UNCOUNTED = Text(
    " Une ressource portée par un membre du consortium n'est pas comptée.",
    " A resource looked after by a member of the consortium is not counted.",
)
_OTHER_ANSWERS = {
    "reserved_count": Text("{reserved_count} avec réserves", "{reserved_count} with reservations"),
    "refused_count": Text("{refused_count:refusé|refusés}", "{refused_count} refused"),
    "waiting_count": Text("{waiting_count} sans réponse", "{waiting_count} not answered"),
    "unasked_count": Text("{unasked_count:pas encore demandé|pas encore demandés}", "{unasked_count} not asked yet"),
}


def say_check(check: Check, language: Language) -> str:
    """The sentence of a check, with its figures."""
    facts = {name: _value(name, value) for name, value in check.facts.items()}
    if "why" in facts:
        facts["why"] = WHY[str(facts["why"])]
    if "figure" in facts:
        facts["figure"] = FIGURES.get(str(facts["figure"])) or _spelt(str(facts["figure"]))
    if "figures" in facts:
        facts["figures"] = [_spelt(str(one)) for one in check.facts["figures"]]
    if check.code == "agreements":
        others = [say(text, facts, language) for name, text in _OTHER_ANSWERS.items() if facts[name]]
        facts["others"] = say(_OTHERS, {"others": others}, language) if others else ""
        facts["uncounted"] = _UNCOUNTED if facts["by_members_count"] else ""
    if "apart_cents" in facts:
        facts["apart"] = _APART if facts["apart_cents"] else ""
    if "means" in facts:
        means = [FIGURES.get(str(one), Text.same(str(one))) for one in check.facts["means"]]
        facts["meaning"] = say(_MEANING, {"means": means}, language) if means else ""
    for side in ("said", "found"):
        for unit in ("cents", "hours", "rate", "word"):
            if f"{side}_{unit}" in facts:
                said = facts[f"{side}_{unit}"]
                facts.setdefault(
                    side, say(Text.same(f"{{{side}_{unit}}}"), facts, language) if said is not None else "—"
                )
    return say(SENTENCES[check.code], facts, language)


def _spelt(figure: str) -> Text:
    """A figure of a text (``12500,00€``) as each language writes it."""
    parts = _FIGURE.fullmatch(figure)
    if parts is None:
        return Text.same(figure)
    whole, decimals, unit = f"{int(parts[1]):,}", parts[2] or "", parts[3] or ""
    french = whole.replace(",", NARROW_NBSP) + (f",{decimals}" if decimals else "") + (f"{NBSP}{unit}" if unit else "")
    english = whole + (f".{decimals}" if decimals else "")
    return Text(french, {"€": f"€{english}", "h": f"{english}{NBSP}h"}.get(unit, english + unit))


def _value(name: str, value: object) -> object:
    if isinstance(value, list) and len(value) > _MOST_NAMES:
        others = len(value) - _MOST_NAMES + 1  # at least two: one more name takes no more room
        return [*value[: _MOST_NAMES - 1], Text(f"{others} autres", f"{others} others")]
    is_exact = isinstance(value, str) and name.endswith(("_rate", "_hours"))
    return Fraction(str(value)) if is_exact else value


def conclusion(verdict: Verdict, language: Language) -> str:
    """The whole verdict in a few words; a file that cannot be read, or without annex, is neither coherent nor not."""
    codes = {check.code for check in verdict.checks}
    if "file" in codes:
        return UNREAD[language]
    if "version" in codes and verdict.light is not Light.RED:
        return NEWER[language]
    if verdict.annex is None and verdict.light is not Light.RED:
        return NO_ANNEX[language]
    return CONCLUSIONS[verdict.light][language]


def as_data() -> dict[str, object]:
    """Every sentence, for the page that verifies without amikit: they are written once."""
    return {
        "lights": LIGHTS,
        "conclusions": CONCLUSIONS,
        "no_annex": NO_ANNEX,
        "newer": NEWER,
        "unread": UNREAD,
        "why": WHY,
        "figures": FIGURES,
        "sentences": SENTENCES,
        "meaning": _MEANING,
        "others": _OTHERS,
        "other_answers": _OTHER_ANSWERS,
        "apart": _APART,
        "uncounted": _UNCOUNTED,
        "most_names": _MOST_NAMES,
    }
