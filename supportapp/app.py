"""Puts the house together. Imports every feature; no feature imports it."""

from flask import Flask
from flask_babel import Babel
from flask_login import current_user
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from supportapp.accounts import login
from supportapp.accounts.routes import bp as accounts
from supportapp.caseload.routes import bp as caseload
from supportapp.contact.routes import bp as contact
from supportapp.core import keys, sqlite
from supportapp.core.db import db
from supportapp.core.protect import watch
from supportapp.core.settings import Settings
from supportapp.dates.routes import bp as dates
from supportapp.directory.routes import bp as directory
from supportapp.start.routes import bp as start
from supportapp.tasks.routes import bp as tasks
from supportapp.today.routes import bp as today
from supportapp.web import (
    assets,
    compression,
    errors,
    guard,
    headers,
    origin,
    shell,
    timing,
    transaction,
    uploads,
)
from supportapp.web.cookies import TokenCookie

BLUEPRINTS = (accounts, today, tasks, contact, dates, directory, start, caseload)
LARGEST_FORM = 256 * 1024


def create_app(settings: Settings) -> Flask:
    """The whole app. Raises SettingsRefused where the data folder cannot be used."""
    app = Flask("supportapp", static_folder=None)
    _configure(app, settings)
    _open_database(app, settings)
    # What is set up first sees an answer last: an answer is settled, pressed, hardened, and only then timed.
    if not settings.is_production:
        with app.app_context():
            timing.init_app(app, db.engine)
    headers.init_app(app, is_https=settings.is_https)
    compression.init_app(app)
    transaction.init_app(app, errors.busy)
    origin.init_app(app)
    uploads.init_app(app)  # before the form's token is looked for, and the whole form read
    CSRFProtect(app)
    Htmx(app)
    login.init_app(app)
    Babel(app, locale_selector=_language)
    assets.init_app(app, settings.data / "static")
    shell.init_app(app, settings)
    errors.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    guard.require_marks(app)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    secret = keys.secret_key(settings)
    app.session_interface = TokenCookie(secret)
    app.config.update(
        ROWAN=settings,
        SECRET_KEY=secret,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SESSION_COOKIE_SECURE=settings.is_https,
        TRUSTED_HOSTS=settings.hosts,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=100,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # `origin` checks where a write comes from, and without a Referer
        BABEL_DEFAULT_LOCALE="en",
        BABEL_TRANSLATION_DIRECTORIES="translations",
    )
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def _open_database(app: Flask, settings: Settings) -> None:
    db.init_app(app)
    with app.app_context():
        sqlite.prepare(db.engine, synchronous=settings.sqlite_synchronous)
        watch(db.engine)


def _language() -> str:
    return str(current_user.person.language) if current_user and current_user.is_authenticated else "en"
