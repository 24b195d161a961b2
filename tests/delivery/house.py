"""One running process of the bot's delivery, over a real database."""

from collections.abc import Callable

from bot.delivery.dispatcher import Dispatcher
from bot.delivery.messenger import Messenger
from bot.delivery.metrics import Metrics
from bot.delivery.pacing import Pacer
from bot.delivery.people import People
from bot.delivery.refusals import Refusals
from bot.delivery.speakers import Speaking
from bot.domain.delivery import Claim, Delivery, DeliveryState, Destination, Reason
from bot.domain.nudges import Brief
from bot.services.deliveries import DeliveryService
from bot.services.nudges import NudgeService, NudgeShown
from bot.store.transaction import Store
from bot.ui.message import Message
from tests.delivery.world import ADA, GUILD, Days, HandClock, ToyDiscord, enrol, nudge_service, plain, utc

DUE = utc("2026-06-01 07:00")
"""Nine o'clock in Berlin."""

DM = 101


class House:
    """One running process over a store."""

    def __init__(self, store: Store, clock: HandClock, owner: str = "one") -> None:
        self.store = store
        self.clock = clock
        self.days = Days(clock)
        self.discord = ToyDiscord(clock)
        self.outbox = DeliveryService(store, owner)
        self.nudges: NudgeService = nudge_service(store, clock, self.days)
        self.refusals = Refusals(clock.monotonic)
        self.people = People(clock.monotonic, clock.sleep)
        self.metrics = Metrics()
        self.dispatcher = self.dispatch()

    def dispatch(
        self,
        *,
        discord: Messenger | None = None,
        nudges: NudgeService | None = None,
        render: Callable[[Brief], Message] = plain,
        pacer: Pacer | None = None,
    ) -> Dispatcher:
        """A dispatcher of this process with some parts exchanged."""
        return Dispatcher(
            self.outbox,
            Speaking(nudges or self.nudges, render),
            discord or self.discord,
            self.clock,
            pacer or Pacer(self.clock.monotonic, self.clock.sleep),
            self.refusals,
            self.people,
            self.metrics,
        )

    async def nudge(
        self,
        where: Destination = Destination.DM,
        user_id: int = ADA,
        dm: int | None = DM,
        minute: int = 9 * 60,
    ) -> None:
        """A member with a nudge at nine."""
        await enrol(self.store, self.clock, user_id=user_id)
        await self.nudges.set(GUILD, user_id, minute, where, dm)

    async def tick(self) -> int:
        """What the bell does."""
        await self.outbox.tick(self.clock.now())
        return await self.dispatcher.drain()

    async def day(self) -> None:
        """Tick at the next nine o'clock."""
        self.clock.moment = (await self.outbox.next_due(self.clock.now())) or self.clock.moment
        await self.tick()

    async def all(self) -> list[Delivery]:
        """Everything ever owed, newest first."""
        return list((await self.outbox.of_guild(GUILD, 100)).deliveries)

    async def only(self) -> Claim:
        """Hold the one delivery that may go now."""
        (claim,) = await self.outbox.next_batch(self.clock.now())
        return claim

    async def last(self) -> tuple[DeliveryState, Reason | None]:
        """What became of the newest one."""
        newest = (await self.all())[0]
        return newest.state, newest.reason

    async def shown(self) -> NudgeShown:
        """The member's own view."""
        shown = await self.nudges.show(GUILD, ADA)
        assert shown is not None
        return shown
