"""Every screen, for everybody: names and contrast, width, big buttons, a quiet console, a title of its own."""

import pytest
from werkzeug.exceptions import HTTPException

from tests.browser.looks import faults
from tests.browser.screens import SCREENS, WHO
from tests.browser.site import Site
from tests.browser.visiting import Visitors

pytestmark = pytest.mark.xdist_group("browser")

STAFF = ("priya", "rosa", "maya", "olu")
# Read by machines, or a way to another screen.
NO_SCREENS = {"/healthz", "/readyz", "/session", "/families/<uuid:circle_id>/plan"}
NO_SCREENS |= {"/calendar/<token>.ics", "/fares/<uuid:fare_id>/receipt", "/photos/<uuid:photo_id>"}


@pytest.mark.parametrize("who", WHO)
def test_every_screen_is_without_fault(visit: Visitors, site: Site, who: str):
    page, wrong = visit(who), []
    for screen in [screen for screen in SCREENS if screen.who == who]:
        screen.open(page, site)
        wrong += [f"{screen.name}: {fault}" for fault in faults(page, for_finger=who not in STAFF)]
    assert not wrong, "\n".join(wrong)


def test_the_list_of_screens_leaves_none_out(site: Site):
    addresses = site.app.url_map.bind(site.host)
    seen = {"static"}
    for screen in SCREENS:
        try:
            rule, _ = addresses.match(screen.address(site).split("?")[0], return_rule=True)
        except HTTPException:
            continue
        seen.add(rule.rule)
    there = {rule.rule for rule in site.app.url_map.iter_rules() if rule.methods and "GET" in rule.methods}
    assert there - seen - NO_SCREENS == set()
