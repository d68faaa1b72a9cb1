package dev.ratewarden.store.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.limiter.ActionRefusedException;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.moderation.AuditEntry;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.policy.PolicyJson;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever a person changes of the policies stands in the audit trail, and so among the events. */
public interface PolicyTrailContract extends StoreFixture {

    private static Policy five() {
        return Policy.of("act", Limit.slidingWindow(5, Duration.ofHours(1)));
    }

    private static AuditEntry without(AuditEntry entry) {
        return new AuditEntry(
                entry.id(),
                entry.atMs(),
                entry.type(),
                entry.userId(),
                entry.operator(),
                entry.reason(),
                entry.untilMs(),
                entry.scoreBefore(),
                entry.scoreAfter(),
                entry.detail(),
                entry.undoes());
    }

    private static AuditEntry entry(int number, AuditEntry.Type type, String detail) {
        return new AuditEntry("g-" + number, T0 + number, type, null, "mod_lee", "because", null, 0, 0, detail, null);
    }

    @Test
    default void eachChangeOfThePoliciesIsInTheTrailAndAnEvent() {
        ScoreRules rules = new ScoreRules(80, 40, 0);
        for (PolicyChange change : List.of(
                new PolicyChange.Put(five()),
                new PolicyChange.Put(five().onTrial()),
                new PolicyChange.Remove("act", PolicyMode.ENFORCE),
                new PolicyChange.Rules(rules),
                new PolicyChange.Enforce(Enforcement.SHADOW))) {
            clock().advance(1);
            change(change);
        }
        List<AuditEntry> trail = store().moderation().audit(10);
        assertThat(trail.stream().map(PolicyTrailContract::without))
                .containsExactly(
                        entry(5, AuditEntry.Type.ENFORCEMENT, "SHADOW"),
                        entry(4, AuditEntry.Type.RULES, PolicyJson.write(rules)),
                        entry(3, AuditEntry.Type.POLICY, "act -"),
                        entry(2, AuditEntry.Type.POLICY, "act#shadow " + PolicyJson.write(five().onTrial())),
                        entry(1, AuditEntry.Type.POLICY, "act " + PolicyJson.write(five())));
        assertThat(store().moderation().auditEntry("g-4").orElseThrow()).isEqualTo(trail.get(1));

        List<SecurityEvent> events = allEvents();
        assertThat(events)
                .extracting(SecurityEvent::type)
                .containsExactly(
                        EventTypes.POLICY_CHANGED,
                        EventTypes.POLICY_CHANGED,
                        EventTypes.POLICY_CHANGED,
                        EventTypes.SCORE_RULES_CHANGED,
                        EventTypes.ENFORCEMENT_CHANGED);
        assertThat(events.getFirst().action()).isEqualTo("act");
        assertThat(events.getLast().figures())
                .containsEntry("auditId", "g-5")
                .containsEntry("operator", "mod_lee")
                .containsEntry("reason", "because")
                .containsEntry("detail", "SHADOW");
    }

    @Test
    default void whatChangesNothingAndWhatABotAddsIsNotInTheTrail() {
        store().limiter().addDefaults(List.of(five()), new ScoreRules(80, 40, 2));
        put(five());
        changeRules(new ScoreRules(80, 40, 2));
        enforce(Enforcement.ENFORCE);
        assertThatThrownBy(() -> change(new PolicyChange.Remove("nothing", PolicyMode.ENFORCE)))
                .isInstanceOf(ActionRefusedException.class);
        assertThat(store().moderation().audit(10)).isEmpty();
    }
}
