"""What is proposed, in words: the same on the screen and in Markdown. Proposals, never orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from amikit.compute.periods import are_apart
from amikit.i18n import Language, Text, format_date, format_euros, format_list
from amikit.model.needs import need_words
from amikit.model.values import Period
from amikit.pooling.gather import Note
from amikit.pooling.party import OWN, Origin
from amikit.pooling.pool import Alternative, Amounts, Answer, Pool, SharedPlace, SharedResource, SharedStep
from amikit.publishing.note import ABOUT

Shown = Callable[[str], str]
"""How a word that comes from a file is made fit for where it is shown."""
TITLE = Text("Ce que ces réponses pourraient mettre en commun", "What these answers could share")
OPENING = Text(
    "Des propositions, pour en parler : rien n'est décidé ici, et chacun reste libre.",
    "Proposals, to talk about: nothing is decided here, and everyone stays free.",
)
CLOSING = Text(
    "Ce que vous décidez ensemble s'écrit ensuite dans chaque dossier.",
    "What you decide together is then written in each folder.",
)
NOTHING = Text(
    "Rien en commun n'a été trouvé dans ce que ces fichiers disent. Se parler reste utile : ils ne disent pas tout.",
    "Nothing in common was found in what these files say. Talking is still useful: they do not say everything.",
)
_CONTRACT = Text(
    "Au moins une de ces réponses vise un marché : tous les montants sont laissés de côté. Entre candidats à un même "
    "marché, échanger des prix risque d'enfreindre le droit de la concurrence ; parler des besoins et des ressources, non.",
    "At least one of these answers bids for a public contract: all amounts are left out. Between those who bid for one "
    "contract, exchanging prices may break competition law; talking about needs and resources does not.",
)
_UNKNOWN = Text(
    "Ces fichiers ne donnent aucun montant : les notes d'intention n'en portent pas.",
    "These files give no amount: notes of intention carry none.",
)
_CALLS = Text(
    "Ces réponses visent des appels différents : {calls}. Besoins et ressources se comparent quand même.",
    "These answers are for different calls: {calls}. Needs and resources can be compared all the same.",
)
_ANSWERS = Text("Les réponses comparées", "The answers compared")
_NOTES = Text("À savoir sur les fichiers", "About the files")
_ORIGINS = {
    Origin.DOSSIER: Text("dossier", "folder"),
    Origin.ANNEX: Text("annexe", "annex"),
    Origin.DRAFT: Text("annexe d'un brouillon", "annex of a draft"),
    Origin.INTENTION: Text("note d'intention", "note of intention"),
}
_NEEDS = Text("Les mêmes besoins", "The same needs")
_NEED = Text("{need} : {who}.", "{need}: {who}.")
_RESOURCES = Text("Les mêmes ressources", "The same resources")
_RESOURCE = Text("{name} : {who} s'y appuient.", "{name}: {who} rely on it.")
_PLANNED = Text("Prévu : {amounts}, soit {total_cents} ensemble.", "Planned: {amounts}, {total_cents} together.")
_ASK = Text("Vous pourriez écrire ensemble à {steward}{page} : une seule demande au lieu de {count}.", "You could write together to {steward}{page}: one request instead of {count}.")  # fmt: skip
_ASK_APART = Text("Vous pourriez écrire ensemble à {steward}{page}, en lui disant ces dates.", "You could write together to {steward}{page}, and say these dates.")  # fmt: skip
_ALL_APART = Text(
    "Leurs périodes ne se recouvrent pas : leurs montants ne s'ajoutent pas, et rien ne se fait en même temps.",
    "Their periods do not overlap: their amounts do not add up, and nothing happens at the same time.",
)
_SOME_APART = Text(
    "Leurs périodes ne se recouvrent pas toutes : leurs montants ne s'ajoutent pas.",
    "Not all of their periods overlap: their amounts do not add up.",
)
_OPENING_APART = Text(
    "Les périodes de ces réponses ne se recouvrent pas toutes ({periods}) : ce qui suit dépend d'abord des dates.",
    "Not all the periods of these answers overlap ({periods}): what follows depends on dates first.",
)
_FROM_TO = Text("{who} : {start}\u00a0– {end}", "{who}: {start}\u00a0– {end}")
_PLANNED_APART = Text("Prévu : {amounts}.", "Planned: {amounts}.")
_PAID_BEFORE = Text(
    "L'étape peut être faite et payée par les premiers : demandez-le-vous avant de la payer encore.",
    "The first may do the step and pay for it: ask each other before paying for it again.",
)
_STEWARD = Text("son porteur, {name}", "its steward, {name}")
_STEWARD_UNKNOWN = Text("qui en prend soin", "whoever looks after it")
_DEPLOY = Text("{who} prévoient de la déployer : une installation commune pourrait suffire.", "{who} plan to deploy it: one common installation could be enough.")  # fmt: skip
_ALTERNATIVES = Text("Un même besoin, des réponses différentes", "One need, different answers")
_ALTERNATIVE = Text("{about} : {means}. Une seule pourrait-elle servir à tous ?", "{about}: {means}. Could one of them serve all?")  # fmt: skip
_MEANS = Text("{name} ({who})", "{name} ({who})")
_OWN = Text("à part", "on one's own")
_STEPS = Text("Les mêmes prochaines étapes", "The same next steps")
_STEP = Text("{title} ({resource}) : {who} pensent y contribuer.", "{title} ({resource}): {who} mean to contribute.")
_ONCE = Text(
    "Sa fiche l'estime à {cost_cents} : payée une fois, elle reviendrait à {shares}, et {freed_cents} pourraient aller à "
    "une autre étape.",
    "Its card puts it at {cost_cents}: paid once, it would come to {shares}, and {freed_cents} could go to another step.",
)
_COVERED = Text(
    "Sa fiche l'estime à {cost_cents} : ensemble, vous en réunissez {total_cents}.",
    "Its card puts it at {cost_cents}: together you bring {total_cents}.",
)
_COST = Text("Sa fiche l'estime à {cost_cents}.", "Its card puts it at {cost_cents}.")
_ASK_COST = Text(
    "Vous pourriez demander ensemble si une seule fois suffit : le coût se partagerait au lieu d'être payé deux fois.",
    "You could ask together whether once is enough: the cost would be shared instead of paid twice.",
)
_PLACES = Text("Le même territoire", "The same territory")
_PLACE = Text("{name} : {who}.", "{name}: {who}.")
_TOGETHER = Text("{who} visent le même appel et pourraient n'y déposer qu'une réponse.", "{who} answer the same call and could file one answer.")  # fmt: skip
_MEMBER = Text("{name} est dans {count} réponses : {who}.", "{name} is in {count} answers: {who}.")
_JOININGS = Text("Qui pourrait rejoindre qui", "Who could join whom")
_JOINING = Text("{who} pourrait rejoindre {whom} pour : {needs}.", "{who} could join {whom} for: {needs}.")
_WITH = Text("{need} (avec {name})", "{need} (with {name})")
_DATES = Text("Les dates", "Dates")
_DEADLINE = Text("{day} : date limite ({who}).", "{day}: deadline ({who}).")
_TALK = Text("Se parler avant le {day} laisse le choix à tous.", "Talking before {day} leaves everyone a choice.")
_PERIOD = Text(
    "Tous les projets sont en cours du {start} au {end}.", "Every project is under way from {start} to {end}."
)
_COLON = Text(" : ", ": ")
_SEMICOLON = Text(" ; ", "; ")


@dataclass(frozen=True, slots=True)
class Section:
    """A title and its lines; a line is a first sentence, then those that go with it."""

    title: str
    lines: tuple[tuple[str, ...], ...]


def opening(pool: Pool, language: Language, shown: Shown) -> list[str]:
    """What is to be read first."""
    said = [OPENING[language]]
    if pool.amounts is Amounts.CONTRACT:
        said.append(_CONTRACT[language])
    elif pool.amounts is Amounts.UNKNOWN:
        said.append(_UNKNOWN[language])
    if not pool.is_one_call:
        calls = {one.party.call.key: one.party.call.title or one.party.call.id for one in reversed(pool.answers)}
        listed = _SEMICOLON[language].join(shown(calls[key] or "?") for key in sorted(calls))
        said.append(_CALLS[language].format(calls=listed))
    if pool.is_apart:
        said.append(_speaker(pool, language, shown).opening_apart())
    return said


def sections(pool: Pool, notes: Sequence[Note], language: Language, shown: Shown) -> Iterator[Section]:
    """Each part that has something to say, in the order in which to talk about it."""
    speak = _speaker(pool, language, shown)
    parts: list[tuple[Text, Iterable[tuple[str, ...]]]] = [
        (_ANSWERS, [(speak.answer(answer),) for answer in pool.answers]),
        (_NOTES, [(speak.note(note),) for note in notes]),
        (_NEEDS, [(speak.say(_NEED, one.answers, need=speak.need(one.need)),) for one in pool.needs]),
        (_RESOURCES, map(speak.resource, pool.resources)),
        (_STEPS, map(speak.step, pool.steps)),
        (_ALTERNATIVES, [(speak.alternative(one),) for one in pool.alternatives]),
        (_PLACES, [*map(speak.place, pool.places), *((speak.member(*one),) for one in pool.members)]),
        (_JOININGS, [(speak.joining(one.who, one.whom, one.needs),) for one in pool.joinings]),
        (_DATES, speak.dates(pool)),
    ]
    for title, lines in parts:
        made = tuple(tuple(filter(None, line)) for line in lines)
        if made:
            yield Section(title[language], made)


def _speaker(pool: Pool, language: Language, shown: Shown) -> _Speaker:
    names = {answer.number: shown(answer.label) for answer in pool.answers}
    periods = {answer.number: answer.party.period for answer in pool.answers}
    return _Speaker(names, periods, language, shown)


def note_words(note: Note, language: Language, shown: Shown) -> str:
    """What is to be known of a file."""
    said = note.words[language].replace("{other}", shown(note.other))
    return f"{shown(note.file)}{_COLON[language]}{said}."


class _Speaker:
    """Puts names and figures into sentences, in one language."""

    def __init__(
        self, names: Mapping[int, str], periods: Mapping[int, Period], language: Language, shown: Shown
    ) -> None:
        self._names, self._periods, self._language, self._shown = names, periods, language, shown

    def say(self, text: Text, numbers: Sequence[int] = (), **words: str) -> str:
        return text[self._language].format(who=self.who(numbers), **words)

    def who(self, numbers: Sequence[int]) -> str:
        return format_list([self._names[number] for number in numbers], self._language)

    def need(self, need: str) -> str:
        return self._shown(need_words(need)[self._language])

    def note(self, note: Note) -> str:
        return note_words(note, self._language, self._shown)

    def answer(self, answer: Answer) -> str:
        party, shown = answer.party, self._shown
        cities = dict.fromkeys(member.city for member in party.members if member.city)
        known = [
            shown(party.title) if party.title != answer.label else "",
            shown(party.territory) or format_list([shown(city) for city in cities], self._language),
            shown(party.call.title or party.call.id),
            _ORIGINS[party.origin][self._language],
            party.page and shown(party.page),
        ]
        return f"{self._names[answer.number]}{_COLON[self._language]}{_SEMICOLON[self._language].join(filter(None, known))}."

    def resource(self, one: SharedResource) -> tuple[str, ...]:
        known = _STEWARD if one.steward else _STEWARD_UNKNOWN
        steward = known[self._language].format(name=self._shown(one.steward))
        page = f" ({self._shown(one.page)})" if one.page else ""
        is_deployed_together = len(one.deployed_by) > 1 and not self.are_apart(one.deployed_by)
        return (
            self.say(_RESOURCE, one.answers, name=self._shown(one.name)),
            self.apart(one.answers),
            self.planned(one.cents, is_apart=one.is_apart),
            self.say(_ASK_APART if one.is_apart else _ASK, steward=steward, page=page, count=str(len(one.answers))),
            self.say(_DEPLOY, one.deployed_by) if is_deployed_together else "",
        )

    def are_apart(self, numbers: Sequence[int]) -> bool:
        return are_apart(self._periods[number] for number in numbers)

    def apart(self, numbers: Sequence[int]) -> str:
        """That their projects share no day; nothing when they do."""
        if not self.are_apart(numbers):
            return ""
        return self.say(_ALL_APART if len(numbers) == 2 else _SOME_APART)

    def opening_apart(self) -> str:
        return self.say(_OPENING_APART, periods=self.periods(list(self._periods)))

    def periods(self, numbers: Sequence[int]) -> str:
        """Each span of days that is known, and whose it is; in order."""
        found: dict[tuple[date, date], list[int]] = {}
        for number in numbers:
            start_on, end_on = self._periods[number].start_on, self._periods[number].end_on
            if start_on and end_on and start_on <= end_on:
                found.setdefault((start_on, end_on), []).append(number)
        said = []
        for days in sorted(found):
            start, end = (format_date(day, self._language, short=True) for day in days)
            said.append(self.say(_FROM_TO, found[days], start=start, end=end))
        return _SEMICOLON[self._language].join(said)

    def planned(self, cents: Mapping[int, int], *, is_apart: bool) -> str:
        """What each plans, and all together when they meet; nothing unless two of them say an amount."""
        if sum(1 for amount in cents.values() if amount) < 2:
            return ""
        if is_apart:
            return self.say(_PLANNED_APART, amounts=self.amounts(cents))
        return self.say(_PLANNED, amounts=self.amounts(cents), total_cents=self.euros(sum(cents.values())))

    def amounts(self, cents: Mapping[int, int]) -> str:
        return format_list(
            [f"{self.euros(amount)} ({self._names[number]})" for number, amount in cents.items()], self._language
        )

    def euros(self, cents: int) -> str:
        return format_euros(cents, self._language)

    def step(self, one: SharedStep) -> tuple[str, ...]:
        title, resource = self._shown(one.title), self._shown(one.resource)
        if one.shares_cents is not None and one.cost_cents is not None:
            once = self.say(
                _ONCE,
                cost_cents=self.euros(one.cost_cents),
                shares=self.amounts(one.shares_cents),
                freed_cents=self.euros(one.freed_cents),
            )
        elif one.is_apart:
            cost = self.say(_COST, cost_cents=self.euros(one.cost_cents)) + " " if one.cost_cents is not None else ""
            once = cost + _PAID_BEFORE[self._language]
        elif one.cost_cents is not None and len(one.cents) == len(one.answers):
            once = self.say(_COVERED, cost_cents=self.euros(one.cost_cents), total_cents=self.euros(one.total_cents))
        else:
            cost = self.say(_COST, cost_cents=self.euros(one.cost_cents)) + " " if one.cost_cents is not None else ""
            once = cost + _ASK_COST[self._language]
        first = self.say(_STEP, one.answers, title=title, resource=resource)
        return first, self.apart(one.answers), self.planned(one.cents, is_apart=one.is_apart), once

    def alternative(self, one: Alternative) -> str:
        about = self.need(one.need) if one.need else ABOUT[one.about][self._language]
        means = [
            self.say(_MEANS, numbers, name=_OWN[self._language] if resource_id == OWN else self._shown(name))
            for resource_id, name, numbers in one.resources
        ]
        return self.say(_ALTERNATIVE, about=about, means=_SEMICOLON[self._language].join(means))

    def place(self, one: SharedPlace) -> tuple[str, ...]:
        together = (self.say(_TOGETHER, group) for group in one.together)
        return self.say(_PLACE, one.answers, name=self._shown(one.name)), *together

    def member(self, name: str, numbers: tuple[int, ...]) -> str:
        return self.say(_MEMBER, numbers, name=self._shown(name), count=str(len(numbers)))

    def joining(self, who: int, whom: int, needs: Iterable[tuple[str, str]]) -> str:
        said = [_WITH[self._language].format(need=self.need(need), name=self._shown(name)) for need, name in needs]
        return self.say(_JOINING, (who,), whom=self._names[whom], needs=format_list(said, self._language))

    def dates(self, pool: Pool) -> Iterator[tuple[str, ...]]:
        for day, numbers in pool.deadlines:
            yield (self.say(_DEADLINE, numbers, day=format_date(day, self._language)),)
        if pool.deadlines:
            yield (self.say(_TALK, day=format_date(pool.deadlines[0][0], self._language)),)
        common = pool.common_period
        if common and common.start_on and common.end_on:
            start, end = (format_date(day, self._language) for day in (common.start_on, common.end_on))
            yield (self.say(_PERIOD, start=start, end=end),)
