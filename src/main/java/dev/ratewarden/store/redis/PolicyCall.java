package dev.ratewarden.store.redis;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.DecayClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the arguments of {@code policies.lua}.
 *
 * @param revision that the change was made on
 * @param settled score rules as JSON that count as set from now on; empty for none
 * @param now for tests; empty for the server's clock
 * @param defaults whether a program adds its defaults
 * @param audit the entry that goes with the change; null for a program's defaults, and where nothing is changed
 */
record PolicyCall(
        long revision,
        String operator,
        String reason,
        String settled,
        String now,
        boolean defaults,
        @Nullable Audit audit,
        List<PolicyItem> items) {

    /** A new entry of the audit trail, and what it was written on. */
    record Audit(long sequence, String head, long atMs, String json) {}

    /** Whether there is nothing to do. */
    boolean isEmpty() {
        return items.isEmpty() && settled.isEmpty();
    }

    ScriptCall call(Keys keys) {
        List<byte[]> names = new ArrayList<>(List.of(keys.global("policies"), keys.global("policy-history")));
        List<Object> args = new ArrayList<>(List.of(revision, operator, reason, settled, now, defaults));
        if (audit == null) {
            args.addAll(List.of("", "", "", "", ""));
        } else {
            // Only then: a bot's login may not touch them.
            names.add(keys.global("audit"));
            names.add(keys.global("audit-head"));
            args.addAll(List.of(
                    audit.json(),
                    AuditChain.hash(audit.head(), audit.json()),
                    audit.sequence(),
                    audit.head(),
                    audit.atMs()));
        }
        if (!now.isEmpty()) {
            names.add(keys.global("meta"));
        }
        for (PolicyItem item : items) {
            args.add(item.what());
            args.add(item.before() == null ? "" : item.before());
            args.add(item.after() == null ? "" : item.after());
        }
        return ScriptCall.of(Script.POLICIES, names, args.toArray());
    }

    /** Whether it was done, and {@code policies} has taken what is in force now; false if something moved meanwhile. */
    static boolean done(List<?> reply, Policies policies) {
        return switch (CheckCodec.status(reply)) {
            case "DONE" -> {
                policies.accept(reply.get(1));
                yield true;
            }
            case "MOVED", "LATE" -> false;
            case "PENDING" ->
                throw new ActionRefusedException(
                        "an earlier change of the decay begins within %d s; nothing was changed, try again then"
                                .formatted(DecayClock.LEAD_MS / 1_000));
            default -> throw CheckCodec.clockRefused();
        };
    }
}
