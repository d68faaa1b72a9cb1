package dev.ratewarden.store.sequence;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.moderation.UserQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A community's settings and what happens in it, with all times fixed.
 *
 * @param seed from which it was generated
 * @param startMs when the settings are written, epoch ms
 * @param policies also those on trial
 */
public record Script(long seed, long startMs, ScoreRules rules, List<Policy> policies, List<Step> steps) {

    /** @param atMs where the clock is set before; may lie before the step that came before it */
    public record Step(long atMs, Op op) {}

    public sealed interface Op {

        /** Some checks, one after the other. */
        record Check(CheckRequest request, int times) implements Op {}

        record Peek(CheckRequest request) implements Op {}

        /** @param seen which moderation revision of the user the moderator has looked at */
        record Act(String user, ModeratorAction action, Seen seen) implements Op {}

        /** @param seen which revision of the policies the moderator has looked at */
        record Change(PolicyChange change, Seen seen) implements Op {}

        /**
         * Undoes an action that was done.
         *
         * @param back which one: 0 for the latest
         * @param user on whom it is asked; null for the user whom it was about
         */
        record Undo(int back, @Nullable String user) implements Op {}

        record Describe(String user, String name) implements Op {}

        record Look(String user) implements Op {}

        record Find(String text) implements Op {}

        record Overview(UserQuery query) implements Op {}
    }

    /** What somebody who acts has looked at before. */
    public enum Seen {
        NOTHING,
        THE_PRESENT,
        AN_EARLIER_ONE
    }

    Script withSteps(List<Step> kept) {
        return new Script(seed, startMs, rules, policies, List.copyOf(kept));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed %d, from %d%n%s%n".formatted(seed, startMs, rules));
        policies.forEach(policy -> text.append(policy).append('\n'));
        steps.forEach(
                step -> text.append(step.atMs()).append(' ').append(step.op()).append('\n'));
        return text.toString();
    }
}
