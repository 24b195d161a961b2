"""Names on LeetCode: proved by a code, looked at now and then; whatever LeetCode does, nothing is lost."""

import asyncio
import logging
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.domain.errors import QuotaReached
from bot.domain.leetcode import Answer, Missing, Submission, Unavailable
from bot.domain.leetcode_errors import InvalidUsername
from bot.domain.problem_link_errors import LinkingOff, NameLinked, NothingToUnlink, NotLinked, OtherNameLinked
from bot.domain.problem_references import address
from bot.domain.problem_sightings import LOOK_EVERY, LOOK_SELDOM, QUIET_AFTER
from bot.domain.tasks import EnrolmentState
from bot.leetcode.client import LeetCodeClient
from bot.services.problem_link_results import LinkState
from bot.services.problem_links import CHECK_EVERY, NOBODY_AGAIN, ProblemLinks
from bot.store import members, problem_links, problem_solves
from bot.store.tables import EnrolmentRow
from bot.store.transaction import Store
from tests.delivery.world import ADA, GUILD, HandClock, enrol
from tests.leetcode import faults
from tests.leetcode.fake import FakeLeetCode
from tests.leetcode.pages import PROBLEMS, Problem
from tests.services.post_house import Site
from tests.services.problem_house import NOW, ProblemHouse

BEN = 2
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TWO_SUM, _, PARENTHESES, *_ = PROBLEMS


class Linked(ProblemHouse):
    """Two people, a local LeetCode, and all between them."""

    def __init__(self, store: Store, clock: HandClock, fake: FakeLeetCode) -> None:
        super().__init__(store, clock)
        self.fake = fake
        self.client = LeetCodeClient(clock, fake.base, monotonic=clock.monotonic, sleep=clock.sleep)
        self.heard: list[datetime] = []
        self.links = ProblemLinks(store, clock, self.solves, self.client, self.heard.append)

    async def prove(self, user_id: int = ADA, name: str = "ada_99") -> LinkState:
        """Somebody links a name and shows the code."""
        shown = await self.links.link(GUILD, user_id, name)
        assert shown.proof is not None
        self.fake.pages.add(name, about=f"Hi. {shown.proof.code}")
        return (await self.links.check(GUILD, user_id)).state

    async def solved_there(self, problem: Problem = TWO_SUM, ago: timedelta = HOUR) -> None:
        """Ada solves something on LeetCode."""
        self.fake.pages.people["ada_99"].solved.append((problem, self.clock.now() - ago))

    async def look(self) -> datetime | None:
        """The bell rings in good time."""
        self.clock.pass_time(LOOK_EVERY)
        return await self.links.look()

    async def verified(self) -> list[bool]:
        """Which of Ada's solves have a mark, oldest first."""
        async with self.store.read() as tx:
            member = (await members.enrolled(tx, GUILD, ADA)).member
            return [each.verified_at is not None for each in await problem_solves.of(tx, member.key)]

    async def unlogged(self) -> list[str]:
        """What Ada is offered."""
        return [each.slug for each in (await self.links.unlogged(GUILD, ADA)).solves]


@pytest.fixture
async def home(store: Store) -> AsyncGenerator[Linked]:
    """Ada and Ben are on a roadmap; LeetCode knows nobody yet."""
    clock = HandClock(NOW)
    for who in (ADA, BEN):
        await enrol(store, clock, user_id=who)
    async with FakeLeetCode(clock) as fake:
        home = Linked(store, clock, fake)
        yield home
        await home.client.close()


async def test_a_code_in_the_profile_proves_the_name_and_is_needed_no_more(home: Linked) -> None:
    assert await home.prove() is LinkState.PROVED
    home.fake.pages.people["ada_99"].about = ""

    shown = await home.links.show(GUILD, ADA)

    assert (shown.username, shown.state, shown.proof) == ("ada_99", LinkState.PROVED, None)
    assert home.heard == [home.clock.now()]


async def test_what_the_profile_lacks_is_told_and_the_code_stays(home: Linked) -> None:
    first = await home.links.link(GUILD, ADA, "https://leetcode.com/u/ada_99/")
    nobody = await home.links.check(GUILD, ADA)
    home.fake.pages.add("ada_99", about="no code yet")
    home.clock.pass_time(CHECK_EVERY)
    empty = await home.links.check(GUILD, ADA)
    again = await home.links.link(GUILD, ADA, "ADA_99")

    assert (nobody.state, empty.state) == (LinkState.NOBODY, LinkState.NOT_SEEN)
    assert {each.proof for each in (nobody, empty, again)} == {first.proof}


async def test_a_code_of_yesterday_is_replaced(home: Linked) -> None:
    first = await home.links.link(GUILD, ADA, "ada_99")
    assert first.proof is not None
    home.fake.pages.add("ada_99", about=first.proof.code)
    home.clock.pass_time(DAY)

    late = await home.links.check(GUILD, ADA)

    assert late.state is LinkState.EXPIRED
    assert late.proof is not None
    assert late.proof.code != first.proof.code


async def test_a_name_belongs_to_one_member_of_a_guild(home: Linked) -> None:
    second = await home.links.link(GUILD, BEN, "Ada_99")
    await home.prove()
    assert second.proof is not None
    home.fake.pages.people["ada_99"].about = second.proof.code

    with pytest.raises(NameLinked):
        await home.links.check(GUILD, BEN)
    with pytest.raises(NameLinked):
        await home.links.link(GUILD, BEN, "ADA_99")


async def test_another_name_needs_the_first_one_given_up(home: Linked) -> None:
    await home.prove()
    with pytest.raises(OtherNameLinked):
        await home.links.link(GUILD, ADA, "grace")

    assert (await home.links.unlink(GUILD, ADA)).state is LinkState.GONE
    assert (await home.links.link(GUILD, ADA, "grace")).username == "grace"
    assert await home.prove(BEN, "ada_99") is LinkState.PROVED


async def test_without_the_hosters_switch_nothing_links_and_unlinking_works(home: Linked) -> None:
    off = ProblemLinks(home.store, home.clock, home.solves)
    for use_case in (off.link(GUILD, ADA, "ada_99"), off.check(GUILD, ADA), off.show(GUILD, ADA)):
        with pytest.raises(LinkingOff):
            await use_case
    await home.prove()

    assert (await off.show(GUILD, ADA)).state is LinkState.PROVED
    await off.unlink(GUILD, ADA)
    assert await off.look() is None
    with pytest.raises(NothingToUnlink):
        await off.unlink(GUILD, ADA)


async def test_only_names_that_leetcode_gives_are_taken(home: Linked) -> None:
    with pytest.raises(InvalidUsername):
        await home.links.link(GUILD, ADA, "ada 99!")
    with pytest.raises(NotLinked):
        await home.links.check(GUILD, ADA)


async def test_a_logged_solve_gets_its_mark_within_two_days(home: Linked) -> None:
    await home.prove()
    await home.solves.solve(GUILD, ADA, "1")
    await home.solves.solve(GUILD, ADA, address("valid-parentheses"))
    await home.solved_there(TWO_SUM, HOUR)
    await home.solved_there(PARENTHESES, 3 * DAY)

    following = await home.look()

    assert await home.verified() == [True, False]
    assert following == home.clock.now() + LOOK_EVERY


async def test_what_is_not_logged_is_offered_and_logged_once_by_a_press(home: Linked) -> None:
    await home.prove()
    await home.solved_there(TWO_SUM)
    await home.solved_there(PARENTHESES, 10 * DAY)
    await home.look()
    assert (await home.unlogged(), await home.verified()) == (["two-sum"], [])

    logged = await home.links.log_unlogged(GUILD, ADA)
    again = await home.links.log_unlogged(GUILD, ADA)

    assert [each.named.key for each in logged] == ["two-sum"]
    assert (again, await home.unlogged(), await home.verified()) == ((), [], [True])


async def test_what_is_logged_from_the_offer_has_its_mark_however_old_it_is(home: Linked) -> None:
    await home.prove()
    await home.solved_there(TWO_SUM, 5 * DAY)
    await home.look()

    (logged,) = await home.links.log_unlogged(GUILD, ADA)

    assert logged.verified
    assert await home.verified() == [True]


async def test_a_slug_that_the_log_cannot_keep_is_passed_over(home: Linked) -> None:
    await home.prove()
    for slug in ("An_Odd--Slug", "x" * 150):
        await home.solved_there(replace(TWO_SUM, slug=slug))
    await home.solved_there(PARENTHESES)
    await home.look()

    logged = await home.links.log_unlogged(GUILD, ADA)

    assert [each.named.key for each in logged] == ["valid-parentheses"]
    assert await home.unlogged() == []


async def test_when_one_of_several_cannot_be_logged_none_is_and_the_offer_stays(
    home: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    await home.prove()
    await home.solved_there(TWO_SUM)
    await home.solved_there(PARENTHESES)
    await home.look()
    monkeypatch.setattr("bot.services.problem_solves.MAX_SOLVES", 1)

    with pytest.raises(QuotaReached):
        await home.links.log_unlogged(GUILD, ADA)

    assert await home.verified() == []
    assert sorted(await home.unlogged()) == ["two-sum", "valid-parentheses"]


async def test_pressing_check_again_and_again_asks_leetcode_once_in_a_while(home: Linked) -> None:
    await home.links.link(GUILD, ADA, "ada_99")
    home.fake.pages.add("ada_99", about="no code yet")

    at_once = await asyncio.gather(*(home.links.check(GUILD, ADA) for _ in range(5)))
    soon = await home.links.check(GUILD, ADA)
    asked = len(home.fake.calls)
    home.clock.pass_time(CHECK_EVERY)
    later = await home.links.check(GUILD, ADA)

    assert sorted(each.state for each in at_once) == [LinkState.NOT_SEEN, *[LinkState.TOO_SOON] * 4]
    assert (soon.state, asked, later.state) == (LinkState.TOO_SOON, 1, LinkState.NOT_SEEN)
    assert soon.retry_at is not None


async def test_a_code_that_is_too_old_is_replaced_without_asking_leetcode(home: Linked) -> None:
    first = await home.links.link(GUILD, ADA, "ada_99")
    home.clock.pass_time(DAY)
    await home.fake.unplug()

    late = await home.links.check(GUILD, ADA)

    assert (late.state, late.proof == first.proof) == (LinkState.EXPIRED, False)


async def test_whoever_left_is_not_looked_at_until_they_come_back(home: Linked) -> None:
    await home.prove()
    await set_state(home, EnrolmentState.LEFT)
    home.clock.pass_time(LOOK_EVERY)
    asked = len(home.fake.calls)

    assert await home.links.look() is None
    assert len(home.fake.calls) == asked
    await set_state(home, EnrolmentState.ACTIVE)
    assert await home.links.look() is not None
    assert len(home.fake.calls) == asked + 1


async def set_state(home: Linked, state: EnrolmentState) -> None:
    """Ada leaves, or comes back."""
    async with home.store.write() as tx:
        member = await members.find(tx, GUILD, ADA)
        assert member is not None
        mine = EnrolmentRow.member_key == member.key
        await tx.execute(update(EnrolmentRow).where(mine).values(state=state.value))


async def test_a_name_that_leetcode_no_longer_knows_is_asked_about_once_a_week(home: Linked) -> None:
    class Nobody(Site):
        async def solved(self, username: str) -> Answer[tuple[Submission, ...]]:
            return Missing()

    await home.prove()
    links = ProblemLinks(home.store, home.clock, home.solves, Nobody(None))
    assert await links.look() == home.clock.now() + NOBODY_AGAIN


async def test_while_nothing_is_solved_a_member_is_looked_at_once_a_day_until_they_solve(
    home: Linked,
) -> None:
    await home.prove()
    home.clock.pass_time(QUIET_AFTER)
    assert await home.look() == home.clock.now() + LOOK_SELDOM

    await home.solves.solve(GUILD, ADA, "1")
    assert await home.look() == home.clock.now() + LOOK_EVERY


async def test_what_is_logged_by_hand_is_offered_no_more(home: Linked) -> None:
    await home.prove()
    await home.solved_there(TWO_SUM)
    await home.look()
    await home.solves.solve(GUILD, ADA, "1")

    assert await home.unlogged() == []


async def test_what_is_left_out_stays_out_and_newer_ones_are_offered(home: Linked) -> None:
    await home.prove()
    await home.solved_there(TWO_SUM)
    await home.look()
    await home.links.leave_unlogged(GUILD, ADA)
    home.clock.pass_time(HOUR)
    await home.solved_there(PARENTHESES, timedelta())
    await home.look()

    assert await home.unlogged() == ["valid-parentheses"]


async def test_a_member_is_looked_at_every_six_hours_and_soon_after_a_solve(home: Linked) -> None:
    await home.prove()
    await home.links.look()
    asked = len(home.fake.calls)
    home.clock.pass_time(HOUR)
    await home.links.look()
    assert len(home.fake.calls) == asked

    await home.solves.solve(GUILD, ADA, "1")
    home.clock.pass_time(timedelta(minutes=1))
    await home.links.look()
    assert len(home.fake.calls) == asked + 1


async def test_who_unlinks_while_leetcode_thinks_gets_nothing(home: Linked) -> None:
    await home.prove()
    await home.solved_there()
    home.clock.pass_time(LOOK_EVERY)
    await home.links.unlink(GUILD, ADA)

    assert await home.links.look() is None
    assert await home.unlogged() == []


@pytest.mark.parametrize(
    "fault",
    [
        faults.rate_limited("30"),
        faults.rate_limited(),
        faults.challenge(403),
        faults.challenge(200),
        faults.drift("titleSlug", "SubmissionDumpNode"),
        faults.truncated,
        faults.hung_up,
    ],
)
async def test_no_fault_of_leetcode_changes_anything(
    home: Linked, fault: faults.Fault, caplog: pytest.LogCaptureFixture
) -> None:
    await home.prove()
    await home.solves.solve(GUILD, ADA, "1")
    await home.solved_there()
    home.fake.breaks(fault, 9)
    with caplog.at_level(logging.INFO):
        retry_at = await home.look()

    assert retry_at is not None
    assert retry_at > home.clock.now()
    assert (await home.verified(), await home.unlogged()) == ([False], [])
    assert (await home.links.show(GUILD, ADA)).state is LinkState.PROVED
    assert len(caplog.records) <= 1


async def test_when_leetcode_recovers_the_mark_comes_after_all(home: Linked) -> None:
    await home.prove()
    await home.solves.solve(GUILD, ADA, "1")
    await home.solved_there()
    home.fake.breaks(faults.rate_limited("30"))
    retry_at = await home.look()
    assert retry_at is not None
    home.clock.moment = retry_at

    await home.links.look()

    assert await home.verified() == [True]


async def test_with_the_network_unplugged_all_else_works_and_the_log_stays_quiet(
    home: Linked, caplog: pytest.LogCaptureFixture
) -> None:
    await home.prove()
    await home.fake.unplug()
    with caplog.at_level(logging.INFO):
        for _ in range(3 * 12):
            await home.links.look()
            home.clock.pass_time(timedelta(minutes=5))
        checked = await home.links.link(GUILD, BEN, "grace")
        shown = await home.links.check(GUILD, BEN)
        daily = await home.client.daily()
        solved = await home.solves.solve(GUILD, ADA, "1")

    assert (checked.state, shown.state) == (LinkState.WAITING, LinkState.NO_ANSWER)
    assert isinstance(daily, Unavailable)
    assert shown.retry_at is not None
    assert solved.streak.today_done
    assert 1 <= len(caplog.records) <= 4


async def test_two_processes_do_not_look_at_one_member_twice(home: Linked) -> None:
    await home.prove()
    async with home.store.write() as tx:
        first = await problem_links.take_due(tx, home.clock.now(), home.clock.now() + LOOK_EVERY)
        second = await problem_links.take_due(tx, home.clock.now(), home.clock.now() + LOOK_EVERY)

    assert first is not None
    assert second is None
