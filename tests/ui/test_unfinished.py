"""Who is told that a stop cut something off, and how long handlers may go on before it does."""

from typing import Any

import discord
import pytest

from bot.ui.unfinished import ANSWERED_WITHIN, MOST, TOO_LATE, Unfinished

COMMAND = discord.InteractionType.application_command
TYPING = discord.InteractionType.autocomplete
THINKING = discord.InteractionResponseType.deferred_channel_message
MESSAGE = discord.InteractionResponseType.channel_message


class Asked:
    """An interaction, as far as its answer goes."""

    def __init__(
        self, number: int, kind: discord.InteractionType, answer: discord.InteractionResponseType | None
    ) -> None:
        self.id = number
        self.type = kind
        self.response = self
        self._answer = answer

    def is_done(self) -> bool:
        """Whether there was a first answer."""
        return self._answer is not None


def asked(number: int, kind: discord.InteractionType, answer: discord.InteractionResponseType | None) -> Any:
    """The same, with the kind of its answer where discord.py has it."""
    made: Any = Asked(number, kind, answer)
    made.response = type("Response", (), {"is_done": made.is_done, "type": answer})()
    return made


async def test_those_are_told_who_wait_for_a_first_answer_or_see_that_it_thinks() -> None:
    unfinished = Unfinished()
    waiting, thinking = asked(1, COMMAND, None), asked(2, COMMAND, THINKING)
    answered, typing, over = asked(3, COMMAND, MESSAGE), asked(4, TYPING, None), asked(5, COMMAND, None)
    for each in (waiting, thinking, answered, typing, over):
        await unfinished.arrived(each)
    await unfinished.finished(over)
    assert unfinished.owed() == [waiting, thinking]


@pytest.mark.parametrize(
    ("age", "answer", "patience"),
    [
        (0.0, THINKING, 3.0),
        (60.0, THINKING, 3.0),
        (0.0, None, ANSWERED_WITHIN),
        (1.5, None, ANSWERED_WITHIN - 1.5),
        (2.9, None, 0.0),
        (3.0, None, 3.0),
        (60.0, None, 3.0),
    ],
)
async def test_handlers_go_on_only_as_long_as_nobodys_first_answer_comes_too_late(
    age: float, answer: discord.InteractionResponseType | None, patience: float
) -> None:
    now = [100.0]
    unfinished = Unfinished(lambda: now[0])
    await unfinished.arrived(asked(1, COMMAND, answer))
    now[0] += age
    assert unfinished.patience(3.0) == pytest.approx(patience)


async def test_who_can_be_told_no_more_is_not_told() -> None:
    now = [100.0]
    unfinished = Unfinished(lambda: now[0])
    thinking = asked(1, COMMAND, THINKING)
    for each in (thinking, asked(2, COMMAND, None)):
        await unfinished.arrived(each)
    now[0] += TOO_LATE
    assert unfinished.owed() == [thinking]


async def test_what_nothing_of_ours_finishes_is_not_kept_for_ever() -> None:
    unfinished = Unfinished()
    for number in range(MOST + 10):
        await unfinished.arrived(asked(number, COMMAND, None))
    assert len(unfinished.owed()) == MOST
