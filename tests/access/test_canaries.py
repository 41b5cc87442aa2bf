"""The canary world: every confidential word is unlike any other, and nobody finds one that is not theirs."""

import re
from collections import deque

import pytest
from flask import Flask

from supportapp.core.db import db
from supportapp.core.protect import system
from tests.family_time import add_step_and_days, may_not_read
from tests.judge import JudgingClient
from tests.walker import Walker
from tests.world import WHO

MAY_READ = {
    "parent": {"parent"},
    "carer": {"carer"},
    "other_parent": {"other_parent"},
    "worker": {"parent", "carer", "former_member"},
}
# A manager knows the titles of the organisation's families, which are the names on their plans, and nothing else.
TITLE = re.compile(r"Zq\w+(given|family)")
TITLES_OF = {
    "manager": ("parent", "carer", "former_member", "other_parent"),
    "excluded_manager": ("other_parent",),
}
LINK = re.compile(rb'(?:href|hx-get|action)="(/[^"#]*)')
PARTS = ("where", "status", "row", "cases", "list", "goals", "tasks", "notes", "going", "dates", "agenda")
FIRST = ("/", "/today", "/plan", "/families", "/help", "/me", "/services", "/pathways")
FIRST += ("/family-time", "/letters", "/fares", "/notes", "/me/dates", "/me/calendar")
MOST = 400


def _filled(app: Flask) -> Walker:
    walker = Walker(app)
    with app.app_context(), system("canaries"):
        add_step_and_days(walker.world.contact, walker.world.people)
        db.session.commit()
    return walker


def crawl(client: JudgingClient) -> dict[str, bytes]:
    """Everything that can be reached by links from the first pages: whole pages, and what htmx could ask for."""
    waiting, found = (
        deque(FIRST),
        {},
    )
    while waiting and len(found) < MOST:
        url = waiting.popleft()
        if url in found or url.startswith(("/static", "/sign-out")):
            continue
        answer = client.get(url)
        found[url] = answer.data + str(answer.headers).encode()
        waiting.extend(link.decode().replace("&amp;", "&") for link in LINK.findall(answer.data))
        if location := answer.headers.get("Location", ""):
            waiting.append(location)
    return found


@pytest.mark.parametrize("who", WHO)
def test_nobody_finds_a_word_that_is_not_theirs(app: Flask, who: str) -> None:
    walker = _filled(app)
    world = walker.world
    own = MAY_READ.get(who, set())
    foreign = world.canaries_of(*(name for name in world.homes if name not in own)) - {f"Zq{who}given"}
    foreign |= may_not_read(world.contact, who)
    if titles := TITLES_OF.get(who):
        foreign -= {word for word in world.canaries_of(*titles) if TITLE.fullmatch(word)}
    pages = crawl(walker.client(who))
    leaks = [f"{url}: {word}" for url, body in pages.items() for word in foreign if word.encode() in body]
    assert not leaks, leaks
    if own:  # the crawl did reach what it should: every word of one's own was seen
        everything = b"".join(pages.values())
        reachable = {
            word
            for word in world.canaries_of(who if who != "worker" else "parent")
            if not word.endswith("family")
        }
        missing = [word for word in reachable if word.encode() not in everything]
        assert not missing, missing


@pytest.mark.parametrize("who", WHO)
def test_no_address_or_fragment_gives_away_another_household(app: Flask, who: str) -> None:
    walker = _filled(app)
    world, home = walker.world, walker.world.homes["parent"]
    circle = world.circles["family"]
    contact = world.contact
    addresses = [
        f"/tasks/{home.task}",
        f"/tasks/{home.task}/edit",
        f"/plan/goals/{home.goal}",
        f"/plan/goals/{home.goal}/edit",
        f"/started/{home.start}",
        f"/families/{circle}",
        f"/families/{circle}/plan/{home.plan}",
        f"/families/{circle}/plan/{home.plan}/pathways",
    ]
    addresses += [f"/family-time/{contact.past}{end}" for end in ("", "/note", "/outcome", "/fare")]
    addresses += [f"/family-time/{contact.next}{end}" for end in ("", "/ask", "/outcome", "/fare")]
    addresses += [f"/arrangements/{contact.arrangement}{end}" for end in ("", "/edit", "/pattern")]
    addresses += [
        f"/notes/{note}{end}" for note in contact.notes.values() for end in ("", "/correct", "/withdraw")
    ]
    addresses += [f"/letters/{letter}" for letter in (contact.letter, contact.carers_letter)]
    addresses += [f"/letters/{letter}/note" for letter in (contact.letter, contact.carers_letter)]
    addresses += [f"/fares/{contact.fare}", f"/fares/{contact.fare}/receipt"]
    addresses += ["/family-time", "/letters", "/fares", "/notes", "/me/dates", "/me/calendar", "/today"]
    addresses += [f"/families/{circle}/arrangements/new"]
    addresses += [f"/requests/{contact.request}", f"/families/{circle}/family-time"]
    searches = [f"/families?q={word}" for word in ("zq", "Zqparentgiven", "%25", "_")]
    foreign = set() if who in ("parent", "worker") else home.canaries
    words = {word.encode() for word in foreign | may_not_read(contact, who)}
    if who == "manager":
        words = {word for word in words if not TITLE.fullmatch(word.decode())}
    for url in addresses + searches:
        for part in ("", *PARTS):
            headers = {"HX-Request": "true", "HX-Target": part} if part else {}
            answer = walker.get(who, url, headers=headers)
            found = [
                word for word in words if word in answer.data and word not in url.encode()
            ]  # a search says what was typed
            assert not found, f"{url} {part}"
