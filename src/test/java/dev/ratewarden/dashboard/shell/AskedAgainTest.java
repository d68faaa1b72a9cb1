package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.WindowRig.await;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.CommunityProfile;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** After a loss it may be another community that answers. */
@ExtendWith(ApplicationExtension.class)
class AskedAgainTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final FakeModerationStore store = new FakeModerationStore() {
        @Override
        public CommunityProfile profile() {
            asked.incrementAndGet();
            return super.profile();
        }
    };
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        store.users = List.of(FakeModerationStore.user("mira", 80));
        store.onRead = () -> {
            if (asked.get() == 1) {
                throw new StoreUnavailableException("nobody answers", null);
            }
        };
        opened = new WindowRig(stage, store);
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(opened).close();
    }

    @Test
    void whoACommunityIsIsAskedAgainAlsoWhenTheLinkWasLostRightAfterTheFirstReading() {
        await(() -> Objects.requireNonNull(opened).visible("#lost-banner"));
        store.onRead = () -> {};

        await(() -> asked.get() >= 2);
    }
}
