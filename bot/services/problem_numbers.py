"""The numbers of a roadmap that a problem counts for."""

from bot.domain.problem_counts import asks_for
from bot.domain.problem_names import Named
from bot.domain.targets import Standing
from bot.services.claim_records import ClaimRecords

SHOWN = 2


async def counting(records: ClaimRecords, guild_id: int, user_id: int, named: Named) -> tuple[Standing, ...]:
    """Those that matter now first, as they stand; none for whoever is on no roadmap here."""
    record = await records.find(guild_id, user_id)
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
