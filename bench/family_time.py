"""The family time of one made-up family as plain rows: an arrangement, a date a week, a note about each one past."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bench.family import NOW, Maker, Row, day, moment
from supportapp.contact.models import Audience, Decider, Kind, LegalBasis, Side, Supervision, TermKind
from supportapp.contact.note_models import Lane, Went
from supportapp.contact.session_models import SessionState

AHEAD = 17  # dates that are made ahead
COLUMNS = {
    "contact_arrangement": (
        *("id", "org_id", "circle_id", "kind", "title", "zone", "supervision", "legal_basis"),
        *("is_fixed_by_court", "decider", "notice_hours", "venue_name", "planned_until"),
        *("created_at", "changed_at", "version"),
    ),
    "contact_party": ("id", "arrangement_id", "person_id", "side", "shown_as"),
    "contact_term": ("id", "arrangement_id", "kind", "audience", "words"),
    "contact_session": (
        *("id", "org_id", "circle_id", "arrangement_id", "occurs_on", "occurs_at", "starts_at", "ends_at"),
        *("state", "is_extra", "said_at", "sequence", "changed_at", "version"),
    ),
    "contact_note": (
        *("id", "org_id", "circle_id", "arrangement_id", "session_id", "author_id", "lane", "client_key"),
        *("digest", "went", "words", "seemed_before", "seemed_after", "happened_at", "happened_zone"),
        *("is_about", "received_at"),
    ),
}
TERMS = (
    (TermKind.TITLE_SEEING, Audience.SEEING, "Time with Micah"),
    (TermKind.PLACE_SEEING, Audience.SEEING, "Use the front door."),
    (TermKind.CONDITIONS, Audience.EVERYONE, "Snacks are fine, no nuts"),
    (TermKind.PLACE_CARING, Audience.CARING, "Use the side door."),
    (TermKind.SAFETY, Audience.WORKERS, "Different doors."),
)


@dataclass(frozen=True, slots=True)
class Home:
    """The ids of the family whose time it is."""

    circle_id: str
    parent_id: str
    child_id: str
    worker_id: str


def family_time(make: Maker, home: Home, weeks: int) -> Iterator[Row]:
    """An arrangement of `weeks` weeks so far, and as many dates ahead as are made in real life."""
    key = make.key()
    what = (Kind.FACE_TO_FACE, "Weekly", "Europe/London", Supervision.SUPPORTED, LegalBasis.CARE_PLAN)
    who = (0, Decider.WORKER, 0, "Family centre", day(119), moment(-7 * weeks), moment(-7 * weeks), 1)
    yield "contact_arrangement", (key, make.org_id, home.circle_id, *what, *who)
    people = ((home.parent_id, Side.SEEING, "Mum"), (home.child_id, Side.CHILD, "Micah"))
    for person_id, side, name in people:
        yield "contact_party", (make.key(), key, person_id, side, name)
    for kind, audience, words in TERMS:
        yield "contact_term", (make.key(), key, kind, audience, words)
    for week in range(-weeks, AHEAD):
        yield from _date(make, home, key, 7 * week + 1)


def _date(make: Maker, home: Home, arrangement_id: str, offset: int) -> Iterator[Row]:
    session_id, at = make.key(), NOW + timedelta(days=offset)
    is_over = offset < 0
    state = SessionState.HAPPENED if is_over else SessionState.PLANNED
    place = (make.org_id, home.circle_id, arrangement_id)
    said_at = moment(offset) if is_over else None
    yield (
        "contact_session",
        (
            *(session_id, *place, day(offset), f"{at:%H:%M:%S.%f}", moment(offset), _two_hours_on(offset)),
            *(state, 0, said_at, 0, moment(-100), 1),
        ),
    )
    if is_over:
        words = ("sign", Went.AS_PLANNED, "They built a long train track.", "[]", '["happy"]', moment(offset))
        yield (
            "contact_note",
            (
                *(make.key(), *place, session_id, home.worker_id, Lane.SHARED, make.key(), *words),
                *("Europe/London", 0, moment(offset)),
            ),
        )


def _two_hours_on(offset: int) -> str:
    return (NOW + timedelta(days=offset, hours=2)).strftime("%Y-%m-%d %H:%M:%S.%f")
