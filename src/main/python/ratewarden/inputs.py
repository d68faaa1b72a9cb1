"""The one place that says which ids, actions, costs and places are acceptable."""

from __future__ import annotations

import re
from typing import Optional, Union

from .errors import InvalidRequest
from .text import quote

_ACTION = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
_ROLE = re.compile(r"[A-Za-z0-9_.-]{1,32}")
_MAX_REASON = 500
_MAX_COST = 2**63 - 1


def user_id(value: Union[str, int]) -> str:
    """1 to 128 bytes of UTF-8 without control characters; a whole number, such as a Discord id, is taken as its digits."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text("user id", value, 1, 128)


def action(value: str) -> str:
    if not isinstance(value, str):
        raise InvalidRequest(f"action {quote(value)}: must be text")
    if not _ACTION.fullmatch(value):
        raise InvalidRequest(f"action {quote(value)}: must match [a-z][a-z0-9_.-]{{0,63}}, such as pack_create")
    return value


def cost(value: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MAX_COST:
        raise InvalidRequest(f"cost {value}: must be a whole number from 1 to {_MAX_COST}")
    return value


def role(value: Optional[str]) -> Optional[str]:
    if value is None:
        return None
    if not isinstance(value, str) or not _ROLE.fullmatch(value):
        raise InvalidRequest(f"role {quote(value)}: must be 1 to 32 letters, digits, _ . or -, such as vip")
    return value


def where(value: Union[str, int, None]) -> Optional[str]:
    """A guild or channel: at most 64 bytes. A whole number is taken as its digits."""
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return _text("where", value, 0, 64)


def text_of(what: str, value: object) -> str:
    """Text that can be written, of any length. :raises InvalidRequest: for anything else"""
    if not isinstance(value, str):
        raise InvalidRequest(f"{what} {quote(value)}: must be text")
    _size(what, value)
    return value


def reason(value: str) -> str:
    text_of("reason", value)
    if len(value) > _MAX_REASON or _has_control(value):
        raise InvalidRequest(f"reason {quote(value)}: must be one line of at most {_MAX_REASON} characters")
    return value.strip()


def _text(what: str, value: object, least: int, most: int) -> str:
    if value is None:
        raise InvalidRequest(f"{what}: must not be None")
    if not isinstance(value, str):
        raise InvalidRequest(f"{what} {quote(value)}: must be text or a whole number")
    size = _size(what, value)
    if not least <= size <= most:
        raise InvalidRequest(f"{what} {quote(value)}: is {size} bytes of UTF-8, must be {least} to {most}")
    if _has_control(value):
        raise InvalidRequest(f"{what} {quote(value)}: must not contain control characters")
    return value


def _size(what: str, value: str) -> int:
    """In bytes of UTF-8."""
    try:
        return len(value.encode())
    except UnicodeEncodeError:
        raise InvalidRequest(f"{what} {quote(value)}: not valid Unicode text") from None


def _has_control(text: str) -> bool:
    return any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F for c in text)
