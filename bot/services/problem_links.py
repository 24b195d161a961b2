"""Members' names on LeetCode: proving one, and looking at what was solved there.

Everything here can only add. Whatever LeetCode answers, or does not answer, nothing is blocked or taken away.
"""

import secrets
from datetime import datetime, timedelta
from random import Random

from bot.domain.clock import Clock
from bot.domain.leetcode import (
    Answer,
    DailyProblem,
    Found,
    LeetCode,
    Missing,
    Profile,
    Submission,
    Unavailable,
)
from bot.domain.leetcode_links import Proof, new_proof, parse_username
from bot.domain.members import Member
from bot.domain.problem_link_errors import LinkingOff, NameLinked, NotLinked, OtherNameLinked
from bot.domain.problem_references import address
from bot.domain.problem_sightings import compare, still_lacking
from bot.services.listeners import OnChange, unheard
from bot.services.problem_link_results import LinkShown, LinkState, Unlogged
from bot.services.problem_results import SolveShown
from bot.services.problem_solves import ProblemSolves
from bot.services.streak_ledger import following, member_of
from bot.store import problem_links
from bot.store.problem_links import StoredLink
from bot.store.transaction import Store, Tx

LOOK_EVERY = timedelta(hours=6)
"""Between two looks at the solves of one member, unless they log something meanwhile."""

A_ROUND = 20
"""Members looked at before the bell may do other things."""


class ProblemLinks:
    """Everything about names on LeetCode. Without `leetcode` the hoster has not switched it on.

    `on_change` hears when somebody waits to be looked at.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        solves: ProblemSolves,
        leetcode: LeetCode | None = None,
        on_change: OnChange = unheard,
    ) -> None:
        self._store = store
        self._clock = clock
        self._solves = solves
        self._leetcode = leetcode
        self._on_change = on_change
        self._chance: Random = secrets.SystemRandom()

    @property
    def is_on(self) -> bool:
        """Whether the hoster lets the bot ask LeetCode."""
        return self._leetcode is not None

    async def show(self, guild_id: int, user_id: int) -> LinkShown:
        """The member's name as it stands. Raises NotLinked, or LinkingOff where nothing can be linked."""
        async with self._store.read() as tx:
            member = await member_of(tx, guild_id, user_id)
            link = await problem_links.find(tx, member.key)
        if link is None:
            raise NotLinked if self.is_on else LinkingOff
        return _shown(member, link)

    async def link(self, guild_id: int, user_id: int, text: str) -> LinkShown:
        """Give the member a code for this name; the one they have as long as it is valid.

        Raises LinkingOff, InvalidUsername, NameLinked, OtherNameLinked, NotEnrolled or StreakWaits.
        """
        if not self.is_on:
            raise LinkingOff
        username = parse_username(text)
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            known = await problem_links.find(tx, member.key)
            same = known is not None and known.username.lower() == username.lower()
            if known is not None and known.proved_at is not None and not same:
                raise OtherNameLinked(known.username)
            if await problem_links.is_proved_by_other(tx, guild_id, username, member.key):
                raise NameLinked(username)
            if known is not None and same and (known.proved_at or not self._expired(known)):
                return _shown(member, known)
            return await self._ask(tx, member, username)

    async def check(self, guild_id: int, user_id: int) -> LinkShown:
        """Look for the code in the profile; a proved name needs none.

        Raises LinkingOff, NotLinked or NameLinked.
        """
        shown = await self.show(guild_id, user_id)
        if shown.proof is None:
            return shown
        if self._leetcode is None:
            raise LinkingOff
        # Nobody waits for LeetCode with the database in hand.
        answer = await self._leetcode.profile(shown.username)
        async with self._store.write() as tx:
            member = await member_of(tx, guild_id, user_id)
            link = await problem_links.find(tx, member.key)
            if link is None:
                raise NotLinked
            return await self._judged(tx, member, link, answer)

    async def unlink(self, guild_id: int, user_id: int) -> LinkShown:
        """Forget the name; marks that solves have stay. Raises NotLinked."""
        async with self._store.write() as tx:
            member = await member_of(tx, guild_id, user_id)
            link = await problem_links.find(tx, member.key)
            if link is None:
                raise NotLinked
            await problem_links.remove(tx, member.key)
        return LinkShown(guild_id, user_id, link.username, LinkState.GONE)

    async def unlogged(self, guild_id: int, user_id: int) -> Unlogged:
        """What LeetCode showed at the last look and the log lacks."""
        async with self._store.read() as tx:
            member = await member_of(tx, guild_id, user_id)
            link = await problem_links.find(tx, member.key)
            lacking = await _lacking(tx, link) if link else ()
        return Unlogged(guild_id, user_id, lacking)

    async def leave_unlogged(self, guild_id: int, user_id: int) -> None:
        """Offer what was solved until now no more."""
        async with self._store.write() as tx:
            member = await member_of(tx, guild_id, user_id)
            await problem_links.settle(tx, member.key, self._clock.now())

    async def log_unlogged(self, guild_id: int, user_id: int) -> tuple[SolveShown, ...]:
        """Log what LeetCode shows, each with its mark; pressed twice it is logged once.

        Raises QuotaReached or StreakWaits.
        """
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            link = await problem_links.find(tx, member.key)
            taken = await _lacking(tx, link) if link else ()
            await problem_links.keep_unlogged(tx, member.key, ())
        logged = [await self._solves.solve(guild_id, user_id, address(each.slug)) for each in taken]
        async with self._store.write() as tx:
            await self._mark(tx, member.key, taken)
        return tuple(logged)

    async def daily(self) -> DailyProblem | None:
        """LeetCode's problem of the present UTC day; None when it cannot be told."""
        if self._leetcode is None:
            return None
        answer = await self._leetcode.daily()
        return answer.value if isinstance(answer, Found) else None

    async def look(self) -> datetime | None:
        """Look at the solves of whoever waits for it, one after the other; returns when to look again."""
        if self._leetcode is None:
            return None
        for _ in range(A_ROUND):
            now = self._clock.now()
            async with self._store.write() as tx:
                link = await problem_links.take_due(tx, now, now + LOOK_EVERY)
            if link is None:
                break
            answer = await self._leetcode.solved(link.username)
            async with self._store.write() as tx:
                if isinstance(answer, Unavailable):
                    await problem_links.look_by(tx, link.member_key, max(answer.retry_at, now))
                    return answer.retry_at
                if isinstance(answer, Found):
                    await self._saw(tx, link, answer.value)
        async with self._store.read() as tx:
            return await problem_links.next_look(tx)

    def _expired(self, link: StoredLink) -> bool:
        proof = _proof(link)
        return proof is None or self._clock.now() >= proof.expires_at

    async def _ask(self, tx: Tx, member: Member, username: str) -> LinkShown:
        proof = new_proof(self._clock.now(), self._chance)
        await problem_links.ask(tx, member.guild_id, member.key, username, proof.code, proof.issued_at)
        return LinkShown(member.guild_id, member.user_id, username, LinkState.WAITING, proof)

    async def _judged(self, tx: Tx, member: Member, link: StoredLink, answer: Answer[Profile]) -> LinkShown:
        where, now, proof = (member.guild_id, member.user_id, link.username), self._clock.now(), _proof(link)
        if proof is None:
            return _shown(member, link)
        match answer:
            case Unavailable(retry_at=retry_at):
                return LinkShown(*where, LinkState.NO_ANSWER, proof, retry_at)
            case Missing():
                return LinkShown(*where, LinkState.NOBODY, proof)
            case Found(value=profile) if proof.is_shown(profile.about, now):
                return await self._prove(tx, member, link, profile)
            case _ if now >= proof.expires_at:
                fresh = await self._ask(tx, member, link.username)
                return LinkShown(*where, LinkState.EXPIRED, fresh.proof)
            case _:
                return LinkShown(*where, LinkState.NOT_SEEN, proof)

    async def _prove(self, tx: Tx, member: Member, link: StoredLink, profile: Profile) -> LinkShown:
        if profile.username.lower() != link.username.lower():
            # Another name was asked for while LeetCode was thinking.
            return _shown(member, link)
        if await problem_links.is_proved_by_other(tx, member.guild_id, link.username, member.key):
            raise NameLinked(link.username)
        now = self._clock.now()
        await problem_links.prove(tx, member.key, profile.username, now)
        self._on_change(now)
        return LinkShown(member.guild_id, member.user_id, profile.username, LinkState.PROVED)

    async def _saw(self, tx: Tx, looked: StoredLink, seen: tuple[Submission, ...]) -> None:
        link = await problem_links.find(tx, looked.member_key)
        if link is None or link.proved_at is None or link.username != looked.username:
            return
        now = self._clock.now()
        sighting = compare(seen, await problem_links.logged(tx, link.member_key), now, link.settled_at)
        await problem_links.mark_verified(tx, link.member_key, sighting.verified, now)
        await problem_links.keep_unlogged(tx, link.member_key, sighting.unlogged)

    async def _mark(self, tx: Tx, member_key: int, seen: tuple[Submission, ...]) -> None:
        now = self._clock.now()
        sighting = compare(seen, await problem_links.logged(tx, member_key), now, None)
        await problem_links.mark_verified(tx, member_key, sighting.verified, now)


async def _lacking(tx: Tx, link: StoredLink) -> tuple[Submission, ...]:
    return still_lacking(link.unlogged, await problem_links.logged(tx, link.member_key))


def _proof(link: StoredLink) -> Proof | None:
    return Proof(link.code, link.code_at) if link.code and link.code_at else None


def _shown(member: Member, link: StoredLink) -> LinkShown:
    state = LinkState.PROVED if link.proved_at else LinkState.WAITING
    return LinkShown(member.guild_id, member.user_id, link.username, state, _proof(link))
