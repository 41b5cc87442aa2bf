"""Today, on a phone of 360 px: the next step is on the first screen, and one press marks it done."""

import pytest
from playwright.sync_api import Locator, Page, expect

from supportapp.demo.load import PASSPHRASE
from tests.browser.visiting import PHONE, Visitors

pytestmark = pytest.mark.xdist_group("browser")

SCREEN = PHONE["height"]


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_label("Nickname").fill("dani")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_label("Yes, only I use it").check()
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today")


def first_step(page: Page) -> str:
    """The title of the first step, which stands on the first screen with its button."""
    row = page.locator(".thread .task").first
    title, tick = row.get_by_role("heading"), row.get_by_role("button", name="Mark done")
    for part in (title, tick):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= SCREEN, box
    return title.inner_text()


def undo_button(page: Page, title: str) -> Locator:
    return page.get_by_role("button", name=f"Undo {title}")


def test_without_script_somebody_signs_in_sees_the_next_step_marks_it_done_and_takes_it_back(visit: Visitors):
    page = visit(script=False)
    sign_in(page)
    title = first_step(page)
    page.get_by_role("button", name=f"Mark done: {title}").click()
    done = page.locator(".task.is-done", has=page.get_by_role("link", name=title, exact=True))
    expect(done).to_contain_text("Done at")
    undo_button(page, title).click()
    expect(page.get_by_role("button", name=f"Mark done: {title}")).to_be_visible()
    expect(done).to_have_count(0)
    assert first_step(page) == title


def test_with_script_the_row_is_swapped_in_place_the_focus_follows_and_it_is_said(visit: Visitors):
    page = visit()
    sign_in(page)
    title = first_step(page)
    visits: list[str] = []
    page.on("framenavigated", lambda frame: visits.append(frame.url))
    tick, undo = page.get_by_role("button", name=f"Mark done: {title}"), undo_button(page, title)
    tick.click()
    expect(undo).to_be_focused()
    expect(page.locator("#say")).to_have_text(f"Done: {title}. Undo is here.")
    expect(page.locator(".task.is-done").get_by_role("link", name=title, exact=True)).to_be_visible()
    undo.press("Enter")
    expect(tick).to_be_focused()
    expect(page.locator("#say")).to_have_text(f"Put back: {title}")
    assert visits == []
