"""What in plain words leads to a home: the shapes of postcodes, numbers, addresses, schools and places.

Each search takes the same text twice, letter for letter: `plain`, with its capitals, and `folded`, without. Every
repeat in every pattern has an upper bound, so that no letter can keep the server busy.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from supportapp.contact import everyday


class Kind(StrEnum):
    """What kind of clue it is; where two are equally long, the earlier one names them both."""

    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    LINK_OR_HANDLE = "link_or_handle"
    SURNAME = "surname"
    ADDRESS = "address"
    SCHOOL = "school"
    PLACE = "place"


Span = tuple[Kind, int, int]

GAP = r"[^\S\n]{1,2}"  # a name does not go on in the next line
BETWEEN = r"[\s.\-_]{0,3}"
DIGIT = r"[\s.,\-()/_*]{0,3}(?:[0-9]|o(?![a-np-z]))"
DOMAIN = "com|uk|org|net|info|io|app|tv|gg|ly|eu|ie|gov|wales|cymru|scot|london|biz|online|site|link|xyz"
AT = r"\s{0,2}[\[({<]?\s?(?:@|\bat\b)\s?[\])}>]?\s{0,2}"
DOT = r"\s{0,2}[\[({<]?\s?(?:\.|\bdot\b)\s?[\])}>]?\s{0,2}"
PLATFORM = (
    r"insta(?:gram)?|snap(?:chat)?|tik\s?tok|facebook|fb|discord|telegram|whats\s?app|messenger|twitter|youtube"
    r"|roblox|xbox|psn|playstation|steam|fortnite|minecraft"
)
ROAD = r"road|rd|street|avenue|ave|lane|crescent|terrace|grove|mews|gardens"
SCHOOL_TYPE = (
    r"(?:primary|junior|infants?|secondary|high|grammar|nursery|middle|boarding)\s{1,2}school|pre-?\s?school"
    r"|primary|juniors?|infants?|grammar|nursery|academy|college|school|sixth\s{1,2}form|kindergarten|playgroup"
)
PLACE_TYPE = (
    r"surgery|hospital|hospice|church|chapel|mosque|temple|gurdwara|synagogue|library|baths|swimming\s{1,2}pool|park"
    r"|(?:medical|health|leisure|sports|community|children's|family|contact|shopping|day)\s{1,2}centre|station"
    r"|(?:football|rugby|cricket|youth|boxing|netball|gymnastics)\s{1,2}club|clinic|refuge|hostel"
)

POSTCODE = re.compile(
    rf"(?<![a-z0-9'])(?=([a-z](?:{BETWEEN}[a-z])?{BETWEEN}[0-9](?:{BETWEEN}[0-9a-z])?)({BETWEEN})"
    rf"([0-9]{BETWEEN}[abd-hjlnp-uw-z]{BETWEEN}[abd-hjlnp-uw-z])(?![a-z0-9]))"
)
DISTRICT = re.compile(r"(?<![a-z0-9'])([a-z]{1,2})[0-9](?:[0-9]|([a-z]))?(?![a-z0-9'])")
ORDINAL = re.compile(r"1st|2nd|3rd|[04-9]th")

DATE_OR_TIME = re.compile(
    r"(?<![0-9])(?:[0-9]{1,2}([/.\- ])[0-9]{1,2}\1(?:19|20)[0-9]{2}(?![/.\-]?[0-9])"
    r"|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2}(?![0-9/])"
    r"|[0-9]{1,2}\.[0-5][0-9](?=\s?(?:,|;|\)|-\s|and\b|to\b|or\b|[ap]m\b)|\.?\s{0,3}$))"
)
PHONE = re.compile(
    rf"\+(?:{DIGIT}){{8,14}}(?![0-9])|(?<![a-z0-9])(?:00(?:{DIGIT}){{9,13}}|[0o](?:{DIGIT}){{9,10}}"
    rf"|44(?:{DIGIT}){{10}}|7[0-9]{{3}}[\s.\-]{{0,2}}[0-9]{{3}}[\s.\-]{{0,2}}[0-9]{{3}})(?![0-9])"
)
CALLED = re.compile(
    r"(?<![a-z])(?:ring|call|phone|text|tel|mobile|mob|whats\s?app|number)\b[^0-9]{0,20}"
    rf"([0-9](?:{DIGIT}){{5,8}})(?![0-9])"
)

EMAIL = re.compile(
    rf"[\w.+\-]{{1,64}}(?:@[\w\-]{{1,63}}(?:\.[\w\-]{{1,63}}){{1,5}}"
    rf"|{AT}(?:[\w\-]{{1,63}}{DOT}){{1,3}}(?:{DOMAIN})\b"
    rf"|{AT}(?:gmail|googlemail|hotmail|icloud|yahoo|btinternet|protonmail|aol)\b)"
)
LINK = re.compile(
    rf"https?\s?:\s?/\s?/\s?\S{{1,200}}|(?<![a-z])www\s?\.\s?\S{{2,200}}|@[a-z_][\w.]{{0,30}}\w"
    rf"|(?<![\w@])(?:[a-z0-9\-]{{1,63}}\.){{1,4}}(?:{DOMAIN})\b(?:/\S{{0,200}})?"
    rf"|[a-z0-9\-]{{1,63}}(?:\.[a-z]{{2,6}}/\S{{1,200}}|\s{{1,2}}dot\s{{1,2}}(?:{DOMAIN})\b)"
    rf"|(?<![a-z])(?:{PLATFORM}|user|gamer)\s{{0,2}}(?:user\s?)?(?:name|tag|id|handle|account|channel)"
    r"\s{0,2}(?:is\b|:|=|-|called\b)\s{0,2}\S{2,30}"
    r"|(?<![a-z])my\s{1,2}(?:insta(?:gram)?|snap(?:chat)?|tik\s?tok|facebook|fb|discord|telegram)\s{0,2}"
    r"(?:is\b|:|=|-)\s{0,2}\S{2,30}"
    rf"|(?<![a-z])(?:{PLATFORM})\s?[:=]\s?\S{{2,30}}"
    rf"|(?<![a-z])(?:add|find|follow|message|dm|friend|text|call)\s{{1,2}}me\s{{1,2}}(?:on|at)\s{{1,2}}(?:{PLATFORM})\b"
)

NAME = rf"[A-Z][\w'\-]{{0,30}}{GAP}"
SMALL_NAME = rf"[a-z][a-z'\-]{{1,30}}{GAP}"
NUMBER = rf"[0-9]{{1,4}}[A-Za-z]?,?{GAP}"
WAY = "close|drive|st|dr|cl|court|ct|way|place|walk|row|rise|hill|view|park|green|square|yard|parade"
BY_ITSELF = "Road|Rd|Street|Avenue|Ave|Lane|Crescent|Terrace|Grove|Mews|Gardens|Close|Drive"
LIVING = "(?i:live|lives|living|lived|move|moved|moving|stay|staying|stayed)"
GOING = rf"(?:go(?:es)?{GAP}to|went{GAP}to|moved{GAP}to|at|called|attends?|joined)"


def _shape(kind: Kind, *parts: str) -> tuple[Kind, re.Pattern[str]]:
    """A pattern of whole words: group 1 is a house number, or empty; group 2 is what must hold a name."""
    return kind, re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")


CAPITALS = (
    _shape(Kind.ADDRESS, rf"({NUMBER})((?:{NAME}){{1,3}})(?i:{ROAD}|{WAY})"),
    _shape(Kind.ADDRESS, rf"()((?:{NAME}){{1,3}})(?:{BY_ITSELF})"),
    _shape(
        Kind.SCHOOL, rf"()((?:(?:{NAME})|St\.{GAP}|(?:of|the|and|&){GAP}){{1,5}})", rf"(?i:{SCHOOL_TYPE})"
    ),
    _shape(Kind.PLACE, rf"()((?:{NAME}|St\.{GAP}){{1,4}})(?i:{PLACE_TYPE})"),
    _shape(
        Kind.PLACE,
        rf"{LIVING}{GAP}(?:\w{{1,20}}{GAP}){{0,3}}(?:in|to|from|near|at|by){GAP}()",
        rf"([A-Z][\w'\-]{{2,30}}(?:{GAP}[A-Z][\w'\-]{{2,30}})?)",
    ),
    _shape(Kind.PLACE, rf"()(St\.?{GAP}[A-Z]\w{{2,20}}'?s)(?!{GAP}Day\b)"),
)
SMALL = (
    _shape(Kind.ADDRESS, rf"({NUMBER})((?:{SMALL_NAME}){{1,2}})(?:{ROAD})"),
    _shape(Kind.ADDRESS, rf"({NUMBER})({SMALL_NAME})(?:close|drive|court|st)"),
    _shape(Kind.ADDRESS, rf"(?:on|in|at|off|near|from|to|of|is){GAP}()((?:{SMALL_NAME}){{1,2}})(?:{ROAD})"),
    _shape(Kind.ADDRESS, rf"()((?:flat|apartment|apt){GAP})(?:no\.?\s?|number{GAP}|#)?[0-9]{{1,4}}[a-z]?"),
    _shape(
        Kind.SCHOOL,
        rf"()((?:st|saint)\.?{GAP}{SMALL_NAME}(?:[a-z']{{1,20}}{GAP}){{0,3}})(?:{SCHOOL_TYPE})",
    ),
    _shape(Kind.SCHOOL, rf"{GOING}{GAP}()((?:{SMALL_NAME}){{1,2}})(?:{SCHOOL_TYPE})"),
)


def clues(plain: str, folded: str) -> Iterator[Span]:
    """Every clue as (kind, start, end), in no order; some overlap."""
    yield from _postcodes(plain, folded)
    yield from _phones(folded)
    yield from ((Kind.EMAIL, *found.span()) for found in EMAIL.finditer(folded))
    yield from ((Kind.LINK_OR_HANDLE, *found.span()) for found in LINK.finditer(folded))
    for text, patterns in ((plain, CAPITALS), (folded, SMALL)):
        for kind, pattern in patterns:
            yield from _named(kind, pattern, text, folded)


def _postcodes(plain: str, folded: str) -> Iterator[Span]:
    for found in POSTCODE.finditer(folded):
        district, inward = found[1], found[3]
        is_loose = not (district.isalnum() and inward.isalnum())
        area = re.match(r"[a-z]{1,2}", re.sub(r"[\W_]", "", district))
        if area and area[0] in everyday.POSTCODE_AREAS and not (is_loose and ORDINAL.fullmatch(inward)):
            yield Kind.POSTCODE, found.start(1), found.end(3)
    for found in DISTRICT.finditer(folded):
        area_of, letter = found[1], found[2]
        is_written_large = plain[found.start() : found.end()].isupper()
        if area_of not in everyday.POSTCODE_AREAS or found[0] in everyday.NOT_DISTRICTS:
            continue
        if letter and area_of not in everyday.AREAS_WITH_LETTERS:
            continue
        if (
            is_written_large or len(area_of) == 2
        ):  # "ls6" is a place; "e4" and "b12" are as often a door or a vitamin
            yield Kind.POSTCODE, *found.span()


def _phones(folded: str) -> Iterator[Span]:
    untimed = DATE_OR_TIME.sub(lambda found: "#" * len(found[0]), folded)
    for found in PHONE.finditer(untimed):
        if sum(each.isdigit() for each in found[0]) > 5:  # the others may be the letter o
            yield Kind.PHONE, *found.span()
    yield from ((Kind.PHONE, *found.span(1)) for found in CALLED.finditer(untimed))


def _named(kind: Kind, pattern: re.Pattern[str], text: str, folded: str) -> Iterator[Span]:
    """What the pattern finds where a name is left once the words that begin a sentence are taken off its front."""
    for found in pattern.finditer(text):
        start, end = found.span(2)
        words = list(re.finditer(r"\S+", folded[start:end]))
        plain_words = [everyday.is_plain(word[0]) for word in words]
        if not found[1]:
            if not all(plain_words):
                yield kind, start + words[plain_words.index(False)].start(), found.end()
        elif text[end : end + 1].isupper() or not any(plain_words):
            yield (
                kind,
                *found.span(),
            )  # "12 High Street" is an address whatever its words, "10 minute drive" is none
