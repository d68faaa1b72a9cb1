package dev.ratewarden.inspection;

import dev.ratewarden.inspection.NodeReport.Spike;
import dev.ratewarden.limiter.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Judges one Redis server by what it says of itself. What may not be asked becomes a note. */
final class ServerJudge {

    static final double MEMORY_MARK = 0.8;
    private static final double MEMORY_FULL = 0.95;
    private static final double SLOW_SCRIPT_MICROS = 1_000;
    private static final long SLOW_MOMENT_MS = 20;

    /** Only a running Redis writes what it has into a new append-only file; one that starts reads the file that is not there. */
    private static final String APPEND =
            "run CONFIG SET appendonly yes and then CONFIG REWRITE in redis-cli; written into its file alone, the next start is"
                    + " empty";

    private static final String NEEDED = "a login with the role operator may ask";

    private ServerJudge() {}

    static List<Finding> judge(NodeReport node) {
        Map<String, String> info = node.info();
        Map<String, String> config = node.config();
        List<Finding> findings = new ArrayList<>();
        findings.add(
                info != null && "1".equals(info.get("aof_enabled")) && Boolean.FALSE.equals(node.replays())
                        ? unread()
                        : persistence(info, config));
        findings.add(saving(info));
        findings.add(eviction(info, config));
        findings.add(memory(info));
        findings.add(scripts(info));
        findings.add(moments(node.spikes()));
        return findings;
    }

    static Finding persistence(@Nullable Map<String, String> info, @Nullable Map<String, String> config) {
        boolean log = info != null && "1".equals(info.get("aof_enabled"))
                || config != null && "yes".equals(config.get("appendonly"));
        String fsync = config == null ? "" : config.getOrDefault("appendfsync", "");
        String save = config == null ? "" : config.getOrDefault("save", "");
        if (info == null && config == null) {
            return unknown("persistence", "whether Redis keeps its data over a restart");
        }
        if (log) {
            return logged(fsync);
        }
        if (config == null) {
            return Finding.warn(
                    "persistence",
                    "no append-only file; whether snapshots are saved could not be asked",
                    APPEND + ". Without it a restart loses what is newer than the latest snapshot");
        }
        return save.isBlank()
                ? Finding.warn(
                        "persistence",
                        "none: a restart loses every ban, score, history and the audit trail",
                        APPEND + ". Bots in Java that run on restore bans and scores, nobody restores histories")
                : Finding.warn(
                        "persistence",
                        "snapshots only (save %s): a restart loses what is newer than the latest"
                                .formatted(Text.visible(save)),
                        APPEND + ". Snapshots are minutes apart");
    }

    /** https://github.com/redis/redis/issues/14541: what a script wrote is a transaction in that file. */
    private static Finding unread() {
        return Finding.fail(
                "persistence",
                "append-only file, but the user default may not write: Redis 7 drops each check and each ban as it reads that file at"
                        + " its next start",
                "run ACL SETUSER default off ~* &* +@all and then ACL SAVE in redis-cli: nobody can log in by it, and nothing is dropped");
    }

    private static Finding logged(String fsync) {
        return switch (fsync) {
            case "always" ->
                Finding.ok("persistence", "append-only file, each write kept: a killed Redis loses nothing");
            case "everysec" ->
                Finding.ok(
                        "persistence",
                        "append-only file, once a second: a killed Redis loses up to a second, and bots that run on book"
                                + " their latest 32,768 answers again");
            case "no" ->
                Finding.warn(
                        "persistence",
                        "append-only file, written when the system likes (appendfsync no): a loss of power loses about 30 s",
                        "set appendfsync everysec");
            default ->
                Finding.note(
                        "persistence",
                        "append-only file; how often it is written could not be asked",
                        "no role may read settings: look on the server with redis-cli CONFIG GET appendfsync");
        };
    }

    static Finding saving(@Nullable Map<String, String> info) {
        if (info == null) {
            return unknown("saving", "whether saving to disk works");
        }
        boolean wrong = List.of("rdb_last_bgsave_status", "aof_last_write_status", "aof_last_bgrewrite_status").stream()
                .anyMatch(field -> "err".equals(info.get(field)));
        return wrong
                ? Finding.fail(
                        "saving",
                        "the latest attempt to save to disk failed; Redis may refuse to write (MISCONF)",
                        "look at the log of Redis: is the disk full, or the folder not its own?")
                : Finding.ok("saving", "no error at the latest attempt to save");
    }

    static Finding eviction(@Nullable Map<String, String> info, @Nullable Map<String, String> config) {
        String policy = info != null && info.containsKey("maxmemory_policy")
                ? info.get("maxmemory_policy")
                : config == null ? null : config.get("maxmemory-policy");
        if (policy == null) {
            return unknown("eviction", "maxmemory-policy, which must be noeviction");
        }
        long most = info != null ? whole(info.get("maxmemory")) : config == null ? 0 : whole(config.get("maxmemory"));
        if (policy.equals("noeviction")) {
            return Finding.ok("eviction", "maxmemory-policy is noeviction");
        }
        String found = "maxmemory-policy is " + Text.visible(policy);
        String remedy = "set maxmemory-policy noeviction: else a full Redis drops bans and scores without a word";
        return most > 0
                ? Finding.fail("eviction", found, remedy)
                : Finding.note(
                        "eviction", found + "; without maxmemory nothing is evicted", remedy + ", should it be set");
    }

    static Finding memory(@Nullable Map<String, String> info) {
        if (info == null) {
            return unknown("memory", "how much memory is used");
        }
        long used = whole(info.get("used_memory"));
        long most = whole(info.get("maxmemory"));
        if (most == 0) {
            return Finding.note(
                    "memory",
                    "%s used, no maxmemory".formatted(bytes(used)),
                    "set maxmemory below what the machine has: a Redis that grows without bound is killed by the system");
        }
        double part = (double) used / most;
        String found = "%s of %s used (%.0f %%)".formatted(bytes(used), bytes(most), 100 * part);
        if (part >= MEMORY_FULL) {
            return Finding.fail(
                    "memory",
                    found,
                    "raise maxmemory or free some: a full Redis refuses checks, and bots decide alone");
        }
        return part >= MEMORY_MARK
                ? Finding.warn("memory", found + "; the log of checks stops at 80 %", "raise maxmemory or free some")
                : Finding.ok("memory", found);
    }

    /** The average over all scripts of this server, ours and others'. */
    static Finding scripts(@Nullable Map<String, String> info) {
        if (info == null) {
            return unknown("scripts", "how long scripts take");
        }
        String stat = info.get("cmdstat_evalsha");
        if (stat == null) {
            return Finding.ok("scripts", "none has run yet");
        }
        double micros = field(stat, "usec_per_call");
        String found =
                "a script takes %s µs of the server's time on average".formatted(ConnectionJudge.decimal(micros));
        return micros >= SLOW_SCRIPT_MICROS
                ? Finding.warn(
                        "scripts",
                        found,
                        "a check takes 10 to 50 µs: is the machine overloaded, or do other programs run scripts here?")
                : Finding.ok("scripts", found);
    }

    static Finding moments(@Nullable List<Spike> spikes) {
        if (spikes == null) {
            return unknown("slow moments", "LATENCY LATEST");
        }
        if (spikes.isEmpty()) {
            return Finding.ok("slow moments", "none noted (Redis notes them where latency-monitor-threshold is set)");
        }
        List<String> said = spikes.stream()
                .map(spike -> "%s %d ms at %s, at most %d ms"
                        .formatted(
                                Text.visible(spike.event()),
                                spike.latestMs(),
                                Wording.moment(spike.atMs()),
                                spike.longestMs()))
                .toList();
        boolean slow = spikes.stream().anyMatch(spike -> spike.longestMs() >= SLOW_MOMENT_MS);
        return slow
                ? Finding.warn(
                        "slow moments",
                        String.join("; ", said),
                        "bots wait 20 ms; LATENCY DOCTOR in redis-cli says more")
                : Finding.ok("slow moments", String.join("; ", said));
    }

    private static Finding unknown(String topic, String what) {
        return Finding.note(topic, "this login may not ask: " + what, NEEDED);
    }

    private static double field(String stat, String name) {
        for (String part : stat.split(",")) {
            if (part.startsWith(name + "=")) {
                try {
                    return Double.parseDouble(part.substring(name.length() + 1));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static long whole(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    static String bytes(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : bytes < 1L << 30
                        ? String.format(Locale.ROOT, "%.1f MiB", bytes / 1024.0 / 1024)
                        : String.format(Locale.ROOT, "%.2f GiB", bytes / 1024.0 / 1024 / 1024);
    }
}
