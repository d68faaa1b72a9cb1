"""What moderators see of a user and do to it, each action with its entry in the audit trail."""

from __future__ import annotations

import hashlib
import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, Mapping, Optional, TypeVar, Union

from . import codec, inputs, link
from .aio import AsyncLink, AsyncRateLimiter
from .client import RateLimiter, SyncLink
from .codec import compact, mapping, text
from .community import Community, Steps
from .decision import rounded
from .durations import to_ms
from .errors import ActionConflict, ActionRefused, InvalidRequest, MissingRight, StoreUnavailable
from .link import store_error
from .local import LocalDecider
from .status import UserStatus, Violation, read_audit, read_status
from .text import display_name, quote, visible

_ATTEMPTS = 50
_LONGEST_MS = 3_660 * 86_400_000

Duration = Union[timedelta, str, None]
L = TypeVar("L")


@dataclass(frozen=True)
class Receipt:
    """What was done."""

    audit_id: str
    user: str
    type: str
    at_ms: int
    until_ms: Optional[int]
    """The end of a ban, an exemption or a grace period; None for good, and for other actions."""
    score_before: float
    score_after: float


@dataclass(frozen=True)
class _Act:
    """An action in the words of ``act.lua``."""

    type: str
    user: str
    reason: str
    option: str = ""
    amount: str = ""
    detail: Optional[str] = None
    seen: Optional[int] = None


@dataclass(frozen=True)
class _Attempt:
    """An audit entry that was tried, and at which place of the trail."""

    sequence: int
    entry: Mapping[str, Any]


class Moderator:
    """One operator's view and actions, apart from I/O."""

    def __init__(self, community: Community, operator: str, local: Optional[LocalDecider] = None) -> None:
        self.operator = display_name(operator)
        if not self.operator:
            raise InvalidRequest(f"operator {quote(operator)}: must be a name")
        self._community = community
        self._local = local

    def status(self, user: Union[str, int]) -> Steps[Optional[UserStatus]]:
        """None if the user is not known here."""
        user = inputs.user_id(user)
        community = self._community
        yield from community.ready()
        names = community.keys.of(user, f"user:{user}", f"history:{user}", "seen", "audit", "totals")
        reply = yield from community.script("user", names, [user, community.now])
        if text(reply[0]) == "CLOCK":
            raise codec.clock_refused()
        return read_status(user, reply, community.book.decay) if text(reply[1]) else None

    def act(self, action: _Act) -> Steps[Receipt]:
        """Asks what it would do, writes the audit entry with those figures, then does it if nothing moved meanwhile."""
        action_id = str(uuid.uuid4())
        lost: list[_Attempt] = []
        for _ in range(_ATTEMPTS):
            try:
                done = yield from self._done_before(action, lost, action_id)
                receipt = done or (yield from self._attempt(action, action_id, lost))
            except StoreUnavailable as away:
                if not lost:
                    raise
                raise StoreUnavailable(
                    f"{away}; the action may have been done all the same: look at the user before repeating it"
                ) from away
            if receipt:
                return receipt
        raise StoreUnavailable(
            f"the shard of user {quote(action.user)} is changing too fast in {self._community.address}; nothing was changed, try again"
        )

    def _attempt(self, action: _Act, action_id: str, lost: list[_Attempt]) -> Steps[Optional[Receipt]]:
        """None if something moved between the two steps, or the reply was lost."""
        community = self._community
        yield from community.ready()
        login = (yield [("ACL WHOAMI",)])[0]
        reply = yield from community.script("act", self._keys(action, 0), self._args("prepare", action))
        if text(reply[0]) != "READY":
            raise self._refused(action, reply)
        now, sequence, head, before, after, ends = int(reply[1]), int(reply[2]), *(text(value) for value in reply[3:7])
        until = None if ends in ("", "inf") else int(ends)
        entry = self._entry(action, action_id, "" if isinstance(login, Exception) else text(login), now, sequence + 1)
        if until is not None or action.type in ("BAN", "EXEMPT"):
            entry["until"] = until
        entry.update(scoreBefore=rounded(float(before)), scoreAfter=rounded(float(after)))
        written = compact(entry)
        chained = hashlib.sha256(f"{head}\n{written}".encode()).hexdigest()
        kept = self._kept(action, now, until)
        attempt = _Attempt(sequence + 1, entry)
        args = self._args("commit", action) + [now, sequence, head, before, after, written, chained, kept]
        try:
            reply = yield from community.script("act", self._keys(action, sequence + 1), args)
        except StoreUnavailable:
            lost.append(attempt)
            return None
        word = text(reply[0])
        if word in ("MOVED", "LATE"):
            return None
        if word != "DONE":
            raise self._refused(action, reply)
        if self._local:
            self._local.learn(action.user, codec.ban(text(reply[4])), bool(text(reply[5])))
        return _receipt(entry)

    def _done_before(self, action: _Act, lost: list[_Attempt], action_id: str) -> Steps[Optional[Receipt]]:
        """Whether an attempt whose reply was lost was done, which its place in the trail tells."""
        for attempt in lost:
            place = f"{attempt.sequence}-0"
            found = (yield [("XRANGE", *self._community.keys.of(action.user, "audit"), place, place)])[0]
            if isinstance(found, Exception):
                raise store_error(found, self._community.address)
            for _, fields in found or ():
                if action_id in mapping(fields).get("entry", ""):
                    return _receipt(attempt.entry)
        return None

    def _keys(self, action: _Act, sequence: int) -> list[str]:
        user = action.user
        return self._community.keys.of(
            user, f"user:{user}", f"history:{user}", "scores", "seen", "bans", "exempt", "blocked", "marked", "audit", "audit-head",
            "totals", f"undo:{sequence}", f"undo:{action.option if action.type == 'UNDO' else 0}",
        )  # fmt: skip

    def _args(self, step: str, action: _Act) -> list[Any]:
        book = self._community.book
        seen = "" if action.seen is None else action.seen
        rules = (repr(float(book.rules.block_at)), repr(float(book.rules.unblock_below)))
        return [step, action.type, action.user, seen, action.option, action.amount, *rules, book.decay.text, self._community.now]

    def _entry(self, action: _Act, action_id: str, login: str, now: int, sequence: int) -> dict[str, Any]:
        shard = self._community.keys.shard_of(action.user)
        entry: dict[str, Any] = {"id": f"{shard}-{sequence}", "at": now, "type": action.type, "user": action.user}
        entry.update(operator=self.operator, login=login, reason=action.reason)
        if action.detail is not None:
            entry["detail"] = action.detail
        if action.type == "UNDO":
            entry["undoes"] = f"{shard}-{action.option}"
        entry["actionId"] = action_id
        return entry

    def _kept(self, action: _Act, now: int, until: Optional[int]) -> str:
        """What is kept of a ban, an exemption or a note."""
        if action.type in ("BAN", "EXEMPT"):
            return codec.period(now, until, self.operator, action.reason)
        return compact([action.detail, self.operator, now]) if action.type == "NOTE" else ""

    def _refused(self, action: _Act, reply: Any) -> Exception:
        word = text(reply[0])
        user = f"user {quote(action.user)}"
        if word == "CONFLICT":
            return ActionConflict(_conflict(user, text(reply[2])))
        undone = f"the latest action on {user} cannot be undone"
        said = {
            "UNKNOWN": f"{user} is not known here; nothing was changed",
            "NOT_BANNED": f"{user} is not banned; nothing was changed. To lift a block use reset.",
            "NOT_EXEMPT": f"{user} is not exempt; nothing was changed",
            "NO_NOTE": f"there is no note on {user}; nothing was changed",
            "NO_OVERRIDE": f"{user} has no limit of its own for {action.option}; nothing was changed",
            "TOO_MANY": f"{user} has 64 limits of its own already; nothing was changed. Take one away first.",
            "NOT_LATEST": f"{undone}: it is not the latest action on this user; nothing was changed",
            "IS_UNDO": f"{undone}: it is itself an undo; nothing was changed",
            "TOO_OLD": f"{undone}: it is older than 7 days; nothing was changed",
        }
        if word == "CLOCK":
            return codec.clock_refused()
        return ActionRefused(said.get(word, f"a moderator's action was answered with {visible(word)}"), word)


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
        return self._run(self._moderator.act(_Act(kind, inputs.user_id(user), inputs.reason(reason), seen=seen, **more)))


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
    if len(note) > 500 or any(c != "\n" and (ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F) for c in note):
        raise InvalidRequest(f"note {quote(note)}: must be at most 500 characters without control characters")
    return {"option": "1" if note else "", "detail": note}


def _own_limit(action: str, limit: Optional[int]) -> dict[str, str]:
    inputs.action(action)
    if limit is not None and not 1 <= limit <= 1_000_000_000:
        raise InvalidRequest(f"override {limit} of {action}: must be 1 to 1000000000; leave it out to remove it")
    return {"option": action, "amount": "" if limit is None else str(limit), "detail": f"{action} {'-' if limit is None else limit}"}


def _undone(audit_id: str) -> dict[str, str]:
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


def _receipt(entry: Mapping[str, Any]) -> Receipt:
    return Receipt(
        entry["id"], entry["user"], entry["type"], entry["at"], entry.get("until"), entry["scoreBefore"], entry["scoreAfter"]
    )


def _conflict(user: str, stored: str) -> str:
    entry = read_audit(stored) if stored else None
    if not entry:
        return f"another moderator acted on {user} since you looked; nothing was changed. Look again."
    why = f": {visible(entry.reason)}" if entry.reason else ""
    return (
        f"{visible(entry.operator)} acted on {user} since you looked ({entry.type}, entry {visible(entry.id)}{why}); "
        "nothing was changed. Look again."
    )
