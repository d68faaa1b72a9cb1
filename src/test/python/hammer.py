"""A bot that asks the same few things once at the first line of its standard input, and from the second over and over until that ends.

It prints ``!`` when it is ready, before each check ``?``, and after it ``+`` or ``-``, for allowed or denied, and the action.
"""

from __future__ import annotations

import sys
import threading

from ratewarden import RateLimiter


def main(url: str, *actions: str) -> None:
    ended = threading.Event()
    with RateLimiter(url, standard_policies=False, timeout=10) as limiter:
        limiter.start()
        say("!")
        sys.stdin.readline()
        ask_all(limiter, actions)
        sys.stdin.readline()
        threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
        while not ended.is_set():
            ask_all(limiter, actions)


def ask_all(limiter: RateLimiter, actions: tuple[str, ...]) -> None:
    for action in actions:
        say("?")
        decision = limiter.check("everybody", action)
        assert not decision.degraded, "Redis did not answer"
        say(("+" if decision.allowed else "-") + action)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
