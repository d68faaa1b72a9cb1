package dev.ratewarden.build.vectors;

import static dev.ratewarden.build.vectors.Scenario.T0;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModeratorAction;
import java.time.Duration;
import java.util.List;

/** What moderators do with {@code act.lua}. */
final class ActVectors {

    private static final String USER = "42";
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final Policy ONCE = Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)));
    private static final Policy IMAGE = Policy.of("image", Limit.tokenBucket(4, Duration.ofHours(1)));

    private ActVectors() {}

    static VectorFile file() {
        return new VectorFile(
                "acts",
                "What moderators do: reset, ban, unban, exempt, note, a limit of the user's own, undo.",
                true,
                List.of(reset(), ban(), unbanWithGrace(), exempt(), ownLimit(), undone(), undoneLate(), refused()));
    }

    private static Scenario of(String name) {
        return new Scenario(name, T0, new ScoreRules(100, 75, 1), Enforcement.ENFORCE, List.of(ONCE, IMAGE));
    }

    private static Scenario reset() {
        return of("a reset: score 0, limits refilled, block lifted; the history stays unless asked, and a ban stays")
                .times(6, USER, "once")
                .act(USER, new ModeratorAction.Reset(false), "a mistake of ours")
                .user(USER)
                .times(3, USER, "once")
                .act(USER, new ModeratorAction.Ban(HOUR), "spam")
                .act(USER, new ModeratorAction.Reset(true))
                .check(USER, "once")
                .user(USER)
                .after(HOUR)
                .times(2, USER, "once")
                .user(USER);
    }

    private static Scenario ban() {
        return of("a ban creates an unseen user; a newer one replaces it, and the older one's end does not lift it")
                .act(USER, new ModeratorAction.Ban(HOUR), "spam")
                .check(USER, "image")
                .user(USER)
                .after(HOUR / 2)
                .act(USER, new ModeratorAction.Ban(DAY), "spam again, \"quoted\" \\ 🦊")
                .after(HOUR)
                .check(USER, "image")
                .act(USER, new ModeratorAction.Ban(null))
                .check(USER, "image")
                .act(USER, new ModeratorAction.Unban(false))
                .check(USER, "image")
                .user(USER);
    }

    private static Scenario unbanWithGrace() {
        return of("an unban with a grace period lifts the block, and violations add nothing meanwhile")
                .times(7, USER, "once")
                .act(USER, new ModeratorAction.Ban(null), "spam")
                .check(USER, "once")
                .act(USER, new ModeratorAction.Unban(false, HOUR), "said sorry")
                .times(2, USER, "once")
                .user(USER)
                .after(HOUR)
                .check(USER, "once")
                .user(USER)
                .act(USER, new ModeratorAction.Ban(1L))
                .act(USER, new ModeratorAction.Unban(true))
                .times(2, USER, "once")
                .user(USER);
    }

    private static Scenario exempt() {
        return of("an exemption lifts ban and block and resets the score")
                .times(6, USER, "once")
                .act(USER, new ModeratorAction.Ban(null), "spam")
                .act(USER, new ModeratorAction.Exempt(HOUR), "staff")
                .times(2, USER, "once")
                .user(USER)
                .act(USER, new ModeratorAction.Unexempt())
                .times(2, USER, "once")
                .act(USER, new ModeratorAction.Exempt(null))
                .check(USER, "once")
                .act(USER, new ModeratorAction.Ban(HOUR))
                .check(USER, "once");
    }

    private static Scenario ownLimit() {
        return of("a limit of the user's own, and its end")
                .times(4, USER, "image")
                .act(USER, new ModeratorAction.Override("image", 9L))
                .times(6, USER, "image")
                .act(USER, new ModeratorAction.Override("image", 1L))
                .check(USER, "image")
                .act(USER, new ModeratorAction.Override("image", null))
                .after(HOUR)
                .peek(USER, "image")
                .act(USER, new ModeratorAction.Note("watch\nthis one 🦊"))
                .act(USER, new ModeratorAction.Note(""));
    }

    private static Scenario undone() {
        return of("an undo restores what was before, and keeps the points that were added since")
                .times(6, USER, "once")
                .after(HOUR)
                .act(USER, new ModeratorAction.Reset(false))
                .times(3, USER, "once")
                .user(USER)
                .undo()
                .check(USER, "once")
                .user(USER)
                .undo()
                .act("7", new ModeratorAction.Ban(DAY))
                .undo()
                .check("7", "image")
                .act(USER, new ModeratorAction.Override("image", 9L))
                .act(USER, new ModeratorAction.Override("image", 2L))
                .undo()
                .act(USER, new ModeratorAction.Reset(true))
                .undo()
                .user(USER);
    }

    private static Scenario undoneLate() {
        return of("an undo is possible for seven days")
                .act(USER, new ModeratorAction.Ban(null))
                .after(7 * DAY)
                .undo()
                .check(USER, "image")
                .act(USER, new ModeratorAction.Ban(null))
                .after(7 * DAY + 1)
                .undo()
                .check(USER, "image");
    }

    private static Scenario refused() {
        return of("what there is nothing to do for is refused, and changes nothing")
                .act(USER, new ModeratorAction.Reset(false))
                .act(USER, new ModeratorAction.Unban(false))
                .act(USER, new ModeratorAction.Unexempt())
                .check(USER, "image")
                .act(USER, new ModeratorAction.Unban(true))
                .act(USER, new ModeratorAction.Unexempt())
                .act(USER, new ModeratorAction.Note(""))
                .act(USER, new ModeratorAction.Override("image", null))
                .act(USER, new ModeratorAction.Ban(1L))
                .after(1)
                .act(USER, new ModeratorAction.Unban(false))
                .user(USER);
    }
}
