"""What is said to somebody who leaves the pool of mock interviews."""

from bot.domain.mock_pool import PoolShown
from bot.ui import theme
from bot.ui.language import _, ngettext
from bot.ui.mock_pool_words import listed_interviews


def left_text(shown: PoolShown, cancelled: int = 0) -> str:
    """After leaving, and giving up so many interviews."""
    words = [_("You have left the pool.")]
    if cancelled:
        words.append(
            ngettext(
                "You are out of {count:,} interview, and the others are told.",
                "You are out of {count:,} interviews, and the others are told.",
                cancelled,
            )
        )
    words += _kept(len(shown.interviews))
    return f"{theme.WAVE} {' '.join([*words, _('Come back whenever you like.')])}"


def _kept(count: int) -> list[str]:
    if count < 2:
        return [_("Your interview stays as arranged.")] if count else []
    return [
        ngettext(
            "Your {count} interview stays as arranged.", "Your {count} interviews stay as arranged.", count
        )
    ]


def leaving_text(shown: PoolShown) -> str:
    """The question before leaving while something is arranged."""
    count = len(shown.interviews)
    if count > 1:
        words = ngettext(
            "No round counts on you then, but {count} interview is arranged with somebody already:",
            "No round counts on you then, but {count} interviews are arranged with somebody already:",
            count,
        )
    else:
        words = _("No round counts on you then, but an interview is arranged with somebody already:")
    return "\n".join([f"### {_('Leave the pool?')}", words, *listed_interviews(shown)])
