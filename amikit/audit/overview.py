"""The answers of a call beside each other: what each brings to each resource, and the totals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from amikit.audit.facts import MOST, Facts, Use
from amikit.audit.files import Aside
from amikit.audit.grouping import group
from amikit.audit.summary import Summary, and_more
from amikit.model.catalog import Catalog
from amikit.spelling import fold
from amikit.verify.verdict import Check, Light, worst

_ORDER = {light: place for place, light in enumerate(Light)}
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A resource among answers; one that only a consortium knows is another than its namesake elsewhere."""

    id: str
    own_name: str = ""
    """Its name, folded, when only a consortium knows it."""


@dataclass(frozen=True)
class Answer:
    """One answer, from one file or several."""

    number: int
    files: tuple[Summary, ...]
    facts: Facts | None
    """Those of the annex that counts; None without any."""
    digest: str
    light: Light
    checks: tuple[Check, ...]
    """Everything that is not green, the gravest first; each once, whatever the number of files."""

    @property
    def is_unreadable(self) -> bool:
        """Whether none of its files can be read."""
        return all(one.is_unreadable for one in self.files)

    @property
    def label(self) -> str:
        """What it is called: its title and who answers, else its file."""
        facts = self.facts
        return (" — ".join(filter(None, dict.fromkeys((facts.title, facts.who)))) if facts else "") or self.files[
            0
        ].path

    @property
    def red_files(self) -> tuple[str, ...]:
        """Its files that contradict themselves, or cannot be read."""
        return tuple(one.path for one in self.files if one.light is Light.RED)

    @property
    def has_text(self) -> bool:
        """Whether one of its files at least has words, in which a resource may be named."""
        return any(one.has_text for one in self.files)

    @cached_property
    def own_mentioned(self) -> frozenset[str]:
        """The resources that its annex alone knows, and that its texts name, by id."""
        return frozenset(name for one in self.files for name in one.own_mentioned)

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The resources that its texts name, by id."""
        return frozenset(name for one in self.files for name in one.mentioned)

    @cached_property
    def uses(self) -> Mapping[Key, Use]:
        """What it says of each resource."""
        return {_key(use): use for use in (self.facts.uses if self.facts else ())}


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer and one resource."""

    answer: Answer
    key: Key
    use: Use | None
    """None when it is only mentioned."""
    is_mentioned: bool

    @property
    def is_used(self) -> bool:
        """Whether the answer declares it."""
        return self.use is not None and self.use.is_declared

    @property
    def is_unfunded(self) -> bool:
        """Whether it relies on the resource and nothing answers what its steward firmly expects, or nothing at all is given."""
        use = self.use
        if use is None or not use.is_declared:
            return False
        gives = use.received_cents or use.promised_cents or use.unpaid_hours or use.acts_count
        return bool(use.unmet_count) or not gives


@dataclass(frozen=True)
class Total:
    """One resource over the whole call."""

    key: Key
    name: str
    steward: str
    cells: tuple[Cell, ...]

    @property
    def mentioned_count(self) -> int:
        """Answers whose text names it."""
        return sum(cell.is_mentioned for cell in self.cells)

    @property
    def used_count(self) -> int:
        """Answers that declare it."""
        return sum(cell.is_used for cell in self.cells)

    @property
    def unfunded_count(self) -> int:
        """Answers that rely on it without funding it."""
        return sum(cell.is_unfunded for cell in self.cells)

    @property
    def agreed_count(self) -> int:
        """Answers that say its steward accepted."""
        return sum(cell.use is not None and cell.use.agreement == "accepte" for cell in self.cells)

    @property
    def received_cents(self) -> int:
        """What it would receive from this call."""
        return self._sum(lambda use: use.received_cents)

    @property
    def steward_cents(self) -> int:
        """Of which to its steward."""
        return self._sum(lambda use: use.steward_cents)

    @property
    def promised_cents(self) -> int:
        """What is committed."""
        return self._sum(lambda use: use.promised_cents)

    @property
    def unpaid_hours(self) -> Fraction:
        """Volunteer hours committed."""
        return sum((cell.use.unpaid_hours for cell in self.cells if cell.use), Fraction(0))

    @property
    def red_cents(self) -> int:
        """Of what it would receive, what comes from answers that contradict themselves."""
        return self._sum(lambda use: use.received_cents, only=Light.RED)

    def _sum(self, of: Callable[[Use], int], *, only: Light | None = None) -> int:
        return sum(of(cell.use) for cell in self.cells if cell.use and only in (None, cell.answer.light))


@dataclass(frozen=True)
class Overview:
    """A whole call."""

    answers: tuple[Answer, ...]
    totals: tuple[Total, ...]
    """The resource that would receive most first."""
    aside: Aside
    only: str = ""
    """The resource to which a statement is restricted."""

    @cached_property
    def calls(self) -> Mapping[str, Sequence[Facts]]:
        """What the answers to each call say, by its id."""
        found: dict[str, list[Facts]] = defaultdict(list)
        for answer in self.answers:
            if answer.facts is not None:
                found[answer.facts.call_id].append(answer.facts)
        return {call_id: tuple(found[call_id]) for call_id in sorted(found)}

    @property
    def lights(self) -> Mapping[Light, int]:
        """Answers by light."""
        counted = Counter(answer.light for answer in self.answers)
        return {light: counted[light] for light in Light}

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Answer by answer, resource by resource."""
        names = {total.key: total.name for total in self.totals}
        cells = (cell for total in self.totals for cell in total.cells)
        return tuple(sorted(cells, key=lambda cell: (cell.answer.number, fold(names[cell.key]), cell.key)))

    def of_resource(self, resource_id: str) -> Overview:
        """What concerns one resource, and the answers that name it."""
        totals = tuple(total for total in self.totals if total.key.id == resource_id)
        numbers = {cell.answer.number for total in totals for cell in total.cells}
        answers = tuple(answer for answer in self.answers if answer.number in numbers)
        return replace(self, answers=answers, totals=totals, only=resource_id)


def make_overview(summaries: Iterable[Summary], catalog: Catalog, aside: Aside) -> Overview:
    """Lay the files of a call beside each other; the order in which they come does not count."""
    answers = tuple(_answer(number, files) for number, files in enumerate(group(summaries), start=1))
    cells: dict[Key, list[Cell]] = defaultdict(list)
    for answer in answers:
        said = {Key(resource_id) for resource_id in answer.mentioned}
        for key in sorted({*answer.uses, *said}):
            cells[key].append(Cell(answer, key, use := answer.uses.get(key), _is_named(answer, key, use, catalog)))
    totals = [_total(key, tuple(found), catalog) for key, found in cells.items()]
    totals.sort(key=lambda one: (-one.received_cents, -one.promised_cents, -one.used_count, fold(one.name), one.key))
    return Overview(answers, tuple(totals), aside)


def _is_named(answer: Answer, key: Key, use: Use | None, catalog: Catalog) -> bool:
    """By the name of the reader's catalog; by that of the annex for what the catalog does not know."""
    is_unknown = use is not None and (use.is_own or not catalog.knows(key.id))
    return key.id in (answer.own_mentioned if is_unknown else answer.mentioned)


def _key(use: Use) -> Key:
    return Key(use.id, fold(use.name) or use.id) if use.is_own else Key(use.id)


def _total(key: Key, cells: tuple[Cell, ...], catalog: Catalog) -> Total:
    """Its name is that of the reader's own catalog, else the one that most answers give."""
    card = catalog.get(key.id) if not key.own_name else None
    if card is not None:
        return Total(key, card.name, card.steward.name if card.steward else "", cells)
    uses = [cell.use for cell in cells if cell.use]
    return Total(key, _most(use.name for use in uses) or key.id, _most(use.steward for use in uses), cells)


def _most(words: Iterable[str]) -> str:
    counted = Counter(filter(None, words))
    return min(counted, key=lambda word: (-counted[word], word), default="")


def _answer(number: int, files: tuple[Summary, ...]) -> Answer:
    annexed = [one for one in files if one.facts is not None]
    counted = _counted(annexed)
    checks = _checks_of(annexed or files)
    if counted is not None:
        checks += _together(files, annexed, counted)
    checks.sort(key=lambda check: -_ORDER[check.light])
    return Answer(
        number=number,
        files=files,
        facts=counted.facts if counted else None,
        digest=counted.digest if counted else "",
        light=worst([*(one.light for one in annexed or files), *(check.light for check in checks)]),
        checks=tuple(checks),
    )


def _together(files: Sequence[Summary], annexed: Sequence[Summary], counted: Summary) -> Iterator[Check]:
    """What no file says alone: two annexes for one answer, a file beside that cannot be read."""
    all_of = {one.digest for one in annexed}
    finals = {one.digest for one in annexed if one.facts and not one.facts.is_draft}
    if len(finals) > 1:
        yield Check("audit-differ", Light.RED, {"annexes_count": len(finals), "counted": counted.path})
    elif len(all_of) > 1:
        yield Check("audit-drafts", Light.AMBER, {"annexes_count": len(all_of), "counted": counted.path})
    if counted.facts and counted.facts.is_cut:
        yield Check("audit-cut", Light.AMBER, {"most": MOST})
    lost = [one.path for one in files if one.is_unreadable]
    if lost:
        yield Check(
            "audit-beside", Light.AMBER, {"files": and_more(lost[:_MOST_NAMED], len(lost)), "files_count": len(lost)}
        )


def _checks_of(files: Sequence[Summary]) -> list[Check]:
    """Each check once; the files of one answer often say the same."""
    found: dict[str, Check] = {}
    for one in files:
        for check in one.checks:
            found.setdefault(repr((check.code, sorted(check.facts.items(), key=lambda fact: fact[0]))), check)
    return list(found.values())


def _counted(annexed: Sequence[Summary]) -> Summary | None:
    """The file whose annex counts: no draft when there is better, then that of most files, then the first by digest."""
    files = Counter(one.digest for one in annexed)
    return min(
        annexed,
        key=lambda one: (one.facts is not None and one.facts.is_draft, -files[one.digest], one.digest, one.path),
        default=None,
    )
