"""The words that families read: short sentences, and none of the words that blame."""

import re
from collections.abc import Iterator

import pytest

from supportapp.content.catalogue import load_catalogue
from supportapp.content.events import QUESTIONS
from supportapp.content.models import Pathway, Service

MOST_WORDS = 25
NAMES = ("Adoption Contact Register",)  # what a public register is called
AVOID = re.compile(
    r"\b(overdue|late|missed|contact\w*|birth (parent|mother|father)s?|biological|bio mum|placements?"
    r"|care plan|challenging|attention.seeking|manipulative|abscond\w*|non.complian\w*|failed|failure|fails?"
    r"|did not engage|DNA|hard to reach|resistant|refused|chaotic|dysfunctional|toxic|siblings?|sibs"
    r"|lost your child|taken off|domestics|LAC|SGOs?|addicts?|abusers?|concerns? re|concerns"
    r"|clean|dirty|streaks?|removed from you)\b",
    re.IGNORECASE,
)


def words_of_pathway(pathway: Pathway) -> Iterator[str]:
    yield from (pathway.title, pathway.summary, pathway.offer_when, *pathway.nation_notes.values())
    for step in pathway.steps:
        yield from (step.title, step.why, *step.how, *step.keep)
        if step.link is not None:
            yield step.link.name
        if step.limit is not None:
            yield step.limit.words


def words_of_service(service: Service) -> Iterator[str]:
    yield from (service.who_for, service.what)
    yield from (text for text in (service.hours, service.text_chat, service.note) if text is not None)


CATALOGUE = load_catalogue()
TEXTS = {pathway.id: list(words_of_pathway(pathway)) for pathway in CATALOGUE.pathways}
TEXTS |= {service.id: list(words_of_service(service)) for service in CATALOGUE.services}
TEXTS |= {event: [asked.for_person, asked.for_worker] for event, asked in QUESTIONS.items()}


@pytest.mark.parametrize("piece", TEXTS)
def test_no_word_that_blames_or_belongs_to_the_office(piece):
    for text in TEXTS[piece]:
        plain = text
        for name in NAMES:
            plain = plain.replace(name, "")
        assert AVOID.search(plain) is None, text


@pytest.mark.parametrize("piece", TEXTS)
def test_sentences_are_short(piece):
    for text in TEXTS[piece]:
        for sentence in re.split(r"(?<=[.!?])['’)]?\s+", text):
            assert len(sentence.split()) <= MOST_WORDS, sentence


@pytest.mark.parametrize("piece", TEXTS)
def test_numbers_are_digits(piece):
    for text in TEXTS[piece]:
        assert (
            re.search(r"\b(two|three|four|five|six|seven|eight|nine|ten) (days|weeks|months|years)", text)
            is None
        )


def test_most_sentences_are_very_short():
    sentences = [
        sentence
        for pathway in CATALOGUE.pathways
        for step in pathway.steps
        for text in (step.why, *step.how)
        for sentence in re.split(r"(?<=[.!?])['’)]?\s+", text)
    ]
    assert sum(len(sentence.split()) for sentence in sentences) / len(sentences) < 11
