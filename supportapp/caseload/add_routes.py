"""Adding a family, on one page and in under a minute."""

from collections.abc import Sequence

from flask import Response

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.caseload import family_queries as queries
from supportapp.caseload import service
from supportapp.caseload.blueprint import bp
from supportapp.caseload.family_queries import Known
from supportapp.caseload.forms import CHILDREN, FamilyForm
from supportapp.caseload.service import NewFamily
from supportapp.people import queries as people
from supportapp.people.models import Part
from supportapp.people.service import NewPerson
from supportapp.web.guard import guard_screen
from supportapp.web.render import page, saved


@bp.get("/families/new")
@guard_screen(Permission.FAMILY_ADD)
def new(actor: Actor) -> Response:
    """The empty form; it starts from the nation of the organisation."""
    return _page(FamilyForm(nation=people.organisation(actor.org_id).nation.value))


@bp.post("/families/new")
@guard_screen(Permission.FAMILY_ADD)
def add(actor: Actor) -> Response:
    """Add the family; where the name is known to this worker already, ask once more."""
    form = FamilyForm()
    if not form.validate():
        return _page(form, status=422)
    known = queries.known_as_well(actor, form.adult_names)
    if known and form.anyway.data != "yes":
        form.ask_again()
        return _page(form, status=422, known=known)
    circle = service.add_family(actor, _entry(form))
    return saved(f"/families/{circle.id}", "family")


def _page(form: FamilyForm, *, status: int = 200, known: Sequence[Known] = ()) -> Response:
    return page(
        "caseload/new.html", status=status, form=form, known=known, numbers=CHILDREN, more=form.has_more
    )


def _entry(form: FamilyForm) -> NewFamily:
    part = Part(form.part.data)
    first = NewPerson(form.full_name.data or "", part, form.known_as.data or "", form.relation.data or None)
    second = NewPerson(
        form.second_name.data or "", part, form.second_known_as.data or "", form.second_relation.data or None
    )
    return NewFamily(
        nation=form.where,
        council=form.council.data or None,
        adults=(first, second) if form.second_name.data else (first,),
        children=tuple(NewPerson(name, Part.CHILD, name, born_on=born) for name, born in form.children),
    )
