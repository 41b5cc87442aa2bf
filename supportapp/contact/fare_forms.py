"""What people type about what a journey cost."""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, MultipleFileField, ValidationError
from wtforms.validators import InputRequired

from supportapp.contact.words import FARES
from supportapp.core import clock
from supportapp.web.forms import DateField, Form, clean, line, pick

MOST_PENCE = 1_000_000
_POUNDS = re.compile(r"£?(\d{1,5})(?:[.,](\d{1,2}))?")
_PENCE = re.compile(r"(\d{1,7})p")


class MoneyField(Field):
    """An amount in pounds in one box: "4.60", "£4.60", "4,60", "60p". In pence."""

    def __init__(self, label: Any, *, needed: Any, **options: Any) -> None:
        super().__init__(label, validators=[InputRequired(needed)], **options)
        self.typed = ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the box. Raises ValueError in the reader's words."""
        self.typed = clean(valuelist[0] if valuelist else "")[:20]
        self.raw_data = [self.typed] if self.typed else []
        self.data = read_money(self.typed) if self.typed else None


def read_money(typed: str) -> int:
    """The pence behind what somebody typed. Raises ValueError in the reader's words."""
    text = re.sub(r"\s", "", typed.casefold()).removeprefix("gbp")
    pounds, pence = _POUNDS.fullmatch(text), _PENCE.fullmatch(text)
    if not text.replace("£", "").isascii() or not (pounds or pence):
        raise ValueError(_l("Write the cost in pounds, like 4.60."))
    found = int(pence[1]) if pence else 0
    if pounds:
        found = int(pounds[1]) * 100 + int((pounds[2] or "0").ljust(2, "0"))
    if not 0 < found <= MOST_PENCE:
        raise ValueError(_l("Write what it cost, from 1p to £10,000."))
    return found


def in_pounds(pence: int) -> str:
    """ "£4.60"."""
    return f"£{pence // 100:,}.{pence % 100:02d}"


class FareForm(Form):
    """What a journey cost."""

    pence = MoneyField(_l("What did the journey cost?"), needed=_l("Write what it cost."))
    what = line(_l("What was it for?"), needed=_l("Write what it was for. For example: bus, day ticket."))
    payer = line(_l("Who may pay it back?"))
    person = pick(_l("Whose journey was it?"), [])
    receipt = MultipleFileField(_l("Photo of the receipt"))
    key = HiddenField()

    @property
    def fare_id(self) -> UUID:
        """The key that was made with the empty form; a new one where somebody changed it."""
        try:
            return UUID(str(self.key.data))
        except ValueError:
            return uuid4()


class FareStateForm(Form):
    """Where the money for a journey stands, and since when."""

    state = pick(_l("Where does it stand?"), FARES.items(), needed=_l("Choose where it stands."))
    on = DateField(_l("Since which day?"))

    def validate_on(self, field: Any) -> None:
        """What happened is not to come."""
        if field.data and field.data > clock.today():
            raise ValidationError(_l("Write today, or a day before today."))

    @property
    def day(self) -> date:
        """The day that was given; today where none was."""
        given: date | None = self.on.data
        return given or clock.today()
