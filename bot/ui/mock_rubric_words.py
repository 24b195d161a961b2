"""The forms of feedback in words: about whom, and who reads it when."""

from bot.domain.mock_rubrics import RubricRole, Sheet
from bot.ui.language import N_, _

# limit: 90
SCORE_WORDS = {1: N_("not yet"), 2: N_("on the way"), 3: N_("good"), 4: N_("excellent")}


def about_text(sheet: Sheet) -> str:
    """About whom it is."""
    if sheet.role is RubricRole.INTERVIEWER:
        return _("Your interviewer")
    if sheet.optional:
        return _("Candidate of half {number}", number=sheet.turn)
    return _("Your candidate")


def form_title(sheet: Sheet) -> str:
    """The same with the half, where there is one for each."""
    if sheet.optional:
        return about_text(sheet)
    return f"{about_text(sheet)} · {_('half {number}', number=sheet.turn)}"


def read_when_text(sheet: Sheet) -> str:
    """When it is read, and what helps."""
    if sheet.optional:
        # limit: 100
        return _("They read it once the two of them have both sent theirs. Concrete and kind helps most.")
    # limit: 100
    return _("They read it once you have both sent yours. Concrete and kind helps most.")
