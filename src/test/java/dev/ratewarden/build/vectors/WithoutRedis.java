package dev.ratewarden.build.vectors;

import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.policy.PolicyJson;
import dev.ratewarden.store.ManualClock;
import dev.ratewarden.store.StorePorts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A store that keeps no Redis: it takes the readable form of settings, and all clients are one. */
final class WithoutRedis implements VectorReplay.Target {

    private final ManualClock clock;
    private final StorePorts store;

    private WithoutRedis(ManualClock clock, StorePorts store) {
        this.clock = clock;
        this.store = store;
    }

    static Function<ManualClock, VectorReplay.Target> of(Function<ManualClock, StorePorts> stores) {
        return clock -> new WithoutRedis(clock, stores.apply(clock));
    }

    @Override
    public void begin(JsonNode setup) {
        store.limiter().addDefaults(policies(setup).values(), rules(setup));
        if (enforcement(setup) != Enforcement.ENFORCE) {
            change(new PolicyChange.Enforce(enforcement(setup)));
        }
        VectorReplay.playBefore(setup, this, clock);
    }

    @Override
    public StorePorts client(String name) {
        return store;
    }

    @Override
    public void set(JsonNode set) {
        PolicyBook book = store.moderation().policies();
        Map<String, Policy> wanted = policies(set);
        SetupCommands.all(book).stream()
                .filter(policy -> !wanted.containsKey(policy.key()))
                .forEach(policy -> change(new PolicyChange.Remove(policy.action(), policy.mode())));
        for (Policy policy : wanted.values()) {
            Policy now =
                    policy.mode() == PolicyMode.SHADOW ? book.trial(policy.action()) : book.policy(policy.action());
            if (!policy.equals(now)) {
                change(new PolicyChange.Put(policy));
            }
        }
        if (!rules(set).equals(book.scoreRules())) {
            change(new PolicyChange.Rules(rules(set)));
        }
        if (enforcement(set) != book.enforcement()) {
            change(new PolicyChange.Enforce(enforcement(set)));
        }
    }

    private void change(PolicyChange change) {
        store.moderation().change(change, "vectors", "", null);
    }

    private static Map<String, Policy> policies(JsonNode settings) {
        Map<String, Policy> policies = new LinkedHashMap<>();
        settings.get("policies")
                .properties()
                .forEach(policy -> policies.put(
                        policy.getKey(),
                        PolicyJson.read(policy.getKey(), policy.getValue().toString())));
        return policies;
    }

    private static ScoreRules rules(JsonNode settings) {
        return PolicyJson.readRules(settings.get("rules").toString());
    }

    private static Enforcement enforcement(JsonNode settings) {
        return Enforcement.valueOf(settings.get("enforcement").stringValue());
    }
}
