"""The pool of a round as text, to be matched again later. Pure.

`pool` in it is a file that `cohort pair` reads; `more` says who wants several interviews in the week.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

from bot.domain.mock_round_pool import RoundPool
from bot.domain.pairing import Pool, PoolMember, Role, from_hex, to_hex
from bot.domain.questions import QuestionKind

_BARE = PoolMember("")
_HALF_HOUR = 30


def written(gathered: RoundPool) -> str:
    """The pool as JSON; what says nothing about a member is left out."""
    pool = gathered.pool
    kept = {
        "round": pool.round,
        "minutes": pool.length * _HALF_HOUR,
        "window": pool.window,
        "every": pool.every,
        "trios": pool.trios,
        "members": [_member(each) for each in pool.members],
    }
    return json.dumps({"pool": kept, "more": dict(gathered.more)}, separators=(",", ":"))


def read(text: str) -> RoundPool:
    """The pool of a text that `written` made."""
    found = cast("dict[str, Any]", json.loads(text))
    kept = found["pool"]
    members = tuple(_read_member(each) for each in kept["members"])
    length = kept["minutes"] // _HALF_HOUR
    pool = Pool(kept["round"], members, length, kept["window"], kept["every"], kept["trios"])
    return RoundPool(pool, found["more"])


def _member(each: PoolMember) -> Mapping[str, object]:
    kept: dict[str, object] = {
        "id": each.id,
        "kinds": sorted(kind.value for kind in each.kinds),
        "level": each.level,
        "slots": to_hex(each.slots),
    }
    plain = ("byes", "last_bye", "reliability", "firsts", "observed", "keep")
    kept |= {name: getattr(each, name) for name in plain if getattr(each, name) != getattr(_BARE, name)}
    if each.met:
        kept["met"] = dict(each.met)
    if each.blocked:
        kept["blocked"] = sorted(each.blocked)
    if each.comfort is not None:
        kept["comfort"] = to_hex(each.comfort)
    if each.role is not Role.EITHER:
        kept["role"] = each.role.value
    return kept


def _read_member(kept: Mapping[str, Any]) -> PoolMember:
    given = dict(kept)
    given["kinds"] = frozenset(map(QuestionKind, kept["kinds"]))
    given["slots"] = from_hex(kept["slots"])
    given["blocked"] = frozenset(kept.get("blocked", ()))
    given["comfort"] = from_hex(kept["comfort"]) if "comfort" in kept else None
    given["role"] = Role(kept.get("role", Role.EITHER))
    return PoolMember(**given)
