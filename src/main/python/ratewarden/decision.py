"""The answer to a check."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Optional

from . import explanation
from .outcome import Outcome, Reason, Request, Tier, tier_of

# Where Discord's clients stop telling times.
_LAST_SECOND = 8_640_000_000_000


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
            explanation.user_message(outcome),
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
        return explanation.explanation(self._request, self.outcome)

    def discord_message(self) -> str:
        """``user_message`` with the wait as a time that Discord counts down for each reader; empty if it was allowed."""
        if not self.retry_after_ms:
            return self.user_message
        second = -(-(self.outcome.now_ms + self.retry_after_ms) // 1_000)
        return self.user_message if second > _LAST_SECOND else explanation.user_message(self.outcome, f" Try again <t:{second}:R>.")
