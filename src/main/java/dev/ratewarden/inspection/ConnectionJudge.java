package dev.ratewarden.inspection;

import dev.ratewarden.inspection.Rights.Right;
import dev.ratewarden.limiter.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Judges how the program is connected. */
final class ConnectionJudge {

    /** A bot gives up on Redis after 20 ms. */
    private static final double BOTS_PATIENCE_MICROS = 20_000;

    private static final double SLOW_MICROS = 5_000;
    private static final long CLOCK_OFF_MS = 5_000;
    private static final long CLOCK_WORTH_SAYING_MS = 1_000;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

    private ConnectionJudge() {}

    static List<Finding> judge(ServerReport server) {
        Map<String, String> info =
                server.nodes().isEmpty() ? null : server.nodes().getFirst().info();
        return List.of(
                reachable(server.address(), server.roundTripMicros()),
                version(server.version(), info),
                rights(server.rights()),
                encryption(server.tls(), server.loopback()),
                clock(server.clockAheadMs()));
    }

    static Finding reachable(String address, double roundTripMicros) {
        String found = "Redis at %s answers, round trip %s ms (median of 20 PINGs)"
                .formatted(address, decimal(roundTripMicros / 1_000));
        if (roundTripMicros >= BOTS_PATIENCE_MICROS) {
            return Finding.fail(
                    "reachable",
                    found,
                    "bots wait 20 ms and would decide without Redis all the time: bring them nearer, or raise their timeout");
        }
        return roundTripMicros >= SLOW_MICROS
                ? Finding.warn(
                        "reachable", found, "bots wait 20 ms for an answer: bring them nearer, or raise their timeout")
                : Finding.ok("reachable", found);
    }

    /** @param info of the server; null if it may not be asked */
    static Finding version(String said, @Nullable Map<String, String> info) {
        String valkey = info == null ? null : info.get("valkey_version");
        if (valkey != null) {
            return Finding.ok("version", "Valkey " + Text.visible(valkey));
        }
        String version = said.isEmpty() && info != null ? info.getOrDefault("redis_version", "") : said;
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return Finding.note(
                    "version", "the server does not say its version", "it must be Redis 6.2 or later, or Valkey");
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        String found = "Redis " + Text.visible(version);
        return major > 6 || major == 6 && minor >= 2
                ? Finding.ok("version", found)
                : Finding.fail("version", found, "Redis 6.2 or later is needed, or Valkey");
    }

    static Finding rights(Rights rights) {
        String login = rights.login().isEmpty() ? "this login" : "login " + Text.visible(rights.login());
        Rights.Role role = rights.role();
        if (role == Rights.Role.NONE) {
            return Finding.fail(
                    "rights",
                    login + " may not read the community",
                    "give it a role: ratewarden acl NAME --role ROLE prints the command");
        }
        String may = "%s has what the role %s needs%s"
                .formatted(login, role.name().toLowerCase(Locale.ROOT), without(rights));
        if (rights.has(Right.ADMINISTER)) {
            return Finding.note(
                    "rights",
                    may + ", and may change the server's settings",
                    "bots and moderators need less: ratewarden acl NAME --role ROLE makes a login of their own");
        }
        return without(rights).isEmpty()
                ? Finding.ok("rights", may)
                : Finding.note(
                        "rights",
                        may,
                        "lines that need them are notes; ratewarden acl NAME --role operator has them all");
    }

    private static String without(Rights rights) {
        // CONFIG is not among them: no role has it, since it reveals the server's own password.
        List<String> missing = List.of(Right.INFO, Right.MEMORY, Right.LATENCY).stream()
                .filter(right -> !rights.has(right))
                .map(ConnectionJudge::words)
                .toList();
        return missing.isEmpty() ? "" : "; it may not ask " + String.join(", ", missing);
    }

    private static String words(Right right) {
        return switch (right) {
            case INFO -> "INFO";
            case MEMORY -> "MEMORY USAGE";
            case LATENCY -> "LATENCY LATEST";
            default -> right.name();
        };
    }

    static Finding encryption(boolean tls, boolean loopback) {
        if (tls) {
            return Finding.ok("encryption", "TLS");
        }
        return loopback
                ? Finding.ok("encryption", "none, and none is needed: Redis is on this machine")
                : Finding.warn(
                        "encryption",
                        "none, and Redis is on another machine: passwords and ids can be read on the way",
                        "write rediss:// and set TLS up in Redis, unless the network is private");
    }

    static Finding clock(long aheadMs) {
        long off = Math.abs(aheadMs);
        String found = off < CLOCK_WORTH_SAYING_MS
                ? "the server's clock and this machine's agree within a second"
                : "the server's clock is %s s %s of this machine's"
                        .formatted(decimal(off / 1_000.0), aheadMs > 0 ? "ahead" : "behind");
        if (off < CLOCK_WORTH_SAYING_MS) {
            return Finding.ok("clock", found);
        }
        String remedy = "the server's clock decides; keep both in time with NTP";
        return off < CLOCK_OFF_MS ? Finding.note("clock", found, remedy) : Finding.warn("clock", found, remedy);
    }

    static String decimal(double number) {
        return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.0f", number);
    }
}
