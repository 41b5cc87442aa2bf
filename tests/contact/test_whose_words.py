"""What was written for some eyes stays theirs, whatever of an arrangement changes afterwards."""

from uuid import uuid4

import pytest

from supportapp.contact.models import Arrangement, Decider, Party, Side
from supportapp.contact.note_models import Note
from supportapp.contact.session_models import ChangeRequest
from tests.contact import arranging, scenes
from tests.contact.arranging import added, edited, one_of
from tests.contact.asking import answer, asked
from tests.contact.post import Post

OTHERS = "They could read what was written for others."


def shown(walker, who, request):
    return walker.get(who, f"/requests/{request}")


@pytest.mark.parametrize("decider", [Decider.CARERS, Decider.OTHER_SIDE])
def test_what_was_asked_of_a_worker_is_never_read_by_the_other_side(app, walker, decider):
    place = walker.world.contact
    scenes.no_request(app)
    request = asked(app, walker)
    scenes.change(app, Arrangement, place.arrangement, decider=decider)
    assert shown(walker, "carer", request).status_code == 404
    assert answer(walker, request, "carer", answer="no", words="no").status_code == 404
    assert "Waiting for your answer" not in walker.get("carer", "/family-time").text
    assert "/requests/" not in walker.get("carer", f"/family-time/{place.next}").text
    assert "They can read what you write." not in shown(walker, "parent", request).text
    assert answer(walker, request, answer="no", words="zqanswer").status_code == 303
    assert shown(walker, "carer", request).status_code == 404
    assert "zqanswer" in shown(walker, "parent", request).text


def test_what_was_asked_of_the_other_side_is_theirs_to_answer(app, walker):
    place = walker.world.contact
    scenes.no_request(app)
    scenes.change(app, Arrangement, place.arrangement, decider=Decider.CARERS)
    request = asked(app, walker)
    assert scenes.get(app, ChangeRequest, request).decider is Decider.CARERS
    assert "zqwhy" in shown(walker, "carer", request).text
    scenes.change(app, Arrangement, place.arrangement, decider=Decider.WORKER)
    assert shown(walker, "carer", request).status_code == 404


@pytest.mark.parametrize("lane", ["shared", "to_worker", "private"])
def test_nobody_sends_words_to_the_other_home_by_a_note_about_its_letter(app, lane):
    post = Post(app)
    post.send()
    assert post.do("carer", "note", lane=lane, words="zqunchecked") == 404
    post.pass_on()
    before = arranging.one_of(app, Note)
    assert post.walker.get("carer", f"{post.url}/note").status_code == 403
    for what in ("note", "draft", "draft/discard"):
        body = {"lane": lane, "words": "zqunchecked", "client_key": str(uuid4())}
        assert post.do("carer", what, **body) == 403, what
    assert len(arranging.one_of(app, Note)) == len(before)
    assert post.walker.get("worker", f"{post.url}/note").status_code == 200
    assert post.walker.get("parent", f"{post.url}/note").status_code == 200


def test_nobody_comes_from_one_side_to_the_other(app, walker):
    parent, carer = (walker.world.people[who] for who in ("parent", "carer"))
    one = added(walker)
    answer = edited(
        walker, one, title="Other", **{f"side_{carer.hex}": "seeing", f"side_{parent.hex}": "caring"}
    )
    assert answer.status_code == 422
    assert OTHERS in answer.text
    sides = {party.person_id: party.side for party in one_of(app, Party, arrangement_id=one)}
    assert (sides[parent], sides[carer]) == (Side.SEEING, Side.CARING)
    assert one_of(app, Arrangement, id=one)[0].title != "Other"
    assert edited(walker, one, **{f"side_{carer.hex}": ""}).status_code == 303
    back = edited(walker, one, **{f"side_{carer.hex}": "seeing"})
    assert back.status_code == 422, "who left comes back to their own side alone"


def test_nobody_follows_on_a_side_that_others_have_left(app, walker):
    parent, dad = (walker.world.people[who] for who in ("parent", "newcomer"))
    one = added(walker)
    follows = {f"side_{dad.hex}": "seeing", f"shown_{dad.hex}": "Dad", f"side_{parent.hex}": ""}
    answer = edited(walker, one, **follows)
    assert answer.status_code == 422
    assert OTHERS in answer.text
    assert edited(walker, one, **{f"side_{parent.hex}": ""}).status_code == 303
    assert edited(walker, one, **follows).status_code == 422
    assert one_of(app, Party, arrangement_id=one, person_id=dad) == []
    both = {**follows, f"side_{parent.hex}": "seeing"}
    assert edited(walker, one, **both).status_code == 303, (
        "somebody beside those who were there is no stranger"
    )
