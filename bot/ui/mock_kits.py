"""What is asked: the interviewer's kit, and the question as the candidate sees it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.mock_interviews import half, turn_ends_at
from bot.domain.questions import Framework, Question, Rubric
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Owned, custom_id, layout, row, template
from bot.ui.language import N_, _
from bot.ui.question_words import KINDS
from bot.ui.text import minutes_text, safe

if TYPE_CHECKING:
    from bot.services.mock_kits import AskedQuestion, OpenedKit

ROOM = 3_950
"""Characters of a whole kit: Discord takes 4,000 in one message."""

SIZES = ((ROOM, ROOM), (300, 1_800), (200, 1_200), (120, 800), (70, 500))
"""Characters of a line and of a prompt, escapes included: the first that fit are taken."""

SHORTENED = N_("This is longer than one message, so some of it is shortened or left out.")

ALL_ASKED = N_(
    "They know every question of this kind that I have. Bring one of your own: the steps and the scores "
    "below fit it too."
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a kit; what has the highest `rank` can best be done without."""

    rank: int
    text: str


class ChangeQuestionButton(
    Owned[ui.Button[Any]], template=template("mockchange", r"(?P<session>[0-9]{1,18})")
):
    """Takes another question, once."""

    def __init__(self, guild_id: int, user_id: int, session_id: int) -> None:
        identity = custom_id("mockchange", guild_id, user_id, session_id)
        button: ui.Button[Any] = ui.Button(
            label=_("Another question"), style=discord.ButtonStyle.secondary, custom_id=identity
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
    box.add_item(ui.TextDisplay(_fitting(lambda line, prompt: _kit_parts(kit, line, prompt))))
    if kit.changeable:
        box.add_item(row(ChangeQuestionButton(kit.session.guild_id, user_id, kit.session.id)))
    return layout(box)


def question_layout(asked: "AskedQuestion") -> ui.LayoutView:
    """What the candidate may see."""
    question = asked.question
    if question is None:
        return layout(ui.TextDisplay(_("Your interviewer brings the question: listen to them.")))
    return layout(ui.TextDisplay(_fitting(lambda line, prompt: _candidate_parts(question, line, prompt))))


def _kit_head(kit: "OpenedKit") -> str:
    session, ends_at = kit.session, turn_ends_at(kit.session)
    half_of = (
        _("half {number} of 2, until {time}", number=kit.turn, time=format_dt(ends_at, "t"))
        if ends_at
        else _("half {number} of 2", number=kit.turn)
    )
    asked = _("You ask {member}", member=f"<@{kit.candidate.user_id}>")
    who = " · ".join([asked, _(KINDS[session.kind]), half_of])
    only_you = _("Only you see this: it holds the answers.")
    return f"## {theme.REVIEW} {_('Your kit')}\n{who}\n-# {theme.LOCK} {only_you}"


def _kit_parts(kit: "OpenedKit", line: int, prompt: int) -> Iterator[Part]:
    yield Part(0, _kit_head(kit))
    if kit.question is None:
        yield Part(0, _(ALL_ASKED))
    else:
        yield from _question_parts(kit, kit.question, line, prompt)
    yield Part(1, _rubric_part(kit.rubric, line))
    yield Part(6, _framework_part(kit.framework, line))


def _question_parts(kit: "OpenedKit", question: Question, line: int, prompt: int) -> Iterator[Part]:
    asked = safe(question.prompt, prompt, lines=True)
    yield Part(0, f"### {safe(question.title, line)}\n{asked}\n{_length(kit, question)}")
    yield from _listed(5, _("Examples"), question.examples, line)
    yield from _listed(2, _("Ask further"), question.follow_ups, line)
    cost = (_("Cost: {complexity}", complexity=question.complexity),) if question.complexity else ()
    yield from _listed(3, _("A good answer"), (*question.good, *cost), line)
    yield from _listed(4, _("Traps"), question.traps, line)


def _length(kit: "OpenedKit", question: Question) -> str:
    takes, there_is = question.minutes, half(kit.session).total_seconds() / 60
    words = [_("About {time} with its follow-ups.", time=minutes_text(takes))]
    if takes * 2 <= there_is:
        words.append(_("Your half is longer: go deeper, or ask another one of your own."))
    return f"-# {' '.join(words)}"


def _candidate_parts(question: Question, line: int, prompt: int) -> Iterator[Part]:
    yield Part(0, f"## {theme.ASK} {safe(question.title, line)}\n{safe(question.prompt, prompt, lines=True)}")
    yield from _listed(2, _("Examples"), question.examples, line)
    yield Part(1, f"-# {_('Think aloud, ask what is unclear, and take your time.')}")


def _listed(rank: int, name: str, lines: Iterable[str], most: int) -> Iterator[Part]:
    if shown := [f"- {safe(line, most)}" for line in lines]:
        yield Part(rank, "\n".join([f"**{name}**", *shown]))


def _rubric_part(rubric: Rubric, line: int) -> str:
    lines = (
        f"{safe(each.title, line)}: "
        + " · ".join(f"{n} {safe(a, line)}" for n, a in enumerate(each.anchors, 1))
        for each in rubric.criteria
    )
    return "\n".join([f"**{_('Scores, 1 to 4')}**", *(f"- {line}" for line in lines)])


def _framework_part(framework: Framework, line: int) -> str:
    steps = (f"{n}. {safe(step, line)}" for n, step in enumerate(framework.steps, 1))
    return "\n".join([f"**{safe(framework.title, line)}**", *steps])


def _fitting(parts_of: Callable[[int, int], Iterable[Part]]) -> str:
    """All of it if one message holds it; else shortened, at last without what matters least: that is said."""
    parts = list[Part]()
    for line, prompt in SIZES:
        parts = list(parts_of(line, prompt))
        told = [] if (line, prompt) == SIZES[0] else [_shortened()]
        text = "\n".join([*(part.text for part in parts), *told])
        if len(text) <= ROOM:
            return text
    return "\n".join([*_most_important(parts), _shortened()])


def _shortened() -> str:
    return f"-# {_(SHORTENED)}"


def _most_important(parts: Sequence[Part]) -> Iterator[str]:
    left, kept = ROOM - len(_shortened()), set[Part]()
    for part in sorted(parts, key=lambda each: each.rank):
        if len(part.text) + 1 <= left:
            kept.add(part)
            left -= len(part.text) + 1
    return (part.text for part in parts if part in kept)
