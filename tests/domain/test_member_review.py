"""In which group organisers find a member, and in which order."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.member_review import MemberGroup, ReviewedMember, page_of
from bot.domain.standings import Consistency
from bot.domain.tasks import EnrolmentState

FINE = ReviewedMember(
    user_id=1,
    roadmap="Deep dive",
    state=EnrolmentState.ACTIVE,
    paused_until=None,
    last_checkin=date(2026, 1, 10),
    week=Consistency(5, 5),
    behind=0,
    silent=0,
)
MISSED = replace(FINE, week=Consistency(5, 4))
QUIET = replace(FINE, silent=7, week=Consistency(5, 0))


@pytest.mark.parametrize(
    ("member", "group"),
    [
        (FINE, MemberGroup.FINE),
        (replace(FINE, behind=-3), MemberGroup.FINE),
        (replace(FINE, week=Consistency(4, 2)), MemberGroup.FINE),
        (replace(FINE, week=Consistency(0, 0), silent=30), MemberGroup.FINE),
        (replace(FINE, week=Consistency(5, 2)), MemberGroup.SLIPPING),
        pytest.param(replace(FINE, behind=90), MemberGroup.FINE, id="behind, but keeps every day"),
        pytest.param(replace(MISSED, behind=2), MemberGroup.FINE, id="a day missed, hardly behind"),
        pytest.param(replace(MISSED, behind=3), MemberGroup.SLIPPING, id="a day missed, and behind"),
        (replace(FINE, lost=2), MemberGroup.FINE),
        (replace(FINE, lost=3), MemberGroup.SLIPPING),
        (replace(FINE, week=Consistency(5, 0), silent=6), MemberGroup.SLIPPING),
        (QUIET, MemberGroup.QUIET),
        (replace(QUIET, behind=9), MemberGroup.QUIET),
        (replace(QUIET, state=EnrolmentState.PAUSED), MemberGroup.PAUSED),
        (replace(QUIET, state=EnrolmentState.FINISHED), MemberGroup.FINISHED),
    ],
)
def test_everybody_is_in_one_group(member: ReviewedMember, group: MemberGroup) -> None:
    assert member.group is group


@pytest.mark.parametrize(("silent", "expected"), [(7, False), (13, False), (14, True), (100, True)])
def test_two_weeks_of_silence_are_told_apart(silent: int, expected: bool) -> None:
    assert replace(QUIET, silent=silent).long_quiet is expected


@pytest.mark.parametrize(("week", "expected"), [((5, 5), False), ((5, 4), True), ((0, 0), False)])
def test_a_day_was_missed_when_fewer_were_kept_than_planned(week: tuple[int, int], expected: bool) -> None:
    assert replace(FINE, week=Consistency(*week)).missed is expected


def test_whoever_needs_somebody_most_comes_first() -> None:
    slipping = [replace(MISSED, user_id=number, behind=behind) for number, behind in enumerate((3, 9, 5), 1)]
    quiet = [replace(QUIET, user_id=number, silent=silent) for number, silent in ((4, 8), (5, 20))]

    assert [each.user_id for each in page_of(slipping, None, 0, 10).members] == [2, 3, 1]
    assert [each.user_id for each in page_of(quiet, MemberGroup.QUIET, 0, 10).members] == [5, 4]


def test_the_first_group_with_anybody_is_shown_unless_another_is_asked_for() -> None:
    members = [QUIET, FINE]

    assert page_of(members, None, 0, 10).group is MemberGroup.QUIET
    assert page_of(members, MemberGroup.PAUSED, 0, 10).members == ()
    assert page_of([], None, 0, 10).group is MemberGroup.FINE


members_of_any_kind = st.lists(
    st.builds(
        ReviewedMember,
        st.integers(1, 10**9),
        st.just("Deep dive"),
        st.sampled_from([EnrolmentState.ACTIVE, EnrolmentState.PAUSED, EnrolmentState.FINISHED]),
        st.none() | st.dates(),
        st.none() | st.dates(),
        st.integers(0, 7).flatmap(
            lambda planned: st.integers(0, planned).map(lambda kept: Consistency(planned, kept))
        ),
        st.integers(-20, 20),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=30,
    unique_by=lambda member: member.user_id,
)


@given(members_of_any_kind, st.integers(1, 7))
def test_the_pages_of_all_groups_hold_everybody_once(members: list[ReviewedMember], size: int) -> None:
    seen: list[int] = []
    for group in MemberGroup:
        pages = page_of(members, group, 0, size).pages
        shown = [page_of(members, group, number, size) for number in range(pages)]
        seen += [each.user_id for page in shown for each in page.members]
        assert all(len(page.members) <= size for page in shown)
        assert page_of(members, group, pages + 5, size) == shown[-1]

    assert sorted(seen) == sorted(member.user_id for member in members)
    assert page_of(members, None, 0, size).total == len(members)
