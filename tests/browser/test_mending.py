"""Nothing that somebody typed is lost: not when a box is empty, and not when somebody else was quicker."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import press
from tests.browser.looks import faults

pytestmark = pytest.mark.xdist_group("browser")

STEP = "Book a health check with the GP"


def begin_to_change(page: Page, title: str, note: str) -> None:
    page.goto("/plan")
    page.get_by_role("link", name=STEP).first.click()
    page.get_by_role("link", name="Change this step").click()
    page.get_by_label("What is the step?").fill(title)
    page.get_by_label("Note").fill(note)


def test_the_second_of_two_who_change_a_step_sees_both_and_keeps_what_was_typed(dani: Page):
    other = dani.context.new_page()
    begin_to_change(dani, "Ring the GP", "In the morning")
    begin_to_change(other, "Ask at the desk", "Ask for a long slot")
    press(dani, "Save")
    press(other, "Save")
    changed = other.get_by_role("alert")
    expect(changed).to_be_focused()
    expect(changed.get_by_role("heading")).to_have_text("Someone changed this")
    expect(changed).to_contain_text("Ring the GP")
    expect(changed).to_contain_text("In the morning")
    assert other.get_by_label("What is the step?").input_value() == "Ask at the desk"
    assert other.get_by_label("Note").input_value() == "Ask for a long slot"
    assert not faults(other, for_finger=True)
    press(other, "Save")
    expect(other.get_by_role("heading", level=1)).to_have_text("Ask at the desk")


def test_an_empty_box_is_named_first_leads_to_itself_and_the_note_is_still_there(dani: Page):
    dani.goto("/tasks/new")
    dani.get_by_label("Note").fill("Ask about the lift")
    press(dani, "Add this step")
    summary = dani.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(dani).to_have_title("Error: Add a step – Rowan")
    assert dani.get_by_label("Note").input_value() == "Ask about the lift"
    summary.get_by_role("link", name="Write what the step is.").click()
    title = dani.get_by_label("What is the step?")
    expect(title).to_be_focused()
    expect(title).to_have_accessible_description("Error: Write what the step is.")
    expect(title).to_have_attribute("aria-invalid", "true")
