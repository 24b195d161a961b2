"""Feedback on an interview: what there is to write and to read, and its forms."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.mock_interview_errors import ScoresMissing
from bot.domain.mock_rubrics import MAX_WORDS, SCORES, RubricRole, Sheet
from bot.domain.questions import Criterion
from bot.services.registry import Services
from bot.ui import theme
from bot.ui.base import Form, layout, row, show_privately
from bot.ui.chosen import the_one_chosen
from bot.ui.language import N_, _
from bot.ui.mock_parts import OfSession, session_custom_id, session_template
from bot.ui.mock_rubric_words import SCORE_WORDS, about_text, form_title, read_when_text
from bot.ui.mock_words import LEFT, others_text
from bot.ui.question_words import KINDS
from bot.ui.text import capital, clip, safe

if TYPE_CHECKING:
    from bot.services.mock_rubrics import FeedbackPanel, Received, RubricForm

LABEL, DESCRIPTION = 45, 100
"""Characters of a field's name, and of what stands below an option."""

ROOM = 3_980
"""Characters of a whole panel: Discord takes 4,000 in one message."""

LEAST = 200
"""Characters that everybody's words get, however much there is to read."""

ANCHOR, TITLE = 110, 50

WATCHED = N_("You watched this time, so nobody writes about you.")


class SheetButton(
    OfSession[ui.Button[Any]], template=session_template("sheet", "(?P<sheet>[a-z]{1,16}[12])")
):
    """Opens one form."""

    def __init__(
        self, guild_id: int, session_id: int, sheet: str, label: str, *, first: bool = False
    ) -> None:
        identity = session_custom_id("sheet", guild_id, session_id, sheet)
        style = discord.ButtonStyle.primary if first else discord.ButtonStyle.secondary
        super().__init__(ui.Button(label=label, style=style, custom_id=identity), guild_id, session_id)
        self.sheet = sheet

    @classmethod
    def rebuild(cls, match: re.Match[str]) -> "SheetButton":
        """From the pressed custom_id."""
        return cls(int(match["guild"]), int(match["session"]), match["sheet"], _("Feedback"))

    async def press(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Ask, with what was written before."""
        form = await services.mock_rubrics.form(*self.which(interaction), self.sheet)
        await interaction.response.send_modal(RubricModal(form, interaction.user.id))


class RubricModal(Form):
    """A score for each criterion, and words."""

    def __init__(self, form: "RubricForm", user_id: int) -> None:
        super().__init__(title=clip(form_title(form.sheet), LABEL))
        self.form = form
        self.user_id = user_id
        before = form.written
        scores = before.scores if before else {}
        self.scores = {each.key: self._score(each, scores.get(each.key)) for each in form.rubric.criteria}
        self.words: ui.TextInput[Any] = ui.TextInput(
            custom_id="words",
            style=discord.TextStyle.paragraph,
            default=before.words if before else "",
            required=False,
            max_length=MAX_WORDS,
        )
        self.add_item(
            ui.Label(
                text=_("What went well, and what to work on"),
                component=self.words,
                description=read_when_text(form.sheet),
            )
        )

    async def submitted(self, interaction: discord.Interaction[Any], services: Services) -> None:
        """Keep it, and show what is left to write or to read."""
        scores = {key: _score_of(select) for key, select in self.scores.items()}
        session = self.form.session
        which = session.guild_id, self.user_id, session.id
        panel = await services.mock_rubrics.send(*which, self.form.sheet.key, scores, self.words.value)
        await show_privately(interaction, feedback_layout(panel))

    def _score(self, criterion: Criterion, before: int | None) -> "ui.Select[Any]":
        options = [
            discord.SelectOption(
                label=f"{score} · {_(SCORE_WORDS[score])}",
                value=str(score),
                description=clip(_(criterion.anchors[score - 1]), DESCRIPTION),
                default=score == before,
            )
            for score in SCORES
        ]
        select: ui.Select[Any] = ui.Select(custom_id=criterion.key, options=options, placeholder=_("1 to 4"))
        self.add_item(ui.Label(text=clip(_(criterion.title), LABEL), component=select))
        return select


async def show_feedback(
    interaction: discord.Interaction[Any], services: Services, guild_id: int, user_id: int, session_id: int
) -> None:
    """To the one who asks alone. Own questions may have to be checked anew first."""
    message = interaction.message
    mine = message is not None and (interaction.guild_id is None or message.flags.ephemeral)
    await interaction.response.defer(ephemeral=True, thinking=not mine)
    panel = await services.mock_rubrics.panel(guild_id, user_id, session_id)
    await interaction.edit_original_response(view=feedback_layout(panel))


def feedback_layout(panel: "FeedbackPanel") -> ui.LayoutView:
    """What a member has to write and to read about one interview."""
    box: ui.Container[Any] = ui.Container(accent_colour=theme.ACCENT)
    box.add_item(ui.TextDisplay("\n".join([_head(panel), *_stand(panel)])))
    for text in _readings(panel):
        box.add_item(ui.TextDisplay(text))
    if buttons := list(_buttons(panel)):
        box.add_item(row(*buttons))
    return layout(box)


def _head(panel: "FeedbackPanel") -> str:
    ended_at = panel.session.ended_at
    when = f" · {format_dt(ended_at, 'D')}" if ended_at else ""
    others = others_text(panel.session, panel.user_id)
    about = _("{kind} with {members}", kind=_(KINDS[panel.session.kind]), members=others)
    return f"## {theme.WORDS} {_('Feedback')}\n{about}{when}"


def _stand(panel: "FeedbackPanel") -> Iterator[str]:
    """What is written, and what that means for reading."""
    for sheet, written in panel.mine:
        mark = theme.CHECK if written else theme.LATER
        yield f"{mark} {about_text(sheet)}: <@{sheet.about.user_id}>{_optional(sheet)}"
    if panel.readable:
        return
    if not panel.mine:
        yield _("It took place without you, so there is nothing to write or to read.")
    elif panel.until is None:
        yield _("Feedback is no longer taken, so what was not exchanged stays private.")
    elif panel.waiting:
        yield _("Yours is sent. You read the other one's as soon as they have sent theirs.")
    elif panel.watched:
        read = _(
            "What you write is read once the two of them have both sent theirs. There is time until {date}.",
            date=format_dt(panel.until, "D"),
        )
        yield f"{theme.LOCK} {_(WATCHED)} {read}"
    else:
        read = _(
            "Each of you reads the other's once you have both sent yours, until {date}.",
            date=format_dt(panel.until, "D"),
        )
        yield f"{theme.LOCK} {read}"


def _readings(panel: "FeedbackPanel") -> Iterator[str]:
    """All that others wrote, with what the scores mean if there is room for it."""
    if panel.session.has_lost and not panel.received:
        yield _("The other one has left, so no more feedback will come.")
    elif panel.readable and not panel.received:
        why = _(WATCHED) if panel.watched else _("Nobody was to write about you here.")
        yield f"{_('Both have sent their feedback.')} {why}"
    for with_meaning in (True, False):
        heads = [_scores(each, with_meaning=with_meaning) for each in panel.received]
        left = ROOM - sum(map(len, heads)) - len(_head(panel)) - sum(map(len, _stand(panel)))
        share = left // max(1, len(heads))
        needed = max((len(each.feedback.words) for each in panel.received), default=0)
        if share >= needed + LEAST or not with_meaning:
            yield from (_reading(head, each, share) for head, each in zip(heads, panel.received, strict=True))
            return


def _reading(head: str, each: "Received", share: int) -> str:
    words = each.feedback.words
    return f"{head}\n“{safe(words, max(LEAST, share - 10), lines=True)}”" if words else head


def _scores(each: "Received", *, with_meaning: bool) -> str:
    """Who wrote it about what, then one line for each score; without what they mean all in one."""
    title = f" · {safe(each.title, TITLE)}" if each.title else ""
    by = _writer(each)
    head = (
        _("{member} about you as the candidate", member=by)
        if each.feedback.role is RubricRole.CANDIDATE
        else _("{member} about you as the interviewer", member=by)
    )
    criteria = {criterion.key: criterion for criterion in each.rubric.criteria}
    lines = [
        _score_line(criteria.get(key), key, score, with_meaning=with_meaning)
        for key, score in each.feedback.scores.items()
    ]
    told = "\n".join(f"- {line}" for line in lines) if with_meaning else " · ".join(lines)
    return f"### {head}{title}\n{told}"


def _writer(each: "Received") -> str:
    return f"<@{each.by.user_id}>" if each.by else capital(_(LEFT))


def _score_line(criterion: Criterion | None, key: str, score: int, *, with_meaning: bool) -> str:
    """A set of questions can change: then the score stands alone."""
    name = safe(_(criterion.title) if criterion else key, 60)
    meaning = f" · {safe(_(criterion.anchors[score - 1]), ANCHOR)}" if criterion and with_meaning else ""
    return f"{name}: **{_('{score} of {most}', score=score, most=len(SCORES))}**{meaning}"


def _buttons(panel: "FeedbackPanel") -> Iterator[SheetButton]:
    """What is still to be written, the next one in colour, and what can still be changed."""
    if panel.until is None:
        return
    shown = panel.to_write if panel.readable else tuple(sheet for sheet, _ in panel.mine)
    following = next(iter(panel.to_write), None)
    for sheet in shown:
        name = about_text(sheet) if sheet in panel.to_write else _("Change: {sheet}", sheet=about_text(sheet))
        which = panel.session.guild_id, panel.session.id
        yield SheetButton(*which, sheet.key, clip(name, 80), first=sheet == following)


def _optional(sheet: Sheet) -> str:
    return f" ({_('if you like')})" if sheet.optional else ""


def _score_of(select: "ui.Select[Any]") -> int:
    if not select.values:
        raise ScoresMissing
    return the_one_chosen(SCORES, select.values)
