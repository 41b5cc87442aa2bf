"""Who gets which answer, for every route: the table that the walk walks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from supportapp.core import clock
from tests.world import WHO, World

Row = dict[str, int]
FAMILY_MEMBERS = ("parent", "carer", "other_parent", "former_member")
WORKERS = ("worker", "idle_worker", "former_cover", "excluded_worker", "away_worker")
MANAGERS = ("manager", "excluded_manager", "away_manager")


def row(allowed: tuple[str, ...], ok: int = 200, **others: int) -> Row:
    """`ok` for those allowed, the way to sign-in for nobody, for all others the same 404 as for what is not there."""
    return {who: others.get(who, ok if who in allowed else 303 if who == "nobody" else 404) for who in WHO}


def everybody(ok: int) -> Row:
    """The same for all, signed in or not."""
    return dict.fromkeys(WHO, ok)


SIGNED_IN = tuple(who for who in WHO if who != "nobody")
THEIRS = ("parent", "worker")  # a record of the parent's household
PLANNERS = ("parent", "carer", "other_parent")  # whoever has an open plan of their own
PLAN = "/families/<uuid:circle_id>/plan/<uuid:plan_id>"
NEXT_YEAR = str(clock.today().year + 1)
ARRANGEMENT = "/arrangements/<uuid:arrangement_id>"
LETTER, FARE = "/letters/<uuid:letter_id>", "/fares/<uuid:fare_id>"
JOURNEY = "/family-time/<uuid:session_id>/fare"
SESSION, REQUEST = "/family-time/<uuid:session_id>", "/requests/<uuid:request_id>"
NOTE, PHOTO = "/notes/<uuid:note_id>", "/photos/<uuid:photo_id>"

TABLE: dict[tuple[str, str], Row] = {
    ("GET", "/"): {who: 200 if who == "nobody" else 303 for who in WHO},
    ("GET", "/sign-in"): {who: 200 if who == "nobody" else 303 for who in WHO},
    ("POST", "/sign-in"): everybody(422),
    ("POST", "/sign-out"): row(SIGNED_IN, 303),
    ("GET", "/session"): everybody(200),
    ("GET", "/safety"): everybody(200),
    ("GET", "/join"): everybody(200),
    ("POST", "/join"): everybody(422),
    ("GET", "/start"): everybody(200),
    ("POST", "/start"): everybody(422),
    ("GET", "/today"): row(FAMILY_MEMBERS),
    ("GET", "/plan"): row(FAMILY_MEMBERS),
    ("GET", "/help"): row(FAMILY_MEMBERS),
    ("GET", "/services"): row(SIGNED_IN),
    ("GET", "/services/<slug>"): row(SIGNED_IN),
    ("GET", "/me"): row(SIGNED_IN),
    ("GET", "/me/look"): row(SIGNED_IN),
    ("POST", "/me/look"): row(SIGNED_IN, 303),
    ("POST", "/me/devices"): row(SIGNED_IN, 303),
    ("POST", "/me/worker"): row(FAMILY_MEMBERS, 422),
    ("POST", "/me/link-code"): row(WORKERS),
    ("GET", "/plan/goals/new"): row(PLANNERS),
    ("POST", "/plan/goals/new"): row(PLANNERS, 303),
    ("GET", f"{PLAN}/goals/new"): row(("worker",)),
    ("POST", f"{PLAN}/goals/new"): row(("worker",), 303),
    ("GET", "/plan/goals/<uuid:goal_id>"): row(THEIRS),
    ("POST", "/plan/goals/<uuid:goal_id>/rating"): row(THEIRS, 303),
    ("GET", "/plan/goals/<uuid:goal_id>/edit"): row(THEIRS),
    ("POST", "/plan/goals/<uuid:goal_id>/edit"): row(THEIRS, 303),
    ("GET", "/tasks/<uuid:task_id>"): row(THEIRS),
    ("POST", "/tasks/<uuid:task_id>/done"): row(THEIRS, 303),
    ("POST", "/tasks/<uuid:task_id>/undo"): row(THEIRS, 303),
    ("POST", "/tasks/<uuid:task_id>/state"): row(THEIRS, 303),
    ("GET", "/tasks/<uuid:task_id>/edit"): row(THEIRS),
    ("POST", "/tasks/<uuid:task_id>/edit"): row(THEIRS, 303),
    ("GET", "/tasks/new"): row(PLANNERS),
    ("POST", "/tasks/new"): row(PLANNERS, 303),
    ("GET", f"{PLAN}/tasks/new"): row(("worker",)),
    ("POST", f"{PLAN}/tasks/new"): row(("worker",), 303),
    ("GET", "/pathways"): row(PLANNERS),
    ("GET", f"{PLAN}/pathways"): row(("worker",)),
    ("GET", "/pathways/<slug>"): row(("parent", "other_parent")),
    ("POST", "/pathways/<slug>"): row(("parent", "other_parent"), 303),
    ("GET", f"{PLAN}/pathways/<slug>"): row(("worker",)),
    ("POST", f"{PLAN}/pathways/<slug>"): row(("worker",), 303),
    ("GET", "/started/<uuid:start_id>"): row(THEIRS),
    ("POST", "/started/<uuid:start_id>"): row(THEIRS, 303),
    ("GET", "/families"): row((*WORKERS, *MANAGERS)),
    ("GET", "/families/new"): row(WORKERS),
    ("POST", "/families/new"): row(WORKERS, 303),
    ("GET", "/families/<uuid:circle_id>"): row(("worker",), manager=403),
    ("GET", "/families/<uuid:circle_id>/plan"): row(("worker",), 303, manager=403),
    ("GET", PLAN): row(("worker",)),
    ("POST", f"{PLAN}/needs"): row(("worker",), 303),
    ("POST", f"{PLAN}/review"): row(("worker",), 303),
    ("POST", "/families/<uuid:circle_id>/people/<uuid:person_id>/invite"): row(("worker",)),
    ("GET", "/families/<uuid:circle_id>/family-time"): row(("worker",)),
    ("GET", "/families/<uuid:circle_id>/arrangements/new"): row(("worker",)),
    ("POST", "/families/<uuid:circle_id>/arrangements/new"): row(("worker",), 303),
    ("GET", ARRANGEMENT): row(("parent", "carer", "worker")),
    ("GET", f"{ARRANGEMENT}/edit"): row(("worker",), parent=403, carer=403),
    ("POST", f"{ARRANGEMENT}/edit"): row(("worker",), 303, parent=403, carer=403),
    ("GET", f"{ARRANGEMENT}/pattern"): row(("worker",), parent=403, carer=403),
    ("POST", f"{ARRANGEMENT}/pattern"): row(("worker",), 303, parent=403, carer=403),
    ("POST", f"{ARRANGEMENT}/pauses"): row(("worker",), 303, parent=403, carer=403),
    ("POST", f"{ARRANGEMENT}/pauses/<uuid:pause_id>"): row(()),  # there is none in the world
    ("POST", f"{ARRANGEMENT}/extras"): row(("worker",), 303, parent=403, carer=403),
    ("POST", f"{ARRANGEMENT}/slots"): row(("worker",), 303, parent=403, carer=403),
    ("POST", f"{ARRANGEMENT}/slots/<uuid:slot_id>"): row(("worker",), 303, parent=403, carer=403),
    ("POST", f"{ARRANGEMENT}/end"): row(("worker",), 303, parent=403, carer=403),
    ("GET", "/family-time"): row((*FAMILY_MEMBERS, *WORKERS)),
    ("GET", SESSION): row(("parent", "carer", "worker")),
    ("POST", f"{SESSION}/going"): row(("parent", "carer", "worker"), 303),
    ("POST", f"{SESSION}/going/undo"): row(("parent", "carer", "worker"), 303),
    ("GET", f"{SESSION}/ask"): row(("parent", "carer"), worker=403),
    ("POST", f"{SESSION}/ask"): row(("parent", "carer"), 422, worker=403),  # nobody asks about what is over
    ("GET", f"{SESSION}/outcome"): row(("worker",), parent=403, carer=403),
    ("POST", f"{SESSION}/outcome"): row(("worker",), 303, parent=403, carer=403),
    ("GET", REQUEST): row(THEIRS),
    ("POST", f"{REQUEST}/answer"): row(("worker",), 303, parent=403),
    ("POST", f"{REQUEST}/withdraw"): row(("parent",), 303, worker=403),
    ("GET", f"{SESSION}/note"): row(("parent", "carer", "worker")),
    ("POST", f"{SESSION}/note"): row(("parent", "carer", "worker"), 303),
    ("POST", f"{SESSION}/draft"): row(("parent", "carer", "worker"), 303),
    ("POST", f"{SESSION}/draft/discard"): row(("parent", "carer", "worker")),
    ("GET", "/notes"): row(WORKERS),
    ("GET", NOTE): row(("parent", "carer", "worker")),  # the carer's, shared with both
    ("POST", f"{NOTE}/check"): row(("worker",), 303, parent=403, carer=403),
    ("GET", f"{NOTE}/correct"): row(("carer",), parent=403, worker=403),
    ("POST", f"{NOTE}/correct"): row(("carer",), 303, parent=403, worker=403),
    ("GET", f"{NOTE}/withdraw"): row(("carer",), parent=403, worker=403),
    ("POST", f"{NOTE}/withdraw"): row(("carer",), 409, parent=403, worker=403),  # it is corrected by then
    ("GET", PHOTO): row(()),  # there is none in the world
    ("GET", "/letters"): row((*FAMILY_MEMBERS, *WORKERS)),
    ("GET", f"{LETTER}/note"): row(THEIRS),
    ("POST", f"{LETTER}/note"): row(THEIRS, 303),
    ("POST", f"{LETTER}/draft"): row(THEIRS, 303),
    ("POST", f"{LETTER}/draft/discard"): row(THEIRS),
    ("GET", LETTER): row(THEIRS),
    # The worker says that the parent's letter came by post and gives it back; so there is none to pass on by then.
    ("POST", f"{LETTER}/arrived"): row(("worker",), 303, parent=403),
    ("POST", f"{LETTER}/give-back"): row(("worker",), 303, parent=403),
    ("POST", f"{LETTER}/pass-on"): row(("worker",), 409, parent=403),
    ("POST", f"{LETTER}/received"): row(("worker",), 409, parent=403),
    ("POST", f"{LETTER}/send"): row(("parent",), 303, worker=403),
    ("POST", f"{LETTER}/take-back"): row(("parent",), 303, worker=403),
    ("POST", f"{LETTER}/words"): row(("parent",), 303, worker=403),
    ("GET", "/me/calendar"): row(FAMILY_MEMBERS),
    ("POST", "/me/calendar"): row(FAMILY_MEMBERS),
    ("POST", "/me/calendar/stop"): row(FAMILY_MEMBERS, 303),
    ("GET", "/calendar/<token>.ics"): everybody(404),  # an address that was never made
    ("GET", "/fares"): row((*FAMILY_MEMBERS, *WORKERS)),
    ("GET", JOURNEY): row(("parent", "carer", "worker")),
    ("POST", JOURNEY): row(("parent", "carer"), 303, worker=422),  # a worker has to say whose journey it was
    ("GET", FARE): row(THEIRS),
    ("POST", f"{FARE}/state"): row(THEIRS, 303),
    ("GET", f"{FARE}/receipt"): row(()),  # there is none in the world
    ("GET", "/me/dates"): row(FAMILY_MEMBERS),
    ("POST", "/me/dates"): row(FAMILY_MEMBERS, 303),
    ("POST", "/me/dates/<uuid:day_id>"): row(()),  # there is none in the world
    ("POST", "/me/dates/<uuid:day_id>/remove"): row(()),
}

TASK = {"title": "A step", "by": "none", "owner": "me", "area": "housing", "goal": ""}
GOAL = {"title": "A goal", "area": "housing"}


def whom(world: World) -> dict[str, Any]:
    """The boxes for people in an arrangement of the parent, the carer and the child."""
    parent, carer, child = world.people["parent"], world.people["carer"], world.children["family"]
    return {
        "children": [child.hex],
        f"side_{parent.hex}": "seeing",
        f"shown_{parent.hex}": "Zqsharedparent",
        f"side_{carer.hex}": "caring",
        f"shown_{carer.hex}": "Zqsharedcarer",
        f"shown_{child.hex}": "Zqsharedchild",
    }


SENTENCE = {"starts": "10am", "ends": "12pm", "first_day": ["1", "3", NEXT_YEAR]}
BODIES: dict[tuple[str, str], dict[str, Any] | Callable[[World], dict[str, Any]]] = {
    ("POST", "/me/look"): {"theme": "dark", "text_size": "large", "wants_calm": "no"},
    ("POST", "/plan/goals/new"): GOAL,
    ("POST", f"{PLAN}/goals/new"): GOAL,
    ("POST", "/plan/goals/<uuid:goal_id>/rating"): {"score": "7"},
    ("POST", "/plan/goals/<uuid:goal_id>/edit"): GOAL,
    ("POST", "/tasks/<uuid:task_id>/state"): {"state": "waiting"},
    ("POST", "/tasks/<uuid:task_id>/edit"): TASK,
    ("POST", "/tasks/new"): TASK,
    ("POST", f"{PLAN}/tasks/new"): TASK,
    ("POST", "/pathways/<slug>"): {"on_child_moved": ["30", "9", "2026"]},
    ("POST", f"{PLAN}/pathways/<slug>"): {"on_child_moved": ["30", "9", "2026"]},
    ("POST", "/started/<uuid:start_id>"): {"on_child_moved": ["1", "10", "2026"]},
    ("POST", f"{PLAN}/needs"): {"need": "A lift"},
    ("POST", f"{PLAN}/review"): {"review": ["1", "3", "2027"]},
    ("POST", "/families/<uuid:circle_id>/arrangements/new"): lambda world: {**SENTENCE, **whom(world)},
    ("POST", f"{ARRANGEMENT}/edit"): whom,
    ("POST", f"{ARRANGEMENT}/pattern"): SENTENCE,
    ("POST", f"{ARRANGEMENT}/pauses"): {
        "pause_first": ["1", "3", NEXT_YEAR],
        "pause_last": ["8", "3", NEXT_YEAR],
    },
    ("POST", f"{ARRANGEMENT}/extras"): {
        "extra-day": ["1", "6", NEXT_YEAR],
        "extra-starts": "10am",
        "extra-ends": "12pm",
    },
    ("POST", f"{ARRANGEMENT}/slots"): {
        "slot-day": ["2", "6", NEXT_YEAR],
        "slot-starts": "10am",
        "slot-ends": "12pm",
    },
    ("POST", f"{ARRANGEMENT}/end"): {"end_on": ["1", "9", NEXT_YEAR]},
    ("POST", f"{SESSION}/note"): {"went": "as_planned", "lane": "to_worker", "words": "It went well."},
    ("POST", f"{LETTER}/note"): {"lane": "to_worker", "words": "We read it together."},
    ("POST", f"{NOTE}/correct"): {"went": "as_planned", "words": "It was Sunday.", "why": "A wrong day."},
    ("POST", f"{NOTE}/withdraw"): {"why": "Another day."},
    ("POST", f"{SESSION}/ask"): {"asked": "cannot_come", "reason": "transport"},
    ("POST", f"{SESSION}/outcome"): {"what": "happened"},
    ("POST", f"{REQUEST}/answer"): {"answer": "no", "words": "The room is full."},
    ("POST", f"{LETTER}/give-back"): {"why": "Please leave out the name of the park."},
    ("POST", f"{LETTER}/pass-on"): {"looked": "yes"},
    ("POST", f"{LETTER}/send"): {"words": "Dear one, the cat says hello."},
    ("POST", f"{LETTER}/words"): {"words": "Dear one, the dog says hello.", "do": "keep"},
    ("POST", JOURNEY): {"pence": "4.60", "what": "Bus"},
    ("POST", f"{FARE}/state"): {"state": "claimed"},
    ("POST", "/me/dates"): {"title": "A day", "kind": "other", "on": ["1", "6"], "showing": "quiet"},
    ("POST", "/families/new"): {"nation": "england", "full_name": "Someone New", "part": "parent"},
}
# Writes that change nothing when what they ask for is so already, or that only make a code to read aloud.
QUIET = {"/tasks/<uuid:task_id>/undo", "/me/look", "/me/devices", f"{SESSION}/going", f"{SESSION}/going/undo"}
# Nobody may find out that somebody has begun to write: a draft leaves no trace but itself.
QUIET |= {f"{place}/{act}" for place in (SESSION, LETTER) for act in ("draft", "draft/discard")}

ABSENT: dict[str, Callable[[], UUID]] = dict.fromkeys(
    (
        *(
            "circle_id",
            "plan_id",
            "goal_id",
            "task_id",
            "start_id",
            "person_id",
            "arrangement_id",
            "pause_id",
            "slot_id",
        ),
        *("letter_id", "fare_id", "day_id", "session_id", "request_id", "note_id", "photo_id"),
    ),
    uuid4,
)
OF_BOTH = ("arrangement_id", "session_id", "note_id")
"""Records that the parent and the carer share: foreign to everybody but the two."""


def values(world: World, *, home: str = "parent", circle: str = "family") -> dict[str, object]:
    """What stands in the addresses: the records of one household, one pathway that parents may start."""
    place = world.homes[home]
    return {
        "circle_id": world.circles[circle],
        "plan_id": place.plan,
        "goal_id": place.goal,
        "task_id": place.task,
        "start_id": place.start,
        "person_id": world.people["newcomer"],
        "slug": "bp-keep-home",
        "arrangement_id": world.contact.arrangement,
        "pause_id": uuid4(),
        "slot_id": world.contact.slot,
        "letter_id": world.contact.letter if home == "parent" else world.contact.carers_letter,
        "fare_id": world.contact.fare if home == "parent" else uuid4(),
        "day_id": uuid4(),
        "session_id": world.contact.past,
        "note_id": world.contact.notes["shared"],
        "photo_id": uuid4(),
        "request_id": world.contact.request if home == "parent" else uuid4(),
        "token": "x" * 43,
    }
