package dev.ratewarden.dashboard;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A reading changes figures, not nodes. What a reading makes anew, or takes out and puts back, has to be styled anew, and JavaFX then draws
 * the whole window twice and keeps the FX thread waiting meanwhile.
 */
@ExtendWith(ApplicationExtension.class)
class SteadyNodesTest {

    private static final int USERS = 6;
    private static final Policy POST = Policy.of("post", Limit.tokenBucket(1, Duration.ofMinutes(10)))
            .withPoints(4)
            .withoutEscalation();

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore store = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        store.addDefaults(List.of(POST), null);
        for (int user = 0; user < USERS; user++) {
            store.check(CheckRequest.of(id(user), POST.action()));
            violate(user, 13 + user);
        }
        opened = new WindowRig(stage, store).hasty();
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void theRankingTurnsOverInTheNodesThatAreThere() {
        assertThat(madeByTheNextLeaderOf("#users-table")).isEmpty();
    }

    @Test
    void soItDoesOnThePageUsers() {
        settle("#users-table");
        rig().press("page-users");
        assertThat(madeByTheNextLeaderOf("#tracked-table")).isEmpty();
    }

    private List<Node> madeByTheNextLeaderOf(String table) {
        settle(table);
        Set<Node> before = nodes();
        violate(0, USERS + 1);
        await(() -> first(table).equals(id(0)));
        return madeSince(before);
    }

    @Test
    void whatIsLeftOfALimitGrowsInTheNodesThatAreThere() {
        settle("#users-table");
        List<String> words = rig().allWords("#quotas");
        Set<Node> before = nodes();

        now.addAndGet(90_000);
        await(() -> !rig().allWords("#quotas").equals(words));

        assertThat(madeSince(before)).isEmpty();
    }

    @Test
    void aCellKeepsItsNodeWhileTheTableTakesItsRowsOutAndPutsThemBack() {
        settle("#users-table");
        List<String> changes = Collections.synchronizedList(new ArrayList<>());
        onFx(() -> nodes().forEach(node -> {
            if (node instanceof javafx.scene.control.TableRow<?> row && row.getItem() != null) {
                row.emptyProperty()
                        .addListener((o, was, is) -> changes.add("a row became " + (is ? "empty" : "filled")));
            }
            if (node instanceof javafx.scene.control.TableCell<?, ?> cell && cell.getGraphic() != null) {
                cell.graphicProperty().addListener((o, was, is) -> changes.add("a cell's node changed"));
            }
        }));

        violate(0, USERS + 1);
        await(() -> first("#users-table").equals(id(0)));

        assertThat(changes).isEmpty();
    }

    @Test
    void nothingIsLeftToLayOutForASecondPulse() {
        settle("#users-table");
        List<String> left = Collections.synchronizedList(new ArrayList<>());
        List<String> pulses = Collections.synchronizedList(new ArrayList<>());
        onFx(() -> rig().window().scene().addPostLayoutPulseListener(() -> {
            if (rig().lookup("#users-table") == null || !first("#users-table").equals(id(0))) {
                return;
            }
            pulses.add("pulse");
            if (((Parent) rig().lookup(".shell")).isNeedsLayout()) {
                left.add("a layout");
            }
        }));

        violate(0, USERS + 1);
        await(() -> !pulses.isEmpty());

        assertThat(left).isEmpty();
    }

    private void violate(int user, int times) {
        for (int i = 0; i < times; i++) {
            store.check(CheckRequest.of(id(user), POST.action()));
        }
    }

    private static String id(int user) {
        return "user-" + user;
    }

    private void settle(String table) {
        await(() -> rig().lookup(table) != null
                && table(table).getItems().size() == USERS
                && rig().words("#detail-name").equals(first(table))
                && rig().allWords("#quotas").contains(POST.action())
                && rig().words("#link-words").startsWith("Live"));
        rig().settled();
    }

    @SuppressWarnings("unchecked")
    private TableView<UserRow> table(String selector) {
        return (TableView<UserRow>) rig().lookup(selector);
    }

    private String first(String selector) {
        return table(selector).getItems().getFirst().id();
    }

    private Set<Node> nodes() {
        Set<Node> all = Collections.newSetFromMap(new IdentityHashMap<>());
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> collect(rig().window().scene().getRoot(), all));
        return all;
    }

    private static void collect(Node node, Set<Node> all) {
        all.add(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, all));
        }
    }

    private List<Node> madeSince(Set<Node> before) {
        rig().laidOut();
        return nodes().stream().filter(node -> !before.contains(node)).toList();
    }

    private static void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
