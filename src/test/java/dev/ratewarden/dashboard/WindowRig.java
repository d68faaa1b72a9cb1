package dev.ratewarden.dashboard;

import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.shell.Window;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.dashboard.theme.Fonts;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A whole window of 960 x 640 over a store, and the hands and eyes of a test. To be made on the FX thread, used on any other. */
public final class WindowRig implements AutoCloseable {

    private static final long DEADLINE_S = 20;
    private static final long FX_DEADLINE_MS = 10_000;

    private static final int HASTE = 10;

    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1) {
        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return super.schedule(command, hasty ? delay / HASTE : delay, unit);
        }
    };
    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();
    private final FakeFiles files = new FakeFiles();
    private final Window window;
    private volatile boolean hasty;

    public WindowRig(Stage stage, ModerationStore store) {
        this(stage, store, Environment.STAGING);
    }

    /** @param environment what the community is for */
    public WindowRig(Stage stage, ModerationStore store, Environment environment) {
        this(stage, context(store, environment, Office.of(() -> {})));
    }

    /** @param office what the connection offers beside the store */
    public WindowRig(Stage stage, ModerationStore store, Office office) {
        this(stage, context(store, Environment.STAGING, office));
    }

    private WindowRig(Stage stage, DashboardContext context) {
        this(stage, new DashboardHost(target -> context, "tester", ZoneOffset.UTC));
        window.enter(context);
    }

    /** One that shows nothing yet. */
    public WindowRig(Stage stage, DashboardHost host) {
        this(stage, host, new DashboardOptions(DashboardOptions.Theme.LIGHT, Page.OVERVIEW, 100));
    }

    /** The same, told how to open. */
    public WindowRig(Stage stage, DashboardHost host, DashboardOptions options) {
        Fonts.load();
        window = new Window(
                stage,
                host,
                options,
                files,
                new Window.Machinery(InstantSource.system(), timer, background, new Backoff(new Random(1))));
        stage.setScene(window.scene());
        // All tests share one stage, and the application gives it a least size.
        stage.setMinWidth(0);
        stage.setMinHeight(0);
        stage.setMaximized(false);
        stage.setWidth(960);
        stage.setHeight(640);
        stage.show();
    }

    /** A community of that store that goes by Pixel Packs. */
    public static DashboardContext context(ModerationStore store) {
        return context(store, Environment.STAGING, Office.of(() -> {}));
    }

    private static DashboardContext context(ModerationStore store, Environment environment, Office office) {
        return new DashboardContext(
                "Pixel Packs",
                environment,
                "a test",
                new Moderation(store, "tester"),
                null,
                ZoneOffset.UTC,
                e -> String.valueOf(e.getMessage()),
                office,
                false);
    }

    /** From now on every pause, such as between two reads, is a tenth as long. */
    public WindowRig hasty() {
        hasty = true;
        return this;
    }

    /** What the next question for a file is answered with. */
    public FakeFiles files() {
        return files;
    }

    @Override
    public void close() {
        WaitForAsyncUtils.waitForAsyncFx(FX_DEADLINE_MS, () -> {
            window.close();
            KeptEvents.forget();
        });
        timer.shutdownNow();
        background.shutdownNow();
    }

    public Window window() {
        return window;
    }

    /** Waits until it is so on the FX thread. What cannot be looked at yet, such as a row that is still to come, is not so yet. */
    public static void await(BooleanSupplier condition) {
        AtomicReference<@Nullable RuntimeException> notYet = new AtomicReference<>();
        try {
            WaitForAsyncUtils.waitFor(DEADLINE_S, TimeUnit.SECONDS, () -> {
                CompletableFuture<Boolean> held = new CompletableFuture<>();
                Platform.runLater(() -> look(condition, held, notYet));
                return held.completeOnTimeout(false, DEADLINE_S, TimeUnit.SECONDS)
                        .get();
            });
        } catch (TimeoutException e) {
            RuntimeException why = notYet.get();
            throw new AssertionError("did not come true within " + DEADLINE_S + " s", why == null ? e : why);
        }
    }

    /** Nothing is thrown: out of a task of the FX thread it would be held against whichever test asks that thread next. */
    private static void look(
            BooleanSupplier condition,
            CompletableFuture<Boolean> held,
            AtomicReference<@Nullable RuntimeException> notYet) {
        try {
            notYet.set(null);
            held.complete(condition.getAsBoolean());
        } catch (RuntimeException e) {
            notYet.set(e);
            held.complete(false);
        } catch (Error e) {
            held.completeExceptionally(e);
        }
    }

    /** Waits until a pulse has styled and laid out what was set before. For any thread but the FX thread. */
    public void laidOut() {
        laidOut(window.scene());
    }

    private static void laidOut(Scene scene) {
        CountDownLatch done = new CountDownLatch(1);
        Platform.runLater(() -> {
            scene.addPostLayoutPulseListener(new Runnable() {
                @Override
                public void run() {
                    scene.removePostLayoutPulseListener(this);
                    done.countDown();
                }
            });
            Platform.requestNextPulse();
        });
        try {
            if (!done.await(DEADLINE_S, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing was laid out within " + DEADLINE_S + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for a layout", e);
        }
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** Waits until also what a layout made is laid out, such as the cells of a table, and what follows from a width. */
    public void settled() {
        laidOut();
        laidOut();
    }

    /**
     * Clicks what can be seen, in the window or in what popped up over it, once it stands still: a press on what has not come to its place
     * yet meets something else.
     */
    public FxRobot click(FxRobot robot, String selector) {
        return click(robot, window.scene(), selector);
    }

    /** The same in a window that the test opened by itself. */
    public static FxRobot click(FxRobot robot, Scene scene, String selector) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        Optional<Bounds> before = Optional.empty();
        Optional<Bounds> now = onFx(() -> place(robot, selector));
        while (now.isEmpty() || !now.equals(before)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(selector + " did not come to its place within " + DEADLINE_S + " s");
            }
            laidOut(scene);
            before = now;
            now = onFx(() -> place(robot, selector));
        }
        robot.clickOn(selector);
        return robot;
    }

    /** On the screen; empty while it cannot be seen, or pressed. */
    private static Optional<Bounds> place(FxRobot robot, String selector) {
        return robot.lookup(selector).queryAll().stream()
                .filter(node -> visible(node) && !node.isDisabled())
                .map(node -> node.localToScreen(node.getLayoutBounds()))
                .filter(bounds -> bounds != null && bounds.getHeight() > 0)
                .findFirst();
    }

    /** Presses the button of that id, wherever it is, as soon as it is there. */
    public void press(String id) {
        if (Platform.isFxApplicationThread()) {
            ((ButtonBase) lookup("#" + id)).fire();
        } else {
            await(() -> lookup("#" + id) != null);
            WaitForAsyncUtils.waitForAsyncFx(FX_DEADLINE_MS, () -> ((ButtonBase) lookup("#" + id)).fire());
        }
    }

    /** Those that are in the rail. */
    public List<Page> pages() {
        return java.util.Arrays.stream(Page.values())
                .filter(page -> lookup("#page-" + page.word()) != null)
                .toList();
    }

    public void closeDialog() {
        WaitForAsyncUtils.waitForAsyncFx(
                FX_DEADLINE_MS, () -> ((dev.ratewarden.dashboard.shell.ModalLayer) lookup("#modal-layer")).close());
    }

    public Node lookup(String selector) {
        return onFx(() -> window.scene().lookup(selector));
    }

    /** Where the scene changes, so that it does not change meanwhile. */
    private static <T extends @Nullable Object> T onFx(Callable<T> reading) {
        try {
            return Platform.isFxApplicationThread()
                    ? reading.call()
                    : WaitForAsyncUtils.waitFor(
                            FX_DEADLINE_MS, TimeUnit.MILLISECONDS, WaitForAsyncUtils.asyncFx(reading));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("the window could not be read", e);
        }
    }

    /** Whether it and all around it are shown. */
    public boolean visible(String selector) {
        Node node = lookup(selector);
        return node != null && node.isManaged() && visible(node);
    }

    public String words(String selector) {
        return lookup(selector) instanceof Labeled labeled ? labeled.getText() : "";
    }

    /** What a screen reader says. */
    public String spoken(String selector) {
        Node node = lookup(selector);
        return node == null || node.getAccessibleText() == null ? "" : node.getAccessibleText();
    }

    /** All words in a part of the window, in their order. */
    public List<String> allWords(String selector) {
        return onFx(() -> {
            Node part = lookup(selector);
            return part == null
                    ? List.of()
                    : part.lookupAll("*").stream()
                            .filter(node -> node instanceof Labeled && visible(node))
                            .map(node -> ((Labeled) node).getText())
                            .filter(text -> text != null && !text.isEmpty())
                            .toList();
        });
    }

    /** The words of the toasts, newest last. */
    public List<String> toasts() {
        return onFx(() -> lookup("#toasts").lookupAll(".toast-words").stream()
                .map(node -> ((Labeled) node).getText())
                .toList());
    }

    public boolean disabled(String selector) {
        return lookup(selector).isDisabled();
    }

    @SuppressWarnings("unchecked")
    public TableView<UserRow> table() {
        return (TableView<UserRow>) lookup("#users-table");
    }

    public UserRow row(String id) {
        return table().getItems().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static boolean visible(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
