"""After somebody has signed out, Back shows nothing that was theirs."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import press

pytestmark = pytest.mark.xdist_group("browser")


def test_back_shows_nothing_personal_after_sign_out(dani: Page):
    for path in ("/today", "/plan", "/me"):
        dani.goto(path)
        expect(dani.locator("body")).to_contain_text(re.compile("Dani|My plan"))
    press(dani, "Sign out")
    dani.wait_for_url("**/sign-in?said=out")
    for _ in ("/me", "/plan", "/today"):
        dani.go_back(wait_until="commit")
        expect(dani.get_by_role("heading", level=1)).to_have_text("Sign in")
        assert not re.search("Dani|Micah|Priya|recovery", dani.content())
