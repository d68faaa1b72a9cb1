"""What a limiter does, apart from I/O: the rules that the sync and the async client share."""

from __future__ import annotations

import math
import time
from typing import Mapping

from . import codec
from .codec import text
from .community import LOG, Community, Steps
from .decision import Decision
from .errors import InvalidRequest, NotHeard, StoreError, StoreUnavailable
from .local import LocalDecider
from .names import NameQueue
from .outcome import Outcome, Reason, Request

_PROBE_S = 1.0
_SAY_AGAIN_S = 60.0
_ATTEMPTS = 3
_MOST_ACTIONS = 1_000


class Limiter:
    """What a limiter does, apart from I/O. Thread-safe."""

    def __init__(self, community: Community, instances: int = 1) -> None:
        if isinstance(instances, bool) or not isinstance(instances, int) or instances < 1:
            raise InvalidRequest(f"instances {instances}: must be a whole number of at least 1")
        self.community = community
        self.local = LocalDecider(instances)
        community.known_bans = lambda: self.local.bans_at(self._now())
        self.names = NameQueue()
        self._clock_offset_ms = 0
        self._away_until = -math.inf
        self._away = False
        self._away_since = -math.inf
        self._said_away = False
        self._said_at = {True: -math.inf, False: -math.inf}
        self._gauged = -1
        self._unpoliced: dict[str, int] = {}

    def check(self, request: Request, mode: str = "check") -> Steps[Decision]:
        """Decides in Redis, or in memory where Redis is away."""
        keep = mode == "check"
        if time.monotonic() < self._away_until:
            return self._decide_here(request, keep)
        if self._away:
            # One check asks whether Redis is back; the others do not wait for the answer.
            self._away_until = time.monotonic() + _PROBE_S
            self.community.forget_copy()
        began = time.monotonic()
        try:
            outcome = yield from self._decide_in_what_is_known(request, mode)
        except NotHeard:
            return self._decide_here(request, keep)
        except StoreUnavailable as away:
            self._went_away(away)
            return self._decide_here(request, keep)
        self._is_there(began)
        self._clock_offset_ms = outcome.now_ms - _wall_ms()
        self.local.remember(request, outcome)
        if outcome.reason is Reason.UNPOLICED:
            self._tell_unpoliced(request.action, outcome.now_ms)
        return Decision.of(request, outcome)

    def _decide_in_what_is_known(self, request: Request, mode: str) -> Steps[Outcome]:
        """An emptied Redis knows no bans. Where it does not know one that is known here, it is asked whether it is still the same."""
        for _ in range(_ATTEMPTS):
            created = self.community.created
            outcome = yield from self._decide_there(request, mode)
            if outcome.ban or not self.local.ban_of(request.user, outcome.now_ms):
                break
            if created == self.community.created:
                yield from self.community.read()
                if created == self.community.created:
                    break
        return outcome

    def _decide_there(self, request: Request, mode: str) -> Steps[Outcome]:
        community = self.community
        yield from community.ready()
        for _ in range(_ATTEMPTS):
            book, texts = community.book, community.texts
            names, args = codec.check_call(community.keys, mode, request, texts, community.now)
            reply = yield from community.script("check", names, args)
            if text(reply[0]) != "STALE_POLICY":
                return codec.outcome(reply, request, book)
            yield from community.read()
            newest = int(text(reply[1]))
            if community.book.revision < newest:
                raise StoreError(_older(community, newest))
        raise StoreUnavailable(f"the policies are changing too fast in {community.address}; try again")

    def _decide_here(self, request: Request, keep: bool) -> Decision:
        return Decision.of(request, self.local.check(request, self.community.book, self._now(), keep))

    def _now(self) -> int:
        """By the clock of Redis' server, as far as is known here."""
        return int(self.community.now or _wall_ms() + self._clock_offset_ms)

    def must_meet(self) -> bool:
        """Whether a check would have to read first what all others who ask now have to read as well."""
        return not self._away and self.community.is_too_old

    def meet(self) -> Steps[None]:
        """Reads it, and loads the script; what is wrong other than an outage is raised."""
        try:
            yield from self.community.ready()
            yield from self.community.have("check")
        except StoreUnavailable as away:
            self._went_away(away)

    def _went_away(self, away: StoreUnavailable) -> None:
        now = time.monotonic()
        self._away_until = now + _PROBE_S
        if not self._away:
            self._away, self._away_since = True, now
        self._say(True, f"Redis is away; checks are decided in memory meanwhile: {away}")

    def _is_there(self, began: float) -> None:
        """What was asked before it went away, and is answered late, says nothing of now."""
        if self._away and began >= self._away_since:
            self._away = False
            self._away_until = -math.inf
        if not self._away:
            self._say(False, "Redis is back; checks are decided there again")

    def _say(self, away: bool, words: str) -> None:
        """Each of the two at most once a minute; what was left out is said then if it still holds."""
        now = time.monotonic()
        if self._said_away is not away and now - self._said_at[away] >= _SAY_AGAIN_S:
            self._said_away, self._said_at[away] = away, now
            LOG.warning("%s", words)

    def _tell_unpoliced(self, action: str, now_ms: int) -> None:
        """Once a minute, not once a check."""
        book = self.community.book
        if action in book.policies or action in book.trials or now_ms - self._unpoliced.get(action, 0) < 60_000:
            return
        if len(self._unpoliced) >= _MOST_ACTIONS:
            self._unpoliced.clear()
        self._unpoliced[action] = now_ms
        LOG.warning("Action %s has no policy, so everything is allowed; add one with policy(...)", action)

    def gauge_is_due(self, decision: Decision) -> bool:
        """Whether this is the first reply of a new minute; true once a minute."""
        minute = decision.outcome.now_ms // 60_000
        if decision.degraded or minute == self._gauged:
            return False
        self._gauged = minute
        return True

    def gauge(self, now_ms: int) -> Steps[None]:
        """Has every shard note its users for the chart. A shard that could not leaves a gap there, no more."""
        keys, community = self.community.keys, self.community
        calls = []
        for number in range(keys.shards):
            names = ("seen", "scores", "blocked", "totals", f"minute:{now_ms // 60_000}", "exempt")
            calls.append(([keys.shard(number, name) for name in names], [community.book.decay.text, community.now]))
        yield from community.scripts_at_once("gauge", calls)

    def write_names(self) -> Steps[None]:
        """Writes the names that wait. Those of users who were never checked are ignored, until the next time they are told."""
        while True:
            batch = self.names.take()
            if not batch:
                return
            try:
                yield from self.community.ready()
                yield from self._write(batch)
            except StoreUnavailable:
                self.names.put_back(batch)
                return

    def _write(self, batch: Mapping[str, str]) -> Steps[None]:
        keys = self.community.keys
        by_shard: dict[int, list[str]] = {}
        for user in batch:
            by_shard.setdefault(keys.shard_of(user), []).append(user)
        calls = []
        for number, users in by_shard.items():
            names = [keys.shard(number, "seen"), keys.shard(number, "names")]
            names += [keys.shard(number, f"user:{user}") for user in users]
            calls.append((names, [word for user in users for word in (user, batch[user], batch[user].lower())]))
        replies = yield from self.community.scripts_at_once("describe", calls)
        for users, flags in zip(by_shard.values(), replies):
            self.names.written({user: batch[user] for user, kept in zip(users, flags) if int(kept) == 1})


def _older(community: Community, newest: int) -> str:
    return (
        f"{community.address} holds policies of revision {community.book.revision}, but checked users by revision {newest}; were older "
        f"policies put back? If they are to hold, run in redis-cli: HSET {community.keys.shared('policies')} #revision {newest}"
    )


def _wall_ms() -> int:
    return time.time_ns() // 1_000_000
