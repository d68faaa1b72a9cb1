"""``@rate_limited("action")`` over a bot's command."""

from __future__ import annotations

import asyncio
import functools
import inspect
import math
import sys
import time
from typing import Any, Callable, Optional, TypeVar, Union

from .aio import AsyncRateLimiter
from .client import RateLimiter
from .community import LOG
from .decision import Decision
from .errors import RateLimited, RatewardenError, StoreError
from .guardcheck import check_arguments, check_function, check_hooks

F = TypeVar("F", bound=Callable[..., Any])
Resolver = Callable[..., Any]
_GUILD = object()
_SAY_AGAIN_S = 60.0


def rate_limited(
    action: str,
    *,
    cost: Union[int, Resolver] = 1,
    role: Union[str, Resolver, None] = None,
    where: Any = _GUILD,
    user: Union[str, Resolver, None] = None,
    exempt: Optional[Resolver] = None,
    limiter: Any = None,
    pace: bool = True,
    on_denied: Optional[Callable[..., Any]] = None,
    fail_open: bool = False,
) -> Callable[[F], F]:
    """Runs the function only if its user may do ``action`` now.

    Over a discord.py command, which takes an ``interaction`` or a ``ctx`` (behind ``self`` in a cog)::

        @bot.tree.command()
        @rate_limited("pack_create")
        async def pack(interaction: discord.Interaction): ...

    A denied command does not run. Its user is told once, until the wait is over: only they see it where it was a slash command.
    Over another function name its ``user``; where it is denied, it raises :class:`RateLimited`. Can be put on a function more than
    once: the outermost is asked first, and what it took stays taken if one further in denies.

    Each of the hooks below is called with the function's own arguments (without ``self``) and may be a coroutine function.

    :param cost: how much of the limit a call takes, or a hook that says so
    :param role: the caller's role, or a hook that says so
    :param where: guild or channel, or a hook; the id of the guild by default
    :param user: the name of the parameter that holds the user's id, or a hook
    :param exempt: a hook; nothing is checked of whom it answers true
    :param limiter: an AsyncRateLimiter or RateLimiter, or a function that gives one; by default ``bot.ratewarden``
    :param pace: whether a leaky bucket's delay is waited for before the function runs
    :param on_denied: called with the decision and then the function's arguments instead of replying, as often as a reply would be: once
        until the wait is over; what it gives is returned, and None where it is not called
    :param fail_open: whether the function runs where Redis refuses the check, such as for a wrong password; else :class:`StoreError`
        is raised. Where Redis is away the policies decide
    :raises InvalidRequest: when it is put on a function, for what cannot be
    """
    hooks = {"cost": cost, "role": role, "where": where, "user": user, "limiter": limiter, "exempt": exempt, "on_denied": on_denied}
    check_arguments(action, hooks, _GUILD)

    def decorate(function: F) -> F:
        if not callable(function) or hasattr(function, "callback"):
            raise TypeError(f'@rate_limited("{action}") stands above the decorator that makes a command; put it below that one')
        signature = _resolved(function)
        check_function(action, function, signature, user)
        guard = _Guard(function, action, cost, role, where, user, exempt, limiter, pace, on_denied, fail_open)
        asynchronous = inspect.iscoroutinefunction(function)
        check_hooks(action, function, hooks, asynchronous)

        if asynchronous:

            @functools.wraps(function)
            async def guarded(*args: Any, **kwargs: Any) -> Any:
                call = _Call(function, args, kwargs)
                passed, instead = await guard.ask(call)
                return await function(*args, **kwargs) if passed else instead

        else:

            @functools.wraps(function)
            def guarded(*args: Any, **kwargs: Any) -> Any:
                call = _Call(function, args, kwargs)
                passed, instead = guard.ask_blocking(call)
                return function(*args, **kwargs) if passed else instead

        guarded.__signature__ = signature  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def _resolved(function: Callable[..., Any]) -> inspect.Signature:
    """The signature with annotations that are text looked up in the function's own module: discord.py would look here.

    discord.ext.commands takes it as it stands, and expects parameters of its own kind in it.
    """
    names = getattr(inspect.unwrap(function), "__globals__", {})

    def resolved(annotation: Any) -> Any:
        if not isinstance(annotation, str):
            return annotation
        try:
            return eval(annotation, names)
        except Exception:  # Such as a name that is imported for type checkers alone.
            return annotation

    signature = inspect.signature(function)
    whole, part = _kinds_of_signature()
    parameters = [
        part(one.name, one.kind, default=one.default, annotation=resolved(one.annotation)) for one in signature.parameters.values()
    ]
    return whole(parameters, return_annotation=resolved(signature.return_annotation))


@functools.lru_cache(maxsize=None)
def _kinds_of_signature() -> tuple[Any, Any]:
    try:
        from discord.ext.commands.parameters import Parameter, Signature
    except ImportError:
        return inspect.Signature, inspect.Parameter
    return Signature, Parameter


class _Call:
    """One call of a guarded function."""

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self._function = function
        self.args = args
        self.kwargs = kwargs
        self.owner: Any = None
        self.context: Any = None
        for place, value in enumerate([*args[:2], *kwargs.values()]):
            if _is_interaction(value) or _is_context(value):
                self.context = value
                if place == 1 and args:
                    self.owner, self.args = args[0], args[1:]
                break
        else:
            if args and _takes_self(function):
                self.owner, self.args = args[0], args[1:]

    def named(self, parameter: str) -> Any:
        bound = inspect.signature(self._function).bind(*((self.owner,) if self.owner is not None else ()), *self.args, **self.kwargs)
        bound.apply_defaults()
        if parameter not in bound.arguments:
            raise RatewardenError(f'@rate_limited: {self._function.__name__} has no parameter "{parameter}"')
        return bound.arguments[parameter]

    @property
    def author(self) -> Any:
        return self.context.user if _is_interaction(self.context) else self.context.author

    @property
    def bot(self) -> Any:
        found = getattr(self.context, "client", None) or getattr(self.context, "bot", None)
        return found or getattr(self.owner, "bot", None)


def _is_interaction(value: Any) -> bool:
    return hasattr(value, "response") and hasattr(value, "user")


def _is_context(value: Any) -> bool:
    return hasattr(value, "author") and (hasattr(value, "send") or hasattr(value, "reply"))


def _takes_self(function: Callable[..., Any]) -> bool:
    first = next(iter(inspect.signature(function).parameters), "")
    return first == "self"


class _Guard:
    """What stands before one function."""

    def __init__(
        self,
        function: Callable[..., Any],
        action: str,
        cost: Any,
        role: Any,
        where: Any,
        user: Any,
        exempt: Optional[Resolver],
        limiter: Any,
        pace: bool,
        on_denied: Optional[Callable[..., Any]],
        fail_open: bool,
    ) -> None:
        self._name = getattr(function, "__qualname__", repr(function))
        self._action = action
        self._cost = cost
        self._role = role
        self._where = where
        self._user = user
        self._exempt = exempt
        self._limiter = limiter
        self._pace = pace
        self._on_denied = on_denied
        self._fail_open = fail_open
        self._failure_said = -math.inf

    async def ask(self, call: _Call) -> tuple[bool, Any]:
        """Whether it may run; else what to return instead."""
        if self._exempt and await _awaited(self._exempt(*call.args, **call.kwargs)):
            return True, None
        limiter = self._found(call)
        user = self._user_of(call)
        asked = [await _awaited(value) for value in (user, *self._figures(call))]
        try:
            if isinstance(limiter, RateLimiter):
                # It would hold up everybody else in the event loop.
                decision = await asyncio.to_thread(limiter.check, asked[0], self._action, *asked[1:])
            else:
                decision = await limiter.check(asked[0], self._action, *asked[1:])
        except StoreError as refused:
            self._pass_or_raise(refused)
            return True, None
        self._describe(limiter, call, asked[0])
        if not decision.allowed:
            return False, await self._deny(call, decision)
        if self._pace and decision.delay_ms:
            await asyncio.sleep(decision.delay_ms / 1_000)
        return True, None

    def ask_blocking(self, call: _Call) -> tuple[bool, Any]:
        if self._exempt and self._exempt(*call.args, **call.kwargs):
            return True, None
        limiter = self._found(call)
        if isinstance(limiter, AsyncRateLimiter):
            raise RatewardenError(f"@rate_limited: {self._name} is no async function; give it a RateLimiter as limiter=")
        user, *figures = self._user_of(call), *self._figures(call)
        try:
            decision = limiter.check(user, self._action, *figures)
        except StoreError as refused:
            self._pass_or_raise(refused)
            return True, None
        if not decision.allowed:
            if self._on_denied:
                return False, self._on_denied(decision, *call.args, **call.kwargs) if decision.notify_user else None
            raise RateLimited(decision)
        if self._pace and decision.delay_ms:
            time.sleep(decision.delay_ms / 1_000)
        return True, None

    def _pass_or_raise(self, refused: StoreError) -> None:
        if not self._fail_open:
            raise refused
        now = time.monotonic()
        if now - self._failure_said >= _SAY_AGAIN_S:
            self._failure_said = now
            LOG.warning('@rate_limited("%s") on %s runs unchecked: %s', self._action, self._name, refused)

    def _found(self, call: _Call) -> Any:
        limiter = self._limiter
        if limiter is None:
            limiter = getattr(call.bot, "ratewarden", None)
        elif not hasattr(limiter, "check") and callable(limiter):
            limiter = limiter()
        if limiter is None:
            raise RatewardenError(
                f'@rate_limited("{self._action}") on {self._name}: no limiter; '
                "set bot.ratewarden = AsyncRateLimiter(...), or pass limiter="
            )
        return limiter

    def _user_of(self, call: _Call) -> Any:
        if isinstance(self._user, str):
            return call.named(self._user)
        if self._user is not None:
            return self._user(*call.args, **call.kwargs)
        if call.context is None:
            raise RatewardenError(
                f'@rate_limited("{self._action}") on {self._name}: whose call is it? '
                'It takes neither an interaction nor a ctx; pass user="…"'
            )
        return call.author.id

    def _figures(self, call: _Call) -> list[Any]:
        """Cost, role and place."""
        where = self._where
        if where is _GUILD:
            guild = getattr(call.context, "guild", None)
            where = guild.id if guild is not None else getattr(call.context, "guild_id", None)
        return [value(*call.args, **call.kwargs) if callable(value) else value for value in (self._cost, self._role, where)]

    def _describe(self, limiter: Any, call: _Call, user: Any) -> None:
        author = call.author if call.context is not None else None
        name = getattr(author, "display_name", None)
        if isinstance(name, str) and str(getattr(author, "id", "")) == str(user):
            limiter.describe(user, name)

    async def _deny(self, call: _Call, decision: Decision) -> Any:
        if call.context is None and not self._on_denied:
            raise RateLimited(decision)
        if not decision.notify_user:
            return None
        if self._on_denied:
            return await _awaited(self._on_denied(decision, *call.args, **call.kwargs))
        try:
            await reply_privately(call.context, decision.discord_message())
        except Exception as failed:  # Whatever Discord's client raises: the denial stands.
            LOG.warning('@rate_limited("%s") on %s: a user was not told of a denial: %s', self._action, self._name, str(failed) or repr(failed))
        return None


async def reply_privately(context: Any, message: str) -> None:
    """Answers so that nobody is pinged, and, where Discord can, so that only the user sees it."""
    options: dict[str, Any] = {}
    discord = sys.modules.get("discord")
    if discord is not None and hasattr(discord, "AllowedMentions"):
        options["allowed_mentions"] = discord.AllowedMentions.none()
    interaction = context if _is_interaction(context) else getattr(context, "interaction", None)
    if interaction is None:
        await (context.reply if hasattr(context, "reply") else context.send)(message, **options)
    elif interaction.response.is_done():
        await interaction.followup.send(message, ephemeral=True, **options)
    else:
        await interaction.response.send_message(message, ephemeral=True, **options)


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value
