"""The guides' Python runs as it stands there."""

from __future__ import annotations

import re
import unittest
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Iterator
from unittest import mock

import support
from fakes import FakeContext, FakeInteraction, FakeLimiter, member

GUIDES = support.ROOT / "src" / "site" / "markdown"
# A block may be indented, where it belongs to a step of a list.
BLOCK = re.compile(r"^( *)```python\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
SHOWN = "redis://localhost:6379"

try:
    import discord
except ImportError:
    discord = None  # type: ignore[assignment]


def blocks(guide: Path) -> Iterator[str]:
    for indent, code in BLOCK.findall(guide.read_text("utf-8")):
        yield re.sub(f"^{indent}", "", code, flags=re.MULTILINE)


def block(guide: str, words: str) -> str:
    return next(code for code in blocks(GUIDES / guide) if words in code)


def run(code: str) -> dict[str, Any]:
    """With the test's Redis instead of the one that guides name."""
    names: dict[str, Any] = {"__name__": "guide"}
    exec(compile(code.replace(SHOWN, support.url()), "guide", "exec"), names)
    return names


class GuideTest(unittest.TestCase):
    def setUp(self) -> None:
        support.emptied().close()
        # The guide's limiter is given 20 ms, and other tests may keep the machine busy.
        patience = mock.patch("ratewarden.link.BOT_TIMEOUT_S", support.PATIENT)
        patience.start()
        self.addCleanup(patience.stop)

    def test_everything_compiles(self) -> None:
        found = [code for guide in sorted(GUIDES.glob("*.md")) for code in blocks(guide)]
        self.assertGreaterEqual(len(found), 5)
        for code in found:
            compile(code, "guide", "exec")

    @unittest.skipUnless(discord, "no discord.py")
    def test_the_bot_of_the_guide_protects_its_command(self) -> None:
        async def play() -> list[FakeInteraction]:
            names = run(block("python.md", "class Bot").replace("timeout=100ms", "timeout=10s"))
            bot, command = names["bot"], names["play"]
            with mock.patch.object(bot.tree, "sync", mock.AsyncMock()), mock.patch.dict("os.environ", MODERATOR_ROLE="99"):
                await bot.setup_hook()
            self.assertEqual({"play", "rw"}, {one.name for one in bot.tree.get_commands()})
            calls = [FakeInteraction(bot) for _ in range(7)]
            for call in calls:
                await command.callback(call, "la")
            moderators = type("Role", (), {"id": 99, "name": "Moderators"})
            asked = FakeInteraction(bot, member(1, "lee", (moderators,)))
            cog = bot.get_cog("RatewardenCog")
            await cog.status.callback(cog, asked, member(42))
            await bot.close()
            return [*calls, asked]

        *calls, asked = support.run(play())
        self.assertEqual([1, 1, 1, 1, 1, 1, 0], [len(call.sent) for call in calls])
        self.assertEqual("Now playing la", calls[4].sent[0][0])
        self.assertRegex(calls[5].sent[0][0], r"too often. Try again <t:\d+:R>")
        self.assertIn("Score 25", asked.sent[0][0])

    def test_the_hooks_of_the_guide_exempt_admins_of_both_kinds_of_commands(self) -> None:
        async def play() -> list[tuple[Any, ...]]:
            names = run(block("python.md", "wrote_as_admin"))
            limiter = FakeLimiter()
            for admin in (True, False):
                user = member(42)
                user.guild_permissions = SimpleNamespace(administrator=admin)
                bot = SimpleNamespace(ratewarden=limiter)
                await names["play"](FakeInteraction(bot, user), "la")
                context = FakeContext(bot, user)
                context.guild = SimpleNamespace(id=7)
                await names["play_many"](context, 3, song="la")
            return [(asked[1], asked[2]) for asked in limiter.asked]

        self.assertEqual([("play_song", 1), ("play_song", 3)], support.run(play()))

    def test_the_program_that_blocks_of_the_guide_checks(self) -> None:
        with mock.patch("builtins.print") as said:
            run(block("python.md", "limiter.describe"))
        said.assert_called_once_with("la la la")

    def test_the_policies_of_the_guide_can_be_brought(self) -> None:
        from ratewarden import RateLimiter

        policies = run(block("python.md", "policies = ["))["policies"]
        with RateLimiter(support.url(), *policies, timeout=support.PATIENT) as limiter:
            limiter.start()
            self.assertTrue({"upload", "image", "refund", "announce"} <= set(limiter.policies().policies))
            self.assertIn("image", limiter.policies().trials)

    def test_the_moderator_of_the_guide_moderates(self) -> None:
        self.test_the_program_that_blocks_of_the_guide_checks()
        with mock.patch("builtins.print") as said:
            run(block("python.md", "ActionRefused, Moderation"))
        self.assertRegex(said.call_args_list[0].args[0], r"\d+-1")
        self.assertEqual((0.0, "NORMAL", []), said.call_args_list[1].args)

    def test_the_stand_in_for_the_module_answers_as_that_did(self) -> None:
        async def ask() -> tuple[Any, ...]:
            old = run(block("migrating.md", "class AdvancedRateLimiter"))["AdvancedRateLimiter"](support.url())
            allowed, state = await old.check_rate_limit(42, "payment")
            status = await old.get_rate_limit_status(42)
            receipt = await old.reset_abuse_score(42, "lee", "a mistake")
            await old.limiter.close()
            return allowed, state.remaining, status.score, receipt.type

        self.assertEqual((True, 4, 0, "RESET"), support.run(ask()))

    def test_names_that_tables_show_are_there(self) -> None:
        import ratewarden

        text = (GUIDES / "python.md").read_text("utf-8") + (GUIDES / "migrating.md").read_text("utf-8")
        decision = set(ratewarden.Decision.__dataclass_fields__) | set(dir(ratewarden.Decision))
        listed = re.search(r"Fields of a decision: (.*?), which", text, re.DOTALL)
        for name in re.findall(r"`(\w+)", listed[1]):
            self.assertIn(name, decision)
        for name in ("exempt", "unexempt", "note", "override", "undo", "status", "history", "reset", "ban", "unban"):
            self.assertTrue(hasattr(ratewarden.Moderation, name) and hasattr(ratewarden.AsyncModeration, name))


if __name__ == "__main__":
    unittest.main()
