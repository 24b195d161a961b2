"""Rests after failures: closed, open, half open."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.leetcode import Reason
from bot.leetcode.breaker import POLICIES, SOON, Breaker
from tests.delivery.world import utc

NOON = utc("2026-09-11 12:00")
MINUTE = timedelta(minutes=1)

PATIENT = [reason for reason, policy in POLICIES.items() if policy.patience > 1]
reasons = st.sampled_from(list(POLICIES))


def tired() -> Breaker:
    """One accident away from a rest."""
    breaker = Breaker()
    for _ in range(2):
        breaker.failed(Reason.NETWORK, NOON)
    return breaker


@pytest.mark.parametrize("reason", PATIENT)
def test_accidents_are_forgiven_until_there_are_too_many(reason: Reason) -> None:
    breaker = Breaker()
    for _ in range(POLICIES[reason].patience - 1):
        assert breaker.failed(reason, NOON).retry_at == NOON + SOON
        assert breaker.rest(NOON) is None
    rest = breaker.failed(reason, NOON)
    assert rest.retry_at == NOON + POLICIES[reason].first
    assert breaker.rest(NOON) == rest


def test_half_open_one_failure_opens_it_again_for_twice_as_long() -> None:
    breaker = tired()
    rest = breaker.failed(Reason.TIMEOUT, NOON)
    for minutes in (2, 4, 8, 16, 30, 30):
        moment = rest.retry_at
        assert breaker.rest(moment - timedelta(microseconds=1)) == rest
        assert breaker.rest(moment) is None
        rest = breaker.failed(Reason.TIMEOUT, moment)
        assert rest.retry_at == moment + minutes * MINUTE


def test_half_open_one_success_closes_it_and_patience_is_whole_again() -> None:
    breaker = tired()
    rest = breaker.failed(Reason.NETWORK, NOON)
    assert breaker.rest(NOON) == rest
    breaker.succeeded()
    assert breaker.rest(NOON) is None
    assert breaker.failed(Reason.NETWORK, rest.retry_at).retry_at == rest.retry_at + SOON


def test_a_clock_that_was_set_back_does_not_lengthen_a_rest() -> None:
    breaker = Breaker()
    breaker.failed(Reason.CHALLENGE, NOON)
    assert breaker.rest(NOON + MINUTE) is not None
    assert breaker.rest(NOON - timedelta(days=365)) is None


@given(st.lists(reasons, min_size=1, max_size=60))
def test_failures_in_a_row_never_rest_longer_than_their_longest(failures: list[Reason]) -> None:
    breaker, moment = Breaker(), NOON
    for reason in failures:
        told = breaker.failed(reason, moment)
        assert told.reason is reason
        assert SOON <= told.retry_at - moment <= POLICIES[reason].longest
        moment = told.retry_at
        assert breaker.rest(moment) is None


@given(reasons, st.integers(1, 86_400))
def test_who_says_how_long_is_left_alone_for_that_long(reason: Reason, seconds: int) -> None:
    breaker, wait = Breaker(), timedelta(seconds=seconds)
    rest = breaker.failed(reason, NOON, wait)
    assert rest.retry_at == NOON + wait
    assert breaker.rest(NOON + wait / 2) == rest
