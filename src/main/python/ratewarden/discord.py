"""A cog for discord.py with what moderators need: ``/rw status``, ``history``, ``reset``, ``ban`` and ``unban``.

>>> await bot.add_cog(RatewardenCog(bot, role=123456789012345678))
"""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Optional, Union

import discord
from discord import app_commands
from discord.ext import commands

from . import cogtext
from .aio import AsyncRateLimiter
from .community import LOG
from .errors import InvalidRequest, RatewardenError
from .moderation import AsyncModeration
from .text import quote

_WHOM = "Whom"
_WORST = 5
_WHY = "Why; stands in the audit trail"
_PERIOD = "How long, such as 7d or 2h30m; else for good"


class RatewardenCog(commands.Cog):
    """Commands for members who have a role; only they see the answers. Each action is in the audit trail under their name and id.

    :param role: the id of the role, and no name: a role of any name can be made by others, in another server of the bot by anybody
    :param limiter: by default ``bot.ratewarden``
    :raises InvalidRequest: for anything but an id
    """

    rw = app_commands.Group(
        name="rw",
        description="Rate limits: who abuses what, and what to do",
        guild_only=True,
        # Hides it from most; whether it is obeyed, the role decides.
        default_permissions=discord.Permissions(moderate_members=True),
    )

    def __init__(self, bot: Any, *, role: Union[str, int], limiter: Optional[AsyncRateLimiter] = None) -> None:
        self.bot = bot
        self.role = _role_id(role)
        self._limiter = limiter

    @rw.command(name="status", description="One user, or the whole community")
    @app_commands.describe(user=_WHOM)
    async def status(self, interaction: discord.Interaction, user: Optional[discord.User] = None) -> None:
        async def look(moderation: AsyncModeration) -> str:
            if user is None:
                return cogtext.community(await moderation.overview(_WORST))
            found = await moderation.status(user.id)
            return cogtext.status(found) if found else cogtext.NOT_KNOWN

        await self._answer(interaction, look)

    @rw.command(name="history", description="The latest violations of a user")
    @app_commands.describe(user=_WHOM)
    async def history(self, interaction: discord.Interaction, user: discord.User) -> None:
        async def look(moderation: AsyncModeration) -> str:
            found = await moderation.status(user.id)
            return cogtext.history(found) if found else cogtext.NOT_KNOWN

        await self._answer(interaction, look)

    @rw.command(name="reset", description="Score 0, limits refilled, block lifted; a ban stays")
    @app_commands.describe(user=_WHOM, reason=_WHY)
    async def reset(self, interaction: discord.Interaction, user: discord.User, reason: str) -> None:
        async def act(moderation: AsyncModeration) -> str:
            return cogtext.reset(await moderation.reset(user.id, reason=reason))

        await self._answer(interaction, act)

    @rw.command(name="ban", description="Refuse a user every protected command; does not remove them from the server")
    @app_commands.rename(duration="for")
    @app_commands.describe(user=_WHOM, reason=_WHY, duration=_PERIOD, end_exemption="Also if the user is exempt")
    async def ban(
        self, interaction: discord.Interaction, user: discord.User, reason: str, duration: str = "", end_exemption: bool = False
    ) -> None:
        async def act(moderation: AsyncModeration) -> str:
            known = await moderation.status(user.id)
            if known and known.exemption and not end_exemption:
                return cogtext.exempt(known)
            # Refused if another moderator acts on the user between these two steps.
            seen = known.revision if known else 0
            return cogtext.ban(await moderation.ban(user.id, for_=duration or None, reason=reason, seen=seen))

        await self._answer(interaction, act)

    @rw.command(name="unban", description="Lift a ban")
    @app_commands.describe(user=_WHOM, reason=_WHY, keep_score="Keep the score, else it becomes 0")
    async def unban(
        self, interaction: discord.Interaction, user: discord.User, reason: str, keep_score: bool = False
    ) -> None:
        async def act(moderation: AsyncModeration) -> str:
            return cogtext.unban(await moderation.unban(user.id, reset_score=not keep_score, reason=reason))

        await self._answer(interaction, act)

    async def _answer(self, interaction: discord.Interaction, work: Callable[[AsyncModeration], Awaitable[str]]) -> None:
        """Only to the one who asked, and only with the role."""
        nobody = discord.AllowedMentions.none()
        if not self._may(interaction):
            await interaction.response.send_message(cogtext.refused(self.role), ephemeral=True, allowed_mentions=nobody)
            return
        # Discord waits three seconds for a first answer.
        await interaction.response.defer(ephemeral=True)
        try:
            text = await work(self._moderation(interaction.user))
        except RatewardenError as refused:
            text = cogtext.error(refused)
        except Exception:
            # Without an answer Discord would show for a quarter of an hour that one will come.
            LOG.exception("/rw failed")
            text = "That failed. The bot's log says why."
        await interaction.followup.send(text, ephemeral=True, allowed_mentions=nobody)

    def _may(self, interaction: Any) -> bool:
        # Everybody in a server has the role whose id is the server's.
        return self.role != interaction.guild_id and any(self.role == role.id for role in getattr(interaction.user, "roles", ()))

    def _moderation(self, member: Any) -> AsyncModeration:
        """In the member's name."""
        limiter = self._limiter or getattr(self.bot, "ratewarden", None)
        if not isinstance(limiter, AsyncRateLimiter):
            raise RatewardenError("no limiter: set bot.ratewarden = AsyncRateLimiter(...), or pass one as limiter= to the cog")
        # An operator's name has 32 characters, and the id is what counts.
        return limiter.moderation(f"{member.name[:11]} {member.id}")


def _role_id(role: Union[str, int]) -> int:
    if isinstance(role, bool) or not str(role).isascii() or not str(role).isdigit():
        raise InvalidRequest(f"role {quote(role)}: must be a role's id, a number: right-click the role, Copy Role ID")
    return int(role)
