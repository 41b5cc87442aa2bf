"""What a worker types about a family: who is in it, what is needed, when the next review is."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from supportapp.caseload import words
from supportapp.content.models import Nation
from supportapp.core import clock
from supportapp.people.models import ADULTS_WITH_A_PLAN, Part
from supportapp.web.forms import DateField, Form, line, offer, pick
from supportapp.web.words import choices

CHILDREN = range(1, 5)
HOLDERS = offer((part.value, words.PARTS[part]) for part in ADULTS_WITH_A_PLAN)


class FamilyForm(Form):
    """A new family on one page: where, who, and the children."""

    full_name = line(_l("Full name"), needed=_l("Write the full name."))
    known_as = line(_l("Name to use"))
    part = pick(_l("What are they to the child?"), HOLDERS, needed=_l("Choose what they are to the child."))
    relation = line(_l("In the family’s own word"))
    second_name = line(_l("Full name of the second carer"))
    second_known_as = line(_l("Name to use for the second carer"))
    second_relation = line(_l("The second carer, in the family’s own word"))
    child_1 = line(_l("Child 1: first name"))
    born_1 = DateField(_l("Child 1: birth date"))
    child_2 = line(_l("Child 2: first name"))
    born_2 = DateField(_l("Child 2: birth date"))
    child_3 = line(_l("Child 3: first name"))
    born_3 = DateField(_l("Child 3: birth date"))
    child_4 = line(_l("Child 4: first name"))
    born_4 = DateField(_l("Child 4: birth date"))
    nation = pick(_l("Nation"), choices(*Nation), needed=_l("Choose where they live."))
    council = line(_l("Council"))
    anyway = pick(_l("Is this another family?"), offer(offer([("yes", _l("Yes. Add anyway"))])))

    def validate(self, extra_validators: Any = None) -> bool:
        """A birth date needs its name and lies in the past; two parents do not share one plan."""
        fine = bool(super().validate(extra_validators))
        return all([fine, self._is_one_household(), *(self._is_child(number) for number in CHILDREN)])

    def _is_one_household(self) -> bool:
        # One parent may be a danger to the other: what one of them says must never be open to both.
        if self.second_name.data and self.part.data == Part.PARENT:
            self.second_name.errors = [_l("Each parent has a plan of their own. Leave this empty.")]
            return False
        return True

    def _is_child(self, number: int) -> bool:
        name, born = self[f"child_{number}"], self[f"born_{number}"]
        if born.data and not name.data:
            name.errors = [_l("Write the child’s first name.")]
            return False
        if born.data and born.data > clock.today():
            born.errors = [_l("The date must be in the past.")]
            return False
        return True

    @property
    def adult_names(self) -> list[str]:
        """The full names of the one or two adults."""
        return [name for name in (self.full_name.data, self.second_name.data) if name]

    @property
    def children(self) -> list[tuple[str, date | None]]:
        """First name and birth date of each child that was named."""
        rows = ((self[f"child_{number}"].data, self[f"born_{number}"].data) for number in CHILDREN)
        return [(name, born) for name, born in rows if name]

    @property
    def has_more(self) -> bool:
        """Whether anything stands in the rows after the first child's."""
        rows = (self[f"{what}_{number}"] for number in CHILDREN[1:] for what in ("child", "born"))
        return any(field.data or field.raw_data or field.errors for field in rows)

    @property
    def where(self) -> Nation:
        """The nation that was chosen."""
        return Nation(self.nation.data)

    def ask_again(self) -> None:
        """Somebody of that name is in a family of this worker's already."""
        self.anyway.errors = [_l("Look at the family you have. Or choose “Add anyway”.")]


class NeedForm(Form):
    """One more thing that is needed."""

    need = line(_l("What else is needed?"), needed=_l("Write what is needed."))


class ReviewForm(Form):
    """The day of the next review."""

    review = DateField(_l("Next review"), needed=_l("Write the date of the next review."))
    version = HiddenField()
