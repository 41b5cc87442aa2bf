"""One Chromium and one server for all the tests in here; the world is put back before each of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.site import Site
from tests.browser.visiting import DESK, Visitors, chromium


@pytest.fixture(scope="session")
def running_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    assert site.stop() == ""


@pytest.fixture(scope="session")
def browser(running_site: Site) -> Iterator[Browser]:
    """Begins after the server and ends before it."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def site(running_site: Site) -> Site:
    running_site.renew()
    return running_site


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Visitors]:
    """`visit("dani")` opens a browser for Dani; no page in it may complain."""
    visitors = Visitors(browser, site)
    yield visitors
    visitors.leave()
    assert visitors.complaints == []


@pytest.fixture
def dani(visit: Visitors) -> Page:
    """Dani's phone."""
    return visit("dani")


@pytest.fixture
def priya(visit: Visitors) -> Page:
    """Priya's desk."""
    return visit("priya", size=DESK)
