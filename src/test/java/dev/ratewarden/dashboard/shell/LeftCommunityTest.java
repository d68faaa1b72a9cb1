package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.StoreException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.MenuButton;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What stays of a community that the window was turned away from. */
@ExtendWith(ApplicationExtension.class)
class LeftCommunityTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeModerationStore first = store("mira");
    private final FakeModerationStore other = store("kettle");
    private final CountDownLatch officeClosed = new CountDownLatch(1);
    private @Nullable Stage stage;
    private @Nullable WindowRig opened;

    private static FakeModerationStore store(String user) {
        FakeModerationStore store = new FakeModerationStore();
        store.users = List.of(FakeModerationStore.user(user, 80));
        return store;
    }

    /** A stage of its own: of the test's first one TestFX keeps every event, and with it what the event was for. */
    @Start
    void open(Stage unused) {
        stage = new Stage();
        opened = new WindowRig(stage, first, Office.of(officeClosed::countDown));
    }

    @AfterEach
    void close() {
        rig().close();
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> Objects.requireNonNull(stage).hide());
    }

    @Test
    void nothingOfItStaysInMemoryAlthoughItsPagesAndDialogsWereSeen() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        rig().press("ban-button");
        rig().press("dialog-cancel");
        rig().press("keys-button");
        rig().closeDialog();
        rig().pages().forEach(page -> rig().press("page-" + page.word()));
        rig().press("page-settings");
        WeakReference<Frame> left = new WeakReference<>(frame());

        turnTo(other);
        turnTo(other);

        awaitGone(left);
    }

    @Test
    void anActionThatRanWhenItWasLeftIsToldWithItsNameAndWithoutUndo() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        CountDownLatch release = new CountDownLatch(1);
        first.onAct = () -> {
            hold(release);
            throw new StoreException("The disk is full.", null);
        };
        rig().press("ban-button");
        rig().press("dialog-confirm");
        await(() -> !first.acted.isEmpty());
        turnTo(other);
        release.countDown();

        await(() ->
                rig().toasts().equals(List.of("In Pixel Packs: name-mira (mira) was not banned. The disk is full.")));
        assertThat(rig().lookup("#toast-undo")).isNull();
        await(() -> officeClosed.getCount() == 0);
    }

    @Test
    void whatItsStoreAnswersLateToAPageIsSaidToNobody() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        CountDownLatch release = new CountDownLatch(1);
        first.onHandover = change -> {
            hold(release);
            throw new StoreException("The disk is full.", null);
        };
        WaitForAsyncUtils.waitForAsyncFx(10_000, this::markAsReviewed);
        await(() -> !first.told.isEmpty());
        turnTo(other);
        release.countDown();

        // Its connection is closed when all that ran has ended, which has then said what it had to say.
        await(() -> officeClosed.getCount() == 0);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(rig().toasts()).isEmpty();
    }

    @Test
    void anActionThatNeverEndsDoesNotKeepTheConnectionOpen() {
        await(() -> rig().words("#detail-name").equals("name-mira"));
        CountDownLatch never = new CountDownLatch(1);
        first.onAct = () -> {
            hold(never);
            throw new StoreException("The disk is full.", null);
        };
        rig().press("ban-button");
        rig().press("dialog-confirm");
        await(() -> !first.acted.isEmpty());

        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> rig().window().close());

        await(() -> officeClosed.getCount() == 0);
        never.countDown();
    }

    private void markAsReviewed() {
        MenuButton menu = (MenuButton) rig().lookup("#more-button");
        menu.show();
        menu.getItems().stream()
                .filter(item -> "more-review".equals(item.getId()))
                .findFirst()
                .orElseThrow()
                .fire();
        menu.hide();
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Frame frame() {
        return rig().window().scene().getRoot().lookupAll("*").stream()
                .filter(Frame.class::isInstance)
                .map(Frame.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void turnTo(FakeModerationStore store) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> rig().window().enter(WindowRig.context(store)));
        await(() -> rig().words("#detail-name").equals("name-kettle"));
    }

    private static void awaitGone(WeakReference<?> left) {
        try {
            WaitForAsyncUtils.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS, () -> {
                System.gc();
                return left.get() == null;
            });
        } catch (TimeoutException e) {
            assertThat(left.get()).as("what was left").isNull();
        }
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
