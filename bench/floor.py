"""The floor: the least that any signed-in page of a list costs with the libraries that Rowan stands on.

Flask, a Jinja page of 30 rows, SQLAlchemy's ORM over an index of a table of a million rows, flask-login, a
CSRF token and gzip. Nothing of Rowan's is imported. Run as `python -m bench.floor DATABASE CALLS WARM_UP`.
"""

import gzip
import sys
from datetime import datetime

from flask import Flask, Response, render_template
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from sqlalchemy import Engine, Index, create_engine, event, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, scoped_session, sessionmaker

from bench import meter

SINCE = datetime(2026, 3, 1)  # noqa: DTZ001 - the floor keeps plain times
NAV = (
    ("/", "Today"),
    ("/plan", "My plan"),
    ("/help", "Help"),
    ("/people", "People"),
    ("/time", "Time"),
    ("/me", "Me"),
)
ROWS = 30
OWNER = 5


class Base(DeclarativeBase):
    """The floor's two tables."""


class Owner(UserMixin, Base):
    """Somebody who signs in."""

    __tablename__ = "owner"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Item(Base):
    """One of the rows on the page."""

    __tablename__ = "item"
    __table_args__ = (Index("ix_item_owner_id_due_at", "owner_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int]
    title: Mapped[str]
    area: Mapped[str]
    state: Mapped[str]
    due_at: Mapped[datetime]
    note: Mapped[str]
    contact: Mapped[str | None]
    changed_at: Mapped[datetime]


def make_app(database: str) -> Flask:
    """The floor app over a file made by `bench.floor_rows`."""
    app = Flask("bench")
    app.config.update(SECRET_KEY="f" * 32, WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)
    sessions = _sessions(app, create_engine(f"sqlite:///{database}"))
    _sign_in(app, sessions)

    @app.get("/")
    @login_required
    def show() -> str:
        rows = select(Item).where(Item.owner_id == current_user.id, Item.due_at >= SINCE)
        items = sessions.scalars(rows.order_by(Item.due_at).limit(ROWS)).all()
        return render_template("today.html", items=items, nav=NAV, token=generate_csrf, who=current_user.name)

    @app.after_request
    def squeeze(response: Response) -> Response:
        response.vary.add("Accept-Encoding")
        response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        return response

    return app


def _sessions(app: Flask, engine: Engine) -> scoped_session:
    @event.listens_for(engine, "connect")
    def on_connect(raw: object, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000"):
            raw.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    sessions = scoped_session(sessionmaker(engine, expire_on_commit=False))
    app.teardown_appcontext(lambda _error: sessions.remove())
    return sessions


def _sign_in(app: Flask, sessions: scoped_session) -> None:
    manager = LoginManager(app)
    manager.user_loader(lambda key: sessions.get(Owner, int(key)))

    @app.get("/sign-in")
    def sign_in() -> str:
        login_user(sessions.get(Owner, OWNER))
        return generate_csrf()


def main(database: str, calls: str, warm_up: str) -> None:
    app = make_app(database)
    _, headers = meter.call(app, meter.environ("/sign-in"))
    request = meter.environ("/", cookie=headers["Set-Cookie"].split(";")[0])
    meter.tell(meter.measure(app, request, calls=int(calls), warm_up=int(warm_up)))


if __name__ == "__main__":
    main(*sys.argv[1:])
