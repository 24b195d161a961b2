"""Whose LeetCode account it is: who can put a code into a profile, owns it. Pure."""

import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.domain.leetcode_errors import InvalidUsername

PROOF_TIME = timedelta(hours=24)
"""How long a code proves something; it may be removed from the profile afterwards."""

_PREFIX = "cohort-"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, 1, I, L and O: some people type the code."""
_LENGTH = 8

_CODES = re.compile(rf"(?=({_PREFIX}[0-9A-Z]{{{_LENGTH}}}))", re.ASCII | re.IGNORECASE)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
"""What phones and editors make of a hyphen."""

_USERNAME = re.compile(
    r"(?:(?:https?://)?(?:www\.)?leetcode\.com/(?:u/|(?!u/?$))|@)?([\w-][\w.-]{0,39})/?(?:[?#].*)?",
    re.ASCII | re.IGNORECASE,
)
_HOSTS = {"leetcode.com", "www.leetcode.com"}

_QUOTED = 50
"""Characters of a refused text that the error carries."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A code that a member was given at a moment, to be shown in their profile within `PROOF_TIME`."""

    code: str
    issued_at: datetime

    @property
    def expires_at(self) -> datetime:
        """From then on it proves nothing."""
        return self.issued_at + PROOF_TIME

    def is_shown(self, about: str, now: datetime) -> bool:
        """Whether the code is still valid and stands anywhere in this text, in capitals or not."""
        wanted = self.code.upper().encode()
        # Each is compared in the same time, and all of them: how long it takes says nothing about the code.
        same = [hmac.compare_digest(wanted, each.upper().encode()) for each in _codes(about)]
        return now < self.expires_at and any(same)


def new_proof(now: datetime, chance: Random) -> Proof:
    """A code nobody can guess, if `chance` is `secrets.SystemRandom()`: one of 8 * 10^11."""
    return Proof(_PREFIX + "".join(chance.choices(_ALPHABET, k=_LENGTH)), now)


def parse_username(text: str) -> str:
    """The LeetCode name in `ada_99`, `@ada_99` or the address of a profile, as it was written.

    Raises InvalidUsername.
    """
    found = _USERNAME.fullmatch(text.strip())
    if found is None or found[1].lower() in _HOSTS:
        raise InvalidUsername(text[:_QUOTED])
    return found[1]


def _codes(text: str) -> list[str]:
    """Everything in a text that has the form of a code, also where two overlap."""
    return _CODES.findall(text.translate(_DASHES))
