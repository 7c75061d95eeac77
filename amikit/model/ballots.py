"""What members would like the money to do: the ballots of an allocation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ballot:
    """The voice of one member (a line of ``allocation/bulletins.csv``)."""

    member_id: str
    points: Mapping[str, int]
    """Points by what they support, ``dokos/imports`` or ``dokos``; 1 for an approval, none for a blank."""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Ballots:
    """Every ballot that could be read, in the order of the file."""

    path: Path
    ballots: tuple[Ballot, ...] = ()

    @property
    def is_scored(self) -> bool:
        """Whether someone gave more than one point: otherwise they are plain approvals."""
        return any(points > 1 for ballot in self.ballots for points in ballot.points.values())

    @property
    def is_weighted(self) -> bool:
        """Whether some member counts more than another."""
        return len({ballot.weight for ballot in self.ballots}) > 1
