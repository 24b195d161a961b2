"""When and where a guild's problem of the day comes, and what it is drawn from."""

from bot.domain.calendar import DEFAULT_CUTOFF_MINUTES
from bot.domain.clock import Clock
from bot.domain.delivery import DeliveryKind, Destination
from bot.domain.errors import InvalidTime, OutOfRange
from bot.domain.inputs import MINUTES_PER_DAY
from bot.domain.languages import N_
from bot.domain.problem_post_errors import DailyNotOffered, NoPostChannel, NoPostDay
from bot.domain.problem_posts import DAILY, MOST_OF_EACH, REF, PostSetting, source_called
from bot.domain.problem_turns import Mix, fitting, pool_of
from bot.domain.problems import Catalogue
from bot.domain.roadmap_claims import Difficulty
from bot.domain.schedules import Rhythm
from bot.services.listeners import OnChange, unheard
from bot.services.problem_post_results import PostBoard
from bot.services.problem_shelf import ProblemShelf
from bot.services.switches import switch
from bot.store import guilds, problem_posts, schedules
from bot.store.transaction import Store, Tx

PROMPT = DeliveryKind.PROMPT
USUAL_MINUTE, USUAL_DAYS = 9 * 60, frozenset(range(5))
IN_MIX = {
    Difficulty.EASY: N_("easy in the mix"),
    Difficulty.MEDIUM: N_("medium in the mix"),
    Difficulty.HARD: N_("hard in the mix"),
}


class ProblemPostSettings:
    """Everything organisers do with it. `on_change` hears when one falls due next.

    `daily_offered` says whether LeetCode may be asked for its own problem of the day.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        problems: ProblemShelf,
        on_change: OnChange = unheard,
        *,
        daily_offered: bool = False,
    ) -> None:
        self._store = store
        self._clock = clock
        self._problems = problems
        self._on_change = on_change
        self._daily_offered = daily_offered

    async def board(self, guild_id: int) -> PostBoard:
        """The settings; until somebody touches them it is off, at its usual time."""
        catalogue = await self._problems.catalogue()
        async with self._store.read() as tx:
            return await self._board(tx, guild_id, catalogue)

    async def change(
        self,
        guild_id: int,
        *,
        on: bool | None = None,
        minute: int | None = None,
        weekdays: frozenset[int] | None = None,
        channel_id: int | None = None,
        source: str | None = None,
        mix: Mix | None = None,
    ) -> PostBoard:
        """Switch it on or off, move it, or draw from elsewhere; None keeps what there is, and so does a
        difficulty that `mix` lacks; channel 0 is the nudge channel.

        Raises InvalidTime, NoPostDay, OutOfRange, UnknownProblemList, DailyNotOffered or NoPostChannel.
        """
        catalogue = await self._problems.catalogue()
        now = self._clock.now()
        async with self._store.write() as tx:
            before = await self._board(tx, guild_id, catalogue)
            setting = self._changed(catalogue, before.setting, source, mix)
            await problem_posts.save_setting(tx, guild_id, setting, now)
            rhythm = _rhythm(before, minute, weekdays)
            where = before.channel_id if channel_id is None else channel_id or None
            place = Destination.CHANNEL
            await schedules.put(tx, guild_id, None, PROMPT, rhythm, place, now, ref=REF, channel_id=where)
            await switch(tx, guild_id, PROMPT, REF, now, self._on_change, on=before.on if on is None else on)
            after = await self._board(tx, guild_id, catalogue)
            if after.on and after.posts_in is None:
                raise NoPostChannel
            return after

    async def _board(self, tx: Tx, guild_id: int, catalogue: Catalogue) -> PostBoard:
        settings = await guilds.settings(tx, guild_id)
        schedule = await schedules.find_of_guild(tx, guild_id, PROMPT, REF)
        own = schedule.channel_id if schedule else None
        setting = await problem_posts.setting(tx, guild_id)
        listed = setting.source in catalogue.lists
        return PostBoard(
            guild_id=guild_id,
            zone=settings.zone,
            setting=setting,
            minute=schedule.rhythm.minute if schedule else USUAL_MINUTE,
            weekdays=schedule.rhythm.weekdays if schedule else USUAL_DAYS,
            channel_id=own,
            posts_in=own or settings.nudge_channel_id,
            next_due_at=schedule.next_due_at if schedule else None,
            lists=catalogue.lists,
            pool=fitting(pool_of(catalogue, setting.source), setting.mix) if listed else None,
            daily_offered=self._daily_offered,
        )

    def _changed(
        self, catalogue: Catalogue, before: PostSetting, source: str | None, mix: Mix | None
    ) -> PostSetting:
        named = source_called(catalogue, source) if source else before.source
        if source and named == DAILY and not self._daily_offered:
            raise DailyNotOffered
        for level, amount in (mix or {}).items():
            if not 0 <= amount <= MOST_OF_EACH:
                raise OutOfRange(IN_MIX[level], amount, 0, MOST_OF_EACH, N_("problems"))
        return PostSetting(named, {**before.mix, **(mix or {})})


def _rhythm(before: PostBoard, minute: int | None, weekdays: frozenset[int] | None) -> Rhythm:
    at = before.minute if minute is None else minute
    if not 0 <= at < MINUTES_PER_DAY:
        raise InvalidTime(str(at))
    days = before.weekdays if weekdays is None else weekdays
    if not days:
        raise NoPostDay
    return Rhythm(at, days, before.zone, DEFAULT_CUTOFF_MINUTES)
