package dev.ratewarden.simulation;

import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;
import java.time.Duration;
import java.util.List;

/** The moderators, of whom one is on duty at a time. */
final class Shifts {

    private static final List<String> OPERATORS = List.of("nadia", "t.okafor", "kestrel");
    private static final long SHIFT_MS = Duration.ofHours(8).toMillis();

    private final List<Moderation> team;

    Shifts(ModerationStore store) {
        this.team = OPERATORS.stream()
                .map(operator -> new Moderation(store, operator))
                .toList();
    }

    Moderation onDuty(long nowMs) {
        return team.get((int) (Math.floorDiv(nowMs, SHIFT_MS) % team.size()));
    }

    static boolean isOne(String operator) {
        return OPERATORS.contains(operator);
    }
}
