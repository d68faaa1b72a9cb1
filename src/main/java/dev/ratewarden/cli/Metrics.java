package dev.ratewarden.cli;

import dev.ratewarden.cli.Family.Type;
import dev.ratewarden.inspection.CheckLogFigures;
import dev.ratewarden.inspection.CommunityReport;
import dev.ratewarden.inspection.CommunityReport.StreamSize;
import dev.ratewarden.inspection.WatchHolder;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.InstanceFigures;
import dev.ratewarden.moderation.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One community's figures as OpenMetrics families. Each sample says the prefix, so that several communities can be told apart. What is
 * not known has no sample, and its help says why: OpenMetrics has no other comments.
 */
final class Metrics {

    private final CommunityReport community;
    private final double roundTripMicros;
    private final List<Family> families = new ArrayList<>();

    private Metrics(CommunityReport community, double roundTripMicros) {
        this.community = community;
        this.roundTripMicros = roundTripMicros;
    }

    static List<Family> of(CommunityReport community, double roundTripMicros) {
        Metrics metrics = new Metrics(community, roundTripMicros);
        metrics.checks();
        metrics.users();
        metrics.instances();
        metrics.streams();
        metrics.store();
        return metrics.families;
    }

    /** The whole exposition. */
    static String text(List<Family> families) {
        StringBuilder text = new StringBuilder();
        families.forEach(text::append);
        return text.append("# EOF\n").toString();
    }

    private Family family(String name, Type type, String unit, String help) {
        Family family = new Family("ratewarden_" + name, type, unit, help);
        families.add(family);
        return family;
    }

    private void one(String name, Type type, String unit, String help, double value) {
        family(name, type, unit, help).add(value, "prefix", community.prefix());
    }

    private void checks() {
        Family checks = family("checks", Type.COUNTER, "", "Checks decided, by action and result.");
        for (ActionCount action : community.actions()) {
            checks.add(action.allowed(), "prefix", community.prefix(), "action", action.action(), "result", "allowed");
            checks.add(action.denied(), "prefix", community.prefix(), "action", action.action(), "result", "denied");
        }
        byAction("violations", "Denials by a limit, by action.", ActionCount::violations);
        byAction(
                "shadow_denials", "Checks that a limit on trial would have denied, by action.", ActionCount::wouldDeny);
    }

    private void byAction(String name, String help, ToLongFunction<ActionCount> count) {
        Family family = family(name, Type.COUNTER, "", help);
        community
                .actions()
                .forEach(action ->
                        family.add(count.applyAsLong(action), "prefix", community.prefix(), "action", action.action()));
    }

    private void users() {
        Statistics now = community.statistics();
        family("users", Type.GAUGE, "", "Users now: tracked, with a score of 50 or more, blocked by score, banned.")
                .add(now.usersTracked(), "prefix", community.prefix(), "state", "tracked")
                .add(now.highAbuse(), "prefix", community.prefix(), "state", "high")
                .add(now.blocked(), "prefix", community.prefix(), "state", "blocked")
                .add(now.banned(), "prefix", community.prefix(), "state", "banned");
        one(
                "users_pruned",
                Type.COUNTER,
                "",
                "Users forgotten in time.",
                community.totals().pruned());
        one(
                "users_evicted",
                Type.COUNTER,
                "",
                "Users forgotten for want of room.",
                community.totals().evicted());
        one(
                "records_unreadable",
                Type.COUNTER,
                "",
                "Records that could not be read and were replaced.",
                community.totals().unreadable());
    }

    private void instances() {
        List<InstanceFigures> said = community.handed().instances();
        Family states = family(
                        "instances",
                        Type.GAUGE,
                        "",
                        "Bots: live (a sign of life within 20 s), silent (within a minute), catching up after an outage.")
                .add(community.live(), "prefix", community.prefix(), "state", "live")
                .add(community.silent(), "prefix", community.prefix(), "state", "silent");
        String unsaid = said.isEmpty() ? " Left out: no instance says so." : "";
        Family backlog = family(
                "journal_backlog_checks",
                Type.GAUGE,
                "checks",
                "Checks decided without Redis and not booked yet." + unsaid);
        Family dropped = family(
                "dropped_checks",
                Type.GAUGE,
                "checks",
                "Checks missing in their log, as the present bots count them." + unsaid);
        family("dropped_events", Type.COUNTER, "events", "Events that the sinks of whoever watched lost.")
                .add(community.handed().droppedEvents(), "prefix", community.prefix());
        if (!said.isEmpty()) {
            states.add(
                    said.stream().filter(each -> each.isCatchingUp()).count(),
                    "prefix",
                    community.prefix(),
                    "state",
                    "catching_up");
            backlog.add(sum(said, InstanceFigures::journalEntries), "prefix", community.prefix());
            dropped.add(sum(said, InstanceFigures::droppedChecks), "prefix", community.prefix());
        }
    }

    private static long sum(List<InstanceFigures> said, ToLongFunction<InstanceFigures> figure) {
        return said.stream().mapToLong(figure).sum();
    }

    private void streams() {
        Family entries =
                family("stream_entries", Type.GAUGE, "entries", "Entries of the streams of all shards, by kind.");
        boolean known = community.streams().stream().allMatch(stream -> stream.bytes() != null);
        Family bytes = family(
                "stream_bytes",
                Type.GAUGE,
                "bytes",
                "What they take in memory, by kind."
                        + (known ? "" : " Left out: this login may not ask MEMORY USAGE; the role operator may."));
        for (StreamSize stream : community.streams()) {
            entries.add(stream.entries(), "prefix", community.prefix(), "stream", stream.kind());
            if (stream.bytes() != null) {
                bytes.add(stream.bytes(), "prefix", community.prefix(), "stream", stream.kind());
            }
        }
        CheckLogFigures log = community.handed().checkLog();
        Family age = family(
                "check_log_oldest_age_seconds",
                Type.GAUGE,
                "seconds",
                "Age of the oldest logged check." + (log == null ? " Left out: no check is logged." : ""));
        if (log != null && log.oldestMs() != null) {
            age.add(Math.max(0, community.nowMs() - log.oldestMs()) / 1_000.0, "prefix", community.prefix());
        }
    }

    private void store() {
        WatchHolder watcher = community.handed().watcher();
        one(
                "watched",
                Type.GAUGE,
                "",
                "Whether somebody runs the background work: 1 or 0.",
                watcher != null && watcher.untilMs() >= community.nowMs() ? 1 : 0);
        one("policy_revision", Type.GAUGE, "", "Revision of the policies.", community.policyRevision());
        one(
                "round_trip_seconds",
                Type.GAUGE,
                "seconds",
                "Median of 20 PINGs from where this was measured.",
                Math.round(roundTripMicros * 1_000) / 1e9);
    }
}
