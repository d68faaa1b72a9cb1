package dev.ratewarden.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.Inputs;
import dev.ratewarden.limiter.Snowflake;
import dev.ratewarden.limiter.Text;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdentitiesTest {

    private static final long NOW_MS = 1_795_000_000_000L;

    private final List<Identity> settled =
            Stream.generate(new Identities(new Dice(1))::settled).limit(400).toList();

    @Test
    void everybodyIsSomebodyElse() {
        assertThat(settled).extracting(Identity::id).doesNotHaveDuplicates();
        assertThat(settled.stream().map(Identity::name).filter(Objects::nonNull))
                .doesNotHaveDuplicates();
    }

    @Test
    void someHaveNoNameAndSomeAShortId() {
        assertThat(settled.stream().filter(who -> who.name() == null)).hasSizeBetween(30, 90);
        assertThat(settled.stream().filter(who -> who.id().length() == 6)).hasSizeBetween(30, 90);
    }

    @Test
    void idsAndNamesAreAcceptableAsTheyAre() {
        assertThat(settled).allSatisfy(who -> {
            assertThat(Inputs.userId(who.id())).isEqualTo(who.id());
            if (who.name() != null) {
                assertThat(Text.displayName(who.name())).isEqualTo(who.name());
            }
        });
    }

    @Test
    void equalSeedsMakeEqualPeopleOnAnyDay() {
        assertThat(Stream.generate(new Identities(new Dice(1))::settled).limit(400))
                .isEqualTo(settled);
    }

    @Test
    void anIdTellsTheAgeOfItsAccount() {
        Identity fresh = new Identities(new Dice(2)).fresh(NOW_MS, Duration.ofDays(6));

        assertThat(Snowflake.isYounger(fresh.id(), NOW_MS, Duration.ofDays(7).toMillis()))
                .isTrue();
        assertThat(Snowflake.isYounger(
                        fresh.id(),
                        NOW_MS + Duration.ofDays(9).toMillis(),
                        Duration.ofDays(7).toMillis()))
                .isFalse();
        assertThat(Snowflake.isYounger("123456", NOW_MS, Duration.ofDays(7).toMillis()))
                .isFalse();
    }
}
