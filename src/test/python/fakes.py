"""Stand-ins for what discord.py hands to commands, and for the limiter."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, Optional

from ratewarden.client import request
from ratewarden.decision import Decision
from ratewarden.local import LocalDecider
from ratewarden.policy import Policy, PolicyBook


class FakeLimiter:
    """Decides in memory, and remembers what it was asked."""

    def __init__(self, *policies: Policy) -> None:
        self._local = LocalDecider()
        self._book = PolicyBook.of(policies)
        self.asked: list[tuple[Any, ...]] = []
        self.names: dict[Any, str] = {}
        self.now = 1_800_000_000_000

    async def check(self, user: Any, action: str, cost: int = 1, role: Optional[str] = None, where: Any = None) -> Decision:
        return self.decide(user, action, cost, role, where)

    def decide(self, user: Any, action: str, cost: int, role: Optional[str], where: Any) -> Decision:
        self.asked.append((user, action, cost, role, where))
        asks = request(user, action, cost, role, where)
        return Decision.of(asks, self._local.check(asks, self._book, self.now))

    def describe(self, user: Any, name: str) -> None:
        self.names[user] = name


class BlockingFakeLimiter(FakeLimiter):
    def check(self, user: Any, action: str, cost: int = 1, role: Any = None, where: Any = None) -> Decision:  # type: ignore[override]
        return self.decide(user, action, cost, role, where)


def member(number: int = 42, name: str = "mira", roles: tuple[Any, ...] = ()) -> Any:
    return SimpleNamespace(id=number, name=name, display_name=name.title(), roles=roles)


class FakeResponse:
    def __init__(self, sent: list[Any]) -> None:
        self._sent = sent
        self._done = False

    def is_done(self) -> bool:
        return self._done

    async def send_message(self, text: str, **options: Any) -> None:
        self._done = True
        self._sent.append((text, options))

    async def defer(self, **options: Any) -> None:
        self._done = True
        self.deferred = options


class FakeInteraction:
    """A slash command."""

    def __init__(self, bot: Any, user: Any = None, guild: int = 7) -> None:
        self.client = bot
        self.user = user or member()
        self.guild = SimpleNamespace(id=guild)
        self.guild_id = guild
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.response = FakeResponse(self.sent)
        self.followup = SimpleNamespace(send=self._follow)

    async def _follow(self, text: str, **options: Any) -> None:
        self.sent.append((text, {**options, "followup": True}))


class FakeContext:
    """A prefix command."""

    def __init__(self, bot: Any, user: Any = None) -> None:
        self.bot = bot
        self.author = user or member()
        self.guild = None
        self.interaction = None
        self.sent: list[tuple[str, dict[str, Any]]] = []

    async def reply(self, text: str, **options: Any) -> None:
        self.sent.append((text, options))

    async def send(self, text: str, **options: Any) -> None:
        raise AssertionError("a reply was possible")
