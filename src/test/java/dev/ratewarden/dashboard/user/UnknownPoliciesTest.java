package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.DecayClock;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.limiter.ScoreRules;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.moderation.UserQuery;
import java.util.List;
import java.util.Objects;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The open user while the policies cannot be read. */
@ExtendWith(ApplicationExtension.class)
class UnknownPoliciesTest {

    private static final PolicyBook BOOK =
            PolicyBook.empty().with(new ScoreRules(150, 100, 0), DecayClock.startingAt(FakeModerationStore.NOW, 0));

    private volatile boolean readable;
    private final FakeModerationStore store = new FakeModerationStore() {
        private boolean asked;

        @Override
        public Snapshot snapshot(UserQuery query) {
            asked = false;
            return super.snapshot(query);
        }

        /** A poll asks first for the switch over all policies; without that there is nothing to show at all. */
        @Override
        public PolicyBook policies() {
            if (!readable && asked) {
                throw new StoreException("holds something else", new IllegalStateException());
            }
            asked = true;
            return super.policies();
        }
    };
    private @Nullable Stage stage;
    private @Nullable WindowRig opened;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @AfterEach
    void close() {
        rig().close();
    }

    private void open(FxRobot robot) {
        store.users = List.of(FakeModerationStore.user("42", 60));
        store.policies = BOOK;
        robot.interact(() -> opened = new WindowRig(Objects.requireNonNull(stage), store));
        await(() -> rig().words("#detail-name").equals("name-42") && rig().lookup("#why-toggle") != null);
        rig().press("why-toggle");
    }

    private void awaitReadings() {
        int before = store.reads.get();
        await(() -> store.reads.get() > before + 2);
    }

    @Test
    void beforeTheyAreKnownNothingIsForetold(FxRobot robot) {
        open(robot);
        awaitReadings();
        assertThat(rig().words("#why-outlook")).isEqualTo("–");
        assertThat(rig().words("#quota-none")).isEqualTo("–");

        readable = true;
        await(() -> rig().words("#why-outlook").equals("A block comes at 150, 90 from here."));
    }

    @Test
    void whatWasReadLastStays(FxRobot robot) {
        readable = true;
        open(robot);
        await(() -> rig().words("#why-outlook").equals("A block comes at 150, 90 from here."));

        readable = false;
        awaitReadings();
        assertThat(rig().words("#why-outlook")).isEqualTo("A block comes at 150, 90 from here.");
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
