"""The judge of pages finds what it is there to find, and lets a good page pass."""

import pytest

from tests.judge import faults

GOOD = """<!doctype html>
<html lang="en"><head><title>Today - Rowan</title><link rel="stylesheet" href="/a.css"></head>
<body><main id="main"><h1>Today</h1>
<svg aria-hidden="true"><use href="#leaf"></use></svg>
<form method="post" hx-post="/tasks" hx-target="#list"><div id="list">
<label for="title">What is to be done?</label><input id="title" name="title" aria-describedby="hint">
<p id="hint">A few words.</p><label><input type="checkbox" name="both"> Both of us</label>
<input type="hidden" name="csrf_token" value="x"><button>Save</button></div></form>
</main><script src="/app.js"></script></body></html>"""

BAD = {
    "two h1": ("</main>", "<h1>Again</h1></main>", "2 h1"),
    "no h1": ("<h1>Today</h1>", "", "0 h1"),
    "a title without the service": ("Today - Rowan", "Today", "does not end with"),
    "no language": (' lang="en"', "", "no language"),
    "a field without a label": ('<label for="title">What is to be done?</label>', "", "has no label"),
    "an id twice": ('<p id="hint">', '<p id="hint"></p><p id="hint">', "twice"),
    "a target that is not there": ("#list", "#tasks", "not on the page"),
    "a target that is no id": ("#list", ".list", "is no id"),
    "a hint that is not there": ('aria-describedby="hint"', 'aria-describedby="help"', "not there"),
    "an inline script": ("</main>", "</main><script>alert(1)</script>", "inline <script>"),
    "an inline style sheet": ("</main>", "</main><style>p{}</style>", "inline <style>"),
    "a style attribute": ("<h1>", '<h1 style="color:red">', "style"),
    "a handler in the markup": ("<button>", '<button onclick="x()">', "onclick"),
    "a handler of htmx in the markup": ("<button>", '<button hx-on:click="x()">', "hx-on"),
    "a script in an address": ("</main>", '<a href="javascript:x()">x</a></main>', "javascript:"),
    "a picture without words": ("</main>", '<img src="/a.png"></main>', "no alt"),
    "a banned word": ("A few words.", "This is Overdue.", "overdue"),
    "a banned word in the title": ("Today - Rowan", "3 missed - Rowan", "missed"),
    "a tag left open": ("</main>", "<div></main>", "HTML:"),
    "a table in a paragraph": ("A few words.", "<table><b>x</b></table>", "HTML:"),
}


def judge(html: str, *, for_family: bool = True) -> list[str]:
    return faults(html, service_name="Rowan", for_family=for_family)


def test_a_good_page_passes():
    assert judge(GOOD) == []


def test_a_part_of_a_page_needs_no_title():
    assert judge('<ul id="list"><li>One</li></ul>') == []


@pytest.mark.parametrize("what", BAD)
def test_it_finds(what):
    before, after, said = BAD[what]
    assert before in GOOD
    found = judge(GOOD.replace(before, after, 1))
    assert any(said in fault for fault in found), found


def test_staff_may_read_of_what_is_overdue():
    assert judge(GOOD.replace("A few words.", "This is overdue."), for_family=False) == []


def test_part_of_a_word_is_not_the_word():
    assert judge(GOOD.replace("A few words.", "A dismissed case.")) == []
