"""The language is looked up once a request, and never handed on to the next."""

from flask import Flask
from flask_babel import force_locale

from supportapp.web.language import locale


def test_a_language_ends_with_what_asked_for_it(app: Flask) -> None:
    with app.app_context(), force_locale("cy"):
        assert locale() == "cy"
    with app.app_context():
        assert locale() == "en"
