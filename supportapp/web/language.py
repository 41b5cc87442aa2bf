"""The words of one request's language, looked up once: flask-babel looks anew for each of a page's hundred words."""

from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from flask import Flask, g
from flask_babel import get_locale, get_translations
from markupsafe import Markup

# Not on `g`: a page asks a hundred times, and a look at `g` takes twenty times as long as this does.
_language: ContextVar[str] = ContextVar("language", default="")


def init_app(app: Flask) -> None:
    """Give templates `_`, `gettext` and `ngettext` that ask the language of the request once.

    As with Jinja's own, what the words hold is trusted and what is put into them is escaped.
    """
    app.jinja_env.globals.update(_=in_page, gettext=in_page, ngettext=plural_in_page)

    @app.before_request
    @app.teardown_appcontext
    def forget(_error: BaseException | None = None) -> None:
        _language.set("")  # the next request on this thread may be in another language


def in_page(text: str, **values: Any) -> Markup:
    """Words of ours in a page, with values in their places."""
    found = _words(locale(), text)
    return found % values if values else found


@lru_cache(maxsize=4096)
def _words(_locale: str, text: str) -> Markup:
    return Markup(_catalogue().ugettext(text))  # noqa: S704  # our own words, never a person's


def plural_in_page(one: str, many: str, num: int, **values: Any) -> Markup:
    """Words of ours that depend on a number; `%(num)d` stands for it."""
    found = _plural(locale(), one, many, num)
    return found % values if values else found


@lru_cache(maxsize=4096)
def _plural(_locale: str, one: str, many: str, num: int) -> Markup:
    found = _catalogue().ungettext(one, many, num)
    return Markup(found % {"num": num} if "%(num)" in found else found)  # noqa: S704  # our own words


def gettext(text: str, **values: Any) -> str:
    """Words of ours outside pages."""
    found = _plain(locale(), text)
    return found % values if values else found


@lru_cache(maxsize=4096)
def _plain(_locale: str, text: str) -> str:
    return str(_catalogue().ugettext(text))


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """Words of ours outside pages that depend on a number."""
    found = str(_plural(locale(), one, many, num))
    return found % values if values else found


def locale() -> str:
    """The language of this request: "en", "cy"."""
    name = _language.get()
    if not name:
        name = str(get_locale() or "en")
        _language.set(name)
    return name


def _catalogue() -> Any:
    found = g.get("catalogue")
    if found is None:
        found = g.catalogue = get_translations()
    return found
