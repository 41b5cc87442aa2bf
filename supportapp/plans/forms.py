"""What people type about goals."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from supportapp.content.models import Area
from supportapp.plans.service import GoalEntry
from supportapp.web import words
from supportapp.web.forms import Form, choose, line, offer, pick
from supportapp.web.forms import words as words_field

SCORES = offer((str(score), str(score)) for score in range(11))


class GoalForm(Form):
    """A goal in somebody's own words."""

    title = line(_l("What do you want to be different?"), needed=_l("Write what you want to be different."))
    why = words_field(_l("Why does it matter to you?"))
    area = choose(_l("What is it about?"), choices=words.choices(*Area), default=Area.WELLBEING.value)
    version = HiddenField()

    def entry(self) -> GoalEntry:
        """The goal as it was typed."""
        return GoalEntry(title=self.title.data or "", area=Area(self.area.data), why=self.why.data or None)


class RatingForm(Form):
    """Where a goal stands today, 0 to 10."""

    score = pick(_l("Where is it today?"), SCORES, needed=_l("Choose a number from 0 to 10."))
    note = words_field(_l("Is there something behind the number?"))
