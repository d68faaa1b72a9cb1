package dev.ratewarden.dashboard.overview;

import static dev.ratewarden.dashboard.FakeModerationStore.NOW;
import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.Objects;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Who is meant is told by the table itself where several go by one name. */
@ExtendWith(ApplicationExtension.class)
class NamesakesTest {

    private final FakeModerationStore store = new FakeModerationStore();
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        store.users = List.of(
                user("410000000000001111", "twin", 90),
                user("410000000000002222", "twin", 85),
                user("410000000000003333", "kettle", 80));
        opened = new WindowRig(stage, store).hasty();
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void theEndOfTheIdStandsBehindANameThatSeveralGoBy() {
        await(() -> rig().allWords("#users-table").contains("…1111"));
        assertThat(rig().allWords("#users-table")).contains("…2222").doesNotContain("…3333");

        store.users = store.users.subList(1, 3);

        await(() -> rig().table().getItems().size() == 2
                && !rig().allWords("#users-table").contains("…2222"));
    }

    private static UserSummary user(String id, String name, double score) {
        return new UserSummary(id, name, score, Tier.WARNING, 5, "pack_create", NOW - 60_000, NOW, null, null, null);
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
