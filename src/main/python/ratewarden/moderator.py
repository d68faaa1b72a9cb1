"""What one moderator sees of a user and does to it, apart from input and output."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any, Mapping, Optional, Union

from . import codec, inputs
from .codec import compact, mapping, text
from .community import Community, Steps
from .errors import ActionConflict, ActionRefused, InvalidRequest, StoreUnavailable
from .link import store_error
from .local import LocalDecider
from .outcome import rounded
from .overview import Overview, read_overview, shard_calls
from .status import UserStatus, read_audit, read_status
from .text import display_name, quote, visible

_ATTEMPTS = 50


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
class Act:
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
    """One operator's view and actions, apart from I/O. Each looks first whether the keyspace is still the one that was met."""

    def __init__(self, community: Community, operator: str, local: Optional[LocalDecider] = None) -> None:
        self.operator = display_name(inputs.text_of("operator", operator))
        if not self.operator:
            raise InvalidRequest(f"operator {quote(operator)}: must be a name")
        self._community = community
        self._local = local

    def status(self, user: Union[str, int]) -> Steps[Optional[UserStatus]]:
        """None if the user is not known here."""
        user = inputs.user_id(user)
        community = self._community
        yield from community.read()
        names = community.keys.of(user, f"user:{user}", f"history:{user}", "seen", "audit", "totals")
        reply = yield from community.script("user", names, [user, community.now])
        if text(reply[0]) == "CLOCK":
            raise codec.clock_refused()
        return read_status(user, reply, community.book.decay) if text(reply[1]) else None

    def overview(self, most: int) -> Steps[Overview]:
        if isinstance(most, bool) or not isinstance(most, int) or not 1 <= most <= 1_000:
            raise InvalidRequest(f"most {most}: must be 1 to 1000 users")
        community = self._community
        yield from community.read()
        calls = shard_calls(community.keys, community.book, most, community.now)
        replies = yield from community.scripts_at_once("shard", calls)
        if any(text(reply[0]) == "CLOCK" for reply in replies):
            raise codec.clock_refused()
        return read_overview(replies, community.book.decay, most)

    def act(self, action: Act) -> Steps[Receipt]:
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

    def _attempt(self, action: Act, action_id: str, lost: list[_Attempt]) -> Steps[Optional[Receipt]]:
        """None if something moved between the two steps, or the reply was lost."""
        community = self._community
        yield from community.read()
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
        except StoreUnavailable as away:
            if away.answered:
                raise
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

    def _done_before(self, action: Act, lost: list[_Attempt], action_id: str) -> Steps[Optional[Receipt]]:
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

    def _keys(self, action: Act, sequence: int) -> list[str]:
        user = action.user
        return self._community.keys.of(
            user, f"user:{user}", f"history:{user}", "scores", "seen", "bans", "exempt", "blocked", "marked", "audit", "audit-head",
            "totals", f"undo:{sequence}", f"undo:{action.option if action.type == 'UNDO' else 0}",
        )  # fmt: skip

    def _args(self, step: str, action: Act) -> list[Any]:
        book = self._community.book
        seen = "" if action.seen is None else action.seen
        rules = (repr(float(book.rules.block_at)), repr(float(book.rules.unblock_below)))
        return [step, action.type, action.user, seen, action.option, action.amount, *rules, book.decay.text, self._community.now]

    def _entry(self, action: Act, action_id: str, login: str, now: int, sequence: int) -> dict[str, Any]:
        shard = self._community.keys.shard_of(action.user)
        entry: dict[str, Any] = {"id": f"{shard}-{sequence}", "at": now, "type": action.type, "user": action.user}
        entry.update(operator=self.operator, login=login, reason=action.reason)
        if action.detail is not None:
            entry["detail"] = action.detail
        if action.type == "UNDO":
            entry["undoes"] = f"{shard}-{action.option}"
        entry["actionId"] = action_id
        return entry

    def _kept(self, action: Act, now: int, until: Optional[int]) -> str:
        """What is kept of a ban, an exemption or a note."""
        if action.type in ("BAN", "EXEMPT"):
            return codec.period(now, until, self.operator, action.reason)
        return compact([action.detail, self.operator, now]) if action.type == "NOTE" else ""

    def _refused(self, action: Act, reply: Any) -> Exception:
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
