package dev.ratewarden.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a password or a token is hidden, and nothing else is. */
class SecretsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://discord.com/api/webhooks/123456789012345678/aBc-dEf_012345678901234567890|https://discord.com/api/webhooks/123456789012345678/***
            https://ptb.discord.com/api/v10/webhooks/1/abc/slack|https://ptb.discord.com/api/v10/webhooks/1/***/slack
            redis://bot:hunter2@host:6379/0|redis://bot:***@host:6379/0
            rediss://:p%40ss@host|rediss://:***@host
            posted Authorization: Bearer abcdefghijklmnopqrstuvwxyz|posted Authorization: ***
            Bot MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz12345|Bot ***
            password=hunter2 and more|password=*** and more
            his password: hunter2|his password: ***
            {"api_key":"abc123","x":1}|{"api_key":"***","x":1}
            client_secret=abc&x=1|client_secret=***&x=1
            ?access_token=abc123def|?access_token=***
            ghp_0123456789abcdefghij0123456789abcdef|***
            xoxb-123456789012-abcdefghijkl|***
            AKIAIOSFODNN7EXAMPLE was posted|*** was posted
            eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlLi4u|***
            https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX|https://hooks.slack.com/services/***
            """)
    void secretsAreHidden(String text, String shown) {
        assertThat(Secrets.masked(text)).isEqualTo(shown);
    }

    @Test
    void aPrivateKeyIsHiddenOnOneLineOrMany() {
        assertThat(Secrets.masked("key -----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY----- end"))
                .isEqualTo("key *** end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678",
                "123456789012345678 223456789012345678 323456789012345678 423456789012345678",
                "spam in #general, third time this week",
                "raid, see https://discord.com/channels/123456789012345678/223456789012345678",
                "redis://localhost:6379/0",
                "https://example.org:8443/path?page=2",
                "bot sent 20 messages",
                "a basic misunderstanding between moderators and members",
                "dev.ratewarden.limiter.RateLimiter",
                "2026-11-24T18:00:00.000Z",
                "192.168.100.200:6379",
                "8c7f1f7a-9f55-4b0e-8d6c-0f2d5c0a3c11",
                "1735689600000-0",
                "posted his token",
                "forgot the password again",
                "the secret santa channel",
                "version 1.0.0-alpha.beta",
            })
    void harmlessTextStays(String text) {
        assertThat(Secrets.masked(text)).isEqualTo(text);
    }

    @Test
    void anEventsFiguresAreMaskedWhoeverMakesIt() {
        SecurityEvent event = new SecurityEvent(
                1,
                EventTypes.USER_BANNED,
                SecurityEvent.Severity.INFO,
                "1",
                null,
                null,
                0,
                0,
                Map.of("reason", "posted password=hunter2", "operator", "lee"));
        assertThat(event.figures())
                .containsEntry("reason", "posted password=***")
                .containsEntry("operator", "lee");
    }

    @Test
    void longTextIsMaskedInNoTime() {
        String evil = "a".repeat(50_000) + "://" + "b".repeat(50_000) + ":".repeat(2_000);
        long begun = System.nanoTime();
        Secrets.masked(evil);
        Secrets.masked("token ".repeat(20_000));
        Secrets.masked("a.".repeat(50_000));
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
    }
}
