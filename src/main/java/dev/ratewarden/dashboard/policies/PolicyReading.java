package dev.ratewarden.dashboard.policies;

import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.PolicyRevision;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What polls read for the page.
 *
 * @param changes how many changes this window had made when the read began; a read that began before the latest shows what was
 * @param book in force
 * @param history newest first
 * @param code what bots bring in their code, by action
 * @param counts of every action that was ever checked
 */
record PolicyReading(
        long changes,
        PolicyBook book,
        List<PolicyRevision> history,
        Map<String, Policy> code,
        List<ActionCount> counts) {

    private static final String TRIAL = "#shadow";

    /** What made the book as it is; null if it is not in the history. */
    @Nullable
    PolicyRevision latest() {
        return history.stream()
                .filter(revision -> revision.revision() == book.revision())
                .findFirst()
                .orElse(null);
    }

    /** The latest change of a policy or its trial; null if it is not in the history. */
    @Nullable
    PolicyRevision latestOf(String action) {
        return history.stream()
                .filter(revision ->
                        revision.what().equals(action) || revision.what().equals(action + TRIAL))
                .findFirst()
                .orElse(null);
    }

    /** Null if it was never checked. */
    @Nullable
    ActionCount count(String action) {
        return counts.stream()
                .filter(count -> count.action().equals(action))
                .findFirst()
                .orElse(null);
    }

    /** The policy that a bot brings, where another one is in force. */
    @Nullable
    Policy differing(String action) {
        Policy theirs = code.get(action);
        Policy ours = book.policy(action);
        return theirs == null || ours == null || theirs.mode() == PolicyMode.SHADOW || theirs.equals(ours)
                ? null
                : theirs;
    }
}
