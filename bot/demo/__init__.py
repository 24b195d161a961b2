"""`cohort demo`: the real bot on a simulated Discord, in the browser, without a token."""

from bot.demo.main import run

__all__ = ["run"]
