"""Chromium, and somebody's browser in it: a phone or a desk, light or dark, with script or without."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

from tests.browser.site import Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Playwright turns off what people's browsers do: they keep a page as it was, and show it again on Back.
NO_WAY_BACK = "--disable-back-forward-cache"
PHONE, DESK = {"width": 360, "height": 800}, {"width": 1280, "height": 800}
LONGEST_WAIT = 15_000
# Chromium says so of every page that is no 200; whether that was right is for the test to say.
PLAIN_ANSWERS = tuple(f"with a status of {status}" for status in (404, 409, 422, 429))


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's own Chromium, without a window."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert program, f"none of these is on the PATH, and CHROMIUM is not set: {', '.join(NAMES)}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=[*ARGS], ignore_default_args=[NO_WAY_BACK]
        )
        yield browser
        browser.close()


class Visitors:
    """Opens browsers for people, and writes down what went wrong in any of them."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self._browser, self._site = browser, site
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(self, who: str = "", *, size: dict[str, int] = PHONE, script: bool = True) -> Page:
        """A new browser, signed in as `who` if a nickname is given, on an empty page."""
        context = self._browser.new_context(
            base_url=self._site.url,
            viewport={**size},
            java_script_enabled=script,
            color_scheme="light",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        self._contexts.append(context)
        context.set_default_timeout(LONGEST_WAIT)
        if who:
            context.add_cookies([self._cookie(who)])
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("response", self._on_response)
        return context.new_page()

    def leave(self) -> None:
        """Close every browser."""
        for context in self._contexts:
            context.close()

    def _cookie(self, who: str) -> Any:
        return {"name": "rowan-id", "value": self._site.tokens[who], "url": self._site.url}

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(plain in message.text for plain in PLAIN_ANSWERS):
            self.complaints.append(f"console: {message.text}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.complaints.append(f"answer: {response.status} {response.url}")
