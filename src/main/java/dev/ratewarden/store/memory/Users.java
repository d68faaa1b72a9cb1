package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.AbuseScore;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserList;
import dev.ratewarden.moderation.UserPage;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All users, with indexes of those who have a score, a ban, an exemption or a name, so that polling need not look at everybody. */
final class Users {

    private final ConcurrentHashMap<String, UserState> byId = new ConcurrentHashMap<>();
    private final Set<UserState> scored = ConcurrentHashMap.newKeySet();
    private final Set<UserState> banned = ConcurrentHashMap.newKeySet();
    private final Set<UserState> exempt = ConcurrentHashMap.newKeySet();
    private final ConcurrentSkipListMap<String, UserState> byName = new ConcurrentSkipListMap<>();

    @Nullable
    UserState get(String id) {
        return byId.get(id);
    }

    /** Also those who were entered a moment ago and are not tracked yet. */
    long size() {
        return byId.mappingCount();
    }

    Map<String, String> names(Collection<String> ids) {
        Map<String, String> names = new HashMap<>();
        for (String id : Set.copyOf(ids)) {
            UserState user = byId.get(id);
            if (user != null) {
                synchronized (user) {
                    if (user.name != null && !user.gone) {
                        names.put(id, user.name);
                    }
                }
            }
        }
        return names;
    }

    /** Some of all tracked users, by their ids. */
    UserPage page(@Nullable String after, int limit, long nowMs, PolicyBook book) {
        List<String> ids = byId.keySet().stream()
                .filter(id -> after == null || id.compareTo(after) > 0)
                .sorted()
                .limit(limit)
                .toList();
        List<UserSummary> page = new ArrayList<>();
        for (String id : ids) {
            UserState user = byId.get(id);
            if (user != null) {
                synchronized (user) {
                    if (user.isTracked() && !user.gone) {
                        page.add(Views.summary(user, nowMs, book));
                    }
                }
            }
        }
        return new UserPage(page, ids.size() < limit ? null : ids.getLast());
    }

    /** The user, created if unseen; tracked only once the caller marks it as seen. */
    UserState entered(String id) {
        UserState user = byId.get(id);
        return user != null ? user : byId.computeIfAbsent(id, UserState::new);
    }

    boolean anyScored() {
        return scored.stream().anyMatch(user -> {
            synchronized (user) {
                return isScored(user);
            }
        });
    }

    /** Brings the index of scores in line with the user, whose lock the caller holds. */
    void reindexScore(UserState user) {
        Abuse abuse = user.abuse();
        if (abuse != null && abuse.indexed != (abuse.scored() && !user.gone)) {
            abuse.indexed = !abuse.indexed;
            keep(scored, user, abuse.indexed);
        }
    }

    /** Brings all indexes in line with the user, whose lock the caller holds. */
    void reindex(UserState user) {
        reindexScore(user);
        keep(banned, user, user.measures().ban() != null && !user.gone);
        keep(exempt, user, user.measures().exemption() != null && !user.gone);
    }

    /** Drops a user, whose lock the caller holds. */
    void remove(UserState user) {
        user.gone = true;
        reindex(user);
        if (user.name != null) {
            byName.remove(nameKey(user.name, user.id));
        }
        byId.remove(user.id, user);
    }

    private static boolean isScored(UserState user) {
        Abuse abuse = user.abuse();
        return abuse != null && abuse.scored();
    }

    /**
     * Gives a tracked user a name.
     *
     * @param changed is told under the user's lock if it is another one than before
     * @return whether the user is tracked
     */
    boolean rename(String id, String newName, Consumer<UserState> changed) {
        UserState user = byId.get(id);
        if (user == null) {
            return false;
        }
        synchronized (user) {
            if (!user.isTracked() || user.gone) {
                return false;
            }
            String cleaned = Text.displayName(newName);
            String name = cleaned.isEmpty() ? null : cleaned;
            if (!Objects.equals(name, user.name)) {
                if (user.name != null) {
                    byName.remove(nameKey(user.name, id));
                }
                user.name = name;
                if (name != null) {
                    byName.put(nameKey(name, id), user);
                }
                changed.accept(user);
            }
            return true;
        }
    }

    /** Hands over every tracked user under its lock. */
    void forEach(Consumer<UserState> to) {
        byId.values().forEach(user -> {
            synchronized (user) {
                if (user.isTracked() && !user.gone) {
                    to.accept(user);
                }
            }
        });
    }

    List<UserSummary> find(String text, int limit, long nowMs, PolicyBook book) {
        List<UserSummary> found = new ArrayList<>();
        UserState exact = byId.get(text);
        if (exact != null) {
            addTracked(found, exact, nowMs, book);
        }
        String prefix = text.toLowerCase(Locale.ROOT);
        for (var entry : byName.tailMap(prefix, true).entrySet()) {
            if (found.size() >= limit || !entry.getKey().startsWith(prefix)) {
                break;
            }
            if (entry.getValue() != exact) {
                addTracked(found, entry.getValue(), nowMs, book);
            }
        }
        return found;
    }

    Statistics statistics(long nowMs, PolicyBook book, Counters counters) {
        Gauges gauges = gauges(nowMs, book);
        long bannedNow = banned.stream()
                .filter(user -> {
                    synchronized (user) {
                        return user.measures().banAt(nowMs) != null;
                    }
                })
                .count();
        Counters.Totals totals = counters.totals();
        return new Statistics(
                gauges.tracked(),
                gauges.highAbuse(),
                gauges.blocked(),
                bannedNow,
                totals.violations(),
                totals.allowed(),
                totals.denied());
    }

    Gauges gauges(long nowMs, PolicyBook book) {
        double clock = book.decay().at(nowMs);
        long high = 0;
        long blocked = 0;
        for (UserState user : scored) {
            synchronized (user) {
                if (AbuseScore.rounded(user.scoreAt(clock)) >= ScoreRules.CAUTION_AT) {
                    high++;
                }
                if (user.isBlockedAt(clock) && user.measures().exemptionAt(nowMs) == null) {
                    blocked++;
                }
            }
        }
        return new Gauges(size(), high, blocked);
    }

    UserList list(UserQuery query, long nowMs, PolicyBook book) {
        List<UserSummary> matching = new ArrayList<>();
        for (UserState user : candidates(query)) {
            synchronized (user) {
                if (user.isTracked() && !user.gone) {
                    UserSummary summary = Views.summary(user, nowMs, book);
                    if (query.matches(summary) && query.matchesPlace(latestPlace(user))) {
                        matching.add(summary);
                    }
                }
            }
        }
        matching.sort(UserQuery.ORDER);
        return new UserList(matching.subList(0, Math.min(query.limit(), matching.size())), matching.size());
    }

    private Collection<UserState> candidates(UserQuery query) {
        if (query.bannedOnly()) {
            return banned;
        }
        if (query.exemptOnly()) {
            return exempt;
        }
        return query.minTier() != null && query.minTier() != Tier.NORMAL ? scored : byId.values();
    }

    private static @Nullable String latestPlace(UserState user) {
        PastViolation latest =
                user.abuse() == null ? null : user.abuse().history.newest();
        return latest == null ? null : latest.where();
    }

    private static void addTracked(List<UserSummary> found, UserState user, long nowMs, PolicyBook book) {
        synchronized (user) {
            if (user.isTracked() && !user.gone) {
                found.add(Views.summary(user, nowMs, book));
            }
        }
    }

    private static void keep(Set<UserState> index, UserState user, boolean belongs) {
        if (belongs) {
            index.add(user);
        } else {
            index.remove(user);
        }
    }

    private static String nameKey(String name, String id) {
        return name.toLowerCase(Locale.ROOT) + '\0' + id;
    }
}
