"""Policies and score rules as JSON, as they are stored. Errors name the field."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional

from .errors import InvalidRequest
from .policy import TRIAL, DecayClock, Enforcement, Limit, OnOutage, Policy, PolicyBook, ScoreRules, Strategy, one_of


def write_policy(one: Policy) -> str:
    """As it is stored in Redis, JSON."""
    node: dict[str, Any] = {"strategy": one.limit.strategy.value, "limit": one.limit.limit, "windowMs": one.limit.window_ms}
    if one.limit.burst != one.limit.limit:
        node["burst"] = one.limit.burst
    node["points"] = one.points
    node["escalating"] = one.escalating
    if one.cascades_to:
        node["cascadesTo"] = list(one.cascades_to)
    if one.adaptive_floor is not None:
        node["adaptiveFloor"] = float(one.adaptive_floor)
    if one.on_outage is not OnOutage.LOCAL:
        node["onOutage"] = one.on_outage.value
    if one.roles:
        node["roles"] = dict(one.roles)
    return json.dumps(node, separators=(",", ":"))


def read_policy(key: str, text: str) -> Policy:
    """:raises InvalidRequest: naming the key and the field that is wrong"""
    try:
        node = _object(text)
        limit = _whole(node, "limit")
        return Policy(
            key[: -len(TRIAL)] if key.endswith(TRIAL) else key,
            Limit(one_of(Strategy, "strategy", node.get("strategy")), limit, _whole(node, "windowMs"), _whole(node, "burst", limit)),
            _whole(node, "points", 10),
            _flag(node, "escalating"),
            key.endswith(TRIAL),
            tuple(node.get("cascadesTo", ())),
            _decimal(node, "adaptiveFloor") if "adaptiveFloor" in node else None,
            one_of(OnOutage, "onOutage", node.get("onOutage", "LOCAL")),
            dict(node.get("roles", {})),
        )
    except (InvalidRequest, TypeError, ValueError) as wrong:
        raise InvalidRequest(f"policy of {key}: {wrong}") from None


def write_rules(rules: ScoreRules) -> str:
    figures = (("blockAt", rules.block_at), ("unblockBelow", rules.unblock_below), ("decayPerHour", rules.decay_per_hour))
    return json.dumps({name: float(value) for name, value in figures}, separators=(",", ":"))


def read_book(stored: Mapping[str, str]) -> PolicyBook:
    """The book that the policies hash holds. :raises InvalidRequest: naming what cannot be read"""
    policies: dict[str, Policy] = {}
    trials: dict[str, Policy] = {}
    names = {name: None for name in stored.get("#order", "").split(" ") if name in stored}
    names.update(dict.fromkeys(sorted(name for name in stored if not name.startswith("#"))))
    for name in names:
        one = read_policy(name, stored[name])
        (trials if one.trial else policies)[one.action] = one
    rules = ScoreRules()
    if "#rules" in stored:
        node = _object(stored["#rules"])
        rules = ScoreRules(_decimal(node, "blockAt"), _decimal(node, "unblockBelow"), _decimal(node, "decayPerHour"))
    return PolicyBook(
        int(stored.get("#revision", "0")),
        policies,
        trials,
        rules,
        _read_decay(stored.get("#decay", "")),
        one_of(Enforcement, "enforcement", stored.get("#enforcement", "ENFORCE")),
    )


def _read_decay(text: str) -> DecayClock:
    if not text:
        return DecayClock()
    parts = text.split(" ")
    if len(parts) != 4:
        raise InvalidRequest(f'decay clock "{text}": must be base, from, rate and rate before')
    return DecayClock(float(parts[0]), int(parts[1]), float(parts[2]), float(parts[3]))


def _object(text: str) -> dict[str, Any]:
    try:
        node = json.loads(text)
    except ValueError as wrong:
        raise InvalidRequest(f"is no JSON: {wrong}") from None
    if not isinstance(node, dict):
        raise InvalidRequest("must be a JSON object")
    return node


def _whole(node: Mapping[str, Any], name: str, otherwise: Optional[int] = None) -> int:
    value = node.get(name, otherwise)
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidRequest(f"{name} {value}: must be a whole number")
    return value


def _decimal(node: Mapping[str, Any], name: str) -> float:
    value = node.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidRequest(f"{name} {value}: must be a number")
    return float(value)


def _flag(node: Mapping[str, Any], name: str) -> bool:
    value = node.get(name, True)
    if not isinstance(value, bool):
        raise InvalidRequest(f"{name} {value}: must be true or false")
    return value
