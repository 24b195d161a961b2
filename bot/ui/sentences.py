"""Every expected error as one sentence that names the next step."""

from collections.abc import Sequence

from discord.utils import format_dt

from bot.domain import errors as e
from bot.ui.branch_sentences import about_branches
from bot.ui.buddy_sentences import about_buddies
from bot.ui.claim_sentences import about_claim_words
from bot.ui.input_sentences import about_input
from bot.ui.language import N_, _, pgettext
from bot.ui.leetcode_sentences import about_leetcode
from bot.ui.mock_interview_sentences import about_mock_interviews
from bot.ui.mock_now_sentences import about_mock_now, about_mock_outside
from bot.ui.mock_pool_sentences import about_mock_pool
from bot.ui.mock_round_sentences import about_rounds
from bot.ui.mock_sentences import about_interviews
from bot.ui.moment_sentences import about_moments
from bot.ui.personal_data_sentences import about_personal_data
from bot.ui.private_sentences import about_private
from bot.ui.problem_log_sentences import about_problem_log
from bot.ui.problem_post_sentences import about_problem_posts
from bot.ui.problem_prompt_sentences import about_links, about_prompts
from bot.ui.problem_sentences import about_problems
from bot.ui.question_sentences import about_questions
from bot.ui.rate_sentences import about_rates
from bot.ui.ritual_sentences import about_rituals
from bot.ui.streak_sentences import about_streaks
from bot.ui.text import full_date, human_join, safe
from bot.ui.upload_sentences import about_uploads

RESTARTING = N_("I am restarting. Try again in a minute; nothing was lost.")

GONE = N_("This is no longer available. `/today` shows where you are.")


def sentence(error: e.CohortError) -> str:
    """What went wrong, and what to do now."""
    return (
        about_input(error)
        or _about_plan(error)
        or _about_tasks(error)
        or about_branches(error)
        or about_buddies(error)
        or about_claim_words(error)
        or about_leetcode(error)
        or about_links(error)
        or about_personal_data(error)
        or about_private(error)
        or about_problem_log(error)
        or about_problem_posts(error)
        or about_prompts(error)
        or about_problems(error)
        or about_questions(error)
        or about_rates(error)
        or about_streaks(error)
        or about_mock_now(error)
        or about_mock_outside(error)
        or about_mock_pool(error)
        or about_moments(error)
        or about_mock_interviews(error)
        or about_interviews(error)
        or about_rituals(error)
        or about_rounds(error)
        or _about_claims(error)
        or _about_deliveries(error)
        or about_uploads(error)
        or _about_access(error)
        or _(GONE)
    )


def _about_plan(error: e.CohortError) -> str | None:
    match error:
        case e.NotEnrolled():
            return _("You are not on a roadmap here. Start with `/join`.")
        case e.AlreadyEnrolled(roadmap_id=name):
            return _(
                "You are already on **{name}**. See it with `/today`, or `/leave` it first.",
                name=safe(name, 100),
            )
        case e.NotPaused():
            return _("Your plan is not paused. See it with `/today`.")
        case e.AlreadyPaused(until=until):
            if until is None:
                return _("Your plan is paused. `/resume` brings it back.")
            return _("Your plan is paused until {date}. `/resume` brings it back.", date=full_date(until))
        case e.AlreadyFinished(title=title):
            return _(
                "You have finished **{title}**, so nothing is due. `/leave` it to join another.",
                title=safe(title, 100),
            )
        case e.NotActive(state=state):
            return _not_active(state)
        case e.NothingToChange():
            return _("Your plan already is as that would make it. `/plan show` shows where you stand.")
        case e.NotEnoughTime(by=by):
            return _(
                "Even 80 hours a week are not enough to be done by {date}. Choose a later day, or leave out "
                "optional items in `/plan replan`.",
                date=full_date(by),
            )
        case e.OneOrTheOther(one=one, other=other, third=third):
            return _(
                "Give {one}, {other} or {third}: only one of them decides your pace.",
                one=_(one),
                other=_(other),
                third=_(third),
            )
        case _:
            return None


def _not_active(state: str) -> str:
    if state == "paused":
        return _("Your plan is paused, so there is nothing to plan again. `/resume` brings it back.")
    name = pgettext("EnrolmentState", state)
    return _(
        "Your plan is {state}, so there is nothing to plan again. `/leave` it to join another.", state=name
    )


def _about_tasks(error: e.CohortError) -> str | None:
    match error:
        case e.TaskGone():
            return _("That task is no longer in your plan. `/today` shows what is.")
        case e.TaskNotOpen(title=title, state=state):
            return _(
                "**{title}** is already {state}. Undo that first, in `/today`.",
                title=safe(title, 80),
                state=pgettext("TaskState", state),
            )
        case e.QuotaReached(what=what, maximum=maximum, next_step=step):
            full = _("You already have {maximum} {what}, as many as I keep.", maximum=maximum, what=_(what))
            return f"{full} {_(step)}"
        case e.NoSuchTask(text=text):
            return _(
                "I find no open task called **{text}**. Choose a suggestion, or see `/today`.",
                text=safe(text, 60),
            )
        case e.NoSuchHabit(text=text, today=held):
            return _no_habit(safe(text, 60), [safe(each, 60) for each in held[:8]])
        case e.NoNudgeChannel():
            return _(
                "This server has no nudge channel yet. Choose direct messages, or ask an organiser to pick "
                "a channel in `/setup`."
            )
        case e.NudgeNotSet():
            return _("You have no daily nudge. Switch one on with `/nudges set`.")
        case _:
            return None


def _no_habit(text: str, held: Sequence[str]) -> str:
    missing = _("I find no habit called **{text}** for today.", text=text)
    if not held:
        return f"{missing} {_('No habit of your roadmap holds today.')}"
    known = _("Today's are: {habits}.", habits=human_join(held))
    return f"{missing} {known}"


def _about_claims(error: e.CohortError) -> str | None:
    match error:
        case e.InvalidNumber(text=text, unit=unit):
            return _no_number(safe(text, 60), safe(unit, 40) if unit else "")
        case e.InvalidLink(text=text):
            return _(
                "**{text}** is no link I can keep. Use an address that begins with `https://` and has at "
                "most 512 characters.",
                text=safe(text, 60),
            )
        case e.NoSuchClaim(what=what, text=text):
            return _(
                "I find no {what} called **{text}** on your roadmap. Choose a suggestion.",
                what=_(what),
                text=safe(text, 60),
            )
        case e.WithoutClaims(title=title, what=what, instead=instead):
            return _(
                "**{title}** has no {what}. Look at {commands} instead.",
                title=safe(title, 100),
                what=_(what),
                commands=human_join([f"`/{command}`" for command in instead]),
            )
        case e.EvidenceAlone(missing=missing):
            return _("A link has to prove something: fill in `{missing}` as well.", missing=missing)
        case e.NothingReported(title=title):
            return _(
                "You have reported no number for **{title}** that I could take back. `/roadmap target` "
                "reports one.",
                title=safe(title, 100),
            )
        case _:
            return None


def _no_number(text: str, unit: str) -> str:
    if not unit:
        return _("I cannot read **{text}** as a number. Use e.g. `92`, `1,200` or `12k`.", text=text)
    return _(
        "I cannot read **{text}** as a number in {unit}. Use e.g. `92`, `1,200` or `12k`.",
        text=text,
        unit=unit,
    )


_DELIVERY_STATES = {
    "queued": N_("This message waits to be sent already."),
    "sending": N_("This message is being sent at this moment."),
    "sent": N_("This message has been sent."),
    "dropped": N_("This message is already dropped."),
    "dead": N_("This message could not be delivered, so nothing waits."),
}


def _about_deliveries(error: e.CohortError) -> str | None:
    match error:
        case e.NoSuchDelivery():
            return _("I find no such message here. `/manage deliveries list` shows what there is.")
        case e.DeliveryPassed(until=until):
            return _(
                "This was worth sending only until {when}, so it stays left out. The next comes by itself.",
                when=format_dt(until, "R"),
            )
        case e.DeliveryUnchanged(state=state):
            is_so = _(_DELIVERY_STATES.get(state, N_("This message has changed.")))
            return f"{is_so} {_('`/manage deliveries list` shows where it stands.')}"
        case _:
            return None


def _about_access(error: e.CohortError) -> str | None:
    match error:
        case e.NotOrganiser():
            return _(
                "Only an organiser can do this: somebody with Manage Server, or the role chosen in `/setup`."
            )
        case e.GuildOnly():
            return _("This works in a server. Use it there.")
        case e.NotYours(owner_id=owner):
            return _("This belongs to {member}. `/today` opens your own.", member=f"<@{owner}>")
        case e.ChannelUnusable(channel_id=channel, missing=missing):
            return _(
                "I cannot use {channel}: I lack {permissions}. Give me that there, or choose another "
                "channel.",
                channel=f"<#{channel}>",
                permissions=human_join(missing),
            )
        case e.Unavailable():
            return _("I cannot reach my database right now, so nothing was changed. Try again in a minute.")
        case e.Restarting():
            return _(RESTARTING)
        case _:
            return None
