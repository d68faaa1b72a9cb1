package dev.ratewarden.store.sequence;

import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes up moderators' actions. */
final class ActGenerator {

    private static final List<String> NOTES = List.of("", "", "watch this one", "two\nlines 🦊 \"quoted\" {s1}", " ");

    private final RandomGenerator random;

    ActGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** @param now the user as it stands; null if it is not tracked */
    Script.Op on(String user, @Nullable UserSummary now) {
        if (now != null && now.ban() != null && random.nextInt(3) == 0) {
            return act(user, unban());
        }
        if (now != null && now.exemption() != null && random.nextInt(3) == 0) {
            return act(user, new ModeratorAction.Unexempt());
        }
        if (now != null && now.block() != null && random.nextInt(3) == 0) {
            return act(user, random.nextBoolean() ? new ModeratorAction.Reset(false) : new ModeratorAction.Ban(some()));
        }
        return switch (random.nextInt(20)) {
            case 0, 1 -> act(user, new ModeratorAction.Reset(random.nextInt(4) == 0));
            case 2, 3 -> act(user, new ModeratorAction.Ban(duration()));
            case 4, 5 -> act(user, unban());
            case 6 -> act(user, new ModeratorAction.Exempt(duration()));
            case 7 -> act(user, new ModeratorAction.Unexempt());
            case 8 -> act(user, new ModeratorAction.Note(NOTES.get(random.nextInt(NOTES.size()))));
            case 9, 10, 11 -> act(user, override());
            case 12 -> random.nextInt(3) == 0 ? act(user, new ModeratorAction.Forget()) : act(user, unban());
            default -> new Script.Op.Undo(random.nextInt(4) == 0 ? 1 : 0, random.nextInt(10) == 0 ? user : null);
        };
    }

    private Script.Op act(String user, ModeratorAction action) {
        return new Script.Op.Act(user, action, seen());
    }

    Script.Seen seen() {
        return switch (random.nextInt(8)) {
            case 0 -> Script.Seen.THE_PRESENT;
            case 1 -> Script.Seen.AN_EARLIER_ONE;
            default -> Script.Seen.NOTHING;
        };
    }

    private ModeratorAction unban() {
        return switch (random.nextInt(4)) {
            case 0 -> new ModeratorAction.Unban(true);
            case 1, 2 -> new ModeratorAction.Unban(false, some());
            default -> new ModeratorAction.Unban(false);
        };
    }

    private ModeratorAction override() {
        String action = PolicyGenerator.ACTIONS.get(random.nextInt(PolicyGenerator.ACTIONS.size()));
        Long limit = switch (random.nextInt(5)) {
            case 0, 1 -> null;
            case 2 -> (Long) random.nextLong(1, 1_000_000_000);
            default -> (Long) random.nextLong(1, 12);
        };
        return new ModeratorAction.Override(action, limit);
    }

    private @Nullable Long duration() {
        return random.nextInt(4) == 0 ? null : (Long) some();
    }

    private long some() {
        return (long) Math.pow(10, random.nextDouble() * 8);
    }
}
