"""What a household's file of family time may say, read into values. Its dates are moved by whole weeks only.

A plan for every second Saturday stays one for Saturdays, on whatever day the demo world is loaded.
"""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter, ValidationInfo

from supportapp.contact.models import Decider, Kind, LegalBasis, Side, Supervision, TermKind
from supportapp.contact.note_models import Lane
from supportapp.contact.own_models import FareState
from supportapp.contact.session_models import Asked, CalledOffBy, Reason, SessionState
from supportapp.demo.story import AS_OF, Said, read_yaml

FILES = Path(__file__).parent / "family_time"


def _moved(day: date, info: ValidationInfo) -> date:
    today: date = (info.context or {})["today"]
    return day + timedelta(weeks=(today - AS_OF).days // 7)


Day = Annotated[date, AfterValidator(_moved)]


class PartyStory(Said):
    """Somebody's place, and the name by which the others know them."""

    side: Side
    shown_as: str


class PatternStory(Said):
    """When it is; letters have days and no times."""

    starts: Day
    at: time = time(9)
    to: time = time(10)
    rule: str | None = None
    dates: tuple[Day, ...] = ()


class VenueStory(Said):
    """The exact place, and who may know it."""

    detail: str
    viewers: tuple[str, ...]
    release_minutes: int | None = None


class LetterStory(Said):
    """One letter, with the days of its steps."""

    side: Side
    window: Day
    written: Day | None = None
    with_agency: Day | None = None
    passed_on: Day | None = None
    received: Day | None = None


class LogStory(Said):
    """One entry: what became of a date, and what somebody wrote about it; or what they wrote about a letter."""

    day: Day
    of: Day | None = None  # the day that its pattern had for it, where it was moved
    at: time | None = None
    to: time | None = None
    outcome: SessionState | None = None
    letter: Side | None = None
    called_off_by: CalledOffBy | None = None
    reason: Reason | None = None
    moved_to: Day | None = None
    told_at: time | None = None
    why: str | None = None
    child_told: str | None = None
    offered: str | None = None
    by: str
    recorded_by: str | None = None
    lane: Lane = Lane.TO_WORKER  # shared only where the file says so
    words: str
    child_voice: str | None = None
    strengths: str | None = None
    worries_done: str | None = None
    before: str | None = None
    after: str | None = None
    parent_view: str | None = None


class AskStory(Said):
    """A change that somebody asks for, of one of the dates to come, and that waits for its answer."""

    by: str
    of: int  # which of the dates to come: 0 is the next
    asked: Asked
    wish: str
    why: str | None = None


class FareStory(Said):
    """What a journey to one date cost."""

    day: Day
    by: str
    pence: int
    what: str
    payer: str
    state: FareState


class ArrangementStory(Said):
    """One arrangement and all that was written about it."""

    key: str
    kind: Kind
    title: str
    supervision: Supervision
    basis: LegalBasis
    decider: Decider
    notice_hours: int = 0
    review: Day | None = None
    venue_name: str | None = None
    venue: VenueStory | None = None
    people: dict[str, PartyStory]
    terms: dict[TermKind, str] = {}
    pattern: PatternStory
    letters: tuple[LetterStory, ...] = ()
    log: tuple[LogStory, ...] = ()
    asks: tuple[AskStory, ...] = ()
    fares: tuple[FareStory, ...] = ()

    @property
    def parent(self) -> str:
        """The key of the person who comes, or writes."""
        return next(key for key, one in self.people.items() if one.side is Side.SEEING)


_stories = TypeAdapter(tuple[ArrangementStory, ...])


def read_family_time(stem: str, today: date) -> tuple[ArrangementStory, ...]:
    """The arrangements of the household in the file of that name, as they are when they are read on `today`."""
    return _stories.validate_python(read_yaml(FILES / f"{stem}.yaml"), context={"today": today})
