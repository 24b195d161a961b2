"""The numbers of a roadmap that a problem counts for."""

from bot.domain.errors import CohortError
from bot.domain.problem_counts import asks_for
from bot.domain.problem_names import Named
from bot.domain.targets import Standing
from bot.log import get_logger
from bot.services.claim_records import ClaimRecords

log = get_logger(__name__)

SHOWN = 2


async def counting(records: ClaimRecords, guild_id: int, user_id: int, named: Named) -> tuple[Standing, ...]:
    """Those that matter now first, as they stand; none for whoever is on no roadmap here.

    They come on top of a solve that is kept already: what keeps them from being read is no reason to fail.
    """
    try:
        record = await records.find(guild_id, user_id)
    except CohortError as error:
        log.warning("problem.numbers_unread", error=repr(error))
        return ()
    if record is None:
        return ()
    logged = [each.difficulty for each in record.solves if each.key == named.key]
    level = named.difficulty or next(reversed(logged), None)
    found = (
        each
        for each in record.nearest_targets()
        if asks_for(each.target, named, level, record.lists.get(each.target.problem_set or "", ()))
    )
    return tuple(found)[:SHOWN]
