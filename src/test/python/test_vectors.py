"""The golden vectors, replayed: by both clients over a real Redis, and by what decides while Redis is away."""

from __future__ import annotations

import asyncio
import json
import unittest
from datetime import timedelta
from typing import Any, Callable, Iterator
from unittest import mock

import support

from ratewarden import AsyncRateLimiter, RateLimiter, community
from ratewarden.client import request
from ratewarden.codec import PolicyTexts
from ratewarden.decision import Decision
from ratewarden.errors import ActionRefused, InvalidRequest
from ratewarden.keys import Keys
from ratewarden.local import LocalDecider
from ratewarden.policy import Enforcement, PolicyBook
from ratewarden.policyjson import read_book, read_policy

VECTORS = support.ROOT / "src" / "site" / "resources" / "vectors"
STRATEGIES = ("token-bucket", "sliding-window", "fixed-window", "leaky-bucket", "big-numbers", "cascades")
NAMES = {
    "limit": "limit",
    "remaining": "remaining",
    "retryAfterMs": "retry_after_ms",
    "resetAtMs": "reset_at_ms",
    "delayMs": "delay_ms",
    "allowed": "allowed",
    "violations": "violations",
    "notifyUser": "notify_user",
    "userMessage": "user_message",
}


def files(kind: str) -> Iterator[dict[str, Any]]:
    index = json.loads((VECTORS / "index.json").read_text("utf-8"))
    for name in index["files"]:
        vectors = json.loads((VECTORS / name).read_text("utf-8"))
        if vectors["kind"] == kind:
            yield vectors


def asked(step: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    return next((mode, step[mode]) for mode in ("check", "peek") if mode in step)


def differences(decision: Decision, expected: dict[str, Any], passed_over: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the decision says otherwise."""
    found = {name: getattr(decision, NAMES[name]) for name in expected if name in NAMES}
    found.update(reason=decision.reason.value, tier=decision.tier.value, score=decision.score)
    return {
        name: (found[name], wanted)
        for name, wanted in expected.items()
        if name not in passed_over and not (abs(found[name] - wanted) < 1e-6 if name == "score" else found[name] == wanted)
    }


class Blocking:
    """The client for programs that block."""

    def __init__(self, prefix: str, now: Callable[[], int]) -> None:
        self.limiter = RateLimiter(support.url(), prefix=prefix, timeout=support.PATIENT, standard_policies=False, _now=now)

    def run(self, result: Any) -> Any:
        return result

    def close(self) -> None:
        self.limiter.close()


class Awaiting:
    """The client for asyncio."""

    def __init__(self, prefix: str, now: Callable[[], int]) -> None:
        self._loop = asyncio.new_event_loop()
        self.limiter = AsyncRateLimiter(
            support.url(), prefix=prefix, timeout=support.PATIENT, standard_policies=False, _now=now
        )

    def run(self, result: Any) -> Any:
        return self._loop.run_until_complete(result)

    def close(self) -> None:
        self.run(self.limiter.close())
        self._loop.close()


class Replay:
    """One case of a file, replayed by clients of one kind."""

    def __init__(self, test: unittest.TestCase, kind: type, prefix: str, plain: Any) -> None:
        self._test = test
        self._kind = kind
        self._prefix = prefix
        self._plain = plain
        self._at = 0
        self._clients: dict[str, Any] = {}
        self._latest = ""

    def replay(self, case: dict[str, Any]) -> None:
        self._plain.flushall()
        self._send(case["setup"]["redis"])
        try:
            if any("unseen" in step.get("set", {}) for step in case["steps"]):
                self._client("a")
            for number, step in enumerate(case["steps"]):
                with self._test.subTest(case=case["name"], step=number):
                    self._at = step["at"]
                    self._take(step)
        finally:
            for client in self._clients.values():
                client.close()

    def _send(self, commands: list[list[str]]) -> None:
        for command in commands:
            self._plain.execute_command(*command)

    def _client(self, name: str) -> Any:
        if name not in self._clients:
            self._clients[name] = self._kind(self._prefix, lambda: self._at)
            self._clients[name].run(self._clients[name].limiter.start())
        return self._clients[name]

    def _take(self, step: dict[str, Any]) -> None:
        if "set" in step:
            self._send(step["set"]["redis"])
            if not step["set"].get("unseen"):
                for client in self._clients.values():
                    client.limiter._limiter.community.forget_copy()
        elif "act" in step:
            self._act(step)
        elif "user" in step:
            self._look(step)
        else:
            self._check(step)

    def _check(self, step: dict[str, Any]) -> None:
        client = self._client(step.get("client", "a"))
        mode, arguments = asked(step)
        try:
            decision = client.run(getattr(client.limiter, mode)(**arguments))
        except InvalidRequest as refused:
            self._test.assertIn(step.get("error", "no error"), str(refused))
            return
        self._test.assertEqual({}, differences(decision, step["expect"]))
        self._test.assertTrue(decision.explanation)

    def _act(self, step: dict[str, Any]) -> None:
        client = self._client("a")
        act = dict(step["act"])
        kind, user, reason = act["type"], act["user"], act["reason"]
        moderation = client.limiter.moderation(act["operator"])

        def period(name: str) -> Any:
            return timedelta(milliseconds=act[name]) if act.get(name) is not None else None

        calls: dict[str, Callable[[], Any]] = {
            "RESET": lambda: moderation.reset(user, reason=reason, clear_history=act["clearHistory"]),
            "BAN": lambda: moderation.ban(user, for_=period("forMs"), reason=reason),
            "UNBAN": lambda: moderation.unban(user, reset_score=act["resetScore"], grace=period("graceMs"), reason=reason),
            "EXEMPT": lambda: moderation.exempt(user, for_=period("forMs"), reason=reason),
            "UNEXEMPT": lambda: moderation.unexempt(user, reason=reason),
            "NOTE": lambda: moderation.note(user, act["text"]),
            "OVERRIDE": lambda: moderation.override(user, act["action"], act["limit"], reason=reason),
            "UNDO": lambda: moderation.undo(user, self._latest, reason=reason),
        }
        try:
            receipt = client.run(calls[kind]())
        except ActionRefused as refused:
            self._test.assertEqual(step.get("error", "no error"), refused.code)
            return
        self._latest = receipt.audit_id
        expected = step["expect"]
        self._test.assertAlmostEqual(expected["scoreBefore"], receipt.score_before, delta=1e-6)
        self._test.assertAlmostEqual(expected["scoreAfter"], receipt.score_after, delta=1e-6)
        self._test.assertEqual(expected["until"], receipt.until_ms)

    def _look(self, step: dict[str, Any]) -> None:
        client, user, expected = self._client("a"), step["user"], step["expect"]
        status = client.run(client.limiter.moderation("lee").status(user))
        found = {"score": 0, "tier": "NORMAL", "violations": 0, "banned": False, "blocked": False}
        if status:
            found = {
                "score": status.score,
                "tier": status.tier.value,
                "violations": status.violations,
                "banned": status.ban is not None,
                "blocked": status.block is not None,
            }
        self._test.assertAlmostEqual(expected.get("score", found["score"]), found["score"], delta=1e-6)
        for name in ("tier", "violations", "banned", "blocked"):
            self._test.assertEqual(expected.get(name, found[name]), found[name], name)
        if "history" in expected:
            stored = self._plain.lrange(Keys(self._prefix, 4).of(user, f"history:{user}")[0], 0, -1)
            self._test.assertEqual(expected["history"], [json.loads(entry) for entry in stored])
            if status:
                self._test.assertEqual(len(expected["history"]), len(status.history))


class VectorsTest(unittest.TestCase):
    def test_the_blocking_client_decides_as_the_vectors_say(self) -> None:
        self.replay_all(Blocking)

    def test_the_client_for_asyncio_decides_as_the_vectors_say(self) -> None:
        self.replay_all(Awaiting)

    def replay_all(self, kind: type) -> None:
        plain = support.emptied()
        cases = 0
        # The copies of the policies are as old as the vectors say, not as the machine is slow.
        with mock.patch.object(community, "_RENEW_S", float("inf")):
            for vectors in files("replay"):
                self.assertEqual(4, vectors["shards"])
                for case in vectors["cases"]:
                    with self.subTest(file=vectors["name"]):
                        Replay(self, kind, vectors["prefix"], plain).replay(case)
                    cases += 1
        self.assertGreater(cases, 50)
        plain.close()

    def test_what_decides_without_redis_counts_the_four_strategies_alike(self) -> None:
        steps = 0
        for vectors in files("replay"):
            if vectors["name"] not in STRATEGIES:
                continue
            for case in vectors["cases"]:
                local, book = LocalDecider(), self.book(case["setup"])
                for number, step in enumerate(step for step in case["steps"] if "check" in step or "peek" in step):
                    with self.subTest(file=vectors["name"], case=case["name"], step=number):
                        self.decide(local, book, step)
                        steps += 1
        self.assertGreater(steps, 100)

    def decide(self, local: LocalDecider, book: PolicyBook, step: dict[str, Any]) -> None:
        mode, arguments = asked(step)
        asks = request(arguments["user"], arguments["action"], arguments.get("cost", 1), arguments.get("role"), None)
        try:
            outcome = local.check(asks, book, step["at"], mode == "check")
        except InvalidRequest as refused:
            self.assertIn(step.get("error", "no error"), str(refused))
            return
        # It keeps no scores.
        self.assertEqual({}, differences(Decision.of(asks, outcome), step["expect"], ("score", "tier", "violations")))
        self.assertTrue(outcome.degraded)

    @staticmethod
    def book(setup: dict[str, Any]) -> PolicyBook:
        policies = {name: read_policy(name, json.dumps(policy)) for name, policy in setup["policies"].items()}
        enforced = {one.action: one for one in policies.values() if not one.trial}
        trials = {one.action: one for one in policies.values() if one.trial}
        return PolicyBook(1, enforced, trials, enforcement=Enforcement(setup["enforcement"]))

    def test_keys_are_named_as_the_vectors_say(self) -> None:
        for vectors in files("keys"):
            for keyspace in vectors["keyspaces"]:
                keys = Keys(keyspace["prefix"], keyspace["shards"])
                self.assertEqual(keyspace["meta"], keys.shared("meta"))
                for user in keyspace["users"]:
                    own = {"user", "history", "window:payment"}
                    for name, expected in user["keys"].items():
                        kind, _, action = name.partition(":")
                        full = f"{kind}:{user['user']}" + (f":{action}" if action else "") if name in own else name
                        self.assertEqual([expected], keys.of(user["user"], full))

    def test_policies_are_sent_as_the_vectors_say(self) -> None:
        for vectors in files("arguments"):
            for book in vectors["books"]:
                texts = PolicyTexts(read_book(book["policies"]), book["maxUsersPerShard"])
                for one in book["requests"]:
                    with self.subTest(book=book["name"], request=one):
                        policy, more, windows = texts.of(one["action"], one.get("role"))
                        user = one["user"]
                        keys = Keys(vectors["prefix"], vectors["shards"]).of(user, *(f"window:{user}:{name}" for name in windows))
                        self.assertEqual((one["policy"], one["more"], one["windows"]), (policy, more, keys))

    def test_input_that_cannot_be_is_refused_and_named(self) -> None:
        named = {"user": "user id", "action": "action", "cost": "cost", "role": "role", "where": "where"}
        for vectors in files("invalid"):
            for one in vectors["inputs"]:
                asks = one["request"]
                arguments = (asks["user"], asks["action"], asks.get("cost", 1), asks.get("role"), asks.get("where"))
                with self.subTest(request=asks):
                    if one["field"] is None:
                        request(*arguments)
                    else:
                        with self.assertRaises(InvalidRequest) as refused:
                            request(*arguments)
                        self.assertTrue(str(refused.exception).startswith(named[one["field"]]), refused.exception)


if __name__ == "__main__":
    unittest.main()
