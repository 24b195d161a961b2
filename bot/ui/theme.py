"""Colours and emoji of the bot, each named once by what it means."""

from dataclasses import dataclass

# Accents of messages, as Discord wants them.
ACCENT = 0x5B8DEF
DONE = 0x3FB27F
PAUSED = 0x8A93A6

# Emoji; all are standard Unicode, because an emoji of our own would need an upload in every server.
TODAY = "📋"
WEEK = "🗓️"
MAP = "🗺️"
CHECK = "✅"
SKIP = "⏭️"
LOG = "⏱️"
PAUSE = "⏸️"
REST = "🌙"
BEHIND = "⏳"
HABIT = "🔁"
STREAK = "🔥"
FREEZE = "❄️"
FILLED = "📝"
MISSED = "▪️"
FORGIVEN = "🕊️"
OUTAGE = "🔌"
TRAVEL = "✈️"
CHART = "📈"
PARTY = "🎉"
WAVE = "👋"
NUDGE = "🔔"
QUIET = "🔕"
BUDDY = "🤝"
WORDS = "💬"
SETTINGS = "⚙️"
WARNING = "⚠️"
ASK = "❔"
MOCK = "🎤"
LOCK = "🔒"
GOAL = "🎯"
COMPASS = "🧭"
WIN = "🏆"
REVIEW = "📖"
CARRY = "↪️"
LATER = "▫️"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of a picture as `#rrggbb`; words on `page` and `panel` keep a WCAG contrast of 4.5 or more."""

    page: str = "#15171c"
    panel: str = "#1f222a"
    grid: str = "#323744"
    text: str = "#f2f4f8"
    quiet: str = "#a9b1c1"
    done: str = "#4fd69c"
    done_area: str = "#24493f"
    plan: str = "#94a3c4"
    ahead: str = "#f5b95f"
    today: str = "#f2f4f8"
    pause: str = "#8fa4f0"
    missed: str = "#d98a8f"
    future: str = "#2a2e38"
    rest: str = "#77819a"
    frozen: str = "#7cc7f5"
    levels: tuple[str, str, str, str] = ("#1f6b4f", "#2b9069", "#3fb785", "#7cf0bd")
    """Little to much, for study days."""


PALETTE = Palette()
