"""What organisers are told of a round before it is paired, closed early, left out, or matched again."""

from typing import TYPE_CHECKING

from bot.domain.mock_rounds import Round
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.manage_rounds_words import byes_lines, byes_text, repeats_text
from bot.ui.mock_pool_words import week_text
from bot.ui.mock_round_words import groups, people
from bot.ui.text import capital

if TYPE_CHECKING:
    from bot.services.mock_round_results import Preview, Replay


def preview_text(preview: "Preview") -> str:
    """What the next round would come to now."""
    report = preview.report
    title = _("If the round for {week} closed now", week=week_text(preview.week))
    lines = [
        f"## {theme.MOCK} {title}",
        _("{people} in the pool: **{groups}**.", people=people(report.members), groups=groups(report)),
        *byes_lines(report),
        *(_("{repeats}.", repeats=repeats) for repeats in repeats_text(report)),
        f"-# {_('Nothing was kept, and nobody was told.')}",
    ]
    return "\n".join(lines)


def replay_text(replay: "Replay") -> str:
    """Whether a round comes out the same, and what another seed would have changed."""
    found, byes = replay.round, sum(replay.report.byes.values())
    title = _("Round #{number} once more, with seed {seed}", number=found.id, seed=replay.seed)
    worth = _worth(capital(groups(replay.report)), replay.total - (found.total or 0))
    return "\n".join(
        [
            f"## {theme.MOCK} {title}",
            _same(replay),
            _result(worth, byes),
            "-# " + _("It was matched with seed {seed}. Nothing was changed.", seed=found.seed),
        ]
    )


def _result(worth: str, byes: int) -> str:
    if not byes:
        return _("{result}.", result=worth)
    return _("{result}; {byes}.", result=worth, byes=byes_text(byes))


def _same(replay: "Replay") -> str:
    if replay.identical:
        return _("**Identical** to what was matched.")
    return ngettext(
        "**Different**: {kept} of {count:,} pair are the same.",
        "**Different**: {kept} of {count:,} pairs are the same.",
        replay.pairs,
        kept=replay.kept,
    )


def _worth(found: str, difference: int) -> str:
    if difference > 0:
        return ngettext(
            "{groups}, worth {count:,} point more",
            "{groups}, worth {count:,} points more",
            difference,
            groups=found,
        )
    if difference < 0:
        return ngettext(
            "{groups}, worth {count:,} point less",
            "{groups}, worth {count:,} points less",
            -difference,
            groups=found,
        )
    return _("{groups}, worth the same", groups=found)


def question_text(found: Round, verb: str, pool: int) -> str:
    """What an organiser is asked before a round is closed early or left out."""
    number, week = found.id, week_text(found.week)
    if verb == "run":
        title = _(
            "Close round #{number}, {week}, now and pair {people}?",
            number=number,
            week=week,
            people=people(pool),
        )
        words = _("Who has not said when they can has no time left to do so. Pairs are told at once.")
    elif found.upcoming:
        title = _("Leave out round #{number}, {week}?", number=number, week=week)
        words = _("It is not paired, and that is announced. The next one comes as usual.")
    else:
        title = _("Call off what is left of round #{number}, {week}?", number=number, week=week)
        words = _(
            "Interviews that have not begun are ended and their people told; those that were held stay."
        )
    return f"{theme.ASK} **{title}**\n{words}"
