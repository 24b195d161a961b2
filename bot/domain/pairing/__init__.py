"""Who interviews whom in a round: the best pairing there is, the same for the same seed, with its reasons."""

from bot.domain.pairing.model import (
    SLOTS,
    Bye,
    ByeWhy,
    Pair,
    Pairing,
    Pool,
    PoolMember,
    Reason,
    ReasonKind,
    Role,
)
from bot.domain.pairing.reasons import bye_text, from_note, kind_text, noted, reason_text, told
from bot.domain.pairing.slots import from_hex, instant, starts, to_hex

__all__ = [
    "SLOTS",
    "Bye",
    "ByeWhy",
    "Pair",
    "Pairing",
    "Pool",
    "PoolMember",
    "Reason",
    "ReasonKind",
    "Role",
    "bye_text",
    "from_hex",
    "from_note",
    "instant",
    "kind_text",
    "noted",
    "pair",
    "reason_text",
    "starts",
    "to_hex",
    "told",
]


def pair(pool: Pool, seed: int) -> Pairing:
    """The pairing of a pool: as many in it as can be, and of those the one of most score.

    Neither the order of the members nor anything but the pool and the seed has a say. Blocks of seconds for
    thousands of members: see `bot.services.mock_pairing`.
    """
    # The numerical libraries take a third of a second to load, which a start of the bot need not wait for.
    from bot.domain.pairing.rounds import paired

    return paired(pool, seed)
