"""The answer to a check, and the sentence that explains it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import Optional

from .durations import waiting, words
from .policy import Limit, OnOutage, Policy
from .text import visible

_OUTAGE_RETRY_MS = 1_000
# Where Discord's clients stop telling times.
_LAST_SECOND = 8_640_000_000_000


class Reason(str, Enum):
    """Why a check was allowed or denied."""

    ALLOWED = "ALLOWED"
    EXEMPT = "EXEMPT"
    UNPOLICED = "UNPOLICED"
    SHADOWED = "SHADOWED"
    LIMITED = "LIMITED"
    BLOCKED = "BLOCKED"
    BANNED = "BANNED"
    OUTAGE = "OUTAGE"

    @property
    def allows(self) -> bool:
        return self in _ALLOWING


_ALLOWING = frozenset({Reason.ALLOWED, Reason.EXEMPT, Reason.UNPOLICED, Reason.SHADOWED})


class Tier(str, Enum):
    """How worrying a user is, from the abuse score; BLOCKED while a block lasts, whatever the score."""

    NORMAL = "NORMAL"
    CAUTION = "CAUTION"
    WARNING = "WARNING"
    BLOCKED = "BLOCKED"


def rounded(score: float) -> float:
    """A score as it is compared and shown."""
    return math.floor(score * 1e6 + 0.5) / 1e6


def tier_of(score: float, blocked: bool) -> Tier:
    if blocked:
        return Tier.BLOCKED
    shown = rounded(score)
    return Tier.WARNING if shown >= 75 else Tier.CAUTION if shown >= 50 else Tier.NORMAL


@dataclass(frozen=True)
class Request:
    """A check that is asked for, with everything in its final form."""

    user: str
    action: str
    cost: int = 1
    role: Optional[str] = None
    where: Optional[str] = None


@dataclass(frozen=True)
class Ban:
    """A ban or an exemption. ``until_ms`` None: for good."""

    since_ms: int
    until_ms: Optional[int]
    operator: str
    reason: str


@dataclass(frozen=True)
class Block:
    """A block by the abuse score. ``until_ms`` None: until a moderator resets it."""

    since_ms: int
    until_ms: Optional[int]


@dataclass(frozen=True)
class Penalty:
    """What a violation added to the score."""

    points: int
    repeats: int
    added: float
    before: float
    after: float
    blocked: bool


@dataclass(frozen=True)
class Quota:
    """Where a user stands against one limit."""

    limit: int
    remaining: int
    retry_after_ms: Optional[int]
    reset_at_ms: int
    delay_ms: int = 0


@dataclass(frozen=True)
class AppliedLimit:
    """The limit that stood for a user at one check, and how it came about."""

    action: str
    effective: Limit
    configured: Limit
    role: float = 1
    adaptive: float = 1
    own: Optional[int] = None
    share: int = 1

    @staticmethod
    def of(policy: Policy, role: Optional[str], own: Optional[int], score: float, block_at: float) -> AppliedLimit:
        """
        :param own: the user's own limit, which stands instead of limit, role and score
        :param score: the user's score now
        :param block_at: the score at which users are blocked
        """
        limit = policy.limit
        times = policy.multiplier(role) if own is None else 1
        floor = policy.adaptive_floor if own is None else None
        if own is None and times == 1 and floor is None:
            return AppliedLimit(policy.action, limit, limit)
        part = 1 if floor is None else 1 - (1 - floor) * min(1, rounded(score) / block_at)

        def scaled(value: int) -> int:
            return max(1, math.floor(value * times * part))

        changed = scaled(limit.limit) if own is None else own
        if limit.burst == limit.limit:
            burst = changed
        else:
            burst = scaled(limit.burst) if own is None else max(1, math.floor(own * limit.burst / limit.limit))
        return AppliedLimit(policy.action, limit.scaled_to(changed, burst), limit, times, part, own)

    def among(self, instances: int) -> AppliedLimit:
        """One instance's share: the floor of the division, at least 1."""
        if instances == 1:
            return self
        shared = self.effective.scaled_to(self.effective.limit // instances, self.effective.burst // instances)
        return AppliedLimit(self.action, shared, self.configured, self.role, self.adaptive, self.own, instances)


@dataclass(frozen=True)
class Outcome:
    """The raw figures of a check."""

    reason: Reason
    now_ms: int
    policy: Optional[Policy] = None
    applied: Optional[AppliedLimit] = None
    quota: Optional[Quota] = None
    score: float = 0
    violations: int = 0
    notify_user: bool = False
    penalty: Optional[Penalty] = None
    ban: Optional[Ban] = None
    block: Optional[Block] = None
    degraded: bool = False

    def retry_after_ms(self) -> Optional[int]:
        """Until the same check could be allowed: the longest of limit, ban and block; 0 if allowed, None if waiting never helps."""
        if self.reason.allows:
            return 0
        if self.reason is Reason.OUTAGE:
            return _OUTAGE_RETRY_MS
        waits = [0]
        if self.reason is Reason.LIMITED and self.quota:
            if self.quota.retry_after_ms is None:
                return None
            waits.append(self.quota.retry_after_ms)
        for hold in (self.ban, self.block):
            if hold:
                if hold.until_ms is None:
                    return None
                waits.append(hold.until_ms - self.now_ms)
        return max(waits)


@dataclass(frozen=True)
class Decision:
    """May the user do it? Times are whole milliseconds since the epoch on the store's clock."""

    allowed: bool
    """Go ahead or not."""
    reason: Reason
    action: str
    limit: Optional[int]
    """What the limit holds at once; None without a policy."""
    remaining: Optional[int]
    """What is left after this check; None without a policy."""
    retry_after_ms: Optional[int]
    """Until the same check could be allowed; 0 if it was, None if waiting never helps."""
    reset_at_ms: Optional[int]
    """When the limit is full again."""
    delay_ms: int
    """Leaky bucket: how long to wait to go out at the steady pace."""
    score: float
    tier: Tier
    violations: int
    degraded: bool
    """Whether it was decided in this process's memory, because Redis was away."""
    notify_user: bool
    """True for the first denial of this user and action until its wait is over: reply then, stay silent else."""
    user_message: str
    """A short form that gives nothing away, for the user; empty if it was allowed."""
    outcome: Outcome = field(repr=False, compare=False)
    _request: Request = field(repr=False, compare=False)

    @staticmethod
    def of(request: Request, outcome: Outcome) -> Decision:
        quota = outcome.quota
        return Decision(
            outcome.reason.allows,
            outcome.reason,
            request.action,
            quota.limit if quota else None,
            quota.remaining if quota else None,
            outcome.retry_after_ms(),
            quota.reset_at_ms if quota else None,
            quota.delay_ms if quota else 0,
            outcome.score,
            tier_of(outcome.score, outcome.block is not None),
            outcome.violations,
            outcome.degraded,
            outcome.notify_user,
            _user_message(outcome),
            outcome,
            request,
        )

    @property
    def retry_at(self) -> Optional[datetime]:
        """When the same check could be allowed; None if it was, and where waiting never helps."""
        if not self.retry_after_ms:
            return None
        try:
            return datetime.fromtimestamp((self.outcome.now_ms + self.retry_after_ms) / 1_000, timezone.utc)
        except (OverflowError, ValueError, OSError):  # Beyond what a calendar holds.
            return None

    @property
    def explanation(self) -> str:
        """One sentence with all figures, for moderators and logs; not for the user."""
        return _explanation(self._request, self.outcome)

    def discord_message(self) -> str:
        """``user_message`` with the wait as a time that Discord counts down for each reader; empty if it was allowed."""
        if not self.retry_after_ms:
            return self.user_message
        second = -(-(self.outcome.now_ms + self.retry_after_ms) // 1_000)
        return self.user_message if second > _LAST_SECOND else _user_message(self.outcome, f" Try again <t:{second}:R>.")


def _user_message(outcome: Outcome, when: Optional[str] = None) -> str:
    if outcome.reason.allows:
        return ""
    if outcome.reason is Reason.OUTAGE:
        return "This is not available right now. Try again later."
    if when is None:
        wait = outcome.retry_after_ms()
        when = "" if wait is None else f" Try again in {waiting(wait)}."
    if outcome.reason is Reason.LIMITED:
        return "You are doing that too often." + when
    return "You may not do that at the moment." + (when or " A moderator can tell you more.")


def _explanation(request: Request, outcome: Outcome) -> str:
    policy = outcome.policy
    if outcome.degraded and outcome.reason is Reason.ALLOWED and policy and policy.on_outage is OnOutage.OPEN:
        return f"The store is away, and the policy of {request.action} allows everything meanwhile."
    if outcome.reason is Reason.OUTAGE:
        return f"The store is away, and the policy of {request.action} denies everything meanwhile."
    said = {
        Reason.ALLOWED: _allowed,
        Reason.SHADOWED: _shadowed,
        Reason.LIMITED: _limited,
        Reason.BANNED: _banned,
        Reason.BLOCKED: _blocked,
        Reason.EXEMPT: lambda *_: "The user is exempt, so no limit was consumed.",
        Reason.UNPOLICED: lambda *_: f"Action {request.action} is not limited: no policy is enforced for it now.",
    }[outcome.reason](request, outcome)
    return said + " Decided in memory while the store is away." if outcome.degraded else said


def _allowed(request: Request, outcome: Outcome) -> str:
    quota, applied = outcome.quota, outcome.applied
    if not quota or not applied:
        return "Allowed."
    pace = f"; wait {words(quota.delay_ms)} to keep the steady pace" if quota.delay_ms else ""
    return f"{_level(request, applied)}{_rule(applied)}: {quota.remaining} of {quota.limit} left{pace}."


def _shadowed(request: Request, outcome: Outcome) -> str:
    standing = _allowed(request, outcome) + " " if outcome.quota else ""
    if outcome.block:
        return standing + "The abuse score would have blocked it, but blocks are only on trial."
    return standing + "A policy on trial would have denied it."


def _limited(request: Request, outcome: Outcome) -> str:
    quota, applied = outcome.quota, outcome.applied
    if not quota or not applied:
        return "Over the limit."
    retry = quota.retry_after_ms
    wait = ", more than it ever holds for this user" if retry is None else f", room again in {waiting(retry)}"
    cost = "" if request.cost == 1 else f" and {request.cost} were asked for"
    return f"{_level(request, applied)}{_rule(applied)}: {quota.remaining} of {quota.limit} left{cost}{wait}{_penalty(outcome)}."


def _level(request: Request, applied: AppliedLimit) -> str:
    if applied.action == request.action:
        return f"{applied.action} allows "
    return f"{request.action} cascades to {applied.action}, which allows "


def _penalty(outcome: Outcome) -> str:
    penalty, policy = outcome.penalty, outcome.policy
    if not penalty or not policy:
        return ""
    begin = f"; violation {outcome.violations} of this user adds "
    if penalty.points == 0:
        return begin + ("nothing to the score" if policy.points == 0 else "nothing in the user's grace period")
    worked = f"{_points(penalty.added)} points"
    if policy.escalating:
        worked = f"{penalty.points} × (1 + 0.5 × {penalty.repeats}) = {_points(penalty.added)}"
    blocked = f", now blocked{_block_end(outcome, ' ')}" if penalty.blocked else ""
    return f"{begin}{worked}, score {_points(penalty.before)} + {_points(penalty.added)} = {_points(penalty.after)}{blocked}"


def _banned(_: Request, outcome: Outcome) -> str:
    ban = outcome.ban
    if not ban:
        return "Banned by a moderator."
    why = f": {visible(ban.reason)}" if ban.reason else ""
    return f"Banned by {visible(ban.operator)} since {_utc(ban.since_ms)}, {_until(ban.until_ms, 'a moderator unbans')}{why}."


def _blocked(_: Request, outcome: Outcome) -> str:
    since = f", since {_utc(outcome.block.since_ms)}" if outcome.block else ""
    return f"Blocked by the abuse score, now {_points(outcome.score)}{since}{_block_end(outcome, ', ')}."


def _block_end(outcome: Outcome, before: str) -> str:
    return before + _until(outcome.block.until_ms, "a moderator resets it") if outcome.block else ""


def _until(end_ms: Optional[int], otherwise: str) -> str:
    return "until " + (otherwise if end_ms is None else _utc(end_ms))


def _utc(ms: int) -> str:
    try:
        return datetime.fromtimestamp(ms // 1_000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return f"{ms} ms"


def _points(points: float) -> str:
    shown = rounded(points)
    return str(int(shown)) if shown == int(shown) else f"{shown:.1f}"


def _rule(applied: AppliedLimit) -> str:
    """Such as ``10 in 1 h (token bucket; 5 × 2 for the role)``."""
    limit = applied.effective
    burst = "" if limit.burst == limit.limit else f", burst {limit.burst}"
    return f"{limit.limit} in {words(limit.window_ms)} ({limit.strategy.label}{burst}{_origin(applied)})"


def _origin(applied: AppliedLimit) -> str:
    own, shared = applied.own, applied.share != 1
    if own is None and applied.role == 1 and applied.adaptive == 1 and not shared:
        return ""
    base = str(applied.configured.limit) if own is None else "this user's own limit" + (f" of {own}" if shared else "")
    role = "" if applied.role == 1 else f" × {_factor(applied.role)} for the role"
    adaptive = "" if applied.adaptive == 1 else f" × {_factor(applied.adaptive)} for the score"
    share = f" shared by {applied.share} live bots" if shared else ""
    return f"; {base}{role}{adaptive}{share}{_rounding(applied)}"


def _rounding(applied: AppliedLimit) -> str:
    """What else happened to the product, so that nobody finds the arithmetic wrong."""
    product = applied.configured.limit * applied.role * applied.adaptive if applied.own is None else applied.own
    exact = product / applied.share
    limit = applied.effective.limit
    if limit > exact:
        return f", at least {limit}"
    if exact - limit >= 1:
        return f", at most {limit}"
    return "" if limit == exact else ", rounded down"


def _factor(value: float) -> str:
    text = str(Decimal(repr(float(value))).quantize(Decimal("0.001"), ROUND_HALF_UP))
    return text.rstrip("0").rstrip(".")
