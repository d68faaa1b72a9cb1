"""The sentences that explain a decision: one with all figures for moderators, and one for the user."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Optional

from .durations import waiting, words
from .outcome import AppliedLimit, Outcome, Reason, Request, rounded
from .policy import OnOutage
from .text import visible


def user_message(outcome: Outcome, when: Optional[str] = None) -> str:
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


def explanation(request: Request, outcome: Outcome) -> str:
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
