"""Every answer, whatever it is, carries the headers that keep a page to itself."""

import pytest
from flask import Flask

from supportapp.core.settings import Settings
from tests.walker import Walker

URLS = ("/", "/sign-in", "/today", "/plan", "/nothing", "/safety", "/services", "/session")


@pytest.mark.parametrize("url", URLS)
def test_every_answer_is_hardened_and_kept_by_nobody(app: Flask, url: str) -> None:
    headers = Walker(app).get("parent", url).headers
    csp = headers["Content-Security-Policy"]
    assert "default-src 'none'" in csp
    assert "unsafe" not in csp
    assert "frame-ancestors 'none'" in csp
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "noindex" in headers["X-Robots-Tag"]
    assert "Server" not in headers


def test_pages_and_parts_are_told_apart_by_caches(app: Flask) -> None:
    assert {"HX-Request", "HX-Target"} <= set(Walker(app).get("parent", "/today").vary)


def test_another_host_is_refused(app: Flask) -> None:
    assert app.test_client().get("/", headers={"Host": "evil.example"}).status_code == 400


def test_over_tls_the_cookie_is_bound_to_the_host(make_app) -> None:
    app = make_app(base_url="https://rowan.example")
    answer = app.test_client().get("/sign-in", base_url="https://rowan.example")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-id=")
    assert "Secure" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Domain" not in cookie
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]


def test_statements_are_counted_aloud_in_development_only(app: Flask, make_app) -> None:
    assert "queries" in Walker(app).get("parent", "/today").headers["Server-Timing"]
    live = make_app(env="production", secret_key="k" * 16 + "Zq9" * 8, base_url="https://rowan.example")
    answer = live.test_client().get("/sign-in", base_url="https://rowan.example")
    assert "Server-Timing" not in answer.headers


def test_static_files_may_be_kept_for_a_year_under_their_own_hash(app: Flask) -> None:
    page = app.test_client().get("/sign-in").text
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = app.test_client().get(sheet, headers={"Accept-Encoding": "br"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    answer.close()


def test_the_settings_name_the_service_on_every_page(make_app) -> None:
    assert Settings().service_name == "Rowan"
    assert "– Oak</title>" in make_app(service_name="Oak").test_client().get("/safety").text
