"""/mock"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.availability_text import MAX_TEXT, parse_windows
from bot.domain.mock_now import DEFAULT_WAIT, WAITS
from bot.domain.mock_outside import MAX_PLACE, MAX_WEAK, OutsideWritten
from bot.domain.mock_pool import USUAL, WantsChange, parse_kinds
from bot.domain.pairing.model import Role
from bot.domain.questions import QuestionKind
from bot.ui.base import notice
from bot.ui.inputs import here
from bot.ui.mock_availability import change_hours
from bot.ui.mock_availability_words import READY
from bot.ui.mock_commands import agree, ask, propose, show_interview
from bot.ui.mock_history import show_history
from bot.ui.mock_inputs import HeldId, InterviewId, StartText
from bot.ui.mock_interviews import command
from bot.ui.mock_now import look_now
from bot.ui.mock_outside import OutsideId, log_outside
from bot.ui.mock_pool_words import LEVELS, ROLES, blocked_text, unblocked_text
from bot.ui.mock_times import MAX_REASON, MAX_TYPED, TIME_HINT
from bot.ui.mocks import OFTEN, leave, pool_layout, suggest_kinds
from bot.ui.question_words import KINDS

LEVEL_CHOICES = [app_commands.Choice(name=f"{level}: {name}", value=level) for level, name in LEVELS.items()]
ROLE_CHOICES = [app_commands.Choice(name=name, value=role.value) for role, name in ROLES.items()]
OFTEN_CHOICES = [app_commands.Choice(name=f"{count} a week", value=count) for count in OFTEN]
READY_CHOICES = [app_commands.Choice(name=name, value=value) for value, name in READY.items()]
NEXT = "next"
WEEK_CHOICES = [
    app_commands.Choice(name="A usual week", value="usual"),
    app_commands.Choice(name="Only the next round's week", value=NEXT),
]
KIND_CHOICES = [app_commands.Choice(name=name, value=kind.value) for kind, name in KINDS.items()]
KEEP_CHOICES = [
    app_commands.Choice(name="Keep what is arranged", value="keep"),
    app_commands.Choice(name="Cancel what is arranged", value="cancel"),
]

WHICH = "Which one; in its thread you can leave it out"


class MockCog(commands.Cog):
    """Mock interviews."""

    mock = app_commands.Group(name="mock", description="Practise interviews together", guild_only=True)

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services

    @mock.command(name="join", description="Be paired for mock interviews, or change what you want")
    @app_commands.describe(
        kinds="What to practise, e.g. coding, ML theory; any for every kind",
        level="How far you are",
        per_week="How many interviews a week",
        role="What you would rather do first",
    )
    @app_commands.choices(level=LEVEL_CHOICES, per_week=OFTEN_CHOICES)
    @app_commands.choices(role=ROLE_CHOICES)
    @app_commands.autocomplete(kinds=suggest_kinds)
    async def join(
        self,
        interaction: discord.Interaction[Any],
        kinds: app_commands.Range[str, 1, 200] | None = None,
        level: app_commands.Choice[int] | None = None,
        per_week: app_commands.Choice[int] | None = None,
        role: app_commands.Choice[str] | None = None,
    ) -> None:
        change = WantsChange(
            kinds=None if kinds is None else parse_kinds(kinds),
            level=level.value if level else None,
            per_week=per_week.value if per_week else None,
            role=Role(role.value) if role else None,
        )
        view = pool_layout(await self.services.mock_pool.join(*here(interaction), change))
        await interaction.response.send_message(view=view, ephemeral=True)

    @mock.command(name="status", description="The pool, the next round, and what is arranged")
    async def status(self, interaction: discord.Interaction[Any]) -> None:
        view = pool_layout(await self.services.mock_pool.show(*here(interaction)))
        await interaction.response.send_message(view=view, ephemeral=True)

    @mock.command(name="availability", description="When you can, on your own clock")
    @app_commands.describe(
        hours="In place of what you said: Mon-Thu 18:30-21, Sat 10-12, Sun evening; never for none",
        ready="Something ready to take; added to the hours",
        week="A usual week if left out",
    )
    @app_commands.choices(ready=READY_CHOICES, week=WEEK_CHOICES)
    async def availability(
        self,
        interaction: discord.Interaction[Any],
        hours: app_commands.Range[str, 1, MAX_TEXT] | None = None,
        ready: app_commands.Choice[str] | None = None,
        week: app_commands.Choice[str] | None = None,
    ) -> None:
        whose = here(interaction)
        windows = None if hours is None else parse_windows(hours)
        await interaction.response.defer(ephemeral=True)
        when = None if week and week.value == NEXT else USUAL
        view = await change_hours(self.services, whose, windows, ready.value if ready else None, when)
        await interaction.edit_original_response(view=view)

    @mock.command(name="skip", description="Leave out the next round; once more to take part after all")
    async def skip(self, interaction: discord.Interaction[Any]) -> None:
        view = pool_layout(await self.services.mock_pool.skip(*here(interaction)))
        await interaction.response.send_message(view=view, ephemeral=True)

    @mock.command(name="gauntlet", description="Three in one week: coding, system design and ML theory")
    @app_commands.describe(on="Whether the next round's week is one; yes if left out")
    async def gauntlet(self, interaction: discord.Interaction[Any], on: bool = True) -> None:
        view = pool_layout(await self.services.mock_pool.gauntlet(*here(interaction), on=on))
        await interaction.response.send_message(view=view, ephemeral=True)

    @mock.command(name="pause", description="No rounds until a day you choose; what is arranged stays")
    @app_commands.describe(until="The first day you take part again: mon, 1 Dec, +14")
    async def pause(
        self, interaction: discord.Interaction[Any], until: app_commands.Range[str, 1, 40]
    ) -> None:
        view = pool_layout(await self.services.mock_pool.pause(*here(interaction), until))
        await interaction.response.send_message(view=view, ephemeral=True)

    @mock.command(name="resume", description="Take part in rounds again")
    async def resume(self, interaction: discord.Interaction[Any]) -> None:
        view = pool_layout(await self.services.mock_pool.resume(*here(interaction)))
        await interaction.response.send_message(view=view, ephemeral=True)

    @mock.command(name="leave", description="Leave the pool of mock interviews")
    @app_commands.describe(arranged="What becomes of interviews that are arranged")
    @app_commands.choices(arranged=KEEP_CHOICES)
    async def leave(
        self, interaction: discord.Interaction[Any], arranged: app_commands.Choice[str] | None = None
    ) -> None:
        keep = arranged.value == "keep" if arranged else None
        view = await leave(self.services, *here(interaction), keep=keep)
        await interaction.response.send_message(view=view, ephemeral=True)

    @mock.command(name="block", description="Never be paired with somebody; they are not told")
    @app_commands.describe(member="Whom; it holds for buddies too", undo="Take the block back")
    async def block(
        self, interaction: discord.Interaction[Any], member: discord.User, undo: bool = False
    ) -> None:
        blocks, whose = self.services.blocks, here(interaction)
        await (blocks.unblock if undo else blocks.block)(*whose, member.id)
        await notice(interaction, unblocked_text(member.id) if undo else blocked_text(member.id))

    @mock.command(name="now", description="A partner at once, or as soon as somebody has time")
    @app_commands.describe(
        kinds="What to practise; as in the pool if left out",
        minutes="How long you would wait for somebody; 30 if left out",
        stop="Wait no longer",
    )
    @app_commands.autocomplete(kinds=suggest_kinds)
    async def now(
        self,
        interaction: discord.Interaction[Any],
        kinds: app_commands.Range[str, 1, 200] | None = None,
        minutes: app_commands.Range[int, WAITS.start, WAITS.stop - 1] = DEFAULT_WAIT,
        stop: bool = False,
    ) -> None:
        wanted = None if kinds is None else parse_kinds(kinds)
        await look_now(interaction, self.services, wanted, minutes, stop=stop)

    @mock.command(name="history", description="Your interviews, your feedback, and what to work on")
    @app_commands.describe(page="Which page; the newest if left out")
    async def history(
        self, interaction: discord.Interaction[Any], page: app_commands.Range[int, 1, 9999] = 1
    ) -> None:
        await show_history(interaction, self.services, *here(interaction), page - 1)

    @mock.command(name="log", description="Write down a mock interview that you held elsewhere")
    @app_commands.describe(
        kind="What it was about; without anything a form opens",
        day="Which day: today if left out, yesterday, 1 Dec",
        place="Where, or with whom; - for nothing",
        recorded="Whether you recorded it",
        work_on="What you want to work on, for your eyes only; - for nothing",
        entry="Change this one in place of a new one",
        remove="Take that one out",
    )
    @app_commands.choices(kind=KIND_CHOICES)
    async def log(
        self,
        interaction: discord.Interaction[Any],
        kind: app_commands.Choice[str] | None = None,
        day: app_commands.Range[str, 1, 40] | None = None,
        place: app_commands.Range[str, 1, MAX_PLACE] | None = None,
        recorded: bool | None = None,
        work_on: app_commands.Range[str, 1, MAX_WEAK] | None = None,
        entry: OutsideId | None = None,
        remove: bool = False,
    ) -> None:
        written = OutsideWritten(QuestionKind(kind.value) if kind else None, day, place, recorded, work_on)
        await log_outside(interaction, self.services, entry, written, remove=remove)

    @mock.command(name="here", description="Say that you are there for your interview")
    @app_commands.describe(interview=WHICH)
    async def here(self, interaction: discord.Interaction[Any], interview: InterviewId | None = None) -> None:
        await command(interaction, self.services, "here", interview)

    @mock.command(name="start", description="Begin the interview once you are both there")
    @app_commands.describe(interview=WHICH)
    async def start(
        self, interaction: discord.Interaction[Any], interview: InterviewId | None = None
    ) -> None:
        await command(interaction, self.services, "start", interview)

    @mock.command(name="kit", description="What you ask, for your eyes only; while you answer: your question")
    @app_commands.describe(another="Take another question, once", interview=WHICH)
    async def kit(
        self,
        interaction: discord.Interaction[Any],
        another: bool = False,
        interview: InterviewId | None = None,
    ) -> None:
        await command(interaction, self.services, "change" if another else "kit", interview)

    @mock.command(name="swap", description="Swap the roles now: the second half begins")
    @app_commands.describe(interview=WHICH)
    async def swap(self, interaction: discord.Interaction[Any], interview: InterviewId | None = None) -> None:
        await command(interaction, self.services, "swap", interview)

    @mock.command(name="finish", description="End the interview")
    @app_commands.describe(interview=WHICH)
    async def finish(
        self, interaction: discord.Interaction[Any], interview: InterviewId | None = None
    ) -> None:
        await command(interaction, self.services, "finish", interview)

    @mock.command(name="report", description="Somebody did not come, five minutes after the agreed time")
    @app_commands.describe(interview=WHICH)
    async def report(
        self, interaction: discord.Interaction[Any], interview: InterviewId | None = None
    ) -> None:
        await command(interaction, self.services, "report", interview)

    @mock.command(name="feedback", description="Write feedback on an interview, and read the other one's")
    @app_commands.describe(interview="Which one; the last one if left out")
    async def feedback(self, interaction: discord.Interaction[Any], interview: HeldId | None = None) -> None:
        await command(interaction, self.services, "feedback", interview)

    @mock.command(name="interview", description="Your interview: when, with whom, and its buttons")
    @app_commands.describe(interview="Which, if you have several", calendar="The file for your own calendar")
    async def interview(
        self,
        interaction: discord.Interaction[Any],
        interview: InterviewId | None = None,
        calendar: bool = False,
    ) -> None:
        await show_interview(interaction, self.services, interview, calendar=calendar)

    @mock.command(name="agree", description="Say yes to a time that was offered for your interview")
    @app_commands.describe(time="A time on your clock", interview="Which, if you have several")
    async def agree(
        self, interaction: discord.Interaction[Any], time: StartText, interview: InterviewId | None = None
    ) -> None:
        await agree(interaction, self.services, time, interview)

    @mock.command(name="propose", description="Offer another time for your interview")
    @app_commands.describe(time=TIME_HINT, interview="Which, if you have several")
    async def propose(
        self,
        interaction: discord.Interaction[Any],
        time: app_commands.Range[str, 1, MAX_TYPED],
        interview: InterviewId | None = None,
    ) -> None:
        await propose(interaction, self.services, time, interview)

    @mock.command(name="reschedule", description="Look for another time than the agreed one")
    @app_commands.describe(
        interview="Which, if you have several", confirm="Do it at once, without being asked"
    )
    async def reschedule(
        self,
        interaction: discord.Interaction[Any],
        interview: InterviewId | None = None,
        confirm: bool = False,
    ) -> None:
        await ask(interaction, self.services, "move", interview, confirm=confirm)

    @mock.command(name="cancel", description="Cancel your interview; the others are told")
    @app_commands.describe(
        reason="Some words for the others, if you like",
        interview="Which, if you have several",
        confirm="Do it at once, without being asked",
    )
    async def cancel(
        self,
        interaction: discord.Interaction[Any],
        reason: app_commands.Range[str, 1, MAX_REASON] = "",
        interview: InterviewId | None = None,
        confirm: bool = False,
    ) -> None:
        await ask(
            interaction, self.services, "cancel", interview, confirm=confirm or bool(reason), words=reason
        )

    @mock.command(name="decline", description="You cannot make it: it ends, kindly and without a reason")
    @app_commands.describe(
        interview="Which, if you have several", confirm="Do it at once, without being asked"
    )
    async def decline(
        self,
        interaction: discord.Interaction[Any],
        interview: InterviewId | None = None,
        confirm: bool = False,
    ) -> None:
        await ask(interaction, self.services, "decline", interview, confirm=confirm)


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(MockCog(bot))
