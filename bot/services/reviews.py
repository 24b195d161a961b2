"""Spaced repetition by FSRS: from a state and a grade to the next state.

The same input always gives the same output: chance is switched off, and now is an argument.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.reviews import Grade, Phase, ReviewState

if TYPE_CHECKING:
    from fsrs import Card

MOST_DAYS = 365
"""Nothing rests longer: who solved a problem once should meet it again within the year."""


class Spacing:
    """Without `steps` the first rest is a day or more, as suits a problem; cards may begin with minutes."""

    def __init__(self, steps: Sequence[timedelta] = (), most_days: int = MOST_DAYS) -> None:
        # Most starts of the bot serve people for a while before anybody reviews something.
        from fsrs import Scheduler

        self._scheduler = Scheduler(
            learning_steps=tuple(steps),
            relearning_steps=tuple(steps[-1:]),
            maximum_interval=most_days,
            enable_fuzzing=False,
        )

    def reviewed(self, state: ReviewState | None, grade: Grade, now: datetime) -> ReviewState:
        """The state after a review at `now` (aware); None is something met for the first time.

        A clock that went back counts as standing still: memory has no negative age.
        """
        from fsrs import Rating

        at = now.astimezone(UTC)
        if state is not None:
            at = max(at, state.last)
        rating = Rating[grade.value.capitalize()]
        card, _ = self._scheduler.review_card(_card(state, at), rating, at)
        return _state(card, state, grade, at)

    def choices(self, state: ReviewState | None, now: datetime) -> Mapping[Grade, datetime]:
        """When it would come back after each grade."""
        return {grade: self.reviewed(state, grade, now).due for grade in Grade}

    def recall(self, state: ReviewState, now: datetime) -> float:
        """How likely it is known at `now`, from 0 to 1; a day is the smallest measure."""
        at = max(now.astimezone(UTC), state.last)
        return self._scheduler.get_card_retrievability(_card(state, at), at)


def _card(state: ReviewState | None, now: datetime) -> "Card":
    """As the library holds it; with an id and a due time it asks neither the clock nor for a pause."""
    from fsrs import Card, State

    if state is None:
        return Card(card_id=0, due=now)
    return Card(
        card_id=0,
        state=State[state.phase.value.capitalize()],
        step=state.step,
        stability=state.stability,
        difficulty=state.difficulty,
        due=state.due,
        last_review=state.last,
    )


def _state(card: "Card", before: ReviewState | None, grade: Grade, now: datetime) -> ReviewState:
    known = before is not None and before.phase is Phase.REVIEW
    reps, lapses = (before.reps, before.lapses) if before else (0, 0)
    if card.stability is None or card.difficulty is None:
        raise ValueError("a reviewed card has no memory")
    return ReviewState(
        due=card.due,
        last=now,
        stability=card.stability,
        difficulty=card.difficulty,
        phase=Phase(card.state.name.lower()),
        step=card.step,
        reps=reps + 1,
        lapses=lapses + (known and grade is Grade.AGAIN),
    )
