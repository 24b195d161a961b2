"""Lateness, routes, nonces and backoff."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.delivery import (
    CLOSED_LIMIT,
    LONGEST_BACKOFF,
    DeliveryKind,
    Destination,
    Lateness,
    Reason,
    Route,
    backoff,
    lateness,
    marker_of,
    nonce_of,
    route,
)

DUE = datetime(2026, 6, 1, 7, tzinfo=UTC)
DM, CHANNEL = 11, 22


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, Lateness.ON_TIME),
        (5, Lateness.ON_TIME),
        (6, Lateness.LATE),
        (119, Lateness.LATE),
        (120, Lateness.LATE),
        (121, Lateness.TOO_LATE),
        (60 * 24, Lateness.TOO_LATE),
    ],
)
def test_a_nudge_is_marked_late_after_five_minutes_and_dropped_after_two_hours(
    minutes: int, expected: Lateness
) -> None:
    expires_at = DUE + DeliveryKind.NUDGE.window
    assert lateness(DUE + timedelta(minutes=minutes), DUE, expires_at) is expected


@pytest.mark.parametrize(
    ("destination", "channel", "closed", "expected"),
    [
        (Destination.DM, CHANNEL, 0, Route(direct=True, channel_id=DM)),
        (Destination.DM, CHANNEL, CLOSED_LIMIT, Route(direct=True, channel_id=DM)),
        (Destination.CHANNEL, CHANNEL, 0, Route(direct=False, channel_id=CHANNEL)),
        (Destination.CHANNEL, None, 0, Route(direct=False, channel_id=None)),
        (Destination.DM_OR_CHANNEL, CHANNEL, 0, Route(direct=True, channel_id=DM, fallback_id=CHANNEL)),
        (Destination.DM_OR_CHANNEL, None, 0, Route(direct=True, channel_id=DM)),
        (
            Destination.DM_OR_CHANNEL,
            CHANNEL,
            CLOSED_LIMIT,
            Route(direct=False, channel_id=CHANNEL, reason=Reason.DM_CLOSED),
        ),
    ],
)
def test_a_message_takes_the_way_the_member_allowed(
    destination: Destination, channel: int | None, closed: int, expected: Route
) -> None:
    assert route(destination, DM, channel, closed) == expected


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(0, 5), (1, 5), (2, 10), (3, 20), (7, 320), (8, 640), (9, 900), (30_000, 900)]
)
def test_the_pause_doubles_up_to_a_quarter_of_an_hour(attempts: int, seconds: int) -> None:
    assert backoff(attempts) == timedelta(seconds=seconds)
    assert backoff(attempts) <= LONGEST_BACKOFF


@pytest.mark.parametrize(
    ("key", "nonce"), [(0, "n0"), (35, "nz"), (36, "n10"), (2**63 - 1, "n1y2p0ij32e8e7")]
)
def test_a_nonce_is_the_delivery_in_base_36(key: int, nonce: str) -> None:
    assert nonce_of(key) == nonce
    assert int(nonce_of(key)[1:], 36) == key


@given(st.integers(0, 2**63 - 1))
def test_discord_takes_every_nonce_and_every_custom_id(key: int) -> None:
    assert len(nonce_of(key)) <= 25
    assert len(marker_of(key)) <= 40


def test_no_marker_is_the_beginning_of_another() -> None:
    markers = [marker_of(key) for key in range(1, 200)]
    assert not [one for one in markers for other in markers if one != other and other.startswith(one)]
