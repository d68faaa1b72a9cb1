package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.activity.Samples.NOW;
import static dev.ratewarden.dashboard.activity.Samples.ban;
import static dev.ratewarden.dashboard.activity.Samples.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.moderation.AuditEntry;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoRuleTest {

    private static final long DAY = 86_400_000;

    private final AuditEntry ban = ban("0-7", NOW - DAY, "mira", "mod_lee");

    @Test
    void theLatestActionOnAUserCanBeTakenBackFor7Days() {
        assertThat(whyNot(ban, List.of(ban, ban("0-8", NOW, "kettle", "ann")))).isEmpty();
        AuditEntry old = ban("0-1", NOW - 7 * DAY - 1, "mira", "mod_lee");
        assertThat(whyNot(old, List.of(old))).isEqualTo("It is older than 7 days.");
        AuditEntry justIn = ban("0-1", NOW - 7 * DAY, "mira", "mod_lee");
        assertThat(whyNot(justIn, List.of(justIn))).isEmpty();
    }

    @Test
    void whoeverTookItBackAlreadyIsNamed() {
        assertThat(whyNot(ban, List.of(undo("0-9", NOW - 60_000, "mira", "ann", "0-7"), ban)))
                .isEqualTo("ann took it back already, at 13:59:00.");
    }

    @Test
    void whoeverActedSinceIsNamed() {
        AuditEntry later = ban("0-8", NOW - 60_000, "mira", "ann");
        assertThat(whyNot(ban, List.of(later, ban)))
                .isEqualTo("ann acted on this user since, at 13:59:00; only the latest action can be taken back.");
    }

    @Test
    void atTheSameTimeTheNumberTellsWhichCameLater() {
        AuditEntry twin = ban("0-8", ban.atMs(), "mira", "ann");
        assertThat(whyNot(ban, List.of(ban, twin))).startsWith("ann acted on this user since");
        assertThat(whyNot(twin, List.of(ban, twin))).isEmpty();
    }

    @Test
    void policiesUndosAndRemovalsForGoodSayWhyNot() {
        AuditEntry policy =
                new AuditEntry("g-1", NOW, AuditEntry.Type.POLICY, null, "ann", "", null, 0, 0, "payment {}", null);
        assertThat(whyNot(policy, List.of())).contains("restore it on the page Policies");
        AuditEntry undo = undo("0-9", NOW, "mira", "ann", "0-7");
        assertThat(whyNot(undo, List.of(undo))).isEqualTo("This is itself an undo.");
        AuditEntry forget =
                new AuditEntry("0-9", NOW, AuditEntry.Type.FORGET, "mira", "ann", "", null, 0, 0, null, null);
        assertThat(whyNot(forget, List.of(forget))).contains("cannot be brought back");
    }

    private static String whyNot(AuditEntry entry, List<AuditEntry> known) {
        return UndoRule.whyNot(entry, known, NOW, new EntryTimes(new Times(ZoneOffset.UTC)));
    }
}
