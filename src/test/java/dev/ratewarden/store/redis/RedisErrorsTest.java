package dev.ratewarden.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.RatewardenException;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

/** Which answers of Redis are an outage, that is waited for, and which a mistake, that somebody has to put right. */
class RedisErrorsTest {

    private static final RedisSettings SETTINGS = RedisSettings.forBots("redis://localhost", "rw:");
    private static final String SCRIPT = "ERR Error running script (call to f_c0ffee): ";
    private static final String LINE = "@user_script:12: @user_script: 12: -";

    @ParameterizedTest
    @CsvSource({
        "OOM command not allowed when used memory > 'maxmemory'., is out of memory",
        "READONLY You can't write against a read only replica., is a read-only replica",
        "MISCONF Redis is configured to save RDB snapshots, cannot save its data to disk",
        "NOREPLICAS Not enough good replicas to write., has too few replicas to write",
        "MASTERDOWN Link with MASTER is down, has lost its master",
        "BUSY Redis is busy running a script., is busy running a script",
    })
    void whatCannotBeServedJustNowIsAnOutageInAScriptOfAnyRedisToo(String answer, String said) {
        String seven = answer + " script: c0ffee, on @user_script:12.";
        for (String form : new String[] {answer, seven, SCRIPT + LINE + answer, SCRIPT + "@user_script:1: " + answer}) {
            assertThat(translated(form))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining(said);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WRONGTYPE Operation against a key holding the wrong kind of value, holds something else",
        "NOPERM this user has no permissions to run the 'hset' command, denies a right",
    })
    void aMistakeInAScriptIsToldWithItsRemedy(String answer, String said) {
        for (String form : new String[] {answer, SCRIPT + "@user_script:1: " + answer}) {
            assertThat(translated(form)).isInstanceOf(StoreException.class).hasMessageContaining(said);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR unknown command",
                "ERR Error running script (call to f_c0ffee): @user_script:12: user_script:12: attempt to index a nil value",
                "ERR OOM is only a word here",
            })
    void anyOtherAnswerIsNoOutage(String answer) {
        assertThat(translated(answer)).isInstanceOf(StoreException.class).hasMessageContaining("refuses the call");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "READONLY You can't write",
                SCRIPT + LINE + "READONLY You can't write against a read only replica."
            })
    void aServerThatBecameAReplicaIsLookedForAnew(String answer) {
        assertThat(RedisErrors.servesNoMore(new JedisDataException(answer))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OOM command not allowed", SCRIPT + LINE + "OOM command not allowed"})
    void aServerWithoutMemoryIsStillTheOne(String answer) {
        assertThat(RedisErrors.servesNoMore(new JedisDataException(answer))).isFalse();
    }

    private static RatewardenException translated(String answer) {
        return RedisErrors.translated(new JedisDataException(answer), SETTINGS);
    }
}
