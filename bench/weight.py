"""What travels to a phone: the first visit of Today with all that it loads, and a page after. Bodies only."""

import re
from html.parser import HTMLParser

from flask import Flask

from bench import meter, stores
from bench.page import cookie, make_app
from bench.table import Line
from bench.world import Shape

MOST_FIRST, MOST_AFTER = 70, 6
BROWSER = "gzip, deflate, br"
LOADED = {"link": "href", "script": "src", "use": "href", "img": "src"}
FACE = re.compile(r"@font-face\{(.*?)\}", re.DOTALL)
SPAN = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)


class Loads(HTMLParser):
    """The addresses that a browser loads for a page, and the letters that the page shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.urls: set[str] = set()
        self.letters: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element loads."""
        url = dict(attrs).get(LOADED.get(tag, ""))
        if url and url.startswith("/"):
            self.urls.add(url.split("#")[0])

    def handle_data(self, data: str) -> None:
        """Note the letters."""
        self.letters.update(data)


def weight(_sizes: object) -> list[Line]:
    """The bytes of both visits, and as a control without any compression."""
    app = make_app(stores.rowan_store(Shape("counted", parents=(3, 300), workers=(3, 300))))
    return [*_lines(app, BROWSER), *_lines(app, "identity", is_control=True)]


def _lines(app: Flask, accepts: str, *, is_control: bool = False) -> list[Line]:
    html, parts = first_visit(app, accepts)
    whole = (html + sum(parts.values())) / 1000
    how = ", not compressed" if is_control else ""
    said = f"{whole:.1f} kB (HTML {html / 1000:.1f}, {len(parts)} files {sum(parts.values()) / 1000:.1f})"
    return [
        Line(f"first visit of Today{how}", said, f"<= {MOST_FIRST} kB", whole <= MOST_FIRST, is_control),
        Line(
            f"Today after that, HTML only{how}",
            f"{html / 1000:.1f} kB",
            f"<= {MOST_AFTER} kB",
            html / 1000 <= MOST_AFTER,
            is_control,
        ),
    ]


def first_visit(app: Flask, accepts: str) -> tuple[int, dict[str, int]]:
    """The bytes of Today's HTML, and of each file that an empty browser loads with it."""
    mine = cookie(app, "parent-300")
    plain, _ = meter.call(app, meter.environ("/today", cookie=mine, accepts="identity"))
    loads = Loads(plain.decode())
    for sheet in [url for url in loads.urls if url.endswith(".css")]:
        css, _ = meter.call(app, meter.environ(sheet, accepts="identity"))
        loads.urls |= {
            url if url[0] == "/" else f"/static/{url}" for url in fonts(css.decode(), loads.letters)
        }
    return size(app, "/today", accepts, mine), {url: size(app, url, accepts) for url in sorted(loads.urls)}


def fonts(css: str, letters: set[str]) -> set[str]:
    """The font files that hold any of `letters`."""
    found = set()
    for face in FACE.findall(css):
        spans = [(int(first, 16), int(last or first, 16)) for first, last in SPAN.findall(face)]
        if not spans or any(first <= ord(letter) <= last for letter in letters for first, last in spans):
            found |= set(re.findall(r"url\(([^)]+)\)", face))
    return found


def size(app: Flask, url: str, accepts: str, mine: str = "") -> int:
    """How many bytes the answer's body has on the wire."""
    return len(meter.call(app, meter.environ(url, cookie=mine, accepts=accepts))[0])
