package dev.ratewarden.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.settings.WindowPlace.Area;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowPlaceTest {

    private static final Area MAIN = new Area(0, 0, 1_920, 1_040);
    private static final Area LEFT = new Area(-1_600, 100, 1_600, 860);

    @Test
    void aWindowThatNeverWasAnywhereStandsInTheMiddleOfTheMainScreen() {
        assertThat(restored(null, MAIN, LEFT)).isEqualTo(new WindowPlace(320, 120, 1_280, 800, false));
    }

    @Test
    void aWindowComesBackWhereItWas() {
        WindowPlace there = new WindowPlace(-1_500, 150, 1_300, 700, true);

        assertThat(restored(there, MAIN, LEFT)).isEqualTo(there);
    }

    @Test
    void aWindowOfAScreenThatIsGoneComesBackCentredInItsSize() {
        assertThat(restored(new WindowPlace(-1_500, 150, 1_300, 700, true), MAIN))
                .isEqualTo(new WindowPlace(310, 170, 1_300, 700, true));
    }

    @Test
    void aWindowOfWhichOnlyASliverIsInSightComesBackCentred() {
        assertThat(restored(new WindowPlace(1_850, 200, 1_000, 700, false), MAIN))
                .isEqualTo(new WindowPlace(460, 170, 1_000, 700, false));
    }

    @Test
    void aTitleBarAboveOrBelowTheScreenComesBackCentred() {
        assertThat(restored(new WindowPlace(100, -80, 1_000, 700, false), MAIN).y())
                .isEqualTo(170);
        assertThat(restored(new WindowPlace(100, 1_030, 1_000, 700, false), MAIN)
                        .y())
                .isEqualTo(170);
    }

    @Test
    void aWindowIsNoLargerThanItsScreen() {
        assertThat(restored(new WindowPlace(0, 0, 3_840, 2_100, false), MAIN))
                .isEqualTo(new WindowPlace(0, 0, 1_920, 1_040, false));
        assertThat(WindowPlace.restored(null, List.of(new Area(0, 30, 1_024, 700)), 1_280, 800))
                .isEqualTo(new WindowPlace(0, 30, 1_024, 700, false));
    }

    @Test
    void aWindowThatReachesOverTheEdgeButCanBeTakenStaysThere() {
        WindowPlace there = new WindowPlace(1_500, 200, 1_000, 700, false);

        assertThat(restored(there, MAIN)).isEqualTo(there);
    }

    private static WindowPlace restored(WindowPlace saved, Area... screens) {
        return WindowPlace.restored(saved, List.of(screens), 1_280, 800);
    }
}
