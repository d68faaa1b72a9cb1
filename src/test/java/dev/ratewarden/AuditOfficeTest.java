package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.cli.CommandLineFace;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.store.redis.RedisServerExtension;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The whole command, on the demo and on a real server. */
class AuditOfficeTest {

    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private record Run(int exitCode, String out, String err) {}

    private static Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLineFace(Ratewarden.services(), Map.of())
                .run(
                        List.of(arguments),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Run audit(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--redis", REDIS.uri(), "audit"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void inTheDemoTheListWorksAndThereIsNoChainToCheck() {
        assertThat(run("--demo", "audit", "--limit", "2").out().lines()).hasSize(3);
        Run verified = run("--demo", "audit", "--verify");
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.out())
                .isEqualToIgnoringNewLines("A community that is kept in memory only has no chain to check.");
        assertThat(run("--demo", "audit", "--export").exitCode()).isEqualTo(2);
    }

    @Test
    void fromAKeyToASealToABreak(@TempDir Path directory) {
        String key = directory.resolve("key").toString();
        String seals = directory.resolve("seals.jsonl").toString();
        try (RedisStore store =
                new RedisStore(RedisSettings.forBots(REDIS.uri(), "rw:").withTimeouts(5_000, 5_000, 5_000))) {
            store.addDefaults(List.of(Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)))), null);
            store.act("ann", new ModeratorAction.Ban(null), "lee", "spam");
            store.act("ann", new ModeratorAction.Unban(false), "lee", "");
        }
        assertThat(audit("--new-key", key).exitCode()).isZero();
        assertThat(audit("--new-key", key).exitCode()).isEqualTo(2);
        Run sealed = audit("--seal", "--key-file", key, "--seal-file", seals);
        assertThat(sealed.exitCode()).isZero();
        assertThat(Path.of(seals)).hasContent(sealed.out().strip());
        Run whole = audit("--verify", "--key-file", key, "--seal-file", seals);
        assertThat(whole.exitCode()).isZero();
        assertThat(whole.out().strip()).isEqualTo("Whole: 2 entries checked in 17 chains.");
        assertThat(audit().out()).contains("lee (default)", "UNBAN", "spam");
        assertThat(audit("--export").out().lines()).hasSize(2);

        try (Jedis jedis = REDIS.jedis()) {
            jedis.keys("rw:{s*}:audit*").forEach(jedis::del);
        }
        Run broken = audit("--verify", "--key-file", key, "--seal-file", seals);
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.out()).startsWith("BROKEN: chain ").contains("cut off");
        assertThat(audit("--seal", "--key-file", key, "--seal-file", seals).err())
                .contains("was not sealed");
    }
}
