"""Pools for laws: small, with everything in them that pulls in different directions."""

from hypothesis import strategies as st

from bot.domain import weeks
from bot.domain.pairing import Pool, PoolMember, Role
from bot.domain.questions import QuestionKind
from tests.domain.pairing.pools import WEEK, slots

NAMES = tuple("abcdefghijk")

_names = st.sampled_from((*NAMES, "who is not there"))
# A handful of begins, so that people meet and three of them rarely do; the last two touch the week's end.
_masks = st.lists(st.sampled_from((0, 1, 60, 61, 120, 333, 334)), max_size=4).map(
    lambda begins: slots(*set(begins[:1]), length=2) | slots(*set(begins[1:]), length=1)
)
_weeks = st.integers(1, 30).map(lambda ago: weeks.after(WEEK, -ago))


def _member(name: str) -> st.SearchStrategy[PoolMember]:
    others = _names.filter(lambda other: other != name)
    return st.builds(
        PoolMember,
        id=st.just(name),
        kinds=st.frozensets(st.sampled_from(QuestionKind), max_size=2),
        level=st.integers(1, 5),
        slots=_masks,
        met=st.dictionaries(others, _weeks, max_size=4),
        blocked=st.frozensets(others, max_size=2),
        byes=st.integers(0, 3),
        last_bye=st.none() | _weeks,
        reliability=st.integers(0, 100),
        comfort=st.none() | _masks,
        role=st.sampled_from(Role),
        firsts=st.integers(0, 3),
        observed=st.integers(0, 3),
        keep=st.none() | others,
    )


def _pool(size: int) -> st.SearchStrategy[Pool]:
    return st.builds(
        Pool,
        round=st.just(WEEK),
        members=st.tuples(*map(_member, NAMES[:size])),
        length=st.integers(1, 3),
        window=st.sampled_from((0, 1, 8)),
        every=st.integers(1, 2),
        trios=st.booleans(),
    )


pools = st.integers(0, len(NAMES)).flatmap(_pool)
seeds = st.integers(-(2**70), 2**70)
