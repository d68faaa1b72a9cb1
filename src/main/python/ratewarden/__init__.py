"""Ratewarden for Python: rate limits, abuse scores and bans for community bots, shared with every other bot by Redis.

>>> from ratewarden import AsyncRateLimiter, policy, rate_limited, sliding_window
>>> bot.ratewarden = AsyncRateLimiter("redis://localhost:6379", policy("play_song", sliding_window(5, minutes=1)))
"""

from .aio import AsyncRateLimiter
from .client import RateLimiter
from .decision import Decision
from .errors import (
    ActionConflict,
    ActionRefused,
    InvalidRequest,
    LimiterClosed,
    RatewardenError,
    RateLimited,
    StoreError,
    StoreUnavailable,
)
from .guard import rate_limited
from .moderation import AsyncModeration, Moderation
from .moderator import Receipt
from .outcome import Ban, Block, Reason, Tier
from .overview import Overview, UserRow
from .policy import (
    STANDARD_POLICIES,
    Enforcement,
    Limit,
    OnOutage,
    Policy,
    PolicyBook,
    ScoreRules,
    Strategy,
    fixed_window,
    leaky_bucket,
    policy,
    sliding_window,
    token_bucket,
)
from .status import UserStatus, Violation

__version__ = "0.1.0"

__all__ = [
    "STANDARD_POLICIES",
    "ActionConflict",
    "ActionRefused",
    "AsyncModeration",
    "AsyncRateLimiter",
    "Ban",
    "Block",
    "Decision",
    "Enforcement",
    "InvalidRequest",
    "Limit",
    "LimiterClosed",
    "Moderation",
    "OnOutage",
    "Overview",
    "Policy",
    "PolicyBook",
    "RateLimited",
    "RateLimiter",
    "RatewardenError",
    "Reason",
    "Receipt",
    "ScoreRules",
    "StoreError",
    "StoreUnavailable",
    "Strategy",
    "Tier",
    "UserRow",
    "UserStatus",
    "Violation",
    "fixed_window",
    "leaky_bucket",
    "policy",
    "rate_limited",
    "sliding_window",
    "token_bucket",
]
