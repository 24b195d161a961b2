"""What the log hears of LeetCode: each kind of failure at most once an hour."""

from datetime import timedelta

import pytest

from bot.domain.leetcode import Reason
from bot.leetcode.complaints import Complaints
from tests.delivery.world import utc
from tests.logs import told

NOON = utc("2026-09-11 12:00")
EVENT = "leetcode.unavailable"


def test_each_kind_is_said_once_an_hour_with_what_was_held_back(caplog: pytest.LogCaptureFixture) -> None:
    complaints = Complaints()
    for minute in range(121):
        now = NOON + timedelta(minutes=minute)
        complaints.say(Reason.NETWORK, now, now)
        complaints.say(Reason.CHALLENGE, now, now)
    assert told(caplog, EVENT, "reason") == ["network", "challenge"] * 3
    assert told(caplog, EVENT, "held_back") == [0, 0, 59, 59, 59, 59]


def test_a_clock_that_was_set_back_does_not_silence_it(caplog: pytest.LogCaptureFixture) -> None:
    complaints = Complaints()
    for now in (NOON, NOON - timedelta(days=365)):
        complaints.say(Reason.NETWORK, now, now)
    assert told(caplog, EVENT, "reason") == ["network", "network"]
