"""Every pair says in words why it was made."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.pairing import (
    ByeWhy,
    Pair,
    Pool,
    PoolMember,
    Reason,
    ReasonKind,
    Role,
    bye_text,
    from_note,
    kind_text,
    noted,
    pair,
    reason_text,
)
from bot.domain.pairing import told as told_to
from bot.domain.questions import QuestionKind
from tests.domain.pairing.pools import ALWAYS, WEEK, changed, slots, strangers

CODING, DESIGN = frozenset({QuestionKind.CODING}), frozenset({QuestionKind.SYSTEM_DESIGN})
MET = ReasonKind.MET_WEEKS_AGO
FORCED = ": no better partner was free"
ROLES = "one likes to interview first, the other to answer first"
BASE = PoolMember("a", slots=slots(0, length=10))


def told(one: dict[str, Any], other: dict[str, Any], **settings: Any) -> list[str]:
    """What the pair of these two is told."""
    members = (replace(BASE, **one), replace(BASE, id="b", **other))
    (made,) = pair(Pool(WEEK, members, **settings), 1).pairs
    return [reason_text(reason) for reason in made.reasons]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"kinds": DESIGN}, {"kinds": DESIGN | CODING}, "both want system design"),
        ({"kinds": DESIGN}, {}, "system design, with somebody open to anything"),
        ({}, {}, "5 h of common time"),
        ({"slots": slots(0, length=3)}, {}, "1.5 h of common time"),
        ({}, {}, "never met"),
        ({"met": {"b": "2026-W30"}}, {}, "met 18 weeks ago"),
        (
            {"met": {"b": "2026-W30"}},
            {"met": {"a": "2026-W47"}},
            f"met a week ago{FORCED}",
        ),
        ({"met": {"b": "2026-W48"}}, {}, f"met this week{FORCED}"),
        ({}, {}, "the same level, 3"),
        ({"level": 4}, {"level": 2}, "levels 2 and 4"),
        (
            {"role": Role.CANDIDATE},
            {"role": Role.INTERVIEWER},
            ROLES,
        ),
        ({"comfort": slots(100)}, {}, "the common hours are unusual ones for somebody"),
        ({"keep": "b"}, {}, "already arranged"),
    ],
)
def test_a_pair_is_told(one: dict[str, Any], other: dict[str, Any], expected: str) -> None:
    assert expected in told(one, other)


@pytest.mark.parametrize(
    ("reason", "people", "said"),
    [
        (Reason(ReasonKind.FORCED_REPEAT, first=1), 2, (Reason(MET, first=1, second=2),)),
        (Reason(MET, first=9), 2, (Reason(MET, first=9, second=2),)),
        (Reason(MET, first=9), 3, (Reason(MET, first=9, second=3),)),
        (Reason(ReasonKind.SAME_LEVEL, first=3), 2, (Reason(ReasonKind.SAME_LEVEL),)),
        (Reason(ReasonKind.LEVELS, first=2, second=4), 2, ()),
        (Reason(ReasonKind.NEVER_MET), 3, (Reason(ReasonKind.NEVER_MET),)),
    ],
)
def test_partners_are_told_what_is_true_of_them_and_nothing_that_compares(
    reason: Reason, people: int, said: tuple[Reason, ...]
) -> None:
    made = Pair(tuple("abc"[:people]), QuestionKind.CODING, (), 0, (reason,), repeat=False)
    assert told_to(made) == said


@settings(deadline=None)
@given(st.builds(Reason, st.sampled_from(ReasonKind), st.none() | st.sampled_from(QuestionKind)))
def test_a_reason_is_read_from_its_note_as_it_was_written(reason: Reason) -> None:
    counted = replace(reason, first=3, second=2)
    assert from_note(noted(counted)) == counted


@pytest.mark.parametrize(
    "words", ["", "never met", "both_want", "no:such:1:2", "both_want:sums:1:2", "met: a:b:c"]
)
def test_other_words_are_no_note(words: str) -> None:
    assert from_note(words) is None


def test_two_who_want_different_things_are_paired_and_told() -> None:
    reasons = told({"kinds": DESIGN}, {"kinds": CODING})
    assert reasons[0] in {f"no kind wanted by all: {kind} this time" for kind in ("coding", "system design")}


def test_two_who_want_anything_get_a_kind() -> None:
    names = {kind_text(kind) for kind in QuestionKind}
    assert told({}, {})[0] in {f"open to anything: {name} this time" for name in names}


def test_the_kind_is_one_that_all_three_want() -> None:
    given = changed(strangers(3), kinds=DESIGN | CODING)
    members = (replace(given.members[0], kinds=DESIGN), *given.members[1:])
    (trio,) = pair(replace(given, members=members), 1).pairs
    assert trio.kind is QuestionKind.SYSTEM_DESIGN
    assert reason_text(trio.reasons[0]) == "all want system design"


def test_kinds_change_from_round_to_round() -> None:
    given = changed(strangers(2), kinds=frozenset(QuestionKind))
    kinds = {pair(replace(given, round=f"2026-W{week}"), 1).pairs[0].kind for week in range(10, 40)}
    assert kinds == set(QuestionKind)


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_has_words(kind: ReasonKind) -> None:
    assert reason_text(Reason(kind, QuestionKind.CODING, 2, 3))


@pytest.mark.parametrize("why", ByeWhy)
def test_every_bye_has_words(why: ByeWhy) -> None:
    assert bye_text(why)


def test_whoever_wants_anything_goes_to_those_who_want_something() -> None:
    wishes = (CODING, DESIGN, frozenset[QuestionKind](), frozenset[QuestionKind]())
    members = tuple(PoolMember(f"m{at}", kinds=kinds, slots=ALWAYS) for at, kinds in enumerate(wishes))
    pairs = pair(Pool(WEEK, members), 1).pairs
    assert ReasonKind.WISHES_DIFFER not in {reason.kind for each in pairs for reason in each.reasons}
