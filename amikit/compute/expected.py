"""What a steward hopes for, once counted: the figure of an expectation × its base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from amikit.compute.periods import is_known, overlap, years_begun
from amikit.compute.reason import Reason
from amikit.i18n import Text
from amikit.model.agreement import AgreedFigure, AgreementStatus
from amikit.model.catalog import Expectation, Form, Per, Standing
from amikit.model.dossier import Dossier, ResourceUse
from amikit.model.values import Period
from amikit.money import round_half_up

ANSWERED_YES = frozenset({AgreementStatus.ACCEPTED, AgreementStatus.RESERVED})
FIRM = frozenset({Standing.AGREED, Standing.PUBLISHED})


@dataclass(frozen=True, slots=True)
class Base:
    """What a figure is multiplied by, and the words for it; no count when a number is missing."""

    count: Fraction | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Expected:
    """An expectation once counted.

    A firm figure is in ``cents`` or ``hours``; a proposed one has its own columns and
    never reaches the others; a figure still to be agreed is nowhere.
    """

    standing: Standing
    reason: Reason
    base: Base | None = None
    cents: int | None = None
    hours: Fraction | None = None
    proposed_cents: int | None = None
    proposed_hours: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Counted:
    """A figure × its base, whoever said it; nothing when it cannot be counted."""

    reason: Reason
    base: Base | None = None
    cents: int | None = None
    hours: Fraction | None = None

    @property
    def is_figure(self) -> bool:
        return self.cents is not None or self.hours is not None


def compute_expected(expectation: Expectation, use: ResourceUse, dossier: Dossier, asked_cents: int | None) -> Expected:
    """What the expectation amounts to in this answer.

    A figure that the steward agreed to replaces the one of the catalog, and is firm.
    ``asked_cents`` is None while nobody is asked for money.
    """
    counted = _count(expectation, use, dossier, asked_cents)
    if counted.is_figure and expectation.source is not None:
        said_in = expectation.source.url or expectation.source.title
        counted = replace(counted, reason=replace(counted.reason, source=said_in))
    agreed = agreed_figure(use, expectation.id)
    if agreed is not None:
        return _agreed(expectation, use, agreed, counted)
    standing = expectation.standing
    if standing is Standing.TO_AGREE:
        return Expected(standing, _TO_AGREE)
    if standing is Standing.PROPOSED:
        is_said = counted.is_figure or expectation.form is Form.ACT
        reason = Reason(_PROPOSED).then(counted.reason, "") if is_said else counted.reason
        return Expected(standing, reason, counted.base, proposed_cents=counted.cents, proposed_hours=counted.hours)
    return Expected(standing, counted.reason, counted.base, counted.cents, counted.hours)


def agreed_figure(use: ResourceUse, expectation_id: str) -> AgreedFigure | None:
    """What the steward agreed to for that expectation, with reservations or not; of two figures, the first."""
    if use.agreement is None or use.agreement.status not in ANSWERED_YES:
        return None
    return next((figure for figure in use.agreement.figures if figure.answers_id == expectation_id), None)


def compute_base(per: Per, use: ResourceUse, valid: Period, dossier: Dossier) -> Base:
    """How many of what a figure is counted by: legal persons, places, years begun…"""
    settings = dossier.settings
    if per is Per.MEMBER:
        return _base(_MEMBERS, "members_count", sum(member.is_legal_person for member in dossier.members))
    if per is Per.PLACE:
        return _base(_PLACES, "places_count", places_count(use, dossier))
    if per is Per.SUPPORTED_PLACE:
        count = settings.supported_places_count
        return Base(None, _NO_SUPPORTED_PLACES) if count is None else _base(_SUPPORTED, "supported_count", count)
    if per is Per.YEAR:
        return _years(valid, settings.period)
    if per is Per.PLACE_YEAR:
        places = _base(_PLACES, "places_count", places_count(use, dossier))
        years = _years(valid, settings.period)
        if places.count is None or years.count is None:
            return years
        return Base(places.count * years.count, places.reason.then(years.reason, " × "))
    return Base(Fraction(1), Reason(_ONE))


def places_count(use: ResourceUse, dossier: Dossier) -> int:
    """The members of kind tiers-lieu among the places of that use; all of them when it names none."""
    named = set(use.place_ids)
    return sum(not named or place.id in named for place in dossier.places)


def _years(valid: Period, period: Period) -> Base:
    """The years begun within both the project and the time during which the expectation holds."""
    shared = overlap(valid, period) if is_known(period) else None
    count = years_begun(shared) if shared is not None else None
    if shared is None or count is None or shared.start_on is None or shared.end_on is None:
        return Base(None, _NO_PERIOD)
    first, last = shared.start_on.year, shared.end_on.year
    years = str(first) if first == last else f"{first}-{last}"
    return _base(_YEARS, "years_count", count, years=years)


def _base(text: Text, name: str, count: int, **facts: object) -> Base:
    """A base of so many things; ``name`` is the fact that says how many."""
    return Base(Fraction(count), Reason(text, {name: count, **facts}))


def _count(expectation: Expectation, use: ResourceUse, dossier: Dossier, asked_cents: int | None) -> _Counted:
    figure = expectation.figure
    if expectation.form is Form.ACT:
        return _Counted(_ACT)
    if expectation.form is Form.CASH and figure is not None and figure.amount_cents is not None:
        base = compute_base(figure.per, use, expectation.valid, dossier)
        cents = None if base.count is None else round_half_up(figure.amount_cents * base.count)
        facts = {"figure_cents": figure.amount_cents, "expected_cents": cents}
        return _Counted(_formula("cents", figure.per, base, facts), base, cents=cents)
    if expectation.form is Form.TIME and figure is not None and figure.hours is not None:
        base = compute_base(figure.per, use, expectation.valid, dossier)
        hours = None if base.count is None else figure.hours * base.count
        hour_facts = {"figure_hours": figure.hours, "expected_hours": hours}
        return _Counted(_formula("hours", figure.per, base, hour_facts), base, hours=hours)
    if expectation.form is Form.CASH and figure is not None and figure.share_rate is not None:
        return _share_of_asked(figure.share_rate, asked_cents)
    return _Counted(_NO_FIGURE)


def _share_of_asked(share_rate: Fraction, asked_cents: int | None) -> _Counted:
    if asked_cents is None:
        return _Counted(_NO_ASKED, Base(None, _NO_ASKED))
    cents = round_half_up(share_rate * asked_cents)
    facts = {"share_rate": share_rate, "asked_cents": asked_cents, "expected_cents": cents}
    base = Base(Fraction(asked_cents), Reason(_ASKED, {"asked_cents": asked_cents}))
    return _Counted(Reason(_SHARE, facts), base, cents=cents)


def _formula(unit: str, per: Per, base: Base, facts: Mapping[str, object]) -> Reason:
    """``1 500,00 € par an × 3 ans (2021-2023) = 4 500,00 €``; what is missing when the base is."""
    figure, result, by = f"{{figure_{unit}}}", f"{{expected_{unit}}}", PER_WORDS[per]
    known = {name: value for name, value in facts.items() if value is not None}
    if base.count is None:
        return Reason(Text(f"{figure} {by.fr}", f"{figure} {by.en}"), known).then(base.reason, ", ")
    if per is Per.ANSWER:
        return Reason(Text(f"{figure} {by.fr}", f"{figure} {by.en}"), known)
    words = base.reason.text
    text = Text(f"{figure} {by.fr} × {words.fr} = {result}", f"{figure} {by.en} × {words.en} = {result}")
    return Reason(text, {**known, **base.reason.facts})


def _agreed(expectation: Expectation, use: ResourceUse, agreed: AgreedFigure, counted: _Counted) -> Expected:
    """The figure of the agreement; the counted one when the agreement names the expectation without a figure."""
    cents = agreed.amount_cents if expectation.form is Form.CASH else None
    hours = agreed.hours if expectation.form is Form.TIME else None
    words = _agreement_words(use)
    if cents is not None or hours is not None:  # the agreement says it now, and no longer the card
        words = replace(words, source=use.agreement.proof if use.agreement else "")
    if cents is not None:
        reason = Reason(Text("{expected_cents} ", "{expected_cents} "), {"expected_cents": cents}).then(words, "")
        return Expected(Standing.AGREED, reason, Base(Fraction(1), Reason(_ONE)), cents=cents)
    if hours is not None:
        reason = Reason(Text("{expected_hours} ", "{expected_hours} "), {"expected_hours": hours}).then(words, "")
        return Expected(Standing.AGREED, reason, Base(Fraction(1), Reason(_ONE)), hours=hours)
    if not counted.is_figure and expectation.form is not Form.ACT:
        return Expected(expectation.standing, counted.reason, counted.base)
    reason = counted.reason.then(words, ", ")
    return Expected(Standing.AGREED, reason, counted.base, counted.cents, counted.hours)


def _agreement_words(use: ResourceUse) -> Reason:
    """``convenus avec le porteur le 12 janvier 2021, d'après le consortium``: no proof, no more than that."""
    agreement = use.agreement
    on = agreement.on if agreement else None
    words = Reason(_AGREED_ON, {"agreed_on": on}) if on else Reason(_AGREED)
    return words if agreement and agreement.proof else words.then(Reason(_SELF_DECLARED), ", ")


PER_WORDS: Mapping[Per, Text] = {
    Per.ANSWER: Text("pour la réponse", "for the answer"),
    Per.MEMBER: Text("par membre", "per member"),
    Per.PLACE: Text("par lieu", "per place"),
    Per.SUPPORTED_PLACE: Text("par lieu accompagné", "per supported place"),
    Per.YEAR: Text("par an", "per year"),
    Per.PLACE_YEAR: Text("par lieu et par an", "per place and year"),
}
_ONE = Text("1 réponse", "1 answer")
_MEMBERS = Text("{members_count:personne morale|personnes morales}", "{members_count:legal person|legal persons}")
_PLACES = Text("{places_count:lieu|lieux}", "{places_count:place|places}")
_SUPPORTED = Text(
    "{supported_count:lieu accompagné|lieux accompagnés}", "{supported_count:supported place|supported places}"
)
_YEARS = Text("{years_count:an|ans} ({years})", "{years_count:year|years} ({years})")
_ASKED = Text("{asked_cents} demandés", "{asked_cents} asked")
_SHARE = Text(
    "{share_rate} du montant demandé ({asked_cents}) = {expected_cents}",
    "{share_rate} of the amount asked ({asked_cents}) = {expected_cents}",
)
_PROPOSED = Text("proposé, pas encore convenu : ", "proposed, not agreed yet: ")
_AGREED = Text("convenus avec le porteur", "agreed with the steward")
_AGREED_ON = Text("convenus avec le porteur le {agreed_on}", "agreed with the steward on {agreed_on}")
_SELF_DECLARED = Text("d'après le consortium", "as the consortium declares")
_ACT = Reason(Text("un geste, sans chiffre", "an act, without a figure"))
_TO_AGREE = Reason(Text("à convenir avec le porteur", "to be agreed with the steward"))
_NO_FIGURE = Reason(
    Text("aucun chiffre connu : à convenir avec le porteur", "no known figure: to be agreed with the steward")
)
_NO_SUPPORTED_PLACES = Reason(
    Text("mais le nombre de lieux accompagnés manque", "but the number of supported places is missing")
)
_NO_PERIOD = Reason(Text("mais la période du projet manque", "but the period of the project is missing"))
_NO_ASKED = Reason(
    Text(
        "une part du montant demandé, mais aucune recette sollicitée n'est écrite",
        "a share of the amount asked, but no income is asked for yet",
    )
)
