"""Everybody's allowances in the memory of one process."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.rate_errors import Repeated, TooFast
from bot.domain.rates import RATES, Allowance
from bot.services.rates import Rates

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ADA, BEN = 1, 2
BURST = RATES[Allowance.PRESS].burst


def press(rates: Rates, who: int, now: datetime) -> None:
    """Once more often than anybody may."""
    for _ in range(BURST + 1):
        rates.take(who, Allowance.PRESS, now)


def used_up(rates: Rates, who: int = ADA, now: datetime = NOON) -> TooFast:
    """The refusal of the first press that is one too many."""
    with pytest.raises(TooFast) as refused:
        press(rates, who, now)
    return refused.value


def test_a_person_is_told_once_until_when_and_then_passed_over() -> None:
    rates = Rates()

    first, second = used_up(rates), used_up(rates)

    assert (first.told, second.told) == (False, True)
    assert first.again_at == second.again_at == NOON + RATES[Allowance.PRESS].every


def test_who_waited_and_goes_on_is_told_again() -> None:
    rates = Rates()
    again = used_up(rates).again_at
    rates.take(ADA, Allowance.PRESS, again)

    assert not used_up(rates, now=again).told


def test_nobody_waits_for_somebody_else_or_for_another_kind() -> None:
    rates = Rates()
    used_up(rates)

    rates.take(BEN, Allowance.PRESS, NOON)
    rates.take(ADA, Allowance.TYPING, NOON)
    rates.take(ADA, Allowance.EXPORT, NOON, "one")
    rates.take(ADA, Allowance.EXPORT, NOON, "two")

    with pytest.raises(TooFast):
        rates.take(ADA, Allowance.EXPORT, NOON + timedelta(minutes=59), "one")


def test_no_more_people_are_remembered_than_fit_and_the_latest_stay() -> None:
    rates = Rates(most=100)
    used_up(rates, BEN)
    for stranger in range(1_000, 1_099):
        rates.take(stranger, Allowance.PRESS, NOON)

    assert used_up(rates, BEN).told
    for stranger in range(2_000, 2_100):
        rates.take(stranger, Allowance.PRESS, NOON)
    assert not used_up(rates, BEN).told


def test_a_load_test_can_switch_it_off() -> None:
    rates = Rates(limited=False)

    for _ in range(1_000):
        rates.take(ADA, Allowance.EXPORT, NOON)

    assert used_up(Rates()).allowance is Allowance.PRESS


def test_an_interaction_arrives_once_however_often_it_is_delivered() -> None:
    rates = Rates(limited=False, most=100)
    rates.arrive(7)

    with pytest.raises(Repeated):
        rates.arrive(7)
    for other in range(100, 200):
        rates.arrive(other)
    rates.arrive(7)
