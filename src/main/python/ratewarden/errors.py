"""What can go wrong. The messages can be logged and shown as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .decision import Decision


class RatewardenError(Exception):
    """The parent of everything that this package raises."""


class InvalidRequest(RatewardenError, ValueError):
    """An id, action, cost or figure that cannot be. Nothing was written; fix the call."""


class StoreUnavailable(RatewardenError):
    """Redis does not answer. A check never raises it; moderators' actions do. Try again when Redis is back."""

    answered = False
    """Whether Redis said so itself, such as that it is full: then the call did nothing."""


class NotHeard(StoreUnavailable):
    """Whoever waited for the answer stopped waiting; Redis may be well."""


class StoreError(RatewardenError):
    """Redis refuses: wrong password, missing right, newer keyspace. Waiting does not help."""


class LimiterClosed(RatewardenError):
    """It was closed, and decides nothing any more. Make another one."""


class MissingRight(StoreError):
    """The login may not do that."""


class ActionRefused(RatewardenError):
    """A moderator's action had nothing to act on; nothing was changed.

    ``code`` is the word of ``act.lua``, such as NOT_BANNED.
    """

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class ActionConflict(RatewardenError):
    """Another moderator acted on the same user since it was looked at; nothing was changed."""


class RateLimited(RatewardenError):
    """Raised by ``@rate_limited`` where there is nobody to reply to. ``decision`` says why."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.user_message)
        self.decision = decision
