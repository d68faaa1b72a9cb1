"""What the tests share: the package under test, and a real Redis, by RATEWARDEN_TEST_REDIS or one that is started here."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import Any, Callable, Optional

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = Path(os.environ.get("RATEWARDEN_TEST_PACKAGE") or ROOT / "src" / "main" / "python")
sys.path.insert(0, str(PACKAGE))

import redis  # noqa: E402

from ratewarden import link  # noqa: E402

# Tests that are about what is logged say so.
logging.getLogger("ratewarden").addHandler(logging.NullHandler())
logging.getLogger("ratewarden").propagate = False

# Other tests may keep the machine busy, and these are not about time-outs.
PATIENT = 10.0
# A limiter's moderators do not take over its time-out.
link.PEOPLE_TIMEOUT_S = PATIENT


def server_binary() -> Optional[str]:
    return os.environ.get("RATEWARDEN_TEST_REDIS_SERVER") or shutil.which("redis-server")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A Redis of one's own, which a test may kill and start again."""

    def __init__(self, *arguments: str) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self._arguments = arguments or ("--save", "", "--appendonly", "no")
        # Else it would load, and replication would leave, a dump in the folder of whoever runs the tests.
        self._folder = tempfile.TemporaryDirectory()
        self._process: Optional[subprocess.Popen[bytes]] = None
        self.start()
        atexit.register(self.kill)

    def start(self) -> None:
        binary = server_binary()
        assert binary, "no redis-server"
        command = [binary, *self._arguments, "--port", str(self.port), "--bind", "127.0.0.1"]
        self._process = subprocess.Popen(command, cwd=self._folder.name, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        await_true(self._answers, "the Redis that was started does not answer")

    def _answers(self) -> bool:
        try:
            with redis.Redis(port=self.port) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False

    def hang(self) -> None:
        """Takes connections and calls, and answers none."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None


_started: list[Server] = []


def url() -> str:
    """Of the Redis that the tests share. Everything in it is removed by each test."""
    given = os.environ.get("RATEWARDEN_TEST_REDIS")
    if given:
        return given
    if not server_binary():
        raise unittest.SkipTest("no Redis: set RATEWARDEN_TEST_REDIS, or install redis-server")
    if not _started:
        _started.append(Server())
    return _started[0].url


def emptied() -> redis.Redis:
    """A plain client, to look behind the limiter's back."""
    client = redis.Redis.from_url(url(), decode_responses=True)
    client.flushall()
    client.script_flush()
    return client


def await_true(condition: Callable[[], bool], otherwise: str, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(otherwise)
        threading.Event().wait(0.005)


def run(coroutine: Any) -> Any:
    return asyncio.run(asyncio.wait_for(coroutine, 60))


class Mute:
    """A server that takes connections and never answers."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(64)
        self.url = f"redis://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        self._socket.close()
