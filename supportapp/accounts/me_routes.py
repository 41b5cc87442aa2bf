"""Me: who I am here, who works with me, where I am signed in, and how Rowan looks."""

from flask import Response, request
from flask_login import current_user

from supportapp.access.actor import Actor, Role
from supportapp.access.policy import Permission
from supportapp.accounts import browser, queries, rules, service, signing, tries
from supportapp.accounts.blueprint import bp
from supportapp.accounts.forms import CodeForm, LookForm
from supportapp.accounts.service import CodeRefused
from supportapp.accounts.tries import Slowed
from supportapp.audit import service as audit
from supportapp.core.db import db
from supportapp.people import queries as people
from supportapp.people.models import TextSize, Theme
from supportapp.web import transaction
from supportapp.web.guard import guard_screen
from supportapp.web.render import page, saved


@bp.get("/me")
@guard_screen(Permission.SIGNED_IN)
def me(actor: Actor) -> Response:
    """One page about oneself."""
    return _me(actor)


@bp.post("/me/worker")
@guard_screen(Permission.OWN_PAGES)
def join_worker(actor: Actor) -> Response:
    """Somebody who started alone lets a worker stand beside them, with the worker's code."""
    form = CodeForm()
    if not form.validate():
        return _me(actor, status=422, form=form)
    bucket = tries.of_address("code", request.remote_addr, rules.CODES_PER_ADDRESS)
    try:
        tries.hold([bucket])
        service.use_link_code(actor, form.code.data or "")
    except CodeRefused:
        tries.count([bucket])
        transaction.keep()
        return _me(actor, status=422, form=form, problem=browser.no_such_code())
    except Slowed as slowed:
        return _me(actor, status=429, form=form, problem=browser.too_many(slowed.seconds))
    return saved("/me", "linked")


@bp.post("/me/link-code")
@guard_screen(Permission.FAMILY_ADD)
def link_code(actor: Actor) -> Response:
    """A code for somebody who started alone; it is on this answer and nowhere else."""
    return _me(actor, code=service.make_link_code(actor))


@bp.post("/me/devices")
@guard_screen(Permission.SIGNED_IN)
def leave_others(actor: Actor) -> Response:
    """Sign out everywhere but here."""
    signing.leave_others(actor, current_user.sign_in_id)
    return saved("/me", "out-everywhere")


@bp.get("/me/look")
@guard_screen(Permission.SIGNED_IN)
def look(_actor: Actor) -> Response:
    """How Rowan looks to me."""
    return page("accounts/look.html", here="/me", form=_look_form())


@bp.post("/me/look")
@guard_screen(Permission.SIGNED_IN)
def change_look(actor: Actor) -> Response:
    """Keep how it should look; the page itself is the preview."""
    form = LookForm()
    if not form.validate():
        return page("accounts/look.html", status=422, here="/me", form=form)
    person = people.oneself(actor)
    person.text_size, person.theme = TextSize(form.text_size.data), Theme(form.theme.data)
    person.wants_calm = form.wants_calm.data
    db.session.flush()
    audit.record(actor, "person:look", kind="person", object_id=actor.person_id)
    return saved("/me/look", "look")


def _look_form() -> LookForm:
    person = current_user.person
    return LookForm(text_size=person.text_size.value, theme=person.theme.value, wants_calm=person.wants_calm)


def _me(
    actor: Actor, *, status: int = 200, form: CodeForm | None = None, problem: str = "", code: str = ""
) -> Response:
    found = [people.workers(actor, circle_id) for circle_id in actor.circle_ids if actor.role is Role.FAMILY]
    names = sorted({worker.known_as for workers in found for _duty, worker in workers})
    return page(
        "accounts/me.html",
        status=status,
        here="/me",
        organisation=current_user.organisation,
        sign_ins=queries.own_sign_ins(actor),
        here_now=current_user.sign_in_id,
        workers=names,
        is_alone=actor.role is Role.FAMILY and bool(queries.circles_alone(actor)),
        form=form or CodeForm(formdata=None),
        problem=problem,
        code=code,
    )
