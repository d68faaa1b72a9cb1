package dev.ratewarden.store.memory;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.LoggedCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The latest checks. Adding takes a place and writes it; nobody waits. Thread-safe. */
final class CheckRing {

    static final int KEPT = 8_192;

    private final AtomicReferenceArray<@Nullable Kept> places = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    /** What is made of a check only when somebody reads it. */
    private record Kept(long number, CheckRequest request, CheckOutcome outcome, long revision) {

        LoggedCheck logged() {
            return LoggedCheck.of(request, outcome, revision, "");
        }
    }

    void add(CheckRequest request, CheckOutcome outcome, long revision) {
        long number = next.getAndIncrement();
        places.setRelease((int) (number & (KEPT - 1)), new Kept(number, request, outcome, revision));
    }

    List<LoggedCheck> newest(CheckQuery query) {
        List<LoggedCheck> found = new ArrayList<>();
        long end = next.get();
        for (long number = end - 1; number >= Math.max(0, end - KEPT) && found.size() < query.limit(); number--) {
            Kept kept = places.getAcquire((int) (number & (KEPT - 1)));
            // Another one by now, or not written yet.
            if (kept == null || kept.number() != number) {
                continue;
            }
            LoggedCheck check = kept.logged();
            if (query.matches(check)) {
                found.add(check);
            }
        }
        return found;
    }
}
