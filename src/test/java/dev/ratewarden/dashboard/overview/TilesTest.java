package dev.ratewarden.dashboard.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.overview.Tiles.Tile;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.MinuteCount;
import dev.ratewarden.moderation.MinuteCount.Gauges;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.Statistics;
import dev.ratewarden.moderation.UserList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines beside the figures end where the figures are: now. */
class TilesTest {

    private static final long MINUTE = 60_000;
    private static final long NOON = 29_000_000 * MINUTE;

    private static List<Tile> tiles(long nowMs, MinuteCount... minutes) {
        return tiles("", nowMs, minutes);
    }

    private static List<Tile> tiles(String keyspace, long nowMs, MinuteCount... minutes) {
        Statistics now = new Statistics(9, 4, 1, 0, 20, 600, 60);
        UserList nobody = new UserList(List.of(), 0);
        return Tiles.of(new Snapshot(nowMs, now, nobody, List.of(minutes), Instances.NONE, 0, keyspace), null);
    }

    @Test
    void minutesWithoutAnyChecksCountAsNoneUpToNow() {
        List<Tile> tiles = tiles(
                NOON + 4 * MINUTE + 5_000,
                new MinuteCount(NOON, 540, 60, 6, null),
                new MinuteCount(NOON + 2 * MINUTE, 60, 0, 2, null));

        assertThat(tiles.get(3).trend()).as("violations").containsExactly(6.0, 0.0, 2.0, 0.0);
        assertThat(tiles.get(4).trend()).as("checks a second").containsExactly(10.0, 0.0, 1.0, 0.0);
        assertThat(tiles.get(5).trend())
                .as("denied: a share of nothing is none")
                .containsExactly(0.1, 0.0);
    }

    @Test
    void theRunningMinuteIsLeftOutSinceItWouldAlwaysDip() {
        List<Tile> tiles = tiles(
                NOON + MINUTE + 5_000,
                new MinuteCount(NOON, 540, 60, 6, null),
                new MinuteCount(NOON + MINUTE, 30, 0, 1, null));

        assertThat(tiles.get(4).trend()).containsExactly(10.0);
    }

    @Test
    void aFigureThatIsReadAsItStandsEndsItsOwnLine() {
        List<Tile> tiles = tiles(
                NOON + 9 * MINUTE,
                new MinuteCount(NOON, 1, 0, 0, new Gauges(5, 2, 0)),
                new MinuteCount(NOON + MINUTE, 1, 0, 0, new Gauges(7, 3, 0)));

        assertThat(tiles.get(0).trend()).as("users tracked").containsExactly(5.0, 7.0, 9.0);
        assertThat(tiles.get(1).trend()).as("high abuse").containsExactly(2.0, 3.0, 4.0);
    }

    @Test
    void aMinuteInWhichTheStoreWasSetUpIsNoFullOne() {
        MinuteCount first = new MinuteCount(NOON, 540, 60, 6, null);

        assertThat(tiles(NOON - 1 + "000", NOON + MINUTE + 5_000, first).get(4).value())
                .isEqualTo("10.0");
        assertThat(tiles(NOON + 40_000 + "000", NOON + MINUTE + 5_000, first)
                        .get(4)
                        .value())
                .isEqualTo("–");
    }

    @Test
    void withoutAnyMinuteThereIsNoLine() {
        assertThat(tiles(NOON).get(3).trend()).isEmpty();
    }
}
