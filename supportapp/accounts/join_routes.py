"""Joining with a code from a worker: the code, then a name, a nickname and a passphrase, then safety."""

from uuid import UUID

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from supportapp.accounts import browser, passphrases, phrases, queries, rules, service, tries
from supportapp.accounts.blueprint import bp
from supportapp.accounts.forms import CodeForm, JoinForm
from supportapp.accounts.models import CodeKind, JoinCode
from supportapp.accounts.service import CodeRefused, NicknameTaken
from supportapp.accounts.tries import Slowed
from supportapp.core.db import db
from supportapp.core.protect import act_as
from supportapp.web import transaction
from supportapp.web.guard import public
from supportapp.web.language import gettext
from supportapp.web.render import page

SECONDS_TO_FILL_IN = 30 * 60


@bp.get("/join")
@public
def join() -> Response:
    """The box for the code."""
    return _ask_code(CodeForm())


@bp.post("/join")
@public
def answer() -> Response:
    """The code was typed, or the page after it was filled in."""
    return _open() if "checked" in request.form else _check()


def _check() -> Response:
    form = CodeForm()
    if not form.validate():
        return _ask_code(form, status=422)
    typed = form.code.data or ""
    bucket = tries.of_address("code", request.remote_addr, rules.CODES_PER_ADDRESS)
    try:
        tries.refuse_if_slowed([bucket])
        fits = service.is_right(CodeKind.INVITE, typed)
        transaction.begin_write()
        tries.hold([bucket])
        code = service.take_code(CodeKind.INVITE, typed, fits=fits)
    except CodeRefused:
        tries.count([bucket])
        transaction.keep()
        return _ask_code(form, status=422, problem=browser.no_such_code())
    except Slowed as slowed:
        return _ask_code(form, status=429, problem=browser.too_many(slowed.seconds))
    return _ask_rest(JoinForm(formdata=None, checked=_signer().dumps(str(code.id))), code)


def _open() -> Response:
    form = JoinForm()
    code_id = _read(form.checked.data)
    if code_id is None:
        return _ask_code(
            CodeForm(formdata=None), status=422, problem=gettext("Please write your code once more.")
        )
    is_fine = form.validate()
    kept_hash = passphrases.hash_passphrase(form.passphrase.data or "") if is_fine else ""
    transaction.begin_write()
    code = queries.code_by_id(code_id)
    if code is None or not service.holds(code):
        return _ask_code(CodeForm(formdata=None), status=422, problem=browser.no_such_code())
    return _join(form, code, kept_hash) if is_fine else _ask_rest(form, code, status=422)


def _join(form: JoinForm, code: JoinCode, kept_hash: str) -> Response:
    assert code.person_id is not None
    act_as(code.person_id)
    names = tries.of_address("start-name", request.remote_addr, rules.NAMES_PER_ADDRESS)  # as in /start
    try:
        tries.hold([names])
        with db.session.begin_nested():
            person = service.use_invite(code, **_chosen(form), kept_hash=kept_hash)
    except NicknameTaken:
        tries.count([names])  # so that nobody reads off here who has an account
        transaction.keep()
        form.say_taken()
        return _ask_rest(form, code, status=422)
    except CodeRefused:
        return _ask_code(CodeForm(formdata=None), status=422, problem=browser.no_such_code())
    except Slowed as slowed:
        return _ask_rest(form, code, status=429, problem=browser.too_many(slowed.seconds))
    return browser.let_in(person, is_own_phone=form.is_own_phone, url="/safety?first=1")


def _chosen(form: JoinForm) -> dict[str, str]:
    return {"known_as": form.known_as.data or "", "nickname": form.nickname.data or ""}


def _ask_code(form: CodeForm, *, status: int = 200, problem: str = "") -> Response:
    return page("accounts/join.html", status=status, form=form, problem=problem)


def _ask_rest(form: JoinForm, code: JoinCode, *, status: int = 200, problem: str = "") -> Response:
    worker = queries.person(code.worker_id)
    return page(
        "accounts/join_account.html",
        status=status,
        form=form,
        problem=problem,
        worker=worker.known_as,
        idea=phrases.three_words(),
    )


def _read(checked: str | None) -> UUID | None:
    """The id of the code that was checked in the last half hour, on this server."""
    try:
        return UUID(_signer().loads(checked or "", max_age=SECONDS_TO_FILL_IN))
    except (BadData, ValueError):
        return None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="join")
