"""Whose doing it was that family times went ahead or did not: counted so that nobody answers for somebody else.

What somebody else called off, what was paused, and what nobody has spoken of yet counts neither for nor against the
person who comes. Nothing of this is ever shown to the other side.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

HELD = frozenset({"happened", "shortened"})
CALLED_OFF, PARENT, NOT_KNOWN = "cancelled", "parent", "not_known"
FEWEST = 3  # with less than this a share says nothing


class Spoken(Protocol):
    """What became of one date, and who called it off."""

    @property
    def state(self) -> str: ...
    @property
    def called_off_by(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Counts:
    """How many dates there were, how many were held, and how many each side called off."""

    planned: int
    held: int
    called_off: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Share:
    """To how many of their last family times somebody came."""

    been: int
    of: int

    @property
    def is_kind(self) -> bool:
        """Whether it is enough to say something, and good to hear."""
        return self.of >= FEWEST and 2 * self.been >= self.of


def counts(dates: Iterable[Spoken]) -> Counts:
    """All dates by what became of them. Who called one off is "not_known" where nobody said."""
    planned, held, called_off = 0, 0, Counter[str]()
    for one in dates:
        planned += 1
        held += one.state in HELD
        if one.state == CALLED_OFF:
            called_off[str(one.called_off_by or NOT_KNOWN)] += 1
    return Counts(planned, held, dict(called_off))


def is_theirs(one: Spoken) -> bool:
    """Whether a date says anything about the person who comes: it was held, or they called it off."""
    return one.state in HELD or (one.state == CALLED_OFF and one.called_off_by == PARENT)


def been_to(dates: Iterable[Spoken], most: int = 8) -> Share:
    """How many of the last dates the person came to; `dates` with the newest first.

    Only dates that were held, or that the person called off, are in either number.
    """
    theirs = list(islice(filter(is_theirs, dates), most))
    return Share(sum(one.state in HELD for one in theirs), len(theirs))
