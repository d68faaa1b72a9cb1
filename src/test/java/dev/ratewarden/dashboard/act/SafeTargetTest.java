package dev.ratewarden.dashboard.act;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.store.memory.MemoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextInputControl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Whatever moves while a dialog is open: it acts on the user whom it named, as that user was seen, or on nobody. */
@ExtendWith(ApplicationExtension.class)
class SafeTargetTest {

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private volatile boolean away;
    private @Nullable WindowRig opened;

    @Start
    void open(javafx.stage.Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        violate("kettle", 10);
        memory.describe(Map.of("kettle", "kettle_1"));
        memory.act("kettle", new ModeratorAction.Note("seen before"), "mod_ann", "");
        opened = new WindowRig(stage, faulty());
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"more-exempt", "more-note", "more-limit", "more-forget"})
    void anotherUserWhoComesFirstMeanwhileIsNotTheOneActedOn(String act, FxRobot robot) {
        start(act, robot);
        violate("worst", 12);
        memory.describe(Map.of("worst", "aaa"));
        now.addAndGet(1_000);
        await(() -> rig().table().getItems().stream().anyMatch(row -> row.id().equals("worst")));
        robot.interact(() -> rig().table().getSelectionModel().select(rig().row("worst")));
        await(() -> rig().words("#detail-name").equals("aaa"));
        rig().press("dialog-confirm");

        await(() -> done(act));
        assertThat(memory.user("worst").orElseThrow().audit()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"more-exempt", "more-note", "more-limit", "more-forget"})
    void whoLeavesTheListMeanwhileIsStillTheOneActedOn(String act, FxRobot robot) {
        violate("other", 9);
        await(() -> rig().table().getItems().size() == 2);
        robot.interact(() -> rig().table().getSelectionModel().select(rig().row("kettle")));
        start(act, robot);
        robot.interact(() -> ((javafx.scene.control.ToggleButton) rig().lookup("#filter-banned")).fire());
        await(() -> rig().table().getItems().isEmpty());
        rig().press("dialog-confirm");

        await(() -> done(act));
        assertThat(memory.user("other").orElseThrow().audit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "more-exempt | kettle_1 (kettle) was not exempted.",
                "more-note | The note about kettle_1 (kettle) was not changed.",
                "more-limit | The limit of kettle_1 (kettle) was not changed.",
                "more-forget | kettle_1 (kettle) was not forgotten."
            })
    void theSecondModeratorIsToldWhatTheFirstDidAndNothingIsOverwritten(String act, String failed, FxRobot robot) {
        await(() -> rig().words("#detail-name").equals("kettle_1"));
        rig().press("pause-button");
        start(act, robot);
        memory.act("kettle", new ModeratorAction.Ban(3_600_000L), "mod_lee", "raid");
        now.addAndGet(12_000);
        rig().press("dialog-confirm");

        await(() -> rig().toasts().contains(failed + " mod_lee banned kettle_1 12 s ago; look again."));
        assertThat(kettle().audit()).hasSize(2);
        assertThat(kettle().summary().ban()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"more-exempt", "more-note", "more-limit", "more-forget"})
    void anOpenDialogSaysThatAnotherWasFirst(String act, FxRobot robot) {
        start(act, robot);
        memory.act("kettle", new ModeratorAction.Ban(3_600_000L), "mod_lee", "raid");

        await(() -> rig().visible("#dialog-overtaken"));
        assertThat(rig().words("#dialog-overtaken")).startsWith("mod_lee banned kettle_1 ");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"more-exempt", "more-note", "more-limit", "more-forget"})
    void aDialogThatIsOpenWhenTheConnectionIsLostCannotBeConfirmedUntilItIsBack(String act, FxRobot robot) {
        start(act, robot);
        away = true;
        await(() -> rig().visible("#dialog-forbidden"));
        assertThat(rig().words("#dialog-forbidden")).isEqualTo("Actions are off until the connection is back.");
        assertThat(rig().disabled("#dialog-confirm")).isTrue();

        away = false;
        rig().press("retry-button");
        await(() -> !rig().visible("#dialog-forbidden") && !rig().disabled("#dialog-confirm"));
        rig().press("dialog-confirm");
        await(() -> done(act));
    }

    /** Opens the dialog and fills it in, so that it can be confirmed. */
    private void start(String act, FxRobot robot) {
        await(() -> rig().words("#detail-name").equals("kettle_1") && !rig().disabled("#ban-button"));
        robot.interact(() -> {
            MenuButton menu = (MenuButton) rig().lookup("#more-button");
            menu.show();
            menu.getItems().stream()
                    .filter(item -> act.equals(item.getId()))
                    .findFirst()
                    .orElseThrow()
                    .fire();
            menu.hide();
        });
        robot.interact(() -> {
            write("#dialog-note", "look at the raid");
            write("#dialog-limit", "50");
            write("#dialog-name", "kettle_1");
        });
        assertThat(rig().disabled("#dialog-confirm")).isFalse();
    }

    private void write(String field, String words) {
        if (rig().lookup(field) instanceof TextInputControl input) {
            input.setText(words);
        }
    }

    private boolean done(String act) {
        return switch (act) {
            case "more-exempt" -> kettle().summary().exemption() != null;
            case "more-note" -> Objects.requireNonNull(kettle().note()).text().equals("look at the raid");
            case "more-limit" -> kettle().overrides().equals(Map.of("pack_create", 50L));
            default -> memory.user("kettle").isEmpty();
        };
    }

    private void violate(String id, int checks) {
        for (int i = 0; i < checks; i++) {
            memory.check(CheckRequest.of(id, "pack_create"));
        }
    }

    private ModerationStore faulty() {
        return (ModerationStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ModerationStore.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new StoreUnavailableException("nobody answers", null);
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private UserDetail kettle() {
        return memory.user("kettle").orElseThrow();
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
