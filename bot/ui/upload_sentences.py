"""The errors of files that organisers bring in, and of the roadmaps in them."""

from bot.domain import errors as e
from bot.ui.language import _, ngettext
from bot.ui.text import human_join, safe


def about_uploads(error: e.CohortError) -> str | None:
    """The sentence; None for an error of another kind."""
    match error:
        case e.WrongFileType(name=name, endings=endings):
            return _(
                "**{name}** is no file I can read. Attach one whose name ends in {endings}.",
                name=safe(name, 60),
                endings=human_join([f"`{ending}`" for ending in endings], "or"),
            )
        case e.FileTooLarge(size=size, maximum=maximum, packed=packed):
            return _too_large(size, maximum, packed=packed)
        case e.BadPacking(name=name):
            return _(
                "I cannot unpack **{name}**. Pack one file with gzip, or attach the plain `.yaml`.",
                name=safe(name, 60),
            )
        case e.UploadLost():
            return _("Discord did not give me the file. Attach it again.")
        case e.BrokenFile(count=count):
            return ngettext(
                "I cannot use this file yet: it has {count:,} problem. Mend what is listed and import it "
                "again.",
                "I cannot use this file yet: it has {count:,} problems. Mend what is listed and import it "
                "again.",
                count,
            )
        case e.CheckTooLong(seconds=seconds):
            return _(
                "Checking the file took more than {seconds:g} seconds, so I stopped. Make it shorter or "
                "simpler, and import it again.",
                seconds=seconds,
            )
        case e.CheckFailed():
            return _("I could not check the file just now, so nothing was changed. Try again in a minute.")
        case e.ImportRunning():
            return _("Another file is being checked for this server. Try again in a few seconds.")
        case e.BuiltInRoadmap(roadmap_id=name):
            return _(
                "**{name}** comes with Cohort and stays as it is. To bring your own, give it another `id:` "
                "in the file and import that.",
                name=safe(name, 60),
            )
        case e.NoNewVersion():
            return _("You are on the newest version of your roadmap. `/plan show` shows where you stand.")
        case _:
            return None


def _too_large(size: int | None, maximum: int, *, packed: bool) -> str:
    if size is None:
        held = _("The file is larger than it looks; at most {maximum:,} are read.", maximum=maximum)
    else:
        held = _("The file has {size:,} bytes; at most {maximum:,} are read.", size=size, maximum=maximum)
    if packed:
        return f"{held} {_('Leave something out, and import it again.')}"
    step = _("Pack it with gzip (`.yaml.gz`), or leave something out, and import it again.")
    return f"{held} {step}"
