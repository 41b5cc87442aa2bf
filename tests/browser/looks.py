"""Looks at a page as it is drawn: its contrast and names, its width, how big its buttons are, and its title."""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

NARROW, PHONE, DESK, HEIGHT = 320, 360, 1280, 800
ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
COLOUR_RULES = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
FINGER, POINTER, LINE = 44, 24, 24

AXE = """async (runOnly) => {
  const rules = runOnly.type === "tag" ? {"target-size": {enabled: true}} : {};
  const {violations} = await axe.run(document, {runOnly, rules, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html}`));
}"""

TOO_WIDE = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > most);
  return wide.slice(-3).map((each) => each.outerHTML.slice(0, 120)).concat(`${document.documentElement.scrollWidth}`);
}"""

# What a finger may press: a label for what stands in it, and as far as a link is stretched.
TOO_SMALL = """([least, line]) => {
  const pressed = (each) => {
    const {width, height} = (each.closest("label") ?? each).getBoundingClientRect();
    const after = getComputedStyle(each, "::after");
    const is = after.content !== "none" && after.position === "absolute";
    const [wide, tall] = is ? [parseFloat(after.width), parseFloat(after.height)] : [0, 0];
    return [Math.max(width, wide), Math.max(height, tall)];
  };
  const inSentence = (each) => getComputedStyle(each).display === "inline"
    && [...each.parentElement.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const faults = [];
  for (const each of document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary")) {
    if (!each.checkVisibility() || each.matches(".skip")) continue;
    const [width, height] = pressed(each);
    const small = inSentence(each) || each.closest(".errors");
    const tall = small ? Math.max(height, parseFloat(getComputedStyle(each).lineHeight)) : height;
    if (Math.min(tall, small ? least : width) < (small ? line : least) - 0.5) {
      faults.push(`${Math.round(width)} × ${Math.round(tall)}: ${each.outerHTML.slice(0, 160)}`);
    }
  }
  return faults;
}"""


def faults(page: Page, *, for_finger: bool) -> list[str]:
    """Everything that is wrong with an open page on a phone and on a desk, in light and in the dark."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    page.evaluate(AXE_SCRIPT)
    title, size = page.title(), page.viewport_size
    wrong = [] if title.endswith(" – Rowan") else [f"the title is {title!r}"]
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        least = FINGER if for_finger else POINTER
        wrong += [f"small at {width}: {each}" for each in page.evaluate(TOO_SMALL, [least, LINE])]
        wrong += [f"axe at {width}, {each}" for each in _axe(page)]
    wrong += _sideways(page)
    if size:
        page.set_viewport_size(size)
    return wrong


def _axe(page: Page) -> Iterator[str]:
    yield from (f"light: {each}" for each in page.evaluate(AXE, ALL_RULES))
    page.emulate_media(color_scheme="dark")  # in which only colours differ
    yield from (f"dark: {each}" for each in page.evaluate(AXE, COLOUR_RULES))
    page.emulate_media(color_scheme="light")


def _sideways(page: Page) -> Iterator[str]:
    for text, widths in (("100%", (NARROW, PHONE, DESK)), ("200%", (PHONE, DESK))):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", text)
        for width in widths:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if wide := page.evaluate(TOO_WIDE):
                yield f"sideways at {width}, text {text}: {wide}"
    page.evaluate("document.documentElement.style.removeProperty('font-size')")
