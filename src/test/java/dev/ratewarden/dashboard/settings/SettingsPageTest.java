package dev.ratewarden.dashboard.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.FakeFiles;
import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.connections.Profiles;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.shell.ModalLayer;
import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.dashboard.theme.Fonts;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.store.memory.MemoryStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The page Settings in a window that shows no community, and then one. */
@ExtendWith(ApplicationExtension.class)
class SettingsPageTest {

    private static final Settings STORED =
            new Settings(Theme.DARK, 100, true, Set.of("STORE_EMPTIED"), 5_000, Page.SETTINGS, null);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(1_772_719_200_000L));
    private final List<Settings> kept = new CopyOnWriteArrayList<>();
    private final LogTail log = new LogTail();
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
                        ZoneId.of("Europe/Berlin"),
                        Profiles.none(),
                        Path.of("/home/mira/.config/ratewarden/dashboard.properties"),
                        "1.2.3 (2deef6b, 2026-11-28)",
                        log),
                new DashboardOptions(Theme.SYSTEM, null, 0),
                new FakeFiles(),
                new Window.Machinery(InstantSource.system(), timer, background, new Backoff(new Random(1))),
                STORED,
                kept::add);
        stage.setScene(window().scene());
        stage.setWidth(960);
        stage.setHeight(640);
        stage.show();
    }

    @AfterEach
    void close() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, window()::close);
        timer.shutdownNow();
        background.shutdownNow();
    }

    @Test
    void theSettingsAreInReachWhileNoCommunityIsOpen(FxRobot robot) {
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT6);

        WindowRig.await(() -> lookup("#settings-dialog") != null);
        assertThat(words("#settings-version")).isEqualTo("1.2.3 (2deef6b, 2026-11-28)");
        assertThat(words("#settings-zone")).isEqualTo("Europe/Berlin");
        assertThat(words("#settings-file")).isEqualTo("/home/mira/.config/ratewarden/dashboard.properties");
        press("settings-theme-1");
        assertThat(window().settings().themeProperty().get()).isEqualTo(Theme.LIGHT);
        robot.push(KeyCode.ESCAPE);
        WindowRig.await(() -> !modal().isOpen());
    }

    @Test
    void aChangeIsInForceAndKeptAtOnce() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, this::enter);
        WindowRig.await(() -> lookup("#settings-page") != null);
        assertThat(sheets()).anyMatch(sheet -> sheet.endsWith("/dark.css"));
        WindowRig.await(() -> words("#interval").equals("every 5 s"));

        press("settings-theme-1");
        assertThat(sheets()).anyMatch(sheet -> sheet.endsWith("/light.css"));
        press("settings-zoom-in");
        assertThat(words("#settings-zoom")).isEqualTo("110 %");
        press("settings-interval-3");
        WindowRig.await(() -> words("#interval").equals("every 15 s"));
        press("settings-told-USER_AUTO_BLOCKED");
        press("settings-told-STORE_EMPTIED");
        press("settings-notifications");

        assertThat(kept.getLast())
                .isEqualTo(new Settings(
                        Theme.LIGHT, 110, false, Set.of("USER_AUTO_BLOCKED"), 15_000, Page.SETTINGS, null));
        assertThat(lookup("#settings-told-STORE_EMPTIED").isDisabled())
                .as("what is told is of no matter while nothing is")
                .isTrue();
    }

    @Test
    void zoomEndsAtItsBounds() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, this::enter);
        WindowRig.await(() -> lookup("#settings-page") != null);

        for (int i = 0; i < 15; i++) {
            press("settings-zoom-in");
        }
        assertThat(window().settings().zoomProperty().get()).isEqualTo(200);
        assertThat(lookup("#settings-zoom-in").isDisabled()).isTrue();
        for (int i = 0; i < 15; i++) {
            press("settings-zoom-out");
        }
        assertThat(window().settings().zoomProperty().get()).isEqualTo(80);
    }

    @Test
    void thePageThatWasOpenLastOpensFirst() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, this::enter);

        WindowRig.await(() -> lookup("#settings-page") != null);
        press("page-overview");
        assertThat(kept.getLast().page()).isEqualTo(Page.OVERVIEW);
    }

    @Test
    void theLogGrowsWhileItIsOpen() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, this::enter);
        WindowRig.await(() -> lookup("#settings-page") != null);
        press("settings-log");
        assertThat(words("#log-count")).isEqualTo("no records");

        log.publish(new LogRecord(Level.WARNING, "slow"));

        WindowRig.await(() -> words("#log-count").equals("1 of 1 shown"));
        press("log-level-2");
        assertThat(words("#log-count")).isEqualTo("0 of 1 shown");
    }

    private void enter() {
        window().enter(DashboardContext.of(
                "Pixel Packs",
                Environment.TEST,
                "a test",
                new Moderation(memory, "tester"),
                null,
                Office.of(() -> {})));
    }

    private List<String> sheets() {
        return List.copyOf(window().scene().getStylesheets());
    }

    private void press(String id) {
        WindowRig.await(() -> lookup("#" + id) != null);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> ((ButtonBase) lookup("#" + id)).fire());
    }

    private ModalLayer modal() {
        return (ModalLayer) lookup("#modal-layer");
    }

    private String words(String selector) {
        return lookup(selector) instanceof Labeled labeled ? labeled.getText() : "";
    }

    private Node lookup(String selector) {
        return window().scene().lookup(selector);
    }

    private Window window() {
        return Objects.requireNonNull(opened);
    }
}
