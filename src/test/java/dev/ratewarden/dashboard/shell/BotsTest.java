package dev.ratewarden.dashboard.shell;

import static dev.ratewarden.dashboard.FakeModerationStore.NOW;
import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.Instances;
import dev.ratewarden.moderation.Instances.Outage;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Which bots are live, when they had to decide without the store, and whether policies decide at all. */
@ExtendWith(ApplicationExtension.class)
class BotsTest {

    private static final long MINUTE_MS = 60_000;
    private static final Outage OLD = new Outage("bot-2", NOW - 90 * MINUTE_MS, NOW - 83 * MINUTE_MS, 1_204);
    private static final Outage NEW = new Outage("bot-1", NOW - 9 * MINUTE_MS, NOW - 2 * MINUTE_MS, 1);
    private static final Outage ALSO_NEW = new Outage("bot\u202e-3", NOW - 8 * MINUTE_MS, NOW - 3 * MINUTE_MS, 40);

    private final FakeModerationStore store = new FakeModerationStore();
    private @Nullable WindowRig opened;

    @Start
    void open(javafx.stage.Stage stage) {
        store.users = List.of(FakeModerationStore.user("mira", 80));
        store.instances = new Instances(3, List.of(OLD));
        opened = new WindowRig(stage, store);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void theStatusBarCountsTheBotsAndNamesARecentOutagesEnd() {
        await(() -> rig().visible("#status-bots"));
        assertThat(rig().words("#status-bots")).isEqualTo("3 bots live  ·  latest outage ended 13:43");
        assertThat(tooltip())
                .isEqualTo("bot-2 was without the store for 7 min until 13:43 and decided 1\u00a0204 checks itself; "
                        + "all are merged.");
        assertThat(rig().toasts())
                .as("what was there when the window opened is no news")
                .isEmpty();

        store.instances =
                new Instances(1, List.of(new Outage("bot-2", NOW - 1_600 * MINUTE_MS, NOW - 1_500 * MINUTE_MS, 7)));
        await(() -> rig().words("#status-bots").equals("1 bot live"));
    }

    @Test
    void whereNoBotTellsOfItselfTheStatusBarClaimsNothing() {
        await(() -> rig().visible("#status-bots"));
        store.instances = Instances.NONE;

        await(() -> !rig().visible("#status-bots"));
    }

    @Test
    void theStatusBarSaysWhoWatchesOrThatNobodyDoes() {
        await(() -> rig().words("#status-watch").equals("no watcher"));
        store.instances = store.instances.watchedBy("bot\u202e-1");

        await(() -> rig().words("#status-watch").equals("watcher: bot\\u{202e}-1"));
    }

    @Test
    void whileNothingCanBeReadTheStatusBarSaysThatItIsAsOldAsTheLastReading() {
        await(() -> rig().visible("#status-bots"));
        store.onRead = () -> {
            throw new StoreUnavailableException("nobody answers", null);
        };

        await(() -> rig().words("#status-reading").startsWith("As of snapshot "));
        for (String old : List.of("reading", "listed", "bots", "watch")) {
            assertThat(isOutdated("#status-" + old)).as(old).isTrue();
        }

        store.onRead = () -> {};
        await(() -> rig().words("#status-reading").startsWith("Snapshot ") && !isOutdated("#status-bots"));
    }

    @Test
    void aRefusedLoginOfWhatWasNamedAtTheStartSaysWhereAnotherGoes() {
        await(() -> rig().visible("#status-bots"));
        store.onRead = () -> {
            throw StoreException.ofLogin("Redis asks for a password", null);
        };

        await(() -> rig().words("#lost-title").equals("Login refused."));
        assertThat(rig().words("#lost-words"))
                .isEqualTo(
                        "Redis asks for a password. Start the window again with the right login, in the address or in"
                                + " RATEWARDEN_REDIS_USER and RATEWARDEN_REDIS_PASSWORD; or connect on the page Connections, which asks"
                                + " for it.");
        assertThat(rig().visible("#lost-login")).isFalse();
    }

    @Test
    void anOutageThatEndedIsToldOnce() {
        await(() -> rig().visible("#status-bots"));
        store.instances = new Instances(3, List.of(NEW, OLD));

        await(() -> rig().toasts()
                .equals(List.of("bot-1 was without the store for 7 min until 15:04 and decided 1 check itself; "
                        + "all are merged.")));
        int reads = store.reads.get();
        await(() -> store.reads.get() > reads + 1);
        assertThat(rig().toasts()).hasSize(1);
    }

    @Test
    void outagesThatEndTogetherAreToldTogether() {
        await(() -> rig().visible("#status-bots"));
        store.instances = new Instances(3, List.of(NEW, ALSO_NEW, OLD));

        await(() -> rig().toasts()
                .equals(List.of("2 bots were without the store between 14:57 and 15:04 and decided 41 checks "
                        + "themselves; all are merged.")));
    }

    @Test
    void theConnectionsPopOverSaysBoth() {
        await(() -> rig().visible("#status-bots"));
        rig().press("link-words");
        WaitForAsyncUtils.waitForFxEvents();

        List<String> words = javafx.stage.Window.getWindows().stream()
                .filter(window -> window instanceof org.controlsfx.control.PopOver)
                .flatMap(window -> window.getScene().getRoot().lookupAll(".link-about .label").stream())
                .map(node -> ((Label) node).getText())
                .toList();
        rig().press("link-words");
        assertThat(words)
                .contains(
                        "3 bots live",
                        "bot-2 was without the store for 7 min until 13:43 and decided 1\u00a0204 checks itself; "
                                + "all are merged.");
    }

    @Test
    void aSwitchThatKeepsPoliciesFromDenyingIsNeverOutOfSight() {
        await(() -> rig().visible("#status-bots"));
        assertThat(rig().visible("#status-switch")).isFalse();

        store.policies = store.policies.with(Enforcement.SHADOW);
        await(() -> rig().words("#status-switch").equals("Policies on trial") && rig().visible("#status-switch"));
        store.policies = store.policies.with(Enforcement.OFF);
        await(() -> rig().words("#status-switch").equals("Policies off"));
        store.policies = store.policies.with(Enforcement.ENFORCE);
        await(() -> !rig().visible("#status-switch"));
    }

    private boolean isOutdated(String id) {
        return Objects.requireNonNull(rig().lookup(id)).getPseudoClassStates().contains(Frame.OUTDATED);
    }

    private String tooltip() {
        return ((Label) rig().lookup("#status-bots")).getTooltip().getText();
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
