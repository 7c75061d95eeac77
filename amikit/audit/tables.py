"""The tables of an audit, once for every output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from amikit.audit import columns, words
from amikit.audit.crossing import Chance, Crossing, Option, Person, Pooling
from amikit.audit.mixed import mixed_of
from amikit.audit.overview import Answer, Cell, Key, Overview, Total
from amikit.audit.run import Audited
from amikit.audit.table import Column, Kind, Table, Value, visible
from amikit.i18n import Language, Text, say
from amikit.model.needs import need_words
from amikit.verify.verdict import Light

_MOST_SENTENCES = 6
_MOST_NUMBERS = 30
_SHORT = 16
_BETWEEN = Text(" ; ", "; ")


def numbers(answers: Sequence[Answer], language: Language) -> str:
    """The numbers of answers: ``1, 4, 7``."""
    said = ", ".join(str(answer.number) for answer in answers[:_MOST_NUMBERS])
    more = len(answers) - _MOST_NUMBERS
    return said if more <= 0 else f"{said} {say(words.AND_MORE, {'more_count': more}, language)}"


def all_tables(audited: Audited, language: Language) -> tuple[Table, ...]:
    """Those of a whole call; of a statement when the overview is restricted to one resource."""
    overview, crossing = audited.overview, audited.crossing
    tables = _Tables(overview, language)
    if overview.only:
        return tables.resources(), tables.cells()
    found = (
        tables.answers(),
        tables.resources(),
        tables.cells(),
        tables.unfunded(),
        tables.poolings(crossing),
        tables.people(crossing),
        tables.payees(crossing),
        tables.files(),
    )
    return tuple(table for table in found if table.rows)


class _Tables:
    def __init__(self, overview: Overview, language: Language) -> None:
        self.overview, self.language = overview, language
        self.names = {total.key: visible(total.name) for total in overview.totals}

    def _made(self, name: str, title: Text, note: Text, columns: Sequence[tuple[Text, Kind]],
              rows: Sequence[tuple[Value, ...]], *, has_sums: bool = True) -> Table:  # fmt: skip
        said = tuple(Column(text[self.language], kind) for text, kind in columns)
        shown = tuple(tuple(visible(one) if type(one) is str else one for one in row) for row in rows)
        return Table(name, title[self.language], note[self.language], said, shown, has_sums)

    def _name(self, key: Key) -> str:
        return self.names.get(key, key.id)

    def _named(self, cell: Cell) -> str:
        return self._yes(cell.is_mentioned) if cell.is_mentioned or cell.answer.has_text else words.NO_TEXT

    def _yes(self, is_so: bool) -> str:
        return (words.YES if is_so else words.NO)[self.language]

    def answers(self) -> Table:
        unfunded: dict[int, list[str]] = {}
        for cell in self.overview.cells:
            if cell.is_unfunded:
                unfunded.setdefault(cell.answer.number, []).append(self._name(cell.key))
        order = {light: -place for place, light in enumerate(Light)}
        answers = sorted(self.overview.answers, key=lambda one: (order[one.light], one.number))
        rows = [self._answer(answer, unfunded.get(answer.number, [])) for answer in answers]
        return self._made("reponses", columns.ANSWERS, columns.ANSWERS_NOTE, columns.ANSWER_COLUMNS, rows)

    def _answer(self, answer: Answer, unfunded: Sequence[str]) -> tuple[Value, ...]:
        facts, uses = answer.facts, answer.uses.values()
        said = [words.say_of_answer(check, self.language) for check in answer.checks]
        if len(said) > _MOST_SENTENCES:
            more = say(words.MORE_TO_SAY, {"more_count": len(said) - _MOST_SENTENCES}, self.language)
            said = [*said[:_MOST_SENTENCES], more]
        said = [*words.red_files_of(answer, self.language), *said]
        return (
            answer.number,
            answer.light,
            (facts.title if facts else "") or answer.files[0].path,
            facts.who if facts else "",
            " ".join(said),
            facts.call if facts else "",
            words.period_of(facts.period, self.language) if facts else "",
            len(facts.members) if facts else None,
            facts.asked_cents if facts else None,
            facts.resources_rate if facts else None,
            facts.resources_cents if facts else None,
            sum(use.promised_cents for use in uses) if facts else None,
            sum((use.unpaid_hours for use in uses), Fraction(0)) if facts else None,
            ", ".join(unfunded),
            ", ".join(one.path for one in answer.files),
        )

    def resources(self) -> Table:
        rows = [self._total(total) for total in self.overview.totals]
        table = self._made("ressources", columns.RESOURCES, columns.RESOURCES_NOTE, columns.RESOURCE_COLUMNS, rows)
        return replace(table, note=" ".join([*mixed_of(self.overview, self.language), table.note]))

    def _total(self, total: Total) -> tuple[Value, ...]:
        return (
            self._name(total.key),
            total.steward,
            total.mentioned_count,
            total.used_count,
            total.received_cents,
            total.steward_cents,
            total.promised_cents,
            total.unpaid_hours,
            total.agreed_count,
            total.unfunded_count,
            total.red_cents,
        )

    def cells(self) -> Table:
        rows = [self._cell(cell) for cell in self.overview.cells]
        return self._made("croisement", columns.CELLS, columns.CELLS_NOTE, columns.CELL_COLUMNS, rows)

    def _cell(self, cell: Cell) -> tuple[Value, ...]:
        use = cell.use
        return (
            cell.answer.number,
            cell.answer.light,
            cell.answer.label,
            self._name(cell.key),
            self._named(cell),
            self._usages(cell) if cell.is_used else self._yes(is_so=False),
            use.received_cents if use else 0,
            use.steward_cents if use else 0,
            use.promised_cents if use else 0,
            use.unpaid_hours if use else Fraction(0),
            use.acts_count if use else 0,
            words.AGREEMENTS[use.agreement][self.language] if use and use.is_declared else "",
            self._yes(cell.is_unfunded),
        )

    def _usages(self, cell: Cell) -> str:
        said = [words.USAGES[usage][self.language] for usage in (cell.use.usages if cell.use else ())]
        return ", ".join(said) or self._yes(is_so=True)

    def unfunded(self) -> Table:
        rows = [
            (
                cell.answer.number,
                cell.answer.label,
                self._name(cell.key),
                self._usages(cell),
                cell.use.unmet_count if cell.use else 0,
                cell.use.received_cents if cell.use else 0,
            )
            for cell in self.overview.cells
            if cell.is_unfunded
        ]
        return self._made("sans-retour", columns.UNFUNDED, columns.UNFUNDED_NOTE, columns.UNFUNDED_COLUMNS, rows)

    def people(self, crossing: Crossing) -> Table:
        rows = [
            (
                one.digest,
                str(one.year) if one.year else words.WHOLE[self.language],
                len(one.answers),
                numbers(one.answers, self.language),
                one.paid_hours,
                one.unpaid_hours,
                self._of_person(one),
            )
            for one in sorted(crossing.people, key=lambda one: (not one.is_over, not one.is_same))
        ]
        return self._made(
            "personnes", columns.PEOPLE, columns.PEOPLE_NOTE, columns.PEOPLE_COLUMNS, rows, has_sums=False
        )

    def _of_person(self, one: Person) -> str:
        said = [say(words.OVER, {"limit_hours": one.limit_hours}, self.language)] if one.is_over else []
        said += [words.SAME[self.language]] if one.is_same else []
        return _BETWEEN[self.language].join(said) or words.SEVERAL[self.language]

    def payees(self, crossing: Crossing) -> Table:
        rows = [
            (one.digest, len(one.answers), numbers(one.answers, self.language), one.cents) for one in crossing.payees
        ]
        return self._made("tiers", columns.PAYEES, columns.PAYEES_NOTE, columns.PAYEE_COLUMNS, rows)

    def poolings(self, crossing: Crossing) -> Table:
        rows = [
            (
                words.CHANCES[one.kind][self.language],
                self._subject(one),
                self._how(one),
                len(one.answers),
                one.cents or None,
                one.cost_cents,
            )
            for one in crossing.poolings
        ]
        said = columns.POOLINGS, columns.POOLINGS_NOTE, columns.POOLING_COLUMNS
        return self._made("mutualiser", *said, rows, has_sums=False)

    def _subject(self, one: Pooling) -> str:
        if one.kind is Chance.NEED:
            return need_words(one.subject)[self.language]
        if one.kind is Chance.CHOICE:
            return words.PIECES[one.subject][self.language] if one.subject in words.PIECES else one.subject
        key = one.options[0].resource or Key(one.subject)
        if one.kind is Chance.DEPLOYMENT:
            return self._name(key)
        step = one.title or one.subject.rpartition("/")[2]
        return say(words.STEP, {"resource": self._name(key), "step": visible(step)}, self.language)

    def _how(self, one: Pooling) -> str:
        said = _BETWEEN[self.language].join(self._option(option) for option in one.options)
        if not one.is_apart:
            return said
        apart = words.APART if len(one.answers) == 2 else words.SOME_APART
        return f"{said}. {apart[self.language]}"

    def _option(self, option: Option) -> str:
        name = self._name(option.resource) if option.resource else words.ON_THEIR_OWN[self.language]
        return say(words.OPTION, {"resource": name, "answers": numbers(option.answers, self.language)}, self.language)

    def files(self) -> Table:
        rows = [
            (
                one.path,
                answer.number,
                one.kind,
                one.light,
                words.conclusion_of(one, self.language),
                one.digest[:_SHORT],
                one.stamp.size,
            )
            for answer in self.overview.answers
            for one in answer.files
        ]
        return self._made(
            "fichiers",
            columns.FILES,
            columns.FILES_NOTE,
            columns.FILE_COLUMNS,
            sorted(rows, key=lambda row: str(row[0])),
        )
