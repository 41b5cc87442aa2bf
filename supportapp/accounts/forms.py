"""What people type to sign in, to join, and to say how Rowan should look."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, ValidationError

from supportapp.accounts import phrases
from supportapp.accounts.passphrases import MOST_LETTERS
from supportapp.people.models import TextSize, Theme
from supportapp.web import words
from supportapp.web.forms import Form, line, offer, pick

PHONES = offer([("own", _l("Yes, only I use it")), ("shared", _l("No, other people use it too"))])
SHORTEST_NICKNAME, LONGEST_NAME = 2, 40

words.teach(
    {
        Theme.PHONE: _l("As my phone is set"),
        Theme.LIGHT: _l("Light"),
        Theme.DARK: _l("Dark"),
        TextSize.NORMAL: _l("Normal"),
        TextSize.LARGE: _l("Large"),
        TextSize.LARGER: _l("Larger"),
    }
)


class SignInForm(Form):
    """A nickname, a passphrase, and whose phone it is."""

    nickname = line(_l("Nickname"), needed=_l("Write your nickname."))
    passphrase = line(_l("Passphrase"), needed=_l("Write your passphrase."), most=MOST_LETTERS)
    phone = pick(_l("Is this your own phone?"), PHONES, needed=_l("Choose if this is your own phone."))

    @property
    def is_own_phone(self) -> bool:
        """Whether nobody else uses the phone."""
        return bool(self.phone.data == "own")


class CodeForm(Form):
    """A code that a worker handed over."""

    code = line(_l("Your code"), needed=_l("Write the code from your worker."), most=60)


class AccountFields:
    """How somebody wants to be called, and how they will sign in: for those who join and those who start."""

    known_as = line(
        _l("What should we call you?"), needed=_l("Write a name for us to use."), most=LONGEST_NAME
    )
    nickname = line(
        _l("Choose a nickname to sign in with"), needed=_l("Write a nickname."), most=LONGEST_NAME
    )
    passphrase = line(_l("Choose a passphrase"), needed=_l("Write a passphrase."), most=MOST_LETTERS)
    phone = pick(_l("Is this your own phone?"), PHONES, needed=_l("Choose if this is your own phone."))

    def validate_nickname(self, field: Any) -> None:
        """A nickname has two letters at the least."""
        if len(field.data or "") < SHORTEST_NICKNAME:
            raise ValidationError(_l("Use 2 letters or more."))

    def validate_passphrase(self, field: Any) -> None:
        """Long enough, and none that a guesser would try soon."""
        if len(field.data or "") < phrases.SHORTEST:
            raise ValidationError(_l("Use 12 letters or more. Three words work well."))
        if phrases.is_easy(field.data, self.nickname.data or ""):
            raise ValidationError(
                _l("Others could guess this one. Try three words that do not belong together.")
            )

    @property
    def is_own_phone(self) -> bool:
        """Whether nobody else uses the phone."""
        return bool(self.phone.data == "own")

    def say_taken(self) -> None:
        """Somebody else signs in under this nickname."""
        field: Any = self.nickname
        field.errors = [_l("Someone has this nickname already. Try another one.")]


class JoinForm(AccountFields, Form):
    """The second page of joining; `checked` carries the code that the first page checked."""

    checked = HiddenField()


class LookForm(Form):
    """How big the words are, how light the page is, and whether things move."""

    text_size = pick(
        _l("How big should the words be?"), words.choices(*TextSize), needed=_l("Choose a size.")
    )
    theme = pick(_l("Light or dark?"), words.choices(*Theme), needed=_l("Choose light or dark."))
    wants_calm = BooleanField(_l("Calmer: nothing moves"))
