"""What somebody who starts alone is asked: who they are, what is happening, when, and how to sign in."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from supportapp.accounts.forms import AccountFields
from supportapp.content.models import ForRole, Nation, Pathway
from supportapp.people.models import Organisation
from supportapp.tasks.forms import DatesForm, dates_form
from supportapp.web import words
from supportapp.web.forms import Form, offer, pick


class WhoForm(Form):
    """The first page, sent by GET: nothing is kept, so no token is needed."""

    class Meta(Form.Meta):
        csrf = False

    role = pick(_l("Who are you to the child?"), words.choices(*ForRole), needed=_l("Choose who you are."))
    nation = pick(_l("Where do you live?"), words.choices(*Nation), needed=_l("Choose where you live."))
    organisation = pick(_l("Who should look after your plan?"), [], needed=_l("Choose an organisation."))


class WhatForm(Form):
    """The second page, sent by GET too."""

    class Meta(Form.Meta):
        csrf = False

    pathway = pick(_l("What is happening?"), [], needed=_l("Choose what is happening."))


class StartForm(AccountFields, DatesForm):
    """The last page: the days of one pathway, and an account. `start_form` adds a field for each day."""


@dataclass(frozen=True, slots=True)
class Who:
    """The answers to the first page."""

    role: ForRole
    nation: Nation
    organisation: Organisation


def who_form(asked: MultiDict[str, str], organisations: Sequence[Organisation]) -> WhoForm:
    """The first page's form, filled from the address. With one organisation there is nothing to choose."""
    form = WhoForm(formdata=asked if asked else None)
    form.organisation.choices = offer((str(each.id), each.name) for each in organisations)
    if len(organisations) == 1:
        form.organisation.data = str(organisations[0].id)
        form.organisation.validators = []
    return form


def what_form(asked: MultiDict[str, str], pathways: Sequence[Pathway]) -> WhatForm:
    """The second page's form, with the pathways to choose from."""
    form = WhatForm(formdata=asked if "asked" in asked else None)
    form.pathway.choices = offer((pathway.id, pathway.title) for pathway in pathways)
    return form


def start_form(pathway: Pathway, nation: Nation) -> type[StartForm]:
    """The form for one pathway in one nation."""
    dates = dates_form(pathway, nation, for_worker=False)
    return type("PathwayStartForm", (AccountFields, dates), {})
