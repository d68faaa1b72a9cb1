"""The limiter for programs that block: one object a process, shared by its threads."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Callable, Iterator, Optional, Sequence, TypeVar, Union

from . import inputs, link
from .community import LOG, Command, Community, Steps, defaults_of
from .core import Limiter
from .decision import Decision
from .errors import LimiterClosed, RatewardenError, StoreUnavailable
from .lanes import SyncCluster, SyncLane
from .outcome import Request
from .policy import Policy, PolicyBook, ScoreRules

T = TypeVar("T")
# How often a call may wait for Redis, and what a busy machine may take besides.
_EXCHANGES = 5
_SLACK_S = 1.0


class SyncLink:
    """Carries commands to a blocking redis-py client. Thread-safe."""

    def __init__(self, source: Any, timeout: Any, otherwise: float = link.BOT_TIMEOUT_S) -> None:
        self.address = link.address_of(source)
        self._client, self.patience = link.open_client(source, timeout, otherwise, asynchronous=False)
        self._owned = self._client is not source
        kind = SyncCluster if link.is_cluster(self._client) else SyncLane
        self._lane: Any = kind(self._client, self.address)
        self._closed = False
        self._running = 0
        self._ended = threading.Condition()

    def require_open(self) -> None:
        """:raises LimiterClosed: once it was closed"""
        if self._closed:
            raise closed()

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """A call that begins before the end may end after it. :raises LimiterClosed: after the end"""
        with self._ended:
            self.require_open()
            self._running += 1
        try:
            yield
        finally:
            with self._ended:
                self._running -= 1
                self._ended.notify_all()

    def run(self, steps: Steps[T]) -> T:
        """Carries out what the generator asks for, and answers its result."""
        with self.under_way():
            return self.carry(steps)

    def carry(self, steps: Steps[T]) -> T:
        """The same as a part of what is under way."""
        try:
            commands = next(steps)
            while True:
                try:
                    replies = self._send(commands)
                except RatewardenError as failed:
                    commands = steps.throw(failed)
                else:
                    commands = steps.send(replies)
        except StopIteration as done:
            return done.value

    def _send(self, commands: Sequence[Command]) -> list[Any]:
        return self._lane.exchange(commands)

    def close(self) -> None:
        """Waits for what is under way, and closes what it opened."""
        with self._ended:
            self._closed = True
            self._ended.wait_for(lambda: not self._running, longest_call_s(self.patience))
        if self._owned:
            self._client.connection_pool.disconnect()


class RateLimiter:
    """May this user do this action now?

    >>> limiter = RateLimiter("redis://localhost:6379", policy("play_song", sliding_window(5, minutes=1)))
    >>> decision = limiter.check(user_id, "play_song")
    >>> if not decision.allowed and decision.notify_user:
    ...     reply(decision.user_message)

    :param source: a URL, or a ``redis.Redis``, a client of ``redis.Sentinel`` or a ``redis.RedisCluster``
    :param policies: defaults besides the seven standard ones, written only where the community has none for that action yet
    :param prefix: of the community's keys, the same for all of its bots and dashboards
    :param timeout: seconds to connect and to read, 0.02 unless the URL says such as ``?timeout=100ms``; then a check is decided in memory
    :param instances: among how many processes a limit is divided while Redis is away
    :param decay_per_hour: points that a score loses an hour; a default, written only while nobody has a score
    :param score_rules: the same for all three score rules
    :param standard_policies: False to bring none of the seven
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
        self._link = SyncLink(source, timeout)
        rules = score_rules_of(score_rules, decay_per_hour)
        community = Community(prefix, defaults_of(policies, standard_policies), rules, self._link.address, _now)
        self._limiter = Limiter(community, instances)
        self._chores = ThreadPoolExecutor(1, thread_name_prefix="ratewarden")
        self._writing = False
        self._meeting = threading.Lock()
        self._people: Optional[SyncLink] = None

    def check(
        self, user: Union[str, int], action: str, cost: int = 1, role: Optional[str] = None, where: Union[str, int, None] = None
    ) -> Decision:
        """Decides, consumes, counts and records.

        :param user: 1 to 128 bytes; a Discord id may be given as the number that it is
        :param cost: how much of the limit it takes
        :param role: what the caller is, which may change the limit
        :param where: guild or channel, kept with violations
        :raises InvalidRequest: for input that cannot be; nothing was written
        :raises StoreError: if Redis refuses
        """
        asked = request(user, action, cost, role, where)
        with self._link.under_way():
            self._meet()
            decision = self._link.carry(self._limiter.check(asked))
        if self._limiter.gauge_is_due(decision):
            self._later(self._limiter.gauge(decision.outcome.now_ms))
        return decision

    def peek(
        self, user: Union[str, int], action: str, cost: int = 1, role: Optional[str] = None, where: Union[str, int, None] = None
    ) -> Decision:
        """The answer that a check would get now; consumes, counts and records nothing."""
        asked = request(user, action, cost, role, where)
        with self._link.under_way():
            self._meet()
            return self._link.carry(self._limiter.check(asked, "peek"))

    def _meet(self) -> None:
        """One reads what all who ask at the same time have to know."""
        if self._limiter.must_meet():
            with self._meeting:
                if self._limiter.must_meet():
                    self._link.carry(self._limiter.meet())

    def describe(self, user: Union[str, int], name: str) -> None:
        """Tells moderators what a user is called. Returns at once; names are written in batches, and only when they changed."""
        if self._limiter.names.add(inputs.user_id(user), name) and not self._writing:
            self._writing = True
            self._later(self._write_names())

    def _write_names(self) -> Steps[None]:
        self._writing = False
        yield from self._limiter.write_names()

    def policies(self) -> PolicyBook:
        """The policies in force; those of the code as long as nothing was read."""
        try:
            self._link.run(self._limiter.community.ready())
        except StoreUnavailable:
            pass
        return self._limiter.community.book

    def start(self) -> None:
        """Meets the keyspace now instead of at the first check, so that a wrong password shows at once.

        :raises StoreUnavailable: if Redis does not answer
        :raises StoreError: if it refuses
        """
        self._link.run(self._limiter.community.ready())

    def moderation(self, operator: str) -> Any:
        """What ``operator`` may do and see in the same community: a :class:`ratewarden.Moderation`."""
        from .moderation import Moderation

        return Moderation(self, operator)

    def _link_for_people(self) -> SyncLink:
        """Moderators wait longer than a check does."""
        self._link.require_open()
        if self._people is None:
            self._people = SyncLink(self._source, link.timeout_of_people(self._source), link.PEOPLE_TIMEOUT_S)
        return self._people

    def _later(self, steps: Steps[Any]) -> None:
        try:
            self._chores.submit(self._quietly, steps)
        except RuntimeError:  # The program is ending.
            LOG.debug("too late for %s", steps)

    def _quietly(self, steps: Steps[Any]) -> None:
        try:
            self._link.run(steps)
        except RatewardenError as failed:
            LOG.debug("a chore is left for the next time: %s", failed)

    def close(self) -> None:
        """Lets calls of other threads end, writes the names that wait, and closes the connections that it opened.

        Whoever calls later gets :class:`ratewarden.LimiterClosed`.
        """
        self._chores.shutdown()
        self._quietly(self._limiter.write_names())
        self._link.close()
        if self._people:
            self._people.close()

    def __enter__(self) -> RateLimiter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def closed() -> LimiterClosed:
    return LimiterClosed("this limiter was closed; make another one, and close it when the program ends")


def longest_call_s(patience: link.Patience) -> float:
    return _EXCHANGES * (patience.connect + patience.read) + _SLACK_S


def request(user: Union[str, int], action: str, cost: int, role: Optional[str], where: Union[str, int, None]) -> Request:
    """A request in its final form. :raises InvalidRequest: naming the input that is wrong"""
    return Request(inputs.user_id(user), inputs.action(action), inputs.cost(cost), inputs.role(role), inputs.where(where))


def score_rules_of(rules: Optional[ScoreRules], decay_per_hour: Optional[float]) -> Optional[ScoreRules]:
    if decay_per_hour is None:
        return rules
    rules = rules or ScoreRules()
    return ScoreRules(rules.block_at, rules.unblock_below, decay_per_hour)
