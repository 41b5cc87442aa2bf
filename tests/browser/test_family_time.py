"""Family time from both sides and from the desk: a note in two lanes, a correction, a date that is moved."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from supportapp.core import clock
from tests.browser.visiting import DESK, Visitors

pytestmark = pytest.mark.xdist_group("browser")

SHARED, FOR_WORKER, PUT_RIGHT = "They baked bread.", "Ava asked twice when it ends.", "They baked scones."


def open_last_note(page: Page) -> None:
    """From Family time to the form for the last date that has no note of one's own."""
    page.goto("/family-time")
    page.get_by_role("link", name=re.compile("^Write a note")).first.click()
    page.get_by_role("heading", level=1, name=re.compile("^How did")).wait_for()


def write_in_two_lanes(page: Page) -> str:
    """A note that everybody reads, with a few words beside it that only the worker reads; gives its address."""
    page.get_by_label("Yes, as planned").check()
    page.get_by_label("What happened?").fill(SHARED)
    page.get_by_label(re.compile("^Everybody in this plan")).check()
    page.locator("summary", has_text="Add something for one reader only").click()
    page.get_by_label("Something only for Grace").fill(FOR_WORKER)
    with page.expect_navigation():
        page.get_by_role("button", name="Save this note").click()
    page.wait_for_url("**/notes/*")
    return page.url.split("?")[0]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_carer_writes_in_two_lanes_and_the_parent_reads_the_shared_one_alone(
    visit: Visitors, *, script: bool
):
    joan = visit("joan", script=script)
    open_last_note(joan)
    date_at = joan.url.removesuffix("/note")
    note_at = write_in_two_lanes(joan)
    expect(joan.get_by_text(SHARED)).to_be_visible()

    joan.goto(note_at)
    joan.get_by_role("link", name="Add a correction").click()
    joan.get_by_label("What happened?").fill(PUT_RIGHT)
    joan.get_by_label("What do you put right, and why?").fill("It was scones, not bread.")
    with joan.expect_navigation():
        joan.get_by_role("button", name=re.compile("correction")).click()
    for words in (SHARED, PUT_RIGHT):
        expect(joan.get_by_text(words)).to_be_visible()

    kelly = visit("kelly", script=script)
    kelly.goto(date_at)
    assert FOR_WORKER not in kelly.content()
    kelly.goto(note_at)
    for words in (SHARED, PUT_RIGHT):
        expect(kelly.get_by_text(words)).to_be_visible()
    assert FOR_WORKER not in kelly.content()

    grace = visit("grace", size=DESK, script=script)
    grace.goto("/notes")
    expect(grace.get_by_text(FOR_WORKER)).to_be_visible()


def ask_to_move(page: Page, days: int) -> tuple[str, str]:
    """Ask for the same hours some days later than the next date; gives that date's address and the new day."""
    page.goto("/family-time")
    page.locator("#main h4 a", has_text="Call with").first.click()  # for which no notice is asked
    page.wait_for_url("**/family-time/*")
    address = page.url
    day = clock.today() + timedelta(days=days)
    page.get_by_role("link", name="Ask to change").click()
    page.get_by_label("Another day", exact=True).check()
    if not page.get_by_label("Day", exact=True).is_visible():
        page.locator("summary", has_text="Another day or time").click()
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(label, exact=True).fill(str(value))
    with page.expect_navigation():
        page.get_by_role("button", name="Send").click()
    return address, f"{day:%A} {day.day} {day:%B}"


def test_a_date_moves_in_both_agendas_once_the_worker_says_yes_and_not_before(visit: Visitors):
    kelly, trevor = visit("kelly"), visit("trevor")
    address, day = ask_to_move(kelly, days=40)
    for page in (kelly, trevor):
        page.goto(address)
        expect(page.locator("#main")).not_to_contain_text(f"{day}, ")

    grace = visit("grace", size=DESK)
    grace.goto("/family-time")
    grace.locator("#main a[href^='/requests/']").first.click()
    grace.get_by_label(re.compile("^Yes")).check()
    with grace.expect_navigation():
        grace.get_by_role("button", name="Send this answer").click()

    for page in (kelly, trevor):
        page.goto("/family-time")
        for summary in page.locator("summary", has_text="Show more dates").all():
            summary.click()
        expect(page.get_by_role("heading", level=3, name=day)).to_be_visible()
