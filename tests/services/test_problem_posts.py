"""A guild's problem of the day: when it comes, what it is, that it never repeats, and who solved it since."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.delivery import DeliveryState, Reason
from bot.domain.errors import InvalidTime, NoLongerAvailable, NotEnrolled, OutOfRange
from bot.domain.nudges import Quiet
from bot.domain.outcomes import Dead
from bot.domain.problem_errors import UnknownProblemList
from bot.domain.problem_post_errors import DailyNotOffered, NoPostChannel, NoPostDay
from bot.domain.problem_posts import DAILY, ROADMAP, PostSetting, Solvers
from bot.domain.problem_turns import USUAL_MIX, Mix
from bot.domain.problems import ProblemKind
from bot.services.problem_post_results import Answering, PostPlace
from bot.store import delivery_log, members, problem_posts, problem_solves
from bot.store.problem_solves import StoredSolve
from bot.store.tables import EnrolmentRow, MemberRow
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, NUDGE_CHANNEL, HandClock, enrol, open_channel, utc
from tests.domain.problem_samples import EASY, FIRST, HARD, MEDIUM, SMALL
from tests.services.post_house import MESSAGE, MONDAY, NINE, SUNDAY, TODAY, PostHouse, Site

BEN, CY, OTHER_GUILD, ROOM = 2, 3, 2000, 700
ANY = {EASY: 1, MEDIUM: 1, HARD: 1}


@pytest.fixture
def clock() -> HandClock:
    return HandClock(SUNDAY)


# ---------------------------------------------------------------- settings


async def test_it_is_off_at_nine_on_weekdays_until_somebody_chooses(store: Store, clock: HandClock) -> None:
    board = await PostHouse(store, clock).settings.board(GUILD)
    assert (board.on, board.minute, board.weekdays) == (False, 540, frozenset(range(5)))
    assert (board.setting, board.daily_offered) == (PostSetting(ROADMAP, USUAL_MIX), False)
    assert [*board.lists] == [FIRST.key]


async def test_an_organiser_switches_it_on_and_changes_everything(store: Store, clock: HandClock) -> None:
    home = PostHouse(store, clock)
    await open_channel(store, clock)
    on = await home.settings.change(GUILD, on=True)
    assert (on.next_due_at, on.channel_id, on.posts_in) == (NINE, None, NUDGE_CHANNEL)

    changed = await home.settings.change(
        GUILD,
        minute=20 * 60,
        weekdays=frozenset({1, 3}),
        channel_id=ROOM,
        source="First Four",
        mix={HARD: 2, EASY: 0},
    )

    assert (changed.posts_in, changed.next_due_at) == (ROOM, utc("2026-06-02 18:00"))
    assert changed.setting == PostSetting(FIRST.key, {EASY: 0, MEDIUM: 2, HARD: 2})
    assert home.heard == [NINE, changed.next_due_at]
    off = await home.settings.change(GUILD, on=False, channel_id=0)
    assert (off.on, off.minute, off.posts_in, off.setting) == (False, 1200, NUDGE_CHANNEL, changed.setting)
    assert len(home.heard) == 2
    assert await PostHouse(store, clock).settings.board(GUILD) == off


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"minute": 1440}, InvalidTime),
        ({"weekdays": frozenset[int]()}, NoPostDay),
        ({"mix": {EASY: 10}}, OutOfRange),
        ({"mix": {HARD: -1}}, OutOfRange),
        ({"source": "nobodys"}, UnknownProblemList),
        ({"source": DAILY}, DailyNotOffered),
        ({"on": True}, NoPostChannel),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_changes(
    sqlite_store: Store, clock: HandClock, change: dict[str, object], error: type[Exception]
) -> None:
    home = PostHouse(sqlite_store, clock)
    before = await home.settings.board(GUILD)
    with pytest.raises(error):
        await home.settings.change(GUILD, **change)  # pyright: ignore[reportArgumentType]
    assert await home.settings.board(GUILD) == before


async def test_leetcodes_daily_can_be_chosen_where_it_is_offered(
    sqlite_store: Store, clock: HandClock
) -> None:
    board = await PostHouse(sqlite_store, clock, Site(TODAY)).settings.change(GUILD, source="daily")
    assert (board.setting.source, board.daily_offered) == (DAILY, True)


async def test_one_guilds_settings_are_not_anothers(sqlite_store: Store, clock: HandClock) -> None:
    home = PostHouse(sqlite_store, clock)
    await home.settings.change(GUILD, source=FIRST.key)
    assert (await home.settings.board(OTHER_GUILD)).setting == PostSetting()


# ---------------------------------------------------------------- what leaves


async def test_another_try_and_another_process_say_the_same(store: Store, clock: HandClock) -> None:
    home = await PostHouse(store, clock).open(source=FIRST.key, mix=ANY)
    clock.moment = NINE
    (claim,) = await home.claims()
    said = await home.posts.brief(claim, clock.now())
    await home.settings.change(GUILD, source=ROADMAP)

    again = await PostHouse(store, clock).posts.brief(claim, clock.now())

    assert again == said
    assert not isinstance(said, Quiet)
    assert (said.day, said.drawn_from, said.solvers) == (MONDAY, FIRST, Solvers())
    assert said.marker == f"n:{claim.id}:"


async def test_nothing_repeats_before_the_pool_is_used_up_whatever_restarts(
    store: Store, clock: HandClock
) -> None:
    await PostHouse(store, clock).open(source=FIRST.key, mix=ANY, weekdays=frozenset(range(7)))
    keys, turns = list[str](), list[tuple[int, int, int]]()
    for day in range(6):
        clock.moment = NINE + timedelta(days=day)
        home = PostHouse(store, clock)
        prompt = (await home.said()).prompt
        keys.append(prompt.key)
        turns.append((prompt.number, prompt.size, prompt.round))
    free = {problem.key for problem in SMALL.in_order(FIRST.key) if not problem.paid}
    assert ({*keys[:3]}, {*keys[3:]}) == (free, free)
    assert turns == [(number, 3, turn) for turn in (1, 2) for number in (1, 2, 3)]


async def test_the_week_of_most_active_members_decides(store: Store, clock: HandClock) -> None:
    home = await PostHouse(store, clock).open(mix=ANY)
    for user_id in (BEN, CY, 4, 5):
        await enrol(store, clock, user_id=user_id)
    await home.plan("arrays", "reading")
    await home.plan("trees", user_id=BEN)
    await home.plan("nodes", user_id=CY, day=MONDAY + timedelta(days=6))
    for paused in (4, 5):
        await home.plan("arrays", user_id=paused)
    async with store.write() as tx:
        late = EnrolmentRow.id.in_([4, 5])
        await tx.execute(update(EnrolmentRow).where(late).values(state="paused"))
    clock.moment = NINE

    prompt = (await home.said()).prompt

    assert (prompt.of_week, prompt.size) == (True, 3)
    assert {"tree", "binary-search-tree"} & {*prompt.topics}


@pytest.mark.parametrize("away", [timedelta(days=-1), timedelta(days=7)])
async def test_what_other_weeks_ask_for_does_not_count(
    sqlite_store: Store, clock: HandClock, away: timedelta
) -> None:
    home = await PostHouse(sqlite_store, clock).open(mix=ANY)
    await home.plan("arrays", day=MONDAY + away)
    clock.moment = NINE
    prompt = (await home.said()).prompt
    assert (prompt.of_week, prompt.size) == (False, len(SMALL.free))


async def test_leetcodes_daily_is_asked_once_and_kept(store: Store, clock: HandClock) -> None:
    site = Site(TODAY)
    home = await PostHouse(store, clock, site).open(source=DAILY)
    clock.moment = NINE
    (claim,) = await home.claims()
    said = await home.posts.brief(claim, clock.now())
    site.today = None

    again = await home.posts.brief(claim, clock.now())

    assert again == said
    assert not isinstance(said, Quiet)
    assert (said.prompt.key, said.prompt.stand_in, site.asked) == ("some-daily", False, 1)


async def test_without_an_answer_of_leetcode_something_else_comes_in_its_place(
    sqlite_store: Store, clock: HandClock
) -> None:
    home = await PostHouse(sqlite_store, clock, Site(None)).open(source=DAILY)
    clock.moment = NINE
    said = await home.said()
    assert said.prompt.stand_in
    assert SMALL.get(said.prompt.key) is not None


async def test_a_leetcode_that_never_answers_holds_nothing_up(
    sqlite_store: Store, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent(Site):
        async def daily(self) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
            await asyncio.Event().wait()

    monkeypatch.setattr("bot.services.problem_posts.DAILY_SECONDS", 0.01)
    home = await PostHouse(sqlite_store, clock, Silent(TODAY)).open(source=DAILY)
    clock.moment = NINE
    assert (await home.said()).prompt.stand_in


async def test_a_switch_of_the_hoster_that_is_off_again_needs_no_leetcode(
    sqlite_store: Store, clock: HandClock
) -> None:
    await PostHouse(sqlite_store, clock, Site(TODAY)).open(source=DAILY)
    clock.moment = NINE
    assert (await PostHouse(sqlite_store, clock).said()).prompt.stand_in


async def test_after_a_downtime_it_is_marked_late_and_after_the_window_left_out(
    store: Store, clock: HandClock
) -> None:
    home = await PostHouse(store, clock).open()
    clock.moment = NINE + timedelta(hours=5)
    assert (await home.said()).late_by == timedelta(hours=5)
    clock.moment = NINE + timedelta(days=1, hours=6, seconds=1)
    assert [*await home.claims()] == []
    async with store.read() as tx:
        newest, *_ = await delivery_log.of_guild(tx, GUILD, 9)
        history = await problem_posts.history(tx, GUILD)
    assert (newest.state, newest.reason) == (DeliveryState.DROPPED, Reason.TOO_LATE)
    assert len(history) == 1


async def test_while_nobody_has_joined_it_is_quiet_and_uses_nothing_up(
    store: Store, clock: HandClock
) -> None:
    home = PostHouse(store, clock)
    await open_channel(store, clock)
    await home.settings.change(GUILD, on=True)
    clock.moment = NINE
    (claim,) = await home.claims()
    assert await home.posts.brief(claim, clock.now()) == Quiet(Reason.LEFT)
    async with store.read() as tx:
        assert await problem_posts.history(tx, GUILD) == ()


async def test_what_was_switched_off_or_is_another_prompt_is_not_posted(
    sqlite_store: Store, clock: HandClock
) -> None:
    home = await PostHouse(sqlite_store, clock).open()
    clock.moment = NINE
    (claim,) = await home.claims()
    other = await home.posts.brief(replace(claim, ref="question"), clock.now())
    assert isinstance(other, Quiet)
    await home.settings.change(GUILD, on=False)
    assert await home.posts.brief(claim, clock.now()) == Quiet(Reason.OFF)


async def test_moving_it_later_does_not_post_it_twice_on_one_day(store: Store, clock: HandClock) -> None:
    home = await PostHouse(store, clock).open()
    clock.moment = NINE
    await home.said()
    moved = await home.settings.change(GUILD, minute=15 * 60)
    assert moved.next_due_at == utc("2026-06-02 13:00")


# ---------------------------------------------------------------- who solved it


async def test_only_members_of_this_guild_answer_its_posts(store: Store, clock: HandClock) -> None:
    home = await PostHouse(store, clock).open()
    await enrol(store, clock, guild_id=OTHER_GUILD, user_id=BEN)
    clock.moment = NINE
    said = await home.said()

    assert await home.posts.answering(GUILD, ADA, said.post_id) == Answering(
        said.prompt.key, None, said.prompt.difficulty
    )

    with pytest.raises(NotEnrolled):
        await home.posts.answering(GUILD, BEN, said.post_id)
    for guild_id, post_id in ((OTHER_GUILD, said.post_id), (GUILD, said.post_id + 1)):
        with pytest.raises(NoLongerAvailable):
            await home.posts.answering(guild_id, BEN, post_id)


async def test_who_answered_before_changes_that_answer(store: Store, clock: HandClock) -> None:
    home = await PostHouse(store, clock).open()
    clock.moment = NINE
    said = await home.said()
    first = await home.solves.solve(GUILD, ADA, said.prompt.key, post_id=said.post_id)
    assert (await home.posts.answering(GUILD, ADA, said.post_id)).solve_id == first.id
    await home.solves.take_back(GUILD, ADA, first.id)
    assert (await home.posts.answering(GUILD, ADA, said.post_id)).solve_id is None


async def test_everybody_counts_once_from_the_post_on_by_whatever_way_they_told(
    store: Store, clock: HandClock
) -> None:
    home = await PostHouse(store, clock).open(source=FIRST.key)
    for user_id in (BEN, CY):
        await enrol(store, clock, user_id=user_id)
    await enrol(store, clock, guild_id=OTHER_GUILD, user_id=ADA)
    for problem in SMALL.free:
        await home.solves.solve(GUILD, CY, problem.key)
    clock.moment = NINE
    said = await home.said()
    key = said.prompt.key

    for _ in range(2):
        await home.solves.solve(GUILD, ADA, key, post_id=said.post_id)
    await home.solves.solve(OTHER_GUILD, ADA, key)
    clock.pass_time(timedelta(days=1))
    by_command = await home.solves.solve(GUILD, BEN, key)
    other = next(problem for problem in SMALL.free if problem.key != key)
    await home.solves.solve(GUILD, CY, other.key)

    assert await counted(home, said.post_id) == Solvers(2, MONDAY + timedelta(days=1), 1)
    await home.solves.take_back(GUILD, BEN, by_command.id)
    assert await counted(home, said.post_id) == Solvers(1, MONDAY, 1)


async def counted(home: PostHouse, post_id: int) -> Solvers:
    """As the post would say it."""
    async with home.store.read() as tx:
        post = await problem_posts.find(tx, GUILD, post_id)
        assert post is not None
        moments = await problem_posts.solved_at(tx, post)
    days = [moment.date() for moment in moments]
    return Solvers(len(days), max(days), days.count(max(days)))


async def test_a_post_is_redrawn_where_it_was_sent_with_its_marker_and_its_lateness(
    store: Store, clock: HandClock
) -> None:
    home = await PostHouse(store, clock).open()
    clock.moment = NINE + timedelta(hours=1)
    said = await home.said()
    drawn: list[PostPlace] = []

    async def draw(place: PostPlace) -> bool:
        drawn.append(place)
        return True

    key = said.prompt.key
    await home.solves.solve(GUILD, ADA, key, post_id=said.post_id)
    assert await home.posts.newest_of(GUILD, key) == said.post_id
    await home.posts.redraw(GUILD, said.post_id, draw)

    (place,) = drawn
    assert (place.channel_id, place.message_id) == (NUDGE_CHANNEL, MESSAGE)
    assert (place.shown.marker, place.shown.late_by) == ("n:1:", timedelta(hours=1))
    assert place.shown.solvers == Solvers(1, MONDAY, 1)
    await home.posts.redraw(GUILD, said.post_id, draw)
    await home.posts.redraw(OTHER_GUILD, said.post_id, draw)
    await home.posts.redraw(GUILD, said.post_id + 1, draw)
    assert len(drawn) == 1


async def test_a_post_that_could_not_be_changed_is_tried_again(sqlite_store: Store, clock: HandClock) -> None:
    home = await PostHouse(sqlite_store, clock).open()
    clock.moment = NINE
    said = await home.said()
    tried: list[PostPlace] = []

    async def fail(place: PostPlace) -> bool:
        tried.append(place)
        return False

    for _ in range(2):
        await home.posts.redraw(GUILD, said.post_id, fail)
    assert len(tried) == 2


async def test_what_was_solved_before_the_post_and_only_noted_since_does_not_count(
    store: Store, clock: HandClock
) -> None:
    home = await PostHouse(store, clock).open()
    for user_id in (BEN, CY):
        await enrol(store, clock, user_id=user_id)
    async with store.write() as tx:
        for user_id, zone in ((BEN, "America/Los_Angeles"), (CY, "Europe/Berlin")):
            await tx.execute(update(MemberRow).where(MemberRow.user_id == user_id).values(timezone=zone))
    clock.moment = NINE
    said = await home.said()
    clock.pass_time(timedelta(minutes=5))

    # Ben's Sunday is not over yet.
    await home.solves.solve(GUILD, BEN, said.prompt.key)
    async with store.write() as tx:
        cy = (await members.enrolled(tx, GUILD, CY)).member
        noted = StoredSolve(ProblemKind.LEETCODE, said.prompt.key, MONDAY - timedelta(days=1), clock.now())
        await problem_solves.add(tx, cy.key, noted)

    assert await counted(home, said.post_id) == Solvers(1, MONDAY, 1)


async def test_a_solve_of_this_morning_that_answers_the_post_counts(store: Store, clock: HandClock) -> None:
    home = await PostHouse(store, clock).open()
    clock.moment = NINE - timedelta(hours=1)
    for problem in SMALL.free:
        await home.solves.solve(GUILD, ADA, problem.key)
    clock.moment = NINE
    said = await home.said()
    clock.pass_time(timedelta(minutes=5))
    await home.solves.solve(GUILD, ADA, said.prompt.key, post_id=said.post_id)

    assert await counted(home, said.post_id) == Solvers(1, MONDAY, 1)


async def test_a_problem_whose_post_never_left_still_has_its_turn(store: Store, clock: HandClock) -> None:
    home = await PostHouse(store, clock).open(source=FIRST.key, mix=ANY, weekdays=frozenset(range(7)))
    clock.moment = NINE
    (claim,) = await home.claims()
    await home.posts.brief(claim, clock.now())
    await home.outbox.settle(claim, Dead(Reason.NO_CHANNEL), clock.now())
    turns = list[tuple[int, int]]()
    for day in (1, 2, 3):
        clock.moment = NINE + timedelta(days=day)
        prompt = (await home.said()).prompt
        turns.append((prompt.number, prompt.round))
    assert turns == [(1, 1), (2, 1), (3, 1)]


async def test_a_week_with_fewer_problems_than_days_gives_way_to_the_whole_catalogue(
    sqlite_store: Store, clock: HandClock
) -> None:
    home = await PostHouse(sqlite_store, clock).open(mix=ANY, weekdays=frozenset(range(7)))
    await home.plan("trees")
    keys, of_week = list[str](), list[bool]()
    for day in range(5):
        clock.moment = NINE + timedelta(days=day)
        prompt = (await home.said()).prompt
        keys.append(prompt.key)
        of_week.append(prompt.of_week)
    assert len({*keys}) == len(keys)
    assert of_week[0]
    assert not of_week[-1]


@pytest.mark.parametrize(
    ("source", "mix", "pool"),
    [(FIRST.key, ANY, 3), (FIRST.key, {EASY: 1, MEDIUM: 0}, 2), (ROADMAP, ANY, None)],
)
async def test_the_settings_know_how_many_problems_of_a_list_fit(
    sqlite_store: Store, clock: HandClock, source: str, mix: Mix, pool: int | None
) -> None:
    board = await PostHouse(sqlite_store, clock).settings.change(GUILD, source=source, mix=mix)
    assert board.pool == pool


async def test_a_post_whose_message_nobody_knows_is_left_alone(sqlite_store: Store, clock: HandClock) -> None:
    home = await PostHouse(sqlite_store, clock).open()
    clock.moment = NINE
    (claim,) = await home.claims()
    said = await home.posts.brief(claim, clock.now())
    assert not isinstance(said, Quiet)
    drawn: list[datetime] = []

    async def draw(place: PostPlace) -> bool:
        drawn.append(clock.now())
        return True

    await home.posts.redraw(GUILD, said.post_id, draw)
    assert drawn == []
    assert await home.posts.newest_of(GUILD, "never-prompted") is None
