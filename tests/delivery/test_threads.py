"""A thread below a group's message, also when the process dies between the two."""

from datetime import timedelta

from bot.delivery.dispatcher import THREAD_EXISTS, Dispatcher
from bot.delivery.pacing import Pacer
from bot.delivery.speakers import Speaking
from bot.domain.delivery import nonce_of
from bot.domain.outcomes import Failure
from bot.services.problem_post_results import PostShown
from bot.store import delivery_log
from bot.store.transaction import Store
from bot.ui.message import Message
from bot.ui.problem_posts import post_message
from tests.delivery.world import GUILD, HandClock, ToyDiscord
from tests.services.post_house import NINE, SUNDAY, PostHouse


async def die_after_sending(home: PostHouse, discord: ToyDiscord) -> str | None:
    """The message is out, and nothing more happens for an hour; returns what its thread is called."""
    (claim,) = await home.claims()
    shown = await home.posts.brief(claim, home.clock.now())
    assert isinstance(shown, PostShown)
    assert claim.channel_id is not None
    message: Message = post_message(shown)
    await discord.send(claim.channel_id, message, nonce_of(claim.id), ())
    home.clock.pass_time(timedelta(hours=1))
    discord.requests.clear()
    return message.thread


def dispatcher(home: PostHouse, discord: ToyDiscord) -> Dispatcher:
    """Another process."""
    pacer = Pacer(home.clock.monotonic, home.clock.sleep)
    return Dispatcher(home.outbox, Speaking(home.posts, post_message), discord, home.clock, pacer)


async def test_a_thread_that_a_crash_left_out_is_opened_below_the_message_that_is_found(store: Store) -> None:
    home = await PostHouse(store, HandClock(SUNDAY)).open()
    discord = ToyDiscord(home.clock)
    home.clock.moment = NINE
    name = await die_after_sending(home, discord)

    await dispatcher(home, discord).drain()

    (post,) = discord.posts
    assert discord.requests == ["find", f"thread {name} in {post.channel_id} below {post.id}"]


async def test_a_message_that_has_its_thread_already_is_simply_found(store: Store) -> None:
    home = await PostHouse(store, HandClock(SUNDAY)).open()
    discord = ToyDiscord(home.clock)
    home.clock.moment = NINE
    await die_after_sending(home, discord)
    discord.threads = [Failure(400, THREAD_EXISTS)]

    await dispatcher(home, discord).drain()

    async with store.read() as tx:
        (newest,) = await delivery_log.of_guild(tx, GUILD, 9)
    assert newest.message_id == discord.posts[0].id
