"""The words for everything about family time: kinds, states, reasons, lanes, and the texts of an arrangement."""

from flask_babel import lazy_gettext as _l

from supportapp.contact.letter_models import LetterState
from supportapp.contact.models import Audience, Decider, Kind, LegalBasis, Supervision, TermKind
from supportapp.contact.note_models import Lane, Mood, Supersedes, Went
from supportapp.contact.own_models import FareState
from supportapp.contact.session_models import Asked, CalledOffBy, Reason, RequestState, SessionState
from supportapp.web import words

KINDS = {
    Kind.FACE_TO_FACE: _l("In person"),
    Kind.OVERNIGHT: _l("Overnight stay"),
    Kind.PHONE: _l("Phone call"),
    Kind.VIDEO: _l("Video call"),
    Kind.MESSAGES: _l("Messages"),
    Kind.LETTERS: _l("Letters"),
    Kind.LIFE_STORY: _l("Life story news"),
    Kind.BROTHERS_AND_SISTERS: _l("Brothers and sisters time"),
    Kind.ONE_OFF: _l("One time only"),
    Kind.LISTENING: _l("Listening only call"),
    Kind.NONE_FOR_NOW: _l("None for now"),
}
SUPERVISIONS = {
    Supervision.NONE: _l("On your own together"),
    Supervision.FAMILY_SUPPORTED: _l("Someone from the family is there"),
    Supervision.SUPPORTED: _l("A worker is nearby"),
    Supervision.SUPERVISED: _l("A worker is in the room"),
    Supervision.ON_SPEAKER: _l("The call is on speaker"),
    Supervision.CHECKED: _l("A worker reads it first"),
}
BASES = {
    LegalBasis.COURT_ORDER: _l("A court order"),
    LegalBasis.CARE_PLAN: _l("The child’s plan"),
    LegalBasis.SUPPORT_PLAN: _l("The support plan"),
    LegalBasis.AGREEMENT: _l("An agreement"),
}
DECIDERS = {
    Decider.WORKER: _l("The worker"),
    Decider.CARERS: _l("The people who care for the child"),
    Decider.OTHER_SIDE: _l("The side that did not ask"),
}
AUDIENCES = {
    Audience.EVERYONE: _l("Everybody in this plan reads this"),
    Audience.SEEING: _l("Only the person who comes reads this"),
    Audience.CARING: _l("Only the people who care for the child read this"),
    Audience.WORKERS: _l("Only workers read this"),
}
TERMS = {
    TermKind.TITLE_SEEING: _l("What the person who comes calls it"),
    TermKind.TITLE_CARING: _l("What the carers call it"),
    TermKind.PLACE_SEEING: _l("Where to come"),
    TermKind.PLACE_CARING: _l("Where to bring the child"),
    TermKind.ARRIVE_SEEING: _l("When to arrive"),
    TermKind.ARRIVE_CARING: _l("When to bring the child"),
    TermKind.TRANSPORT_PARENT: _l("How to get there"),
    TermKind.TRANSPORT_CHILD: _l("How the child gets there"),
    TermKind.COST: _l("Who pays for the journey, and how to claim"),
    TermKind.CONDITIONS: _l("Rules we agreed"),
    TermKind.CHANGE_RULE: _l("How to ask for a change"),
    TermKind.CANCEL_RULE: _l("Who may call it off"),
    TermKind.BACKUP: _l("If it cannot happen"),
    TermKind.ESCALATION: _l("If something goes wrong on the day"),
    TermKind.CULTURE: _l("Faith and culture"),
    TermKind.LANGUAGE: _l("Language"),
    TermKind.ACCESS: _l("What helps us take part"),
    TermKind.RECORDING: _l("Photos and recording"),
    TermKind.ARRANGED_BY: _l("Who arranges it"),
    TermKind.CHILD_TOLD: _l("What the child is told"),
    TermKind.CHILD_WISH: _l("What the child wants"),
    TermKind.SUPERVISION_REASON: _l("Why someone is there"),
    TermKind.LEGAL_NOTE: _l("Note on the order or plan"),
    TermKind.SAFETY: _l("Safety"),
    TermKind.WHY: _l("Why"),
    TermKind.OFFERED: _l("What was offered instead"),
}
STATES = {
    SessionState.PLANNED: _l("Planned"),
    SessionState.CHANGED: _l("Changed"),
    SessionState.HAPPENED: _l("It went ahead"),
    SessionState.SHORTENED: _l("It was shorter"),
    SessionState.CANCELLED: _l("This did not happen"),
    SessionState.PAUSED: _l("Paused to keep everybody safe"),
}
CALLED_OFF = {
    CalledOffBy.PARENT: _l("The parent or relative"),
    CalledOffBy.CARER: _l("The people who care for the child"),
    CalledOffBy.CHILD: _l("The child chose"),
    CalledOffBy.SERVICE: _l("A service or worker"),
    CalledOffBy.OTHER: _l("Something else"),
}
REASONS = {
    Reason.VENUE_UNAVAILABLE: _l("The place could not be used"),
    Reason.TRANSPORT: _l("The journey did not work"),
    Reason.ILLNESS_CHILD: _l("The child was not well"),
    Reason.ILLNESS_ADULT: _l("An adult was not well"),
    Reason.WORKER_UNAVAILABLE: _l("The worker could not be there"),
    Reason.WEATHER: _l("The weather"),
    Reason.SAFETY_PAUSE: _l("To keep everybody safe"),
    Reason.CHILD_CHOICE: _l("The child wanted it so"),
    Reason.OTHER_PLAN: _l("Another plan on that day"),
    Reason.NOT_KNOWN: _l("I do not know"),
}
ASKED = {
    Asked.DAY: _l("Another day"),
    Asked.TIME: _l("Another time on the same day"),
    Asked.PLACE: _l("Another place"),
    Asked.CANNOT_COME: _l("I cannot come"),
}
REQUESTS = {
    RequestState.OPEN: _l("Waiting for an answer"),
    RequestState.ACCEPTED: _l("Yes"),
    RequestState.DECLINED: _l("Not this time"),
    RequestState.WITHDRAWN: _l("Taken back"),
}
LANES = {
    Lane.SHARED: _l("Everybody in this plan"),
    Lane.TO_WORKER: _l("Only my worker"),
    Lane.PRIVATE: _l("Only me"),
}
WENT = {
    Went.AS_PLANNED: _l("Yes, as planned"),
    Went.CHANGED: _l("Yes, but it changed"),
    Went.SHORTENED: _l("Yes, but it was shorter"),
    Went.NO: _l("No"),
}
MOODS = {
    Mood.HAPPY: _l("Happy"),
    Mood.SETTLED: _l("Settled"),
    Mood.QUIET: _l("Quiet"),
    Mood.TIRED: _l("Tired"),
    Mood.UPSET: _l("Upset"),
    Mood.ANGRY: _l("Angry"),
    Mood.HARD_TO_SAY: _l("Hard to say"),
}
SUPERSEDES = {
    Supersedes.CORRECTION: _l("Correction"),
    Supersedes.WITHDRAWAL: _l("Taken back by the person who wrote it"),
}
LETTERS = {
    LetterState.DUE: _l("Ready to write"),
    LetterState.WRITTEN: _l("Written"),
    LetterState.WITH_AGENCY: _l("With the letterbox team"),
    LetterState.PASSED_ON: _l("Passed on"),
    LetterState.RECEIVED: _l("Received"),
}
FARES = {
    FareState.NOTED: _l("Written down"),
    FareState.CLAIMED: _l("Asked for"),
    FareState.PAID: _l("Paid back"),
    FareState.NOT_PAID: _l("Not paid back"),
}

# One by one: kinds share values ("changed", "shortened"), and in one mapping they would push each other out.
for _labels in (
    *(KINDS, SUPERVISIONS, BASES, DECIDERS, AUDIENCES, TERMS, STATES, CALLED_OFF, REASONS),
    *(ASKED, REQUESTS, LANES, WENT, MOODS, SUPERSEDES, LETTERS, FARES),
):
    words.teach(_labels)
