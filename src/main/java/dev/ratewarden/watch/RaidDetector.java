package dev.ratewarden.watch;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.Snowflake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Notices when many users go over the limit of one action at once. Fed with events about in their order; those of long ago, such as checks
 * that a bot decided through an outage and booked later, count for nothing now, and raise nothing. Keeps the latest {@value #MOST_USERS} users of the latest
 * {@value #MOST_ACTIONS} actions. Not thread-safe.
 */
public final class RaidDetector {

    /** The same action is a raid once in this time. */
    public static final long QUIET_MS = 300_000;

    /** So late an event may be read and still belong to now. */
    private static final long LATE_MS = 30_000;

    private static final int MOST_USERS = 2_000;
    private static final int MOST_ACTIONS = 200;
    private static final int LISTED = 50;

    private final RaidRules rules;

    /** By action, the one that was met last at the end. */
    private final Map<String, Crowd> crowds = new LinkedHashMap<>(16, 0.75f, true);

    /** Those of whom something new was heard since they were looked at. */
    private final Set<String> stirred = new LinkedHashSet<>();

    /** Who went over one action's limit. */
    private static final class Crowd {
        /** By user, who came last at the end. */
        final Map<String, Long> latestMs = new LinkedHashMap<>();

        long newestMs = Long.MIN_VALUE;
        long quietUntilMs = Long.MIN_VALUE;
    }

    public RaidDetector(RaidRules rules) {
        this.rules = rules;
    }

    /** @param nowMs the store's clock when it was read, epoch ms */
    public void accept(SecurityEvent event, long nowMs) {
        String user = event.userId();
        String action = event.action();
        // A time to come, of another machine's clock, would make all that happens now long ago.
        long atMs = Math.min(event.atMs(), nowMs);
        if (user == null
                || action == null
                || !EventTypes.isRateLimitExceeded(event.type())
                || atMs <= nowMs - rules.longestMs() - LATE_MS) {
            return;
        }
        Crowd crowd = crowds.computeIfAbsent(action, unseen -> new Crowd());
        if (crowds.size() > MOST_ACTIONS) {
            crowds.remove(crowds.keySet().iterator().next());
        }
        Long before = crowd.latestMs.remove(user);
        crowd.latestMs.put(user, before == null ? atMs : Math.max(before, atMs));
        crowd.newestMs = Math.max(crowd.newestMs, atMs);
        if (crowd.latestMs.size() > MOST_USERS) {
            crowd.latestMs.remove(crowd.latestMs.keySet().iterator().next());
        }
        stirred.add(action);
    }

    /** The raids that the latest events show, as events to be written; those that are quiet left out. */
    public List<SecurityEvent> raids(long nowMs) {
        List<SecurityEvent> raids = new ArrayList<>();
        for (String action : stirred) {
            Crowd crowd = crowds.get(action);
            if (crowd != null) {
                look(action, crowd, nowMs, raids);
            }
        }
        stirred.clear();
        return raids;
    }

    /** Does not tell of this action again before that time. */
    public void quiet(String action, long untilMs) {
        Crowd crowd = crowds.get(action);
        if (crowd != null) {
            crowd.quietUntilMs = untilMs;
        }
    }

    private void look(String action, Crowd crowd, long nowMs, List<SecurityEvent> raids) {
        // Only a clock that went back leaves times to come.
        crowd.newestMs = Math.min(crowd.newestMs, nowMs);
        crowd.latestMs.values().removeIf(at -> at > nowMs || at <= crowd.newestMs - rules.longestMs());
        if (nowMs < crowd.quietUntilMs && crowd.quietUntilMs - nowMs <= QUIET_MS) {
            return;
        }
        Map<String, Long> many = since(crowd, rules.window().toMillis(), nowMs);
        Map<String, Long> recent = since(crowd, rules.newWindow().toMillis(), nowMs);
        Map<String, Long> young = new TreeMap<>(recent);
        young.keySet()
                .removeIf(id ->
                        !Snowflake.isYounger(id, crowd.newestMs, rules.newAge().toMillis()));
        if (many.size() >= rules.users()) {
            raids.add(raid(action, many, young.keySet(), rules.window().toMillis()));
        } else if (young.size() >= rules.newAccounts()) {
            raids.add(raid(action, young, young.keySet(), rules.newWindow().toMillis()));
        }
    }

    private static Map<String, Long> since(Crowd crowd, long windowMs, long nowMs) {
        long after = Math.max(crowd.newestMs - windowMs, nowMs - windowMs - LATE_MS);
        Map<String, Long> some = new LinkedHashMap<>();
        crowd.latestMs.forEach((user, at) -> {
            if (at > after) {
                some.put(user, at);
            }
        });
        return some;
    }

    private static SecurityEvent raid(String action, Map<String, Long> users, Set<String> young, long windowMs) {
        Collection<Long> times = users.values();
        Map<String, String> figures = new TreeMap<>();
        figures.put("users", Integer.toString(users.size()));
        figures.put(
                "ids",
                users.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                        .limit(LISTED)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(" ")));
        figures.put(
                "newAccounts",
                Long.toString(users.keySet().stream().filter(young::contains).count()));
        figures.put("windowMs", Long.toString(windowMs));
        figures.put("firstMs", Long.toString(times.stream().min(Long::compare).orElse(0L)));
        figures.put("lastMs", Long.toString(times.stream().max(Long::compare).orElse(0L)));
        return new SecurityEvent(
                0, EventTypes.COORDINATED_ABUSE, Severity.EMERGENCY, null, action, null, 0, 0, figures);
    }
}
