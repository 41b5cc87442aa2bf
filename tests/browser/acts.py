"""What is done on a page before it is looked at: the screens that have no address of their own."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

Act = Callable[[Page], None]


def press(name: str) -> Act:
    """A button is pressed, and the page that answers is there."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).first.click()

    return act


def mark_done(page: Page) -> None:
    """A step is marked done, in its place."""
    page.get_by_role("button", name=re.compile("^Mark done")).first.click()
    page.locator(".task.is-done").first.wait_for()


def save_nothing(page: Page) -> None:
    """A number is saved before one was chosen; the answer takes the form's place."""
    page.get_by_role("button", name="Save this number").click()
    page.locator("#problems").wait_for()


def save_number(page: Page) -> None:
    """A number is saved; the line is drawn anew."""
    page.locator(".stones label").nth(7).click()
    page.get_by_role("button", name="Save this number").click()
    page.locator("#where-h:focus").wait_for()


def save_state(page: Page) -> None:
    """How a step is going is saved, in its place."""
    page.get_by_label("Started", exact=True).check()
    page.get_by_role("button", name="Save how it is going").click()
    page.locator("#status .note").wait_for()


def lose_race(page: Page) -> None:
    """What was written is saved just after somebody else has changed the same thing."""
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("textbox").first.fill("Ring the housing office")
    press("Save")(other)
    other.close()
    press("Save")(page)


def bring_code(page: Page) -> None:
    """A code is made and shown."""
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Make a code")).first.click()


def use_code(page: Page) -> None:
    """A code is made, and typed on the page for joining."""
    bring_code(page)
    code = page.locator(".code").inner_text()
    page.goto("/join")
    page.get_by_label("Your code").fill(" ".join(code.split()))
    press("Go on")(page)


def find_two(page: Page) -> None:
    """A family is added whose name is known already."""
    page.get_by_label("Full name", exact=True).fill("Dani Okafor")
    page.get_by_label("Parent", exact=True).check()
    press("Add this family")(page)


def say_going(page: Page) -> None:
    """Somebody says that they will be there, in its place."""
    page.get_by_role("button", name="I will be there").click()
    page.get_by_role("button", name="Undo").wait_for()


def ask_for_the_park(page: Page) -> None:
    """Another place is asked for; what was asked is shown. Not of the next date: it may be too near for that."""
    page.locator("#main h4 a").nth(1).click()
    page.get_by_role("link", name="Ask to change").click()
    page.get_by_label("Another place", exact=True).check()
    page.get_by_label("Or say it in your own words").fill("The park, if it is dry.")
    press("Send what I ask")(page)


def type_all(page: Page) -> None:
    """Every box of a note is opened; words are typed, and kept without a button."""
    for summary in page.locator("summary").all():
        summary.click()
    page.get_by_label("Yes, but it changed").check()
    page.get_by_label("What happened?").fill("We made pancakes.")
    page.get_by_text("Draft saved at").wait_for()


def save_note(page: Page) -> None:
    """A note is written for everybody in the plan, and saved."""
    page.get_by_label("Yes, as planned").check()
    page.get_by_label("What happened?").fill("We made pancakes.")
    page.get_by_label("Everybody in this plan").check()
    press("Save this note")(page)


def read_note(page: Page) -> None:
    """A note is read; the focus is on the next one."""
    page.get_by_role("button", name=re.compile("^I have read")).first.click()
    page.locator("#notes [autofocus]:focus").wait_for()
