"""Mistakes that ``@rate_limited`` can see are said when it is put on a function, not to the first user of the command."""

from __future__ import annotations

import inspect
from typing import Any, Callable, Mapping

from . import inputs
from .errors import InvalidRequest
from .text import quote

# No interaction and no ctx is one of these.
_PLAIN = (str, int, float, bool, bytes, list, tuple, dict, set)
_OF_THE_CLASS = ("self", "cls")


def check_arguments(action: Any, hooks: Mapping[str, Any], default_where: Any) -> None:
    """:raises InvalidRequest: naming the argument that cannot be"""
    if callable(action) or hasattr(action, "callback"):
        raise InvalidRequest('@rate_limited needs the action: @rate_limited("pack_create")')
    inputs.action(action)
    for name, check in (("cost", inputs.cost), ("role", inputs.role), ("where", inputs.where)):
        value = hooks[name]
        if not callable(value) and value is not default_where:
            check(value)
    user, limiter = hooks["user"], hooks["limiter"]
    if not (user is None or isinstance(user, str) or callable(user)):
        raise InvalidRequest(f'@rate_limited("{action}"): user {quote(user)}: must be the name of a parameter, or a function')
    for name in ("exempt", "on_denied"):
        if hooks[name] is not None and not callable(hooks[name]):
            raise InvalidRequest(f'@rate_limited("{action}"): {name} {quote(hooks[name])}: must be a function')
    if limiter is not None and not hasattr(limiter, "check") and not callable(limiter):
        raise InvalidRequest(f'@rate_limited("{action}"): limiter {quote(limiter)}: must be a limiter, or a function that gives one')


def check_function(action: str, function: Callable[..., Any], signature: inspect.Signature, user: Any) -> None:
    """:param signature: with annotations that are no text, as far as they can be looked up"""
    name = getattr(function, "__qualname__", repr(function))
    parameters = [one for one in signature.parameters.values() if one.name not in _OF_THE_CLASS]
    if isinstance(user, str):
        if not any(one.name == user and one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD) for one in parameters):
            raise InvalidRequest(f'@rate_limited("{action}") on {name}: it has no parameter {quote(user)}, of which user= speaks')
    elif user is None and not any(_may_be_a_context(one) for one in parameters):
        raise InvalidRequest(
            f'@rate_limited("{action}") on {name}: whose call is it? It takes neither an interaction nor a ctx; pass user="…"'
        )


def _may_be_a_context(parameter: inspect.Parameter) -> bool:
    """Discord gives it by position, so that it may have any name; only a type can say that it is none."""
    return parameter.annotation not in _PLAIN


def check_hooks(action: str, function: Callable[..., Any], hooks: Mapping[str, Any], asynchronous: bool) -> None:
    """A function that blocks cannot wait for a coroutine function."""
    name = getattr(function, "__qualname__", repr(function))
    if inspect.isasyncgenfunction(function):
        raise InvalidRequest(f'@rate_limited("{action}") on {name}: it yields; guard the function that calls it')
    for hook, value in hooks.items():
        if not asynchronous and inspect.iscoroutinefunction(value):
            raise InvalidRequest(f'@rate_limited("{action}") on {name}: {hook} is a coroutine function, and {name} is none')
