package dev.ratewarden.limiter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Says once a minute, not once a check, that an action has no policy. */
final class UnpolicedLog {

    private static final long PERIOD_MS = 60_000;

    private final Logger log;
    private final ConcurrentMap<String, Long> saidAtMs = new ConcurrentHashMap<>();

    UnpolicedLog(Logger log) {
        this.log = log;
    }

    void noticed(String action, long nowMs) {
        Long said = saidAtMs.get(action);
        if (said != null && nowMs - said < PERIOD_MS) {
            return;
        }
        boolean ours =
                said == null ? saidAtMs.putIfAbsent(action, nowMs) == null : saidAtMs.replace(action, said, nowMs);
        if (ours) {
            log.log(
                    Level.WARNING,
                    "Action {0} has no policy, so everything is allowed; add one with builder().policy(...)",
                    action);
        }
    }
}
