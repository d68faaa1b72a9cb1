"""What moderators see of a community and do to its users, each action with its entry in the audit trail."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Generic, Optional, TypeVar, Union

from . import inputs, link
from .aio import AsyncLink, AsyncRateLimiter
from .client import RateLimiter, SyncLink
from .community import Community, Steps
from .durations import to_ms
from .errors import InvalidRequest, MissingRight
from .moderator import Act, Moderator, Receipt
from .overview import Overview
from .status import UserStatus, Violation
from .text import quote

_LONGEST_MS = 3_660 * 86_400_000

Duration = Union[timedelta, str, None]
L = TypeVar("L")


class _Face(Generic[L]):
    """The words for what a moderator may ask for, the same for both clients."""

    def __init__(self, source: Any, operator: str, prefix: str, timeout: Optional[float], kinds: tuple[type, type]) -> None:
        limiter_kind, link_kind = kinds
        local = None
        self._owned: Any = None
        if isinstance(source, limiter_kind):
            self._link: Any = source._link_for_people()
            community, local = source._limiter.community, source._limiter.local
        else:
            self._link = self._owned = link_kind(source, timeout, link.PEOPLE_TIMEOUT_S)
            community = Community(prefix, address=self._link.address, creates=False)
        self._moderator = Moderator(community, operator, local)

    @property
    def operator(self) -> str:
        return self._moderator.operator

    def _run(self, steps: Steps[Any]) -> Any:
        return self._link.run(_for_moderators(steps))

    def _act(self, kind: str, user: Union[str, int], reason: str, seen: Optional[int], **more: Any) -> Any:
        return self._run(self._moderator.act(Act(kind, inputs.user_id(user), inputs.reason(reason), seen=seen, **more)))


def _for_moderators(steps: Steps[Any]) -> Steps[Any]:
    """A bot's own login may check, and not look at users or act on them."""
    try:
        return (yield from steps)
    except MissingRight as missing:
        raise MissingRight(
            f"{missing}; looking at users and acting on them needs a moderator's login: ratewarden acl NAME --role moderator"
        ) from missing


def _amount(what: str, duration: Duration) -> str:
    if duration is None:
        return ""
    ms = to_ms(duration)
    if not 1 <= ms <= _LONGEST_MS:
        hint = "" if what == "grace" else "; leave the duration out for good"
        raise InvalidRequest(f"{what} of {ms} ms: must be 1 ms to 3660 days{hint}")
    return str(ms)


def _unban(reset_score: bool, grace: Duration) -> dict[str, str]:
    if reset_score and grace is not None:
        raise InvalidRequest("unban: choose a score reset or a grace period, not both")
    return {"option": "1" if reset_score else "", "amount": _amount("grace", grace)}


def _noted(note: str) -> dict[str, str]:
    inputs.text_of("note", note)
    if len(note) > 500 or any(c != "\n" and (ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F) for c in note):
        raise InvalidRequest(f"note {quote(note)}: must be at most 500 characters without control characters")
    return {"option": "1" if note else "", "detail": note}


def _own_limit(action: str, limit: Optional[int]) -> dict[str, str]:
    inputs.action(action)
    whole = isinstance(limit, int) and not isinstance(limit, bool)
    if limit is not None and not (whole and 1 <= limit <= 1_000_000_000):
        raise InvalidRequest(f"override {limit} of {action}: must be a whole number from 1 to 1000000000; leave it out to remove it")
    return {"option": action, "amount": "" if limit is None else str(limit), "detail": f"{action} {'-' if limit is None else limit}"}


def _undone(audit_id: str) -> dict[str, str]:
    inputs.text_of("entry", audit_id)
    return {"option": found[1] if (found := re.fullmatch(r"\d+-([1-9]\d{0,14})", audit_id)) else "0"}


class Moderation(_Face[SyncLink]):
    """What ``operator`` may do and see.

    :param source: a :class:`ratewarden.RateLimiter`, or what one takes. The login needs a moderator's rights.
    :param operator: who acts, as claimed; stands in the audit trail
    :param timeout: seconds; 2 by default

    Every method raises :class:`StoreUnavailable` where Redis is away, and every action :class:`ActionRefused` where there is nothing to
    do and :class:`ActionConflict` where ``seen`` is not the user's revision any more.
    """

    def __init__(self, source: Any, operator: str, *, prefix: str = "rw:", timeout: Optional[float] = None) -> None:
        super().__init__(source, operator, prefix, timeout, (RateLimiter, SyncLink))

    def overview(self, most: int = 10) -> Overview:
        """The community in figures, and at most so many of its users with a score of 50 or more, or a block; the worst first."""
        return self._run(self._moderator.overview(most))

    def status(self, user: Union[str, int]) -> Optional[UserStatus]:
        """Everything about the user; None if it is not known here."""
        return self._run(self._moderator.status(user))

    def history(self, user: Union[str, int]) -> tuple[Violation, ...]:
        """The latest 100 violations, newest first."""
        status = self.status(user)
        return status.history if status else ()

    def reset(self, user: Union[str, int], *, reason: str = "", clear_history: bool = False, seen: Optional[int] = None) -> Receipt:
        """Score 0, limits refilled, block lifted. A ban stays."""
        return self._act("RESET", user, reason, seen, option="1" if clear_history else "")

    def ban(self, user: Union[str, int], *, for_: Duration = None, reason: str = "", seen: Optional[int] = None) -> Receipt:
        """Refuses the user everything, for a time (``"7d"`` or a timedelta) or for good."""
        return self._act("BAN", user, reason, seen, amount=_amount("ban", for_))

    def unban(
        self, user: Union[str, int], *, reset_score: bool = False, grace: Duration = None, reason: str = "", seen: Optional[int] = None
    ) -> Receipt:
        """Lifts the ban; with a score reset, or a grace period in which violations add nothing."""
        return self._act("UNBAN", user, reason, seen, **_unban(reset_score, grace))

    def exempt(self, user: Union[str, int], *, for_: Duration = None, reason: str = "", seen: Optional[int] = None) -> Receipt:
        """Puts the user on the allow-list; lifts ban and block and resets the score."""
        return self._act("EXEMPT", user, reason, seen, amount=_amount("exemption", for_))

    def unexempt(self, user: Union[str, int], *, reason: str = "", seen: Optional[int] = None) -> Receipt:
        """Takes the user off the allow-list."""
        return self._act("UNEXEMPT", user, reason, seen)

    def note(self, user: Union[str, int], note: str, *, seen: Optional[int] = None) -> Receipt:
        """Replaces what moderators noted; empty removes it."""
        return self._act("NOTE", user, "", seen, **_noted(note))

    def override(
        self, user: Union[str, int], action: str, limit: Optional[int], *, reason: str = "", seen: Optional[int] = None
    ) -> Receipt:
        """Gives the user a limit of its own for an action; None takes it away."""
        return self._act("OVERRIDE", user, reason, seen, **_own_limit(action, limit))

    def undo(self, user: Union[str, int], audit_id: str, *, reason: str = "", seen: Optional[int] = None) -> Receipt:
        """Takes back the latest action on the user, within 7 days. Consumed limits are not restored."""
        return self._act("UNDO", user, reason, seen, **_undone(audit_id))

    def close(self) -> None:
        """Closes the connections that it opened; those of a limiter stay."""
        if self._owned:
            self._owned.close()


class AsyncModeration(_Face[AsyncLink]):
    """As :class:`ratewarden.Moderation`, for asyncio: the same methods, to be awaited."""

    def __init__(self, source: Any, operator: str, *, prefix: str = "rw:", timeout: Optional[float] = None) -> None:
        super().__init__(source, operator, prefix, timeout, (AsyncRateLimiter, AsyncLink))

    async def overview(self, most: int = 10) -> Overview:
        """The community in figures, and at most so many of its users with a score of 50 or more, or a block; the worst first."""
        return await self._run(self._moderator.overview(most))

    async def status(self, user: Union[str, int]) -> Optional[UserStatus]:
        """Everything about the user; None if it is not known here."""
        return await self._run(self._moderator.status(user))

    async def history(self, user: Union[str, int]) -> tuple[Violation, ...]:
        """The latest 100 violations, newest first."""
        status = await self.status(user)
        return status.history if status else ()

    async def reset(
        self, user: Union[str, int], *, reason: str = "", clear_history: bool = False, seen: Optional[int] = None
    ) -> Receipt:
        """Score 0, limits refilled, block lifted. A ban stays."""
        return await self._act("RESET", user, reason, seen, option="1" if clear_history else "")

    async def ban(self, user: Union[str, int], *, for_: Duration = None, reason: str = "", seen: Optional[int] = None) -> Receipt:
        """Refuses the user everything, for a time (``"7d"`` or a timedelta) or for good."""
        return await self._act("BAN", user, reason, seen, amount=_amount("ban", for_))

    async def unban(
        self, user: Union[str, int], *, reset_score: bool = False, grace: Duration = None, reason: str = "", seen: Optional[int] = None
    ) -> Receipt:
        """Lifts the ban; with a score reset, or a grace period in which violations add nothing."""
        return await self._act("UNBAN", user, reason, seen, **_unban(reset_score, grace))

    async def exempt(self, user: Union[str, int], *, for_: Duration = None, reason: str = "", seen: Optional[int] = None) -> Receipt:
        """Puts the user on the allow-list; lifts ban and block and resets the score."""
        return await self._act("EXEMPT", user, reason, seen, amount=_amount("exemption", for_))

    async def unexempt(self, user: Union[str, int], *, reason: str = "", seen: Optional[int] = None) -> Receipt:
        """Takes the user off the allow-list."""
        return await self._act("UNEXEMPT", user, reason, seen)

    async def note(self, user: Union[str, int], note: str, *, seen: Optional[int] = None) -> Receipt:
        """Replaces what moderators noted; empty removes it."""
        return await self._act("NOTE", user, "", seen, **_noted(note))

    async def override(
        self, user: Union[str, int], action: str, limit: Optional[int], *, reason: str = "", seen: Optional[int] = None
    ) -> Receipt:
        """Gives the user a limit of its own for an action; None takes it away."""
        return await self._act("OVERRIDE", user, reason, seen, **_own_limit(action, limit))

    async def undo(self, user: Union[str, int], audit_id: str, *, reason: str = "", seen: Optional[int] = None) -> Receipt:
        """Takes back the latest action on the user, within 7 days. Consumed limits are not restored."""
        return await self._act("UNDO", user, reason, seen, **_undone(audit_id))

    async def close(self) -> None:
        """Closes the connections that it opened; those of a limiter stay."""
        if self._owned:
            await self._owned.close()
