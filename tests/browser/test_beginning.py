"""How somebody comes in: with a code from a worker, or alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import fill_account, fill_date, press
from tests.browser.looks import faults
from tests.browser.visiting import PHONE, Visitors

pytestmark = pytest.mark.xdist_group("browser")


def add_family(page: Page, name: str) -> None:
    page.goto("/families/new")
    page.get_by_label("Full name", exact=True).fill(name)
    page.get_by_label("Parent", exact=True).check()
    page.get_by_label("Child 1: first name").fill("Robin")
    fill_date(page, "Child 1: birth date", "3", "5", "2024")
    press(page, "Add this family")


def make_code(page: Page) -> str:
    with page.expect_navigation():
        page.get_by_role("button", name="Make a code").click()
    return " ".join(page.locator(".code").inner_text().split())


def test_a_worker_adds_a_family_on_a_phone_and_the_parent_joins_with_the_code(visit: Visitors):
    worker = visit("priya", size=PHONE)
    add_family(worker, "Sam Winter")
    expect(worker.get_by_role("heading", level=1)).to_have_text("Sam")
    code = make_code(worker)

    sam = visit()
    sam.goto("/join")
    sam.get_by_label("Your code").fill(code)
    press(sam, "Go on")
    expect(sam.get_by_role("main")).to_contain_text("Priya has set up a private place for you.")
    wrong = faults(sam, for_finger=True)
    fill_account(sam, "Sam", "sam-winter", "velvet otter lantern")
    press(sam, "Save and go on")
    expect(sam.get_by_role("heading", level=1)).to_have_text("Keeping safe")
    sam.get_by_role("link", name="I have read this. Go on").click()
    expect(sam.get_by_role("heading", level=1)).to_have_text(re.compile("^(Morning|Afternoon|Evening), Sam$"))
    assert not wrong + faults(sam, for_finger=True)


def test_somebody_starts_alone_and_has_steps_at_once(visit: Visitors):
    page = visit()
    page.goto("/")
    page.get_by_role("link", name="I want to start on my own").click()
    page.get_by_label("Parent", exact=False).first.check()
    page.get_by_label("England").check()
    press(page, "Go on")
    page.get_by_label("Tell the benefits offices about the change").check()
    press(page, "Go on")
    fill_date(page, "When did your child stop living with you?", "1", "10", "2026")
    fill_account(page, "Alex", "alex-alone", "velvet otter lantern")
    press(page, "Make my plan")
    page.wait_for_url("**/today?said=started")
    expect(page.locator("main .note")).to_have_text(
        "Done. Your steps are ready. You can change or skip any of them."
    )
    expect(page.get_by_role("button", name="Mark done: Tell Universal Credit")).to_be_visible()
    wrong = faults(page, for_finger=True)
    page.goto("/me")
    expect(page.get_by_role("main")).to_contain_text("No worker can see your plan.")
    assert not wrong + faults(page, for_finger=True)
