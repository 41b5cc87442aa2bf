"""The words for a task's states and owners, and for one line of its history."""

from datetime import date

from flask_babel import lazy_gettext
from flask_babel import lazy_gettext as _l

from supportapp.content.catalogue import load_catalogue
from supportapp.tasks.models import Owner, State, TaskEvent
from supportapp.web import dates, words
from supportapp.web.language import gettext

STATES = {
    State.READY: _l("Ready when you are"),
    State.IN_PROGRESS: _l("Started"),
    State.WAITING: _l("Waiting on someone"),
    State.DONE: _l("Done"),
    State.NOT_FOR_US: _l("Not for us"),
}
OWNERS = {
    Owner.ME: _l("Me"),
    Owner.WORKER: _l("My worker"),
    Owner.BOTH: _l("Me and my worker"),
    Owner.SERVICE: _l("A service"),
}
OWNERS_FOR_WORKER = {
    Owner.ME: _l("The person"),
    Owner.WORKER: _l("The worker"),
    Owner.BOTH: _l("Both together"),
    Owner.SERVICE: _l("A service"),
}
CHANGED = {
    "change:title": lazy_gettext("Name changed from “%(before)s”"),
    "change:note": lazy_gettext("Note changed"),
    "change:owner": lazy_gettext("Who does it changed"),
    "change:owner_name": lazy_gettext("Who does it changed"),
    "add": lazy_gettext("Added"),
    "again": lazy_gettext("Came round again"),
}

words.teach(STATES | OWNERS)


def what_happened(event: TaskEvent) -> str:
    """One line of a task's history, in words that blame nobody."""
    if event.what == "state" and event.after in set(State):
        return str(gettext("Now: %(state)s", state=words.label(State(event.after))))
    if event.what in ("move", "change:due_on"):
        if not event.after:
            return str(gettext("Date taken away"))
        return str(gettext("Date changed to %(day)s", day=dates.day(date.fromisoformat(event.after))))
    return str(CHANGED.get(event.what, CHANGED["change:note"])) % {"before": event.before or ""}


def pathway_title(pathway_id: str) -> str:
    """The title of a pathway; its id where the content has it no more."""
    pathway = load_catalogue().pathway(pathway_id)
    return str(gettext(pathway.title)) if pathway else pathway_id
