"""What the commands of the cog say. Needs no discord.py."""

from __future__ import annotations

from typing import Optional, Union

from .durations import words
from .moderator import Receipt
from .overview import Overview, UserRow
from .status import UserStatus, Violation
from .text import visible

NOT_KNOWN = "That user is not known here: no command of theirs was ever checked."
_MOST = 10
# Discord's limit of a message is 2,000 characters.
_ROOM = 1_900


def when(ms: Optional[int], style: str = "f") -> str:
    """A time that Discord shows to each reader in their own zone."""
    return f"<t:{ms // 1_000}:{style}>" if ms is not None else "for good"


def mention(user: Union[str, int]) -> str:
    return f"<@{user}>" if str(user).isdecimal() else _plain(str(user))


def community(figures: Overview) -> str:
    lines = [
        f"{_count(figures.users_tracked, 'user')} tracked, {figures.high_abuse} with high abuse (50+), {figures.blocked} blocked, "
        f"{figures.banned} banned, {_count(figures.violations, 'violation')}"
    ]
    return _fitting(lines + [_row(row) for row in figures.worst])


def _row(user: UserRow) -> str:
    name = f"**{_plain(user.name)}** " if user.name else ""
    banned = " · banned" if user.ban else ""
    return f"{name}{mention(user.user)}: score {_standing(user)}{banned}"


def _standing(user: Union[UserStatus, UserRow]) -> str:
    return f"{_number(user.score)} · {user.tier.value} · {_count(user.violations, 'violation')}"


def status(user: UserStatus) -> str:
    lines = [
        f"**{_plain(user.name) if user.name else 'User'}** ({mention(user.user)}, {_plain(user.user)})",
        f"Score {_standing(user)}",
    ]
    if user.last_violation_ms is not None:
        lines.append(f"Latest violation: {user.last_action or 'unknown'}, {when(user.last_violation_ms, 'R')}")
    if user.ban:
        why = f": {_plain(user.ban.reason)}" if user.ban.reason else ""
        lines.append(f"Banned by {_plain(user.ban.operator)} {_until(user.ban.until_ms)}{why}")
    if user.block:
        end = "until a moderator resets the score" if user.block.until_ms is None else f"until {when(user.block.until_ms)}"
        lines.append(f"Blocked by the abuse score since {when(user.block.since_ms)}, {end}")
    if user.exemption:
        lines.append(f"Exempt {_until(user.exemption.until_ms)}")
    if user.grace_until_ms is not None:
        lines.append(f"In a grace period until {when(user.grace_until_ms)}")
    if user.note:
        lines.append(f"Note: {_plain(user.note)}")
    return _fitting(lines)


def history(user: UserStatus) -> str:
    if not user.history:
        return f"{mention(user.user)} has no violations in the history."
    shown = user.history[:_MOST]
    lines = [f"The latest {len(shown)} of {_count(user.violations, 'violation')} of {mention(user.user)}, newest first:"]
    figures = [figure for one in shown for figure in (one.added, one.score_before + one.added)]
    digits = 0 if all(figure == int(figure) for figure in figures) else 1
    return _fitting(lines + [_violation(one, digits) for one in shown])


def _violation(one: Violation, digits: int) -> str:
    """:param digits: behind the point, the same in the whole list"""
    level = f" (limit of {one.level})" if one.level else ""
    blocked = ", blocked" if one.blocked else ""
    return (
        f"{when(one.at_ms, 'R')} {one.action}{level}: {one.limit} in {words(one.window_ms)}, "
        f"+{one.added:.{digits}f} = {one.score_before + one.added:.{digits}f}{blocked}"
    )


def reset(done: Receipt) -> str:
    return f"Reset {mention(done.user)}: score {_number(done.score_before)} → 0, limits refilled. A ban stays. {_entry(done)}"


def ban(done: Receipt) -> str:
    until = "a moderator unbans them" if done.until_ms is None else when(done.until_ms)
    return (
        f"{mention(done.user)} will be refused every protected command until {until}. "
        f"This does not remove them from the Discord server. {_entry(done)}"
    )


def unban(done: Receipt) -> str:
    score = " and reset the score" if done.score_after < done.score_before else ""
    return f"Unbanned {mention(done.user)}{score}. {_entry(done)}"


def exempt(user: UserStatus) -> str:
    by = _plain(user.exemption.operator) if user.exemption else ""
    return f"{mention(user.user)} is exempt, by {by}; nothing was changed. A ban ends that: repeat it with end_exemption."


def refused(role: int) -> str:
    return f"You need the role <@&{role}> for this."


def error(failed: Exception) -> str:
    """In it may stand what strangers wrote."""
    return _fitting([_plain(str(failed))])


def _entry(done: Receipt) -> str:
    return f"Audit entry {done.audit_id}."


def _until(ms: Optional[int]) -> str:
    return "for good" if ms is None else f"until {when(ms)}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def _count(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")


def _plain(text: str) -> str:
    """Words of strangers, so that they neither format nor mention."""
    shown = visible(text.replace("\n", " "))
    return "".join("\\" + c if c in "\\*_~`|>[]()#<@:" else c for c in shown)


def _fitting(lines: list[str]) -> str:
    text = "\n".join(lines)
    return text if len(text) <= _ROOM else text[:_ROOM] + "…"
