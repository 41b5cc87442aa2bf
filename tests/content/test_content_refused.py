"""Content that does not fit is refused, and the refusal names the file and the id."""

import pytest

from supportapp.content.catalogue import read_catalogue
from supportapp.content.refusal import ContentRefused

PATHWAY = """\
id: bp-x
title: A pathway
for_roles: [parent]
area: benefits
summary: Some words.
offer_when: At any time.
nations: [england, wales]
sources: [A page]
checked_on: 2026-11-23
confidence: verified
steps:
  - id: one
    title: Do one thing
    why: It helps.
    how: [Do it.]
    due: {event: child_moved, offset: 3d, repeat: 4w}
    link: {name: A page, url: "https://example.org/", seen: true}
    limit: {rule: after, offset: 8w, words: Some words., source: A page, checked_on: 2026-11-23}
  - id: two
    title: Do another thing
    why: It helps too.
    how: [Do it.]
    due: {event: hearing, offset: -2w}
    nations: [wales]
"""
SERVICES = """\
- id: lines
  name: A line
  who_for: Anyone
  what: Help.
  phone: 0808 801 0366
  url: https://example.org/
  nations: [england]
  tags: [crisis]
  source: A page
  checked_on: 2026-11-23
  confidence: verified
  url_seen: true
"""
PATHWAY_FILE, SERVICE_FILE = "pathways/bp-x.yaml", "services/urgent.yaml"


@pytest.fixture
def shelf(tmp_path):
    """A small catalogue on disk that fits."""
    for folder in ("pathways", "services"):
        (tmp_path / folder).mkdir()
    (tmp_path / PATHWAY_FILE).write_text(PATHWAY)
    (tmp_path / SERVICE_FILE).write_text(SERVICES)
    (tmp_path / "order.yaml").write_text("- bp-x\n")
    return tmp_path


def change(shelf, file, before, after):
    text = (shelf / file).read_text()
    assert before in text
    (shelf / file).write_text(text.replace(before, after, 1))


def refusal_of(shelf) -> str:
    with pytest.raises(ContentRefused) as refused:
        read_catalogue(shelf)
    return str(refused.value)


def test_what_fits_is_read(shelf):
    catalogue = read_catalogue(shelf)
    assert [pathway.id for pathway in catalogue.pathways] == ["bp-x"]
    assert [service.id for service in catalogue.services] == ["lines"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[parent]", "[uncle]", "bp-x: for_roles.0:"),
        ("area: benefits", "area: money", "bp-x: area:"),
        ("[england, wales]", "[england, france]", "bp-x: nations.1:"),
        ("sources: [A page]\n", "", "bp-x: sources: is missing"),
        ("sources: [A page]", "sources: []", "bp-x: sources:"),
        ("checked_on: 2026-11-23\nconf", "conf", "bp-x: checked_on: is missing"),
        ("confidence: verified", "confidence: sure", "bp-x: confidence:"),
        ("summary: Some", "colour: red\nsummary: Some", "bp-x: colour: is not a field we know"),
        ("id: bp-x", "id: bp-y", "bp-y: id: the file must bear the same name"),
        ("id: two", "id: one", "step one: id: is there twice"),
        ("event: child_moved", "event: moon", "step one: due.event:"),
        ("offset: 3d", "offset: 3y", "step one: due.offset: '3y' is not a number with d, w or m"),
        ("offset: 3d", "offset: soon", "step one: due.offset:"),
        ("repeat: 4w", "repeat: 0d", "step one: due: repeat"),
        ("    why: It helps.\n", "", "step one: why: is missing"),
        ("how: [Do it.]", "how: [a, b, c, d, e, f]", "step one: how:"),
        ("https://example.org/", "http://example.org/", "step one: link.url:"),
        ("rule: after", "rule: later", "step one: limit.rule:"),
        ("offset: 8w", "offset: 8x", "step one: limit.offset.england: '8x'"),
        ("rule: after, offset: 8w", "rule: after", "step one: limit: an offset goes with"),
        (
            "rule: after, offset: 8w",
            "rule: uc_period_start, offset: 8w",
            "step one: limit: an offset goes with",
        ),
        ("offset: 8w", "offset: {atlantis: 8w}", "step one: limit.offset.atlantis"),
        (", source: A page, checked", ", checked", "step one: limit.source: is missing"),
        ("nations: [wales]", "nations: [scotland]", "step two: nations: not all of them are the pathway's"),
        ("nations: [wales]", "nations: []", "step two: nations:"),
        ("why: It helps too.", "why: It helps too.\n    wy: x", "step two: wy: is not a field we know"),
    ],
)
def test_a_pathway_that_does_not_fit_is_refused(shelf, before, after, said):
    change(shelf, PATHWAY_FILE, before, after)
    assert f"{PATHWAY_FILE}, {said}" in refusal_of(shelf)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[england]", "[france]", "lines: nations.0:"),
        ("  source: A page\n", "", "lines: source: is missing"),
        ("https://example.org/", "http://example.org/", "lines: url:"),
        ("0808 801 0366", "+44 808 801 0366", "lines: phone:"),
        ("  who_for", "  colour: red\n  who_for", "lines: colour: is not a field we know"),
        ("id: lines", "id: A line", "A line: id:"),
        ("  name", "  group: safety\n  name", "lines: group: belongs in services/safety.yaml"),
        ("[crisis]", "[other]", "lines: tags: lead to no need"),
    ],
)
def test_a_service_that_does_not_fit_is_refused(shelf, before, after, said):
    change(shelf, SERVICE_FILE, before, after)
    assert f"{SERVICE_FILE}, {said}" in refusal_of(shelf)


def test_a_service_on_two_shelves_is_refused(shelf):
    (shelf / "services/safety.yaml").write_text(SERVICES)
    assert "service lines: id: is there twice" in refusal_of(shelf)


def test_a_shelf_that_we_do_not_know_is_refused(shelf):
    (shelf / "services/sweets.yaml").write_text(SERVICES)
    assert "services/sweets.yaml: sweets is not a group" in refusal_of(shelf)


@pytest.mark.parametrize("order", ["[]", "[bp-x, bp-x]", "[bp-x, bp-y]", "bp-x", ""])
def test_an_order_that_is_not_of_the_pathways_is_refused(shelf, order):
    (shelf / "order.yaml").write_text(order)
    assert "order.yaml" in refusal_of(shelf)


@pytest.mark.parametrize("text", ["id: [", "- just\n- a list", "", "id: !!python/object:os.system x"])
def test_a_file_that_is_no_pathway_is_refused(shelf, text):
    (shelf / PATHWAY_FILE).write_text(text)
    assert PATHWAY_FILE in refusal_of(shelf)


@pytest.mark.parametrize("text", ["- just words", "words", "id: lines"])
def test_a_file_that_is_no_list_of_services_is_refused(shelf, text):
    (shelf / SERVICE_FILE).write_text(text)
    assert SERVICE_FILE in refusal_of(shelf)
