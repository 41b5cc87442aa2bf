"""Sign in and sign out."""

from flask import Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from supportapp.access.actor import Actor
from supportapp.access.policy import Permission
from supportapp.accounts import browser, signing
from supportapp.accounts.blueprint import bp
from supportapp.accounts.forms import SignInForm
from supportapp.accounts.login import way_back
from supportapp.accounts.signing import Attempt, DidNotMatch
from supportapp.accounts.tries import Slowed
from supportapp.web.cookies import renew
from supportapp.web.guard import guard_screen, public
from supportapp.web.language import gettext
from supportapp.web.render import page, saved


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """The form; whoever is signed in goes on."""
    if current_user.is_authenticated:
        return redirect(_onward(), 303)
    return _show(SignInForm(phone=browser.OWN if browser.device() else None))


@bp.post("/sign-in")
@public
def check() -> Response:
    """Sign in, or say that it did not match, in the same words for every cause."""
    form = SignInForm()
    if not form.validate():
        return _show(form, status=422)
    attempt = Attempt(
        form.nickname.data or "", form.passphrase.data or "", request.remote_addr, browser.device()
    )
    try:
        person = signing.check(attempt)
    except DidNotMatch:
        return _show(form, status=422, problem=_no_match())
    except Slowed as slowed:
        return _slowed(form, slowed.seconds)
    onward = way_back(request.args.get("next")) or browser.home(person.role)
    return browser.let_in(person, is_own_phone=form.is_own_phone, url=onward)


@bp.post("/sign-out")
@guard_screen(Permission.SIGNED_IN)
def sign_out(actor: Actor) -> Response:
    """End this sign-in; the cookie that this browser held opens nothing any more."""
    signing.leave(actor, current_user.sign_in_id)
    renew(session)
    return saved(url_for(".sign_in"), "out")


def _onward() -> str:
    return way_back(request.args.get("next")) or browser.home(current_user.person.role)


def _no_match() -> str:
    return str(gettext("That did not match. Check the name and the passphrase, or ask your worker for help."))


def _slowed(form: SignInForm, seconds: int) -> Response:
    response = _show(form, status=429, problem=browser.too_many(seconds))
    response.headers["Retry-After"] = str(seconds)
    return response


def _show(form: SignInForm, *, status: int = 200, problem: str = "") -> Response:
    return page(
        "accounts/sign_in.html", status=status, form=form, problem=problem, next=request.args.get("next")
    )
