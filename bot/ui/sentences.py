"""Every expected error as one sentence that names the next step."""

from discord.utils import format_dt

from bot.domain import errors as e
from bot.ui.branch_sentences import about_branches
from bot.ui.buddy_sentences import about_buddies
from bot.ui.claim_sentences import about_claim_words
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
from bot.ui.text import full_date, human_join, plural, safe

RESTARTING = "I am restarting. Try again in a minute; nothing was lost."

GONE = "This is no longer available. `/today` shows where you are."

_STUDY_WEEK = {
    e.StudyWeekFault.DAYS: "does not begin with days. Write e.g. `mon-fri: 2h` or `sat: 9:00 3h`.",
    e.StudyWeekFault.LENGTH: "has a length I cannot read. Write e.g. `morning 1h30, evening 45m`.",
    e.StudyWeekFault.TWICE: "names a day that an earlier line has. Keep one line for each day.",
    e.StudyWeekFault.TOO_LONG: "holds more than 16 hours a day. Write less for these days.",
}


def sentence(error: e.CohortError) -> str:
    """What went wrong, and what to do now."""
    return (
        _about_input(error)
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
        or _about_roadmaps(error)
        or _about_access(error)
        or GONE
    )


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
        case e.InvalidStudyWeek(line=line, reason=reason):
            return f"In your study week, **{safe(line, 60)}** {_STUDY_WEEK[reason]}"
        case e.OutOfRange(what=what, value=value, minimum=low, maximum=high, unit=unit):
            return f"{value:,.12g} {unit} is out of range: {what} takes {low:,.12g} to {high:,.12g} {unit}."
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
        case e.AlreadyFinished(title=title):
            return (
                f"You have finished **{safe(title, 100)}**, so nothing is due. `/leave` it to join another."
            )
        case e.NotActive(state=state):
            step = "`/resume` brings it back" if state == "paused" else "`/leave` it to join another"
            return f"Your plan is {state}, so there is nothing to plan again. {step}."
        case e.NothingToChange():
            return "Your plan already is as that would make it. `/plan show` shows where you stand."
        case e.NotEnoughTime(by=by):
            return (
                f"Even 80 hours a week are not enough to be done by {full_date(by)}. Choose a later day, or "
                "leave out optional items in `/plan replan`."
            )
        case e.OneOrTheOther(one=one, other=other, third=third):
            return f"Give {one}, {other} or {third}: only one of them decides your pace."
        case _:
            return None


def _about_tasks(error: e.CohortError) -> str | None:
    match error:
        case e.TaskGone():
            return "That task is no longer in your plan. `/today` shows what is."
        case e.TaskNotOpen(title=title, state=state):
            return f"**{safe(title, 80)}** is already {state}. Undo that first, in `/today`."
        case e.QuotaReached(what=what, maximum=maximum, next_step=step):
            return f"You already have {maximum} {what}, as many as I keep. {step}"
        case e.NoSuchTask(text=text):
            return f"I find no open task called **{safe(text, 60)}**. Choose a suggestion, or see `/today`."
        case e.NoSuchHabit(text=text, today=held):
            known = (
                f"Today's are: {human_join([safe(each, 60) for each in held[:8]])}."
                if held
                else ("No habit of your roadmap holds today.")
            )
            return f"I find no habit called **{safe(text, 60)}** for today. {known}"
        case e.NoNudgeChannel():
            return (
                "This server has no nudge channel yet. Choose direct messages, or ask an organiser to pick "
                "a channel in `/setup`."
            )
        case e.NudgeNotSet():
            return "You have no daily nudge. Switch one on with `/nudges set`."
        case _:
            return None


def _about_claims(error: e.CohortError) -> str | None:
    match error:
        case e.InvalidNumber(text=text, unit=unit):
            kind = f" in {safe(unit, 40)}" if unit else ""
            return f"I cannot read **{safe(text, 60)}** as a number{kind}. Use e.g. `92`, `1,200` or `12k`."
        case e.InvalidLink(text=text):
            return (
                f"**{safe(text, 60)}** is no link I can keep. Use an address that begins with `https://` and "
                "has at most 512 characters."
            )
        case e.NoSuchClaim(what=what, text=text):
            return f"I find no {what} called **{safe(text, 60)}** on your roadmap. Choose a suggestion."
        case e.WithoutClaims(title=title, what=what, instead=instead):
            other = human_join([f"`/{command}`" for command in instead])
            return f"**{safe(title, 100)}** has no {what}. Look at {other} instead."
        case e.EvidenceAlone(missing=missing):
            return f"A link has to prove something: fill in `{missing}` as well."
        case e.NothingReported(title=title):
            return (
                f"You have reported no number for **{safe(title, 100)}** that I could take back. "
                "`/roadmap target` reports one."
            )
        case _:
            return None


def _about_roadmaps(error: e.CohortError) -> str | None:
    match error:
        case e.WrongFileType(name=name, endings=endings):
            kinds = human_join([f"`{ending}`" for ending in endings], "or")
            return f"**{safe(name, 60)}** is no file I can read. Attach one whose name ends in {kinds}."
        case e.FileTooLarge(size=size, maximum=maximum, packed=packed):
            held = f"has {size:,} bytes" if size is not None else "is larger than it looks"
            step = (
                "Leave something out" if packed else "Pack it with gzip (`.yaml.gz`), or leave something out"
            )
            return f"The file {held}; at most {maximum:,} are read. {step}, and import it again."
        case e.BadPacking(name=name):
            return (
                f"I cannot unpack **{safe(name, 60)}**. Pack one file with gzip, or attach the plain `.yaml`."
            )
        case e.UploadLost():
            return "Discord did not give me the file. Attach it again."
        case e.BrokenFile(count=count):
            problems = plural(count, "problem")
            return f"I cannot use this file yet: it has {problems}. Mend what is listed and import it again."
        case e.CheckTooLong(seconds=seconds):
            return (
                f"Checking the file took more than {seconds:g} seconds, so I stopped. Make it shorter or "
                "simpler, and import it again."
            )
        case e.CheckFailed():
            return "I could not check the file just now, so nothing was changed. Try again in a minute."
        case e.ImportRunning():
            return "Another file is being checked for this server. Try again in a few seconds."
        case e.BuiltInRoadmap(roadmap_id=name):
            return (
                f"**{safe(name, 60)}** comes with Cohort and stays as it is. To bring your own, give it "
                "another `id:` in the file and import that."
            )
        case e.NoNewVersion():
            return "You are on the newest version of your roadmap. `/plan show` shows where you stand."
        case _:
            return None


_DELIVERY_STATES = {
    "queued": "waits to be sent already",
    "sending": "is being sent at this moment",
    "sent": "has been sent",
    "dropped": "is already dropped",
    "dead": "could not be delivered, so nothing waits",
}


def _about_deliveries(error: e.CohortError) -> str | None:
    match error:
        case e.NoSuchDelivery():
            return "I find no such message here. `/manage deliveries list` shows what there is."
        case e.DeliveryPassed(until=until):
            ended = format_dt(until, "R")
            return (
                f"This was worth sending only until {ended}, so it stays left out. The next comes by itself."
            )
        case e.DeliveryUnchanged(state=state):
            is_so = _DELIVERY_STATES.get(state, "has changed")
            return f"This message {is_so}. `/manage deliveries list` shows where it stands."
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
