"""Errors of prompts and of linked names, as sentences that name the next step."""

from collections.abc import Sequence

from bot.domain import problem_link_errors as link
from bot.domain import problem_prompt_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _, ngettext
from bot.ui.problem_sentences import about_problems
from bot.ui.text import human_join, safe


def about_prompts(error: CohortError) -> str | None:
    """What cannot be prompted, and what to do; None for any other error."""
    match error:
        case e.UnknownTopic(text=text, near=near):
            return _unknown_topic(safe(text, 60), [f"**{safe(each, 60)}**" for each in near])
        case e.NothingElseFits(label=label):
            return _(
                "**{problem}** is the only one that fits, so it stays, and nothing counts as re-rolled. "
                "Another topic, list or difficulty has others.",
                problem=safe(label, 150),
            )
        case e.NotedAsSolved(label=label, reason=reason):
            noted = _("Noted as solved before: **{problem}**.", problem=safe(label, 150))
            return f"{noted} {about_problems(reason) or ''}".rstrip()
        case e.AlreadyInLog(label=label):
            return _(
                "**{problem}** is in your log already, so there is nothing to note. `/leetcode solved` "
                "writes down that you solved it again.",
                problem=safe(label, 150),
            )
        case e.PromptGone():
            return _("That problem is no longer here. `/leetcode prompt` picks another one.")
        case e.AllTasksSolved(count=count, topic=topic):
            return _all_tasks(count, safe(topic, 60) if topic else "")
        case _:
            return None


def _unknown_topic(text: str, near: Sequence[str]) -> str:
    if not near:
        return _("I know no topic **{text}**. Choose a suggestion.", text=text)
    return _(
        "I know no topic **{text}**. Did you mean {topics}? Choose a suggestion.",
        text=text,
        topics=human_join(near, "or"),
    )


def _all_tasks(count: int, topic: str) -> str:
    if topic:
        return ngettext(
            "You have solved all {count:,} task about {topic}. Ask for another topic.",
            "You have solved all {count:,} tasks about {topic}. Ask for another topic.",
            count,
            topic=topic,
        )
    return ngettext(
        "You have solved all {count:,} task. Redo one: `/leetcode due` brings them back.",
        "You have solved all {count:,} tasks. Redo one: `/leetcode due` brings them back.",
        count,
    )


def about_links(error: CohortError) -> str | None:
    """What stands in the way of a linked name, and what to do; None for any other error."""
    match error:
        case link.LinkingOff():
            return _(
                "Linking LeetCode names is off on this bot; whoever hosts it can switch it on. "
                "Nothing is missing without it: prompts, your log, reviews and your streak work the same."
            )
        case link.NameLinked(username=username):
            return _(
                "Somebody else here has proved that **{name}** is theirs. If that is your second account, "
                "`/leetcode unlink` there first.",
                name=safe(username, 40),
            )
        case link.OtherNameLinked(username=username):
            return _(
                "You are linked to **{name}**. `/leetcode unlink` gives that up, then link the other name.",
                name=safe(username, 40),
            )
        case link.NotLinked():
            return _("You have linked no LeetCode name. `/leetcode link` with your name begins.")
        case link.NothingToUnlink():
            return _("You have linked no LeetCode name, so there is nothing to forget.")
        case _:
            return None
