package dev.ratewarden.limiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy may say; every refusal names its field. */
class PolicyTest {

    private static final Policy ACT = Policy.of("act", Limit.slidingWindow(5, Duration.ofHours(1)));

    @Test
    void aPlainPolicyIsEnforcedCascadesNowhereAndIsDecidedInMemoryDuringAnOutage() {
        assertThat(ACT)
                .isEqualTo(new Policy(
                        "act",
                        Limit.slidingWindow(5, Duration.ofHours(1)),
                        10,
                        true,
                        PolicyMode.ENFORCE,
                        List.of(),
                        null,
                        OnOutage.LOCAL,
                        Map.of()));
        assertThat(ACT.key()).isEqualTo("act");
        assertThat(ACT.onTrial().key()).isEqualTo("act#shadow");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_001, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void pointsHaveBounds(int points) {
        refused(() -> ACT.withPoints(points), "points");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.000001, Double.NaN, Double.POSITIVE_INFINITY})
    void theAdaptiveFloorHasBounds(double floor) {
        refused(() -> ACT.adaptiveTo(floor), "adaptiveFloor");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1_000.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aMultiplierHasBounds(double times) {
        refused(() -> ACT.withRole("vip", times), "roles.vip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ünï", "x/y", "abcdefghijklmnopqrstuvwxyz1234567", "a\n"})
    void aRoleIsAShortPlainName(String role) {
        refused(() -> ACT.withRole(role, 2), "role");
    }

    @Test
    void atMostThirtyTwoRolesAreNamed() {
        Policy many = ACT;
        for (int i = 0; i < 32; i++) {
            many = many.withRole("r" + i, 2);
        }
        Policy full = many;
        assertThat(full.withRole("r0", 3).multiplier("r0")).isEqualTo(3);
        refused(() -> full.withRole("one-more", 2), "roles");
    }

    @Test
    void aRoleThatIsNotNamedMultipliesByOne() {
        Policy vip = ACT.withRole("vip", 2);
        assertThat(vip.multiplier("vip")).isEqualTo(2);
        assertThat(vip.multiplier("VIP")).isEqualTo(1);
        assertThat(vip.multiplier(null)).isEqualTo(1);
    }

    @Test
    void theOrderInWhichRolesWereNamedDoesNotMatter() {
        assertThat(ACT.withRole("a", 1).withRole("b", 2))
                .isEqualTo(ACT.withRole("b", 2).withRole("a", 1));
    }

    @Test
    void itCascadesToOthersEachOnce() {
        assertThat(ACT.cascadingTo("b", "c").cascadesTo()).containsExactly("b", "c");
        refused(() -> ACT.cascadingTo("act"), "cascadesTo act");
        refused(() -> ACT.cascadingTo("b", "c", "b"), "cascadesTo b");
        refused(() -> ACT.cascadingTo("Not an action"), "action");
        refused(() -> ACT.cascadingTo("b#shadow"), "action");
        refused(
                () -> ACT.cascadingTo(
                        IntStream.range(0, 17).mapToObj(i -> "x" + i).toArray(String[]::new)),
                "cascadesTo");
    }

    @Test
    void aTrialCascadesNowhere() {
        assertThat(ACT.cascadingTo("b").onTrial().cascadesTo()).isEmpty();
        refused(() -> ACT.onTrial().cascadingTo("b"), "cascadesTo");
    }

    @Test
    void whatAPolicyNamesCannotBeChangedFromOutside() {
        assertThatThrownBy(() -> ACT.withRole("vip", 2).roles().put("guest", 2.0))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> Collections.addAll(ACT.cascadingTo("b").cascadesTo(), "c"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private static void refused(ThrowingCallable making, String field) {
        assertThatThrownBy(making).isInstanceOf(InvalidRequestException.class).hasMessageStartingWith(field);
    }
}
