"""A test client that judges every page it is given: whole or in part, asked for or in passing."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

STAFF = ("/desk", "/families", "/organisation", "/privacy", "/reports", "/reminder-health")
BANNED = ("overdue", "failed to", "non-compliant", "missed")
LABELLED = {"input", "select", "textarea"}
NO_LABEL = {"hidden", "submit", "button", "image", "reset"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
RELATIVE_TARGETS = ("this", "closest ", "find ", "next", "previous")


class Page(HTMLParser):
    """What the judge wants to know of a page: its elements, and the words that people see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str], frozenset[str]]] = []
        self.words: list[str] = []
        self.title = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, frozenset(self._open)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}, frozenset(self._open)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        if not {"script", "style"} & set(self._open):
            self.words.append(data)

    def all(self, name: str) -> list[dict[str, str]]:
        """The attributes of every element called `name`."""
        return [attrs for tag, attrs, _ in self.elements if tag == name]

    def ids(self) -> list[str]:
        """Every id, in order, twice if it stands there twice."""
        return [attrs["id"] for _, attrs, _ in self.elements if "id" in attrs]

    def text(self) -> str:
        """The words on the page, in lower case, single-spaced."""
        return " ".join(" ".join(self.words).split()).casefold()


def faults(html: str, *, service_name: str, for_family: bool) -> list[str]:
    """Everything that is wrong with a page, or with a part of one, in words; empty when it is good."""
    page = Page(html)
    is_whole = "<html" in html.lower()
    return [
        *_syntax(html, is_whole=is_whole),
        *(_whole(page, service_name) if is_whole else []),
        *_ids(page),
        *_labels(page),
        *_targets(page),
        *_inline(page),
        *(_words(page) if for_family else []),
    ]


def _syntax(html: str, *, is_whole: bool) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    if is_whole:
        parser.parse(html)
    else:
        parser.parseFragment(html)
    return [f"HTML: {code} {detail or ''} at line {place[0]}" for place, code, detail in parser.errors]


def _whole(page: Page, service_name: str) -> list[str]:
    wrong = []
    if (count := len(page.all("h1"))) != 1:
        wrong.append(f"{count} h1 instead of one")
    if not page.title.strip().endswith(service_name):
        wrong.append(f"the title {page.title.strip()!r} does not end with {service_name!r}")
    if not any(attrs.get("lang") for attrs in page.all("html")):
        wrong.append("the page names no language")
    return wrong


def _ids(page: Page) -> list[str]:
    ids = page.ids()
    wrong = [
        f"id {name!r} stands there twice" for name in sorted({name for name in ids if ids.count(name) > 1})
    ]
    for tag, attrs, _ in page.elements:
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
            wrong += [
                f"<{tag} {attribute}> names {name!r}, which is not there"
                for name in attrs.get(attribute, "").split()
                if name not in ids
            ]
    return wrong


def _labels(page: Page) -> list[str]:
    labelled = {attrs.get("for") for attrs in page.all("label")}
    wrong = []
    for tag, attrs, around in page.elements:
        if tag not in LABELLED or attrs.get("type") in NO_LABEL:
            continue
        named = attrs.get("aria-label") or attrs.get("aria-labelledby")
        if not named and "label" not in around and attrs.get("id") not in labelled:
            wrong.append(f"<{tag} name={attrs.get('name')!r}> has no label")
    wrong += ["an img has no alt" for attrs in page.all("img") if "alt" not in attrs]
    return wrong


def _targets(page: Page) -> list[str]:
    ids, wrong = set(page.ids()), []
    for tag, attrs, _ in page.elements:
        target = attrs.get("hx-target", "")
        if target.startswith("#"):
            if target[1:] not in ids:
                wrong.append(f"<{tag} hx-target={target!r}> is not on the page")
        elif target and not target.startswith(RELATIVE_TARGETS):
            wrong.append(f"<{tag} hx-target={target!r}> is no id")
    return wrong


def _inline(page: Page) -> list[str]:
    wrong = []
    for tag, attrs, _ in page.elements:
        if tag == "style" or (tag == "script" and not attrs.get("src")):
            wrong.append(f"an inline <{tag}>")
        wrong += [f"<{tag} {name}>" for name in attrs if name == "style" or re.match(r"on|hx-on", name)]
        wrong += [
            f"<{tag} {name}={value!r}>" for name, value in attrs.items() if value.startswith("javascript:")
        ]
    return wrong


def _words(page: Page) -> list[str]:
    text = page.text()
    return [f"the page says {word!r}" for word in BANNED if re.search(rf"\b{re.escape(word)}\b", text)]


class JudgingClient(FlaskClient):
    """Every HTML answer that passes through is judged; a bad one fails the test that asked for it."""

    def open(self, *words: Any, **more: Any) -> TestResponse:
        response = super().open(*words, **more)
        if (
            response.mimetype == "text/html"
            and not 300 <= response.status_code < 400
            and not response.is_streamed
        ):
            self._judge(response)
        return response

    def _judge(self, response: TestResponse) -> None:
        if "Content-Encoding" in response.headers or not (html := response.get_data(as_text=True)):
            return
        path = urlsplit(response.request.url).path
        settings = self.application.config["ROWAN"]
        wrong = faults(html, service_name=settings.service_name, for_family=not path.startswith(STAFF))
        assert not wrong, f"{response.request.method} {path}: " + "; ".join(wrong)
