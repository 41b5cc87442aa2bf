"""Whose doing it was is counted so that nobody answers for somebody else."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from supportapp.contact.attribution import Share, been_to, counts
from supportapp.contact.session_models import HELD, CalledOffBy, SessionState


@dataclass(frozen=True)
class Spoken:
    state: str
    called_off_by: str | None = None


HAPPENED, OFF = Spoken(SessionState.HAPPENED), SessionState.CANCELLED
BY_PARENT = Spoken(OFF, CalledOffBy.PARENT)
BY_OTHERS = [Spoken(OFF, who) for who in (*CalledOffBy, None) if who is not CalledOffBy.PARENT]
anything = st.builds(Spoken, st.sampled_from(SessionState), st.sampled_from([None, *CalledOffBy]))
not_theirs = st.one_of(
    st.sampled_from(BY_OTHERS),
    st.builds(
        Spoken,
        st.sampled_from([state for state in SessionState if state not in (*HELD, OFF)]),
        st.sampled_from([None, *CalledOffBy]),
    ),
)


def test_dates_that_were_held_and_those_called_off_by_the_parent_are_in_the_share():
    share = been_to([HAPPENED] * 7 + [BY_PARENT])
    assert (share.been, share.of) == (7, 8)


def test_only_the_last_ones_count():
    assert been_to([HAPPENED] * 8 + [BY_PARENT] * 8) == Share(8, 8)


def test_a_share_is_said_only_when_it_is_good_to_hear():
    assert not Share(2, 2).is_kind
    assert Share(2, 3).is_kind
    assert Share(4, 8).is_kind
    assert not Share(3, 8).is_kind


@given(st.lists(anything, max_size=20), st.lists(st.tuples(st.integers(0, 20), not_theirs), max_size=20))
def test_what_others_called_off_never_changes_the_share(dates, added):
    more = list(dates)
    for where, one in added:
        more.insert(where, one)
    assert been_to(more) == been_to(dates)


@given(st.lists(anything, max_size=30))
def test_every_date_is_counted_once(dates):
    found = counts(dates)
    assert found.planned == len(dates)
    assert found.held == sum(one.state in HELD for one in dates)
    assert sum(found.called_off.values()) == sum(one.state == OFF for one in dates)
