"""What a URL may say, and that a slip shows when the limiter is made."""

from __future__ import annotations

import ssl
import tempfile
import unittest
from typing import Any

import redis

import support

from ratewarden import AsyncRateLimiter, InvalidRequest, RateLimiter, StoreError
from ratewarden.address import read_address
from ratewarden.link import Patience, open_client, store_error


# Of nobody; its key is nowhere.
AUTHORITY = """
-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUSXlCwZ2/0J7trYgPcjmWV0Ut0cgwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJYXV0aG9yaXR5MCAXDTI2MTEyOTEyNTEyN1oYDzIxMjYxMTA1
MTI1MTI3WjAUMRIwEAYDVQQDDAlhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQAPfZGy6jIU7fEp+5sgxnd/vRzL44cMQSuFwtlbKTISyqhR1Ze2jZ3
lxBzJIU5aAXUkBl4+g5ynTiv+2+mmnv0o1MwUTAdBgNVHQ4EFgQUCtJsn0T5Qtxq
hoBaAH9YuIg5kAgwHwYDVR0jBBgwFoAUCtJsn0T5QtxqhoBaAH9YuIg5kAgwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA4WDEvRb+UksPLWQdRVL2
MN+all+rVvE6+CBj+YcejP8CICfTbXVla+vrXF8z3/8xL3sqj1rA7sW5BSKul0sL
dwbL
-----END CERTIFICATE-----
"""


class AddressTest(unittest.TestCase):
    def test_a_slip_is_named_when_the_limiter_is_made(self) -> None:
        for url, said in (
            (None, 'Redis "None": give a URL, such as redis://localhost:6379'),
            (42, "give a URL"),
            ("localhost:6379", "a URL begins with redis://"),
            ("http://localhost", 'Redis "http:": a URL begins with redis://'),
            ("redis://localhost:port", "the port of the URL must be a number"),
            ("redis://localhost:0", "the port of the URL must be a number"),
            ("redis://localhost/first", 'database "first" in a Redis URL: must be a number'),
            ("redis://localhost?timeout=100", 'timeout "100" in a Redis URL: of what\\? Write 100ms or 1s'),
            ("redis://localhost?timeout=soon", "timeout in a Redis URL: duration"),
            ("redis://localhost?timeot=1s", '"timeot" in a Redis URL: no such setting; there are timeout, connect-timeout, read-timeout'),
            ("redis://localhost?timeout=1s&timeout=2s", "stands there twice"),
            ("redis://localhost?prefix=x", "prefix in a Redis URL: give the limiter prefix="),
            ("redis://localhost?password=x", "password in a Redis URL: write it before the host"),
            ("redis://localhost?memory=4g", "memory in a Redis URL: only programs in Java know it"),
            ("redis://localhost?connections=4", "connections in a Redis URL: one connection carries"),
            ("redis://localhost?protocol=3", "protocol"),
            ("redis://localhost?ca=x.pem", "there is TLS only with rediss://"),
            ("rediss://localhost?ca=nowhere.pem", 'ca "nowhere.pem" in a Redis URL: there is no such file'),
            ("redis-sentinel://a,b/packs", "redis-sentinel://: for Sentinel or a Cluster pass redis-py's client, see python.md"),
            ("rediss-cluster://a,b", "for Sentinel or a Cluster pass redis-py's client, see python.md"),
        ):
            for kind in (RateLimiter, AsyncRateLimiter):
                with self.subTest(url=url), self.assertRaisesRegex(InvalidRequest, said):
                    kind(url)

    def test_what_would_look_like_an_outage_is_a_slip_as_well(self) -> None:
        for url, said in (
            ("redis://bot..example", "is no name of a host"),
            (f"rediss://localhost?ca={support.__file__}", "holds no certificate in PEM"),
            (f"rediss://localhost?key={support.__file__}", "goes with certificate"),
            (f"rediss://localhost?certificate={support.__file__}", "cannot be read as PEM"),
            ("localhost:6379", "begins with redis://, rediss:// or unix://"),
        ):
            with self.assertRaisesRegex(InvalidRequest, said):
                RateLimiter(url)

    def test_a_socket_of_this_machine_is_an_address(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            server = support.Server("--save", "", "--unixsocket", f"{folder}/redis.sock")
            self.addCleanup(server.kill)
            with RateLimiter(f"unix://{folder}/redis.sock?timeout=10s") as limiter:
                self.assertFalse(limiter.check(7, "pack_create").degraded)

            async def check() -> bool:
                async with AsyncRateLimiter(f"unix://{folder}/redis.sock?timeout=10s") as limiter:
                    return (await limiter.check(7, "pack_create")).degraded

            self.assertFalse(support.run(check()))

    def test_no_password_is_in_a_message(self) -> None:
        for url in ("redis://u:sec/ret@h", "redis://u:sec#ret@h", "redis://u:a@b/ret@h", "redis://u:sec?ret@h", "redis://u:secret@h/x"):
            with self.assertRaises(InvalidRequest) as refused:
                RateLimiter(url)
            self.assertNotIn("ret", str(refused.exception))
        self.assertNotIn("secret", repr(read_address("redis://u:secret@h")))

    def test_what_a_url_says_is_used(self) -> None:
        with tempfile.NamedTemporaryFile("w") as ca:
            ca.write(AUTHORITY)
            ca.flush()
            client, patience = open_client(f"rediss://bot:p%40ss@h:7000/3?ca={ca.name}&timeout=100ms&connect-timeout=1s", None, 0.02, False)
        settings: dict[str, Any] = client.connection_pool.connection_kwargs
        self.assertEqual(Patience(1, 0.1), patience)
        self.assertEqual(("bot", "p@ss", "h", 7000, 3), tuple(settings[name] for name in ("username", "password", "host", "port", "db")))
        self.assertEqual((True, "required"), (settings["ssl_check_hostname"], settings["ssl_cert_reqs"]))
        self.assertEqual(ca.name, settings["ssl_ca_certs"])
        self.assertEqual((0.1, 1), (settings["socket_timeout"], settings["socket_connect_timeout"]))

    def test_a_time_out_as_an_argument_wins(self) -> None:
        self.assertEqual(Patience(2, 2), open_client("redis://h?timeout=100ms", 2, 0.02, False)[1])
        self.assertEqual(Patience(0.02, 0.02), open_client("redis://h", None, 0.02, True)[1])

    def test_messages_name_the_place_once_and_never_the_login(self) -> None:
        for url, shown in (
            ("redis://bot:secret@db.example", "Redis at db.example:6379"),
            ("redis://[::1]:7000/2?timeout=1s", "Redis at [::1]:7000/2"),
            ("unix:///run/redis.sock", "Redis at /run/redis.sock"),
        ):
            self.assertEqual(shown, read_address(url).shown)
            self.assertTrue(str(store_error(redis.ConnectionError("gone"), read_address(url).shown)).startswith(f"{shown} does"))


class CertificateTest(unittest.TestCase):
    def test_a_certificate_that_is_not_trusted_is_no_outage(self) -> None:
        for code, words, said in (
            (19, "self-signed certificate in certificate chain", "signed by nobody who is trusted here; name the authority's file"),
            (62, "Hostname mismatch", "is for another host"),
            (64, "IP address mismatch", "is for another host"),
        ):
            failed = ssl.SSLCertVerificationError(1, "certificate verify failed")
            failed.verify_code, failed.verify_message = code, words
            try:
                try:
                    raise failed
                except ssl.SSLError:
                    raise redis.ConnectionError("Error 1 connecting to h:6379. 1.")
            except redis.ConnectionError as error:
                told = store_error(error, "Redis at h:6379")
            self.assertIsInstance(told, StoreError)
            self.assertIn(said, str(told))


class LoginTest(unittest.TestCase):
    """What a refusal says, as the command does."""

    def setUp(self) -> None:
        if not support.server_binary():
            self.skipTest("no redis-server")
        self.server = support.Server()
        self.addCleanup(self.server.kill)
        self.admin = redis.Redis(port=self.server.port)
        self.addCleanup(self.admin.close)

    def refused(self, login: str, act: Any = lambda limiter: limiter.start()) -> str:
        limiter = RateLimiter(f"redis://{login}127.0.0.1:{self.server.port}", timeout=support.PATIENT)
        self.addCleanup(limiter.close)
        with self.assertRaises(Exception) as refused:
            act(limiter)
        return str(refused.exception)

    def test_a_wrong_password_one_too_many_none_and_a_missing_right_are_told_apart(self) -> None:
        self.assertIn("refuses the user name or password; correct them", self.refused("nobody:secret@"))
        # Some releases of redis-py say HELLO, which takes any password then.
        needless = redis.ResponseError("AUTH <password> called without any password configured for the default user.")
        self.assertIn("wants no password; leave it out", str(store_error(needless, "Redis")))
        greeted = redis.AuthenticationError("HELLO must be called with the client already authenticated, otherwise")
        self.assertIn("asks for a password; give one", str(store_error(greeted, "Redis")))
        self.admin.execute_command("ACL", "SETUSER", "poor", "on", ">poor", "~*", "+ping")
        self.assertIn("denies a right; give the login the role that it needs: see ratewarden acl --help", self.refused("poor:poor@"))
        self.admin.execute_command("CONFIG", "SET", "requirepass", "secret")
        self.assertIn("asks for a password; give one", self.refused(""))

    def test_a_bots_login_that_looks_at_a_user_is_told_which_login_may(self) -> None:
        keys = ("%RW~rw:{*}:user:*", "~rw:{g}:*", "%RW~rw:{*}:seen", "~rw:{*}:history:*", "~rw:{*}:totals")
        self.admin.execute_command("ACL", "SETUSER", "bot", "on", ">bot", *keys, "+@all")
        said = self.refused("bot:bot@", lambda limiter: limiter.moderation("lee").status(42))
        self.assertIn("ratewarden acl NAME --role moderator", said)


if __name__ == "__main__":
    unittest.main()
