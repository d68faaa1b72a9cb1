"""The decorator and the cog with the real discord.py, without Discord."""

from __future__ import annotations

import inspect
import unittest
from types import SimpleNamespace
from typing import Any, Literal, Optional
from unittest import mock

import support
from fakes import FakeContext, FakeInteraction, FakeLimiter, member

try:
    import discord
    from discord import app_commands
    from discord.ext import commands

    from ratewarden.discord import RatewardenCog
except ImportError:
    raise unittest.SkipTest("no discord.py") from None

from ratewarden import AsyncRateLimiter, InvalidRequest, policy, rate_limited, sliding_window

SONG = policy("play_song", sliding_window(1, minutes=1))
MODERATORS = SimpleNamespace(id=99, name="Moderators")
COMMANDS = ["status", "history", "reset", "ban", "unban"]


class Songs(commands.Cog):
    @app_commands.command()
    @app_commands.describe(song="which")
    @rate_limited("play_song")
    async def play(self, interaction: discord.Interaction, song: str, times: int = 1) -> None:
        """Plays a song."""
        await interaction.response.send_message(song)

    @commands.command()
    @rate_limited("play_song")
    async def sing(self, ctx: commands.Context, *, song: str) -> None:
        await ctx.reply(song)


class DecoratorTest(unittest.IsolatedAsyncioTestCase):
    async def test_discord_sees_the_parameters_of_the_command(self) -> None:
        command = Songs.play
        self.assertEqual(["song", "times"], [one.name for one in command.parameters])
        self.assertEqual("which", command.get_parameter("song").description)
        self.assertEqual("Plays a song.", command.description)
        self.assertEqual(["song"], list(Songs.sing.clean_params))

        @app_commands.command()
        @rate_limited("play_song")
        async def alone(interaction: discord.Interaction, who: discord.Member) -> None: ...

        self.assertEqual(discord.AppCommandOptionType.user, alone.parameters[0].type)

    async def test_a_command_of_discord_runs_or_nobody_is_pinged(self) -> None:
        bot = SimpleNamespace(ratewarden=FakeLimiter(SONG))
        calls = [FakeInteraction(bot) for _ in range(2)]
        for call in calls:
            await Songs.play.callback(Songs(), call, "la")
        self.assertEqual("la", calls[0].sent[0][0])
        mentions = calls[1].sent[0][1]["allowed_mentions"]
        self.assertEqual((False, False, False), (mentions.everyone, mentions.users, mentions.roles))
        context = FakeContext(bot)
        await Songs.sing.callback(Songs(), context, song="la")
        self.assertNotEqual([("la", {})], context.sent)

    async def test_a_decorator_in_the_wrong_place_is_told_so(self) -> None:
        for command in (Songs.play, Songs.sing):
            with self.assertRaisesRegex(TypeError, "put it below"):
                rate_limited("play_song")(command)


class Half(commands.Converter[float]):
    async def convert(self, ctx: commands.Context, argument: str) -> float:
        return int(argument) / 2


class Shop(commands.Cog):
    """Commands of all four kinds, with annotations that are text, as all are in this file."""

    def __init__(self) -> None:
        self.ran: list[Any] = []

    @commands.command()
    @rate_limited("play_song")
    async def buy(self, ctx: commands.Context, count: int, half: Optional[Half] = None, *, what: str = "x") -> None:
        self.ran.append((count, half, what))

    @commands.hybrid_command()
    @rate_limited("play_song")
    async def sell(self, ctx: commands.Context, count: int, to: Literal["shop", "friend"] = "shop") -> None:
        """Sells."""
        self.ran.append((count, to))

    @commands.command()
    @rate_limited("sing")
    @rate_limited("play_song")
    async def give(self, ctx: commands.Context, counts: commands.Greedy[int], to: str = commands.parameter(default="me")) -> None:
        self.ran.append((counts, to))


class InvokedTest(unittest.IsolatedAsyncioTestCase):
    """As discord.py itself reads, converts and calls."""

    async def asyncSetUp(self) -> None:
        self.bot = commands.Bot(command_prefix="!", intents=discord.Intents.none())
        self.bot._connection.user = SimpleNamespace(id=1)  # type: ignore[assignment]
        self.bot.ratewarden = self.limiter = FakeLimiter(SONG, policy("sing", sliding_window(9, minutes=1)))
        self.shop = Shop()
        await self.bot.add_cog(self.shop)
        self.sent: list[str] = []
        self.addAsyncCleanup(self.bot.close)

    async def say(self, content: str, user: int = 42) -> None:
        sent = self.sent

        class Context(commands.Context):
            async def send(self, content: Any = None, **options: Any) -> Any:
                sent.append(content)

        message: Any = SimpleNamespace(content=content, author=member(user), guild=None, id=5, channel=None, _state=None, attachments=[])
        context = await self.bot.get_context(message, cls=Context)
        await context.command.invoke(context)  # type: ignore[union-attr]

    async def test_a_prefix_command_has_its_arguments_converted(self) -> None:
        await self.say("!buy 3 5 a b")
        await self.say("!buy 4 z", user=43)
        self.assertEqual([(3, 2.5, "a b"), (4, None, "z")], self.shop.ran)
        await self.say("!buy 3")
        self.assertEqual(2, len(self.shop.ran))
        self.assertIn("too often", self.sent[0])
        with self.assertRaises(commands.BadArgument):
            await self.say("!buy x")

    async def test_a_command_shows_its_usage_as_without_the_decorator(self) -> None:
        for command in self.shop.get_commands():
            bare = commands.Command(inspect.unwrap(command.callback), name=command.name)
            bare.params.pop("ctx", None)
            self.assertEqual(bare.signature, command.signature)
        self.assertEqual("<count> [half=None] [what=x]", self.bot.get_command("buy").signature)

    async def test_a_hybrid_command_runs_as_a_prefix_command_and_is_offered_as_a_slash_command(self) -> None:
        await self.say("!sell 3 friend")
        self.assertEqual([(3, "friend")], self.shop.ran)
        command = self.bot.tree.get_command("sell")
        self.assertEqual(["count", "to"], [one.name for one in command.parameters])
        self.assertEqual(["shop", "friend"], [choice.value for choice in command.parameters[1].choices])
        self.assertIs(discord.AppCommandOptionType.integer, command.parameters[0].type)

    async def test_a_hybrid_command_outside_of_a_cog(self) -> None:
        ran = []

        @self.bot.hybrid_command()
        @rate_limited("play_song")
        async def lend(ctx: commands.Context, count: int) -> None:
            ran.append(count)

        await self.say("!lend 7")
        self.assertEqual([7], ran)
        self.assertIs(discord.AppCommandOptionType.integer, self.bot.tree.get_command("lend").parameters[0].type)

    async def test_decorators_may_be_stacked(self) -> None:
        await self.say("!give 3 4 you")
        self.assertEqual([([3, 4], "you")], self.shop.ran)
        self.assertEqual(["sing", "play_song"], [asked[1] for asked in self.limiter.asked])

    async def test_a_context_menu(self) -> None:
        ran = []

        @self.bot.tree.context_menu(name="Play to")
        @rate_limited("play_song")
        async def play_to(interaction: discord.Interaction, member: discord.Member) -> None:
            ran.append(member)

        self.assertIs(discord.AppCommandType.user, play_to.type)
        for _ in range(2):
            await play_to.callback(FakeInteraction(self.bot), member(43))
        self.assertEqual([43], [one.id for one in ran])


class CogTest(unittest.TestCase):
    def setUp(self) -> None:
        support.emptied().close()

    def cog(self, limiter: AsyncRateLimiter, role: Any = 99) -> RatewardenCog:
        return RatewardenCog(SimpleNamespace(ratewarden=limiter), role=role)

    def test_it_brings_its_commands(self) -> None:
        group = RatewardenCog.rw
        self.assertEqual(COMMANDS, [command.name for command in group.commands])
        payload = group.to_dict()
        self.assertEqual(1 << 40, payload["default_member_permissions"], "who may time members out sees it")
        self.assertEqual(("rw", COMMANDS), (payload["name"], [option["name"] for option in payload["options"]]))

    def test_its_commands_ask_for_the_same_as_those_of_the_bot_on_jda(self) -> None:
        asked = {command.name: [(one.display_name, one.required) for one in command.parameters] for command in RatewardenCog.rw.commands}
        user, reason = ("user", True), ("reason", True)
        self.assertEqual([("user", False)], asked["status"])
        self.assertEqual([user, reason], asked["reset"])
        self.assertEqual([user, reason, ("for", False), ("end_exemption", False)], asked["ban"])
        self.assertEqual([user, reason, ("keep_score", False)], asked["unban"])
        for command in RatewardenCog.rw.commands:
            for one in command.parameters:
                self.assertNotIn(str(one.description), ("", "…"))

    def test_scores_of_one_list_are_written_alike(self) -> None:
        from ratewarden import Violation, cogtext

        whole = Violation(0, "a", "S", 1, 1_000, None, 10, 0, 10.0, 0.0)
        part = Violation(0, "a", "S", 1, 1_000, None, 10, 0, 10.0, 9.5)
        user = SimpleNamespace(user="42", violations=2, history=(part, whole))
        self.assertEqual(["+10.0 = 19.5", "+10.0 = 10.0"], [line.split(", ")[1] for line in cogtext.history(user).split("\n")[1:]])

    def test_the_community_is_shown_with_its_worst_users(self) -> None:
        async def ask() -> str:
            async with AsyncRateLimiter(support.url(), SONG, timeout=support.PATIENT) as limiter:
                for _ in range(9):
                    await limiter.check(42, "play_song")
                await limiter.moderation("lee").ban(42)
                call = FakeInteraction(limiter, member(1, "lee", (MODERATORS,)))
                cog = self.cog(limiter)
                await cog.status.callback(cog, call)
                return call.sent[0][0]

        figures, worst = support.run(ask()).split("\n")
        self.assertEqual("1 user tracked, 1 with high abuse (50+), 1 blocked, 1 banned, 5 violations", figures)
        self.assertEqual("<@42>: score 100 · BLOCKED · 5 violations · banned", worst)

    def test_it_can_be_added_to_a_bot(self) -> None:
        async def add() -> None:
            bot = commands.Bot(command_prefix="!", intents=discord.Intents.none())
            await bot.add_cog(RatewardenCog(bot, role=99))
            self.assertEqual(["rw"], [command.name for command in bot.tree.get_commands()])
            await bot.close()

        support.run(add())

    def test_without_the_role_nothing_is_shown_and_nothing_done(self) -> None:
        async def ask() -> None:
            async with AsyncRateLimiter(support.url(), SONG, timeout=support.PATIENT) as limiter:
                await limiter.check(42, "play_song")
                namesake = SimpleNamespace(id=98, name="Moderators")
                everyone = SimpleNamespace(id=7, name="@everyone")
                cog = self.cog(limiter)
                for name in COMMANDS:
                    options = {} if name in ("status", "history") else {"reason": "revenge"}
                    call = FakeInteraction(cog.bot, member(1, "lee", (namesake, everyone)))
                    await getattr(cog, name).callback(cog, call, SimpleNamespace(id=42), **options)
                    self.assertEqual(1, len(call.sent))
                    self.assertIn("the role <@&99>", call.sent[0][0])
                    self.assertTrue(call.sent[0][1]["ephemeral"])
                in_dms = FakeInteraction(cog.bot, SimpleNamespace(id=1, name="lee"))
                in_dms.guild_id = None
                of_everybody = FakeInteraction(cog.bot, member(1, "lee", (everyone,)))
                for cog, call in ((cog, in_dms), (self.cog(limiter, 7), of_everybody)):
                    await cog.ban.callback(cog, call, SimpleNamespace(id=42), reason="revenge")
                    self.assertIn("You need the role", call.sent[0][0])
                self.assertEqual(0, (await limiter.moderation("lee").status(42)).revision)

        support.run(ask())

    def test_the_role_is_an_id_since_a_name_can_be_given_to_anybodys_role(self) -> None:
        for role in ("Moderators", "", "-1", "²", True):
            with self.assertRaisesRegex(InvalidRequest, "must be a role's id"):
                RatewardenCog(SimpleNamespace(), role=role)
        self.assertEqual(99, RatewardenCog(SimpleNamespace(), role="99").role)

    def test_an_unexpected_failure_is_logged_and_told_without_details(self) -> None:
        async def fail() -> str:
            async with AsyncRateLimiter(support.url(), SONG, timeout=support.PATIENT) as limiter:
                cog = self.cog(limiter)
                call = FakeInteraction(cog.bot, member(1, "lee", (MODERATORS,)))
                with mock.patch.object(cog, "_moderation", side_effect=KeyError("secret")):
                    await cog.status.callback(cog, call, SimpleNamespace(id=42))
                return call.sent[-1][0]

        with self.assertLogs("ratewarden", "ERROR"):
            self.assertEqual("That failed. The bot's log says why.", support.run(fail()))

    def test_a_ban_of_somebody_exempt_is_asked_for_twice(self) -> None:
        async def act() -> list[str]:
            async with AsyncRateLimiter(support.url(), SONG, timeout=support.PATIENT) as limiter:
                await limiter.moderation("[ada](https://x)").exempt(42, reason="partner")
                said = []
                for options in ({}, {"end_exemption": True}):
                    call = FakeInteraction(limiter, member(1, "lee", (MODERATORS,)))
                    cog = self.cog(limiter)
                    await cog.ban.callback(cog, call, SimpleNamespace(id=42), reason="raid", **options)
                    said.append(call.sent[0][0])
                return said

        first, second = support.run(act())
        self.assertIn("is exempt, by \\[ada\\]\\(https\\://x\\); nothing was changed", first)
        self.assertIn("will be refused", second)

    def test_moderators_see_and_act_in_their_own_name(self) -> None:
        async def act() -> list[str]:
            async with AsyncRateLimiter(support.url(), SONG, timeout=support.PATIENT) as limiter:
                await limiter.check(42, "play_song")
                await limiter.check(42, "play_song")
                cog = self.cog(limiter)
                said = []
                for name, options in (
                    ("status", {}),
                    ("history", {}),
                    ("ban", {"duration": "7d", "reason": "raid @everyone"}),
                    ("status", {}),
                    ("unban", {"reason": "sorry"}),
                    ("unban", {"reason": "**sorry**"}),
                    ("reset", {"reason": "talked"}),
                    ("ban", {"reason": "raid", "duration": "*soon*"}),
                ):
                    call = FakeInteraction(cog.bot, member(1, "lee", (MODERATORS,)))
                    await getattr(cog, name).callback(cog, call, SimpleNamespace(id=42), **options)
                    self.assertEqual({"ephemeral": True}, call.response.deferred)
                    self.assertTrue(call.sent[0][1]["ephemeral"])
                    said.append(call.sent[0][0])
                everybody = FakeInteraction(cog.bot, member(1, "lee", (MODERATORS,)))
                await cog.status.callback(cog, everybody)
                said.append(everybody.sent[0][0])
                audit = (await limiter.moderation("x").status(42)).audit
                self.assertEqual({"lee 1"}, {entry.operator for entry in audit})
                stranger = FakeInteraction(cog.bot, member(1, "lee", (MODERATORS,)))
                await cog.status.callback(cog, stranger, SimpleNamespace(id=43))
                self.assertIn("not known here", stranger.sent[0][0])
                return said

        status, history, ban, banned, unban, again, reset, wrong, community = support.run(act())
        self.assertIn("Score 10 · NORMAL · 1 violation", status)
        self.assertIn("play_song: 1 in 1 min, +10 = 10", history)
        self.assertIn("This does not remove them from the Discord server.", ban)
        self.assertIn("will be refused every protected command until <t:", ban)
        self.assertIn("Banned by lee 1 until", banned)
        self.assertNotIn("@everyone", banned.replace("\\@", ""))
        self.assertIn("Unbanned <@42> and reset the score.", unban)
        self.assertIn("is not banned", again)
        self.assertIn("score 0 → 0", reset)
        self.assertEqual("1 user tracked, 0 with high abuse (50+), 0 blocked, 0 banned, 1 violation", community)
        self.assertIn('duration "\\*soon\\*"\\: write it as 90m, 2h30m or 7d', wrong)


if __name__ == "__main__":
    unittest.main()
