package dev.ratewarden.dashboard.connections;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.Connector.Target;
import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.DashboardHost;
import dev.ratewarden.dashboard.Environment;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.shell.ModalLayer;
import dev.ratewarden.dashboard.theme.ZoomPane;
import dev.ratewarden.inspection.Finding;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.InvalidRequestException;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.CommunityProfile;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.moderation.Snapshot;
import dev.ratewarden.store.memory.MemoryStore;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.Circle;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The page Connections, the way from one community to another, and the first run, in a whole window. */
@ExtendWith(ApplicationExtension.class)
class ConnectionsTest {

    private static final long NOW = 1_772_719_200_000L;

    private final MemoryStore here = community();
    private final MemoryStore there = community();
    private final FakeProfiles profiles = new FakeProfiles();
    private final List<Target> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private volatile CommunityProfile said = CommunityProfile.UNNAMED;
    private volatile Function<Target.Profile, DashboardContext> opener = target -> WindowRig.context(there);
    private volatile boolean away;
    private volatile boolean refused;
    private volatile boolean emptied;
    private volatile String keyspace = "1";
    private @Nullable WindowRig opened;
    private @Nullable Stage stage;

    private static MemoryStore community() {
        MemoryStore store = new MemoryStore(() -> Instant.ofEpochMilli(NOW));
        store.addDefaults(StandardPolicies.all(), null);
        for (int i = 0; i < 10; i++) {
            store.check(new CheckRequest("mira", "pack_create", 1, null));
        }
        return store;
    }

    @Start
    void open(Stage shown) {
        stage = shown;
        opened = new WindowRig(shown, new DashboardHost(this::connect, "tester", ZoneOffset.UTC, profiles));
    }

    private DashboardContext connect(Target target) {
        asked.add(target);
        return switch (target) {
            case Target.Demo demo -> WindowRig.context(speaking(here));
            case Target.Given given -> throw new InvalidRequestException("the CA file is missing; correct the path");
            case Target.Profile one -> opener.apply(one);
        };
    }

    /** The same store, which says who it is, and can be away. */
    private ModerationStore speaking(MemoryStore store) {
        return (ModerationStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ModerationStore.class}, (proxy, method, arguments) -> {
                    if (away) {
                        throw new StoreUnavailableException("nobody answers", null);
                    }
                    if (refused) {
                        throw StoreException.ofLogin("Redis refuses the password", null);
                    }
                    if (method.getName().equals("profile")) {
                        return said;
                    }
                    if (emptied && method.getName().equals("events")) {
                        return List.of();
                    }
                    try {
                        Object answer = method.invoke(store, arguments);
                        return answer instanceof Snapshot snapshot ? of(keyspace, snapshot) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static Snapshot of(String keyspace, Snapshot read) {
        return new Snapshot(
                read.nowMs(),
                read.statistics(),
                read.users(),
                read.minutes(),
                read.instances(),
                read.decayPerHour(),
                keyspace);
    }

    @AfterEach
    void close() {
        release.countDown();
        rig().close();
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }

    private void onFx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }

    private void demo() {
        onFx(() -> rig().window().open(new Target.Demo()));
        await(() -> rig().words("#detail-name").equals("mira"));
    }

    private void page() {
        rig().press("page-connections");
        await(() -> rig().visible("#connections-list") && list().getItems().size() == profiles.kept.size());
        // The fields are there only after they were laid out.
        await(() -> profiles.kept.isEmpty() || rig().lookup("#profile-name") != null);
    }

    @SuppressWarnings("unchecked")
    private ListView<String> list() {
        return (ListView<String>) rig().lookup("#connections-list");
    }

    private void type(String id, String text) {
        onFx(() -> ((TextInputControl) rig().lookup("#" + id)).setText(text));
    }

    private String typed(String id) {
        return ((TextInputControl) rig().lookup("#" + id)).getText();
    }

    private static ConnectionProfile profile(String name) {
        return FakeProfiles.profile(name, "", Environment.UNSTATED);
    }

    private static ConnectionProfile withUser(String name) {
        return FakeProfiles.profile(name, "mod", Environment.UNSTATED);
    }

    // The first run

    @Test
    void startedWithNothingItOffersTheDemoOrAConnection() {
        onFx(() -> rig().window().begin());
        await(() -> rig().visible("#lobby-welcome"));
        assertThat(rig().words("#lobby-decay")).contains("1 point an hour");

        rig().press("lobby-connect");
        await(() -> rig().visible("#connections-empty"));
        rig().press("lobby-back");
        await(() -> rig().visible("#lobby-welcome"));
        rig().press("lobby-demo");
        await(() -> rig().words("#detail-name").equals("mira"));
    }

    @Test
    void withAConnectionThatWasUsedItAsksForItsPasswordAndOpensIt() {
        profiles.with(withUser("Packs"), profile("Other"));
        profiles.last = "Packs";
        onFx(() -> rig().window().begin());

        await(() -> rig().visible("#password-dialog"));
        assertThat(rig().words("#password-dialog .name")).isEqualTo("Password for Packs");
        type("password-redis", "hush");
        rig().press("password-confirm");

        await(() -> rig().words("#detail-name").equals("mira"));
        assertThat(asked).singleElement().satisfies(target -> {
            assertThat(((Target.Profile) target).passwords().redis()).isEqualTo("hush");
            assertThat(target.toString()).doesNotContain("hush");
        });
    }

    @Test
    void withConnectionsOfWhichNoneWasUsedItShowsTheList() {
        profiles.with(profile("A"), profile("B"));
        onFx(() -> rig().window().begin());

        await(() -> rig().visible("#connections-list") && list().getItems().equals(List.of("A", "B")));
        assertThat(asked).isEmpty();
    }

    @Test
    void aFolderThatCannotBeListedIsToldInsteadOfOpeningForEver() {
        profiles.trouble = "the folder cannot be listed";
        onFx(() -> rig().window().begin());

        await(() -> rig().visible("#connections-notice"));
        assertThat(rig().words("#connections-notice")).isEqualTo("the folder cannot be listed");
        assertThat(rig().visible("#connections-demo")).isTrue();
    }

    @Test
    void whatWasNamedAndCannotEvenBeTriedIsToldInTheLobby() {
        onFx(() -> rig().window().open(new Target.Given()));

        await(() -> rig().visible("#lobby-words"));
        assertThat(rig().words("#lobby-words")).isEqualTo("the CA file is missing; correct the path");
        rig().press("lobby-connections");
        await(() -> rig().visible("#connections-list"));
    }

    @Test
    void anOpeningThatHangsCanBeCancelledInTheLobby() {
        profiles.with(profile("Slow"));
        profiles.last = "Slow";
        opener = target -> {
            hang();
            return WindowRig.context(there);
        };
        onFx(() -> rig().window().begin());
        await(() -> rig().words("#connections-opening").equals("Opening Slow…"));

        rig().press("connections-cancel");
        await(() -> !rig().visible("#connections-opening"));
        release.countDown();

        await(() -> rig().visible("#connections-list"));
        assertThat(rig().lookup("#detail-name")).isNull();
    }

    private void hang() {
        try {
            release.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // From one community to another

    @Test
    void switchingConnectionWithADialogOpenNeverActsOnTheNewOne(FxRobot robot) {
        profiles.with(profile("There"));
        demo();
        rig().click(robot, "#ban-button");
        await(() -> rig().visible("#dialog-confirm"));
        var confirm = (javafx.scene.control.Button) rig().lookup("#dialog-confirm");

        onFx(() -> rig().window().open(new Target.Profile(profile("There"), Passwords.NONE)));
        await(() ->
                rig().lookup("#dialog") == null && rig().words("#detail-name").equals("mira"));
        onFx(confirm::fire);
        robot.type(KeyCode.ENTER);

        WaitForAsyncUtils.waitForFxEvents();
        assertThat(there.user("mira").orElseThrow().summary().ban()).isNull();
        assertThat(here.user("mira").orElseThrow().summary().ban()).isNull();
    }

    @Test
    void theUndoOfTheOneThatWasLeftIsGone() {
        profiles.with(profile("There"));
        demo();
        rig().press("reset-button");
        rig().press("dialog-confirm");
        await(() -> rig().lookup("#toast-undo") != null);

        onFx(() -> rig().window().open(new Target.Profile(profile("There"), Passwords.NONE)));

        await(() -> rig().lookup("#toast-undo") == null
                && rig().words("#detail-name").equals("mira"));
    }

    @Test
    void aFailedOpeningLeavesTheOpenCommunityAndSaysWhy() {
        profiles.with(profile("There"));
        opener = target -> {
            throw new StoreUnavailableException("Redis at redis.example:6379 cannot be reached; start it", null);
        };
        demo();
        page();
        rig().press("profile-connect");

        await(() -> rig().visible("#connections-failure"));
        assertThat(rig().words("#connections-failure"))
                .isEqualTo("There was not opened. Redis at redis.example:6379 cannot be reached; start it");
        rig().press("page-overview");
        await(() -> rig().words("#detail-name").equals("mira"));
        assertThat(rig().words("#community")).isEqualTo("Pixel Packs");
    }

    @Test
    void whoeverLooksAtAnotherPageHearsOfTheFailureThere() {
        opener = target -> {
            throw new StoreUnavailableException("nobody answers", null);
        };
        demo();
        onFx(() -> rig().window().open(new Target.Profile(profile("There"), Passwords.NONE)));

        await(() -> rig().toasts().contains("nobody answers"));
    }

    @Test
    void aWrongPasswordIsAskedAgainWithTheReason() {
        profiles.with(withUser("There"));
        opener = target -> {
            if (!target.passwords().redis().equals("right")) {
                throw StoreException.ofLogin("Redis refuses the user name or password; correct them", null);
            }
            return WindowRig.context(there);
        };
        demo();
        page();
        rig().press("profile-connect");
        await(() -> rig().visible("#password-dialog"));
        type("password-redis", "wrong");
        rig().press("password-confirm");

        await(() -> rig().visible("#password-refused"));
        assertThat(rig().words("#password-refused")).contains("refuses the user name or password");
        assertThat(typed("password-redis")).isEmpty();
        type("password-redis", "right");
        rig().press("password-confirm");
        await(() -> "There".equals(profiles.last));
    }

    @Test
    void howeverThePasswordDialogIsLeftItsFieldIsEmpty(FxRobot robot) {
        profiles.with(withUser("There"));
        demo();
        page();
        for (Runnable leave : List.<Runnable>of(
                () -> robot.type(KeyCode.ESCAPE),
                () -> onFx(() -> ((ModalLayer) rig().lookup("#modal-layer")).close()),
                () -> rig().press("password-cancel"))) {
            rig().press("profile-connect");
            await(() -> rig().visible("#password-dialog"));
            var field = (TextInputControl) rig().lookup("#password-redis");
            type("password-redis", "hush");
            leave.run();
            await(() -> rig().lookup("#password-dialog") == null);
            assertThat(field.getText()).isEmpty();
        }
    }

    @Test
    void whatFailedIsKeptWithoutItsPasswordWhichIsAskedAgain() {
        profiles.with(withUser("There"));
        opener = target -> {
            throw new StoreUnavailableException("nobody answers", null);
        };
        demo();
        page();
        rig().press("profile-connect");
        await(() -> rig().visible("#password-dialog"));
        type("password-redis", "hush");
        rig().press("password-confirm");
        await(() -> rig().visible("#connections-failure"));

        rig().press("connections-again");
        await(() -> rig().visible("#password-dialog"));
        assertThat(typed("password-redis")).isEmpty();
        opener = target -> WindowRig.context(there);
        type("password-redis", "hush again");
        rig().press("password-confirm");
        await(() -> "There".equals(profiles.last));
        assertThat(asked)
                .filteredOn(Target.Profile.class::isInstance)
                .extracting(target -> ((Target.Profile) target).passwords().redis())
                .containsExactly("hush", "hush again");
    }

    @Test
    void theOneThatIsOpenIsMarked() {
        profiles.with(profile("There"));
        demo();
        page();
        assertThat(rig().disabled("#connections-demo")).isTrue();
        rig().press("profile-connect");

        await(() -> "There".equals(profiles.last));
        page();
        await(() -> rig().words("#profile-state").equals("connected"));
        assertThat(rig().words("#profile-connect")).isEqualTo("Connect again");
        assertThat(rig().disabled("#connections-demo")).isFalse();
    }

    @Test
    void afterItsHostWasChangedItSaysThatTheWindowIsWhereItWasBefore() {
        profiles.with(profile("There"));
        demo();
        connectThere();
        type("profile-hosts", "elsewhere.example:6379");
        rig().press("profile-save");

        await(() -> rig().words("#profile-state").contains("before the change"));
        assertThat(rig().words("#profile-state")).contains("connect again");
        assertThat(rig().words("#profile-connect")).isEqualTo("Connect again");
        await(() -> rig().allWords("#connections-list")
                .containsAll(List.of("elsewhere.example:6379", "connected as before")));
        assertThat(rig().allWords("#connections-list")).doesNotContain("connected");

        type("profile-hosts", "redis.example:6379");
        rig().press("profile-save");
        await(() -> rig().words("#profile-state").equals("connected"));
    }

    @Test
    void aConnectionThatGetsAnotherNameWhileItIsOpenStaysMarked() {
        profiles.with(profile("There"));
        demo();
        connectThere();
        type("profile-name", "Over there");
        rig().press("profile-save");

        await(() -> list().getItems().equals(List.of("Over there")));
        await(() -> rig().words("#profile-state").equals("connected"));
        await(() -> rig().allWords("#connections-list").contains("connected"));
    }

    @Test
    void aNameThatIsGivenWhileItIsBeingOpenedIsTheOneThatIsMarked() {
        profiles.with(profile("There"));
        opener = target -> {
            hang();
            return WindowRig.context(there);
        };
        demo();
        page();
        rig().press("profile-connect");
        await(() -> rig().visible("#connections-opening"));
        type("profile-name", "Over there");
        rig().press("profile-save");
        await(() -> list().getItems().equals(List.of("Over there")));
        release.countDown();

        await(() -> "Over there".equals(profiles.last));
    }

    private void connectThere() {
        page();
        rig().press("profile-connect");
        await(() -> "There".equals(profiles.last));
        page();
        await(() -> rig().words("#profile-state").equals("connected"));
    }

    // Who the community is

    @Test
    void nameEnvironmentAndColourComeFromTheKeyspace() {
        said = new CommunityProfile("Card Club", CommunityProfile.Environment.PRODUCTION, "#ff0000");
        demo();

        await(() -> rig().words("#community").equals("Card Club"));
        assertThat(rig().words("#environment")).isEqualTo("PRODUCTION");
        assertThat(((Circle) rig().lookup("#community-colour")).getFill()).hasToString("0xff0000ff");
        assertThat(Objects.requireNonNull(stage).getTitle()).isEqualTo("Ratewarden: Card Club");
        rig().press("ban-button");
        assertThat(rig().words("#dialog-effect")).contains("in Card Club");
    }

    @Test
    void afterALossTheKeyspaceIsAskedAgain() {
        said = new CommunityProfile("Before", null, null);
        demo();
        await(() -> rig().words("#community").equals("Before"));
        away = true;
        await(() -> rig().visible("#lost-banner"));

        said = new CommunityProfile("After", null, null);
        away = false;
        rig().press("retry-button");
        await(() -> rig().words("#community").equals("After"));
    }

    @Test
    void aStoreThatWasEmptiedSaysSoUntilSomebodyHasTakenNote() {
        said = new CommunityProfile("Card Club", CommunityProfile.Environment.PRODUCTION, null);
        demo();
        await(() -> rig().words("#community").equals("Card Club"));
        assertThat(rig().visible("#emptied-banner")).isFalse();
        said = CommunityProfile.UNNAMED;
        keyspace = "2";

        await(() -> rig().visible("#emptied-banner"));
        assertThat(rig().words("#emptied-title")).isEqualTo("The store was emptied.");
        assertThat(rig().words("#emptied-words"))
                .startsWith("Noticed at 14:00. History, totals and the audit trail begin anew");
        assertThat(rig().words("#community")).as("it is the same community's").isEqualTo("Card Club");
        assertThat(rig().words("#environment")).isEqualTo("PRODUCTION");
        rig().press("emptied-noted");
        assertThat(rig().visible("#emptied-banner")).isFalse();
    }

    @Test
    void activityTellsNothingMoreOfAStoreThatWasEmptied() {
        demo();
        rig().press("page-activity");
        await(() -> !rig().words("#activity-reach-events").isEmpty());
        emptied = true;
        keyspace = "2";

        await(() -> rig().visible("#emptied-banner"));
        await(() -> rig().words("#activity-reach-events").isEmpty());
    }

    @Test
    void aCopyThatWasPutBackIsNoEmptiedStore() {
        demo();
        keyspace = "2";
        await(() -> rig().visible("#emptied-banner"));
        keyspace = "1";

        await(() -> !rig().visible("#emptied-banner"));
    }

    @Test
    void aStoreThatWasEmptiedWhileItWasAwaySaysSoToo() {
        demo();
        away = true;
        await(() -> rig().visible("#lost-banner"));
        keyspace = "2";
        away = false;
        rig().press("retry-button");

        await(() -> rig().visible("#emptied-banner"));
    }

    @Test
    void aPasswordThatIsNoLongerTakenIsSaidAndAnotherAskedFor() {
        profiles.with(FakeProfiles.profile("There", "", Environment.UNSTATED));
        opener = target -> WindowRig.context(speaking(there));
        onFx(() -> rig().window()
                .open(new Target.Profile(FakeProfiles.profile("There", "", Environment.UNSTATED), Passwords.NONE)));
        await(() -> rig().words("#detail-name").equals("mira"));
        page();
        assertThat(rig().words("#profile-state")).isEqualTo("connected");
        refused = true;

        await(() -> rig().visible("#lost-login"));
        assertThat(rig().words("#lost-title")).isEqualTo("Login refused.");
        assertThat(rig().words("#lost-words")).isEqualTo("Redis refuses the password");
        assertThat(rig().words("#profile-state")).isEqualTo("cannot be read now");
        await(() -> rig().allWords("#connections-list").contains("cannot be read now"));
        rig().press("lost-login");
        await(() -> rig().visible("#password-dialog"));
        refused = false;
    }

    @Test
    void aNameThatChangesWhileADialogIsOpenDoesNotChangeTheDialog() {
        said = new CommunityProfile("Before", null, null);
        demo();
        await(() -> rig().words("#community").equals("Before"));
        rig().press("ban-button");
        away = true;
        await(() -> rig().visible("#lost-banner"));
        said = new CommunityProfile("After", null, null);
        away = false;
        rig().press("retry-button");

        await(() -> rig().words("#community").equals("After"));
        assertThat(rig().words("#dialog-effect")).contains("in Before");
    }

    @Test
    void aProfileThatDisagreesWithTheCommunityWarns() {
        ConnectionProfile staging = FakeProfiles.profile("There", "", Environment.STAGING);
        profiles.with(staging);
        said = new CommunityProfile("Card Club", CommunityProfile.Environment.PRODUCTION, null);
        opener = target -> WindowRig.context(speaking(there))
                .as(target.profile().readOnly(), target.profile().expected());
        onFx(() -> rig().window().open(new Target.Profile(staging, Passwords.NONE)));

        await(() -> rig().visible("#mismatch-banner"));
        assertThat(rig().words("#mismatch-title"))
                .isEqualTo("This profile says STAGING, the community says PRODUCTION.");
    }

    @Test
    void aProfileForLookingOnlyKeepsActionsOffAndSaysWhy() {
        opener = target -> WindowRig.context(there).as(true, Environment.UNSTATED);
        onFx(() -> rig().window().open(new Target.Profile(profile("There"), Passwords.NONE)));

        await(() -> rig().words("#detail-name").equals("mira"));
        assertThat(rig().disabled("#ban-button")).isTrue();
        assertThat(rig().disabled("#reset-button")).isTrue();
        assertThat(rig().disabled("#history-button")).isFalse();
        assertThat(rig().allWords("#detail")).anyMatch(words -> words.contains("for looking only"));
    }

    // The editor

    @Test
    void aNewOneIsCheckedAtItsFieldsAndKept() {
        demo();
        page();
        rig().press("connections-new");
        rig().press("profile-save");
        await(() -> rig().visible("#profile-name-problem"));
        assertThat(rig().words("#profile-name-problem")).isEqualTo("Give the connection a name.");
        assertThat(profiles.kept).isEmpty();

        type("profile-name", "Mine");
        type("profile-hosts", "a, b");
        assertThat(rig().words("#profile-hosts-problem")).contains("Only sentinels and clusters");
        type("profile-hosts", "a:6379");
        rig().press("profile-save");

        await(() -> list().getItems().equals(List.of("Mine")));
        assertThat(profiles.kept.get("Mine")).isNotNull();
        await(() -> rig().words("#profile-title").equals("Mine"));
        assertThat(rig().visible("#profile-save")).isFalse();
    }

    @Test
    void whatOnlyTheSettingsCanTellStandsAtItsFieldToo() {
        profiles.with(profile("A"));
        profiles.judge = profile -> Optional.of(new ProfileProblem(ProfileField.CA, "there is no such file"));
        demo();
        page();
        rig().press("profile-tls");
        rig().press("profile-connect");

        await(() -> rig().visible("#profile-ca-problem"));
        assertThat(rig().words("#profile-ca-problem")).isEqualTo("there is no such file");
        assertThat(asked).hasSize(1);
    }

    @Test
    void whereAFileOfThatNameIsThereItSaysSoAtTheName() {
        profiles.with(profile("A"));
        profiles.refusal = Optional.of(new ProfileProblem(ProfileField.NAME, "there is already a file"));
        demo();
        page();
        type("profile-name", "B");
        rig().press("profile-save");

        await(() -> rig().visible("#profile-name-problem"));
        assertThat(rig().words("#profile-name-problem")).isEqualTo("there is already a file");
        assertThat(typed("profile-name")).isEqualTo("B");
        assertThat(profiles.kept).containsOnlyKeys("A");
    }

    @Test
    void whatIsTypedWhileItIsWrittenStays() {
        profiles.with(profile("A"));
        CountDownLatch writing = new CountDownLatch(1);
        profiles.saving = profile -> {
            writing.countDown();
            hang();
        };
        demo();
        page();
        type("profile-hosts", "first:1");
        rig().press("profile-save");
        await(() -> writing.getCount() == 0);
        type("profile-hosts", "second:2");
        release.countDown();

        await(() -> Objects.requireNonNull(profiles.kept.get("A")).hosts().equals("first:1"));
        WaitForAsyncUtils.waitForFxEvents();
        await(() -> rig().allWords("#connections-list").contains("first:1"));
        assertThat(typed("profile-hosts")).isEqualTo("second:2");
        assertThat(rig().words("#profile-state")).isEqualTo("changed, not saved");
        profiles.saving = profile -> {};
        rig().press("profile-save");
        await(() -> Objects.requireNonNull(profiles.kept.get("A")).hosts().equals("second:2"));
    }

    @Test
    void aFileThatIsDroppedDoesNotTakeAwayWhatWasTyped() {
        profiles.with(profile("A"));
        profiles.reader = file -> profile("Dropped");
        demo();
        page();
        type("profile-hosts", "changed:1");
        drop(new File("dropped.rwprofile"));

        await(() -> rig().visible("#question"));
        rig().press("question-cancel");
        assertThat(typed("profile-hosts")).isEqualTo("changed:1");
        drop(new File("dropped.rwprofile"));
        await(() -> rig().visible("#question"));
        rig().press("question-confirm");
        await(() -> typed("profile-name").equals("Dropped"));
    }

    /** The headless screen has no other window to drag from. */
    private void drop(File file) {
        onFx(() -> ((ConnectionsView) rig().lookup("#connections")).opened(file.toPath()));
    }

    @Test
    void noButtonOfTheEditorIsCutOffInTheLeastRoom() {
        profiles.with(profile("A"));
        demo();
        Stage small = Objects.requireNonNull(stage);
        onFx(() -> {
            small.setWidth(ZoomPane.MIN_WIDTH);
            small.setHeight(ZoomPane.MIN_HEIGHT);
        });
        await(() -> small.getScene().getWidth() == ZoomPane.MIN_WIDTH
                && small.getScene().getHeight() == ZoomPane.MIN_HEIGHT);
        page();
        type("profile-hosts", "changed:1");

        await(() -> rig().visible("#profile-save"));
        for (String id : List.of("delete", "export", "discard", "save", "test", "connect")) {
            var button = (javafx.scene.control.Button) rig().lookup("#profile-" + id);
            // Before it is laid out it is nowhere, and as wide as nothing.
            await(() -> button.getWidth() > 0 && button.getWidth() >= button.prefWidth(-1) - 1);
            await(() -> right(button) <= ZoomPane.MIN_WIDTH - 16);
            await(() -> button.localToScene(button.getBoundsInLocal()).getMaxY() <= ZoomPane.MIN_HEIGHT - 16);
        }
    }

    private static double right(javafx.scene.Node node) {
        return node.localToScene(node.getBoundsInLocal()).getMaxX();
    }

    @Test
    void deletingAsksFirst() {
        profiles.with(profile("A"), profile("B"));
        demo();
        page();
        rig().press("profile-delete");
        assertThat(rig().words("#question-title")).isEqualTo("Delete the connection A?");
        rig().press("question-cancel");
        assertThat(profiles.kept).containsKey("A");

        rig().press("profile-delete");
        rig().press("question-confirm");
        await(() -> list().getItems().equals(List.of("B")));
        await(() -> rig().words("#profile-title").equals("B"));
    }

    @Test
    void whatWasTypedIsNotLostByChoosingAnother() {
        profiles.with(profile("A"), profile("B"));
        demo();
        page();
        type("profile-hosts", "changed:1");
        onFx(() -> list().getSelectionModel().select("B"));
        await(() -> rig().visible("#question"));
        rig().press("question-cancel");
        await(() -> "A".equals(list().getSelectionModel().getSelectedItem()));
        assertThat(typed("profile-hosts")).isEqualTo("changed:1");

        onFx(() -> list().getSelectionModel().select("B"));
        await(() -> rig().visible("#question"));
        rig().press("question-confirm");
        await(() -> rig().words("#profile-title").equals("B"));
    }

    @Test
    void aFileIsOpenedIntoTheEditorUnderAFreeName() {
        profiles.with(profile("Packs"));
        profiles.reader = file -> withUser("Packs");
        demo();
        page();
        rig().files().answer = Path.of("packs.rwprofile");
        rig().press("connections-import");

        await(() -> typed("profile-name").equals("Packs 2"));
        assertThat(typed("profile-user")).isEqualTo("mod");
        assertThat(profiles.kept).containsOnlyKeys("Packs");
    }

    @Test
    void aFileThatIsNoneSaysSoOnThePage() {
        profiles.reader = file -> {
            throw new InvalidRequestException("Redis settings \"x\": \"flavour\" is no setting");
        };
        demo();
        page();
        rig().files().answer = Path.of("x.rwprofile");
        rig().press("connections-import");

        await(() -> rig().words("#connections-notice").contains("flavour"));
    }

    @Test
    void exportSuggestsTheEndingThatImportLooksFor() {
        profiles.with(profile("Packs"));
        demo();
        page();
        rig().files().answer = Path.of("out.rwprofile");
        rig().press("profile-export");

        await(() -> !profiles.written.isEmpty());
        assertThat(rig().files().suggested).isEqualTo("Packs.rwprofile");
        await(() -> rig().toasts().stream().anyMatch(words -> words.contains("without any password")));
    }

    // Test connection

    @Test
    void aTestShowsEachFindingWithItsRemedyTheWorstFirst() {
        profiles.with(profile("A"));
        profiles.tester = (profile, passwords) ->
                List.of(Finding.ok("version", "Redis 7"), Finding.fail("eviction", "allkeys-lru", "set noeviction"));
        demo();
        page();
        rig().press("profile-test");

        await(() -> rig().words("#findings-summary").equals("1 to mend now  ·  1 OK"));
        assertThat(rig().allWords("#findings"))
                .containsSubsequence("FAIL", "eviction", "allkeys-lru", "set noeviction", "OK", "version", "Redis 7");
    }

    @Test
    void aTestThatHangsCanBeCancelledAndIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        profiles.with(profile("A"));
        profiles.tester = (profile, passwords) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return List.of(Finding.ok("late", "must not show"));
        };
        demo();
        page();
        rig().press("profile-test");
        await(() -> rig().visible("#test-cancel"));
        rig().press("test-cancel");

        await(() -> interrupted.getCount() == 0);
        await(() -> !rig().visible("#findings"));
        assertThat(rig().disabled("#profile-test")).isFalse();
    }

    @Test
    void aTestAsksForThePasswordAndAgainWhereItWasWrong() {
        profiles.with(withUser("A"));
        profiles.tester = (profile, passwords) -> {
            if (!passwords.redis().equals("right")) {
                throw StoreException.ofLogin("Redis refuses the user name or password", null);
            }
            return List.of(Finding.ok("reachable", "answers"));
        };
        demo();
        page();
        rig().press("profile-test");
        await(() -> rig().visible("#password-dialog"));
        rig().press("password-confirm");
        await(() -> rig().visible("#password-refused"));
        type("password-redis", "right");
        rig().press("password-confirm");

        await(() -> rig().allWords("#findings").contains("answers"));
    }
}
