"""Errors of finding boxes and numbers by their words, as sentences that name the next step."""

from collections.abc import Sequence

from bot.domain import claim_errors as e
from bot.domain.errors import CohortError
from bot.ui.language import _, ngettext
from bot.ui.text import human_join, safe

NAMED = 5
"""Names that one sentence lists."""


def about_claim_words(error: CohortError) -> str | None:
    """Which ones were meant, and where the next boxes are; None for any other error."""
    match error:
        case e.AmbiguousClaim(what=what, text=text, names=names):
            return _(
                "**{text}** fits more than one {what}: {names}. Say which, or choose a suggestion.",
                text=safe(text, 60),
                what=_(what),
                names=_some(names),
            )
        case e.PartWithoutBoxes(part=part, next_one=None):
            return _(
                "**{part}** has no boxes of its own. Leave `section:` out to see the last ones.",
                part=safe(part, 120),
            )
        case e.PartWithoutBoxes(part=part, next_one=following):
            return _(
                "**{part}** has no boxes of its own. The next ones: `section:` **{next_part}**.",
                part=safe(part, 120),
                next_part=safe(following or "", 120),
            )
        case e.NotWhole(value=value, unit=unit):
            return _(
                "{value:,.12g} {unit} cannot be: each counts as one. Give a whole number.",
                value=value,
                unit=safe(unit, 40),
            )
        case _:
            return None


def _some(names: Sequence[str]) -> str:
    shown = [f"**{safe(name, 100)}**" for name in names[:NAMED]]
    hidden = len(names) - NAMED
    rest = [ngettext("{count:,} more", "{count:,} more", hidden)] if hidden > 0 else []
    return human_join([*shown, *rest], "or")
