"""What people type about letters."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, ValidationError

from supportapp.contact.identifying import Kind
from supportapp.web import words
from supportapp.web.forms import Form, read_version
from supportapp.web.forms import words as words_field

MOST_LETTERS = 10_000

CLUES = {
    Kind.POSTCODE: _l("A postcode"),
    Kind.PHONE: _l("A phone number"),
    Kind.EMAIL: _l("An email address"),
    Kind.LINK_OR_HANDLE: _l("A link, or a name on a website"),
    Kind.SURNAME: _l("A surname"),
    Kind.ADDRESS: _l("An address"),
    Kind.SCHOOL: _l("A school"),
    Kind.PLACE: _l("A place that people can find"),
}
words.teach(CLUES)

PROMPTS = (
    _l("Say hello, and that you think of them."),
    _l("Something that made you smile."),
    _l("A bit of news: a pet, a walk, something you cooked."),
    _l("A memory of a good moment together."),
    _l("A question they might like to answer."),
    _l("Something they may have told you last time."),
    _l("How you would like to say goodbye until next time."),
)
LEAVE_OUT = (
    _l("Surnames, addresses and phone numbers. They could lead someone to a home."),
    _l("Schools, clubs, doctors and social media, for the same reason."),
    _l("Promises about the future. Nobody can be sure of them, and waiting hurts."),
    _l("What happened in court, or who is to blame. A letter may be kept for life."),
)


class LetterForm(Form):
    """One's own letter, as far as it goes."""

    words = words_field(_l("Your letter"), most=MOST_LETTERS)
    version = HiddenField()
    anyway = HiddenField(_l("Send it as it is"))  # the sign of what was found, where somebody ticks it

    def need_words(self) -> bool:
        """Ask for words, where a letter is to go on its way."""
        if not self.words.data:
            self.words.errors = [_l("Write a few words first. A short letter is fine.")]
        return bool(self.words.data)

    @property
    def seen_version(self) -> int:
        """The version that the form was shown with; 0, which is none, where somebody changed that."""
        return read_version(self.version.data)


class PassOnForm(Form):
    """A worker has read a letter, and looked at each thing that was found in it."""

    looked = BooleanField(_l("I have looked at each of these"))
    version = HiddenField()

    def validate_looked(self, field: Any) -> None:
        """Nothing is passed on that nobody read."""
        if not field.data:
            raise ValidationError(_l("Look at the letter first, then tick this box."))


class GiveBackForm(Form):
    """A worker asks the writer to change something."""

    why = words_field(
        _l("What should change, and why?"), needed=_l("Write what should change, and why."), most=2_000
    )
    version = HiddenField()
