"""Writes to letters: the words, and each step of the way. None commits.

A step that was taken already is taken once: asking again changes nothing. One that does not fit where the letter
stands by now raises Stale.
"""

from uuid import uuid4

from supportapp.access.actor import Actor
from supportapp.contact.letter_models import LetterState, LetterStep
from supportapp.contact.letter_queries import WITH_ITS_WRITER, HeldLetter
from supportapp.contact.telling import record
from supportapp.core import clock
from supportapp.core.db import db
from supportapp.core.errors import Stale


def write(
    actor: Actor, found: HeldLetter, words: str | None, *, version: int, is_on_paper: bool = False
) -> None:
    """Keep the words of one's own letter as far as they go; or say that it comes on paper.

    Raises Stale if somebody changed it since `version`. A letter without words is one to be written again. Words
    beside a letter on paper stay with their writers.
    """
    one = found.letter
    if one.version != version or one.state not in WITH_ITS_WRITER:
        raise Stale
    one.words, one.is_on_paper = words or None, is_on_paper
    if not words and not is_on_paper:
        one.state = LetterState.DUE
    _record(actor, found, "paper" if is_on_paper else "write")


def finish(actor: Actor, found: HeldLetter) -> None:
    """Say that one's own letter is written."""
    if found.letter.state is LetterState.DUE:
        _step(actor, found, LetterState.WRITTEN)


def send(actor: Actor, found: HeldLetter) -> None:
    """Send one's own letter to the letterbox team; from now on the family's workers can read it."""
    if found.letter.state not in WITH_ITS_WRITER:
        return
    finish(actor, found)
    _step(actor, found, LetterState.WITH_AGENCY)


def take_back(actor: Actor, found: HeldLetter) -> None:
    """Take one's own letter back while it was not passed on. Raises Stale once it was."""
    if found.letter.state in WITH_ITS_WRITER:
        return
    if found.letter.state is not LetterState.WITH_AGENCY:
        raise Stale
    found.letter.checked_at = None
    _step(actor, found, LetterState.WRITTEN)


def give_back(actor: Actor, found: HeldLetter, why: str, *, version: int) -> None:
    """A worker asks the writer to change something. Raises Stale where it is not, or not any more, with the team."""
    _expect(found, LetterState.WITH_AGENCY, version)
    found.letter.checked_at = None
    _step(actor, found, LetterState.WRITTEN, why)


def arrive(actor: Actor, found: HeldLetter, *, version: int) -> None:
    """A letter came by post to the letterbox team. What its writers typed here, if anything, stays theirs.

    Raises Stale where it was sent meanwhile, or changed since `version`.
    """
    if found.letter.version != version or found.letter.state not in WITH_ITS_WRITER:
        raise Stale
    found.letter.is_on_paper = True
    _step(actor, found, LetterState.WITH_AGENCY)


def pass_on(actor: Actor, found: HeldLetter, *, version: int) -> None:
    """A worker has read it and passes it on; those it is for can read it from now on.

    Raises Stale where it is not what the worker read: it was taken back, or changed since `version`.
    """
    _expect(found, LetterState.WITH_AGENCY, version)
    found.letter.checked_at = clock.now()
    _step(actor, found, LetterState.PASSED_ON)


def receive(actor: Actor, found: HeldLetter) -> None:
    """Say that a letter came to those it is for. Raises Stale where it was not passed on."""
    if found.letter.state is LetterState.RECEIVED:
        return
    if found.letter.state is not LetterState.PASSED_ON:
        raise Stale
    _step(actor, found, LetterState.RECEIVED)


def _expect(found: HeldLetter, state: LetterState, version: int) -> None:
    if found.letter.state is not state or found.letter.version != version:
        raise Stale


def _step(actor: Actor, found: HeldLetter, state: LetterState, note: str | None = None) -> None:
    found.letter.state = state
    db.session.flush()
    step = LetterStep(
        id=uuid4(),
        letter_id=found.letter.id,
        state=state,
        at=clock.now(),
        person_id=actor.person_id,
        note=note,
    )
    db.session.add(step)
    _record(actor, found, state.value)


def _record(actor: Actor, found: HeldLetter, what: str) -> None:
    db.session.flush()
    record(actor, found.held.arrangement, f"letter:{what}", "letter", found.letter.id)
