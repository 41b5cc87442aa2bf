"""Three random words to offer as a passphrase, and the passphrases that are too easy to guess."""

import secrets
from functools import cache
from pathlib import Path

SHORTEST = 12  # letters, as ASVS 5.0 asks for at the least where there is no second step
FEWEST_LETTERS, FEWEST_OTHERS = 5, 6
SERVICE_WORDS = (
    "rowan",
    "passphrase",
    "password",
    "passwort",
    "welcome",
    "support",
    "family",
    "worker",
    "letmein",
)
FOLDER = Path(__file__).parent


def three_words(count: int = 3) -> str:
    """Random everyday words, none of them sad: something to remember, with 9 bits of chance in each."""
    words = _lines("three_words.txt")
    return " ".join(secrets.choice(words) for _ in range(count))


def is_easy(passphrase: str, nickname: str = "") -> bool:
    """Whether a guesser would try it soon: often used, one key over and over, or our own name and no more."""
    letters = _letters(passphrase)
    if letters in _easy() or len(set(letters)) < FEWEST_LETTERS or letters == _letters(nickname):
        return True
    rest = letters
    for word in SERVICE_WORDS:
        rest = rest.replace(word, "")
    return len(rest) < FEWEST_OTHERS


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


@cache
def _easy() -> frozenset[str]:
    return frozenset(_letters(line) for line in _lines("easy.txt"))


@cache
def _lines(name: str) -> tuple[str, ...]:
    return tuple((FOLDER / name).read_text(encoding="utf-8").split("\n"))
