"""What was decided about a check, in figures."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Optional

from .policy import Limit, Policy

# From here on a score counts as high abuse.
CAUTION_AT = 50
_WARNING_AT = 75
_OUTAGE_RETRY_MS = 1_000


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
    return Tier.WARNING if shown >= _WARNING_AT else Tier.CAUTION if shown >= CAUTION_AT else Tier.NORMAL


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
