package dev.ratewarden.inspection;

import dev.ratewarden.limiter.Durations;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.InstanceFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges one community's keyspace. */
final class CommunityJudge {

    private static final long DAY_MS = 86_400_000;
    private static final int RATE_NEEDS_MS = 60_000;

    private CommunityJudge() {}

    static List<Finding> judge(CommunityReport community) {
        return List.of(
                keyspace(community),
                decay(community.decayPerHour()),
                watcher(community.handed().watcher(), community.nowMs()),
                instances(
                        community.live(), community.silent(), community.handed().instances()),
                checkLog(community.handed().checkLog(), community.nowMs()),
                unreadable(community.totals().unreadable()),
                room(community.totals(), community.statistics().usersTracked()));
    }

    static Finding keyspace(CommunityReport community) {
        String name = community.profile().name();
        var environment = community.profile().environment();
        String found = "prefix %s, version %d, %d shards, %s, %s"
                .formatted(
                        community.prefix(),
                        community.version(),
                        community.shards(),
                        name == null ? "no name" : "name " + Text.visible(name),
                        environment == null ? "no environment" : "environment " + environment.word());
        return name == null || environment == null
                ? Finding.note(
                        "keyspace",
                        found,
                        "ratewarden init --name TEXT --env ENV says it, so that nobody acts on the wrong community")
                : Finding.ok("keyspace", found);
    }

    static Finding decay(double pointsAnHour) {
        return pointsAnHour > 0
                ? Finding.ok(
                        "decay",
                        "scores lose %s an hour"
                                .formatted(pointsAnHour == 1 ? "1 point" : Wording.score(pointsAnHour) + " points"))
                : Finding.note(
                        "decay",
                        "0: scores never fall by themselves; who is blocked stays so until a moderator resets the score",
                        "run ratewarden policies rules --decay 1 unless you want that: a full score is gone after four days");
    }

    static Finding watcher(@Nullable WatchHolder watcher, long nowMs) {
        String remedy = "run ratewarden watch as a service, or let one bot do it: alerts, raids and archiving need it";
        if (watcher == null) {
            return Finding.note("watch", "nobody watches", remedy);
        }
        String holder = Text.visible(watcher.holder());
        return watcher.untilMs() < nowMs
                ? Finding.warn(
                        "watch", "%s watched until %s".formatted(holder, Wording.moment(watcher.untilMs())), remedy)
                : Finding.ok("watch", holder + " watches");
    }

    /** @param figures what they say of themselves; empty if they say nothing */
    static Finding instances(long live, long silent, List<InstanceFigures> figures) {
        long backlog =
                figures.stream().mapToLong(InstanceFigures::journalEntries).sum();
        long catching = figures.stream().filter(one -> one.isCatchingUp()).count();
        long dropped =
                figures.stream().mapToLong(InstanceFigures::droppedChecks).sum();
        String found = "%d live, %d silent, %d catching up".formatted(live, silent, catching)
                + (backlog > 0 ? "; %s to be booked".formatted(Wording.plural(backlog, "check")) : "")
                + (dropped > 0 ? "; %s missing in the log".formatted(Wording.plural(dropped, "check")) : "");
        if (silent > 0) {
            return Finding.warn(
                    "instances",
                    found,
                    "a silent bot gave no sign of life for 20 s: has it ended without saying so, or can it not reach Redis?");
        }
        if (dropped > 0) {
            return Finding.warn("instances", found, "a bot could not write as fast as it decided: look at its log");
        }
        return live == 0
                ? Finding.note("instances", found, "only bots opened with Stores.redis give signs of life")
                : Finding.ok("instances", found);
    }

    static Finding checkLog(@Nullable CheckLogFigures log, long nowMs) {
        if (log == null || log.oldestMs() == null || log.entries() == 0) {
            return Finding.note("check log", "empty: checks are not logged, or there were none", "");
        }
        long age = Math.max(1, nowMs - log.oldestMs());
        String held = "%s of %s, from %s on"
                .formatted(
                        ServerJudge.bytes(log.bytes()),
                        ServerJudge.bytes(log.limitBytes()),
                        Wording.moment(log.oldestMs()));
        if (age < RATE_NEEDS_MS) {
            return Finding.ok("check log", held + "; too young to tell how long it lasts");
        }
        long lasts = (long) ((double) log.limitBytes() / Math.max(1, log.bytes()) * age);
        String found = "%s; at this rate it holds the latest %s".formatted(held, Durations.words(lasts));
        return lasts < DAY_MS
                ? Finding.warn("check log", found, "less than a day: give it more room with the bots' checkLogBytes")
                : Finding.ok("check log", found);
    }

    static Finding unreadable(long records) {
        return records == 0
                ? Finding.ok("records", "none was unreadable")
                : Finding.warn(
                        "records",
                        "%s could not be read and had to be replaced since the community began"
                                .formatted(Wording.plural(records, "record")),
                        "does another program write under this prefix? ratewarden events --type UNREADABLE_RECORD tells when");
    }

    static Finding room(CommunityReport.Totals totals, long tracked) {
        String found = "%s tracked, %s forgotten in time"
                .formatted(Wording.plural(tracked, "user"), Wording.count(totals.pruned()));
        return totals.evicted() == 0
                ? Finding.ok("users", found)
                : Finding.warn(
                        "users",
                        "%s, %s for want of room".formatted(found, Wording.count(totals.evicted())),
                        "raise the memory budget (memory = 512m in the bots' settings): those that matter least go first");
    }
}
