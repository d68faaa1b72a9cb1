package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Decision;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.policy.PolicyJson;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.model.ModelStore;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One case of a file: settings and steps. Each step is played to the model when it is written down, and what the model answers is what is
 * to be expected. Used by one thread.
 */
final class Scenario {

    /** Midnight UTC, and so the start of every fixed window whose length divides a day. */
    static final long T0 = 1_800_057_600_000L;

    private final ManualClock clock;
    private final ModelStore model;
    private final RateLimiter limiter;
    private final ObjectNode node = VectorText.JSON.createObjectNode();
    private final ObjectNode setup;
    private final ArrayNode commands;
    private ArrayNode steps;
    private double least;
    private @Nullable Decision latest;
    private @Nullable String latestAuditId;
    private @Nullable String latestActedOn;
    private @Nullable String client;

    Scenario(String name, long startMs, @Nullable ScoreRules rules, Enforcement enforcement, List<Policy> policies) {
        clock = new ManualClock(startMs);
        model = new ModelStore(clock);
        limiter = RateLimiter.builder(new NoDefaults(model)).build();
        model.addDefaults(policies, rules);
        if (enforcement != Enforcement.ENFORCE) {
            model.change(new PolicyChange.Enforce(enforcement), "vectors", "", null);
        }
        node.put("name", name);
        setup = node.putObject("setup");
        setup.put("at", startMs);
        commands = setup.putArray("redis");
        least = book().scoreRules().unblockBelow();
        SetupCommands.keyspace(VectorKeys.USUAL).forEach(command -> add(commands, command));
        add(commands, SetupCommands.policies(VectorKeys.USUAL, book(), least));
        readable(setup);
        setup.put("maxUsersPerShard", 1_000_000);
        steps = node.putArray("steps");
    }

    /** With the usual score rules. */
    static Scenario of(String name, Policy... policies) {
        return new Scenario(name, T0, null, Enforcement.ENFORCE, List.of(policies));
    }

    private PolicyBook book() {
        return model.policies();
    }

    private void readable(ObjectNode into) {
        ObjectNode policies = into.putObject("policies");
        SetupCommands.all(book())
                .forEach(policy -> policies.set(policy.key(), VectorText.JSON.readTree(PolicyJson.write(policy))));
        into.set("rules", VectorText.JSON.readTree(PolicyJson.write(book().scoreRules())));
        into.put("enforcement", book().enforcement().name());
    }

    private static void add(ArrayNode commands, List<String> command) {
        ArrayNode words = commands.addArray();
        command.forEach(words::add);
    }

    /**
     * What is there before the first step.
     *
     * @param before leads a store without Redis to the same
     * @param raw the commands that write it
     */
    Scenario state(Consumer<Scenario> before, List<List<String>> raw) {
        ArrayNode mine = steps;
        steps = setup.putArray("before");
        before.accept(this);
        steps = mine;
        raw.forEach(command -> add(commands, command));
        return this;
    }

    Scenario at(long ms) {
        clock.set(ms);
        return this;
    }

    Scenario after(long ms) {
        clock.advance(ms);
        return this;
    }

    /** As long as the latest decision says that one has to wait, and a little more or less. */
    Scenario afterRetry(long more) {
        return after(Objects.requireNonNull(Objects.requireNonNull(latest).retryAfterMs()) + more);
    }

    /** As long as a look at this action says now, and a little more or less. */
    Scenario peekAndWait(String user, String action, long more) {
        return peek(user, action).afterRetry(more);
    }

    /** The next step is another client's. */
    Scenario byClient(String name) {
        client = name;
        return this;
    }

    Scenario check(String user, String action) {
        return check(CheckRequest.of(user, action));
    }

    Scenario check(String user, String action, long cost) {
        return check(new CheckRequest(user, action, cost, null));
    }

    Scenario times(int times, String user, String action) {
        for (int i = 0; i < times; i++) {
            check(user, action);
        }
        return this;
    }

    Scenario check(CheckRequest request) {
        return ask("check", request, () -> limiter.check(request));
    }

    Scenario peek(String user, String action) {
        return peek(CheckRequest.of(user, action));
    }

    Scenario peek(CheckRequest request) {
        return ask("peek", request, () -> limiter.peek(request));
    }

    private Scenario ask(String how, CheckRequest request, Supplier<Decision> decision) {
        ObjectNode step = step();
        step.set(how, Requests.json(request));
        try {
            Decision made = decision.get();
            latest = made;
            step.set("expect", Expected.of(made));
        } catch (InvalidRequestException tooDear) {
            if (!Objects.requireNonNull(tooDear.getMessage()).startsWith("COST_EXCEEDS_LIMIT")) {
                throw tooDear;
            }
            step.put("error", "COST_EXCEEDS_LIMIT");
        }
        return this;
    }

    /** A change of the policies that clients have learnt of when the next step begins. */
    Scenario change(PolicyChange change) {
        return change(change, false);
    }

    /** A change after which clients go on for a moment with the copy that they have. */
    Scenario changeUnseen(PolicyChange change) {
        return change(change, true);
    }

    private Scenario change(PolicyChange change, boolean unseen) {
        model.change(change, "vectors", "", null);
        least = Math.min(least, book().scoreRules().unblockBelow());
        ObjectNode set = step().putObject("set");
        ArrayNode written = set.putArray("redis");
        add(written, List.of("DEL", VectorKeys.USUAL.global("policies")));
        add(written, SetupCommands.policies(VectorKeys.USUAL, book(), least));
        readable(set);
        if (unseen) {
            set.put("unseen", true);
        }
        return this;
    }

    Scenario act(String user, ModeratorAction action) {
        return act(user, action, "because");
    }

    Scenario act(String user, ModeratorAction action, String reason) {
        return act(user, Requests.json(action), reason, action);
    }

    /** Takes the latest action back, whoever it was about. */
    Scenario undo() {
        ObjectNode asked = VectorText.JSON.createObjectNode().put("type", "UNDO");
        return act(
                Objects.requireNonNull(latestActedOn),
                asked,
                "a mistake",
                new ModeratorAction.Undo(Objects.requireNonNull(latestAuditId)));
    }

    boolean hasActed() {
        return latestAuditId != null;
    }

    private Scenario act(String user, ObjectNode asked, String reason, ModeratorAction action) {
        ObjectNode step = step();
        asked.put("user", user);
        asked.put("operator", "lee");
        asked.put("reason", reason);
        step.set("act", asked);
        try {
            var entry = model.act(user, action, "lee", reason, null).entry();
            latestAuditId = entry.id();
            latestActedOn = user;
            step.set("expect", Expected.of(entry));
        } catch (ActionRefusedException refused) {
            step.put("error", Refusals.word(refused));
        }
        return this;
    }

    Scenario user(String user) {
        step().put("user", user)
                .set("expect", model.user(user).map(Expected::of).orElseGet(Expected::untracked));
        return this;
    }

    private ObjectNode step() {
        ObjectNode step = steps.addObject().put("at", clock.millis());
        if (client != null) {
            step.put("client", client);
            client = null;
        }
        return step;
    }

    ObjectNode json() {
        return node;
    }
}
