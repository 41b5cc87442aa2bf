"""What in a letter leads to a home: told by tables of what must be found."""

import pytest

from supportapp.contact.identifying import Kind, Known
from tests.contact.letters import CIRCLE, NOBODY, kinds


def only(kind: Kind, text: str, known: Known = NOBODY) -> str:
    """What is found between the brackets of the table, once they are taken away."""
    plain = text.replace("⟦", "").replace("⟧", "")
    marked = text[text.index("⟦") + 1 : text.index("⟧")]
    assert kinds(plain, known) == [(kind, marked)]
    return plain


@pytest.mark.parametrize(
    "text",
    [
        "We live at ⟦SW1A 1AA⟧ now",
        "⟦SW1A1AA⟧",
        "it is ⟦ls6 2ab⟧.",
        "it is ⟦ls62ab⟧.",
        "⟦S W 1 A 1 A A⟧",
        "⟦s w 1 a - 1 a a⟧",
        "⟦B1 2AB⟧!",
        "⟦b12ab⟧",
        "⟦M60 1NW⟧",
        "⟦EC1A 1BB⟧",
        "⟦BD7\n1AA⟧",
        "⟦BD7-1AA⟧",
        "⟦B.D.7.1.A.A⟧",
        "⟦ＢＤ７ １ＡＡ⟧",
        "⟦B\u200bD7 1\u00adAA⟧",
        "I am in ⟦SW1A⟧",
        "I am in ⟦LS6⟧ with nan",
        "we moved to ⟦ls6⟧",
        "the ⟦E8⟧ one",
        "(⟦NE1⟧)",
    ],
)
def test_a_postcode_is_found(text):
    only(Kind.POSTCODE, text)


@pytest.mark.parametrize(
    "text",
    [
        "⟦07700 900123⟧",
        "⟦07700900123⟧",
        "ring ⟦0113 496 0123⟧ please",
        "⟦+44 7700 900123⟧",
        "⟦+44 (0) 7700 900 123⟧",
        "⟦0044 7700 900123⟧",
        "⟦447700900123⟧",
        "⟦07.700.900.123⟧",
        "⟦07-700-900-123⟧",
        "(⟦0113) 496-0123⟧",
        "⟦0 7 7 0 0 9 0 0 1 2 3⟧",
        "⟦07700/900/123⟧",
        "⟦O77OO 9OO123⟧",
        "⟦7700 900123⟧",
        "my number is ⟦496 0123⟧",
        "text me: ⟦900123⟧",
        "⟦+353 1 496 0123⟧",
        "⟦0️⃣7️⃣7️⃣0️⃣0️⃣9️⃣0️⃣0️⃣1️⃣2️⃣3️⃣⟧",
        "⟦٠٧٧٠٠٩٠٠١٢٣⟧",
        "⟦07700\n900123⟧",
        "on 12/10/2026 ring ⟦07700 900123⟧",
    ],
)
def test_a_phone_number_is_found(text):
    only(Kind.PHONE, text)


@pytest.mark.parametrize(
    "text",
    [
        "write to ⟦dan.b+x@example.com⟧ ok",
        "⟦dan @ example.com⟧",
        "⟦dan at example dot com⟧",
        "⟦dan (at) example (dot) co (dot) uk⟧",
        "⟦dan[at]example.com⟧",
        "⟦DAN AT EXAMPLE DOT COM⟧",
        "⟦danny99 at gmail⟧",
        "⟦dan＠example．com⟧",
        "⟦okafor@example.org⟧",
    ],
)
def test_an_email_address_is_found(text):
    only(Kind.EMAIL, text, CIRCLE)


@pytest.mark.parametrize(
    "text",
    [
        "look ⟦https://example.com/a?b=c⟧ now",
        "⟦http://10.0.0.1/x⟧",
        "⟦www.example.com⟧",
        "see ⟦example.co.uk⟧",
        "⟦example dot com⟧",
        "⟦bit.ly/3xYz⟧",
        "⟦t.me/danny⟧",
        "I am ⟦@danny_b99⟧ there",
        "⟦my insta is danny.b⟧",
        "⟦Snapchat name: dannyb⟧",
        "⟦snap: dannyb⟧",
        "⟦my tik tok is dannyb⟧",
        "⟦username is blockboy⟧",
        "⟦gamertag: blockboy⟧",
        "⟦roblox user name is blockboy⟧",
        "⟦add me on roblox⟧",
        "⟦find me on Facebook⟧",
    ],
)
def test_a_link_or_the_name_of_an_account_is_found(text):
    only(Kind.LINK_OR_HANDLE, text)


@pytest.mark.parametrize(
    "text",
    [
        "I am Micah ⟦Okafor⟧ now",
        "⟦okafor⟧",
        "⟦OKAFOR⟧!",
        "the ⟦Okafor's⟧ dog",
        "the ⟦Okafor’s⟧ dog",
        "the ⟦Okafors⟧ and us",
        "⟦Okafors'⟧ house",
        "⟦O\u200bka\u00adfor⟧",
        "⟦O k a f o r⟧",
        "⟦Ｏｋａｆｏｒ⟧",
        "⟦Ókàfor⟧",
        "Micah_⟦Okafor⟧_2016",
        "⟦Okafor⟧2016",
        "⟦Smith-Jones⟧",
        "⟦Smith Jones⟧",
        "⟦smith–jones's⟧",
        "Mrs ⟦Jones⟧ said",
        "⟦O’Connor⟧",
        "⟦OConnor⟧",
        "⟦o connor⟧",
        "⟦Nunez⟧",
        "⟦NU\u0301N\u0303EZ⟧",
        "⟦van der Berg⟧",
        "Mr ⟦Ng⟧",
        "⟦Sahin⟧",
        "⟦INAN⟧",
        "⟦inan⟧",
    ],
)
def test_the_surname_of_somebody_in_the_circle_is_found(text):
    only(Kind.SURNAME, text, CIRCLE)


@pytest.mark.parametrize(
    "text", ["singing", "a mango", "the van was big", "der", "Okaforia", "Joneston", "connorial"]
)
def test_a_surname_inside_a_longer_word_is_not_found(text):
    assert kinds(text, CIRCLE) == []


@pytest.mark.parametrize(
    "text",
    [
        "we live at ⟦12 Elm Road⟧",
        "⟦12, elm rd⟧",
        "⟦12 Elm⟧ is ours",
        "on ⟦elm road⟧",
        "⟦12\nElm\nRoad⟧",
        "⟦ElmRoad⟧",
        "number ⟦8 The Green⟧",
        "by ⟦the Green⟧",
        "⟦8 the green⟧",
        "⟦Flat 3⟧",
        "⟦40a St Marys Court⟧",
        "⟦40A St. Mary's Ct⟧",
    ],
)
def test_a_known_address_is_found_however_it_is_written(text):
    only(Kind.ADDRESS, text, CIRCLE)


@pytest.mark.parametrize(
    "text",
    [
        "⟦7 Oak Street⟧",
        "I live at ⟦7a Old Mill Lane⟧ with gran",
        "⟦12 High Street⟧",
        "⟦7, Acacia Ave⟧",
        "⟦7 oak street⟧",
        "⟦7 oak close⟧",
        "⟦221B Baker St⟧",
        "⟦9 Hill View⟧",
        "it is ⟦Acacia Avenue⟧ here",
        "My ⟦Acacia Avenue⟧",
        "we are on ⟦acacia avenue⟧",
        "⟦flat 12b⟧",
        "⟦Apartment no. 4⟧",
    ],
)
def test_the_line_of_any_street_is_found(text):
    only(Kind.ADDRESS, text)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("I go to ⟦St Mary's Primary School⟧", CIRCLE),
        ("I go to ⟦st marys⟧ now", CIRCLE),
        ("⟦Saint Mary’s⟧ is big", CIRCLE),
        ("⟦beckfoot⟧ is big", CIRCLE),
        ("⟦Beckfoot Academy⟧", CIRCLE),
        ("at ⟦Park School⟧ today", CIRCLE),
        ("we were in ⟦King's⟧", CIRCLE),
        ("I like ⟦Lilycroft Primary⟧", NOBODY),
        ("My ⟦Lilycroft Nursery⟧", NOBODY),
        ("⟦Lilycroft school⟧ is good", NOBODY),
        ("⟦Holy Cross C of E Junior School⟧", NOBODY),
        ("⟦Leeds City College⟧", NOBODY),
        ("⟦st anne's primary⟧", NOBODY),
        ("I go to ⟦lilycroft primary⟧", NOBODY),
        ("⟦Lilycroft Pre-School⟧", NOBODY),
        ("⟦Lilycroft Sixth Form⟧", NOBODY),
    ],
)
def test_a_school_is_found(text, known):
    only(Kind.SCHOOL, text, known)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("it is raining in ⟦Bradford⟧", CIRCLE),
        ("it is raining in ⟦bradford⟧", CIRCLE),
        ("we were in ⟦Reading⟧", CIRCLE),
        ("⟦Otley⟧ is nice", CIRCLE),
        ("We live in ⟦Leeds⟧ now", NOBODY),
        ("We moved to a flat in ⟦Bingley⟧", NOBODY),
        ("we moved to ⟦West Ham⟧", NOBODY),
        ("at ⟦Kensington Health Centre⟧", NOBODY),
        ("we play in ⟦Lister Park⟧", NOBODY),
        ("I swim at ⟦Richard Dunn Leisure Centre⟧", NOBODY),
        ("by ⟦Forster Square station⟧", NOBODY),
        ("The ⟦Baildon Methodist Church⟧", NOBODY),
        ("next to ⟦St Anne's⟧", NOBODY),
    ],
)
def test_a_place_is_found(text, known):
    only(Kind.PLACE, text, known)
