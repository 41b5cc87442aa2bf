"""Every screen there is, and who looks at it: the list that is walked for faults and for pictures."""

import re
from dataclasses import dataclass
from urllib.request import Request, urlopen

from playwright.sync_api import Page

from tests.browser.acts import (
    Act,
    ask_for_the_park,
    bring_code,
    find_two,
    lose_race,
    mark_done,
    press,
    read_note,
    save_note,
    save_nothing,
    save_number,
    save_state,
    say_going,
    type_all,
    use_code,
)
from tests.browser.site import Site

ID = "[0-9a-f-]{36}"
GOAL, TASK, STARTED = f"/plan/goals/{ID}", f"/tasks/{ID}", f"/started/{ID}"
FAMILY, PLAN = f"/families/{ID}", f"/families/{ID}/plan/{ID}"
OF_FAMILY, NEW_ARRANGEMENT = f"{FAMILY}/family-time", f"{FAMILY}/arrangements/new"
AGREED = f"/arrangements/{ID}"
DATE = f"/family-time/{ID}"
REQUEST, FARE = f"/requests/{ID}", f"/fares/{ID}"
NOTE, LETTER = f"/notes/{ID}", f"/letters/{ID}"
EARLIER = "/family-time?before=20261101T000000000000." + "0" * 32
START = "/start?role=parent&nation=england"
SLUG = "bp-benefits-change"
DANIS = "/families?q=Dani"


@dataclass(frozen=True)
class Screen:
    """One screen: whose it is, the way to it (an address, then links to follow), and what is done there."""

    name: str
    who: str
    way: tuple[str, ...]
    act: Act | None = None

    def address(self, site: Site) -> str:
        """Where the way ends: each link is the first one of its kind on the page before."""
        here, *links = self.way
        for link in links:
            html = _read(site, self.who, here)
            found = re.search(rf'href="({link})"', html)
            assert found, f"{here} has no link like {link} for {self.who}"
            here = found[1]
        return here

    def open(self, page: Page, site: Site) -> None:
        """Show the screen."""
        page.goto(self.address(site))
        if self.act:
            self.act(page)


def _read(site: Site, who: str, path: str) -> str:
    request = Request(site.url + path, headers={"Cookie": f"rowan-id={site.tokens.get(who, '')}"})
    with urlopen(request) as answer:
        html: str = answer.read().decode()
        return html


NOBODYS = [
    Screen("first", "", ("/",)),
    Screen("sign-in", "", ("/sign-in",)),
    Screen("sign-in-to-mend", "", ("/sign-in",), press("Sign in")),
    Screen("join", "", ("/join",)),
    Screen("join-to-mend", "", ("/join",), press("Go on")),
    Screen("start-who", "", ("/start",)),
    Screen("start-what", "", (START,)),
    Screen("start-what-to-mend", "", (f"{START}&asked=1",)),
    Screen("start-when", "", (f"{START}&asked=1&pathway={SLUG}",)),
    Screen("start-when-to-mend", "", (f"{START}&asked=1&pathway={SLUG}",), press("Make my plan")),
    Screen("safety", "", ("/safety",)),
    Screen("not-found", "", ("/nothing-here",)),
]
DANIS_OWN = [
    Screen("today", "dani", ("/today",)),
    Screen("today-said", "dani", ("/today?said=started",)),
    Screen("today-done", "dani", ("/today",), mark_done),
    Screen("plan", "dani", ("/plan",)),
    Screen("goal", "dani", ("/plan", GOAL)),
    Screen("goal-edit", "dani", ("/plan", GOAL, f"{GOAL}/edit")),
    Screen("goal-new", "dani", ("/plan/goals/new",)),
    Screen("goal-to-mend", "dani", ("/plan", GOAL), save_nothing),
    Screen("goal-saved", "dani", ("/plan", GOAL), save_number),
    Screen("goal-edit-changed", "dani", ("/plan", GOAL, f"{GOAL}/edit"), lose_race),
    Screen("task", "dani", ("/today", TASK)),
    Screen("task-saved", "dani", ("/today", TASK), save_state),
    Screen("task-step", "dani", ("/plan", STARTED, TASK)),
    Screen("task-edit", "dani", ("/today", TASK, f"{TASK}/edit")),
    Screen("task-edit-changed", "dani", ("/today", TASK, f"{TASK}/edit"), lose_race),
    Screen("task-new", "dani", ("/tasks/new",)),
    Screen("task-new-to-mend", "dani", ("/tasks/new",), press("Add this step")),
    Screen("pathways", "dani", ("/pathways",)),
    Screen("pathway", "dani", (f"/pathways/{SLUG}",)),
    Screen("started", "dani", ("/plan", STARTED)),
    Screen("help", "dani", ("/help",)),
    Screen("services", "dani", ("/services",)),
    Screen("services-housing", "dani", ("/services?need=home&nation=england",)),
    Screen("service", "dani", ("/services", "/services/[a-z0-9-]+")),
    Screen("me", "dani", ("/me",)),
    Screen("look", "dani", ("/me/look",)),
    Screen("safety-signed-in", "dani", ("/safety?first=1",)),
    Screen("family-time", "dani", ("/family-time",)),
    Screen("family-time-earlier", "dani", ("/family-time?before=20261101T000000000000." + "0" * 32,)),
    Screen("date", "dani", ("/family-time", DATE)),
    Screen("date-going", "dani", ("/family-time", DATE), say_going),
    Screen("date-ask", "dani", ("/family-time", DATE, f"{DATE}/ask")),
    Screen("date-ask-to-mend", "dani", ("/family-time", DATE, f"{DATE}/ask"), press("Send what I ask")),
    Screen("date-asked", "dani", ("/family-time",), ask_for_the_park),
    Screen("letters", "dani", ("/letters",)),
    Screen("fares", "dani", ("/fares",)),
    Screen("fare", "dani", ("/fares", FARE)),
    Screen("fare-new", "dani", (EARLIER, DATE, f"{DATE}/fare")),
    Screen("fare-new-to-mend", "dani", (EARLIER, DATE, f"{DATE}/fare"), press("Save this cost")),
    Screen("dates", "dani", ("/me/dates",)),
    Screen("dates-to-mend", "dani", ("/me/dates",), press("Add this date")),
    Screen("calendar", "dani", ("/me/calendar",)),
    Screen("calendar-made", "dani", ("/me/calendar",), press("Make my calendar address")),
]
JOANS = [
    Screen("carer-today", "joan", ("/today",)),
    Screen("carer-plan", "joan", ("/plan",)),
    Screen("carer-goal", "joan", ("/plan", GOAL)),
    Screen("carer-pathways", "joan", ("/pathways",)),
    Screen("carer-help", "joan", ("/help",)),
    Screen("carer-me", "joan", ("/me",)),
    Screen("carer-family-time", "joan", ("/family-time",)),
    Screen("carer-date", "joan", ("/family-time", DATE)),
    Screen("request", "joan", ("/family-time", REQUEST)),
    Screen("request-to-mend", "joan", ("/family-time", REQUEST), press("Send this answer")),
    Screen("carer-letters", "joan", ("/letters",)),
    Screen("carer-letter", "joan", ("/letters", LETTER)),
    Screen("note-new", "joan", ("/family-time", f"{DATE}/note")),
    Screen("note-new-to-mend", "joan", ("/family-time", f"{DATE}/note"), press("Save this note")),
    Screen("note-draft", "joan", ("/family-time", f"{DATE}/note"), type_all),
    Screen("note", "joan", (EARLIER, DATE, NOTE)),
    Screen("note-correct", "joan", (EARLIER, DATE, NOTE, f"{NOTE}/correct")),
    Screen(
        "note-correct-to-mend", "joan", (EARLIER, DATE, NOTE, f"{NOTE}/correct"), press("Save the correction")
    ),
    Screen("note-withdraw", "joan", (EARLIER, DATE, NOTE, f"{NOTE}/withdraw")),
    Screen("note-saved", "joan", ("/family-time", f"{DATE}/note"), save_note),
]
PRIYAS = [
    Screen("families", "priya", ("/families",)),
    Screen("families-past", "priya", ("/families?show=past&sort=todo",)),
    Screen("families-no-match", "priya", ("/families?q=zzz",)),
    Screen("family", "priya", (DANIS, PLAN, FAMILY)),
    Screen("family-new", "priya", ("/families/new",)),
    Screen("family-new-to-mend", "priya", ("/families/new",), press("Add this family")),
    Screen("family-new-known", "priya", ("/families/new",), find_two),
    Screen("join-account", "priya", ("/families?q=Quinn", PLAN, FAMILY), use_code),
    Screen("family-code", "priya", ("/families?q=Una", PLAN, FAMILY), bring_code),
    Screen("work-plan", "priya", (DANIS, PLAN)),
    Screen("work-plan-to-mend", "priya", (DANIS, PLAN), press("Add this need")),
    Screen("work-goal", "priya", (DANIS, PLAN, GOAL)),
    Screen("work-goal-edit", "priya", (DANIS, PLAN, GOAL, f"{GOAL}/edit")),
    Screen("work-goal-new", "priya", (DANIS, PLAN, f"{PLAN}/goals/new")),
    Screen("work-task", "priya", (DANIS, PLAN, TASK)),
    Screen("work-task-edit", "priya", (DANIS, PLAN, TASK, f"{TASK}/edit")),
    Screen("work-task-new", "priya", (DANIS, PLAN, f"{PLAN}/tasks/new")),
    Screen("work-pathways", "priya", (DANIS, PLAN, f"{PLAN}/pathways")),
    Screen("work-pathway", "priya", (DANIS, PLAN, f"{PLAN}/pathways", f"{PLAN}/pathways/{SLUG}")),
    Screen("work-started", "priya", (DANIS, PLAN, STARTED)),
    Screen("work-family-time", "priya", ("/family-time",)),
    Screen("work-date", "priya", ("/family-time", DATE)),
    Screen("work-notes", "priya", ("/notes",)),
    Screen("work-notes-read", "priya", ("/notes",), read_note),
    Screen("work-note", "priya", ("/notes", NOTE)),
    Screen("work-note-new", "priya", ("/notes", NOTE, DATE, f"{DATE}/note")),
    Screen("work-outcome", "priya", ("/family-time", DATE, f"{DATE}/outcome")),
    Screen(
        "work-outcome-to-mend", "priya", ("/family-time", DATE, f"{DATE}/outcome"), press("Save this change")
    ),
    Screen("work-arrangements", "priya", (DANIS, PLAN, FAMILY, OF_FAMILY)),
    Screen("work-arrangement", "priya", (DANIS, PLAN, FAMILY, OF_FAMILY, AGREED)),
    Screen("work-arrangement-edit", "priya", (DANIS, PLAN, FAMILY, OF_FAMILY, AGREED, f"{AGREED}/edit")),
    Screen("work-arrangement-new", "priya", (DANIS, PLAN, FAMILY, OF_FAMILY, NEW_ARRANGEMENT)),
    Screen(
        "work-arrangement-to-mend",
        "priya",
        (DANIS, PLAN, FAMILY, OF_FAMILY, NEW_ARRANGEMENT),
        press("Save this arrangement"),
    ),
    Screen("work-pattern", "priya", (DANIS, PLAN, FAMILY, OF_FAMILY, AGREED, f"{AGREED}/pattern")),
    Screen(
        "work-pattern-to-mend",
        "priya",
        (DANIS, PLAN, FAMILY, OF_FAMILY, AGREED, f"{AGREED}/pattern"),
        press("Save the new plan"),
    ),
    Screen("work-services", "priya", ("/services",)),
    Screen("work-service", "priya", ("/services", "/services/[a-z0-9-]+")),
    Screen("work-me", "priya", ("/me",)),
    Screen("work-me-code", "priya", ("/me",), bring_code),
    Screen("work-look", "priya", ("/me/look",)),
    Screen("work-letters", "priya", ("/letters",)),
    Screen("work-fares", "priya", ("/fares",)),
    Screen("work-not-found", "priya", ("/nothing-here",)),
]
OTHERS = [
    Screen("note-of-letter", "tom", ("/letters", LETTER, f"{LETTER}/note")),
    Screen("no-families", "rosa", ("/families",)),
    Screen("titles", "maya", ("/families",)),
    Screen("titles-no-match", "maya", ("/families?q=zzz",)),
    Screen("manager-services", "maya", ("/services",)),
    Screen("manager-me", "maya", ("/me",)),
    Screen("admin-me", "olu", ("/me",)),
]
SCREENS = [*NOBODYS, *DANIS_OWN, *JOANS, *PRIYAS, *OTHERS]
WHO = list(dict.fromkeys(screen.who for screen in SCREENS))
