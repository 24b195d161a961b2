"""Whether pictures can be drawn in every language that Cohort speaks."""

from bot.doctor.finding import Finding, fine

INSTALL = "For Bengali, install FriBiDi (Debian, Ubuntu: apt install libfribidi0) and start the bot again."


def letters(shapes: bool | None = None) -> Finding:
    """The library that joins Bengali letters is there; pictures stay English without it."""
    if shapes is None:
        from bot.ui import charts_letters

        shapes = charts_letters.shapes()
    if shapes:
        return fine("pictures", "Pictures are drawn in every language.", shapes=True)
    return fine("pictures", "Pictures stay English, whatever language a group reads.", INSTALL, shapes=False)
