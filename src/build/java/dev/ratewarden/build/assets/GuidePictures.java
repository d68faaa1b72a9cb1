package dev.ratewarden.build.assets;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.Picture;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.RateLimiter;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.simulation.Scenario;
import dev.ratewarden.simulation.SimulatedClock;
import dev.ratewarden.simulation.Simulation;
import dev.ratewarden.store.memory.MemoryStore;
import dev.ratewarden.watch.Watcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.stage.Stage;

/**
 * The pictures of the moderators' guide that need a hand: a dialog is opened and filled in, as in a test, in a smaller window over the
 * demo's community. Started as a process of its own, with the folder for the pictures.
 */
public final class GuidePictures {

    private static final long SEED = 11;
    private static final String OPERATOR = "robin";

    private GuidePictures() {}

    /** @param arguments the folder */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        CountDownLatch up = new CountDownLatch(1);
        Platform.startup(up::countDown);
        up.await();
        Scenario scenario = Scenario.demo(SEED);
        SimulatedClock clock =
                SimulatedClock.startingAt(InstantSource.system().instant().minus(scenario.warmUp()));
        MemoryStore store = new MemoryStore(clock);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                RateLimiter limiter = RateLimiter.builder(store)
                        .scoreRules(Simulation.SCORE_RULES)
                        .executor(executor)
                        .build();
                Watcher watcher = Watcher.over(store).name("demo").clock(clock).build();
                Simulation simulation = new Simulation(scenario, clock, limiter, store, executor)) {
            simulation.inBackground(Duration.ofSeconds(1), watcher::turn);
            simulation.warmUp();
            take(onFx(() -> window(store)), folder);
        }
        // The toolkit's threads would keep the process.
        System.exit(0);
    }

    private static WindowRig window(MemoryStore store) {
        DashboardContext context = new DashboardContext(
                "Pixel Packs",
                Environment.DEMO,
                "Demo data; nothing here is real",
                new Moderation(store, OPERATOR),
                null,
                ZoneOffset.UTC,
                e -> String.valueOf(e.getMessage()),
                Office.of(() -> {}),
                false);
        WindowRig window = new WindowRig(new Stage(), new DashboardHost(target -> context, OPERATOR, ZoneOffset.UTC));
        window.window().enter(context);
        return window;
    }

    private static void take(WindowRig window, Path folder) throws Exception {
        WindowRig.await(() ->
                window.table() != null && window.table().getItems().stream().anyMatch(GuidePictures::isNamedAndFree));
        String whom = onFx(() -> {
            UserRow row = window.table().getItems().stream()
                    .filter(GuidePictures::isNamedAndFree)
                    .findFirst()
                    .orElseThrow();
            window.table().getSelectionModel().select(row);
            return String.valueOf(row.user().name());
        });
        WindowRig.await(() -> window.words("#detail-name").equals(whom));

        window.press("history-button");
        picture(window, folder.resolve("history-light.png"), () -> window.visible("#history-drawer"));
        window.closeDialog();

        window.press("ban-button");
        WindowRig.await(() -> window.lookup("#dialog-reason") != null);
        onFx(() -> {
            TextInputControl reason = (TextInputControl) window.lookup("#dialog-reason");
            reason.setText("opens packs by a script");
            reason.end();
            return whom;
        });
        picture(window, folder.resolve("ban-light.png"), () -> !window.disabled("#dialog-confirm"));
        window.press("dialog-confirm");
        picture(
                window,
                folder.resolve("banned-light.png"),
                () -> !window.toasts().isEmpty() && window.visible("#unban-button"));

        window.press("unban-button");
        picture(window, folder.resolve("unban-light.png"), () -> window.visible("#dialog-confirm"));
    }

    private static boolean isNamedAndFree(UserRow row) {
        return row.user().name() != null
                && row.user().ban() == null
                && row.user().block() != null;
    }

    private static void picture(WindowRig window, Path file, BooleanSupplier ready) throws Exception {
        WindowRig.await(ready);
        onFx(() -> {
            Scene scene = window.window().scene();
            Picture.write(scene, (int) scene.getWidth(), (int) scene.getHeight(), file);
            return file;
        });
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T onFx(Work<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                done.complete(work.run());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get();
    }
}
