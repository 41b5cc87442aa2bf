"""The form that all forms are made of: text is cleaned, dates are three boxes, nothing typed is ever lost."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from babel.dates import get_month_names
from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from supportapp.core import clock

LINE, WORDS = 200, 10_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
# What no keyboard types on purpose: controls, and marks that turn text round or hide in it.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffd\ud800-\udfff]"
)


class Form(FlaskForm):  # type: ignore[misc]
    """A form with its token, in the reader's language."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        locales: Sequence[str] = ()

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """What was typed, and nothing else: a file in a box for text is no text. Views read files themselves."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if form.is_submitted() and request.form else None


def clean(text: str | None) -> str:
    """`text` in one canonical form (NFC), without control characters and hidden marks, trimmed."""
    text = (text or "").replace("\r\n", "\n")
    return UNWANTED.sub("", unicodedata.normalize("NFC", text)).strip()


def line(label: Any, *, needed: Any = None, most: int = LINE, **options: Any) -> StringField:
    """One line of text; `needed` is what to say when it is empty, None where it may be."""
    return StringField(label, filters=[_one_line], validators=_text_checks(needed, most), **options)


def words(label: Any, *, needed: Any = None, most: int = WORDS, **options: Any) -> TextAreaField:
    """Several lines in the person's own words."""
    return TextAreaField(label, filters=[clean], validators=_text_checks(needed, most), **options)


def offer(choices: Iterable[SelectChoice | tuple[str, Any]]) -> list[SelectChoice]:
    """Choices out of pairs of value and words, or out of choices."""
    return [choice if isinstance(choice, SelectChoice) else SelectChoice(*choice) for choice in choices]


def pick(
    label: Any, choices: Iterable[SelectChoice | tuple[str, Any]], *, needed: Any = None, **options: Any
) -> RadioField:
    """One of a few, as radio buttons."""
    return RadioField(
        label,
        choices=offer(choices),
        validate_choice=False,
        validators=[_needed_choice(needed) if needed else Optional(strip_whitespace=False), _known_choice],
        **options,
    )


def choose(label: Any, choices: Iterable[SelectChoice | tuple[str, Any]], **options: Any) -> SelectField:
    """One of many, as a list that opens."""
    options["invalid_choice_message"] = _l("Choose one of the answers shown.")
    return SelectField(label, choices=offer(choices), **options)


def ticks(
    label: Any, choices: Iterable[SelectChoice | tuple[str, Any]], **options: Any
) -> SelectMultipleField:
    """Any of a few, as boxes to tick."""
    return SelectMultipleField(
        label, choices=offer(choices), validate_choice=False, validators=[_known_choices], **options
    )


class DateField(Field):
    """A date in three boxes: day, month (a number or its name), year. Empty boxes mean no date."""

    def __init__(self, label: Any, *, needed: Any = None, near: int | None = None, **options: Any) -> None:
        self.near = near  # within so many years of today, where that is given
        super().__init__(label, validators=[InputRequired(needed)] if needed else [Optional()], **options)
        self.typed: list[str] = ["", "", ""]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the three boxes. Raises ValueError, in words, when they are no date from 1900 to 2100."""
        self.typed = [clean(part)[:20] for part in (*valuelist, "", "", "")[:3]]
        self.raw_data = [part for part in self.typed if part]
        self.data = read_date(*self.typed) if self.raw_data else None
        if self.near and self.data and abs(self.data.year - clock.today().year) > self.near:
            raise ValueError(_l("Write a date that is nearer to today."))

    def process_data(self, value: date | None) -> None:
        """Fill the boxes from a date."""
        self.data = value
        self.typed = [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]


def read_date(day: str, month: str, year: str) -> date:
    """The date behind three boxes. Raises ValueError in the reader's words."""
    number = _month(month)
    if not (day.isascii() and day.isdecimal() and number and year.isascii() and year.isdecimal()):
        raise ValueError(_l("Write the day, the month and the year. For example: 28 11 2026."))
    if len(year) != 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(_l("Write the year with 4 numbers, from 1900 to 2100."))
    try:
        return date(int(year), number, int(day[:4]))
    except ValueError:
        raise ValueError(_l("There is no such day. Check the day and the month.")) from None


def read_version(typed: object) -> int:
    """The version that a form was opened on, out of its hidden field; 0, which no row has, where that holds none."""
    text = str(typed or "")
    return int(text[:9]) if text.isascii() and text.isdecimal() else 0


def _month(typed: str) -> int | None:
    if typed.isascii() and typed.isdecimal():
        return int(typed[:4]) if 1 <= int(typed[:4]) <= 12 else None
    start = typed.casefold()[:3]
    if len(start) < 3:
        return None
    names = (get_month_names("wide", locale=locale) for locale in ("en", "cy"))
    return next(
        (number for all_ in names for number, name in all_.items() if name.casefold().startswith(start)), None
    )


def _one_line(text: str | None) -> str:
    return " ".join(clean(text).split())


def _text_checks(needed: Any, most: int) -> list[Callable[[Any, Any], None]]:
    too_long = _l("This is too long. Use %(most)s letters or fewer.", most=most)
    return [
        InputRequired(needed) if needed else Optional(),
        _not_blank(needed),
        Length(max=most, message=too_long),
    ]


def _not_blank(needed: Any) -> Callable[[Any, Any], None]:
    def check(_form: Any, field: Any) -> None:
        if needed and not field.data:
            raise ValidationError(needed)

    return check


def _needed_choice(needed: Any) -> Callable[[Any, Any], None]:
    def check(_form: Any, field: Any) -> None:
        if not field.data:
            raise ValidationError(needed)

    return check


def _known_choice(_form: Any, field: Any) -> None:
    if field.data and str(field.data) not in {str(choice.value) for choice in field.choices}:
        raise ValidationError(_l("Choose one of the answers shown."))


def _known_choices(_form: Any, field: Any) -> None:
    if not set(field.data or ()) <= {str(choice.value) for choice in field.choices}:
        raise ValidationError(_l("Choose from the answers shown."))
