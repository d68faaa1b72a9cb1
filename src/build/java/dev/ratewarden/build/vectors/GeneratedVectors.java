package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.store.sequence.Script;
import dev.ratewarden.store.sequence.ScriptGenerator;
import java.util.List;
import java.util.stream.LongStream;

/** Communities and what happens in them, made up from seeds: the corners that nobody thought of. */
final class GeneratedVectors {

    private static final int CASES = 8;
    private static final int LENGTH = 70;

    private GeneratedVectors() {}

    static List<VectorFile> files() {
        return List.of(
                new VectorFile("generated", "Made up from seeds: everything but moderators.", cases(1, false)),
                new VectorFile("generated-acts", "Made up from seeds: moderators too.", true, cases(101, true)));
    }

    private static List<Scenario> cases(long firstSeed, boolean acting) {
        return LongStream.range(firstSeed, firstSeed + CASES)
                .mapToObj(seed -> of(ScriptGenerator.generate(seed, LENGTH, acting)))
                .toList();
    }

    private static Scenario of(Script script) {
        Scenario scenario = new Scenario(
                "seed " + script.seed(), script.startMs(), script.rules(), Enforcement.ENFORCE, script.policies());
        script.steps().forEach(step -> play(scenario.at(step.atMs()), step.op()));
        return scenario;
    }

    private static void play(Scenario scenario, Script.Op op) {
        switch (op) {
            case Script.Op.Check check -> {
                for (int i = 0; i < check.times(); i++) {
                    scenario.check(check.request());
                }
            }
            case Script.Op.Peek peek -> scenario.peek(peek.request());
            case Script.Op.Change change -> change(scenario, change.change());
            case Script.Op.Look look -> scenario.user(look.user());
            case Script.Op.Act act
            when !(act.action() instanceof ModeratorAction.Forget) -> scenario.act(act.user(), act.action());
            case Script.Op.Undo undo when scenario.hasActed() -> scenario.undo();
            default -> {
                // Names, searches and lists are nothing that a client needs.
            }
        }
    }

    /** What the store refuses, such as a circle of policies, is no change. */
    private static void change(Scenario scenario, PolicyChange change) {
        try {
            scenario.change(change);
        } catch (ActionRefusedException | InvalidRequestException refused) {
            scenario.user("ann");
        }
    }
}
