package dev.ratewarden.dashboard.activity;

import static dev.ratewarden.dashboard.activity.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.activity.EntryFilter.Span;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent.Severity;
import java.util.Set;
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
    void oneOfSeveralTypesIsEnough() {
        EntryFilter filter = EntryFilter.NONE.withTypes(Set.of(EventTypes.USER_BANNED, EventTypes.USER_UNBANNED));
        assertThat(filter.accepts(ban, NOW)).isTrue();
        assertThat(filter.accepts(blocked, NOW)).isFalse();
        assertThat(filter.queries(null, NOW, null, 1)).hasSize(2);
    }

    @Test
    void aMomentOfItsOwnStandsInPlaceOfASpan() {
        EntryFilter filter = EntryFilter.NONE.withFrom(NOW - 7_200_000);
        assertThat(filter.accepts(blocked, NOW)).isTrue();
        assertThat(filter.withFrom(NOW - 7_199_999).accepts(blocked, NOW)).isFalse();
        assertThat(filter.withSpan(Span.HOUR).sinceMs(NOW)).isEqualTo(NOW - 3_600_000);
    }

    @Test
    void aUserIsNamedByIdOrTheBeginningOfTheNameCaseIgnoredAsTheStoreFindsThem() {
        Entry named = new Entry(3, blocked.event(), null, "Mira the Great", "words", "words");
        assertThat(EntryFilter.NONE.withUser(" MIRA ").accepts(named, NOW)).isTrue();
        assertThat(EntryFilter.NONE.withUser("mira_42").accepts(named, NOW)).isTrue();
        assertThat(EntryFilter.NONE.withUser("great").accepts(named, NOW))
                .as("a part further on")
                .isFalse();
        assertThat(EntryFilter.NONE.withUser("mira").accepts(blocked, NOW))
                .as("the beginning of an id")
                .isFalse();
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
        assertThat(EntryFilter.NONE.withSpan(Span.ALL).sinceMs(NOW)).isNull();
    }
}
