"""The annex of an answer, from what was computed and what the document prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from amikit.annex.claims import Claims, claims_of
from amikit.annex.people import Discretion, person_digest
from amikit.annex.printing import unprinted
from amikit.annex.schema import (
    FORMAT,
    VERSION,
    About,
    Annex,
    AnnexAgreedFigure,
    AnnexAgreement,
    AnnexBudget,
    AnnexCall,
    AnnexChoice,
    AnnexCommitment,
    AnnexConsortium,
    AnnexDeliverable,
    AnnexException,
    AnnexExpectation,
    AnnexExpense,
    AnnexFigure,
    AnnexIncome,
    AnnexLinePart,
    AnnexMember,
    AnnexPayee,
    AnnexPeriod,
    AnnexResource,
    PrintedFigure,
    exact,
)
from amikit.compute.fingerprint import act_digest, fingerprint, member_fingerprint
from amikit.compute.parts import MemberPart, compute_parts
from amikit.compute.proposal import Proposal
from amikit.model.agreement import Agreement, MemberAgreement
from amikit.model.budget import Budget, DestinationKind, Expense, Income, PayeeKind
from amikit.model.call import Call
from amikit.model.catalog import Expectation, Resource
from amikit.model.dossier import Choice, Commitment, Dossier, Exemption, ResourceUse
from amikit.model.values import Period


def make_annex(
    proposal: Proposal,
    *,
    printed: Sequence[PrintedFigure],
    excused: Sequence[Exemption],
    is_draft: bool,
    named: Sequence[str] = (),
) -> Annex:
    """Everything that a funder needs to recompute the answer's figures; no label of a line, nobody's name.

    ``excused`` are the exceptions that let a finding through; ``named`` the resources that the document names.
    """
    settings, budget = proposal.dossier.settings, proposal.dossier.budget
    hidden = _discretion(proposal)
    claims = claims_of(proposal)
    resources = tuple(_resource(proposal, resource, use, claims, hidden) for resource, use in _resources(proposal))
    lines = AnnexBudget(
        account_plan=settings.account_plan,
        expenses=tuple(_expense(line, proposal.dossier, hidden) for line in budget.expenses),
        incomes=tuple(_income(line, hidden) for line in budget.incomes),
    )
    return Annex(
        format=FORMAT,
        version=VERSION,
        language=settings.language,
        is_draft=is_draft,
        title=hidden.hide(settings.title),
        call=_call(proposal.call, hidden),
        period=_period(settings.period),
        consortium=_consortium(proposal, hidden),
        people=tuple(sorted({hidden.digest(person.id) for person in settings.people} - {""})),
        needs=settings.needs,
        choices=_choices(proposal, hidden),
        supported_places_count=settings.supported_places_count,
        commons_min_rate=exact(settings.commons_min_rate),
        resources=resources,
        mentions_only=tuple(one.resource_id for one in settings.mentions_only),
        named_by_call=_named_by_call(proposal, named),
        budget=lines,
        totals=claims.totals,
        exceptions=tuple(
            AnnexException(
                code=one.rule_code.strip().upper(), where=hidden.hide(one.where), reason=hidden.hide(one.reason)
            )
            for one in excused
        ),
        printed=tuple(printed),
        unprinted=unprinted(lines, resources, claims.totals, {one.figure for one in printed}),
    )


def _resources(proposal: Proposal) -> Iterator[tuple[Resource, ResourceUse | None]]:
    """Each declared resource, then those that only a line feeds: they count in the shares too."""
    declared = proposal.dossier.uses_by_id
    lines = [line.destination for line in proposal.dossier.budget.expenses if line.destination]
    fed = [where.target_id for where in lines if where.kind is DestinationKind.RESOURCE]
    for resource_id in dict.fromkeys([*declared, *fed]):
        resource = proposal.catalog.get(resource_id)
        if resource is not None:
            yield resource, declared.get(resource_id)


def _named_by_call(proposal: Proposal, named: Sequence[str]) -> tuple[str, ...]:
    """Those that neither the folder declares nor the consortium's prose names: the call's template does."""
    settings = proposal.dossier.settings
    theirs = {*proposal.dossier.uses_by_id, *(one.resource_id for one in settings.mentions_only)}
    theirs |= {one.resource_id for one in proposal.mentions}
    return tuple(sorted(set(named) - theirs))


def _discretion(proposal: Proposal) -> Discretion:
    organisations = [
        proposal.call.title,
        proposal.call.funder,
        proposal.call.funder_name,
        proposal.dossier.settings.consortium.name,
    ]
    for _, resource, _ in proposal.declared:
        organisations += [resource.name, *resource.names]
        if resource.steward:
            organisations.append(resource.steward.name)
    return Discretion.of(proposal.dossier, proposal.call.id, organisations)


def _call(call: Call, hidden: Discretion) -> AnnexCall:
    ceilings = call.ceilings
    return AnnexCall(
        id=call.id,
        title=hidden.hide_names(call.title),
        kind=hidden.hide_names(call.kind),
        funder=hidden.hide_names(call.funder),
        is_public=call.is_public,
        edition=hidden.hide_names(call.edition.label),
        edition_on=call.edition.on,
        commons_min_rate=exact(call.commons_min_rate),
        counts_own_resources=call.counts_own_resources,
        passing_on=call.passing_on,
        amount_min_cents=ceilings.amount_min.amount_cents if ceilings.amount_min else None,
        amount_max_cents=ceilings.amount_max.amount_cents if ceilings.amount_max else None,
        per_year_max_cents=ceilings.per_year_max.amount_cents if ceilings.per_year_max else None,
        public_rate_max=exact(ceilings.public_rate_max.rate if ceilings.public_rate_max else None),
    )


def _period(period: Period) -> AnnexPeriod:
    return AnnexPeriod(start_on=period.start_on, end_on=period.end_on)


def _consortium(proposal: Proposal, hidden: Discretion) -> AnnexConsortium:
    consortium = proposal.dossier.settings.consortium
    parts = compute_parts(proposal.dossier, proposal.catalog)
    return AnnexConsortium(
        name=hidden.hide_names(consortium.name),
        lead_id=consortium.lead_id,
        mandate_digest=act_digest(consortium.mandate),
        members=tuple(
            _member(parts[member.id], proposal.dossier.budget, hidden) for member in proposal.dossier.members
        ),
    )


def _member(part: MemberPart, budget: Budget, hidden: Discretion) -> AnnexMember:
    member = part.member
    return AnnexMember(
        id=member.id,
        name=hidden.hide_names(member.name),
        kind=member.kind,
        city=hidden.hide_names(member.city),
        is_legal_person=member.is_legal_person,
        siret="".join(member.siret.split())[:14],
        rna=hidden.hide_names(member.rna),
        agreement=_agreement(member.agreement, hidden) if member.agreement else None,
        fingerprint=member_fingerprint(part, budget),
    )


def _choices(proposal: Proposal, hidden: Discretion) -> tuple[AnnexChoice, ...]:
    choices = proposal.dossier.settings.choices
    named: tuple[tuple[About, Choice | None], ...] = (
        ("methode", choices.method),
        ("outils", choices.tools),
        ("documentation", choices.documentation),
    )
    return tuple(
        AnnexChoice(
            about=about,
            resource_id=hidden.hide_names(one.resource_id),
            licence=hidden.hide_names(one.licence),
            where=hidden.hide(one.where),
        )
        for about, one in named
        if one is not None
    )


def _resource(
    proposal: Proposal, resource: Resource, use: ResourceUse | None, claims: Claims, hidden: Discretion
) -> AnnexResource:
    steward = resource.steward
    agreement = use.agreement if use else None
    return AnnexResource(
        id=resource.id,
        name=hidden.hide_names(resource.name),
        kind=resource.kind,
        licence=hidden.hide_names(resource.licence or ""),
        steward=hidden.hide_names(steward.name) if steward else "",
        steward_member_id=(steward.member_id or "") if steward else "",
        is_own=resource.id in proposal.catalog.own_ids,
        is_declared=use is not None,
        usages=use.usages if use else (),
        place_ids=use.place_ids if use else (),
        expectations=tuple(_expectation(one, hidden) for one in resource.expectations),
        commitments=tuple(_commitment(one, proposal.dossier, hidden) for one in use.commitments) if use else (),
        if_partial=use.if_partial if use else None,
        agreement=_agreement(agreement, hidden) if agreement else None,
        fingerprint=fingerprint(use, resource, proposal.dossier.budget) if use else "",
        rows=claims.rows.get(resource.id, ()),
    )


def _expectation(one: Expectation, hidden: Discretion) -> AnnexExpectation:
    figure, source = one.figure, one.source
    return AnnexExpectation(
        id=one.id,
        form=one.form,
        trigger=one.trigger,
        standing=one.standing,
        figure=AnnexFigure(
            amount_cents=figure.amount_cents,
            hours=exact(figure.hours),
            share_rate=exact(figure.share_rate),
            per=figure.per,
        )
        if figure
        else None,
        valid=_period(one.valid),
        honoured_by=one.honoured_by,
        source=hidden.hide_names(source.url or source.title) if source else "",
        source_seen_on=source.seen_on if source else None,
    )


def _commitment(one: Commitment, dossier: Dossier, hidden: Discretion) -> AnnexCommitment:
    return AnnexCommitment(
        answers_id=one.answers_id,
        lines=tuple(
            AnnexLinePart(line_id=hidden.hide_names(part.line_id), cents=part.amount_cents, hours=exact(part.hours))
            for part in one.lines
        ),
        act=hidden.hide(one.description),
        act_digest=act_digest(one.description),
        is_in_charge=bool(one.responsible_id),
        in_charge_member_id=dossier.member_in_charge(one.responsible_id),
        due_on=one.due_on,
    )


def _agreement(one: MemberAgreement, hidden: Discretion) -> AnnexAgreement:
    written = "".join(one.fingerprint.split()).lower()
    return AnnexAgreement(
        status=one.status,
        on=one.on,
        proof=hidden.hide(one.proof),
        fingerprint=written if len(written) == 64 and set(written) <= set("0123456789abcdef") else "",
        figures=tuple(
            AnnexAgreedFigure(answers_id=figure.answers_id, amount_cents=figure.amount_cents, hours=exact(figure.hours))
            for figure in (one.figures if isinstance(one, Agreement) else ())
        ),
    )


def _expense(line: Expense, dossier: Dossier, hidden: Discretion) -> AnnexExpense:
    destination, deliverable = line.destination, line.deliverable
    return AnnexExpense(
        id=hidden.hide_names(line.id),
        kind=destination.kind if destination else None,
        target_id=destination.target_id if destination else "",
        step_id=destination.step_id if destination else "",
        axis_id=line.axis_id,
        year=line.year,
        nature=line.nature,
        hours=exact(line.hours),
        rate_cents=line.rate_cents,
        cents=line.cents,
        account=hidden.hide_names(line.account),
        funder=hidden.hide_names(line.funder),
        payee=_payee(line, dossier, hidden),
        person=hidden.digest(line.person_id),
        person_member_id=dossier.members_of_people.get(line.person_id, ""),
        deliverable=AnnexDeliverable(
            licence=hidden.hide_names(deliverable.licence), where=hidden.hide(deliverable.where)
        )
        if deliverable and deliverable.title
        else None,
    )


def _payee(line: Expense, dossier: Dossier, hidden: Discretion) -> AnnexPayee | None:
    """Somebody who is neither a member nor a steward may be a person: a digest is enough to tell who is paid twice."""
    payee = line.payee
    if payee is None:
        return None
    if payee.kind is PayeeKind.THIRD_PARTY:
        return AnnexPayee(kind=payee.kind, id=person_digest(payee.name, hidden.call_id))
    is_known = payee.name in dossier.members_by_id  # the id that stands with the members
    return AnnexPayee(kind=payee.kind, id=payee.name if is_known else hidden.hide_names(payee.name))


def _income(line: Income, hidden: Discretion) -> AnnexIncome:
    return AnnexIncome(
        id=hidden.hide_names(line.id),
        funder=hidden.hide_names(line.funder),
        status=line.status,
        year=line.year,
        nature=line.nature,
        cents=line.cents,
        account=hidden.hide_names(line.account),
    )
