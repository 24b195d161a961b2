"""How long a start takes, over the wire. Peer: a bare discord.py bot with one command.

From the start of the process until Discord knows the commands and has accepted the IDENTIFY. Goal: at most
1.5 times the peer. A first start, with its new database, is shown without a goal: it happens once.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figure import Figure, median
from tests.bench.load import ECHO
from tests.wire.process import COHORT, BotProcess
from tests.wire.server import Wire

TIMES_BARE = 1.5


async def _starts(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds of a first start and of one that finds everything in place."""
    async with Wire() as wire:
        wire.create_guild().create_text_channel("general")
        with TemporaryDirectory() as folder:
            bot = BotProcess(wire, Path(folder), arguments=arguments)
            first = await bot.start()
            await bot.terminate()
            later = await bot.start()
            await bot.terminate()
            return first, later


async def run(*, rounds: int = 5) -> list[Figure]:
    """Alternates peer and bot; medians."""
    peer: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    for _ in range(rounds):
        peer.append(await _starts(ECHO))
        ours.append(await _starts(COHORT))
    bare = median([later for _, later in peer])
    first, later = median([first for first, _ in ours]), median([later for _, later in ours])
    return [
        Figure("first start", first, "s", median([first for first, _ in peer])),
        Figure("later start", later, "s", bare),
        Figure("later start against bare", later / bare, "x", goal=TIMES_BARE),
    ]
