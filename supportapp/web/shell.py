"""What stands around every page: who is looking, which layout, what was just said, and the words for our choices."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, request
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from supportapp.access.actor import Role
from supportapp.core import clock
from supportapp.core.settings import Settings
from supportapp.web import dates, language, pictures, words

SAID = {
    "added": _l("Added. It is on your list."),
    "changed": _l("Saved."),
    "goal": _l("Saved. Your goal is in the plan."),
    "look": _l("Saved. This is how it looks now."),
    "started": _l("Done. Your steps are ready. You can change or skip any of them."),
    "again": _l("You had started this one. Your steps are up to date."),
    "moved": _l("Dates changed. Steps that were done stay as they were."),
    "family": _l("The family is added. Next: give them a code to join."),
    "review": _l("The next review is set. The family can see it."),
    "linked": _l("Done. Your worker can see your plan now."),
    "day": _l("Saved. This date is on your list."),
    "feed-stopped": _l("Stopped. The old address shows nothing now."),
    "fare": _l("Saved. Keep your receipt until the money is sorted out."),
    "letter-kept": _l("Kept. You can go on whenever you like."),
    "letter-written": _l("Saved. Next: send it to the letterbox team."),
    "letter-paper": _l("Saved. You will post it on paper."),
    "letter-sent": _l("Sent. The letterbox team reads it before it is passed on."),
    "letter-back": _l("Taken back. You can change it now."),
    "letter-given-back": _l("Given back. The person who wrote it can read why."),
    "letter-here": _l("Saved. The letter is with the letterbox team."),
    "letter-passed-on": _l("Passed on. The other home can read it now."),
    "letter-received": _l("Saved. The letter was received."),
    "note": _l("Saved. Thank you."),
    "draft": _l("Kept for later. Only you can read it."),
    "note-right": _l("Saved. It stands beside what you wrote first."),
    "note-back": _l("Taken back. Whoever could read it sees why."),
    "note-read": _l("Read. The next note is here."),
    "asked": _l("Sent. Until there is an answer, the old time stands."),
    "withdrawn": _l("Taken back. Everything stays as it was."),
    "answered": _l("Saved. The person who asked can read your answer."),
    "outcome": _l("Saved. Everybody in this plan can see it."),
    "arrangement": _l("Saved. The people in it can see it now."),
    "plan": _l("Saved. The dates are up to date."),
    "pause": _l("Saved. The dates follow the pause."),
    "slot": _l("Saved. People can choose this time when they ask."),
    "extra": _l("Added. Everybody in the plan can see this date."),
    "out": _l("You are signed out."),
    "out-everywhere": _l("You are signed out on your other phones and computers."),
}


def init_app(app: Flask, settings: Settings) -> None:
    """Give every template the shell's facts, the components, and the filters."""
    language.init_app(app)
    app.context_processor(facts)
    app.jinja_env.filters.update(
        tr=language.gettext, label=words.label, area_icon=words.AREA_ICONS.__getitem__
    )
    app.jinja_env.filters.update(day=dates.day, short_day=dates.short_day, when=dates.when)
    app.jinja_env.filters.update(past=dates.is_past, done_when=dates.done_when)
    app.jinja_env.globals.update(service_name=settings.service_name, time_of_day=dates.clock_time)
    app.jinja_env.globals.update(track=pictures.track, initials=pictures.initials)
    app.jinja_env.globals["ui"] = app.jinja_env.get_template("components/ui.html").module


def facts() -> dict[str, object]:
    """Who is looking and how they like it; cheap, since flask-login has them already."""
    is_in = bool(current_user) and current_user.is_authenticated
    person = current_user.person if is_in else None
    local = clock.now().astimezone(ZoneInfo(person.zone if person else clock.HOME_ZONE))
    return {
        "me": person,
        "layout": _layout(person),
        "said": SAID.get(request.args.get("said", "")),
        "part": _part(local),
    }


def _layout(person: Any) -> str:
    if person is None:
        return "plain.html"
    return "family.html" if person.role is Role.FAMILY else "work.html"


def _part(local: datetime) -> str:
    if local.hour < 12:
        return "morning"
    return "day" if local.hour < 17 else "evening"
