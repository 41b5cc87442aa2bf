"""Today without a mouse: past the bars first, then everything in its order, and never out of sight."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.xdist_group("browser")

CONTROLS = """() => {
  const all = [...document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary")];
  window.controls = all.filter((each) => each.checkVisibility());
  return window.controls.length;
}"""
# Which control is focused, and whether a bar lies over any part of it.
FOCUSED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const bars = [...document.querySelectorAll(".top,.tabs")].filter((bar) => !bar.contains(it));
  const hidden = !it.matches(".skip") && bars.some((bar) => {
    const {top, bottom, left, right} = bar.getBoundingClientRect();
    return box.bottom > top && box.top < bottom && box.right > left && box.left < right;
  });
  return {number: window.controls.indexOf(it), hidden, on: box.top >= 0 && box.bottom <= innerHeight, it: it.outerHTML};
}"""


@pytest.mark.parametrize("size", [(360, 800), (1280, 800)])
def test_tab_reaches_every_control_in_order_and_none_is_covered(dani: Page, size: tuple[int, int]):
    dani.set_viewport_size({"width": size[0], "height": size[1]})
    dani.goto("/today")
    count, seen = dani.evaluate(CONTROLS), []
    for _ in range(count):
        dani.keyboard.press("Tab")
        seen.append(dani.evaluate(FOCUSED))
    assert [each["number"] for each in seen] == [*range(count)]
    assert [each["it"] for each in seen if each["hidden"] or not each["on"]] == []
    assert "Skip to main content" in seen[0]["it"]


def test_the_first_link_leads_past_the_bars(dani: Page):
    dani.goto("/today")
    dani.keyboard.press("Tab")
    expect(dani.get_by_role("link", name="Skip to main content")).to_be_in_viewport()
    dani.keyboard.press("Enter")
    expect(dani.get_by_role("main")).to_be_focused()
    dani.keyboard.press("Tab")
    assert dani.evaluate("document.activeElement.closest('main') !== null")
