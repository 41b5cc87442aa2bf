"""A worker finds a family, starts a pathway, and the family has its steps with the dates that count."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import fill_date, press
from tests.browser.visiting import DESK, Visitors

pytestmark = pytest.mark.xdist_group("browser")

PATHWAY, STEP = "Tell the benefits offices about the change", "Tell Universal Credit"


def names(page: Page) -> list[str]:
    return page.locator("#cases tbody th a").all_inner_texts()


def test_the_list_of_families_narrows_in_place_as_somebody_types(priya: Page):
    priya.goto("/families")
    assert len(names(priya)) > 5
    visits: list[str] = []
    priya.on("load", lambda page: visits.append(page.url))
    box = priya.get_by_label("Search families")
    box.press_sequentially("dani ok")
    expect(priya.locator("#cases tbody tr")).to_have_count(1)
    assert names(priya) == ["Dani Okafor"]
    expect(priya.locator("#say")).to_have_text("1 family")
    expect(box).to_be_focused()
    assert re.search(r"\?q=dani(\+|%20)ok", priya.url)
    box.fill("")
    expect(priya.locator("#cases tbody tr")).not_to_have_count(1)
    assert visits == []


def test_without_script_the_list_narrows_by_enter(visit: Visitors):
    page = visit("priya", size=DESK, script=False)
    page.goto("/families")
    page.get_by_label("Search families").fill("dani ok")
    with page.expect_navigation():
        page.get_by_label("Search families").press("Enter")
    assert names(page) == ["Dani Okafor"]
    assert page.get_by_label("Search families").input_value() == "dani ok"


def test_a_worker_starts_a_pathway_and_the_date_to_know_is_there_for_both(priya: Page, dani: Page):
    priya.goto("/families?q=Dani")
    priya.get_by_role("link", name="Dani Okafor").click()
    priya.get_by_role("link", name="Start a pathway").click()
    priya.get_by_role("link", name=PATHWAY, exact=True).click()
    fill_date(priya, "When did the child stop living with this person?", "30", "September", "2026")
    priya.get_by_label("On which day of the month").fill("15th")
    press(priya, "Make the steps")
    expect(priya.get_by_role("heading", level=1)).to_have_text(PATHWAY)
    priya.get_by_role("link", name=STEP, exact=True).click()
    expect(priya.get_by_role("heading", name="Date to know:")).to_contain_text("15 September")
    dani.goto("/plan")
    row = dani.locator(".task", has=dani.get_by_role("button", name=f"Mark done: {STEP}"))
    row.get_by_role("link", name=STEP).click()
    expect(dani.get_by_role("heading", name="Date to know:")).to_have_text(re.compile("Tuesday 15 September"))
