"""Walks the app as anybody in the world: a client for each person, with the form token that a page would hold."""

from typing import Any

from flask import Flask
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse

from supportapp.web.cookies import cookie_name
from tests.judge import JudgingClient
from tests.world import NOBODY, World, build, sign_in_token

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


class Walker:
    """The world, with everybody signed in on a device of their own."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.world: World = build()
            self.tokens = {name: sign_in_token(person_id) for name, person_id in self.world.people.items()}

    def client(self, who: str) -> JudgingClient:
        """A browser with `who` signed in; a bare one for nobody."""
        client = self.app.test_client()
        assert isinstance(client, JudgingClient)
        if who != NOBODY:
            client.set_cookie(cookie_name(self.app), self.tokens[who])
        return client

    def get(self, who: str, url: str, **options: Any) -> TestResponse:
        """A page, as `who`."""
        return self.client(who).get(url, **options)

    def post(self, who: str, url: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """A form sent from one of our pages, as `who`, with its token."""
        client = self.client(who)
        token = self.form_token(who, client)
        headers = {**OUR_PAGE, **options.pop("headers", {})}
        return client.post(url, data={**(data or {}), "csrf_token": token}, headers=headers, **options)

    def form_token(self, who: str, client: JudgingClient) -> str:
        """What the hidden field of a form would hold in this browser."""
        if who == NOBODY:
            client.get("/sign-in")
            cookie = client.get_cookie(cookie_name(self.app))
            assert cookie is not None
            token = cookie.value
        else:
            token = self.tokens[who]
        with self.app.test_request_context(headers={"Cookie": f"{cookie_name(self.app)}={token}"}):
            return str(generate_csrf())
