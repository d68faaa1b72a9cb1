"""Ratewarden's Lua scripts: the contract by which all clients of a community decide alike."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from .errors import RatewardenError

_HERE = Path(__file__).resolve().parent
_PARTS = {"check": ("check", "check-answer", "check-record", "check-retain")}


def _folder() -> Path:
    """Beside this file where the package was built or copied; in a checkout, where the Java sources have them."""
    beside = _HERE / "lua"
    if (beside / "check.lua").is_file():
        return beside
    checkout = _HERE.parents[1] / "resources" / "dev" / "ratewarden" / "store" / "redis"
    if (checkout / "check.lua").is_file():
        return checkout
    raise RatewardenError(f"the Lua scripts are missing in {beside}; install the package anew")


@lru_cache(maxsize=None)
def source(name: str) -> str:
    """A script's text, as SCRIPT LOAD takes it."""
    folder = _folder()
    return "".join((folder / f"{part}.lua").read_bytes().decode() for part in _PARTS.get(name, (name,)))


@lru_cache(maxsize=None)
def sha(name: str) -> str:
    """What EVALSHA calls the script."""
    return hashlib.sha1(source(name).encode()).hexdigest()
