"""Takes a picture of every screen, on a phone and on a desk, in light and in the dark.

`python -m tests.browser.screenshots` takes all; a name (`… screenshots today goal`) takes those alone.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from supportapp.accounts import passphrases
from tests.browser.screens import SCREENS, WHO
from tests.browser.site import ROOT, Site
from tests.browser.visiting import DESK, PHONE, Visitors, chromium

FOLDER = ROOT / "build" / "screenshots"


def main(names: list[str]) -> int:
    """Take the pictures; 1 where a name is unknown or a page complained."""
    if unknown := set(names) - {screen.name for screen in SCREENS}:
        print("There is no screen called:", *sorted(unknown), file=sys.stderr)  # noqa: T201
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    passphrases.lower_cost_for_tests()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = Site(Path(folder))
        try:
            visitors = Visitors(browser, site)
            for who in WHO:
                walk(visitors(who), site, who, names)
            print(*visitors.complaints, sep="\n", end="")  # noqa: T201
        finally:
            site.stop()
    return int(bool(visitors.complaints))


def walk(page: Page, site: Site, who: str, names: list[str]) -> None:
    """Everything that one person sees."""
    for screen in SCREENS:
        if screen.who == who and (not names or screen.name in names):
            site.renew()  # so that no picture shows what was done for another
            page.set_viewport_size({**PHONE})
            screen.open(page, site)
            take(page, screen.name)


def take(page: Page, name: str) -> None:
    """The four pictures of an open page."""
    for size in (PHONE, DESK):
        page.set_viewport_size({**size})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.screenshot(path=FOLDER / f"{name}-{size['width']}-{scheme}.png", full_page=True)
    page.emulate_media(color_scheme="light")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
