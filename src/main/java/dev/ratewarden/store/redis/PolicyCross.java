package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.Text;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.policy.PolicyJson;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares the policies in force with the community's own chain. Used by one thread. */
final class PolicyCross {

    private static final String RULES = "rules";
    private static final String ENFORCEMENT = "enforcement";
    private static final String GONE = "-";

    /** Follows from the others, or is the store's own. */
    private static final Set<String> DERIVED = Set.of("#revision", "#order", "#decay", "#least");

    /** When what was changed. */
    private final Set<String> changes = new HashSet<>();

    /** What each became with its newest entry; a dash where it was removed. */
    private final Map<String, String> latest = new HashMap<>();

    /** Takes entries in their order, some perhaps again. */
    void see(AuditEntry entry) {
        String detail = String.valueOf(entry.detail());
        switch (entry.type()) {
            case RULES -> see(entry.atMs(), RULES, detail);
            case ENFORCEMENT -> see(entry.atMs(), ENFORCEMENT, detail);
            case POLICY -> {
                String[] parts = detail.split(" ", 2);
                see(entry.atMs(), parts[0], parts.length == 2 ? parts[1] : GONE);
            }
            default -> {}
        }
    }

    private void see(long atMs, String what, String now) {
        changes.add(atMs + " " + what);
        latest.put(what, now);
    }

    /**
     * @param stored the policies hash
     * @param history of the policies, as the store tells it
     * @param unexplained takes what has no entry at all
     * @param differs takes what is otherwise than its newest entry says
     */
    void compare(
            Map<String, String> stored,
            List<PolicyRevision> history,
            Consumer<String> unexplained,
            Consumer<String> differs) {
        for (PolicyRevision change : history) {
            if (!change.operator().equals(PolicyRevision.CODE)
                    && !changes.contains(change.atMs() + " " + change.what())) {
                unexplained.accept("revision %d of the policies (%s, by %s) has no entry in chain g"
                        .formatted(change.revision(), Text.visible(change.what()), Text.visible(change.operator())));
            }
        }
        Map<String, String> current = current(stored);
        current.forEach((what, now) -> {
            String said = latest.get(what);
            if (said == null && !isDefault(what, now, history)) {
                unexplained.accept(
                        "%s is %s: in force, but no entry explains it".formatted(name(what), Text.visible(now)));
            } else if (said != null && !said.equals(now)) {
                differs.accept("%s is %s, but its newest entry says %s"
                        .formatted(name(what), Text.visible(now), said.equals(GONE) ? "removed" : Text.visible(said)));
            }
        });
        latest.forEach((what, said) -> {
            if (!said.equals(GONE) && !current.containsKey(what)) {
                differs.accept("%s is gone, but its newest entry says %s".formatted(name(what), Text.visible(said)));
            }
        });
    }

    private static Map<String, String> current(Map<String, String> stored) {
        Map<String, String> current = new HashMap<>();
        stored.forEach((field, value) -> {
            if (!DERIVED.contains(field)) {
                current.put(field.startsWith("#") ? field.substring(1) : field, value);
            }
        });
        current.putIfAbsent(ENFORCEMENT, "ENFORCE");
        return current;
    }

    /** Whether it is as it is without anybody's doing, or a program added it where nothing was. */
    private static boolean isDefault(String what, String now, List<PolicyRevision> history) {
        String first = what.equals(RULES) ? PolicyJson.write(ScoreRules.DEFAULT) : null;
        return now.equals(what.equals(ENFORCEMENT) ? "ENFORCE" : first)
                || history.stream()
                        .filter(change -> change.operator().equals(PolicyRevision.CODE))
                        .filter(change -> change.what().equals(what))
                        .anyMatch(change -> now.equals(change.after()) && nothingBefore(change.before(), first));
    }

    private static boolean nothingBefore(@Nullable String before, @Nullable String first) {
        return before == null || before.equals(first);
    }

    private static String name(String what) {
        return switch (what) {
            case RULES -> "the score rules";
            case ENFORCEMENT -> "the switch over all policies";
            default -> "policy " + Text.visible(what);
        };
    }
}
