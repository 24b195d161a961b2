"""Every expected error as one sentence that names the next step."""

from bot.domain import errors as e
from bot.ui.text import full_date, human_join, safe

RESTARTING = "I am restarting. Try again in a minute; nothing was lost."

GONE = "This is no longer available. `/today` shows where you are."


def sentence(error: e.CohortError) -> str:
    """What went wrong, and what to do now."""
    return _about_input(error) or _about_plan(error) or _about_access(error) or GONE


def _about_input(error: e.CohortError) -> str | None:
    match error:
        case e.UnknownRoadmap(roadmap_id=name, offered=offered):
            choices = human_join(offered, "or")
            return f"There is no roadmap called **{safe(name, 60)}** here. Pick one of: {choices}."
        case e.UnknownTimezone(text=text, suggestions=found):
            hint = f" Did you mean {human_join(found, 'or')}?" if found else ""
            return f"**{safe(text, 60)}** is no time zone I know.{hint} Start typing a city, e.g. `Berlin`."
        case e.InvalidDate(text=text):
            return f"I cannot read **{safe(text, 60)}** as a date. Use `2026-12-01`, `1 Dec` or `tomorrow`."
        case e.DateOutOfRange(day=day, earliest=first, latest=last):
            span = f"from {full_date(first)} to {full_date(last)}"
            return f"{full_date(day)} does not work here. Choose a day {span}."
        case e.InvalidTime(text=text):
            return f"I cannot read **{safe(text, 60)}** as a time of day. Use `19:30`, `7pm` or `0730`."
        case e.InvalidDuration(text=text, per_unit=unit):
            forms = "hours, e.g. `10` or `7.5`" if unit > 1 else "`90`, `1h30` or `45m`"
            return f"I cannot read **{safe(text, 60)}** as a length of time. Use {forms}."
        case e.InvalidWeekdays(text=text):
            return (
                f"I cannot read **{safe(text, 60)}** as weekdays. Use `mon-fri`, `mo,we,sa` or `every day`."
            )
        case e.OutOfRange(what=what, value=value, minimum=low, maximum=high, unit=unit):
            return f"{value:g} {unit} is out of range: {what} takes {low:g} to {high:g} {unit}."
        case e.TextTooLong(what=what, length=length, maximum=maximum):
            return f"The {what} has {length} characters; {maximum} fit. Shorten it and try again."
        case e.TextEmpty(what=what):
            return f"The {what} is empty. Write a few words and try again."
        case _:
            return None


def _about_plan(error: e.CohortError) -> str | None:
    match error:
        case e.NotEnrolled():
            return "You are not on a roadmap here yet. Start with `/join`."
        case e.AlreadyEnrolled(roadmap_id=name):
            return f"You are already on **{safe(name, 100)}**. See it with `/today`, or `/leave` it first."
        case e.NotPaused():
            return "Your plan is not paused. See it with `/today`."
        case e.AlreadyPaused(until=until):
            back = f" until {full_date(until)}" if until else ""
            return f"Your plan is paused{back}. `/resume` brings it back."
        case e.TaskGone():
            return "That task is no longer in your plan. `/today` shows what is."
        case e.TaskNotOpen(title=title, state=state):
            return f"**{safe(title, 80)}** is already {state}. Undo that first, in `/today`."
        case e.QuotaReached(what=what, maximum=maximum, next_step=step):
            return f"You already have {maximum} {what}, as many as I keep. {step}"
        case e.AlreadyFinished(title=title):
            return (
                f"You have finished **{safe(title, 100)}**, so nothing is due. `/leave` it to join another."
            )
        case e.NoSuchTask(text=text):
            return f"I find no open task called **{safe(text, 60)}**. Choose a suggestion, or see `/today`."
        case e.NoNudgeChannel():
            return (
                "This server has no nudge channel yet. Choose direct messages, or ask an organiser to pick "
                "a channel in `/setup`."
            )
        case e.NudgeNotSet():
            return "You have no daily nudge. Switch one on with `/nudges set`."
        case _:
            return None


def _about_access(error: e.CohortError) -> str | None:
    match error:
        case e.NotOrganiser():
            return (
                "Only an organiser can do this: somebody with Manage Server, or the role chosen in `/setup`."
            )
        case e.GuildOnly():
            return "This works in a server. Use it there."
        case e.NotYours(owner_id=owner):
            return f"This belongs to <@{owner}>. `/today` opens your own."
        case e.ChannelUnusable(channel_id=channel, missing=missing):
            lacking = human_join(missing)
            return (
                f"I cannot use <#{channel}>: I lack {lacking}. Give me that there, or choose another channel."
            )
        case e.Unavailable():
            return "I cannot reach my database right now, so nothing was changed. Try again in a minute."
        case e.Restarting():
            return RESTARTING
        case _:
            return None
