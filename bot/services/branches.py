"""Deciding what a roadmap leaves open, and saying what one already has; the plan follows at once."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from bot.domain.already_have import HadList, find_had, had_lists
from bot.domain.branch_errors import NothingToDecide
from bot.domain.branches import Branch, branch_keys, branches, check_pick, find_branch, find_options
from bot.domain.clock import Clock
from bot.domain.errors import NoLongerAvailable
from bot.domain.tasks import TaskState
from bot.services.plans import Planner
from bot.services.readings import Books
from bot.services.shelf import Following, Shelf
from bot.store import choices, claims, tasks
from bot.store.transaction import Store, Tx


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is open, and until when; `items` are the keys of the open items."""

    items: frozenset[str]
    tasks: int
    minutes: int
    finish: date | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything a member can decide now; `keys` are all branches of the roadmap, which a button's number
    counts in, and `tag` tells its printing."""

    guild_id: int
    user_id: int
    title: str
    tag: str
    keys: tuple[str, ...]
    branches: tuple[Branch, ...]
    had_lists: tuple[HadList, ...]
    had: frozenset[str]

    def find(self, text: str) -> Branch:
        """The branch meant by a key or title. Raises NothingToDecide, NoSuchBranch."""
        if not self.branches:
            raise NothingToDecide(self.title)
        return find_branch(self.branches, text)

    def number(self, branch: Branch) -> int:
        """What a button calls a branch by."""
        return self.keys.index(branch.key)

    def branch(self, number: int) -> Branch:
        """The branch a button means. Raises NoLongerAvailable when it is not open any more."""
        key = self.keys[number] if number < len(self.keys) else None
        found = next((branch for branch in self.branches if branch.key == key), None)
        if found is None:
            raise NoLongerAvailable
        return found

    def after(self, branch: Branch | None) -> Branch | None:
        """The next undecided branch that shapes the plan, in a circle; None when all are decided."""
        keys = [each.key for each in self.branches]
        start = keys.index(branch.key) + 1 if branch is not None and branch.key in keys else 0
        ordered = (*self.branches[start:], *self.branches[:start])
        return next((each for each in ordered if each.shapes_plan and not each.decided), None)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a change did to the plan."""

    decisions: Decisions
    before: Outlook
    after: Outlook
    branch: Branch | None = None


class BranchService:
    """A member's choices, made and changed in one transaction with the plan."""

    def __init__(self, store: Store, clock: Clock, shelf: Shelf, planner: Planner, books: Books) -> None:
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._planner = planner
        self._books = books

    async def decisions(self, guild_id: int, user_id: int, tag: str | None = None) -> Decisions:
        """What the member can decide. Raises NotEnrolled; NoLongerAvailable when `tag` is of another
        printing of the roadmap."""
        async with self._store.read() as tx:
            found = await self._shelf.enrolled(tx, guild_id, user_id)
            return self._checked(await self._decisions(tx, found), tag)

    async def decide(self, guild_id: int, user_id: int, branch: str, options: str) -> Decided:
        """Pick options by their titles or keys. Raises NoSuchBranch, NoSuchOption, WrongNumberOfOptions."""
        async with self._store.write() as tx:
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            meant = (await self._decisions(tx, found)).find(branch)
            return await self._pick(tx, found, day, meant, find_options(meant, options))

    async def pick(
        self, guild_id: int, user_id: int, tag: str, number: int, options: Sequence[int]
    ) -> Decided:
        """Pick options by their numbers, as a select has them. Raises NoLongerAvailable for stale ones, and
        WrongNumberOfOptions."""
        async with self._store.write() as tx:
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            branch = self._checked(await self._decisions(tx, found), tag).branch(number)
            if any(option >= len(branch.options) for option in options):
                raise NoLongerAvailable
            keys = check_pick(branch, [branch.options[option].key for option in options])
            return await self._pick(tx, found, day, branch, keys)

    async def change_had(
        self, guild_id: int, user_id: int, tag: str, number: int, got: Set[int], lost: Set[int]
    ) -> Decided:
        """Of one list the member has the entries `got`, by number, and has not those in `lost`; the others
        stay as they are. Raises NoLongerAvailable."""
        async with self._store.write() as tx:
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            lists = self._checked(await self._decisions(tx, found), tag).had_lists
            shown = next((each for each in lists if each.number == number), None)
            if shown is None or any(entry >= len(shown.entries) for entry in got | lost):
                raise NoLongerAvailable
            keys = {entry: shown.entries[entry].claim.key for entry in sorted(got | lost)}
            return await self._set_had(tx, found, day, [*keys.values()], {keys[entry] for entry in got})

    async def toggle_had(self, guild_id: int, user_id: int, text: str) -> Decided:
        """Tick one thing the member has, or take its tick back. Raises NothingToDecide, NoSuchOption."""
        async with self._store.write() as tx:
            found, day = await self._planner.up_to_date(tx, guild_id, user_id, self._clock.now())
            now = await self._decisions(tx, found)
            if not now.had_lists:
                raise NothingToDecide(found.roadmap.title)
            key = find_had(now.had_lists, text)
            return await self._set_had(tx, found, day, [key], {key} - now.had)

    async def _set_had(
        self, tx: Tx, found: Following, day: date, keys: Sequence[str], kept: Set[str]
    ) -> Decided:
        """Of these claims the member has those in `kept`."""
        before = await _outlook(tx, found)
        enrolment_id, now = found.enrolment.id, self._clock.now()
        await claims.unset_had(tx, enrolment_id, [key for key in keys if key not in kept])
        await claims.set_had(tx, enrolment_id, [key for key in keys if key in kept], day, now)
        after = await self._replan(tx, found, day)
        return Decided(await self._decisions(tx, found), before, after)

    async def _pick(
        self, tx: Tx, found: Following, day: date, branch: Branch, keys: Sequence[str]
    ) -> Decided:
        before = await _outlook(tx, found)
        await choices.put(tx, found.enrolment.id, branch.key, keys)
        after = await self._replan(tx, found, day) if branch.shapes_plan else before
        decisions = await self._decisions(tx, found)
        changed = next((each for each in decisions.branches if each.key == branch.key), branch)
        return Decided(decisions, before, after, changed)

    async def _replan(self, tx: Tx, found: Following, day: date) -> Outlook:
        await self._planner.adapt(tx, found, day, self._clock.now())
        return await _outlook(tx, found)

    async def _decisions(self, tx: Tx, found: Following) -> Decisions:
        chosen = await choices.of(tx, found.enrolment.id)
        had = await claims.had(tx, found.enrolment.id)
        return Decisions(
            guild_id=found.member.guild_id,
            user_id=found.member.user_id,
            title=found.roadmap.title,
            tag=self._books.of(found.roadmap, found.index).tag,
            keys=branch_keys(found.roadmap),
            branches=branches(found.roadmap, chosen),
            had_lists=had_lists(found.roadmap, chosen, had),
            had=had,
        )

    def _checked(self, decisions: Decisions, tag: str | None) -> Decisions:
        if tag is not None and decisions.tag != tag:
            raise NoLongerAvailable
        return decisions


async def _outlook(tx: Tx, found: Following) -> Outlook:
    rows = await tasks.all_of(tx, found.enrolment.id)
    opened = [row for row in rows if row.state is TaskState.OPEN]
    finish = (await tasks.ahead(tx, found.enrolment.id, found.enrolment.start_day)).standing.finish
    items = frozenset(row.item_key for row in opened)
    return Outlook(items, len(opened), sum(row.minutes for row in opened), finish)
