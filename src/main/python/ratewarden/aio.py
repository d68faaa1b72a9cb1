"""The limiter for asyncio: one object a process, used in one event loop."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from typing import Any, Callable, Iterator, Optional, Sequence, TypeVar, Union

from . import inputs, link
from .client import closed, longest_call_s, request, score_rules_of
from .community import LOG, Command, Community, Steps, defaults_of
from .core import Limiter
from .decision import Decision
from .errors import InvalidRequest, RatewardenError, StoreUnavailable
from .lanes import AsyncCluster, AsyncLane
from .policy import Policy, PolicyBook, ScoreRules

T = TypeVar("T")


class AsyncLink:
    """Carries commands to a client of redis.asyncio."""

    def __init__(self, source: Any, timeout: Any, otherwise: float = link.BOT_TIMEOUT_S) -> None:
        self.address = link.address_of(source)
        self._client, self.patience = link.open_client(source, timeout, otherwise, asynchronous=True)
        self._owned = self._client is not source
        self._lane: Any = (
            AsyncCluster(self._client, self.address)
            if link.is_cluster(self._client)
            else AsyncLane(self._client, self.address, self.patience, self._owned)
        )
        self._closed = False
        self._running = 0
        self._ended: Optional[asyncio.Event] = None
        self._loop: Optional[asyncio.AbstractEventLoop] = None

    def require_open(self) -> None:
        """:raises LimiterClosed: once it was closed"""
        if self._closed:
            raise closed()

    def _enter(self, loop: asyncio.AbstractEventLoop) -> None:
        """:raises InvalidRequest: in another event loop than the first"""
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise InvalidRequest("this limiter was used in another event loop, to which its connections belong; make one for each loop")

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """As :meth:`ratewarden.client.SyncLink.under_way`."""
        self.require_open()
        self._enter(asyncio.get_running_loop())
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1
            if self._ended and not self._running:
                self._ended.set()

    async def run(self, steps: Steps[T]) -> T:
        """Carries out what the generator asks for, and answers its result."""
        with self.under_way():
            return await self.carry(steps)

    async def carry(self, steps: Steps[T]) -> T:
        """The same as a part of what is under way."""
        try:
            commands = next(steps)
            while True:
                try:
                    replies = await self._send(commands)
                except RatewardenError as failed:
                    commands = steps.throw(failed)
                else:
                    commands = steps.send(replies)
        except StopIteration as done:
            return done.value

    async def _send(self, commands: Sequence[Command]) -> list[Any]:
        return await self._lane.exchange(commands)

    async def close(self) -> None:
        """Waits for what is under way, and closes what it opened."""
        self._closed = True
        if self._loop is not None and self._loop is not asyncio.get_running_loop():
            return  # What was opened in another event loop goes with that.
        if self._running:
            self._ended = asyncio.Event()
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._ended.wait(), longest_call_s(self.patience))
        if self._owned:
            await self._client.connection_pool.disconnect()


class AsyncRateLimiter:
    """May this user do this action now? For asyncio; see :class:`ratewarden.RateLimiter`, whose arguments are the same.

    >>> limiter = AsyncRateLimiter("redis://localhost:6379", policy("play_song", sliding_window(5, minutes=1)))
    >>> decision = await limiter.check(user_id, "play_song")

    Making one does no I/O, so it can be made before the event loop runs.
    """

    def __init__(
        self,
        source: Union[str, Any],
        *policies: Policy,
        prefix: str = "rw:",
        timeout: Optional[float] = None,
        instances: int = 1,
        decay_per_hour: Optional[float] = None,
        score_rules: Optional[ScoreRules] = None,
        standard_policies: bool = True,
        _now: Optional[Callable[[], int]] = None,
    ) -> None:
        self._source = source
        self._link = AsyncLink(source, timeout)
        rules = score_rules_of(score_rules, decay_per_hour)
        community = Community(prefix, defaults_of(policies, standard_policies), rules, self._link.address, _now)
        self._limiter = Limiter(community, instances)
        self._chores: set[asyncio.Task[None]] = set()
        self._writing = False
        self._meeting = asyncio.Lock()
        self._people: Optional[AsyncLink] = None

    async def check(
        self, user: Union[str, int], action: str, cost: int = 1, role: Optional[str] = None, where: Union[str, int, None] = None
    ) -> Decision:
        """As :meth:`ratewarden.RateLimiter.check`."""
        asked = request(user, action, cost, role, where)
        with self._link.under_way():
            await self._meet()
            decision = await self._link.carry(self._limiter.check(asked))
        if self._limiter.gauge_is_due(decision):
            self._later(self._limiter.gauge(decision.outcome.now_ms))
        return decision

    async def peek(
        self, user: Union[str, int], action: str, cost: int = 1, role: Optional[str] = None, where: Union[str, int, None] = None
    ) -> Decision:
        """The answer that a check would get now; consumes, counts and records nothing."""
        asked = request(user, action, cost, role, where)
        with self._link.under_way():
            await self._meet()
            return await self._link.carry(self._limiter.check(asked, "peek"))

    async def _meet(self) -> None:
        """One reads what all who ask at the same time have to know."""
        if self._limiter.must_meet():
            async with self._meeting:
                if self._limiter.must_meet():
                    await self._link.carry(self._limiter.meet())

    def describe(self, user: Union[str, int], name: str) -> None:
        """Tells moderators what a user is called. Returns at once; to be called where the event loop runs."""
        if self._limiter.names.add(inputs.user_id(user), name) and not self._writing:
            self._writing = True
            self._later(self._write_names())

    def _write_names(self) -> Steps[None]:
        self._writing = False
        yield from self._limiter.write_names()

    async def policies(self) -> PolicyBook:
        """The policies in force; those of the code as long as nothing was read."""
        try:
            await self._link.run(self._limiter.community.ready())
        except StoreUnavailable:
            pass
        return self._limiter.community.book

    async def start(self) -> None:
        """As :meth:`ratewarden.RateLimiter.start`."""
        await self._link.run(self._limiter.community.ready())

    def moderation(self, operator: str) -> Any:
        """What ``operator`` may do and see in the same community: a :class:`ratewarden.AsyncModeration`."""
        from .moderation import AsyncModeration

        return AsyncModeration(self, operator)

    def _link_for_people(self) -> AsyncLink:
        """Moderators wait longer than a check does."""
        self._link.require_open()
        if self._people is None:
            self._people = AsyncLink(self._source, link.timeout_of_people(self._source), link.PEOPLE_TIMEOUT_S)
        return self._people

    def _later(self, steps: Steps[Any]) -> None:
        task = asyncio.get_running_loop().create_task(self._quietly(steps))
        self._chores.add(task)
        task.add_done_callback(self._chores.discard)

    async def _quietly(self, steps: Steps[Any]) -> None:
        try:
            await self._link.run(steps)
        except RatewardenError as failed:
            LOG.debug("a chore is left for the next time: %s", failed)

    async def close(self) -> None:
        """As :meth:`ratewarden.RateLimiter.close`."""
        here = asyncio.get_running_loop()
        await asyncio.gather(*(chore for chore in self._chores if chore.get_loop() is here))
        await self._quietly(self._limiter.write_names())
        await self._link.close()
        if self._people:
            await self._people.close()

    async def __aenter__(self) -> AsyncRateLimiter:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
