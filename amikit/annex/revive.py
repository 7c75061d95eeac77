"""From an annex back to a proposal: verifying is making the annex again from what it says, and comparing.

The words are gone (labels, names of persons, titles of deliverables); every figure is there.
"""

from __future__ import annotations

from pathlib import Path

from amikit.annex.schema import (
    Annex,
    AnnexAgreement,
    AnnexBudget,
    AnnexCall,
    AnnexCommitment,
    AnnexExpectation,
    AnnexExpense,
    AnnexIncome,
    AnnexMember,
    AnnexPeriod,
    AnnexResource,
    fraction,
)
from amikit.compute.budget import asked_incomes, compute_views
from amikit.compute.ledger import compute_ledger
from amikit.compute.proposal import Proposal
from amikit.compute.shares import compute_asked_shares, compute_shares
from amikit.model.agreement import AgreedFigure, Agreement
from amikit.model.budget import Budget, Deliverable, Destination, Expense, Income, Payee
from amikit.model.call import Call, Ceilings, Edition, Limit
from amikit.model.catalog import Catalog, Expectation, Figure, Resource, Source, Steward
from amikit.model.consortium import Consortium, Member, Person
from amikit.model.dossier import Commitment, Dossier, LinePart, ResourceUse, Settings
from amikit.model.values import Period

_SOMETHING = "…"
"""Stands for words that the annex leaves out, where all that counts is that there are some."""


def revive(annex: Annex) -> Proposal:
    """What was computed, computed again from the annex alone; nothing is known of the prose."""
    dossier = Dossier(
        root=Path(),
        settings=_settings(annex),
        members=tuple(_member(one) for one in annex.consortium.members),
        budget=_budget(annex.budget),
    )
    catalog = Catalog(
        {one.id: _resource(one) for one in annex.resources}, frozenset(one.id for one in annex.resources if one.is_own)
    )
    call = _call(annex.call)
    asked = asked_incomes(dossier.budget, call)
    asked_cents = sum(line.cents for line in asked) if asked else None
    shares = compute_shares(dossier.budget.expenses, dossier, catalog, call)
    return Proposal(
        dossier=dossier,
        catalog=catalog,
        call=call,
        mentions=(),
        substitutes=(),
        ledger=compute_ledger(dossier, catalog, asked_cents),
        shares=shares,
        asked_shares=compute_asked_shares(shares, dossier, call, asked_cents or 0),
        views=compute_views(dossier, catalog, call, shares),
    )


def _settings(annex: Annex) -> Settings:
    return Settings(
        title=annex.title,
        call_id=annex.call.id,
        language=annex.language,
        period=_period(annex.period),
        consortium=Consortium(name=annex.consortium.name, lead_id=annex.consortium.lead_id),
        people=_people(annex.budget),
        uses=tuple(_use(one) for one in annex.resources if one.is_declared),
        needs=annex.needs,
        supported_places_count=annex.supported_places_count,
        commons_min_rate=fraction(annex.commons_min_rate),
        account_plan=annex.budget.account_plan,
    )


def _people(budget: AnnexBudget) -> tuple[Person, ...]:
    """Those whose hours a line counts, as far as it says of which member they are."""
    found = {_person_id(line): line.person_member_id for line in budget.expenses if line.person_member_id}
    return tuple(Person(id=person_id, member_id=member_id) for person_id, member_id in found.items())


def _person_id(line: AnnexExpense) -> str:
    """Two people may bear one name, each in a member: they are two."""
    return f"{line.person}-{line.person_member_id}" if line.person_member_id else ""


def _call(call: AnnexCall) -> Call:
    def limit(cents: int | None) -> Limit | None:
        return None if cents is None else Limit(amount_cents=cents)

    rate = fraction(call.public_rate_max)
    return Call(
        id=call.id,
        title=call.title,
        kind=call.kind,
        funder=call.funder,
        is_public=call.is_public,
        edition=Edition(on=call.edition_on, label=call.edition),
        ceilings=Ceilings(
            amount_min=limit(call.amount_min_cents),
            amount_max=limit(call.amount_max_cents),
            per_year_max=limit(call.per_year_max_cents),
            public_rate_max=None if rate is None else Limit(rate=rate),
        ),
        commons_min_rate=fraction(call.commons_min_rate),
        counts_own_resources=call.counts_own_resources,
        passing_on=call.passing_on,
    )


def _period(period: AnnexPeriod) -> Period:
    return Period(start_on=period.start_on, end_on=period.end_on)


def _member(member: AnnexMember) -> Member:
    return Member(
        id=member.id,
        name=member.name,
        kind=member.kind,
        city=member.city,
        legal_form=_SOMETHING if member.is_legal_person else "",
        siret=member.siret if member.is_legal_person else "",
    )


def _use(one: AnnexResource) -> ResourceUse:
    return ResourceUse(
        resource_id=one.id,
        usages=one.usages,
        place_ids=one.place_ids,
        commitments=tuple(_commitment(commitment) for commitment in one.commitments),
        agreement=_agreement(one.agreement) if one.agreement else None,
        if_partial=one.if_partial,
    )


def _commitment(one: AnnexCommitment) -> Commitment:
    return Commitment(
        answers_id=one.answers_id,
        lines=tuple(
            LinePart(line_id=part.line_id, amount_cents=part.cents, hours=fraction(part.hours)) for part in one.lines
        ),
        description=_SOMETHING if one.act_digest else "",
        responsible_id=one.in_charge_member_id or (_SOMETHING if one.is_in_charge else ""),
        due_on=one.due_on,
    )


def _agreement(one: AnnexAgreement) -> Agreement:
    return Agreement(
        status=one.status,
        on=one.on,
        proof=one.proof,
        fingerprint=one.fingerprint,
        figures=tuple(
            AgreedFigure(answers_id=figure.answers_id, amount_cents=figure.amount_cents, hours=fraction(figure.hours))
            for figure in one.figures
        ),
    )


def _resource(one: AnnexResource) -> Resource:
    return Resource(
        id=one.id,
        name=one.name,
        kind=one.kind,
        licence=one.licence or None,
        steward=Steward(name=one.steward, member_id=one.steward_member_id or None)
        if one.steward or one.steward_member_id
        else None,
        expectations=tuple(_expectation(expectation) for expectation in one.expectations),
    )


def _expectation(one: AnnexExpectation) -> Expectation:
    figure = one.figure
    return Expectation(
        id=one.id,
        form=one.form,
        trigger=one.trigger,
        standing=one.standing,
        figure=Figure(
            amount_cents=figure.amount_cents,
            hours=fraction(figure.hours),
            share_rate=fraction(figure.share_rate),
            per=figure.per,
        )
        if figure
        else None,
        valid=_period(one.valid),
        honoured_by=one.honoured_by,
        source=Source(url=one.source, seen_on=one.source_seen_on) if one.source else None,
    )


def _budget(budget: AnnexBudget) -> Budget:
    return Budget(tuple(map(_expense, budget.expenses)), tuple(map(_income, budget.incomes)))


def _expense(line: AnnexExpense) -> Expense:
    left = line.deliverable
    return Expense(
        id=line.id,
        destination=Destination(line.kind, line.target_id, line.step_id) if line.kind else None,
        axis_id=line.axis_id,
        year=line.year,
        nature=line.nature,
        hours=fraction(line.hours),
        rate_cents=line.rate_cents,
        amount_cents=line.cents,
        account=line.account,
        funder=line.funder,
        person_id=_person_id(line),
        payee=Payee(line.payee.kind, line.payee.id) if line.payee else None,
        deliverable=Deliverable(_SOMETHING, left.licence, left.where) if left else None,
    )


def _income(line: AnnexIncome) -> Income:
    return Income(
        id=line.id,
        funder=line.funder,
        status=line.status,
        year=line.year,
        nature=line.nature,
        amount_cents=line.cents,
        account=line.account,
    )
