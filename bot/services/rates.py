"""Who asked how often lately: in the memory of this process alone, for as many people as fit."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.domain.rate_errors import Repeated, TooFast
from bot.domain.rates import RATES, Allowance

MOST = 20_000
"""Allowances in use that are remembered; whoever asked longest ago is forgotten first."""

_Key = tuple[int, Allowance, str]


@dataclass(frozen=True, slots=True)
class _Used:
    full_at: datetime
    told_until: datetime


_WHOLE = _Used(datetime.min.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC))


class Rates:
    """Everybody's allowances. Asking costs no statement and no await."""

    def __init__(self, *, limited: bool = True, most: int = MOST) -> None:
        self._limited = limited
        self._most = most
        self._used: OrderedDict[_Key, _Used] = OrderedDict()
        self._seen: OrderedDict[int, None] = OrderedDict()

    def arrive(self, interaction_id: int) -> None:
        """Note that an interaction has come in. Raises Repeated when it had done so before.

        Discord may deliver an event several times: https://discord.com/developers/docs/reference#consistency
        """
        if interaction_id in self._seen:
            raise Repeated
        self._seen[interaction_id] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)

    def take(self, user_id: int, allowance: Allowance, now: datetime, what: str = "") -> None:
        """Take one from this person's allowance; each `what` has its own. Raises TooFast."""
        if not self._limited:
            return
        key, rate = (user_id, allowance, what), RATES[allowance]
        used = self._used.get(key, _WHOLE)
        after = rate.taken(used.full_at, now)
        if after is not None:
            self._keep(key, replace(used, full_at=after))
            return
        again_at = rate.again_at(used.full_at)
        self._keep(key, replace(used, told_until=again_at))
        raise TooFast(allowance, again_at, told=now < used.told_until)

    def give_back(self, user_id: int, allowance: Allowance, what: str = "") -> None:
        """Undo one taking, for which nothing was given."""
        key = user_id, allowance, what
        if (used := self._used.get(key)) is not None:
            self._keep(key, replace(used, full_at=used.full_at - RATES[allowance].every))

    def _keep(self, key: _Key, used: _Used) -> None:
        self._used[key] = used
        self._used.move_to_end(key)
        if len(self._used) > self._most:
            self._used.popitem(last=False)
