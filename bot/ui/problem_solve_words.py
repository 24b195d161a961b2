"""What is said of a solve: what was written down, what it did, and what taking it back undid."""

from typing import TYPE_CHECKING

from bot.domain.problem_names import Named
from bot.domain.problems import ProblemKind
from bot.domain.targets import Standing
from bot.ui import theme
from bot.ui.language import N_, _, ngettext
from bot.ui.problem_words import back_text, facts_text, linked, note_text
from bot.ui.target_words import AIM, count_text
from bot.ui.text import safe

if TYPE_CHECKING:
    from bot.domain.streaks import Streak
    from bot.services.problem_results import SolveShown, TakenBack

# limit: 80
CHANGE = N_("Change…")


def is_unlisted(named: Named) -> bool:
    """Whether it is a problem of LeetCode that the catalogue does not have."""
    return named.kind is ProblemKind.LEETCODE and not named.listed


def told_text(shown: "SolveShown") -> str:
    """The problem, what is known of the solve, and the note."""
    lines = [f"## {theme.CHECK} {linked(shown.named)}", facts_text(shown.solve, shown.pattern_title)]
    if shown.solve.note:
        lines.append(note_text(shown.solve.note))
    if shown.verified:
        lines.append(f"-# {_('LeetCode has it as accepted.')}")
    elif is_unlisted(shown.named):
        said = _("It is not in my catalogue: I take your word for it. Mistyped? Take it back below.")
        lines.append(f"-# {said}")
    return "\n".join(line for line in lines if line)


def unread_lines(unread: str) -> list[str]:
    """About what was typed as a time and is none; nothing without it."""
    if not unread:
        return []
    said = _(
        "I could not read **{text}** as a length of time; all else is kept. **{button}** takes 35, 45m or "
        "1h10.",
        text=safe(unread, 60),
        button=_(CHANGE),
    )
    return [said]


def effect_text(shown: "SolveShown") -> str:
    """When it comes back, and what it did for streak and numbers; a change repeats neither."""
    when = back_text(shown.returns_on, shown.today)
    back = f"{theme.HABIT} " + _("Comes back {when}: `/leetcode due`.", when=when)
    if shown.changed:
        said = _("It was in your log before, so this changed what is said of it; it counts once.")
        return f"{back}\n-# {said}"
    if shown.times != 1:
        times = ngettext(
            "You have solved it {count:,} time now.", "You have solved it {count:,} times now.", shown.times
        )
        back = f"{back} {times}"
    return "\n".join([_streak_line(shown.streak), back, *_target_lines(shown.targets)])


def taken_back_text(gone: "TakenBack") -> str:
    """What counts no more, and what does now."""
    problem = linked(gone.named)
    if gone.gone:
        heading = _("Taken back already: {problem}", problem=problem)
        said = _("This solve counted no more, so nothing changed now.")
    else:
        heading = _("Taken back: {problem}", problem=problem)
        said = _("This solve counts no more: not for your streak, your numbers or your time log.")
    lines = [f"## {theme.CARRY} {heading}", said, _streak_line(gone.streak), *_target_lines(gone.targets)]
    if gone.returns_on:
        back = back_text(gone.returns_on, gone.today)
        again = _("You solved it at another time too: it comes back {when}.", when=back)
        lines.append(f"{theme.HABIT} {again}")
    return "\n".join(lines)


def _streak_line(streak: "Streak") -> str:
    length = _("No streak now")
    if streak.current:
        length = _("**{days}-day streak**", days=streak.current)
    today = _("today counts") if streak.today_done else _("nothing counts yet today")
    return f"{theme.STREAK} {length} · {today}"


def _target_lines(targets: tuple[Standing, ...]) -> list[str]:
    """All in one line; `/roadmap target` has the rest."""
    return [f"{AIM} {' · '.join(map(count_text, targets))}"] if targets else []
