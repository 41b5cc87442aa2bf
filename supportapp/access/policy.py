"""The whole policy on one page: a permission is held when every test on any one line holds."""

from collections.abc import Callable
from enum import StrEnum

from supportapp.access.actor import Actor, Role, Scope

Test = Callable[[Actor, Scope], bool]


class Permission(StrEnum):
    """Each thing that somebody may be allowed to do."""

    OWN_PAGES = "own-pages"  # Today, My plan, Help, Me as a family member sees them
    SIGNED_IN = "signed-in"  # Me and sign-out, for anybody with an account
    FAMILY_LIST = "family:list"
    FAMILY_TITLE = "family:title"
    FAMILY_READ = "family:read"
    FAMILY_ADD = "family:add"
    FAMILY_INVITE = "family:invite"
    PLAN_READ = "plan:read"
    PLAN_WRITE = "plan:write"
    GOAL_WRITE = "goal:write"
    RATING_ADD = "rating:add"
    TASK_READ = "task:read"
    TASK_WRITE = "task:write"
    PATHWAY_START = "pathway:start"
    SERVICES_READ = "services:read"
    FAMILY_TIME = "family-time"  # the list of one's own family times, or of those of one's families
    NOTES_TO_CHECK = "notes-to-check"
    CONTACT_READ = "contact:read"
    CONTACT_WRITE = "contact:write"  # arrangements, their dates, offered times, passing on a letter
    CONTACT_ASK = "contact:ask"  # ask for a change, answer one, say that one will be there
    NOTE_ADD = "note:add"
    NOTE_READ = "note:read"
    NOTE_CORRECT = "note:correct"
    LETTER_READ = "letter:read"
    LETTER_WRITE = "letter:write"
    FARE_READ = "fare:read"
    FARE_WRITE = "fare:write"


def same_org(actor: Actor, scope: Scope) -> bool:
    """Both belong to one organisation, and the actor is not kept out of the record's circle."""
    return actor.org_id == scope.org_id and scope.circle_id not in actor.kept_out_of


def in_circle(actor: Actor, scope: Scope) -> bool:
    """The record's circle is one that the actor is part of, or works with, today."""
    return actor.org_id == scope.org_id and scope.circle_id in actor.circle_ids


def holds_it(actor: Actor, scope: Scope) -> bool:
    """The record is about the actor: their plan, or their household's."""
    return actor.person_id in scope.holder_ids


def open_to_workers(_actor: Actor, scope: Scope) -> bool:
    """The record is not its holders' alone."""
    return not scope.is_private


def is_(*roles: Role) -> Test:
    """The actor has one of `roles`."""
    return lambda actor, _scope: actor.role in roles


FAMILY, WORKER, MANAGER = is_(Role.FAMILY), is_(Role.WORKER), is_(Role.MANAGER)
ANYBODY = is_(*Role)
THEIR_OWN_AND_THEIR_WORKERS = ((FAMILY, in_circle, holds_it), (WORKER, in_circle))

RULES: dict[Permission, tuple[tuple[Test, ...], ...]] = {
    Permission.OWN_PAGES: ((FAMILY,),),
    Permission.SIGNED_IN: ((ANYBODY,),),
    Permission.SERVICES_READ: ((ANYBODY,),),
    Permission.FAMILY_LIST: ((is_(Role.WORKER, Role.MANAGER),),),
    Permission.FAMILY_TITLE: ((WORKER, in_circle), (MANAGER, same_org)),
    Permission.FAMILY_READ: ((WORKER, in_circle),),
    Permission.FAMILY_ADD: ((WORKER,),),
    Permission.FAMILY_INVITE: ((WORKER, in_circle),),
    Permission.PLAN_READ: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.PLAN_WRITE: ((WORKER, in_circle),),
    Permission.GOAL_WRITE: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.RATING_ADD: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.TASK_READ: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.TASK_WRITE: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.PATHWAY_START: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.FAMILY_TIME: ((is_(Role.FAMILY, Role.WORKER),),),
    Permission.NOTES_TO_CHECK: ((WORKER,),),
    # An arrangement is the own of every adult who has a place in it; a note of everybody who may read its lane.
    Permission.CONTACT_READ: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.CONTACT_WRITE: ((WORKER, in_circle),),
    Permission.CONTACT_ASK: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.NOTE_ADD: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.NOTE_READ: ((in_circle, holds_it), (WORKER, in_circle, open_to_workers)),
    Permission.NOTE_CORRECT: ((in_circle, holds_it),),
    Permission.LETTER_READ: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.LETTER_WRITE: ((FAMILY, in_circle, holds_it),),
    Permission.FARE_READ: THEIR_OWN_AND_THEIR_WORKERS,
    Permission.FARE_WRITE: THEIR_OWN_AND_THEIR_WORKERS,
}


def allows(actor: Actor, permission: Permission, scope: Scope) -> bool:
    """Whether `actor` holds `permission` over a record in `scope`. Nobody holds an unlisted one."""
    return any(all(test(actor, scope) for test in line) for line in RULES.get(permission, ()))
