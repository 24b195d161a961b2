"""Messages about somebody who was erased are taken away."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from bot.delivery.removals import Removing
from bot.domain.delivery import Claim, DeliveryKind, Reason
from bot.domain.nudges import Quiet
from tests.delivery.world import GUILD, utc

NOON = utc("2026-06-01 10:00")
CLAIM = Claim(
    id=1,
    guild_id=GUILD,
    user_id=None,
    member_key=None,
    kind=DeliveryKind.REMOVAL,
    due_at=NOON,
    expires_at=NOON + timedelta(days=7),
    owner="one",
    attempts=1,
    lease_until=NOON + timedelta(minutes=1),
    first_try_at=NOON,
    unsure_since=None,
    direct=False,
    channel_id=500,
    fallback_id=None,
    reason=None,
    closed_count=0,
    ref="901",
)


@dataclass
class Channel:
    """Remembers what was taken away."""

    gone: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    async def delete_message(self, channel_id: int, message_id: int) -> None:
        self.gone.append((channel_id, message_id))


async def test_it_takes_the_message_away_and_says_nothing() -> None:
    channel = Channel()
    assert await Removing(channel).say(CLAIM, NOON) == Quiet(Reason.TAKEN_AWAY)
    assert channel.gone == [(500, 901)]


@pytest.mark.parametrize("claim", [replace(CLAIM, channel_id=None), replace(CLAIM, ref="others")])
async def test_what_names_no_message_takes_nothing_away(claim: Claim) -> None:
    channel = Channel()
    assert await Removing(channel).say(claim, NOON) == Quiet(Reason.OFF)
    assert channel.gone == []
