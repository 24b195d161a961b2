"""People act on a bot in another process as they act on one in this process."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from simcord import ChannelHandle, Env, MemberActor

from tests import simtools
from tests.discord_api.ledger import Ledger
from tests.wire.actors import NotAnsweredError, Patience
from tests.wire.process import BotProcess, until
from tests.wire.sample_bot import SampleBot
from tests.wire.server import Wire

# It tests what other tests use.
pytestmark = pytest.mark.soak


async def scenario(env: Env, channel: ChannelHandle) -> list[str]:
    """What a person sees who tries everything once."""
    alice = env.guild.add_member(env.create_user("anna"))
    panel = await alice.slash(channel, "panel")
    question = await alice.slash(channel, "ask")
    menu = await alice.slash(channel, "pick")
    late = await alice.slash(channel, "slow")
    return [
        *simtools.texts(panel),
        simtools.text(await simtools.press(alice, panel, label="Tick #2")),
        simtools.text(await simtools.submit(alice, question, ["42"])),
        simtools.text(await simtools.choose(alice, menu, "red")),
        *(choice["name"] for choice in await alice.autocomplete(channel, "echo", "text", "al")),
        simtools.text(await alice.slash(channel, "echo", text="hi")),
        simtools.text(late),
        *(followup.content for followup in late.followups),
        simtools.message_of(await alice.slash(channel, "picture")).attachments[0].filename,
    ]


SEEN = [
    "# Today",
    "two",
    "ticked 2",
    "you said 42",
    "picked red",
    "alpha",
    "hi (en-US)",
    "at last",
    "and more",
    "sample.txt",
]


@pytest.fixture
def simcord_bot() -> SampleBot:
    return SampleBot(shard_count=1)


@pytest.fixture
async def in_process(simcord_env: Env) -> AsyncIterator[Env]:
    simcord_env.create_guild()
    yield simcord_env
    await simcord_env.bot.close()


async def test_a_scenario_in_process(in_process: Env) -> None:
    assert await scenario(in_process, in_process.guild.create_text_channel("general")) == SEEN


async def test_the_same_scenario_over_the_wire(
    wire: Wire, channel: ChannelHandle, sample: BotProcess
) -> None:
    assert await scenario(wire, channel) == SEEN


async def test_people_meet_over_the_wire(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, bob: MemberActor, sample: BotProcess
) -> None:
    first, second = await asyncio.gather(alice.slash(channel, "meet"), bob.slash(channel, "meet"))

    assert simtools.text(first) == simtools.text(second) == "met alice and bob"


async def test_silence_is_an_error_that_shows_the_requests(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    with pytest.raises(NotAnsweredError, match=r"/silent of user \d+ was not answered in 3 s\nlatest"):
        await alice.slash(channel, "silent")


async def test_a_deferral_that_is_never_completed_is_an_error(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    wire.answers.patience = Patience(finish=0.3)

    with pytest.raises(NotAnsweredError, match="deferred and not completed"):
        await alice.slash(channel, "slow", seconds=5.0)


async def test_an_uploaded_file_can_be_fetched(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess
) -> None:
    shown = await alice.slash(channel, "picture")
    attachment = simtools.message_of(shown).attachments[0]

    assert attachment.url.startswith(f"http://127.0.0.1:{wire.port}/cdn/")
    assert wire.backend.cdn.get(attachment.url) == b"a picture"


async def test_a_breach_of_the_rules_over_the_wire_is_seen(
    wire: Wire, channel: ChannelHandle, alice: MemberActor, sample: BotProcess, discord_rules: Ledger
) -> None:
    await alice.slash(channel, "broken")
    await until(lambda: bool(wire.rest.sent("POST", "/channels/*/threads")), 2)

    assert {breach.problem.rule for breach in discord_rules.forgive()} == {"name-length", "maxLength"}


async def test_time_travel_reaches_the_bots_clock_file(wire: Wire, sample: BotProcess) -> None:
    before = wire.now()

    await wire.advance_time(3600)

    assert float(sample.clock_path.read_text()) == 3600
    assert (wire.now() - before).total_seconds() == pytest.approx(3600, abs=5)
