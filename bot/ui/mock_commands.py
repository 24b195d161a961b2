"""What the card's buttons do, by command: in the thread it means that interview, elsewhere a named one."""

from typing import Any

import discord

from bot.domain.mock_sessions import Session
from bot.services.registry import Services
from bot.ui.inputs import here
from bot.ui.mock_cards import card_layout, give_file
from bot.ui.mock_times import check_question, question_layout


async def meant(
    interaction: discord.Interaction[Any], services: Services, session_id: int | None
) -> tuple[int, int, int]:
    """Guild, person and interview. Raises NotYourInterview, NoInterview or WhichInterview."""
    whose = here(interaction)
    session = await services.mock_sessions.which(*whose, interaction.channel_id, session_id)
    return *whose, session.id


async def show_interview(
    interaction: discord.Interaction[Any], services: Services, session_id: int | None, *, calendar: bool
) -> None:
    """`/mock interview`: the card, or the file for one's own calendar."""
    session = await services.mock_sessions.find(*await meant(interaction, services, session_id))
    if calendar:
        await give_file(interaction, session, services.clock.now())
    else:
        await answer(interaction, services, session)


async def agree(
    interaction: discord.Interaction[Any], services: Services, text: str, session_id: int | None
) -> None:
    """`/mock agree`."""
    which = await meant(interaction, services, session_id)
    await answer(interaction, services, await services.mock_sessions.agree_to(*which, text))


async def propose(
    interaction: discord.Interaction[Any], services: Services, text: str, session_id: int | None
) -> None:
    """`/mock propose`."""
    which = await meant(interaction, services, session_id)
    await answer(interaction, services, await services.mock_sessions.propose(*which, text))


async def ask(
    interaction: discord.Interaction[Any],
    services: Services,
    verb: str,
    session_id: int | None,
    *,
    confirm: bool,
    words: str = "",
) -> None:
    """`/mock reschedule`, `/mock cancel` and `/mock decline`: the question, unless it is confirmed."""
    which = await meant(interaction, services, session_id)
    sessions = services.mock_sessions
    if not confirm:
        session = await sessions.find(*which)
        check_question(session, interaction.user.id, verb, services.clock.now())
        view = question_layout(session, verb)
        await interaction.response.send_message(view=view, ephemeral=True)
        return
    changed = await (sessions.reschedule(*which) if verb == "move" else sessions.withdraw(*which, words))
    await answer(interaction, services, changed)


async def answer(interaction: discord.Interaction[Any], services: Services, session: Session) -> None:
    """The card, to the person alone: the others see the one in the thread, or a message."""
    view = card_layout(session, services.clock.now())
    await interaction.response.send_message(view=view, ephemeral=True)
