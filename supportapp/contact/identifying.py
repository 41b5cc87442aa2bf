"""What in a letter could lead the other household to a home, found before the letter is passed on.

It prefers asking to missing, and a person decides. It does not see numbers written as words ("oh seven nine"),
letters that only look alike (a Cyrillic o), what a child draws, or what only the family would understand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category, decimal, normalize

from supportapp.contact import everyday
from supportapp.contact.clues import POSTCODE, Kind, Span, clues

__all__ = ["Finding", "Kind", "Known", "find"]

SIGNS = str.maketrans("‘’ʼʹ`´′＇‐‑‒–—―−﹣－", "''''''''---------")
# Categories of Unicode: accents, and what has no width, such as a soft hyphen or a mark of direction.
UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me"})
WORD = re.compile(r"[^\W_]+")
JOINED = r"[\W_]{0,3}"
SHORTEST_PART = 4  # of a surname: "Garcia" of "Garcia Lopez" counts, "van" of "van Dijk" does not


@dataclass(frozen=True, slots=True)
class Finding:
    """A clue, from character `start` to before `end`; `text` is what the letter says there."""

    kind: Kind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the people around a child and must not be passed on, as it was typed in."""

    surnames: frozenset[str]
    addresses: tuple[str, ...]
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A known thing to look for; where `is_everyday`, it is also a word of every letter and needs its capital."""

    kind: Kind
    pattern: re.Pattern[str]
    is_everyday: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is compared: `plain` and `folded` of one length, and where in the text each character began."""

    plain: str
    folded: str
    origins: tuple[int, ...]


def find(text: str, *, known: Known) -> list[Finding]:
    """Every clue in `text`, in order. Clues that overlap are one, of the kind of the longest.

    Half a postcode counts too: with two letters always ("ls6"), with one only where it is written large ("E8").
    Accents, letter case, curly quotes, full-width letters and characters without width make no difference.
    """
    reading = _read(text)
    spans = [*clues(reading.plain, reading.folded)]
    for sign in _signs(known):
        for found in sign.pattern.finditer(reading.folded):
            start, after = found.span()
            if not sign.is_everyday or reading.plain[start:after] != reading.folded[start:after]:
                spans.append((sign.kind, start, after))
    return [_finding(text, reading, span) for span in _merged(spans)]


def _finding(text: str, reading: Reading, span: Span) -> Finding:
    kind, first, after = span
    start = reading.origins[first]
    end = max(reading.origins[after], reading.origins[after - 1] + 1)
    return Finding(kind, start, end, text[start:end])


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    longest = 0
    for kind, start, end in sorted(spans, key=lambda span: (span[1], -span[2], list(Kind).index(span[0]))):
        if not merged or start >= merged[-1][2]:
            merged.append((kind, start, end))
            longest = end - start
            continue
        named = kind if end - start > longest else merged[-1][0]
        longest = max(longest, end - start)
        merged[-1] = (named, merged[-1][1], max(end, merged[-1][2]))
    return merged


def _read(text: str) -> Reading:
    plain: list[str] = []
    folded: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        for each in normalize("NFKD", character.translate(SIGNS)):
            if category(each) in UNSEEN and each not in "\n\r\t":
                continue
            small = str(decimal(each)) if each.isdecimal() else each.casefold()
            folded.append(small)
            plain.append(small if each.isdecimal() or len(small) > 1 else each)
            origins += [place] * len(small)
    return Reading("".join(plain), "".join(folded), (*origins, len(text)))


def _signs(known: Known) -> Iterator[Sign]:
    for surname in sorted(known.surnames):
        yield from _surname(WORD.findall(_read(surname).folded))
    for address in known.addresses:
        yield from _address(_read(address).folded)
    for school in known.schools:
        yield from _school(WORD.findall(_read(school).folded))


def _surname(words: list[str]) -> Iterator[Sign]:
    names = {JOINED.join(map(re.escape, words))} if len("".join(words)) > 1 else set()
    names |= {re.escape(word) for word in words if len(word) >= SHORTEST_PART}
    spaced = "".join(words)
    if len(spaced) >= SHORTEST_PART:
        names.add(r"[\W_]{1,2}".join(map(re.escape, spaced)))
    for name in sorted(names):
        # Between letters only: "okafor2010" and "the_okafors" are the name as well.
        yield Sign(Kind.SURNAME, re.compile(rf"(?<![^\W\d_]){name}(?:s'|'?s|es)?(?![^\W\d_])"))


def _school(words: list[str]) -> Iterator[Sign]:
    own = [word for word in words if word not in everyday.SCHOOL_WORDS]
    if len(words) > 1:
        yield _sign(Kind.SCHOOL, words)
    if any(len(word) >= SHORTEST_PART for word in own):
        yield _sign(Kind.SCHOOL, own)


def _address(folded: str) -> Iterator[Sign]:
    for found in reversed([*POSTCODE.finditer(folded)]):
        yield _sign(Kind.POSTCODE, ["".join(WORD.findall(found[1]))])
        folded = f"{folded[: found.start(1)]},{folded[found.end(3) :]}"
    for line in re.split(r"[,;\n]", folded):
        words = WORD.findall(line)
        words = [everyday.SHORT_TYPES.get(word, word) if at else word for at, word in enumerate(words)]
        after = _end_of_street(words)
        yield from _street(words[:after])
        if town := [word for word in words[after:] if word not in everyday.COUNTRIES and len(word) > 1]:
            yield _sign(Kind.PLACE, town)


def _end_of_street(words: list[str]) -> int:
    """How many words of this line of an address are its street; none where it is a town or the name of a house."""
    for at, word in enumerate(words):
        if (
            at and word in everyday.STREET_TYPES and not words[at - 1][0].isdigit()
        ):  # not the park of "12 Park Road"
            while at + 1 < len(words) and words[at + 1] in everyday.STREET_TYPES:
                at += 1
            return at + 1
    return len(words) if any(word[0].isdigit() for word in words) else 0


def _street(words: list[str]) -> Iterator[Sign]:
    """Of "Flat 3 12 Elm Road": "12 Elm Road", "12 Elm", "Elm Road" and "Flat 3"."""
    numbers = [at for at, word in enumerate(words) if word[0].isdigit()]
    at = numbers[-1] if numbers else -1
    name = words[at + 1 :]
    for part in (words[:at] if at > 0 and name else [], words[max(at, 0) :] if name else words, words[at:-1]):
        if len(part) > 1:
            yield _sign(Kind.ADDRESS, part)
    if len(name) > 1 or any(len(word) >= SHORTEST_PART for word in name):
        yield _sign(Kind.ADDRESS, name)


def _sign(kind: Kind, words: list[str]) -> Sign:
    saint = {"st": "(?:st|saint)", "saint": "(?:st|saint)"}
    same = everyday.STREET_TYPES if kind is Kind.ADDRESS else saint
    pattern = JOINED.join(same.get(word, re.escape(word)) for word in words)
    long = [word for word in words if word != "the" and (len(word) > 1 or word.isdecimal())]
    is_everyday = len(long) == 1 and long[0] in everyday.EVERYDAY
    return Sign(kind, re.compile(rf"(?<![^\W_]){pattern}(?:'?s)?(?![^\W_])"), is_everyday)
