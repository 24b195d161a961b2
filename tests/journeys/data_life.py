"""Two members use everything there is, each with words of their own that can be found again."""

import re
from dataclasses import dataclass, field

from simcord import InteractionResult, MemberActor

from bot.app import STANDINGS
from tests.catalog.own_questions import OWN as QUESTIONS
from tests.journeys.mock_life import both_come, in_thread, to_start, wait, write_both
from tests.journeys.mocks import agreed, matched, session_of
from tests.journeys.own_roadmap import bring
from tests.journeys.world import World
from tests.leetcode.fake import FakeLeetCode
from tests.simtools import choose, press, submit, text

ROADMAP = "junior-to-job-ready"
MONDAY = "2026-01-05 09:00"


@dataclass
class DataLife:
    """Ada, who is an organiser too, and Ben; Cyd has joined, Dora has not. It all happens in Berlin."""

    world: World
    fake: FakeLeetCode
    cyd: MemberActor
    dora: MemberActor
    said: dict[int, set[str]] = field(default_factory=dict[int, set[str]])
    """What each of the two wrote, by their id."""

    @property
    def both(self) -> tuple[MemberActor, MemberActor]:
        """Who uses everything."""
        return self.world.ada, self.world.ben

    def word(self, who: MemberActor, what: str) -> str:
        """Something only this person writes."""
        word = f"canary_{what}_of_{'ada' if who is self.world.ada else 'ben'}"
        self.said.setdefault(who.id, set()).add(word)
        return word

    async def play(self) -> None:
        """Everything, over a fortnight."""
        await self.world.travel_to(MONDAY)
        await self.sets_up()
        for who in self.both:
            await self.joins(who)
        await self.they_meet()
        for who in self.both:
            await self.claims(who)
            await self.writes(who)
            await self.solves(who)
        await self.a_week_goes_by()
        await self.they_practise()

    async def sets_up(self) -> None:
        """The organiser switches everything on, and brings in what the group has of its own."""
        ada, room = self.world.ada, self.world.channel
        await self.says(ada, "setup", nudges=room, timezone="Europe/Berlin")
        await self.says(ada, "manage rituals", ritual="goals", on=True)
        await self.says(ada, "manage leetcode", on=True, channel=room)
        await self.says(ada, "manage rounds set", on=True)
        await bring(self.world)
        await self.says(ada, "manage questions import", file=("ours.yaml", QUESTIONS.encode()))
        await self.says(ada, "manage streaks amnesty", day="yesterday", note=self.word(ada, "amnesty"))

    async def joins(self, who: MemberActor) -> None:
        """A roadmap, an option, a pace, messages, the board, days that end later, and the pool."""
        await self.says(who, "join", roadmap=ROADMAP, timezone="Europe/Berlin")
        branch = await self.first(who, "roadmap branch", "branch")
        option = await self.first(who, "roadmap branch", "option", branch=branch)
        await self.says(who, "roadmap branch", branch=branch, option=option)
        await self.says(who, "plan pace", hours_per_week="12")
        await self.says(who, "nudges set", time="09:30", where="dm")
        await self.says(who, "streak board", me="join")
        await self.says(who, "streak cutoff", at="04:00")
        await self.says(who, "mock join", kinds="system design", level=3)
        await self.says(who, "mock availability", hours="Mon-Sun 9-22")

    async def they_meet(self) -> None:
        """Buddies with words for each other; Cyd asks too, and nobody wants Dora."""
        ada, ben = self.both
        await self.world.join(self.cyd)
        await self.says(self.cyd, "buddy ask", member=ada)
        await self.says(ada, "buddy ask", member=ben)
        await self.says(ben, "buddy accept", member=ada)
        for who in self.both:
            await self.says(who, "buddy nudge", words=self.word(who, "cheer"))
            await self.says(who, "mock block", member=self.dora)
            await self.says(self.dora, "mock block", member=who)
        await self.world.tick()

    async def claims(self, who: MemberActor) -> None:
        """Boxes, numbers, habits, a task of one's own and time."""
        proof = f"https://example.org/{self.word(who, 'evidence')}"
        box = await self.first(who, "roadmap checkpoints", "box")
        await self.says(who, "roadmap checkpoints", box=box, evidence=proof)
        target = await self.first(who, "roadmap target", "target")
        await self.says(who, "roadmap target", target=target, value="3", evidence=proof)
        await self.says(who, "task habit", habit=(await self.world.today(who)).habits[0].habit.key)
        await self.says(who, "task add", title=self.word(who, "task"), minutes="40")
        await self.says(who, "log", minutes="50")

    async def writes(self, who: MemberActor) -> None:
        """A ritual, posted to the group."""
        form = await who.slash(self.world.channel, "ritual write", which="goals")
        await submit(who, form, [self.word(who, "goal"), "", ""])
        await self.says(who, "ritual post", which="goals")

    async def solves(self, who: MemberActor) -> None:
        """A name on LeetCode, problems shown, and one solved with a note, which comes back."""
        name = self.word(who, "lc")
        card = await self.says(who, "leetcode link", username=name)
        code = re.search(r"cohort-[0-9A-Z]{8}", text(card))
        assert code is not None
        self.fake.pages.add(name, about=code[0])
        await self.says(who, "leetcode prompt")
        await self.says(who, "leetcode ml")
        note = self.word(who, "solve")
        await self.says(who, "leetcode solved", problem="1", minutes="30", felt="hard", note=note)

    async def a_week_goes_by(self) -> None:
        """Check-ins and a day filled in; then a moment shared, a rest day, another plan and a pause."""
        for day in (5, 6, 7, 9, 10, 11):
            await self.world.travel_to(f"2026-01-{day:02} 10:00")
            for who in self.both:
                await press(who, await self.says(who, "today"), label="Done", nth=0)
                if day == 9:
                    await self.says(who, "streak backfill", date="yesterday", note=self.word(who, "late"))
        for who in self.both:
            moment = (await self.world.app.services.moments.all(self.world.guild.id, who.id))[0]
            listed = await self.says(who, "streak moments")
            card = await choose(who, listed, str(moment.id), prefix="c:moments")
            await press(who, card, label="Share with the group")
            await self.says(who, "streak rest", days="2026-01-15")
            await self.says(who, "plan replan", how="drop optional", apply=True)
            await self.says(who, "pause", until="2026-01-13")
        with self.world.env._bot_scope():
            await self.world.app.bell._jobs[STANDINGS].call()
        await self.world.env.settle()

    async def they_practise(self) -> None:
        """A round and its interview with feedback, one called off by each, and one to come."""
        world = self.world
        for who in self.both:
            outside = {"place": self.word(who, "place"), "work_on": self.word(who, "weak")}
            await self.says(who, "mock log", kind="coding", day="yesterday", **outside)
        await world.travel_to("2026-01-11 12:10")
        await wait(world, 5)
        (found,) = (await world.app.services.mock_pool.show(world.guild.id, world.ada.id)).interviews
        held = await agreed(world, await session_of(world, found.id))
        await to_start(world, held)
        await both_come(world, held)
        for _ in range(2):
            for who in self.both:
                await in_thread(world, held, who, "kit")
            await wait(world, 31)
        for who in self.both:
            await write_both(world, held, who, self.word(who, "feedback"))
        for who in self.both:
            await self.says(who, "mock feedback")
        for who in self.both:
            await agreed(world, await matched(world, settle=False))
            await self.says(who, "mock cancel", reason=self.word(who, "cancel"), confirm=True)
            await world.tick()
        await agreed(world, await matched(world, settle=False))
        await self.says(world.ada, "mock now", kinds="coding")
        await world.tick()

    async def first(self, who: MemberActor, command: str, option: str, **given: object) -> str:
        """What is suggested first for an option."""
        offered = await who.autocomplete(self.world.channel, command, option, "", **given)
        return str(offered[0]["value"])

    async def says(self, who: MemberActor, command: str, **options: object) -> InteractionResult:
        """A command in the group's channel, which does not break."""
        answer = await who.slash(self.world.channel, command, **options)
        assert "broke on my side" not in text(answer), command
        return answer
