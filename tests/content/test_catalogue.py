"""What the shipped catalogue holds, and what it answers."""

from collections import Counter
from datetime import date

import pytest

from supportapp.content.catalogue import load_catalogue
from supportapp.content.events import QUESTIONS
from supportapp.content.models import Confidence, Event, ForRole, Group, LimitRule, Nation, Need

CATALOGUE = load_catalogue()
STEPS = [(pathway, step) for pathway in CATALOGUE.pathways for step in pathway.steps]
EVERYWHERE = tuple(Nation)


def test_everything_is_there():
    assert (len(CATALOGUE.pathways), len(STEPS), len(CATALOGUE.services)) == (30, 189, 58)


def test_it_is_read_once():
    assert load_catalogue() is CATALOGUE


def test_pathways_stand_in_the_order_of_life_not_of_the_alphabet():
    assert [pathway.id for pathway in CATALOGUE.pathways][:3] == [
        "bp-first-days",
        "bp-legal-help",
        "bp-benefits-change",
    ]
    assert CATALOGUE.pathways[19].id == "kc-first-week"


@pytest.mark.parametrize("pathway", CATALOGUE.pathways, ids=lambda pathway: pathway.id)
def test_a_pathway_says_where_it_comes_from_and_when_it_was_checked(pathway):
    assert pathway.sources
    assert date(2026, 11, 23) <= pathway.checked_on <= date(2100, 1, 1)
    assert pathway.confidence in Confidence
    assert not set(pathway.nation_notes) - set(EVERYWHERE)
    for nation in pathway.nations:
        assert CATALOGUE.steps_of(pathway, nation), f"{pathway.id} has no step in {nation}"


@pytest.mark.parametrize(("pathway", "step"), STEPS, ids=lambda piece: piece.id)
def test_a_step_says_what_why_how_and_when(pathway, step):
    assert step.title
    assert step.why
    assert 1 <= len(step.how) <= 5
    assert step.link is not None
    assert step.link.url.startswith("https://")
    assert "Nothing needed" not in step.keep
    assert CATALOGUE.step_of(pathway.id, step.id) is step
    if step.limit is not None:
        assert step.limit.words
        assert step.limit.source
        assert step.limit.checked_on == date(2026, 11, 23)


@pytest.mark.parametrize("service", CATALOGUE.services, ids=lambda service: service.id)
def test_a_service_can_be_reached_and_says_where_it_comes_from(service):
    assert service.url.startswith("https://")
    assert service.source
    assert service.checked_on == date(2026, 11, 23)
    assert CATALOGUE.service(service.id) is service
    if service.phone is not None:
        digits = service.phone.replace(" ", "")
        assert digits in {"999", "111", "116123", "08001111"} or (digits[:2] in {"01", "02", "03", "08"})
        assert digits in {"999", "111", "116123", "08001111"} or len(digits) in {10, 11}


@pytest.mark.parametrize(
    ("service_id", "phone", "nations"),
    [
        ("emergency-999", "999", EVERYWHERE),
        ("nhs-111", "111", EVERYWHERE[:3]),
        ("samaritans", "116 123", EVERYWHERE),
        ("ndah", "0808 2000 247", (Nation.ENGLAND,)),
        ("live-fear-free", "0808 80 10 800", (Nation.WALES,)),
        ("lifeline-ni", "0808 808 8000", (Nation.NI,)),
        ("frg", "0808 801 0366", (Nation.ENGLAND,)),
        ("kinship", "0300 123 7015", (Nation.ENGLAND, Nation.WALES)),
        ("childline", "0800 1111", EVERYWHERE),
        ("match", None, EVERYWHERE),
    ],
)
def test_numbers_stand_as_the_research_gave_them(service_id, phone, nations):
    service = CATALOGUE.service(service_id)
    assert service is not None
    assert (service.phone, service.nations) == (phone, nations)


def test_steps_with_a_time_limit_are_marked():
    marked = {(pathway.id, step.id) for pathway, step in STEPS if step.has_time_limit}
    assert len(marked) == 12
    assert {("bp-benefits-change", "challenge"), ("bp-ask-court-to-change", "appeal")} <= marked


def test_one_limit_hangs_on_the_universal_credit_period():
    rules = Counter(step.limit.rule for _, step in STEPS if step.limit is not None)
    assert rules == {LimitRule.UC_PERIOD_START: 1, LimitRule.AFTER: 10}


def test_only_the_pregnancy_pathway_is_discreet():
    assert [pathway.id for pathway in CATALOGUE.pathways if pathway.is_discreet] == ["bp-next-pregnancy"]


@pytest.mark.parametrize("nation", EVERYWHERE)
@pytest.mark.parametrize("need", list(Need))
def test_every_need_has_a_service_in_every_nation(need, nation):
    assert CATALOGUE.services_for(nation, need)


@pytest.mark.parametrize("nation", EVERYWHERE)
def test_every_service_answers_a_need_and_none_is_shown_elsewhere(nation):
    everything = CATALOGUE.services_for(nation)
    by_need = {service.id for need in Need for service in CATALOGUE.services_for(nation, need)}
    assert by_need == {service.id for service in everything}
    assert all(nation in service.nations for service in everything)


@pytest.mark.parametrize("nation", EVERYWHERE)
def test_urgent_lines_are_open_at_any_hour_and_999_is_first(nation):
    urgent = CATALOGUE.urgent(nation)
    assert urgent[0].phone == "999"
    assert {service.hours for service in urgent} == {"All day, every day"}
    assert all(service.group is Group.URGENT for service in urgent)
    assert len(urgent) >= 4


def test_pathways_are_chosen_by_nation_and_role():
    parents_in_scotland = CATALOGUE.pathways_for(Nation.SCOTLAND, [ForRole.PARENT])
    assert "bp-homeless-help" not in [pathway.id for pathway in parents_in_scotland]
    assert all(ForRole.PARENT in pathway.for_roles for pathway in parents_in_scotland)
    assert CATALOGUE.pathways_for(Nation.ENGLAND, []) == ()
    assert CATALOGUE.pathways_for(Nation.ENGLAND, list(ForRole)) == CATALOGUE.pathways


def test_a_step_that_does_not_hold_in_a_nation_is_left_out():
    pathway = CATALOGUE.pathway("bp-rent-arrears-debt")
    assert pathway is not None
    steps = {nation: [step.id for step in CATALOGUE.steps_of(pathway, nation)] for nation in EVERYWHERE}
    assert "breathing-space" in steps[Nation.WALES]
    assert "breathing-space" not in steps[Nation.SCOTLAND]


def test_a_pathway_asks_for_its_events_in_the_order_of_first_use():
    pathway = CATALOGUE.pathway("bp-legal-help")
    assert pathway is not None
    assert CATALOGUE.events_of(pathway, Nation.ENGLAND) == (Event.PAPERS_RECEIVED, Event.HEARING)
    assert CATALOGUE.events_of(pathway, Nation.SCOTLAND) == ()


def test_what_is_not_there_is_none():
    assert CATALOGUE.pathway("no-such") is None
    assert CATALOGUE.service("no-such") is None
    assert CATALOGUE.step_of("bp-legal-help", "no-such") is None
    assert CATALOGUE.step_of(None, None) is None


def test_every_event_is_used_and_has_a_question_for_each_side():
    assert set(QUESTIONS) == set(Event) == {step.due.event for _, step in STEPS}
    for question in QUESTIONS.values():
        assert question.for_person.endswith("?")
        assert question.for_worker.endswith("?")
        assert " you" not in question.for_worker
