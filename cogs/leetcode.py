"""/leetcode"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import StudyBot
from bot.domain.rates import Allowance
from bot.domain.reviews import Grade
from bot.ui.inputs import Minutes, here
from bot.ui.ml_prompts import ml_layout
from bot.ui.problem_due import due_layout
from bot.ui.problem_effects import follow_up, redraw
from bot.ui.problem_inputs import felt_choices, suggest_patterns, suggest_problems, suggest_sets
from bot.ui.problem_links import link_layout
from bot.ui.problem_patterns import patterns_layout
from bot.ui.problem_progress import PROBLEMS, problems_message
from bot.ui.problem_prompt_inputs import (
    HAD,
    difficulty_choices,
    instead_choices,
    suggest_ml_topics,
    suggest_topics,
    wish_of,
)
from bot.ui.problem_prompts import prompt_layout
from bot.ui.problem_sets import next_layout, set_layout, sets_layout
from bot.ui.problem_solves import MAX_NOTE_TYPED, solved_layout, taken_back_layout
from bot.ui.rates import spend

ProblemName = app_commands.Range[str, 1, 200]
PatternName = app_commands.Range[str, 1, 60]
SetName = app_commands.Range[str, 1, 60]
Note = app_commands.Range[str, 1, MAX_NOTE_TYPED]


class LeetCodeCog(commands.Cog):
    """Coding problems."""

    leetcode = app_commands.Group(name="leetcode", description="Coding problems", guild_only=True)

    def __init__(self, bot: StudyBot) -> None:
        self.services = bot.services
        self.solves = bot.services.problem_solves
        self.due_again = bot.services.problem_due
        self.looks = bot.services.problem_progress

    @leetcode.command(name="solved", description="Write down a problem you solved; it counts for your streak")
    @app_commands.describe(
        problem="Its number, title or address on LeetCode; or one of our machine-learning tasks",
        minutes="How long it took, e.g. 35 or 1h10",
        felt="How it felt; it decides when the problem comes back",
        pattern="What solved it; the catalogue's pattern if you leave it out",
        note="A note to yourself; only you see it",
        take_back="Take the newest solve of this problem back instead",
    )
    @app_commands.choices(felt=felt_choices())
    @app_commands.autocomplete(problem=suggest_problems, pattern=suggest_patterns)
    async def solved(
        self,
        interaction: discord.Interaction[Any],
        problem: ProblemName,
        minutes: Minutes | None = None,
        felt: app_commands.Choice[str] | None = None,
        pattern: PatternName | None = None,
        note: Note = "",
        take_back: bool = False,
    ) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        if take_back:
            gone = await self.solves.take_back_newest(*whose, problem)
            await interaction.edit_original_response(view=taken_back_layout(gone))
            await redraw(interaction, self.services, whose[0], gone.named.key)
            return
        grade = Grade(felt.value) if felt else None
        shown = await self.solves.solve(
            *whose, problem, kind=None, minutes=minutes, grade=grade, pattern=pattern, note=note
        )
        await interaction.edit_original_response(view=solved_layout(shown))
        await follow_up(interaction, self.services, shown)

    @leetcode.command(name="prompt", description="A problem for your week: new ones first, and why this one")
    @app_commands.describe(
        difficulty="Only problems of this difficulty",
        topic="Only problems on this topic or pattern",
        list_="Only problems of this list",
        again="One you solved before, to do it again",
        instead="In place of the problem that you were shown today",
    )
    @app_commands.rename(list_="list")
    @app_commands.choices(difficulty=difficulty_choices(), instead=instead_choices())
    @app_commands.autocomplete(topic=suggest_topics, list_=suggest_sets)
    async def prompt(
        self,
        interaction: discord.Interaction[Any],
        difficulty: app_commands.Choice[str] | None = None,
        topic: PatternName | None = None,
        list_: SetName | None = None,
        again: bool = False,
        instead: app_commands.Choice[str] | None = None,
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        asked = *here(interaction), wish_of(difficulty, topic, list_, again=again)
        prompts = self.services.problem_prompts
        shown = await (
            prompts.instead(*asked, had=instead.value == HAD) if instead else prompts.prompt(*asked)
        )
        await interaction.edit_original_response(view=prompt_layout(shown))

    @leetcode.command(name="ml", description="Machine learning from scratch: a task to build, at your level")
    @app_commands.describe(
        topic="Only tasks on this topic", another="Another one in place of the task you were shown today"
    )
    @app_commands.autocomplete(topic=suggest_ml_topics)
    async def ml(
        self, interaction: discord.Interaction[Any], topic: PatternName | None = None, another: bool = False
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        shown = await self.services.ml_prompts.prompt(*here(interaction), topic or "", another=another)
        await interaction.edit_original_response(view=ml_layout(shown))

    @leetcode.command(name="link", description="Link your LeetCode name: solves get a mark, nothing more")
    @app_commands.describe(username="Your name there; leave it out to check the code in your profile")
    async def link(self, interaction: discord.Interaction[Any], username: ProblemName | None = None) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        links, whose = self.services.problem_links, here(interaction)
        shown = await (links.link(*whose, username) if username else links.check(*whose))
        await interaction.edit_original_response(view=link_layout(shown))

    @leetcode.command(name="unlink", description="Forget your LeetCode name; your log stays as it is")
    async def unlink(self, interaction: discord.Interaction[Any]) -> None:
        shown = await self.services.problem_links.unlink(*here(interaction))
        await interaction.response.send_message(view=link_layout(shown), ephemeral=True)

    @leetcode.command(name="due", description="The problems that come back today, before you forget them")
    @app_commands.describe(put_off="Let this one come back tomorrow")
    @app_commands.autocomplete(put_off=suggest_problems)
    async def due(self, interaction: discord.Interaction[Any], put_off: ProblemName | None = None) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        page = await (
            self.due_again.put_off_named(*whose, put_off) if put_off else self.due_again.page(*whose)
        )
        await interaction.edit_original_response(view=due_layout(page))

    @leetcode.command(name="patterns", description="Your log by pattern: what sits, what is weak, your notes")
    @app_commands.describe(pattern="Open this one, with your notes")
    @app_commands.autocomplete(pattern=suggest_patterns)
    async def patterns(
        self, interaction: discord.Interaction[Any], pattern: PatternName | None = None
    ) -> None:
        await interaction.response.defer(ephemeral=True)
        book = await self.looks.patterns(*here(interaction), pattern)
        await interaction.edit_original_response(view=patterns_layout(book))

    @leetcode.command(name="note", description="Keep a note with a problem you solved, or change it")
    @app_commands.describe(problem="Which problem", note="Your note; leave it out to remove the one there is")
    @app_commands.autocomplete(problem=suggest_problems)
    async def note(
        self, interaction: discord.Interaction[Any], problem: ProblemName, note: Note = ""
    ) -> None:
        await interaction.response.defer(ephemeral=True)
        shown = await self.solves.set_note(*here(interaction), problem, note)
        await interaction.edit_original_response(view=solved_layout(shown))

    @leetcode.command(name="sets", description="How far you are in Blind 75, NeetCode 150 and other lists")
    @app_commands.describe(set_="Open this list", page="Which page of it; where you are if left out")
    @app_commands.rename(set_="set")
    @app_commands.autocomplete(set_=suggest_sets)
    async def sets(
        self,
        interaction: discord.Interaction[Any],
        set_: SetName | None = None,
        page: app_commands.Range[int, 1, 100] | None = None,
    ) -> None:
        whose = here(interaction)
        await interaction.response.defer(ephemeral=True)
        if set_ is None:
            view = sets_layout(await self.looks.sets(*whose))
        else:
            view = set_layout(await self.looks.set_page(*whose, set_, page - 1 if page else None))
        await interaction.edit_original_response(view=view)

    @leetcode.command(name="next", description="The next open problem of a list, in its author's order")
    @app_commands.describe(set_="Which list")
    @app_commands.rename(set_="set")
    @app_commands.autocomplete(set_=suggest_sets)
    async def next_in_set(self, interaction: discord.Interaction[Any], set_: SetName) -> None:
        await interaction.response.defer(ephemeral=True)
        found = await self.looks.next_in(*here(interaction), set_)
        await interaction.edit_original_response(view=next_layout(found))

    @leetcode.command(
        name="progress", description="Your solved problems as a picture, against what your roadmap asks for"
    )
    async def progress(self, interaction: discord.Interaction[Any]) -> None:
        spend(interaction, Allowance.PICTURE, PROBLEMS)
        await interaction.response.defer(ephemeral=True, thinking=True)
        picture, view = await problems_message(await self.looks.chart(*here(interaction)))
        await interaction.edit_original_response(view=view, attachments=[picture])


async def setup(bot: StudyBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(LeetCodeCog(bot))
