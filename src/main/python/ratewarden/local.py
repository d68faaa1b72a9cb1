"""Decides in this process's memory while Redis is away. No scores are kept, and nothing is booked later."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Optional, Union

from .codec import too_dear
from .outcome import AppliedLimit, Ban, Block, Outcome, Quota, Reason, Request
from .policy import Enforcement, Limit, OnOutage, Policy, PolicyBook, Strategy

_MOST_USERS = 50_000


def _ceil_div(value: int, by: int) -> int:
    return -(-value // by)


class Meter:
    """What one user has used of one limit, as the four strategies count it; whole numbers throughout."""

    def __init__(self, limit: Limit, now: int) -> None:
        self.begun = limit
        self._level = limit.burst * limit.window_ms if limit.strategy is Strategy.TOKEN_BUCKET else 0
        self._at = now
        self._kept = limit.burst
        self._times: list[int] = []

    def continues(self, limit: Limit) -> bool:
        """Whether what was counted still counts: strategy and window are the same."""
        return limit.strategy is self.begun.strategy and limit.window_ms == self.begun.window_ms

    def quota(self, limit: Limit, cost: int, now: int) -> Quota:
        """The figures, with the wait until ``cost`` would have room: 0 if it has, None if it never will."""
        return _FIGURES[limit.strategy](self, limit, cost, now)

    def consume(self, limit: Limit, cost: int, now: int) -> Quota:
        """Takes ``cost``, for which there must be room, and answers what is left."""
        delay = 0
        window = limit.window_ms
        if limit.strategy is Strategy.SLIDING_WINDOW:
            self._times = self._times[bisect_right(self._times, now - window):]
            self._times += [max(now, self._times[-1]) if self._times else now] * cost
        elif limit.strategy is Strategy.FIXED_WINDOW:
            start = self._start(now)
            self._level = (self._level if start == self._at else 0) + cost
            self._at = start
        elif limit.strategy is Strategy.TOKEN_BUCKET:
            self._level = self._tokens(limit, now) - cost * window
            self._at, self._kept = max(now, self._at), max(self._kept, limit.burst)
        else:
            before = self._queue(limit, now)
            delay = _ceil_div(before, limit.limit)
            self._level = before + cost * window
            self._at = max(now, self._at)
        return replace(self.quota(limit, 1, now), retry_after_ms=0, delay_ms=delay)

    def _tokens(self, limit: Limit, now: int) -> int:
        full = limit.burst * limit.window_ms
        # A raised burst frees its user at once; a lowered one clamps.
        held = min(full, self._level + max(0, limit.burst - self._kept) * limit.window_ms)
        return min(full, held + max(0, now - self._at) * limit.limit)

    def _queue(self, limit: Limit, now: int) -> int:
        return max(0, self._level - max(0, now - self._at) * limit.limit)

    def _start(self, now: int) -> int:
        return max(self._at if self._level else 0, now - now % self.begun.window_ms)

    def _of_token_bucket(self, limit: Limit, cost: int, now: int) -> Quota:
        level, at = self._tokens(limit, now), max(now, self._at)
        missing = cost * limit.window_ms - level
        wait = None if cost > limit.burst else 0 if missing <= 0 else _ceil_div(missing, limit.limit) + at - now
        full_at = at + _ceil_div(limit.burst * limit.window_ms - level, limit.limit)
        return Quota(limit.burst, level // limit.window_ms, wait, full_at)

    def _of_leaky_bucket(self, limit: Limit, cost: int, now: int) -> Quota:
        level, at = self._queue(limit, now), max(now, self._at)
        over = level - (limit.limit - cost) * limit.window_ms
        wait = None if cost > limit.limit else 0 if over <= 0 else _ceil_div(over, limit.limit) + at - now
        left = max(0, (limit.limit * limit.window_ms - level) // limit.window_ms)
        return Quota(limit.limit, left, wait, at + _ceil_div(level, limit.limit))

    def _of_fixed_window(self, limit: Limit, cost: int, now: int) -> Quota:
        start = self._start(now)
        used = self._level if start == self._at else 0
        end = start + limit.window_ms
        wait = None if cost > limit.limit else 0 if used + cost <= limit.limit else end - now
        return Quota(limit.limit, max(0, limit.limit - used), wait, end if used else now)

    def _of_sliding_window(self, limit: Limit, cost: int, now: int) -> Quota:
        times = self._times[bisect_right(self._times, now - limit.window_ms):]
        leaving = len(times) + cost - limit.limit
        wait = None if cost > limit.limit else 0 if leaving <= 0 else times[leaving - 1] + limit.window_ms - now
        return Quota(limit.limit, max(0, limit.limit - len(times)), wait, times[-1] + limit.window_ms if times else now)


_FIGURES = {
    Strategy.TOKEN_BUCKET: Meter._of_token_bucket,
    Strategy.LEAKY_BUCKET: Meter._of_leaky_bucket,
    Strategy.FIXED_WINDOW: Meter._of_fixed_window,
    Strategy.SLIDING_WINDOW: Meter._of_sliding_window,
}


@dataclass(frozen=True)
class Standing:
    """What this process saw of a user in its latest answers."""

    ban: Optional[Ban] = None
    exempt: bool = False
    block: Optional[Block] = None
    score: float = 0
    violations: int = 0

    def ban_at(self, now: int) -> Optional[Ban]:
        return self.ban if _lasts(self.ban, now) else None

    def block_at(self, now: int) -> Optional[Block]:
        return self.block if _lasts(self.block, now) else None


def _lasts(hold: Union[Ban, Block, None], now: int) -> bool:
    return hold is not None and (hold.until_ms is None or now < hold.until_ms)


_UNKNOWN = Standing()


class LocalDecider:
    """Decides by the policies alone, over users of whom the latest answers are remembered. Thread-safe."""

    def __init__(self, instances: int = 1) -> None:
        self._instances = instances
        self._lock = threading.Lock()
        self._standings: OrderedDict[str, Standing] = OrderedDict()
        self._meters: OrderedDict[str, dict[str, Meter]] = OrderedDict()
        self._told: OrderedDict[tuple[str, str], float] = OrderedDict()

    def remember(self, request: Request, outcome: Outcome) -> None:
        """Takes down what an answer of Redis says about the user."""
        exempt = outcome.reason is Reason.EXEMPT
        with self._lock:
            if not (outcome.ban or outcome.block or exempt or outcome.score):
                self._standings.pop(request.user, None)
                return
            self._keep(request.user, Standing(outcome.ban, exempt, outcome.block, outcome.score, outcome.violations))

    def learn(self, user: str, ban: Optional[Ban], exempt: bool) -> None:
        """Takes down what a moderator's action made of the user."""
        with self._lock:
            was = self._standings.get(user, _UNKNOWN)
            self._keep(user, replace(was, ban=ban, exempt=exempt, block=None if exempt else was.block))

    def ban_of(self, user: str, now: int) -> Optional[Ban]:
        """The ban of a user that it knows and that is in force."""
        with self._lock:
            return self._standings.get(user, _UNKNOWN).ban_at(now)

    def bans_at(self, now: int) -> list[tuple[str, Ban]]:
        """The bans that it knows and that are in force."""
        with self._lock:
            return [(user, ban) for user, known in self._standings.items() if (ban := known.ban_at(now))]

    def _keep(self, user: str, standing: Standing) -> None:
        _put(self._standings, user, standing)

    def check(self, request: Request, book: PolicyBook, now: int, keep: bool = True) -> Outcome:
        """:param keep: False for a peek"""
        for level in book.levels(request.action) if book.enforcement is not Enforcement.OFF else ():
            if request.cost > level.limit.burst:
                raise too_dear(request, level.action, level.limit.burst)
        with self._lock:
            decided = self._decide(request, book, now, keep)
            return decided if decided.reason.allows else self._notify(request, decided, keep)

    def _decide(self, request: Request, book: PolicyBook, now: int, keep: bool) -> Outcome:
        known = self._standings.get(request.user, _UNKNOWN)
        off = book.enforcement is Enforcement.OFF
        policy = None if off else book.policies.get(request.action)
        ban, block = known.ban_at(now), known.block_at(now)

        def outcome(reason: Reason, applied: Optional[AppliedLimit] = None, quota: Optional[Quota] = None) -> Outcome:
            return Outcome(
                reason, now, policy, applied, quota, known.score, known.violations, ban=ban, block=block, degraded=True
            )

        on_outage = policy.on_outage if policy else OnOutage.LOCAL
        if known.exempt:
            return outcome(Reason.EXEMPT)
        if ban:
            return outcome(Reason.BANNED)
        if off:
            return outcome(Reason.UNPOLICED)
        enforced = book.enforcement is Enforcement.ENFORCE
        if on_outage is OnOutage.CLOSED:
            return outcome(Reason.OUTAGE if enforced else Reason.SHADOWED)
        if on_outage is OnOutage.OPEN:
            return outcome(Reason.ALLOWED)
        if block and enforced:
            return outcome(Reason.BLOCKED)
        room, applied, quota = self._consume(book.levels(request.action), request, known, book, now, keep)
        trial = book.trials.get(request.action)
        passes_trial = not trial or self._consume((trial,), request, known, book, now, keep)[0]
        if not room and enforced:
            return outcome(Reason.LIMITED, applied, quota)
        if not room or block or not passes_trial:
            return outcome(Reason.SHADOWED, applied, quota)
        return outcome(Reason.ALLOWED if policy else Reason.UNPOLICED, applied, quota)

    def _consume(
        self, policies: tuple[Policy, ...], request: Request, known: Standing, book: PolicyBook, now: int, keep: bool
    ) -> tuple[bool, Optional[AppliedLimit], Optional[Quota]]:
        """Whether all limits have room, which then are consumed; and the one that tells of it, with its figures."""
        levels = []
        for policy in policies:
            applied = AppliedLimit.of(policy, request.role, None, known.score, book.rules.block_at).among(self._instances)
            levels.append((applied, self._meter(request.user, policy.key, applied.effective, now, keep)))
        before = [(applied, meter.quota(applied.effective, request.cost, now)) for applied, meter in levels]
        full = [(applied, quota) for applied, quota in before if quota.retry_after_ms != 0]
        if full:
            slowest = max(full, key=lambda one: float("inf") if one[1].retry_after_ms is None else one[1].retry_after_ms)
            return False, slowest[0], slowest[1]
        after = [(applied, meter.consume(applied.effective, request.cost, now)) for applied, meter in levels]
        if not after:
            return True, None, None
        tightest = min(after, key=lambda one: one[1].remaining)
        return True, tightest[0], replace(tightest[1], delay_ms=max(quota.delay_ms for _, quota in after))

    def _meter(self, user: str, name: str, limit: Limit, now: int, keep: bool) -> Meter:
        meters = self._meters.get(user, {})
        meter = meters.get(name)
        if meter is None or not meter.continues(limit):
            meter = Meter(limit, now)
        elif not keep:
            copy = Meter(meter.begun, now)
            copy.__dict__.update(meter.__dict__, _times=list(meter._times))
            meter = copy
        if keep:
            meters[name] = meter
            _put(self._meters, user, meters)
        return meter

    def _notify(self, request: Request, denial: Outcome, keep: bool) -> Outcome:
        """Whether the user hears of it: not again until it could be allowed."""
        key = (request.user, request.action)
        tell = denial.now_ms >= self._told.get(key, 0)
        if tell and keep:
            wait = denial.retry_after_ms()
            _put(self._told, key, float("inf") if wait is None else denial.now_ms + wait)
        return replace(denial, notify_user=tell)


def _put(kept: OrderedDict, key: object, value: object) -> None:
    """As the newest, and the oldest goes where there are too many."""
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > _MOST_USERS:
        kept.popitem(last=False)
