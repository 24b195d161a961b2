"""Where the number is odd: three together, or one who sits out and is told why."""

from dataclasses import replace

import pytest

from bot.domain.pairing import ByeWhy, Pool, PoolMember, ReasonKind, Role, bye_text, pair, scores
from tests.domain.pairing.pools import ALWAYS, WEEK, changed, pool, slots, strangers


@pytest.mark.parametrize("size", [3, 5, 21, 101, 103, 151])
def test_an_odd_number_of_free_people_makes_one_trio(size: int) -> None:
    pairing = pair(changed(pool(size, size), slots=ALWAYS, comfort=None, blocked=frozenset()), 1)
    assert sorted(len(each.members) for each in pairing.pairs) == [2] * (size // 2 - 1) + [3]
    assert pairing.byes == ()


def test_without_trios_the_odd_one_sits_out_and_is_told() -> None:
    pairing = pair(strangers(5, trios=False), 1)
    assert [(bye.why, bye_text(bye.why)) for bye in pairing.byes] == [
        (ByeWhy.ODD, "an odd number this round")
    ]


def test_the_third_is_whoever_makes_a_trio_possible() -> None:
    # One is left over by the best pairs alone; only "c" has the hours of two who have each other.
    members = (
        PoolMember("a", slots=slots(0, 100), level=1),
        PoolMember("b", slots=slots(0, 200), level=1),
        PoolMember("c", slots=slots(0, 300), level=5),
        PoolMember("d", slots=slots(300, 310), level=5),
        PoolMember("e", slots=slots(310), level=5),
    )
    pairing = pair(Pool(WEEK, members), 1)
    assert {frozenset(each.members) for each in pairing.pairs} == {frozenset("abc"), frozenset("de")}


def test_a_trio_has_whoever_observed_least_as_its_observer() -> None:
    given = strangers(3)
    busy = [replace(each, observed=0 if each.id == "m001" else 1) for each in given.members]
    (trio,) = pair(replace(given, members=tuple(busy)), 1).pairs
    assert trio.members[2] == "m001"
    assert ReasonKind.TRIO in {reason.kind for reason in trio.reasons}


def test_a_trio_scores_half_of_its_three_pairs() -> None:
    given = changed(pool(3, 3), slots=ALWAYS, comfort=None, blocked=frozenset())
    (trio,) = pair(given, 1).pairs
    a, b, c = given.members
    assert trio.score == sum(scores.score(*two, given) for two in ((a, b), (b, c), (a, c))) // 2


@pytest.mark.parametrize(
    ("blocking", "blocked"), [("m000", "m001"), ("m001", "m002"), ("m002", "m000"), ("m002", "m001")]
)
def test_no_trio_holds_two_who_are_to_be_apart(blocking: str, blocked: str) -> None:
    given = strangers(3)
    members = [
        replace(each, blocked=frozenset({blocked} if each.id == blocking else ())) for each in given.members
    ]
    pairing = pair(replace(given, members=tuple(members)), 1)
    assert [len(each.members) for each in pairing.pairs] == [2]
    assert [bye.why for bye in pairing.byes] == [ByeWhy.ODD]


def test_three_without_an_hour_that_all_have_are_no_trio() -> None:
    members = (
        PoolMember("a", slots=slots(0, 100)),
        PoolMember("b", slots=slots(100, 200)),
        PoolMember("c", slots=slots(200, 0)),
    )
    assert len(pair(Pool(WEEK, members), 1).byes) == 1


def test_several_who_are_left_over_join_a_pair_each() -> None:
    hubs = [PoolMember(f"hub{n}", slots=slots(*range(0, 90, 10))) for n in range(2)]
    apart = {f"m{n}": frozenset(f"m{other}" for other in range(4)) - {f"m{n}"} for n in range(4)}
    others = [PoolMember(name, slots=slots(10), blocked=blocked) for name, blocked in apart.items()]
    pairing = pair(Pool(WEEK, (*hubs, *others)), 1)
    assert sorted(len(each.members) for each in pairing.pairs) == [2, 2]
    free = [replace(other, blocked=frozenset[str](), slots=slots(10 * n)) for n, other in enumerate(others)]
    both = pair(Pool(WEEK, (*hubs, *free)), 1)
    assert (len(both.pairs), len(both.byes)) == (2, 2)


@pytest.mark.parametrize(
    ("member", "others", "why"),
    [
        (PoolMember("x"), strangers(2).members, ByeWhy.NO_SLOTS),
        (PoolMember("x", slots=slots(5, length=1)), strangers(2).members, ByeWhy.NO_SLOTS),
        (PoolMember("x", slots=slots(335, 0, length=1)), strangers(2).members, ByeWhy.NO_SLOTS),
        (PoolMember("x", slots=slots(5)), (PoolMember("y", slots=slots(9)),), ByeWhy.NO_COMMON_HOUR),
        (PoolMember("x", slots=ALWAYS), (), ByeWhy.ODD),
        (
            PoolMember("x", slots=ALWAYS, blocked=frozenset({"m000", "m001"})),
            strangers(2).members,
            ByeWhy.ALL_BLOCKED,
        ),
    ],
    ids=["no time", "too short", "no wrap", "no common hour", "alone", "blocked"],
)
def test_whoever_sits_out_is_told_why(
    member: PoolMember, others: tuple[PoolMember, ...], why: ByeWhy
) -> None:
    byes = {bye.id: bye.why for bye in pair(Pool(WEEK, (member, *others)), 1).byes}
    assert byes["x"] is why


def test_who_was_blocked_is_not_told_so() -> None:
    assert bye_text(ByeWhy.ALL_BLOCKED) == bye_text(ByeWhy.NO_COMMON_HOUR)


def test_roles_and_turns_decide_who_begins() -> None:
    given = strangers(2)
    a, b = given.members
    for one, other in ((Role.INTERVIEWER, Role.CANDIDATE), (Role.EITHER, Role.CANDIDATE)):
        members = (replace(a, role=other), replace(b, role=one, firsts=9))
        assert pair(replace(given, members=members), 1).pairs[0].members == ("m001", "m000")
    assert pair(replace(given, members=(replace(a, firsts=1), b)), 1).pairs[0].members == ("m001", "m000")
