package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.activity.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.activity.EntryFilter.Span;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent.Severity;
import org.junit.jupiter.api.Test;

class EntryFilterTest {

    private final Entry blocked = Samples.event(1, NOW - 7_200_000, EventTypes.USER_AUTO_BLOCKED, "mira_42");
    private final Entry ban = Samples.audit(2, Samples.ban("0-7", NOW, "kettle", "mod_lee"));

    @Test
    void severityMeansAtLeast() {
        EntryFilter filter = EntryFilter.NONE.withLeast(Severity.WARNING);
        assertThat(filter.accepts(blocked, NOW)).isTrue();
        assertThat(filter.accepts(ban, NOW)).isFalse();
    }

    @Test
    void typesCanBeNamedByTheirBeginning() {
        assertThat(EntryFilter.NONE.withType("USER_*").accepts(ban, NOW)).isTrue();
        assertThat(EntryFilter.NONE.withType(EventTypes.USER_BANNED).accepts(blocked, NOW))
                .isFalse();
    }

    @Test
    void aUserIsNamedByIdOrAPartOfTheNameCaseIgnored() {
        assertThat(EntryFilter.NONE.withUser(" MIRA ").accepts(blocked, NOW)).isTrue();
        assertThat(EntryFilter.NONE.withUser("kettle").accepts(blocked, NOW)).isFalse();
    }

    @Test
    void operatorAndPlaceAreNamedByAPart() {
        assertThat(EntryFilter.NONE.withOperator("lee").accepts(ban, NOW)).isTrue();
        assertThat(EntryFilter.NONE.withOperator("lee").accepts(blocked, NOW)).isFalse();
        assertThat(EntryFilter.NONE.withWhere("guild").accepts(blocked, NOW)).isTrue();
        assertThat(EntryFilter.NONE.withWhere("guild").accepts(ban, NOW)).isFalse();
    }

    @Test
    void aSpanCountsFromTheStoresNow() {
        assertThat(EntryFilter.NONE.withSpan(Span.HOUR).accepts(blocked, NOW)).isFalse();
        assertThat(EntryFilter.NONE.withSpan(Span.DAY).accepts(blocked, NOW)).isTrue();
        assertThat(EntryFilter.NONE.withSpan(Span.ALL).query(null, NOW, null, 1).sinceMs())
                .isNull();
    }
}
