"""The files of the demo households: their words, their dates, and the steps that they name."""

import re
from datetime import date

import pytest

from supportapp.content.catalogue import load_catalogue
from supportapp.content.models import Nation
from supportapp.demo import more
from supportapp.demo.story import AS_OF, HOUSEHOLDS, read_households, read_yaml
from supportapp.tasks.models import State

FILES = sorted(path.name for path in HOUSEHOLDS.glob("*.yaml"))
AVOID = (  # the words to avoid of the project's language guide
    r"overdue|late|missed|failed to|failure|non-?complian\w*|did not engage|hard to reach|resistant|refused",
    r"chaotic|dysfunctional|toxic|absconded|placement|contact|birth (mum|dad|parent)|bio mum|biological|dna",
    r"challenging behaviou?r|attention-seeking|manipulative|lac|siblings?|sibs|domestics|addict|abuser",
    r"clean|dirty|concerns re|taken off you|lost your child|case|client",
)
STALE = (
    r"january|february|march|april|june|july|august|september|october|november|december|christmas|easter"
    r"|20\d\d"
)


def words(written, key=""):
    """Every text that people read; keys, names of parts of life and ids are left out."""
    if isinstance(written, dict):
        for name, value in written.items():
            yield from words(value, name)
    elif isinstance(written, list):
        for value in written:
            yield from words(value, key)
    elif isinstance(written, str) and key not in ("area", "id", "part", "kind", "state", "owner", "duty"):
        yield written


@pytest.mark.parametrize("file", FILES)
def test_no_household_holds_a_word_to_avoid(file):
    for text in words(read_yaml(HOUSEHOLDS / file)):
        for line in AVOID:
            assert not re.search(rf"\b({line})\b", text, re.IGNORECASE), text


@pytest.mark.parametrize("file", FILES)
def test_no_text_names_a_month_or_a_year_that_will_pass(file):
    for text in words(read_yaml(HOUSEHOLDS / file)):
        if text not in ("Born after 2011. Junior ISA found.", "Finlay was born after 2011."):
            assert not re.search(rf"\b({STALE})\b", text, re.IGNORECASE), text


@pytest.mark.parametrize("file", FILES)
def test_no_phone_or_address_is_in_a_file(file):
    for text in words(read_yaml(HOUSEHOLDS / file)):
        assert "@" not in text
        assert not re.search(r"\d{5}", text), text


def test_the_small_families_use_plain_words_too():
    for text in words(read_yaml(more.FILE)):
        for line in (*AVOID, STALE):
            assert not re.search(rf"\b({line})\b", text, re.IGNORECASE), text


def test_every_step_that_is_named_is_a_step_of_its_pathway_in_that_nation():
    for household in read_households(AS_OF).values():
        for story in (one for plan in household.plans for one in plan.pathways):
            pathway = load_catalogue().pathway(story.id)
            steps = {step.id for step in load_catalogue().steps_of(pathway, Nation(household.nation))}
            assert set(story.steps) <= steps, story.id
            assert set(story.dates) <= set(load_catalogue().events_of(pathway, household.nation)), story.id


def test_nothing_is_done_or_rated_after_the_day_of_the_files():
    for household in read_households(AS_OF).values():
        for plan in household.plans:
            outcomes = [task for goal in plan.goals.values() for task in goal.tasks]
            outcomes += [*plan.tasks, *(step for one in plan.pathways for step in one.steps.values())]
            assert all(one.done <= AS_OF for one in outcomes if one.state is State.DONE)
            assert all(
                one.due is None or one.due > date(2026, 11, 16)
                for one in outcomes
                if one.state is not State.DONE
            )
            assert all(rating.day <= AS_OF for goal in plan.goals.values() for rating in goal.ratings)


def test_nobody_bears_a_nickname_twice():
    households = read_households(AS_OF).values()
    names = [key for household in households for key in household.sign_ins]
    assert len(names) == len(set(names))
    workers = {key for household in households for key in household.workers}
    assert workers.isdisjoint(names)


def test_references_can_be_read_aloud():
    references = [household.reference for household in read_households(AS_OF).values()]
    assert all(re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{6}", reference) for reference in references)
