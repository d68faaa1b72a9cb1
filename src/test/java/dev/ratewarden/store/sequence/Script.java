package dev.ratewarden.store.sequence;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserQuery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A community's settings and what happens in it, with all times fixed.
 *
 * @param seed from which it was generated
 */
record Script(long seed, ScoreRules rules, List<Policy> policies, List<Step> steps) {

    /** @param atMs where the clock is set before; may lie before the step that came before it */
    record Step(long atMs, Op op) {}

    sealed interface Op {

        /** Some checks, one after the other. */
        record Check(CheckRequest request, int times) implements Op {}

        record Peek(CheckRequest request) implements Op {}

        record Act(String user, ModeratorAction action) implements Op {}

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

    Script withSteps(List<Step> kept) {
        return new Script(seed, rules, policies, List.copyOf(kept));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("seed %d%n%s%n".formatted(seed, rules));
        policies.forEach(policy -> text.append(policy).append('\n'));
        steps.forEach(
                step -> text.append(step.atMs()).append(' ').append(step.op()).append('\n'));
        return text.toString();
    }
}
