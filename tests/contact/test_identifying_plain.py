"""What in a letter leads to a home: plain talk is left alone, and no letter hides a clue or keeps the server busy."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supportapp.contact.identifying import Finding, Kind, Known, find
from tests.contact.letters import CIRCLE, kinds


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "I am 29",
        "I am 7 and a half",
        "at 10am, or 10:30am, or half past 3",
        "10.30 to 12.00, 09.30 - 10.30 and 13:15",
        "2026",
        "in 2026 and 2027",
        "on 12/10/2026 and 01/02/2026 10 30",
        "01/02/26 03/04/26",
        "on 2026-10-12 at 10",
        "on 12.10.2026 14.30",
        "01 02 2026 03 04 2026",
        "on the 3rd of May 2026",
        "I love you 100",
        "I love you 1000000 times",
        "1 2 3 4 5 6 7 8 9 10",
        "school was fun",
        "School was fun. My school is big. After school we play.",
        "Our nursery has a fish and I like primary school",
        "I go to big school now, I go to high school, I go to my new school",
        "Miss school? I hope school is fun. Love school!",
        "I start college in September. Primary School and High School.",
        "number 7",
        "We are number 7 in the list and page 12",
        "Year 5 school trip and Year 6 school play",
        "I was 2nd and she was 1st",
        "we got 2 2nd hand books, so 4 5th graders came",
        "a 10 minute walk, a 10 minute drive and a 5 mile road",
        "I can run 3 miles down the road",
        "we walked down the street, on the road, in our street, up the lane",
        "we were at the park and the library and the swimming pool",
        "The park was fun. Our park is big. Happy park day!",
        "I watch Coronation Street and eat Quality Street",
        "Quality Street",
        "see you @ 5 and @ home",
        "I played Roblox and Minecraft with dad. Minecraft is fun!",
        "me2 and CO2 and H2O and PS5 and b12 and e4",
        "he got 9/10 and 50% and £12.50",
        "Mum's dad's nan's cat",
        "Mum and Dad. Love from Micah xxx",
        "Dear Mum,\nSchool was good.\nLove Micah",
        "and/or Mr./Mrs. e.g. this",
        "I like dad.He is nice",
        "look at the dot to dot",
        "I live in a house with a cat. We live in England. I live with nan.",
        "We stay at Nan's on Monday",
        "St Patrick's Day",
        "Happy Birthday to you 🎂 7 today",
        "the tyre is flat and 3 men came",
        "I have 12 cats, 3 dogs and a 100 fish",
        "At home school is hard",
        "Rydym yn caru chi",
        "Kocham cię, mamo! Mam 8 lat.",
        "أحبك يا أمي",
        "I scored 3-2 and 10-9 and 21-19-20",
        "12:30:45 and 3.14159",
        "I lost 2 teeth and got £2. I am in Year 3 now and my teacher is Miss Khan. We swim on Saturday at 10am.",
        "My course is on Tuesdays, 9.30 to 12.00. You were only 3! All my love, Mummy x (the kisses are 1 2 3 4 5)",
        "A party with 8 friends, a cake with 7 candles, size 20 inch, 7lb 4oz, level 56, age 7-8. Man United won 3-1.",
        "Miss Khan took us to London Zoo and the Science Museum. On Monday School was closed. Sunday School is fun.",
    ],
)
def test_plain_talk_is_left_alone(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I like reading and the park and the king",
        "we play in the green grass",
        "I am 12 and I saw an elm",
        "a sale was on, we had a bath",
    ],
)
def test_a_town_or_a_school_that_is_also_a_word_counts_only_as_a_name(text):
    assert kinds(text, CIRCLE) == []


def test_clues_come_in_order_and_where_they_are():
    text = "Hi Mum, I’m at 12 Elm Road, BD7 1AA. Ring 07700 900123 or dan@example.com. Micah Okafor"
    found = find(text, known=CIRCLE)
    assert [(each.kind, each.text) for each in found] == [
        (Kind.ADDRESS, "12 Elm Road"),
        (Kind.POSTCODE, "BD7 1AA"),
        (Kind.PHONE, "07700 900123"),
        (Kind.EMAIL, "dan@example.com"),
        (Kind.SURNAME, "Okafor"),
    ]
    assert all(text[each.start : each.end] == each.text for each in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("micah@okafor.com", [(Kind.EMAIL, "micah@okafor.com")]),
        ("https://okafor.com/12-Elm-Road", [(Kind.LINK_OR_HANDLE, "https://okafor.com/12-Elm-Road")]),
        ("Okafor Primary School", [(Kind.SCHOOL, "Okafor Primary School")]),
        ("7 Okafor Road", [(Kind.ADDRESS, "7 Okafor Road")]),
        ("ring 07700 900123", [(Kind.PHONE, "07700 900123")]),
        ("Okafor Okafor", [(Kind.SURNAME, "Okafor"), (Kind.SURNAME, "Okafor")]),
    ],
)
def test_clues_that_overlap_are_one(text, expected):
    assert kinds(text, CIRCLE) == expected


def test_an_accent_written_apart_belongs_to_what_is_found():
    assert find("Nunez\u0301!", known=CIRCLE) == [Finding(Kind.SURNAME, 0, 6, "Nunez\u0301")]


def test_names_too_short_or_empty_find_nothing():
    nothing = Known(frozenset({"", " ", "-", "X"}), ("", ",,", "UK"), ("", "School", "The"))
    assert kinds("X - School, UK, the end.", nothing) == []


@pytest.mark.parametrize("words", ["(", "a+b*", "[^", "\\", "O'(Connor", "x{2,}"])
def test_signs_in_what_is_known_are_taken_as_they_are(words):
    find("O'(Connor a+b [^", known=Known(frozenset({words}), (words, f"12 {words} Road"), (words,)))


@pytest.mark.parametrize(
    "piece",
    [
        "a", "A", "0", "@", ".", "-", " ", "\n", "0 ", "A ", "A1", "Aa ", "a.", "a@", "at ", "dot ", "a at ", "a dot ",
        "www.", "http://", "St. ", "St A ", "1 A ", "12 Elm ", "12 elm ", "on a ", "s w 1 a ", "my insta ", "call ",
        "call 1 ", "(0", "+0 ", "O'", "o k a f o r", "elm ", "van der ", "é", "\u0301", "\u200b", "ﷺ", "of the ",
        "Live In ", "go to a", "1/1/", "12-", "flat ", "add me on ", "user name ",
    ],
)  # fmt: skip
def test_a_letter_made_to_be_slow_is_read_all_the_same(piece):
    find((piece * 10_000)[:10_000], known=CIRCLE)


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_every_clue_is_a_piece_of_the_letter_and_they_stand_apart(text):
    found = find(text, known=CIRCLE)
    assert all(each.text == text[each.start : each.end] != "" for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(
    st.text("abcdefghijklmnopqrstuvwxyz ,.!?\n", max_size=60),
    st.sampled_from(["Okafor", "BD7 1AA", "07700 900123"]),
)
def test_no_words_around_a_clue_hide_it(around, clue):
    shown = "".join(each.text for each in find(f"{around}\n{clue}\n{around}", known=CIRCLE))
    assert clue in shown
