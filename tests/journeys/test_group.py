"""The group: a board for those who want it, a digest for all, and an eye on who needs somebody."""

import re
from datetime import date, timedelta

import pytest
from simcord import MemberActor
from sqlalchemy import insert

from bot.app import STANDINGS
from bot.domain.reflections import Wins
from bot.domain.rituals import Ritual
from bot.domain.standings import Consistency
from bot.store import checkins, enrolments, members, reflections, standings
from bot.store.tables import MomentRow
from bot.store.transaction import Tx
from bot.ui.members import ORGANISERS_SEE
from tests.journeys.world import World
from tests.simtools import Seen, buttons, choose, find_button, press, text

MONDAY = date(2026, 1, 5)
"""Everybody joins on it, in Berlin, for ten hours a week from Monday to Saturday."""

JOIN = {"hours_per_week": "10"}
NAMES = ("cleo", "dora", "emil", "fay", "gus", "hal")


@pytest.fixture
async def group(world: World) -> World:
    """Ben is on the roadmap since the Monday, six days a week."""
    await world.travel_to("2026-01-05 08:00")
    await world.join(world.ben, **JOIN)
    return world


async def newcomer(world: World, name: str) -> MemberActor:
    """Somebody more on the same roadmap."""
    who = world.guild.add_member(world.env.create_user(name))
    await world.join(who, **JOIN)
    return who


async def member_key(tx: Tx, world: World, who: MemberActor) -> int:
    found = await members.find(tx, world.guild.id, who.id)
    assert found is not None
    return found.key


async def credit(world: World, who: MemberActor, *after: int) -> None:
    """Somebody's check-ins, on days counted from the Monday."""
    async with world.store() as tx:
        key = await member_key(tx, world, who)
        for each in after:
            await checkins.add(
                tx, key, MONDAY + timedelta(days=each), "task", f"{who.id}.{each}", world.clock.now()
            )


async def tick_off(world: World, who: MemberActor) -> None:
    """Do one task of today."""
    await press(who, await who.slash(world.channel, "today"), label="Done", nth=0)


async def board(world: World, who: MemberActor, **options: str) -> Seen:
    shown = await who.slash(world.channel, "streak board", **options)
    assert shown.ephemeral
    return shown


def places(seen: Seen) -> list[str]:
    """The lines of the board that name somebody."""
    return [line for line in text(seen).splitlines() if " · <@" in line]


# ------------------------------------------------------------------ the board


async def test_nobody_is_on_the_board_who_did_not_choose_it(group: World) -> None:
    await credit(group, group.ben, *range(7))
    await group.travel_to("2026-01-12 09:00")

    shown = await board(group, group.ben)

    assert "You are not on it" in text(shown)
    assert "Nobody has a place yet" in text(shown)
    assert places(shown) == []


async def test_joining_gives_a_place_at_once_and_leaving_takes_it_at_once(group: World) -> None:
    await credit(group, group.ben, 0, 1, 2, 3)
    await group.travel_to("2026-01-12 09:00")
    shown = await board(group, group.ben)

    await press(group.ben, shown, label="Join the board")
    assert "Your place: **1** of 1 · **66 %** · 4 of 6 planned days kept" in text(shown)
    assert places(shown) == [f"**1** · <@{group.ben.id}> · 66 % · you"]
    await group.restart()
    await press(group.ben, shown, label="Leave the board")

    assert "You are not on it" in text(shown)
    assert places(await board(group, group.ben)) == []


async def test_a_command_joins_and_leaves_as_well(group: World) -> None:
    await credit(group, group.ben, *range(5))
    await group.travel_to("2026-01-12 09:00")

    assert "Your place" in text(await board(group, group.ben, me="join"))
    assert "You are not on it" in text(await board(group, group.ben, me="leave"))


async def test_a_place_needs_five_planned_days(group: World) -> None:
    await credit(group, group.ben, 0, 1)
    await group.travel_to("2026-01-07 09:00")

    shown = await board(group, group.ben, me="join")

    assert "You get a place after 5 planned days. So far: 2 of 2 planned days kept." in text(shown)
    assert places(shown) == []
    await group.travel_to("2026-01-10 09:00")
    assert "Your place: **1** of 1 · **40 %**" in text(await board(group, group.ben))


async def test_a_member_among_eight_sees_the_top_and_two_on_either_side(group: World) -> None:
    ada, ben = group.ada, group.ben
    await group.join(ada, **JOIN)
    others = [await newcomer(group, name) for name in NAMES]
    everybody = [ada, *others[:5], ben, others[5]]
    workdays = [each for each in range(28) if each % 7 < 6]
    for rank, who in enumerate(everybody):
        await credit(group, who, *workdays[rank:])
    await group.travel_to("2026-02-02 09:00")
    for who in everybody:
        await board(group, who, me="join")

    shown = await board(group, ben)

    assert "Your place: **7** of 8 · **75 %** · 18 of 24 planned days kept" in text(shown)
    assert places(shown) == [
        f"**1** · <@{everybody[0].id}> · 100 %",
        f"**2** · <@{everybody[1].id}> · 95 %",
        f"**3** · <@{everybody[2].id}> · 91 %",
        f"**5** · <@{everybody[4].id}> · 83 %",
        f"**6** · <@{everybody[5].id}> · 79 %",
        f"**7** · <@{ben.id}> · 75 % · you",
        f"**8** · <@{everybody[7].id}> · 70 %",
    ]
    assert text(shown).count("⋯") == 1
    top = places(await board(group, everybody[0]))
    assert [line.split(" ")[0] for line in top] == ["**1**", "**2**", "**3**"]


async def test_equal_shares_have_the_same_place(group: World) -> None:
    cleo, dora = [await newcomer(group, name) for name in NAMES[:2]]
    for who, days in ((group.ben, 4), (cleo, 5), (dora, 5)):
        await credit(group, who, *range(days))
    await group.travel_to("2026-01-12 09:00")
    for who in (group.ben, cleo, dora):
        await board(group, who, me="join")

    assert [line.split(" ")[0] for line in places(await board(group, group.ben))] == [
        "**1**",
        "**1**",
        "**3**",
    ]


async def two_on_the_board(group: World, *days: int) -> MemberActor:
    """Ben and cleo join it, with check-ins on these days of the week before; returns cleo."""
    cleo = await newcomer(group, "cleo")
    for who in (group.ben, cleo):
        await credit(group, who, *days)
    await group.travel_to("2026-01-10 09:00")
    for who in (group.ben, cleo):
        await board(group, who, me="join")
    return cleo


async def test_the_board_follows_by_itself_when_a_day_is_over(group: World) -> None:
    cleo = await two_on_the_board(group, *range(5))
    await tick_off(group, cleo)
    await group.travel_to("2026-01-11 09:00")

    assert await group.app.bell._jobs[STANDINGS].call() is None

    async with group.store() as tx:
        for who, kept in ((group.ben, 5), (cleo, 6)):
            held = await standings.find(tx, await member_key(tx, group, who))
            assert held == standings.Stored(date(2026, 1, 10), Consistency(6, kept))


async def test_a_day_filled_in_later_counts_on_the_board(group: World) -> None:
    await credit(group, group.ben, *range(4))
    await group.travel_to("2026-01-10 09:00")
    assert "4 of 5 planned days kept" in text(await board(group, group.ben, me="join"))

    await group.ben.slash(group.channel, "streak backfill", date="2026-01-09", note="On paper, in the train")

    assert "5 of 5 planned days kept" in text(await board(group, group.ben))


async def test_a_day_the_organiser_forgives_leaves_the_board_of_everybody(group: World) -> None:
    cleo = await two_on_the_board(group, *range(4))

    await group.ada.slash(group.channel, "manage streaks amnesty", day="2026-01-09", note="The hall was shut")
    await group.app.bell._jobs[STANDINGS].call()

    async with group.store() as tx:
        for who in (group.ben, cleo):
            held = await standings.find(tx, await member_key(tx, group, who))
            assert held is not None
            assert held.counted == Consistency(4, 4)


async def test_somebody_who_never_joined_a_roadmap_is_told_how(group: World) -> None:
    refused = await group.ada.slash(group.channel, "streak board", me="join")

    assert "Start with `/join`" in text(refused)


async def test_whoever_leaves_the_roadmap_leaves_the_board_at_once(group: World) -> None:
    cleo = await two_on_the_board(group, *range(5))

    await cleo.slash(group.channel, "leave", confirm=True)

    assert [line.split(" ")[2] for line in places(await board(group, group.ben))] == [f"<@{group.ben.id}>"]
    assert "Start with `/join`" in text(await cleo.slash(group.channel, "streak board", me="join"))
    await group.join(cleo, **JOIN)
    assert "You are not on it" in text(await board(group, cleo))


async def test_another_members_button_is_not_mine_to_press(group: World) -> None:
    join = find_button(await board(group, group.ben), label="Join the board").custom_id

    refused = await group.ada.click(await group.post_raw(join), custom_id=join)

    assert f"This belongs to <@{group.ben.id}>" in text(refused)


# ------------------------------------------------------------------ the digest


@pytest.fixture
async def weekly(group: World) -> World:
    """The digest comes on Mondays at eight, UTC; Cleo, Dora and Emil are there too."""
    shown = await group.ada.slash(
        group.channel, "manage rituals", ritual="digest", on=True, day="mon", at="8:00", channel=group.channel
    )
    assert "igest" in text(shown)
    return group


def posts(world: World) -> list[str]:
    """The digests in the channel."""
    found = [text(message) for message in world.channel.history()]
    return [each for each in found if "Our week" in each]


async def test_the_digest_names_those_on_the_board_and_counts_the_others(weekly: World) -> None:
    cleo, dora, emil = [await newcomer(weekly, name) for name in NAMES[:3]]
    for who, days in ((weekly.ben, 6), (cleo, 6), (dora, 3), (emil, 6)):
        await credit(weekly, who, *range(days))
    for who in (weekly.ben, dora, emil):
        await board(weekly, who, me="join")
    await weekly.travel_to("2026-01-12 07:59", "UTC")
    assert posts(weekly) == []

    await weekly.travel_to("2026-01-12 08:05", "UTC")
    await weekly.tick()

    (post,) = posts(weekly)
    assert "Mon 5 Jan 2026 to Sun 11 Jan 2026" in post
    assert f"<@{weekly.ben.id}>, <@{emil.id}> and 1 more" in post
    assert "Done together: **21 tasks**." in post
    assert str(cleo.id) not in post
    assert str(dora.id) not in post
    await weekly.restart()
    await weekly.travel_to("2026-01-12 09:00", "UTC")
    assert len(posts(weekly)) == 1


async def test_where_nothing_happened_no_digest_comes(weekly: World) -> None:
    await board(weekly, weekly.ben, me="join")

    await weekly.travel_to("2026-01-12 08:05", "UTC")

    assert posts(weekly) == []


async def test_everybody_finds_their_own_week_behind_the_digest(weekly: World) -> None:
    await credit(weekly, weekly.ben, 0)
    await weekly.travel_to("2026-01-12 08:05", "UTC")
    (message,) = [each for each in weekly.channel.history() if "Our week" in text(each)]
    await weekly.restart()

    mine = await press(weekly.ben, message, label="My week")
    refused = await press(weekly.ada, message, label="My week")

    assert mine.ephemeral
    assert "Last week · Mon 5 Jan 2026" in text(mine)
    assert "Start with `/join`" in text(refused)


async def test_the_digest_leads_to_its_week_later_on_too(weekly: World) -> None:
    await credit(weekly, weekly.ben, 0)
    await weekly.travel_to("2026-01-12 08:05", "UTC")
    (message,) = [each for each in weekly.channel.history() if "Our week" in text(each)]
    await weekly.travel_to("2026-01-27 08:05", "UTC")

    mine = await press(weekly.ben, message, label="My week")

    assert "Week · Mon 5 Jan 2026" in text(mine)


@pytest.mark.parametrize("monday", ["2026-01-06", "9999-12-27", "2100-01-04"])
async def test_a_forged_week_of_the_digest_is_answered(weekly: World, monday: str) -> None:
    forged = f"n:1:week:{weekly.guild.id}:{monday}"

    refused = await weekly.ben.click(await weekly.post_raw(forged), custom_id=forged)

    assert refused.ephemeral
    assert "broke on my side" not in text(refused)


async def test_hostile_words_do_nothing_in_the_digest(weekly: World) -> None:
    hostile = "@everyone [win](https://evil.example) ```code``` \u202eeveryone <@1> # big"
    async with weekly.store() as tx:
        key, at = await member_key(tx, weekly, weekly.ben), weekly.clock.now()
        await reflections.save(tx, key, Ritual.WINS, MONDAY, Wins(("Read",), (), hostile), at)
        await reflections.set_posted(tx, key, Ritual.WINS, MONDAY, at, weekly.channel.id)
        moment = {"member_key": key, "kind": "roadmap:own", "title": hostile, "day": MONDAY, "at": at}
        await tx.execute(
            insert(MomentRow).values(**moment, shared_at=at, shared_channel_id=weekly.channel.id)
        )

    await weekly.travel_to("2026-01-12 08:05", "UTC")

    (post,) = posts(weekly)
    assert f"<@{weekly.ben.id}>: 1 goal reached · " in post
    assert f"<@{weekly.ben.id}>: finished **" in post
    assert "@everyone" not in post
    assert not re.search(r"(?<!\\)\]\(", post)
    assert not any(bad in post for bad in ("```", "\u202e", "<@1>"))


# ------------------------------------------------------------------ the organiser's view


async def members_view(world: World, **options: str | int) -> Seen:
    shown = await world.ada.slash(world.channel, "manage members", **options)
    assert shown.ephemeral
    return shown


async def test_an_organiser_finds_everybody_in_the_right_group_as_days_pass(group: World) -> None:
    cleo, dora, emil = [await newcomer(group, name) for name in NAMES[:3]]
    await group.travel_to("2026-01-06 09:00")
    await emil.slash(group.channel, "pause", until="2026-02-01")
    for who, days in ((group.ben, range(14)), (cleo, (0, 1, 2, 3, 8))):
        await credit(group, who, *days)
    async with group.store() as tx:
        for who in (group.ben,):
            found = await members.enrolled(tx, group.guild.id, who.id)
            await enrolments.set_promise(tx, found.enrolment.id, None)
    await group.travel_to("2026-01-18 09:00")

    shown = await members_view(group)
    assert "4 members: **1** slipping · **1** quiet · **1** paused · **1** on track · **0** finished" in text(
        shown
    )
    assert f"<@{cleo.id}> · " in text(shown)
    assert "study days behind" in text(shown)
    assert "last check-in Tue 13 Jan 2026 · 1 of 6 planned days kept" in text(shown)

    await choose(group.ada, shown, "quiet")
    assert f"<@{dora.id}> · quiet for 13 days" in text(shown)
    assert "no check-in yet · 0 of 6 planned days kept" in text(shown)
    await choose(group.ada, shown, "paused")
    assert f"<@{emil.id}> · until Sun 1 Feb 2026" in text(shown)
    await choose(group.ada, shown, "fine")
    assert f"<@{group.ben.id}>\n" in text(shown)
    assert "tell members what you see here" in text(shown)


async def test_a_large_group_has_pages(group: World) -> None:
    for number in range(11):
        await newcomer(group, f"member{number}")
    await group.travel_to("2026-01-06 09:00")
    shown = await members_view(group, show="slipping")
    first = text(shown)
    assert "page 1 of 2" in first

    await press(group.ada, shown, label="Further ▶")

    assert text(shown).count("study day behind") == 2
    assert "page 2 of 2" in text(shown)
    assert text(await members_view(group, show="slipping", page=2)) == text(shown)
    await press(group.ada, shown, label="◀ Before")
    assert text(shown) == first


async def test_members_are_told_what_organisers_see(group: World) -> None:
    joined = await group.ada.slash(group.channel, "join", roadmap="deep-dive-16w", timezone="Europe/Berlin")

    assert ORGANISERS_SEE in text(joined)
    assert ORGANISERS_SEE in text(await group.ben.slash(group.channel, "about"))


async def test_an_empty_server_says_how_to_begin(world: World) -> None:
    shown = await members_view(world)

    assert "Nobody is on a roadmap here yet" in text(shown)
    assert buttons(shown) == []


async def test_only_organisers_see_the_members(group: World) -> None:
    group.guild.set_command_permissions(group.app.client.command_ids["manage"], {group.ben: True})

    refused = await group.ben.slash(group.channel, "manage members")

    assert "Only an organiser can do this" in text(refused)
    forged = f"c:memberpage:{group.guild.id}:{group.ben.id}:quiet:0"
    pressed = await group.ben.click(await group.post_raw(forged), custom_id=forged)
    assert "Only an organiser can do this" in text(pressed)
