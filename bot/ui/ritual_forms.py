"""The forms of rituals: one for each, filled with what is written already."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from bot.domain.reflections import (
    MAX_ANSWER,
    MAX_GOAL,
    MAX_GOALS,
    MAX_PLAN_LINES,
    Adjustment,
    Answers,
    Fate,
    Goals,
    Review,
    WeekPlan,
    Wins,
    adjustment_from,
    goals_from,
    plan_from,
    review_from,
    wins_from,
)
from bot.domain.rituals import Ritual
from bot.services.registry import Services
from bot.ui.base import Form, show_privately
from bot.ui.chosen import the_one_chosen
from bot.ui.language import _
from bot.ui.ritual_words import BETTER, FATES, QUESTIONS, TITLES, WELL, carry_text
from bot.ui.text import clip

if TYPE_CHECKING:
    from bot.services.reflection_results import Page, Sheet

Draw = Callable[["Page"], ui.LayoutView]
"""How the card is drawn that is shown once the words are kept."""

DESCRIPTION = 100
"""Characters below a field's name, and of a box to tick."""


class RitualForm(Form):
    """Asks for what a member writes in one ritual, and keeps it."""

    def __init__(self, sheet: "Sheet", draw: Draw) -> None:
        super().__init__(title=_(TITLES[sheet.ritual]))
        self.sheet = sheet
        self._draw = draw

    @abstractmethod
    def answers(self) -> Answers:
        """What was written. Raises NothingWritten, TooManyLines or TextTooLong."""

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it and show it to the member alone."""
        sheet = self.sheet
        whose = sheet.guild_id, sheet.user_id
        page = await services.reflections.write(*whose, sheet.ritual, sheet.period, self.answers())
        await show_privately(interaction, self._draw(page))

    def ask(
        self,
        name: str,
        label: str,
        default: str = "",
        *,
        lines: bool = False,
        longest: int = MAX_ANSWER,
        note: str = "",
    ) -> "ui.TextInput[Any]":
        """Add a field for words; it may stay empty."""
        style = discord.TextStyle.paragraph if lines else discord.TextStyle.short
        field: ui.TextInput[Any] = ui.TextInput(
            custom_id=name, style=style, default=default, required=False, max_length=longest
        )
        self.add_item(ui.Label(text=label, component=field, description=clip(note, DESCRIPTION) or None))
        return field

    def tick(
        self, name: str, label: str, goals: Sequence[str], ticked: Sequence[str]
    ) -> "ui.CheckboxGroup[Any] | None":
        """Add a box for each goal; none without goals."""
        if not goals:
            return None
        options = [
            discord.CheckboxGroupOption(
                label=clip(goal, DESCRIPTION) or goal_text(n + 1), value=str(n), default=goal in ticked
            )
            for n, goal in enumerate(goals)
        ]
        group: ui.CheckboxGroup[Any] = ui.CheckboxGroup(
            custom_id=name, required=False, min_values=0, max_values=len(options), options=options
        )
        self.add_item(ui.Label(text=label, component=group))
        return group


class GoalsForm(RitualForm):
    """Up to three goals, one a field."""

    def __init__(self, sheet: "Sheet", draw: Draw) -> None:
        super().__init__(sheet, draw)
        goals = sheet.written.answers if sheet.written else None
        known = (*(goals.goals if isinstance(goals, Goals) else sheet.proposed), *[""] * MAX_GOALS)
        self.fields = [
            self.ask(f"goal{n}", goal_text(n), known[n - 1], longest=MAX_GOAL)
            for n in range(1, MAX_GOALS + 1)
        ]

    def answers(self) -> Goals:
        """The goals that were filled in."""
        return goals_from(field.value for field in self.fields)


class AdjustForm(RitualForm):
    """What becomes of each goal, and what changes."""

    def __init__(self, sheet: "Sheet", draw: Draw) -> None:
        super().__init__(sheet, draw)
        before = sheet.week.adjusted or Adjustment(())
        self.goals = sheet.week.goals.goals if sheet.week.goals else ()
        fates = dict(before.fates)
        self.fates = [self._fate(n, goal, fates.get(goal)) for n, goal in enumerate(self.goals, 1)]
        # limit: 100
        none = _("You wrote no goals for this week, and that is fine.")
        # limit: 45
        label = _("What changes?")
        self.note = self.ask("note", label, before.note, lines=True, note="" if self.goals else none)

    def answers(self) -> Adjustment:
        """The choice for each goal, keeping it where nothing was chosen."""
        chosen = (the_one_chosen(Fate, [group.value]) if group.value else Fate.KEEP for group in self.fates)
        return adjustment_from(zip(self.goals, chosen, strict=True), self.note.value)

    def _fate(self, number: int, goal: str, chosen: Fate | None) -> "ui.RadioGroup[Any]":
        options = [
            discord.RadioGroupOption(label=_(name), value=fate.value, default=fate is (chosen or Fate.KEEP))
            for fate, (name, _mark) in FATES.items()
        ]
        group: ui.RadioGroup[Any] = ui.RadioGroup(custom_id=f"fate{number}", options=options, required=False)
        note = clip(goal, DESCRIPTION) or None
        self.add_item(ui.Label(text=goal_text(number), component=group, description=note))
        return group


class WinsForm(RitualForm):
    """Which goals were reached, and a win of one's own."""

    def __init__(self, sheet: "Sheet", draw: Draw) -> None:
        super().__init__(sheet, draw)
        before = sheet.week.wins or Wins((), ())
        self.goals = sheet.week.standing
        # limit: 45
        reached, win = _("Goals you reached"), _("A win of your own")
        # limit: 100
        small = _("Small ones count.")
        self.reached = self.tick("reached", reached, self.goals, before.reached)
        self.win = self.ask("win", win, before.win, lines=True, note=small)

    def answers(self) -> Wins:
        """The ticked goals, and the words."""
        return wins_from(self.goals, _ticked(self.reached, self.goals), self.win.value)


class PlanForm(RitualForm):
    """What is left over, what to take along, and two questions."""

    def __init__(self, sheet: "Sheet", draw: Draw) -> None:
        super().__init__(sheet, draw)
        before = sheet.week.plan
        self.goals = sheet.week.unreached
        self.add_item(ui.TextDisplay(carry_text(sheet.carry.tasks, sheet.carry.moved_minutes)))
        along = before.carried if before else self.goals
        # limit: 45
        take_along, ahead = _("Goals to take along"), _("Next week")
        self.carried = self.tick("carried", take_along, self.goals, along)
        written = before or WeekPlan((), ())
        longest = (MAX_GOAL + 1) * MAX_PLAN_LINES
        note = _("One a line, up to {count} characters each.", count=MAX_GOAL)
        plan = "\n".join(written.plan)
        self.plan = self.ask("plan", ahead, plan, lines=True, longest=longest, note=note)
        self.well = self.ask("well", _(WELL), written.well, lines=True)
        self.better = self.ask("better", _(BETTER), written.better, lines=True)

    def answers(self) -> WeekPlan:
        """The goals taken along, the lines of the plan and both answers."""
        carried = _ticked(self.carried, self.goals)
        return plan_from(carried, self.plan.value, self.well.value, self.better.value)


class ReviewForm(RitualForm):
    """Five questions, each with the answer of the month before."""

    def __init__(self, sheet: "Sheet", draw: Draw) -> None:
        super().__init__(sheet, draw)
        now = sheet.written.answers if sheet.written else None
        before = sheet.previous.answers if sheet.previous else None
        self.fields = {name: self._question(name, now, before) for name in QUESTIONS}

    def answers(self) -> Review:
        """The five answers."""
        return review_from(**{name: field.value for name, field in self.fields.items()})

    def _question(self, name: str, now: Answers | None, before: Answers | None) -> "ui.TextInput[Any]":
        earlier = str(getattr(before, name, ""))
        note = _("The month before: {answer}", answer=earlier) if earlier else ""
        return self.ask(name, _(QUESTIONS[name]), str(getattr(now, name, "")), lines=True, note=note)


def goal_text(number: int) -> str:
    """What one of several goals is called."""
    # limit: 45
    return _("Goal {number}", number=number)


def _ticked(group: "ui.CheckboxGroup[Any] | None", goals: Sequence[str]) -> list[str]:
    chosen = group.values if group else []
    return [goal for number, goal in enumerate(goals) if str(number) in chosen]


_FORMS: dict[Ritual, type[RitualForm]] = {
    Ritual.GOALS: GoalsForm,
    Ritual.ADJUST: AdjustForm,
    Ritual.WINS: WinsForm,
    Ritual.PLAN: PlanForm,
    Ritual.REVIEW: ReviewForm,
}


def form_of(sheet: "Sheet", draw: Draw) -> RitualForm:
    """The form of this ritual; `draw` makes the card of what was kept."""
    return _FORMS[sheet.ritual](sheet, draw)
