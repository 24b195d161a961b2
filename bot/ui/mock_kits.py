"""What is asked: the interviewer's kit, and the question as the candidate sees it."""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.mock_interviews import turn_ends_at
from bot.domain.questions import Framework, Question, Rubric
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, template
from bot.ui.question_words import KINDS
from bot.ui.text import minutes_text, safe

if TYPE_CHECKING:
    from bot.services.mock_kits import AskedQuestion, OpenedKit

ROOM = 3_950
"""Characters of a whole kit: Discord takes 4,000 in one message."""

LINE, PROMPT = 300, 1_800

ALL_ASKED = (
    "They know every question of this kind that I have. Bring one of your own: the steps and the scores "
    "below fit it too."
)


class ChangeQuestionButton(
    Owned[ui.Button[Any]], template=template("mockchange", r"(?P<session>[0-9]{1,18})")
):
    """Takes another question, once."""

    def __init__(self, guild_id: int, user_id: int, session_id: int) -> None:
        identity = custom_id("mockchange", guild_id, user_id, session_id)
        button: ui.Button[Any] = ui.Button(
            label="Another question", style=discord.ButtonStyle.secondary, custom_id=identity
        )
        super().__init__(button, guild_id, user_id)
        self.session_id = session_id

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "ChangeQuestionButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["user"]), int(match["session"]))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """In place of the kit that is open."""
        await interaction.response.defer()
        kit = await services.mock_kits.change(self.guild_id, self.user_id, self.session_id)
        await interaction.edit_original_response(view=kit_layout(kit, self.user_id))


def kit_layout(kit: "OpenedKit", user_id: int) -> ui.LayoutView:
    """All that the interviewer needs, for nobody else's eyes."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay(_fitting([_kit_head(kit), *_kit_parts(kit)])))
    if kit.changeable:
        box.add_item(row(ChangeQuestionButton(kit.session.guild_id, user_id, kit.session.id)))
    return layout(box)


def question_layout(asked: "AskedQuestion") -> ui.LayoutView:
    """What the candidate may see."""
    question = asked.question
    if question is None:
        return layout(ui.TextDisplay("Your interviewer brings the question: listen to them."))
    lines = [f"## {theme.ASK} {safe(question.title, LINE)}", safe(question.prompt, PROMPT, lines=True)]
    lines += _listed("Examples", question.examples)
    lines.append("-# Think aloud, ask what is unclear, and take your time.")
    return layout(ui.TextDisplay(_fitting(lines)))


def _kit_head(kit: "OpenedKit") -> str:
    session, ends_at = kit.session, turn_ends_at(kit.session)
    until = f", until {format_dt(ends_at, 't')}" if ends_at else ""
    who = f"You ask <@{kit.candidate.user_id}> · {KINDS[session.kind]} · half {kit.turn} of 2{until}"
    return f"## {theme.REVIEW} Your kit\n{who}\n-# {theme.LOCK} Only you see this: it holds the answers."


def _kit_parts(kit: "OpenedKit") -> Iterator[str]:
    """The most important first: what does not fit is left out from the end."""
    if kit.question is None:
        yield ALL_ASKED
    else:
        yield from _question_parts(kit.question)
    yield _rubric_part(kit.rubric)
    yield _framework_part(kit.framework)


def _question_parts(question: Question) -> Iterator[str]:
    length = f"-# About {minutes_text(question.minutes)} with its follow-ups"
    yield f"### {safe(question.title, LINE)}\n{safe(question.prompt, PROMPT, lines=True)}\n{length}"
    yield from _listed("Examples", question.examples)
    yield from _listed("Ask further", question.follow_ups)
    cost = (f"Cost: {question.complexity}",) if question.complexity else ()
    yield from _listed("A good answer", (*question.good, *cost))
    yield from _listed("Traps", question.traps)


def _listed(name: str, lines: Iterable[str]) -> Iterator[str]:
    if shown := [f"- {safe(line, LINE)}" for line in lines]:
        yield "\n".join([f"**{name}**", *shown])


def _rubric_part(rubric: Rubric) -> str:
    lines = (
        f"{safe(each.title, LINE)}: "
        + " · ".join(f"{n} {safe(a, LINE)}" for n, a in enumerate(each.anchors, 1))
        for each in rubric.criteria
    )
    return "\n".join(["**Scores, 1 to 4**", *(f"- {line}" for line in lines)])


def _framework_part(framework: Framework) -> str:
    steps = (f"{n}. {safe(step, LINE)}" for n, step in enumerate(framework.steps, 1))
    return "\n".join([f"**{safe(framework.title, LINE)}**", *steps])


def _fitting(parts: Iterable[str]) -> str:
    """As many parts as one message holds, whole ones only."""
    shown, left = list[str](), ROOM
    for part in parts:
        if len(part) + 1 <= left:
            shown.append(part)
            left -= len(part) + 1
    return "\n".join(shown)
