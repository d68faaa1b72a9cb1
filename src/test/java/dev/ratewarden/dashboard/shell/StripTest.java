package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.DemoControls;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.FakeFiles;
import dev.ratewarden.dashboard.Nodes;
import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.theme.Fonts;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The strip of a demo with a long name: the fullest that there is. Beside it the rail's badges. */
@ExtendWith(ApplicationExtension.class)
class StripTest {

    private static final String NAME = "The Grand Community of Very Collectible Packs and Cards";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(1_772_719_200_000L));
    private @Nullable Window opened;

    @Start
    void open(Stage stage) {
        Fonts.load();
        opened = new Window(
                stage,
                new DashboardHost(
                        target -> {
                            throw new IllegalStateException("nothing is opened");
                        },
                        "tester",
                        ZoneOffset.UTC),
                new DashboardOptions(Theme.LIGHT, Page.OVERVIEW, 100),
                new FakeFiles(),
                new Window.Machinery(InstantSource.system(), timer, background, new Backoff(new Random(1))));
        stage.setScene(window().scene());
        stage.setWidth(960);
        stage.setHeight(640);
        stage.show();
        window().enter(DashboardContext.of(
                NAME, Environment.DEMO, "a test", new Moderation(memory, "tester"), new Demo(), Office.of(() -> {})));
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, window()::close);
        timer.shutdownNow();
        background.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {940, 960, 1_280})
    void onlyTheNameGivesWay(int width) {
        WindowRig.await(() -> ((Labeled) lookup("#link-words")).getText().startsWith("Live"));

        assertThat(seen(() -> crowded(width))).isEmpty();
        assertThat(seen(() -> cut(width))).containsOnly("community");
    }

    @Test
    void theRailHasNoBadgeWhereNothingWaits() {
        assertThat(lookup("#badge-overview").isVisible()).isFalse();
    }

    @Test
    void aRailThatBecomesWideStandsAtTheLeftAgain() {
        Labeled entry = (Labeled) lookup("#page-overview");

        assertThat(seen(() -> aligned(entry, 960))).isEqualTo(Pos.CENTER);
        assertThat(seen(() -> aligned(entry, 1_280))).isEqualTo(Pos.CENTER_LEFT);
    }

    private Pos aligned(Labeled entry, int width) {
        Nodes.layOut((Region) window().scene().getRoot(), width, 640);
        return entry.getAlignment();
    }

    /** Neighbours that overlap, or that lie beyond the strip's end. */
    private List<String> crowded(int width) {
        Nodes.layOut((Region) window().scene().getRoot(), width, 640);
        List<String> wrong = new ArrayList<>();
        double end = 0;
        for (Node node : ((Parent) lookup(".title-strip")).getChildrenUnmodifiable()) {
            Bounds where = node.localToScene(node.getLayoutBounds());
            if (where.getMinX() < end - 1 || where.getMaxX() > width + 1) {
                wrong.add(Nodes.name(node) + " " + where);
            }
            end = where.getMaxX();
        }
        return wrong;
    }

    private List<String> cut(int width) {
        Nodes.layOut((Region) window().scene().getRoot(), width, 640);
        return Nodes.shown(lookup(".title-strip")).stream()
                .filter(node -> node instanceof Labeled labeled
                        && labeled.getChildrenUnmodifiable().stream()
                                .filter(child -> child.getStyleClass().contains("text"))
                                .anyMatch(text -> !((Text) text).getText().equals(labeled.getText())))
                .map(Node::getId)
                .toList();
    }

    private static <T> T seen(Supplier<T> look) {
        try {
            return WaitForAsyncUtils.asyncFx(look::get).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private Node lookup(String selector) {
        return Objects.requireNonNull(window().scene().lookup(selector), selector);
    }

    private Window window() {
        return Objects.requireNonNull(opened);
    }

    private static final class Demo implements DemoControls {
        @Override
        public void startRaid() {
            throw new IllegalStateException("nobody starts one here");
        }

        @Override
        public int speed() {
            return 60;
        }

        @Override
        public void speed(int times) {
            throw new IllegalStateException("nobody changes it here");
        }
    }
}
