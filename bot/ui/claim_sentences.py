"""Errors of finding boxes and numbers by their words, as sentences that name the next step."""

from bot.domain import claim_errors as e
from bot.domain.errors import CohortError
from bot.ui.text import human_join, safe

NAMED = 5
"""Names that one sentence lists."""


def about_claim_words(error: CohortError) -> str | None:
    """Which ones were meant, and where the next boxes are; None for any other error."""
    match error:
        case e.AmbiguousClaim(what=what, text=text, names=names):
            shown = [f"**{safe(name, 100)}**" for name in names[:NAMED]]
            rest = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
            which = human_join([*shown, *rest], "or")
            return (
                f"**{safe(text, 60)}** fits more than one {what}: {which}. Say which, or choose a suggestion."
            )
        case e.PartWithoutBoxes(part=part, next_one=None):
            return (
                f"**{safe(part, 120)}** has no boxes of its own. Leave `section:` out to see the last ones."
            )
        case e.PartWithoutBoxes(part=part, next_one=following):
            after = safe(following or "", 120)
            return f"**{safe(part, 120)}** has no boxes of its own. The next ones: `section:` **{after}**."
        case e.NotWhole(value=value, unit=unit):
            return f"{value:,.12g} {safe(unit, 40)} cannot be: each counts as one. Give a whole number."
        case _:
            return None
