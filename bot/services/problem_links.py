"""Members' names on LeetCode: proving one, and looking at what was solved there.

Everything here can only add. Whatever LeetCode answers, or does not answer, nothing is blocked or taken away.
"""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from bot.domain.clock import Clock
from bot.domain.leetcode import (
    Answer,
    Found,
    LeetCode,
    Missing,
    Profile,
    Submission,
    Unavailable,
)
from bot.domain.leetcode_links import Proof, new_proof, parse_username
from bot.domain.members import Member
from bot.domain.problem_link_errors import LinkingOff, NameLinked, NothingToUnlink, NotLinked, OtherNameLinked
from bot.domain.problem_sightings import LOOK_EVERY, LOOK_SELDOM, compare, is_quiet, still_lacking
from bot.services.listeners import OnChange, unheard
from bot.services.problem_link_results import LinkShown, LinkState, Unlogged
from bot.services.problem_results import SolveShown
from bot.services.problem_solves import ProblemSolves
from bot.services.streak_ledger import following, member_of
from bot.store import problem_links
from bot.store.problem_links import StoredLink
from bot.store.transaction import Store, Tx

CHECK_EVERY = timedelta(seconds=15)
"""Between two looks for one member's code that found nothing: everybody shares one line to LeetCode."""

LONGEST_CHECK = timedelta(minutes=1)
"""A look that is forgotten for whatever reason blocks nobody for longer."""

NOBODY_AGAIN = timedelta(days=7)
"""After LeetCode said that it knows no such name (any more)."""

A_ROUND = 20
"""Members looked at before the bell may do other things."""


class Checks:
    """Who has a look for their code under way in this process, or had one a moment ago."""

    def __init__(self) -> None:
        self._until: dict[tuple[int, int], datetime] = {}

    def begin(self, whose: tuple[int, int], now: datetime) -> datetime | None:
        """Begin one; or, instead, when the next may begin."""
        self._until = {who: until for who, until in self._until.items() if until > now}
        if until := self._until.get(whose):
            return until
        self._until[whose] = now + LONGEST_CHECK
        return None

    def end(self, whose: tuple[int, int], now: datetime, *, rests: bool) -> None:
        """It is over; who had an answer rests a moment, who had none is told when by that."""
        self._until[whose] = now + CHECK_EVERY if rests else now


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
        self._checks = Checks()

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
        """Look for the code in the profile; a proved name needs none, and a code too old gets another.

        Raises LinkingOff, NotLinked or NameLinked.
        """
        shown = await self.show(guild_id, user_id)
        if shown.proof is None:
            return shown
        if self._leetcode is None:
            raise LinkingOff
        now, whose = self._clock.now(), (guild_id, user_id)
        if now >= shown.proof.expires_at:
            return await self._judge(*whose, None)
        if retry_at := self._checks.begin(whose, now):
            return replace(shown, state=LinkState.TOO_SOON, retry_at=retry_at)
        answer = None
        try:
            # Nobody waits for LeetCode with the database in hand.
            answer = await self._leetcode.profile(shown.username)
        finally:
            self._checks.end(whose, self._clock.now(), rests=not isinstance(answer, Unavailable))
        return await self._judge(*whose, answer)

    async def _judge(self, guild_id: int, user_id: int, answer: Answer[Profile] | None) -> LinkShown:
        async with self._store.write() as tx:
            member = await member_of(tx, guild_id, user_id)
            link = await problem_links.find(tx, member.key)
            if link is None:
                raise NotLinked
            return await self._judged(tx, member, link, answer)

    async def unlink(self, guild_id: int, user_id: int) -> LinkShown:
        """Forget the name; marks that solves have stay. Raises NothingToUnlink."""
        async with self._store.write() as tx:
            member = await member_of(tx, guild_id, user_id)
            link = await problem_links.find(tx, member.key)
            if link is None:
                raise NothingToUnlink
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
        """Log what LeetCode shows, each with its mark: all of it or, with an error, none. Pressed twice it is
        logged once.

        Raises QuotaReached or StreakWaits.
        """
        await self._solves.warm()
        async with self._store.write() as tx:
            member = await following(tx, guild_id, user_id)
            link = await problem_links.find(tx, member.key)
            taken = await _lacking(tx, link) if link else ()
            logged = [await self._solves.log_seen(tx, member, each.slug) for each in taken]
            await problem_links.mark_verified(tx, member.key, [each.id for each in logged], self._clock.now())
            await problem_links.keep_unlogged(tx, member.key, ())
        return tuple(replace(each, verified=True) for each in logged)

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
                else:
                    await problem_links.look_at(tx, link.member_key, now + NOBODY_AGAIN)
        async with self._store.read() as tx:
            return await problem_links.next_look(tx)

    def _expired(self, link: StoredLink) -> bool:
        proof = _proof(link)
        return proof is None or self._clock.now() >= proof.expires_at

    async def _ask(self, tx: Tx, member: Member, username: str) -> LinkShown:
        proof = new_proof(self._clock.now(), self._chance)
        await problem_links.ask(tx, member.guild_id, member.key, username, proof.code, proof.issued_at)
        return LinkShown(member.guild_id, member.user_id, username, LinkState.WAITING, proof)

    async def _judged(
        self, tx: Tx, member: Member, link: StoredLink, answer: Answer[Profile] | None
    ) -> LinkShown:
        where, now, proof = (member.guild_id, member.user_id, link.username), self._clock.now(), _proof(link)
        if proof is None:
            return _shown(member, link)
        if now >= proof.expires_at:
            fresh = await self._ask(tx, member, link.username)
            return LinkShown(*where, LinkState.EXPIRED, fresh.proof)
        match answer:
            case Unavailable(retry_at=retry_at):
                return LinkShown(*where, LinkState.NO_ANSWER, proof, retry_at)
            case Missing():
                return LinkShown(*where, LinkState.NOBODY, proof)
            case Found(value=profile) if proof.is_shown(profile.about, now):
                return await self._prove(tx, member, link, profile)
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
        now, logged = self._clock.now(), await problem_links.logged(tx, link.member_key)
        sighting = compare(seen, logged, now, link.settled_at)
        await problem_links.mark_verified(tx, link.member_key, sighting.verified, now)
        await problem_links.keep_unlogged(tx, link.member_key, sighting.unlogged)
        moments = [*(each.at for each in seen), *(each.at for each in logged)]
        if is_quiet(now, max(moments, default=link.proved_at)):
            await problem_links.look_at(tx, link.member_key, now + LOOK_SELDOM)


async def _lacking(tx: Tx, link: StoredLink) -> tuple[Submission, ...]:
    return still_lacking(link.unlogged, await problem_links.logged(tx, link.member_key))


def _proof(link: StoredLink) -> Proof | None:
    return Proof(link.code, link.code_at) if link.code and link.code_at else None


def _shown(member: Member, link: StoredLink) -> LinkShown:
    state = LinkState.PROVED if link.proved_at else LinkState.WAITING
    return LinkShown(member.guild_id, member.user_id, link.username, state, _proof(link))
