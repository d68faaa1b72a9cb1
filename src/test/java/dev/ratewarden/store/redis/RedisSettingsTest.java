package dev.ratewarden.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.limiter.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisSettingsTest {

    @Test
    void everyPartOfTheUriCounts() {
        RedisSettings settings = RedisSettings.forBots("rediss://mod:p%40ss+word@[::1]:7000/3", "pixel:");

        assertThat(settings.tls()).isTrue();
        assertThat(settings.user()).isEqualTo("mod");
        assertThat(settings.password()).isEqualTo("p@ss+word");
        assertThat(settings.address()).isEqualTo("[::1]:7000");
        assertThat(settings.database()).isEqualTo(3);
        assertThat(settings.prefix()).isEqualTo("pixel:");
    }

    @Test
    void aBotWaitsForMillisecondsAndNumbersItsChecksAndAPersonDoesNeither() {
        RedisSettings bot = RedisSettings.forBots("redis://localhost", "rw:");
        RedisSettings person = RedisSettings.forPeople("redis://localhost", "rw:");

        assertThat(bot.connectTimeoutMs() + bot.readTimeoutMs() + bot.poolWaitMs())
                .isLessThan(50);
        assertThat(bot.lanes()).isTrue();
        assertThat(bot.port()).isEqualTo(6379);
        assertThat(person.readTimeoutMs()).isGreaterThan(1_000);
        assertThat(person.lanes()).isFalse();
    }

    @Test
    void thePasswordNeverShows() {
        assertThat(RedisSettings.forBots("redis://mod:hush@h", "rw:").toString())
                .doesNotContain("hush");
        assertThat(RedisSettings.forBots("redis://:hush@h", "rw:").toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://mod:hush@h",
                "redis://mod:hush@",
                "redis://mod:hush@h:0",
                "redis://mod:hush@h:70000",
                "redis://mod:hush@h/x",
                "redis://mod:hush@h/-1",
                "redis://mod:hush@h/1?x=y",
                "redis://mod:hu@hush@h h",
                "redis://mod:hush/@h",
                "mod:hush@h:6379",
                "",
                "redis:"
            })
    void aUriThatCannotBeIsNamedWithItsRemedyAndWithoutItsPassword(String uri) {
        assertThatThrownBy(() -> RedisSettings.forBots(uri, "rw:"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("redis://[user:password@]host")
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "{x}", "ü:", "*"})
    void aPrefixThatCannotBeIsNamed(String prefix) {
        assertThatThrownBy(() -> RedisSettings.forBots("redis://h", prefix))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("such as rw:");
    }
}
