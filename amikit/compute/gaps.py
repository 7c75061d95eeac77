"""What one line did beyond its plan, or not yet, in words and numbers: why is for the consortium to say."""

from __future__ import annotations

from fractions import Fraction

from amikit.compute.followup import TrackedLine
from amikit.compute.progress import PROGRESS_WORDS
from amikit.compute.reason import Reason
from amikit.i18n import Text
from amikit.model.budget import Nature

_OVER = Text("{name} : {over} de plus que prévu ({progress})", "{name}: {over} more than planned ({progress})")
_LATE = Text("{name} : il reste {left} sur {planned} ({progress})", "{name}: {left} left of {planned} ({progress})")
_CENTS, _HOURS = Text("{figure_cents}", "{figure_cents}"), Text("{figure_hours}", "{figure_hours}")
_NAMED = Text("{label} ({id})", "{label} ({id})")


def describe_gap(one: TrackedLine) -> Reason:
    """The gap of a line, without judging it."""
    measure = one.measure
    is_hours = one.nature is Nature.VOLUNTEERING and measure == one.unpaid_hours

    def figure(value: int | Fraction) -> Reason:
        return Reason(_HOURS, {"figure_hours": value}) if is_hours else Reason(_CENTS, {"figure_cents": int(value)})

    facts = {
        "name": Reason(_NAMED, {"label": one.label, "id": one.id}) if one.id else one.label,
        "progress": PROGRESS_WORDS[measure.progress],
        "over": figure(measure.over),
        "left": figure(measure.left),
        "planned": figure(measure.forecast),
    }
    return Reason(_OVER if measure.over else _LATE, facts)
