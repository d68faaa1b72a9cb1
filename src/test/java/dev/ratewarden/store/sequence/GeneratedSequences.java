package dev.ratewarden.store.sequence;

import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import dev.ratewarden.store.model.ModelStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plays generated scripts to the model and to a store and compares every field of every answer. System properties for campaigns:
 * {@code ratewarden.sequences} (how many), {@code ratewarden.sequence.length} (steps in each) and {@code ratewarden.sequence.seed}
 * (the first seed; the others follow it).
 */
public final class GeneratedSequences {

    /** Enough to find a slip in a few seconds; campaigns play more. */
    public static final int SEQUENCES = 40;

    private static final int LENGTH = 100;
    private static final long SEED = 1;

    /** Opens an empty store on this clock. */
    public interface Opener {
        StorePorts open(ManualClock clock) throws Exception;
    }

    /** Ends what the opener began. */
    public interface Closer {
        void close(StorePorts store) throws Exception;
    }

    private final Opener opener;
    private final Closer closer;

    private GeneratedSequences(Opener opener, Closer closer) {
        this.opener = opener;
        this.closer = closer;
    }

    /**
     * Compares, seed after seed.
     *
     * @param usual how many sequences to play unless a system property says otherwise
     * @throws AssertionError with the shortest script found that the store answers otherwise than the model
     */
    public static void compare(Opener opener, Closer closer, int usual) throws Exception {
        long first = Long.getLong("ratewarden.sequence.seed", SEED);
        int sequences = Integer.getInteger("ratewarden.sequences", usual);
        int length = Integer.getInteger("ratewarden.sequence.length", LENGTH);
        GeneratedSequences comparison = new GeneratedSequences(opener, closer);
        for (long seed = first; seed < first + sequences; seed++) {
            Script script = ScriptGenerator.generate(seed, length);
            if (comparison.difference(script) != null) {
                Script shortest = comparison.shrunk(script);
                throw new AssertionError(
                        "The store and the model differ.%n%s%nrepeat with -Dratewarden.sequence.seed=%d -Dratewarden.sequences=1%n%s"
                                .formatted(shortest, seed, comparison.difference(shortest)));
            }
        }
    }

    /** Null if the store answers as the model does. */
    private @Nullable String difference(Script script) throws Exception {
        ManualClock modelClock = new ManualClock(script.startMs());
        ManualClock storeClock = new ManualClock(script.startMs());
        StorePorts store = opener.open(storeClock);
        try {
            Replay model = new Replay(StorePorts.of(new ModelStore(modelClock)), modelClock, script);
            Replay tried = new Replay(store, storeClock, script);
            for (Script.Step step : script.steps()) {
                String difference = difference(step.toString(), model.play(step), tried.play(step));
                if (difference != null) {
                    return difference;
                }
            }
            return firstDifference(model.everything(), tried.everything());
        } finally {
            closer.close(store);
        }
    }

    private static @Nullable String firstDifference(List<String> model, List<String> store) {
        for (int i = 0; i < Math.max(model.size(), store.size()); i++) {
            String difference = difference("at the end, question " + i, at(model, i), at(store, i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static String at(List<String> answers, int i) {
        return i < answers.size() ? answers.get(i) : "no answer";
    }

    private static @Nullable String difference(String where, String model, String store) {
        return model.equals(store) ? null : "%s%nmodel: %s%nstore: %s".formatted(where, model, store);
    }

    /** Leaves out ever smaller runs of steps as long as a difference remains. */
    private Script shrunk(Script failing) throws Exception {
        List<Script.Step> steps = new ArrayList<>(failing.steps());
        for (int run = steps.size() / 2; run > 0; run /= 2) {
            int from = 0;
            while (from < steps.size()) {
                List<Script.Step> fewer = new ArrayList<>(steps);
                fewer.subList(from, Math.min(from + run, fewer.size())).clear();
                if (difference(failing.withSteps(fewer)) != null) {
                    steps = fewer;
                } else {
                    from += run;
                }
            }
        }
        return failing.withSteps(steps);
    }
}
