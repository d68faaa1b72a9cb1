package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.CheckOutcome;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.LimiterStore;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A store into which a limiter writes no policies of its own: those of the case are all there are. */
public record NoDefaults(LimiterStore store) implements LimiterStore {

    @Override
    public CheckOutcome check(CheckRequest request) {
        return store.check(request);
    }

    @Override
    public CheckOutcome peek(CheckRequest request) {
        return store.peek(request);
    }

    @Override
    public PolicyBook policies() {
        return store.policies();
    }

    @Override
    public PolicyBook addDefaults(Collection<Policy> defaults, @Nullable ScoreRules rules) {
        return store.policies();
    }

    @Override
    public Set<String> describe(Map<String, String> namesById) {
        return store.describe(namesById);
    }

    @Override
    public void close() {
        store.close();
    }
}
