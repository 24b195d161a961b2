"""Forms that nothing of ours takes any more."""

from dataclasses import dataclass, field
from typing import Any

import discord

from bot.services.rates import Rates
from bot.ui.finished import EVENT
from bot.ui.stale import answer_stale


@dataclass
class Form:
    """A form sent in, and the client that it arrives at."""

    id: int = 1
    type: discord.InteractionType = discord.InteractionType.modal_submit
    extras: dict[str, Any] = field(default_factory=dict[str, Any])
    rates: Rates = field(default_factory=Rates)
    heard: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])

    @property
    def client(self) -> "Form":
        return self

    def dispatch(self, event: str, form: "Form") -> None:
        self.heard.append((event, form.id))


async def test_a_form_that_discord_delivers_again_is_finished_without_another_word() -> None:
    form: Any = Form()
    form.rates.arrive(form.id)
    await answer_stale(form, ())
    assert form.heard == [(EVENT, form.id)]
