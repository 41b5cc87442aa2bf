"""Pathways: choose one, say when it happened, and its steps are there; move a date and the open steps move."""

from flask import Response

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Area, Nation, Pathway
from supportapp.core.errors import NotFound
from supportapp.people import queries as people
from supportapp.plans import queries as plans
from supportapp.plans.queries import HeldPlan
from supportapp.tasks import pathways, queries
from supportapp.tasks.blueprint import FAMILY_PLAN, bp
from supportapp.tasks.forms import DatesForm, dates_form
from supportapp.tasks.queries import HeldPathway, Started
from supportapp.web.guard import guard
from supportapp.web.render import page, saved
from supportapp.web.viewed import note_view

READ, START = Permission.PLAN_READ, Permission.PATHWAY_START


@bp.get("/pathways")
@bp.get(f"{FAMILY_PLAN}/pathways")
@guard(START, plans.plan_at, read=READ)
def choose(actor: Actor, held: HeldPlan) -> Response:
    """The pathways that fit the part and the nation of the people whose plan it is."""
    fitting = queries.pathways_for(people.standing(actor, held.plan.circle_id, held.holder_ids))
    shown = [pathway for pathway in fitting if not pathway.is_discreet]
    return page(
        "tasks/pathways.html",
        by_area={area: [pathway for pathway in shown if pathway.area is area] for area in Area},
        private=[pathway for pathway in fitting if pathway.is_discreet],
        running={start.pathway_id: start for start in queries.starts_of(actor, held.plan.id)},
        place=_pathways(actor, held),
        back=held.path(actor),
    )


@bp.get("/pathways/<slug>")
@bp.get(f"{FAMILY_PLAN}/pathways/<slug>")
@guard(START, queries.pathway_at, read=READ)
def ask(actor: Actor, found: HeldPathway) -> Response:
    """One pathway: what its steps are, and the question about dates."""
    return _ask(actor, found, _form(actor, found.pathway, found.standing.nation))


@bp.post("/pathways/<slug>")
@bp.post(f"{FAMILY_PLAN}/pathways/<slug>")
@guard(START, queries.pathway_at, read=READ)
def begin(actor: Actor, found: HeldPathway) -> Response:
    """Start the pathway: its tasks are made, or brought up to date where it had been started."""
    nation = found.standing.nation
    form = _form(actor, found.pathway, nation)
    if not form.validate():
        return _ask(actor, found, form, status=422)
    start, is_new = pathways.start(
        actor, found.held, found.pathway, nation=nation, dates=form.dates, period_day=form.day_of_period
    )
    return saved(f"/started/{start.id}", "started" if is_new else "again")


@bp.get("/started/<uuid:start_id>")
@guard(READ, queries.started, read=READ)
def started(actor: Actor, found: Started) -> Response:
    """A started pathway: its dates, which can be moved, and its steps."""
    form = _form(actor, _pathway(found), found.start.nation)
    form.show({row.event: row.happens_on for row in found.dates}, found.start.period_day)
    return _started(actor, found, form)


@bp.post("/started/<uuid:start_id>")
@guard(START, queries.started, read=READ)
def move(actor: Actor, found: Started) -> Response:
    """Change the dates; only steps that are not done move."""
    form = _form(actor, _pathway(found), found.start.nation)
    if not form.validate():
        return _started(actor, found, form, status=422)
    if pathways.is_taken(actor, found, form.dates):
        form.say_taken()
        return _started(actor, found, form, status=422)
    pathways.move(actor, found, dates=form.dates, period_day=form.day_of_period)
    return saved(f"/started/{found.start.id}", "moved")


def _ask(actor: Actor, found: HeldPathway, form: DatesForm, *, status: int = 200) -> Response:
    return page(
        "tasks/pathway.html",
        status=status,
        form=form,
        held=found.held,
        pathway=found.pathway,
        nation=found.standing.nation,
        steps=load_catalogue().steps_of(found.pathway, found.standing.nation),
        place=_pathways(actor, found.held),
    )


def _started(actor: Actor, found: Started, form: DatesForm, *, status: int = 200) -> Response:
    note_view(actor, "pathway", found.start.id, found.held.plan.circle_id)
    return page(
        "tasks/started.html",
        status=status,
        form=form,
        held=found.held,
        start=found.start,
        pathway=_pathway(found),
        dates=found.dates,
        tasks=queries.tasks_of_start(actor, found.start.id),
        back=found.held.path(actor),
    )


def _pathways(actor: Actor, held: HeldPlan) -> str:
    return "/pathways" if actor.role is Role.FAMILY else f"{held.path(actor)}/pathways"


def _form(actor: Actor, pathway: Pathway, nation: Nation) -> DatesForm:
    return dates_form(pathway, nation, for_worker=actor.role is not Role.FAMILY)()


def _pathway(found: Started) -> Pathway:
    pathway = load_catalogue().pathway(found.start.pathway_id)
    if pathway is None:  # taken out of the content since: its tasks stay, it cannot be moved
        raise NotFound
    return pathway
