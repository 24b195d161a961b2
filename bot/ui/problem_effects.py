"""What follows a solve that is kept: a card for what it reached, the tasks it completed, the group's post."""

from typing import Any

import discord

from bot.domain.errors import CohortError
from bot.log import get_logger
from bot.services.problem_results import SolveShown
from bot.services.registry import Services
from bot.ui.moments import celebrate
from bot.ui.problem_post_page import redraw_post_of
from bot.ui.problem_sittings import offer_done

log = get_logger(__name__)


async def follow_up(interaction: discord.Interaction[Any], services: Services, *logged: SolveShown) -> None:
    """After the answer that shows them. A solve that was in the log before has had all of it."""
    new = [each for each in logged if not each.changed]
    if not new:
        return
    whose, keys = (new[0].guild_id, new[0].user_id), {each.named.key for each in new}
    await celebrate(interaction, services, *whose, [moment for each in new for moment in each.reached])
    await offer_done(interaction, services, *whose, keys)
    for key in sorted(keys):
        await redraw(interaction, services, whose[0], key)


async def redraw(interaction: discord.Interaction[Any], services: Services, guild_id: int, key: str) -> None:
    """Let the group's post of a problem count anew; the next solve repairs what fails now."""
    try:
        await redraw_post_of(interaction.client, services, guild_id, key)
    except CohortError as error:
        log.warning("problem.post_not_redrawn", error=repr(error))
