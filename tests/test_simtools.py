"""The helpers for simulated Discord, each with the sample bot."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import discord
import pytest
from simcord import ChannelHandle, Env, MemberActor

from tests import simtools
from tests.discord_api.ledger import Ledger, RulesBrokenError
from tests.wire.sample_bot import SampleBot


@pytest.fixture
def simcord_bot() -> SampleBot:
    return SampleBot(shard_count=1)


@pytest.fixture
async def env(simcord_env: Env) -> AsyncIterator[Env]:
    yield simcord_env
    await simcord_env.bot.close()


@pytest.fixture
def channel(env: Env) -> ChannelHandle:
    return env.create_guild().create_text_channel("general")


@pytest.fixture
def alice(env: Env, channel: ChannelHandle) -> MemberActor:
    return env.guild.add_member(env.create_user("alice"))


@pytest.fixture
def bob(env: Env, channel: ChannelHandle) -> MemberActor:
    return env.guild.add_member(env.create_user("bob"))


async def test_everything_written_in_a_layout_is_read_in_order(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    shown = await alice.slash(channel, "panel")

    assert simtools.texts(shown) == ["# Today", "two"]
    assert simtools.text(shown) == "# Today\ntwo"


async def test_a_message_of_the_channel_reads_like_the_answer(
    channel: ChannelHandle, alice: MemberActor
) -> None:
    await alice.slash(channel, "panel")
    assert channel.last_message is not None

    assert simtools.texts(channel.last_message) == ["# Today", "two"]
    assert [b.label for b in simtools.buttons(channel.last_message)] == ["Tick #1", "Tick #2"]


async def test_embeds_are_read_part_by_part(env: Env, channel: ChannelHandle, alice: MemberActor) -> None:
    embed = discord.Embed(title="T", description="D").add_field(name="n", value="v").set_footer(text="f")
    target = env.bot.get_channel(channel.id)
    assert isinstance(target, discord.TextChannel)
    with env.time_context():
        message = await target.send("content", embed=embed)

    assert simtools.texts(message) == ["content", "T", "D", "n", "v", "f"]


@pytest.mark.parametrize(
    ("label", "prefix", "nth", "answer"),
    [
        ("Tick #2", "", None, "ticked 2"),
        ("#2", "", None, "ticked 2"),
        (None, "sample:tick:1", None, "ticked 1"),
        ("Tick", "sample:", 1, "ticked 2"),
    ],
)
async def test_a_button_is_pressed_by_what_identifies_it(
    channel: ChannelHandle, alice: MemberActor, label: str | None, prefix: str, nth: int | None, answer: str
) -> None:
    shown = await alice.slash(channel, "panel")

    pressed = await simtools.press(alice, shown, label=label, prefix=prefix, nth=nth)

    assert simtools.text(pressed) == answer


@pytest.mark.parametrize(("label", "said"), [("Tick", "several fit"), ("Undo", "no button")])
async def test_a_button_that_is_not_the_only_one_is_refused(
    channel: ChannelHandle, alice: MemberActor, label: str, said: str
) -> None:
    shown = await alice.slash(channel, "panel")

    with pytest.raises(AssertionError, match=said):
        await simtools.press(alice, shown, label=label)


async def test_a_modal_is_filled_by_its_labels(channel: ChannelHandle, alice: MemberActor) -> None:
    shown = await alice.slash(channel, "ask")

    assert list(simtools.fields(shown)) == ["Answer"]
    assert simtools.text(await simtools.submit(alice, shown, {"Answer": "42"})) == "you said 42"


async def test_a_modal_is_filled_in_order(channel: ChannelHandle, alice: MemberActor) -> None:
    shown = await alice.slash(channel, "ask")

    assert simtools.text(await simtools.submit(alice, shown, ["43"])) == "you said 43"


async def test_a_value_is_chosen_in_the_only_menu(channel: ChannelHandle, alice: MemberActor) -> None:
    shown = await alice.slash(channel, "pick")

    assert simtools.text(await simtools.choose(alice, shown, "red", prefix="sample:")) == "picked red"


async def test_people_act_at_the_same_time(
    env: Env, channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    first, second = await simtools.burst(env, alice.slash(channel, "meet"), bob.slash(channel, "meet"))

    assert simtools.text(first) == simtools.text(second) == "met alice and bob"


async def test_after_a_burst_operations_are_guarded_again(
    env: Env, channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    await simtools.burst(env, alice.slash(channel, "panel"))
    calls = [alice.slash(channel, "panel"), bob.slash(channel, "panel")]

    outcomes = await asyncio.gather(*calls, return_exceptions=True)

    assert [type(o).__name__ for o in outcomes].count("SetupError") == 1


async def test_a_person_speaks_their_language_and_only_inside(
    channel: ChannelHandle, alice: MemberActor, bob: MemberActor
) -> None:
    with simtools.speaking(alice, "ru"):
        inside = simtools.text(await alice.slash(channel, "echo", text="a"))
        other = simtools.text(await bob.slash(channel, "echo", text="b"))
    after = simtools.text(await alice.slash(channel, "echo", text="c"))

    assert (inside, other, after) == ("a (ru)", "b (en-US)", "c (en-US)")


async def test_the_clock_follows_the_environment(env: Env) -> None:
    clock = simtools.EnvClock()
    before = clock.now()
    clock.follow(env)

    await env.advance_time(3600)

    assert before == datetime(2026, 1, 1, tzinfo=UTC)
    assert clock.now() == env.now() == before + timedelta(hours=1)


async def send(env: Env, channel: ChannelHandle, nonce: str) -> int:
    target = env.bot.get_channel(channel.id)
    assert isinstance(target, discord.TextChannel)
    with env.time_context():
        return (await target.send("once", nonce=nonce)).id


async def test_the_same_nonce_gives_the_first_message_again(env: Env, channel: ChannelHandle) -> None:
    with simtools.exact_rest():
        first, again = await send(env, channel, "n1"), await send(env, channel, "n1")
        other = await send(env, channel, "n2")

    assert first == again != other
    assert len(channel.history()) == 2


async def test_a_nonce_is_forgotten_after_some_minutes(env: Env, channel: ChannelHandle) -> None:
    with simtools.exact_rest():
        first = await send(env, channel, "n1")
        await env.advance_time(301)
        again = await send(env, channel, "n1")

    assert first != again


async def test_a_lost_reply_leaves_its_effect(env: Env, channel: ChannelHandle) -> None:
    with simtools.exact_rest() as rest:
        rest.lose_reply("POST", "/channels/*/messages", ConnectionResetError(104, "reset"))
        with pytest.raises(ConnectionResetError):
            await send(env, channel, "n1")
        again = await send(env, channel, "n1")

    assert [message.id for message in channel.history()] == [again]


async def test_a_breach_of_the_rules_is_told_with_path_and_rule(
    channel: ChannelHandle, alice: MemberActor, discord_rules: Ledger
) -> None:
    await alice.slash(channel, "broken")

    with pytest.raises(RulesBrokenError, match=r"POST /channels/\d+/threads .*name: name-length"):
        discord_rules.verify()


async def test_files_and_answers_pass_the_rules(
    channel: ChannelHandle, alice: MemberActor, discord_rules: Ledger
) -> None:
    shown = await alice.slash(channel, "picture")

    assert simtools.message_of(shown).attachments[0].filename == "sample.txt"
    assert discord_rules.forgive() == []
