"""A goal: a number for today with nothing but the keyboard, and a line that can be read as numbers."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

GOAL = "Keep my flat with a room for Micah"


def tab_to(page: Page, selector: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached")


def test_a_number_is_given_by_keyboard_alone_and_shows_in_place(dani: Page):
    dani.goto("/plan")
    dani.get_by_role("link", name=GOAL).click()
    visits: list[str] = []
    dani.on("framenavigated", lambda frame: visits.append(frame.url))
    tab_to(dani, "[name=score]")
    dani.keyboard.press("Space")
    for _ in range(8):
        dani.keyboard.press("ArrowRight")
    tab_to(dani, "button.btn")
    dani.keyboard.press("Enter")
    expect(dani.locator("#say")).to_have_text("Saved 8 out of 10.")
    expect(dani.get_by_role("heading", name="Where you are now")).to_be_focused()
    expect(dani.locator(".score")).to_have_text("8out of 10")
    assert visits == []


def test_the_line_has_a_name_and_says_its_numbers_and_a_table_holds_them(dani: Page):
    dani.goto("/plan")
    dani.get_by_role("link", name=GOAL).click()
    line = dani.get_by_role("img", name="Numbers for this goal over time")
    said = line.locator("desc").text_content() or ""
    assert [part.split(":")[1].strip(" .") for part in said.split(". ") if ":" in part] == ["3", "6", "7"]
    dani.get_by_text("See the numbers").click()
    rows = dani.get_by_role("table", name="Numbers for this goal, newest first").get_by_role("row")
    assert [row.get_by_role("cell").nth(1).inner_text() for row in rows.all()[1:]] == ["7", "6", "3"]
