package dev.ratewarden.dashboard.charts;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.moderation.UserSummary;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.PathElement;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The charts of the Overview over a store that tells what the test says; its clock stands still at 15:06:40 UTC. */
@ExtendWith(ApplicationExtension.class)
class ChartsTest {

    private static final long MINUTE = 60_000;
    private static final String SIX_HOURS = "chart-span-3";

    private final FakeModerationStore store = new FakeModerationStore();
    private @Nullable WindowRig opened;

    @TempDir
    Path folder;

    @Start
    void open(Stage stage) {
        store.users = List.of(FakeModerationStore.user("42", 120), FakeModerationStore.user("43", 60));
        store.actionCounts = List.of(count("api_call"), count("payment"));
        store.traffic = ChartsTest::traffic;
        opened = new WindowRig(stage, store).hasty();
    }

    @AfterEach
    void close() {
        rig().close();
    }

    private static ActionCount count(String action) {
        return new ActionCount(action, 1, 1, 1, 0);
    }

    /** Every minute but those of 12:00 to 13:00: 120 calls, half of them denied at 14:00 to 14:02, and 30 payments. */
    private static List<ActionMinute> traffic(long first, int count) {
        List<ActionMinute> found = new ArrayList<>();
        for (long minute = first; minute < first + count; minute++) {
            long ofDay = minute % 1_440;
            if (ofDay < 720 || ofDay >= 780) {
                long denied = ofDay == 840 || ofDay == 841 ? 60 : 0;
                found.add(new ActionMinute(minute * MINUTE, "api_call", 120 - denied, denied, denied));
                found.add(new ActionMinute(minute * MINUTE, "payment", 30, 0, 0));
            }
        }
        return found;
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }

    private void readSixHours() {
        await(() -> rig().table().getItems().size() == 2);
        rig().press(SIX_HOURS);
        await(() -> rig().words("#chart-below").equals("1 point = 2 min mean  ·  legend: mean of 5 h"));
        rig().laidOut();
    }

    @Test
    void theShortestSpanIsChosenAtFirstAndReadsNoMinutes() {
        List<Long> asked = new ArrayList<>();
        store.traffic = (first, count) -> {
            asked.add(first);
            return List.of();
        };
        int before = store.reads.get();
        await(() -> store.reads.get() > before + 1);

        assertThat(((ToggleButton) rig().lookup("#chart-span-0")).isSelected()).isTrue();
        assertThat(IntStream.rangeClosed(0, 5).mapToObj(i -> rig().words("#chart-span-" + i)))
                .containsExactly("5 min", "15 min", "60 min", "6 h", "24 h", "48 h");
        assertThat(asked).isEmpty();
    }

    @Test
    void manyHoursAreReadInTheBackgroundAndTheProgressIsSaid() {
        CompletableFuture<@Nullable Void> further = new CompletableFuture<>();
        store.traffic = (first, count) -> {
            if (first < FakeModerationStore.NOW / MINUTE - 3 * 60) {
                further.join();
            }
            return traffic(first, count);
        };
        await(() -> rig().table().getItems().size() == 2);
        rig().press("chart-span-5");

        await(() -> rig().words("#chart-below").startsWith("reading 3 of 48 h "));
        further.complete(null);
        await(() -> rig().words("#chart-below").contains("1 point = 10 min mean"));
    }

    @Test
    void aFailureSaysSoAndKeepsWhatIsThere() {
        store.traffic = (first, count) -> {
            if (first < FakeModerationStore.NOW / MINUTE - 60) {
                throw new StoreException("no right to read minutes", new IllegalStateException());
            }
            return traffic(first, count);
        };
        await(() -> rig().table().getItems().size() == 2);
        rig().press(SIX_HOURS);

        await(() -> rig().words("#chart-below").startsWith("not all could be read: no right to read minutes")
                && rig().words("#chart-below").contains("legend: mean of 60 min"));
        await(() -> !allowed().isEmpty());
    }

    @Test
    void oneActionCanBeChosen() {
        readSixHours();
        MenuButton chooser = (MenuButton) rig().lookup("#chart-action");
        assertThat(chooser.getText()).isEqualTo("All actions");
        await(() -> chooser.getItems().size() == 3);
        assertThat(chooser.getItems())
                .extracting(MenuItem::getText)
                .containsExactly("All actions", "api_call", "payment");

        WindowRig.await(() -> {
            chooser.getItems().get(2).fire();
            return true;
        });

        await(() -> rig().spoken("#traffic-chart")
                .startsWith("Checks per second, payment, last 6 h: 0.5 allowed, 0.0 denied"));
        assertThat(chooser.getText()).isEqualTo("payment");
    }

    @Test
    void arrowKeysReadTheChartOutPointByPoint(FxRobot robot) {
        readSixHours();
        robot.interact(() -> rig().lookup("#traffic-chart").requestFocus());

        robot.type(KeyCode.LEFT);
        assertThat(readOut()).isEqualTo("Sun 15 Jun 15:04–15:06 Z   allowed 2.5/s   denied 0.0/s");
        assertThat(rig().spoken("#traffic-chart")).isEqualTo(readOut());
        robot.type(KeyCode.LEFT, 32);
        assertThat(readOut()).isEqualTo("Sun 15 Jun 14:00–14:02 Z   allowed 1.5/s   denied 1.0/s");
        robot.type(KeyCode.RIGHT);
        assertThat(readOut()).startsWith("Sun 15 Jun 14:02–14:04 Z");
        robot.type(KeyCode.HOME);
        assertThat(readOut()).startsWith("Sun 15 Jun 09:06–09:08 Z");
        robot.type(KeyCode.ESCAPE);
        assertThat(rig().visible("#chart-readout")).isFalse();
        assertThat(rig().spoken("#traffic-chart")).startsWith("Checks per second, All actions, last 6 h");
    }

    @Test
    void aGapSaysWhyThereIsNoLine(FxRobot robot) {
        readSixHours();
        robot.interact(() -> rig().lookup("#traffic-chart").requestFocus());
        robot.type(KeyCode.END).type(KeyCode.LEFT, 63);

        assertThat(readOut())
                .isEqualTo(
                        "Sun 15 Jun 12:00–13:00 Z: no checks recorded. No bot ran, or nobody asked it for anything.");
        robot.type(KeyCode.LEFT);
        assertThat(readOut()).startsWith("Sun 15 Jun 11:58–12:00 Z   allowed 2.5/s");
    }

    @Test
    void nothingIsDrawnAnewWhileNothingChanged() {
        readSixHours();
        awaitTwoReadings();
        PathElement first = allowed().getFirst();

        awaitTwoReadings();

        assertThat(allowed().getFirst()).isSameAs(first);
    }

    @Test
    void usersStandBelowAtFirstAndChartsWhereSomebodyWantsThem() {
        readSixHours();
        assertThat(rig().visible("#users-table")).isTrue();
        assertThat(rig().visible("#top-actions")).isFalse();

        rig().press("lower-users-1");

        await(() -> rig().visible("#top-actions") && rig().visible("#tiers"));
        assertThat(rig().visible("#users-table")).isFalse();
        await(() ->
                rig().allWords("#top-card").containsAll(List.of("api_call", "36\u00a0000", "payment", "9\u00a0000")));
        assertThat(rig().words("#top-card-below")).isEqualTo("checks and denied share, last 6 h, full minutes");
        assertThat(rig().spoken("#top-actions"))
                .isEqualTo(
                        "Top actions; api_call: 36\u00a0000 checks, 0.3\u00a0% denied; payment: 9\u00a0000 checks, 0.0\u00a0% denied");

        rig().press("lower-charts-0");
        await(() -> rig().visible("#users-table"));
    }

    @Test
    void tiersAreCountedByTheStore() {
        store.answers = ChartsTest::listed;
        await(() -> !rig().table().getItems().isEmpty());
        rig().press("lower-users-1");

        await(() -> rig().words("#tier-count-warning").equals("3"));
        assertThat(rig().words("#tier-count-caution")).isEqualTo("5");
        assertThat(rig().words("#tier-count-exempt")).isEqualTo("2");
        assertThat(rig().words("#tier-count-blocked")).isEqualTo("0");
        assertThat(rig().words("#tier-count-normal")).isEqualTo("239");
        assertThat(rig().words("#tier-card-below")).isEqualTo("of 247 users tracked, now");
    }

    @Test
    void whatTheStoreDoesNotTellIsADashAndNoZero() {
        store.answers = query -> {
            if (query.limit() == 1) {
                throw new StoreException("not allowed", new IllegalStateException());
            }
            return store.users;
        };
        await(() -> rig().table().getItems().size() == 2);
        rig().press("lower-users-1");

        await(() -> rig().words("#tier-count-warning").equals("–"));
        assertThat(rig().words("#tier-count-normal")).isEqualTo("–");
        assertThat(rig().words("#tier-count-exempt")).isEqualTo("–");
        assertThat(rig().words("#tier-count-blocked")).isEqualTo("0");
    }

    @Test
    void aTierOfWhichTheStoreDidNotCountAllIsADashAndNoTooSmallNumber() {
        store.answers = ChartsTest::listed;
        store.complete = query -> query.maxTier() != Tier.WARNING;
        await(() -> !rig().table().getItems().isEmpty());
        rig().press("lower-users-1");

        await(() -> rig().words("#tier-count-caution").equals("5"));
        assertThat(rig().words("#tier-count-warning")).isEqualTo("–");
        assertThat(rig().words("#tier-count-normal")).isEqualTo("–");
        assertThat(rig().words("#tier-count-exempt")).isEqualTo("2");
    }

    /** As many as there are of each, in one list. */
    private static List<UserSummary> listed(UserQuery query) {
        int many =
                query.exemptOnly() ? 2 : query.maxTier() == Tier.CAUTION ? 5 : query.maxTier() == Tier.WARNING ? 3 : 1;
        return IntStream.range(0, many)
                .mapToObj(i -> FakeModerationStore.user("u" + i, 120))
                .toList();
    }

    @Test
    void aChartIsSavedAsAPictureWithTwiceItsPixels() throws IOException {
        readSixHours();
        Path file = folder.resolve("traffic.png");
        rig().files().answer = file;

        rig().press("chart-save");

        await(() -> rig().toasts().equals(List.of("Saved to " + file + ".")));
        assertThat(rig().files().suggested).isEqualTo("ratewarden-traffic-20250615-1506.png");
        BufferedImage picture = read(file);
        assertThat(picture.getWidth()).isEqualTo(2_000);
        assertThat(picture.getHeight()).isBetween(700, 900);
        assertThat(picture.getRGB(4, 4)).as("a light ground in the light theme").isEqualTo(0xFFFFFFFF);
        assertThat(colours(picture)).as("the lines, the words, the grid").hasSizeGreaterThan(20);
    }

    @Test
    void theOtherChartsAreSavedToo() throws IOException {
        readSixHours();
        rig().press("lower-users-1");
        await(() -> rig().allWords("#top-card").contains("api_call"));
        for (String card : List.of("top-card", "tier-card")) {
            Path file = folder.resolve(card + ".png");
            rig().files().answer = file;
            rig().press(card + "-save");
            await(() -> rig().toasts().contains("Saved to " + file + "."));
            assertThat(read(file).getWidth()).isEqualTo(1_120);
        }
    }

    @Test
    void aPictureThatCannotBeSavedSaysSo() throws IOException {
        readSixHours();
        Path inTheWay = Files.writeString(folder.resolve("file"), "no folder");
        rig().files().answer = inTheWay.resolve("traffic.png");

        rig().press("chart-save");

        await(() -> rig().toasts().stream().anyMatch(words -> words.startsWith("Could not save to ")));
    }

    private static BufferedImage read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).startsWith((byte) 0x89, 'P', 'N', 'G');
        return ImageIO.read(file.toFile());
    }

    private static java.util.Set<Integer> colours(BufferedImage picture) {
        java.util.Set<Integer> colours = new java.util.HashSet<>();
        for (int x = 0; x < picture.getWidth(); x += 3) {
            for (int y = 0; y < picture.getHeight(); y += 3) {
                colours.add(picture.getRGB(x, y));
            }
        }
        return colours;
    }

    private void awaitTwoReadings() {
        int before = store.reads.get();
        await(() -> store.reads.get() > before + 2);
    }

    private String readOut() {
        return rig().visible("#chart-readout") ? rig().words("#chart-readout") : "";
    }

    private List<PathElement> allowed() {
        javafx.scene.shape.Path line =
                (javafx.scene.shape.Path) rig().lookup("#traffic-chart").lookup(".chart-line.allowed");
        return List.copyOf(line.getElements());
    }
}
