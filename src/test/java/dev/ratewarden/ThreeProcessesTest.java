package dev.ratewarden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.DashboardOptions;
import dev.ratewarden.dashboard.DashboardOptions.Theme;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.Page;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.shell.StageFileDialogs;
import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserQuery;
import dev.ratewarden.store.redis.RedisServerExtension;
import dev.ratewarden.store.redis.RedisSettings;
import dev.ratewarden.store.redis.RedisStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The main job: bots write from one process, a moderator sees and acts in a second, and a third is denied. */
class ThreeProcessesTest {
    @RegisterExtension
    static final RedisServerExtension REDIS = new RedisServerExtension();

    private static final long DEADLINE_S = 60;

    private final FxRobot robot = new FxRobot();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        FxToolkit.cleanupStages();
        timer.shutdownNow();
        background.shutdownNow();
    }

    @Test
    void aBanPressedInTheWindowDeniesTheNextCheckOfAnotherProcess() throws Exception {
        RedisStore store = new RedisStore(RedisSettings.forPeople(REDIS.uri(), "rw:"));
        opened.add(store);
        Process bots = start("simulate", "--seconds", "10", "--speed", "60", "--seed", "7", "--json");
        opened.add(bots::destroyForcibly);
        Moderation moderation = new Moderation(store, "kim");
        await(() -> highAbuse(moderation) > 0);
        openWindow(moderation);

        await(() -> !text("#detail-id").isEmpty());
        String user = text("#detail-id");
        WindowRig.click(robot, scene(), "#ban-button");
        WindowRig.click(robot, scene(), "#dialog-confirm");
        await(() -> moderation.user(user).orElseThrow().summary().ban() != null);

        Process check = start("check", user, "pack_create", "--json");
        JsonNode decision = JsonMapper.shared().readTree(output(check));
        assertThat(check.exitValue()).isEqualTo(3);
        assertThat(decision.get("reason").asString()).isEqualTo("BANNED");
        assertThat(moderation.audit(1).getFirst().operator()).isEqualTo("kim");

        JsonNode counted = JsonMapper.shared().readTree(output(bots));
        var statistics = moderation.snapshot(UserQuery.all(1)).statistics();
        assertThat(statistics.allowed() + statistics.denied())
                .as("every check of the bots, and the one above")
                .isEqualTo(counted.get("checks").asLong() + 1);
        await(() -> text("#tile-violations-value")
                .replaceAll("\\D", "")
                .equals(Long.toString(statistics.totalViolations())));
    }

    /** 0 as long as the bots have not created the keyspace: a reader does not. */
    private static long highAbuse(Moderation moderation) {
        try {
            return moderation.snapshot(UserQuery.highAbuse(1)).statistics().highAbuse();
        } catch (StoreException empty) {
            return 0;
        }
    }

    private void openWindow(Moderation moderation) throws Exception {
        FxToolkit.registerPrimaryStage();
        FxToolkit.setupStage(stage -> opened.add(show(stage, moderation)));
    }

    private AutoCloseable show(Stage stage, Moderation moderation) {
        Window window = new Window(
                stage,
                new DashboardHost(
                        target -> {
                            throw new IllegalStateException("nothing else is opened");
                        },
                        "tester",
                        ZoneId.systemDefault()),
                new DashboardOptions(Theme.DARK, Page.OVERVIEW, 100),
                new StageFileDialogs(stage),
                new Window.Machinery(InstantSource.system(), timer, background, new Backoff(new Random(1))));
        stage.setScene(window.scene());
        stage.setWidth(1000);
        stage.setHeight(900);
        stage.show();
        window.enter(
                DashboardContext.of("test", Environment.UNSTATED, REDIS.uri(), moderation, null, Office.of(() -> {})));
        return () -> WaitForAsyncUtils.asyncFx(window::close).get();
    }

    private static Scene scene() {
        return FxToolkit.toolkitContext().getRegisteredStage().getScene();
    }

    /** Empty if it is not there. */
    private String text(String id) throws Exception {
        return onFx(() -> scene().lookup(id) instanceof Labeled labeled ? labeled.getText() : "");
    }

    /** Where the scene changes, so that it does not change meanwhile. */
    private static <T> T onFx(Callable<T> reading) throws Exception {
        return WaitForAsyncUtils.waitFor(DEADLINE_S, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(reading));
    }

    private static Process start(String... arguments) throws IOException {
        return ChildJvm.running(
                        Ratewarden.class,
                        Stream.concat(Stream.of("--redis", REDIS.uri()), Stream.of(arguments))
                                .toArray(String[]::new))
                .start();
    }

    private static String output(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(DEADLINE_S, TimeUnit.SECONDS)).isTrue();
        return out;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        WaitForAsyncUtils.waitFor(DEADLINE_S, TimeUnit.SECONDS, condition);
    }
}
