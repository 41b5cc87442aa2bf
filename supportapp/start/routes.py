"""Starting alone, with no worker yet: three pages, nothing kept until the last, and a plan at the end."""

from flask import Blueprint, Response, request

from supportapp.accounts import browser, passphrases, phrases, rules, tries
from supportapp.accounts.queries import open_organisations
from supportapp.accounts.service import NicknameTaken
from supportapp.accounts.tries import Slowed
from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Area, ForRole, Nation, Pathway
from supportapp.core.db import db
from supportapp.core.errors import NotFound
from supportapp.start import service
from supportapp.start.forms import StartForm, Who, start_form, what_form, who_form
from supportapp.start.service import Beginning
from supportapp.web import transaction
from supportapp.web.guard import public
from supportapp.web.language import gettext
from supportapp.web.render import page

bp = Blueprint("start", __name__)


@bp.get("/start")
@public
def start() -> Response:
    """The page whose question has no answer in the address yet."""
    asked = _asked()
    if isinstance(asked, Response):
        return asked
    who, pathway = asked
    return _ask_when(who, pathway, start_form(pathway, who.nation)(formdata=None))


@bp.post("/start")
@public
def begin() -> Response:
    """Make the person, the plan and its steps, and sign them in."""
    asked = _asked()
    if isinstance(asked, Response):
        return asked
    who, pathway = asked
    form = start_form(pathway, who.nation)()
    if not form.validate():
        return _ask_when(who, pathway, form, status=422)
    return _begin(who, pathway, form)


def _asked() -> Response | tuple[Who, Pathway]:
    """What the address says so far, or the page that asks for more. NotFound where nobody may start."""
    if not (organisations := open_organisations()):
        raise NotFound
    form = who_form(request.args, organisations)
    is_sent = bool(request.args) or request.method == "POST"
    if not is_sent or not form.validate():
        return page("start/who.html", status=422 if is_sent else 200, form=form)
    chosen = next(each for each in organisations if str(each.id) == form.organisation.data)
    who = Who(ForRole(form.role.data), Nation(form.nation.data), chosen)
    return _asked_what(who)


def _asked_what(who: Who) -> Response | tuple[Who, Pathway]:
    fitting = offered(who)
    form = what_form(request.args, fitting)
    is_sent = "asked" in request.args or request.method == "POST"
    if is_sent and form.validate():
        return who, next(pathway for pathway in fitting if pathway.id == form.pathway.data)
    by_area = {area: [pathway for pathway in fitting if pathway.area is area] for area in Area}
    return page("start/what.html", status=422 if is_sent else 200, form=form, who=who, by_area=by_area)


def offered(who: Who) -> list[Pathway]:
    """The pathways to choose from; one that is private is not shown before somebody is signed in."""
    fitting = load_catalogue().pathways_for(who.nation, [who.role])
    return [pathway for pathway in fitting if not pathway.is_discreet]


def _begin(who: Who, pathway: Pathway, form: StartForm) -> Response:
    starts = tries.of_address("start", request.remote_addr, rules.STARTS_PER_ADDRESS)
    names = tries.of_address("start-name", request.remote_addr, rules.NAMES_PER_ADDRESS)
    try:
        tries.refuse_if_slowed([starts, names])
        kept_hash = passphrases.hash_passphrase(form.passphrase.data or "")
        transaction.begin_write()
        tries.hold([starts, names])
        with db.session.begin_nested():
            person = service.begin(_beginning(who, pathway, form, kept_hash))
    except NicknameTaken:
        tries.count([names])  # so that nobody reads off here who has an account
        transaction.keep()
        form.say_taken()
        return _ask_when(who, pathway, form, status=422)
    except Slowed as slowed:
        return _ask_when(who, pathway, form, status=429, problem=_too_many(slowed.seconds))
    tries.count([starts])
    return browser.let_in(person, is_own_phone=form.is_own_phone, url="/today", said="started")


def _beginning(who: Who, pathway: Pathway, form: StartForm, kept_hash: str) -> Beginning:
    return Beginning(
        organisation_id=who.organisation.id,
        role=who.role,
        nation=who.nation,
        pathway=pathway,
        dates=form.dates,
        period_day=form.day_of_period,
        known_as=form.known_as.data or "",
        nickname=form.nickname.data or "",
        kept_hash=kept_hash,
    )


def _too_many(seconds: int) -> str:
    return str(
        gettext(
            "Several plans were started from here. Please wait %(time)s, then try again.",
            time=browser.how_long(seconds),
        )
    )


def _ask_when(
    who: Who, pathway: Pathway, form: StartForm, *, status: int = 200, problem: str = ""
) -> Response:
    return page(
        "start/when.html",
        status=status,
        form=form,
        problem=problem,
        who=who,
        pathway=pathway,
        days=[field for field in form if field.name.startswith("on_")],
        idea=phrases.three_words(),
    )
