"""The buttons of an interview from the agreed time to the feedback, and the commands that do the same."""

import re
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.errors import NoLongerAvailable
from bot.domain.mock_interviews import KIT_EARLY, RETURN_WITHIN, START_EARLY, may_return, my_seat
from bot.domain.mock_sessions import Seat, Session, SessionState
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import for_everybody, layout, row
from bot.ui.language import N_, _, ngettext
from bot.ui.mock_interview_words import greeting_text, start_text
from bot.ui.mock_kits import kit_layout, question_layout
from bot.ui.mock_parts import OfSession, session_custom_id, session_template
from bot.ui.mock_words import people_text

if TYPE_CHECKING:
    from bot.services.mock_interviews import MockInterviews

SECONDARY, PRIMARY = discord.ButtonStyle.secondary, discord.ButtonStyle.primary

LABELS = {
    # limit: 80
    "here": (N_("I'm here"), SECONDARY),
    # limit: 80
    "start": (N_("Start"), discord.ButtonStyle.success),
    # limit: 80
    "kit": (N_("Interviewer's kit"), SECONDARY),
    # limit: 80
    "question": (N_("My question"), SECONDARY),
    # limit: 80
    "swap": (N_("Swap now"), PRIMARY),
    # limit: 80
    "finish": (N_("Finish"), SECONDARY),
    # limit: 80
    "over": (N_("End it now"), discord.ButtonStyle.danger),
    # limit: 80
    "feedback": (N_("Feedback"), PRIMARY),
    # limit: 80
    "report": (N_("Report absence"), SECONDARY),
    # limit: 80
    "absent": (N_("They did not come"), discord.ButtonStyle.danger),
}
VERBS = "|".join(LABELS)

BY_TURN = {1: ("kit", "question", "swap", "finish"), 2: ("kit", "question", "finish")}


class InterviewButton(OfSession[ui.Button[Any]], template=session_template(f"(?P<verb>{VERBS})")):
    """One thing that somebody in the interview does."""

    def __init__(self, guild_id: int, session_id: int, verb: str) -> None:
        label, style = LABELS[verb]
        identity = session_custom_id(verb, guild_id, session_id)
        super().__init__(ui.Button(label=_(label), style=style, custom_id=identity), guild_id, session_id)
        self.verb = verb

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "InterviewButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["session"]), match["verb"])

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """As the command of the same name."""
        await act(interaction, services, self.verb, *self.which(interaction))


def interview_rows(session: Session, now: datetime) -> list[ui.ActionRow[Any]]:
    """What can be pressed now, below the card; nothing that would only be refused."""
    buttons = [InterviewButton(session.guild_id, session.id, verb) for verb in _shown(session, now)]
    return [row(*buttons)] if buttons else []


def _shown(session: Session, now: datetime) -> tuple[str, ...]:
    match session.state:
        case SessionState.AGREED:
            return _before(session.starts_at or now, now)
        case SessionState.RUNNING:
            return BY_TURN[session.turn]
        case SessionState.FINISHED:
            return ("feedback",)
        case _:
            returning = any(may_return(session, seat, now) for seat in session.seats)
            return ("here",) if returning else ()


def _before(starts_at: datetime, now: datetime) -> tuple[str, ...]:
    if now >= starts_at - START_EARLY:
        return "here", "start", "kit", "report"
    return ("kit",) if now >= starts_at - KIT_EARLY else ()


async def act(
    interaction: discord.Interaction[Any],
    services: Services,
    verb: str,
    guild_id: int,
    user_id: int,
    session_id: int,
) -> None:
    """Do what a button or a command says."""
    which = guild_id, user_id, session_id
    match verb:
        case "here" | "start" | "swap" | "over" | "absent":
            session = await _deed(services.mock_interviews, verb)(*which)
            await _answer(interaction, services, session, verb, user_id)
        case "finish":
            await _finish(interaction, services, *which)
        case "report":
            absent = await services.mock_interviews.absent(*which)
            await interaction.response.send_message(view=_report_layout(which, absent), ephemeral=True)
        case "kit" | "change" | "question":
            await _show_asked(interaction, services, verb, *which)
        case "feedback":
            from bot.ui.mock_rubrics import show_feedback  # its forms lead back here

            await show_feedback(interaction, services, *which)
        case _:
            raise NoLongerAvailable


def _deed(interviews: "MockInterviews", verb: str) -> Any:
    return {
        "here": interviews.here,
        "start": interviews.start,
        "swap": interviews.swap,
        "over": interviews.finish,
        "absent": interviews.report,
    }[verb]


async def _finish(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int, session_id: int
) -> None:
    """In the first half it is asked for once more: the other one has not asked anything yet."""
    session = await services.mock_sessions.find(guild_id, user_id, session_id)
    my_seat(session, user_id)
    if session.state is SessionState.RUNNING and session.turn == 1:
        await interaction.response.send_message(view=_finish_layout(session), ephemeral=True)
    else:
        await act(interaction, services, "over", guild_id, user_id, session_id)


async def _show_asked(
    interaction: discord.Interaction[Any],
    services: Services,
    verb: str,
    guild_id: int,
    user_id: int,
    session_id: int,
) -> None:
    """To the presser alone. The first question after a start has to be read from a file first."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    kits, which = services.mock_kits, (guild_id, user_id, session_id)
    if verb == "question":
        view = question_layout(await kits.question(*which))
    else:
        view = kit_layout(await (kits.open(*which) if verb == "kit" else kits.change(*which)), user_id)
    await interaction.edit_original_response(view=view)


async def _answer(
    interaction: discord.Interaction[Any], services: Services, session: Session, verb: str, user_id: int
) -> None:
    """The card in place of what was pressed; after a command in the thread to all, elsewhere in private."""
    from bot.ui.mock_cards import card_layout, redraw  # the card holds our buttons

    if interaction.type is discord.InteractionType.component:
        await redraw(interaction, services, session)
        if note := _note(session, verb, user_id):
            await interaction.followup.send(note, ephemeral=True)
        return
    private = interaction.channel_id != session.thread_id
    with nullcontext() if private else for_everybody(interaction):
        view = card_layout(session, services.clock.now(), note=_note(session, verb, user_id))
    await interaction.response.send_message(view=view, ephemeral=private)


def _note(session: Session, verb: str, user_id: int) -> str:
    """What the one who pressed has to know besides the card."""
    if verb not in ("here", "start") or session.state is not SessionState.AGREED:
        return ""
    return f"{theme.WAVE} {greeting_text(session, user_id)} {start_text(session)}"


def _finish_layout(session: Session) -> ui.LayoutView:
    answers = session.interviewer(1)
    text = (
        _(
            "{member} has not answered a question yet. Swap instead, or end it after one half?",
            member=f"<@{answers.user_id}>",
        )
        if answers
        else _("One of you has not answered a question yet. Swap instead, or end it after one half?")
    )
    buttons = (InterviewButton(session.guild_id, session.id, verb) for verb in ("swap", "over"))
    return layout(ui.TextDisplay(text), row(*buttons))


def _report_layout(which: tuple[int, int, int], absent: tuple[Seat, ...]) -> ui.LayoutView:
    guild_id, _user_id, session_id = which
    text = ngettext(
        "Nobody has heard from {members} yet. If they did not come, the interview is closed without blame, "
        "and you can look for another partner. If they come within {count} minute after all, you can still "
        "begin.",
        "Nobody has heard from {members} yet. If they did not come, the interview is closed without blame, "
        "and you can look for another partner. If they come within {count} minutes after all, you can still "
        "begin.",
        int(RETURN_WITHIN.total_seconds() // 60),
        members=people_text(absent),
    )
    return layout(ui.TextDisplay(text), row(InterviewButton(guild_id, session_id, "absent")))


async def command(
    interaction: discord.Interaction[Any], services: Services, verb: str, session_id: int | None
) -> None:
    """`/mock <verb>`: about the named interview, that of this thread, or the only one.

    Who answers gets their question in place of the kit.
    """
    if interaction.guild_id is None:
        raise NoLongerAvailable
    whose = interaction.guild_id, interaction.user.id
    if verb == "feedback":
        meant = await services.mock_rubrics.which(*whose, interaction.channel_id, session_id)
        await act(interaction, services, verb, *whose, meant)
        return
    session = await services.mock_sessions.which(*whose, interaction.channel_id, session_id)
    if verb == "kit" and session.state is SessionState.RUNNING:
        asks = session.interviewer(session.turn)
        verb = "kit" if asks is not None and asks.user_id == interaction.user.id else "question"
    await act(interaction, services, verb, *whose, session.id)
