"""The question that asks for the day of each event: for the person, and for a worker who asks about them."""

from dataclasses import dataclass

from supportapp.content.models import Event


def N_(text: str) -> str:
    """Mark `text` for translation; the web layer translates it when it is shown."""
    return text


@dataclass(frozen=True)
class Question:
    """One question in plain English, put to the person or to their worker."""

    for_person: str
    for_worker: str


QUESTIONS: dict[Event, Question] = {
    Event.CHILD_MOVED: Question(
        N_("When did your child stop living with you?"),
        N_("When did the child stop living with this person?"),
    ),
    Event.CHILD_ARRIVED: Question(
        N_("When did the child come to live with you?"),
        N_("When did the child come to live with this person?"),
    ),
    Event.PAPERS_RECEIVED: Question(
        N_("When did the court papers or the letter before court come?"),
        N_("When did this person get court papers or a letter before court?"),
    ),
    Event.HEARING: Question(
        N_("When is the next court hearing?"),
        N_("When is this person's next court hearing?"),
    ),
    Event.ORDER_MADE: Question(
        N_("When did the court make the order?"),
        N_("When did the court make the order for this family?"),
    ),
    Event.REVIEW_MEETING: Question(
        N_("When is the next review meeting?"),
        N_("When is the next review meeting for this family?"),
    ),
    Event.FAMILY_TIME: Question(
        N_("When is your next family time?"),
        N_("When is this person's next family time?"),
    ),
    Event.LETTER_DUE: Question(
        N_("When is your next letterbox letter due?"),
        N_("When is this person's next letterbox letter due?"),
    ),
    Event.LETTER_RECEIVED: Question(
        N_("When did the letter with the decision come?"),
        N_("When did this person get the letter with the decision?"),
    ),
    Event.HOME_AT_RISK: Question(
        N_("When did you know that you might lose your home?"),
        N_("When did this person know that they might lose their home?"),
    ),
    Event.ARREARS_START: Question(
        N_("When did you first fall behind with rent or bills?"),
        N_("When did this person first fall behind with rent or bills?"),
    ),
    Event.PREGNANCY_KNOWN: Question(
        N_("When did you know about the pregnancy?"),
        N_("When did this person know about the pregnancy?"),
    ),
    Event.DUE_DATE: Question(
        N_("When is your baby due?"),
        N_("When is this person's baby due?"),
    ),
    Event.PLAN_AGREED: Question(
        N_("When did you agree your support plan?"),
        N_("When did this person agree their support plan?"),
    ),
    Event.NEED_NOTICED: Question(
        N_("When did you or someone else see that help was needed?"),
        N_("When did someone see that help was needed?"),
    ),
    Event.DECISION_MADE: Question(
        N_("When did you decide to do this?"),
        N_("When did this person decide to do this?"),
    ),
    Event.TERM_START: Question(
        N_("When does the school year or the new school start?"),
        N_("When does the child's school year or new school start?"),
    ),
}
