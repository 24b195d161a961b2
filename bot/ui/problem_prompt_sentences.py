"""Errors of prompts and of linked names, as sentences that name the next step."""

from bot.domain import problem_link_errors as link
from bot.domain import problem_prompt_errors as e
from bot.domain.errors import CohortError
from bot.ui.problem_sentences import about_problems
from bot.ui.text import human_join, plural, safe


def about_prompts(error: CohortError) -> str | None:
    """What cannot be prompted, and what to do; None for any other error."""
    match error:
        case e.UnknownTopic(text=text, near=near):
            hint = f" Did you mean {human_join([f'**{safe(each, 60)}**' for each in near], 'or')}?"
            return f"I know no topic **{safe(text, 60)}**.{hint if near else ''} Choose a suggestion."
        case e.NothingElseFits(label=label):
            return (
                f"**{safe(label, 150)}** is the only one that fits, so it stays, and nothing counts as "
                "re-rolled. Another topic, list or difficulty has others."
            )
        case e.NotedAsSolved(label=label, reason=reason):
            return f"Noted as solved before: **{safe(label, 150)}**. {about_problems(reason) or ''}".rstrip()
        case e.AlreadyInLog(label=label):
            return (
                f"**{safe(label, 150)}** is in your log already, so there is nothing to note. "
                "`/leetcode solved` writes down that you solved it again."
            )
        case e.PromptGone():
            return "That problem is no longer here. `/leetcode prompt` picks another one."
        case e.AllTasksSolved(count=count, topic=topic):
            about = f" about {safe(topic, 60)}" if topic else ""
            more = "Ask for another topic" if topic else "Redo one: `/leetcode due` brings them back"
            return f"You have solved all {plural(count, 'task')}{about}. {more}."
        case _:
            return None


def about_links(error: CohortError) -> str | None:
    """What stands in the way of a linked name, and what to do; None for any other error."""
    match error:
        case link.LinkingOff():
            return (
                "Linking LeetCode names is off on this bot; whoever hosts it can switch it on. "
                "Nothing is missing without it: prompts, your log, reviews and your streak work the same."
            )
        case link.NameLinked(username=username):
            return (
                f"Somebody else here has proved that **{safe(username, 40)}** is theirs. If that is your "
                "second account, `/leetcode unlink` there first."
            )
        case link.OtherNameLinked(username=username):
            return (
                f"You are linked to **{safe(username, 40)}**. `/leetcode unlink` gives that up, then link "
                "the other name."
            )
        case link.NotLinked():
            return "You have linked no LeetCode name. `/leetcode link` with your name begins."
        case link.NothingToUnlink():
            return "You have linked no LeetCode name, so there is nothing to forget."
        case _:
            return None
