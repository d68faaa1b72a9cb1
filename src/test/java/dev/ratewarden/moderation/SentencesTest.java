package dev.ratewarden.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentencesTest {

    private static final long NOW = 1_772_719_200_000L; // 2026-03-05 14:00 UTC
    private static final long HOUR = 3_600_000;

    private final Sentences sentences = new Sentences(ZoneOffset.UTC);

    @Test
    void aBlockNamesTheUserTheScoreAndTheAction() {
        assertThat(event(EventTypes.USER_AUTO_BLOCKED, "pack_create", 100, 0))
                .isEqualTo("mira_42 was blocked: the score reached 100 with pack_create");
    }

    @Test
    void aFoldedEventSaysForHowManyItStands() {
        assertThat(event(EventTypes.HIGH_ABUSE_SCORE_LIMIT, "payment", 132.86, 82))
                .isEqualTo("mira_42 is blocked and keeps asking for payment: score 132.8 (82 more like it)");
    }

    @Test
    void violationsSayWhoseLimitWasMet() {
        assertThat(event(EventTypes.rateLimitExceeded("pack_create"), "pack_create", 45, 0))
                .isEqualTo("mira_42 went over the limit of pack_create: score 45");
        assertThat(event(EventTypes.excessiveAttempts("payment"), "payment", 60, 0))
                .isEqualTo("mira_42 has met the limit of payment more than ten times: score 60");
    }

    @Test
    void aRaidSaysHowManyUsersWithinWhatTimeAndHowManyAreNew() {
        assertThat(about(EventTypes.COORDINATED_ABUSE, Map.of("users", "12", "newAccounts", "5", "windowMs", "600000")))
                .isEqualTo("12 users met the limit of payment within 10 min, 5 of them new accounts");
        assertThat(about(
                        EventTypes.COORDINATED_ABUSE, Map.of("users", "12", "newAccounts", "0", "windowMs", "rubbish")))
                .isEqualTo("12 users met the limit of payment");
    }

    @Test
    void whatBotsMetIsSaidInWords() {
        assertThat(about(EventTypes.STORE_OUTAGE_ENTERED, Map.of("instance", "bot-2", "cause", "timed out")))
                .isEqualTo("bot-2 lost the store and decides by itself: timed out");
        assertThat(about(EventTypes.STORE_OUTAGE_LEFT, Map.of("instance", "bot-2", "checks", "1204")))
                .isEqualTo("bot-2 has the store back; it decided 1204 checks itself");
        assertThat(about(EventTypes.EVENTS_DROPPED, Map.of("sink", "discord", "events", "7")))
                .isEqualTo("7 events did not reach discord");
        assertThat(about("SOMETHING_NEW", Map.of())).isEqualTo("something new");
    }

    @Test
    void everyTypeOfEventHasASentence() {
        EventTypes.fixed()
                .keySet()
                .forEach(type ->
                        assertThat(about(type, Map.of())).as(type).isNotBlank().doesNotContain("null"));
    }

    @Test
    void aBanSaysByWhomHowLongAndWhy() {
        assertThat(audit(AuditEntry.Type.BAN, NOW + 24 * HOUR, null, null, "raid"))
                .isEqualTo("mod_lee banned mira_42 for 24 hours: raid");
        assertThat(audit(AuditEntry.Type.BAN, NOW + 168 * HOUR, null, null, ""))
                .isEqualTo("mod_lee banned mira_42 for 7 days");
        assertThat(audit(AuditEntry.Type.BAN, NOW + HOUR, null, null, ""))
                .isEqualTo("mod_lee banned mira_42 for 1 hour");
        assertThat(audit(AuditEntry.Type.BAN, null, null, null, "")).isEqualTo("mod_lee banned mira_42 for good");
    }

    @Test
    void whateverAModeratorDidIsSaid() {
        assertThat(audit(AuditEntry.Type.RESET, null, null, null, "shared account"))
                .isEqualTo("mod_lee reset mira_42: shared account");
        assertThat(audit(AuditEntry.Type.UNBAN, NOW + 2 * HOUR, null, null, ""))
                .isEqualTo("mod_lee unbanned mira_42, with a grace period until 16:00");
        assertThat(audit(AuditEntry.Type.NOTE, null, "watch\nher", null, ""))
                .isEqualTo("mod_lee noted about mira_42: watch her");
        assertThat(audit(AuditEntry.Type.NOTE, null, "", null, "")).isEqualTo("mod_lee removed the note about mira_42");
        assertThat(audit(AuditEntry.Type.OVERRIDE, null, "pack_create 50", null, ""))
                .isEqualTo("mod_lee set the limit of mira_42 for pack_create to 50");
        assertThat(audit(AuditEntry.Type.OVERRIDE, null, "pack_create -", null, ""))
                .isEqualTo("mod_lee took away the own limit of mira_42 for pack_create");
        assertThat(audit(AuditEntry.Type.UNDO, null, null, "7-42", ""))
                .isEqualTo("mod_lee took back the ban of mira_42");
        assertThat(audit(AuditEntry.Type.UNDO, null, null, "7-41", ""))
                .isEqualTo("mod_lee took back an earlier action on mira_42");
        assertThat(audit(AuditEntry.Type.POLICY, null, "payment {}", null, ""))
                .isEqualTo("mod_lee changed the policy payment");
        assertThat(audit(AuditEntry.Type.POLICY, null, "payment -", null, ""))
                .isEqualTo("mod_lee removed the policy payment");
        assertThat(audit(AuditEntry.Type.ENFORCEMENT, null, "SHADOW", null, ""))
                .isEqualTo("mod_lee turned the switch over all policies to SHADOW");
    }

    @Test
    void anEntryReadsTheSameAmongTheEvents() {
        for (AuditEntry.Type type : AuditEntry.Type.values()) {
            AuditEntry entry = entry(type, NOW + 24 * HOUR, "pack_create 50", "7-1", "why");
            assertThat(sentences.event(AuditEvents.of(entry), "mira_42", NOW, SentencesTest::type))
                    .as(type.name())
                    .isEqualTo(sentences.audit(entry, "mira_42", NOW, SentencesTest::type));
        }
    }

    @Test
    void whatHidesInTextsOfStrangersIsShown() {
        assertThat(audit(AuditEntry.Type.RESET, null, null, null, "a\u202eb")).endsWith(": a\\u{202e}b");
    }

    private String event(String type, String action, double score, long folded) {
        return sentences.event(
                new SecurityEvent(NOW, type, EventTypes.severity(type), "mira", action, null, score, folded),
                "mira_42",
                NOW,
                SentencesTest::type);
    }

    private String about(String type, Map<String, String> figures) {
        return sentences.event(
                new SecurityEvent(NOW, type, EventTypes.severity(type), null, "payment", null, 0, 0, figures),
                "",
                NOW,
                SentencesTest::type);
    }

    /** Of those entries that are known. */
    private static AuditEntry.@Nullable Type type(String id) {
        return id.equals("7-42") ? AuditEntry.Type.BAN : null;
    }

    private String audit(
            AuditEntry.Type type,
            @Nullable Long until,
            @Nullable String detail,
            @Nullable String undoes,
            String reason) {
        return sentences.audit(entry(type, until, detail, undoes, reason), "mira_42", NOW, SentencesTest::type);
    }

    private static AuditEntry entry(
            AuditEntry.Type type,
            @Nullable Long until,
            @Nullable String detail,
            @Nullable String undoes,
            String reason) {
        return new AuditEntry("7-43", NOW, type, "mira", "mod_lee", reason, until, 80, 80, detail, undoes);
    }
}
