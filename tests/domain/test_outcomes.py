"""What Discord's answers mean, and what is written down: two tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.delivery import CLOSED_LIMIT, Claim, DeliveryKind, DeliveryState, Reason
from bot.domain.outcomes import (
    Closed,
    Dead,
    Dropped,
    Failure,
    Gone,
    Halt,
    Later,
    Outcome,
    Sent,
    Settlement,
    blocks_channel,
    judge,
    settlement,
    untried,
)

NOW = datetime(2026, 6, 1, 7, tzinfo=UTC)
TEN = NOW + timedelta(minutes=10)
DM, CHANNEL = 11, 22

CLAIM = Claim(
    id=1,
    guild_id=2,
    user_id=3,
    member_key=4,
    kind=DeliveryKind.NUDGE,
    due_at=NOW,
    expires_at=NOW + timedelta(hours=2),
    owner="me",
    attempts=1,
    lease_until=NOW + timedelta(minutes=2),
    first_try_at=NOW,
    unsure_since=None,
    direct=True,
    channel_id=DM,
    fallback_id=None,
    reason=None,
    closed_count=0,
)
SOON = NOW + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        pytest.param(Failure(403, 50007), Closed(), id="cannot send messages to this user"),
        pytest.param(Failure(403, 50278), Closed(), id="no mutual guilds"),
        pytest.param(Failure(404, 10003), Gone(), id="unknown channel"),
        pytest.param(Failure(404, 10004), Dead(Reason.GONE), id="unknown guild"),
        pytest.param(Failure(404, 10008), Sent(), id="the first copy was deleted"),
        pytest.param(Failure(404, 10013), Dead(Reason.GONE), id="unknown user"),
        pytest.param(Failure(403, 50001), Dead(Reason.FORBIDDEN), id="missing access"),
        pytest.param(Failure(403, 50013), Dead(Reason.FORBIDDEN), id="missing permissions"),
        pytest.param(
            Failure(403, 40003),
            Later(TEN, certain=True, halt=Halt.OPENINGS),
            id="opens direct messages too fast",
        ),
        pytest.param(
            Failure(429, 40003),
            Later(TEN, certain=True, halt=Halt.OPENINGS),
            id="the same with another status",
        ),
        pytest.param(
            Failure(429, retry_after=90.0),
            Later(NOW + timedelta(seconds=90), certain=True),
            id="429, told how long",
        ),
        pytest.param(
            Failure(429, retry_after=0.0),
            Later(NOW + timedelta(seconds=1), certain=True),
            id="429, told at once",
        ),
        pytest.param(
            Failure(429), Later(TEN, certain=True, halt=Halt.ALL), id="429 from the edge: address banned"
        ),
        pytest.param(
            Failure(429, 20028),
            Later(TEN, certain=True, halt=Halt.ALL),
            id="channel write limit, retries used up",
        ),
        pytest.param(Failure(401), Later(TEN, certain=True, halt=Halt.ALL), id="token refused"),
        pytest.param(Failure(500), Later(SOON, certain=False), id="500"),
        pytest.param(Failure(502), Later(SOON, certain=False), id="502"),
        pytest.param(Failure(503), Later(SOON, certain=False), id="503"),
        pytest.param(Failure(520), Later(SOON, certain=False), id="520"),
        pytest.param(Failure(408), Later(SOON, certain=False), id="408"),
        pytest.param(Failure(None), Later(SOON, certain=False), id="no answer"),
        pytest.param(Failure(403), Later(SOON, certain=True), id="403 without a code: not Discord's word"),
        pytest.param(Failure(404), Later(SOON, certain=True), id="404 without a code"),
        pytest.param(Failure(403, 50009), Dead(Reason.FORBIDDEN), id="another 403"),
        pytest.param(Failure(404, 10099), Dead(Reason.GONE), id="another 404"),
        pytest.param(Failure(400, 50035), Dead(Reason.REJECTED), id="invalid body"),
        pytest.param(Failure(413), Dead(Reason.REJECTED), id="too large"),
    ],
)
def test_a_refusal_means(failure: Failure, expected: Outcome) -> None:
    assert judge(failure, 1, NOW) == expected


def test_repeated_silence_waits_longer() -> None:
    waits = [judge(Failure(503), attempts, NOW) for attempts in (1, 2, 3)]
    assert waits == [Later(NOW + timedelta(seconds=s), certain=False) for s in (5, 10, 20)]


UNSURE = replace(
    CLAIM, attempts=3, unsure_since=NOW - timedelta(minutes=3), first_try_at=NOW - timedelta(minutes=3)
)
FALLBACK = replace(CLAIM, fallback_id=CHANNEL)
IN_CHANNEL = replace(CLAIM, direct=False, channel_id=CHANNEL, reason=Reason.DM_CLOSED)
AFTER_CLOSED = replace(CLAIM, closed_count=2)


@pytest.mark.parametrize(
    ("claim", "outcome", "expected"),
    [
        pytest.param(CLAIM, Sent(DM, 99), Settlement(DeliveryState.SENT, None, DM, 99), id="sent"),
        pytest.param(CLAIM, Sent(), Settlement(DeliveryState.SENT, None, DM), id="sent and deleted since"),
        pytest.param(
            AFTER_CLOSED,
            Sent(DM, 99),
            Settlement(DeliveryState.SENT, None, DM, 99, closed_count=0),
            id="a direct message that arrives ends the row of closed ones",
        ),
        pytest.param(
            replace(IN_CHANNEL, closed_count=2),
            Sent(CHANNEL, 99),
            Settlement(DeliveryState.SENT, Reason.DM_CLOSED, CHANNEL, 99),
            id="one in the channel does not",
        ),
        pytest.param(
            CLAIM,
            Later(TEN, certain=False),
            Settlement(DeliveryState.QUEUED, None, DM, not_before=TEN, first_try_at=NOW),
            id="an unknown result is remembered",
        ),
        pytest.param(
            CLAIM,
            Later(TEN, certain=True),
            Settlement(DeliveryState.QUEUED, None, DM, not_before=TEN),
            id="a refusal is not",
        ),
        pytest.param(
            UNSURE,
            Later(TEN, certain=True),
            Settlement(DeliveryState.QUEUED, None, DM, not_before=TEN, first_try_at=UNSURE.unsure_since),
            id="a refusal does not make an earlier unknown result known",
        ),
        pytest.param(
            CLAIM,
            Later(CLAIM.expires_at + timedelta(seconds=1), certain=True),
            Settlement(DeliveryState.DROPPED, Reason.TOO_LATE, DM),
            id="too late by then",
        ),
        pytest.param(
            UNSURE,
            Later(CLAIM.expires_at + timedelta(seconds=1), certain=False),
            Settlement(
                DeliveryState.QUEUED,
                None,
                DM,
                not_before=CLAIM.expires_at + timedelta(seconds=1),
                first_try_at=UNSURE.first_try_at,
            ),
            id="too late by then, but it may be there: look once more",
        ),
        pytest.param(
            CLAIM,
            Dropped(Reason.ALL_DONE),
            Settlement(DeliveryState.DROPPED, Reason.ALL_DONE, DM),
            id="dropped",
        ),
        pytest.param(
            CLAIM, Dead(Reason.REJECTED), Settlement(DeliveryState.DEAD, Reason.REJECTED, DM), id="dead"
        ),
        pytest.param(
            CLAIM,
            Gone(),
            Settlement(DeliveryState.QUEUED, None, None, not_before=NOW, forget_dm=True),
            id="a stored direct message is opened again",
        ),
        pytest.param(
            UNSURE,
            Gone(),
            Settlement(
                DeliveryState.QUEUED,
                None,
                None,
                not_before=NOW,
                first_try_at=UNSURE.unsure_since,
                forget_dm=True,
            ),
            id="and what is unknown stays so",
        ),
        pytest.param(
            replace(CLAIM, channel_id=None),
            Gone(),
            Settlement(DeliveryState.DEAD, Reason.GONE, None, forget_dm=True),
            id="one just opened is not",
        ),
        pytest.param(
            IN_CHANNEL, Gone(), Settlement(DeliveryState.DEAD, Reason.GONE, None), id="a deleted channel"
        ),
        pytest.param(
            CLAIM,
            Closed(),
            Settlement(DeliveryState.DEAD, Reason.DM_CLOSED, DM, closed_count=1),
            id="closed: dead, and tried again tomorrow",
        ),
        pytest.param(
            AFTER_CLOSED,
            Closed(),
            Settlement(DeliveryState.DEAD, Reason.DM_CLOSED, DM, closed_count=3, switch_off=True),
            id="closed for the third time: off",
        ),
        pytest.param(
            FALLBACK,
            Closed(),
            Settlement(
                DeliveryState.QUEUED, Reason.DM_CLOSED, None, not_before=NOW, to_channel=True, closed_count=1
            ),
            id="closed: to the channel",
        ),
        pytest.param(
            replace(FALLBACK, closed_count=2),
            Closed(),
            Settlement(
                DeliveryState.QUEUED, Reason.DM_CLOSED, None, not_before=NOW, to_channel=True, closed_count=3
            ),
            id="closed for the third time: to the channel, never off",
        ),
    ],
)
def test_an_outcome_is_written_down_as(claim: Claim, outcome: Outcome, expected: Settlement) -> None:
    assert settlement(claim, outcome, NOW) == expected


def test_the_limit_of_closed_messages_is_three() -> None:
    assert CLOSED_LIMIT == 3


@pytest.mark.parametrize(
    ("outcome", "blocks"),
    [
        (Sent(DM, 1), False),
        (Dropped(Reason.ALL_DONE), False),
        (Dead(Reason.REJECTED), False),
        (Closed(), False),
        (Later(TEN, certain=False), True),
        (Gone(), True),
        (Dead(Reason.FORBIDDEN), True),
    ],
)
def test_messages_behind_one_that_met_a_wall_do_not_try(outcome: Outcome, blocks: bool) -> None:
    assert blocks_channel(outcome) is blocks


def test_a_message_that_was_not_tried_takes_over_the_time_but_not_the_doubt() -> None:
    assert untried(Later(TEN, certain=False, halt=Halt.ALL)) == Later(TEN, certain=True)
    assert untried(Gone()) == Gone()


@pytest.mark.parametrize(
    ("unsure_for", "expected"),
    [(None, False), (timedelta(seconds=60), False), (timedelta(seconds=61), True)],
)
def test_the_history_is_searched_when_the_nonce_may_be_forgotten(
    unsure_for: timedelta | None, expected: bool
) -> None:
    claim = replace(CLAIM, unsure_since=NOW - unsure_for if unsure_for else None)
    assert claim.must_look(NOW) is expected
