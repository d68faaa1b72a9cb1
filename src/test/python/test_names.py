"""Names are told at every command and written seldom."""

from __future__ import annotations

import unittest

import support  # noqa: F401  finds the package

from ratewarden.names import NameQueue


class NamesTest(unittest.TestCase):
    def test_a_name_is_written_again_after_an_hour_since_redis_may_have_been_emptied(self) -> None:
        seconds = [0.0]
        names = NameQueue(lambda: seconds[0])
        self.assertTrue(names.add("1", "mira"))
        names.written(names.take())
        seconds[0] = 3_599
        self.assertFalse(names.add("1", "mira"))
        seconds[0] = 3_600
        self.assertTrue(names.add("1", "mira"))


if __name__ == "__main__":
    unittest.main()
