"""Time zones: the data is there, and it knows every zone that somebody lives in."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.doctor.finding import Finding, fatal, fine, problem

SAMPLES = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York")

INSTALL = "Install the package tzdata: pip install --upgrade tzdata."


def zone_data(samples: Iterable[str] = SAMPLES) -> Finding:
    """Time-zone data is installed."""
    if missing := unknown(samples):
        return fatal("zones", "There is no time-zone data on this machine.", INSTALL, missing=missing)
    return fine("zones", "Time-zone data is installed.")


def stored_zones(stored: Iterable[str]) -> Finding:
    """Every zone in the database is known here."""
    if missing := unknown(stored):
        sentence = f"Members or servers live in zones that are not known here: {', '.join(missing)}."
        return problem("stored zones", sentence, INSTALL, missing=missing)
    return fine("stored zones", "Every time zone that is stored is known here.")


def unknown(zones: Iterable[str]) -> list[str]:
    """Those of the zones that this machine has no data for."""
    return [zone for zone in zones if not _known(zone)]


def _known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
