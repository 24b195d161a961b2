"""A member's life from joining to leaving, with everything delivery promises on the way.

The steps know nothing of what carries them: they run with the bot in this process, and over real HTTP and a
real gateway with the bot in its own.
"""

from datetime import date, datetime, timedelta
from typing import Protocol

from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.simtools import Seen, buttons, choose, press, submit, text

ROADMAP = "production-intensive"
NUDGE = "for you today"
LIST = "manage deliveries list"


class Stage(Protocol):
    """A guild with an organiser (ada) and a member (ben), the power over time, and the bot."""

    channel: ChannelHandle
    ada: MemberActor
    ben: MemberActor

    def now(self) -> datetime:
        """The moment in UTC."""
        ...

    async def travel_to(self, wall: str, zone: str = "Europe/Berlin") -> None:
        """Move the clock and let everything that is due happen."""
        ...

    async def tick(self) -> None:
        """Let what is due now happen."""
        ...

    async def restart(self) -> None:
        """Stop the bot and start it again on the same database."""
        ...

    def refuse_once(self, who: MemberActor) -> None:
        """The next direct message to this person meets closed direct messages."""
        ...

    def inbox(self, who: MemberActor) -> list[str]:
        """The texts of the direct messages somebody has received."""
        ...


class MemberLife:
    """One method a scene, in the order in which they are played. Day 0 is a Monday."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        now = stage.now()
        self._monday: date = now.date() + timedelta(days=7 - now.weekday())

    async def play(self) -> None:
        """Everything."""
        await self.joins_and_ticks()
        await self.finds_a_buddy()
        await self.answers_a_ritual()
        await self.is_nudged()
        await self.pauses_and_comes_back()
        await self.falls_behind_and_replans()
        await self.claims()
        await self.organiser_sends_again_what_failed()
        await self.asks_why()
        await self.leaves()

    async def joins_and_ticks(self) -> None:
        """Join, today, done, undo, done: a restart in between forgets nothing."""
        await self._at(0, "08:00")
        joined = await self._says("join", roadmap=ROADMAP, timezone="Europe/Berlin", hours_per_week="10")
        assert "You are in." in text(joined)
        panel = await self._says("today")
        await press(self.stage.ben, panel, label="Done", nth=0)
        assert done(panel) == 1
        await press(self.stage.ben, panel, label="Undo", nth=0)
        assert done(panel) == 0
        await self.stage.restart()
        await press(self.stage.ben, panel, label="Done", nth=0)
        assert done(panel) == done(await self._says("today")) == 1

    async def finds_a_buddy(self) -> None:
        """A request is answered in one's own time, and each sees what the other one shares."""
        ada, channel = self.stage.ada, self.stage.channel
        await ada.slash(channel, "join", roadmap=ROADMAP, timezone="Europe/Berlin")
        await ada.slash(channel, "buddy ask", member=self.stage.ben)
        await self._says("buddy accept", member=ada)
        assert f"<@{self.stage.ben.id}>" in text(await ada.slash(channel, "today"))
        await self.stage.restart()
        await ada.slash(channel, "buddy end", confirm=True)
        assert f"<@{self.stage.ben.id}>" not in text(await ada.slash(channel, "today"))

    async def answers_a_ritual(self) -> None:
        """The organiser switches one on; its message comes at its hour, with a form for anybody."""
        ada, channel = self.stage.ada, self.stage.channel
        # The server counts in UTC.
        await ada.slash(channel, "manage rituals", ritual="goals", on=True, at="08:30", channel=channel)
        await self._at(0, "09:31")
        message = channel.last_message
        assert message is not None
        form = await press(self.stage.ben, message, label="Write my goals")
        await submit(self.stage.ben, form, ["Read two papers", "", ""])
        await self.stage.restart()
        assert "Read two papers" in text(await self._says("ritual show"))

    async def asks_why(self) -> None:
        """Every day has its reason, and a forgotten one can be filled in."""
        await self._at(10, "20:30")
        assert "day" in text(await self._says("streak show"))
        filled = await self._says("streak backfill", date="yesterday", note="On paper")
        assert "On paper" in text(await self._says("streak why", date="yesterday")), text(filled)

    async def is_nudged(self) -> None:
        """One message on the next study day, whose buttons work, and none for who is done."""
        assert "09:00" in text(await self._says("nudges set", time="09:00", where="dm"))
        await self._at(1, "08:59")
        assert self._nudges() == 0
        await self._at(1, "09:01")
        (shown,) = self.stage.inbox(self.stage.ben)
        assert NUDGE in shown
        message = self.stage.ben.user.dm_channel.last_message
        assert message is not None
        pressed = [button.custom_id for button in buttons(message) if button.label == "Done"]
        await self.stage.ben.user.click(message, custom_id=pressed[0])
        assert done(await self._says("today")) == 1

    async def pauses_and_comes_back(self) -> None:
        """A pause keeps silent; coming back plans what is left from that day on."""
        assert "Paused" in text(await self._says("pause"))
        await self._at(2, "09:01")
        assert self._nudges() == 1
        assert "planned again from today" in text(await self._says("resume"))
        await self._at(3, "09:01")
        assert self._nudges() == 2

    async def falls_behind_and_replans(self) -> None:
        """Days without anything are told in one line; a decision ends it, and can be taken back."""
        await self._at(9, "12:00")
        assert "behind" in text(await self._says("today"))
        assert "Nothing has changed yet" in text(await self._says("plan replan", how="catch up"))
        await self._says("plan replan", how="catch up", apply=True)
        assert "behind" not in text(await self._says("today"))
        assert "As it was before" in text(await self._says("plan replan", how="undo"))
        assert "behind" in text(await self._says("today"))
        await self._says("plan replan", how="shift the end", apply=True)
        assert "behind" not in text(await self._says("today"))

    async def claims(self) -> None:
        """Boxes ticked before a restart are ticked after it."""
        ben, channel = self.stage.ben, self.stage.channel
        shown = await self._board()
        offered = await ben.autocomplete(channel, "roadmap checkpoints", "box", "GitHub account")
        await choose(ben, shown, str(offered[0]["value"]).removeprefix("#"), prefix="c:tick")
        assert "✅ Have a GitHub account" in text(shown)
        await self.stage.restart()
        assert "✅ Have a GitHub account" in text(await self._board())

    async def organiser_sends_again_what_failed(self) -> None:
        """A message that could not be sent stands in the organisers' list, and goes out when told to."""
        before = self._nudges()
        self.stage.refuse_once(self.stage.ben)
        await self._at(10, "09:01")
        failed = await self.stage.ada.slash(self.stage.channel, LIST, show="dead")
        assert "direct messages are closed" in text(failed)
        assert self._nudges() == before
        await press(self.stage.ada, failed, label="Retry")
        await self.stage.tick()
        assert self._nudges() == before + 1
        answer = await self.stage.ada.slash(self.stage.channel, LIST)
        assert "**0** waiting" in text(answer)
        assert "**0** failed" in text(answer)

    async def leaves(self) -> None:
        """Leaving ends the nudges and says what stays."""
        before = self._nudges()
        question = await self._says("leave")
        await press(self.stage.ben, question, label="Leave")
        assert "You left" in text(question)
        assert "not on a roadmap" in text(await self._says("today"))
        await self._at(11, "09:01")
        assert self._nudges() == before

    async def _says(self, command: str, **options: object) -> InteractionResult:
        return await self.stage.ben.slash(self.stage.channel, command, **options)

    async def _at(self, day: int, clock: str) -> None:
        wall = datetime.combine(self._monday + timedelta(days=day), datetime.min.time())
        await self.stage.travel_to(f"{wall.date()} {clock}")

    async def _board(self) -> InteractionResult:
        """The boxes of the roadmap's beginning, wherever the member is by now."""
        ben, channel = self.stage.ben, self.stage.channel
        offered = await ben.autocomplete(channel, "roadmap checkpoints", "section", "")
        return await self._says("roadmap checkpoints", section=offered[0]["value"])

    def _nudges(self) -> int:
        return len(self.stage.inbox(self.stage.ben))


def done(seen: Seen) -> int:
    """How many tasks of a panel are ticked."""
    return [button.label for button in buttons(seen)].count("Undo")
