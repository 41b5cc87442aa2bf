"""Ask for a change and answer, as people do it in the forms."""

from uuid import UUID

from tests.contact import scenes


def ask(walker, who="parent", one=None, **fields):
    return walker.post(who, f"/family-time/{one or walker.world.contact.next}/ask", fields)


def typed(days=4, start="9am", end="11am"):
    return {"asked": "day", "on": scenes.boxes(scenes.at(days).date()), "start": start, "end": end}


def asked(app, walker, who="parent", **fields):
    answer = ask(walker, who, **({"asked": "day", "wish": "zqwish", "why": "zqwhy"} | fields))
    assert answer.status_code == 303, answer.text
    return UUID(answer.location.removeprefix("/requests/").removesuffix("?said=asked"))


def answer(walker, request, who="worker", **fields):
    return walker.post(who, f"/requests/{request}/answer", fields)
