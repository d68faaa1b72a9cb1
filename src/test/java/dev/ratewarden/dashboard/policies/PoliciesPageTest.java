package dev.ratewarden.dashboard.policies;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.Messages;
import dev.ratewarden.dashboard.Nodes;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.theme.ZoomPane;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Enforcement;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.StoreUnavailableException;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.store.memory.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.control.ListView;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The page Policies as a moderator uses it, over a store in memory. */
@ExtendWith(ApplicationExtension.class)
class PoliciesPageTest {

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore store = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private final PolicyStores stores = new PolicyStores();
    private final Moderation lee = new Moderation(store, "mod_lee");
    private @Nullable WindowRig opened;

    @Start
    void open(javafx.stage.Stage stage) {
        store.addDefaults(StandardPolicies.all(), null);
        for (int i = 0; i < 10; i++) {
            store.check(CheckRequest.of("mira", "pack_create"));
        }
        store.check(CheckRequest.of("mira", "emoji_add"));
        stores.code = Map.of("pack_create", Policy.of("pack_create", Limit.tokenBucket(8, Duration.ofHours(1))));
        opened = new WindowRig(stage, stores.over(store)).hasty();
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void theColumnsAreAsWideAsBeforeOnceTheWindowIs(FxRobot robot) {
        enter(robot);
        List<Double> before = widthsIn(1_280);

        assertThat(widthsIn(960)).as("without the strategy").hasSize(4);

        assertThat(widthsIn(1_280)).isEqualTo(before).hasSize(5);
    }

    private List<Double> widthsIn(double window) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            Nodes.layOut((Region) rig().window().scene().getRoot(), window, 720);
            return table().getVisibleLeafColumns().stream()
                    .map(TableColumnBase::getWidth)
                    .toList();
        });
    }

    @Test
    void thePageListsThePoliciesAndWhatHasNone(FxRobot robot) {
        stores.traffic = (first, minutes) -> List.of(new ActionMinute(first * 60_000, "pack_create", 15, 1, 1));
        enter(robot);
        assertThat(rig().words("#policies-revision")).isEqualTo("revision 1, since 14:00");
        await(() -> rig().allWords("#policies-table").containsAll(List.of("pack_create", "5 in 1 h", "6.3\u00a0%")));
        assertThat(rig().allWords("#policies-table")).as("no checks of it").contains("–");
        assertThat(rig().allWords("#policies-unpoliced"))
                .containsExactly("Checked without a policy: never limited", "emoji_add", "Add policy");
    }

    @Test
    void noFieldIsNarrowerThanItsTextInTheNarrowestLayout(FxRobot robot) {
        edit(robot, "pack_create");
        robot.interact(() -> rig().window().scene().getWindow().setWidth(ZoomPane.MIN_WIDTH));
        write(robot, "policy-limit", "1000000");
        write(robot, "policy-window", "1h30m");
        write(robot, "policy-burst", "2000000");
        write(robot, "policy-points", "1000");
        await(() -> rig().window().scene().getRoot().getLayoutBounds().getWidth() == ZoomPane.MIN_WIDTH);
        rig().settled();

        double edge =
                right(Objects.requireNonNull(rig().lookup("#policy-strategy")).getParent());
        for (String id : List.of("policy-limit", "policy-window", "policy-burst", "policy-points")) {
            TextField field = (TextField) Objects.requireNonNull(rig().lookup("#" + id));
            javafx.scene.text.Text words = new javafx.scene.text.Text(field.getText());
            words.setFont(field.getFont());
            assertThat(field.getWidth()
                            - field.getInsets().getLeft()
                            - field.getInsets().getRight())
                    .as(id)
                    .isGreaterThanOrEqualTo(words.getLayoutBounds().getWidth());
            assertThat(right(field)).as(id).isLessThanOrEqualTo(edge);
        }
        for (String id : List.of("policy-escalating", "policy-window-presets")) {
            assertThat(right(Objects.requireNonNull(rig().lookup("#" + id))))
                    .as(id)
                    .isLessThanOrEqualTo(edge);
        }
    }

    private static double right(javafx.scene.Node node) {
        return node.localToScene(node.getLayoutBounds()).getMaxX();
    }

    @Test
    void theMarksOfAPolicyStayTheSamePicturesFromPollToPoll(FxRobot robot) {
        enter(robot);
        await(() -> !table().lookupAll(".policy-mark").isEmpty());
        var before = table().lookupAll(".policy-mark");
        lee.change(new PolicyChange.Put(Policy.of("pack_create", Limit.tokenBucket(4, Duration.ofHours(1)))), "", null);
        await(() -> rig().allWords("#policies-table").contains("4 in 1 h"));
        assertThat(table().lookupAll(".policy-mark")).containsAll(before);
    }

    @Test
    void anEditIsSavedAndEnforced(FxRobot robot) {
        edit(robot, "pack_create");
        rig().click(robot, "#policy-limit").eraseText(1).write("3");
        await(() -> rig().words("#policy-was-limit").equals("Limit was 5"));
        assertThat(rig().words("#policy-state")).isEqualTo("changed, not saved");
        rig().click(robot, "#policy-reason").write("farming wave");
        rig().click(robot, "#policy-save");
        await(() -> limit("pack_create") == 3);
        await(() -> rig().words("#policy-state").equals("no changes"));
        assertThat(store.policyHistory().getFirst().reason()).isEqualTo("farming wave");
        assertThat(store.policyHistory().getFirst().operator()).isEqualTo("tester");
        await(() -> rig().toasts()
                .contains("pack_create is enforced: 3 in 1 h, token bucket. Every bot follows within 5 s."));
        await(() -> rig().allWords("#policies-table").contains("3 in 1 h"));
    }

    @Test
    void anEditIsPutOnTrialAndTheTrialEnforced(FxRobot robot) {
        edit(robot, "pack_create");
        write(robot, "policy-limit", "3");
        rig().press("policy-save-trial");
        await(() -> store.policies().trial("pack_create") != null);
        assertThat(limit("pack_create")).isEqualTo(5);
        await(() -> rig().visible("#policy-trial"));
        store.check(CheckRequest.of("lin", "pack_create"));
        for (int i = 0; i < 4; i++) {
            store.check(CheckRequest.of("lin", "pack_create"));
        }
        await(() -> rig().words("#policy-trial-would").equals("2"));
        assertThat(rig().words("#policy-trial-denied")).isEqualTo("5");

        rig().press("policy-trial-enforce");
        assertThat(rig().words("#dialog-effect")).contains("3 in 1 h");
        rig().press("dialog-confirm");
        await(() -> limit("pack_create") == 3 && store.policies().trial("pack_create") == null);
        await(() -> !rig().visible("#policy-trial"));
    }

    @Test
    void aTrialCanBeEnded(FxRobot robot) {
        lee.change(
                new PolicyChange.Put(Policy.of("pack_create", Limit.tokenBucket(3, Duration.ofHours(1)))
                        .onTrial()),
                "",
                null);
        edit(robot, "pack_create");
        await(() -> rig().visible("#policy-trial"));
        rig().press("policy-trial-end");
        rig().press("dialog-confirm");
        await(() -> store.policies().trial("pack_create") == null);
        assertThat(limit("pack_create")).isEqualTo(5);
    }

    @Test
    void aBadWindowAndACircleAreRefusedAtTheirFields(FxRobot robot) {
        lee.change(
                new PolicyChange.Put(Policy.of("api_call", Limit.fixedWindow(5, Duration.ofHours(1)))
                        .cascadingTo("pack_create")),
                "",
                null);
        edit(robot, "pack_create");
        write(robot, "policy-window", "soon");
        assertThat(rig().words("#policy-problem-window")).startsWith("duration \"soon\": write it as 90m");
        assertThat(rig().disabled("#policy-save")).isTrue();
        assertThat(rig().words("#policy-why")).isEqualTo("Something above cannot be saved; it says what.");
        write(robot, "policy-window", "1h");
        rig().click(robot, "#policy-cascade-add");
        rig().click(robot, "#policy-cascade-to-api_call");
        await(() -> rig().words("#policy-problem-cascades").contains("is a circle"));
        assertThat(rig().disabled("#policy-save")).isTrue();
        rig().press("policy-cascade-api_call");
        await(() -> rig().words("#policy-problem-cascades").isEmpty());
    }

    @Test
    void aPolicyIsRemovedOnlyAfterAQuestionThatNamesTheConsequence(FxRobot robot) {
        edit(robot, "payment");
        rig().press("policy-remove");
        assertThat(rig().words("#dialog-title")).isEqualTo("Remove the policy of payment?");
        assertThat(rig().words("#dialog-effect")).contains("payment is never limited, for anybody");
        rig().press("dialog-cancel");
        assertThat(store.policies().policy("payment")).isNotNull();
        rig().press("policy-remove");
        rig().press("dialog-confirm");
        await(() -> store.policies().policy("payment") == null);
        await(() -> !rig().allWords("#policies-table").contains("payment"));
    }

    @Test
    void aRemovalGoesToThePolicyItWasAskedForThoughTheListChanges(FxRobot robot) {
        edit(robot, "payment");
        rig().press("policy-remove");
        lee.change(new PolicyChange.Remove("api_call", PolicyMode.ENFORCE), "", null);
        await(() -> !rig().allWords("#policies-table").contains("api_call"));
        rig().press("dialog-confirm");
        await(() -> rig().toasts().stream().anyMatch(toast -> toast.contains("mod_lee changed api_call")));
        assertThat(store.policies().policies())
                .as("nothing was removed on an older picture")
                .containsKey("payment");
    }

    @Test
    void leavingAnEditAsks(FxRobot robot) {
        edit(robot, "pack_create");
        write(robot, "policy-limit", "3");
        select(robot, "payment");
        await(() -> rig().visible("#dialog"));
        assertThat(rig().words("#dialog-title")).isEqualTo("Discard your edit of pack_create?");
        rig().press("dialog-cancel");
        await(() -> rig().words("#policy-name").equals("pack_create"));
        assertThat(written("policy-limit")).isEqualTo("3");
        select(robot, "payment");
        await(() -> rig().visible("#dialog"));
        rig().press("dialog-confirm");
        await(() -> rig().words("#policy-name").equals("payment"));
    }

    @Test
    void anEditOutlivesAChangeOfThePage(FxRobot robot) {
        edit(robot, "pack_create");
        write(robot, "policy-limit", "3");
        rig().press("page-overview");
        rig().press("page-policies");
        await(() -> rig().visible("#policies"));
        assertThat(written("policy-limit")).isEqualTo("3");
        assertThat(rig().words("#policy-was-limit")).isEqualTo("Limit was 5");
    }

    @Test
    void somebodyElsesChangeIsAnnouncedAndCanBeShown(FxRobot robot) {
        edit(robot, "pack_create");
        write(robot, "policy-limit", "3");
        lee.change(new PolicyChange.Put(Policy.of("pack_create", Limit.tokenBucket(4, Duration.ofHours(1)))), "", null);
        now.addAndGet(12_000);
        await(() -> rig().words("#policy-overtaken").equals("mod_lee changed this 12 s ago"));
        assertThat(rig().disabled("#policy-save")).isTrue();
        rig().press("policy-theirs");
        await(() -> written("policy-limit").equals("4"));
    }

    @Test
    void theSwitchIsTurnedAfterAQuestionThatSaysWhatItDoesToEverybody(FxRobot robot) {
        enter(robot);
        rig().press("policies-rules");
        rig().press("rules-switch-1");
        assertThat(rig().words("#rules-switch-effect"))
                .contains("nobody is denied")
                .contains("Bans and exemptions hold");
        rig().press("rules-switch-turn");
        assertThat(rig().words("#dialog-effect"))
                .startsWith("For everybody in Pixel Packs:")
                .endsWith("Bans hold.");
        rig().press("dialog-cancel");
        assertThat(store.policies().enforcement()).isEqualTo(Enforcement.ENFORCE);
        rig().press("rules-switch-turn");
        rig().press("dialog-confirm");
        await(() -> store.policies().enforcement() == Enforcement.SHADOW);
        await(() -> rig().words("#policies-switch-words").equals("All policies: On trial"));
    }

    @Test
    void scoreRulesAreCheckedAtTheFieldAndSavedAfterAQuestion(FxRobot robot) {
        enter(robot);
        rig().press("policies-rules");
        write(robot, "rules-unblock-below", "120");
        assertThat(rig().words("#rules-unblock-below-problem")).contains("must be above 0 and at most blockAt 100");
        assertThat(rig().disabled("#rules-save")).isTrue();
        write(robot, "rules-unblock-below", "60");
        write(robot, "rules-decay", "1");
        rig().press("rules-save");
        assertThat(rig().words("#dialog-effect"))
                .contains("Blocks that are set stay")
                .contains("10 s later");
        rig().press("dialog-confirm");
        await(() -> store.policies().scoreRules().decayPerHour() == 1);
        await(() -> rig().words("#rules-why").startsWith("An earlier change of the decay has not begun"));
        write(robot, "rules-decay", "2");
        rig().press("rules-save");
        rig().press("dialog-confirm");
        await(() -> rig().toasts().size() > 1);
        assertThat(store.policies().scoreRules().decayPerHour()).as("refused").isEqualTo(1);
        assertThat(written("rules-decay")).as("what was written stays").isEqualTo("2");
    }

    @Test
    void whatWasIsRestoredFromTheHistory(FxRobot robot) {
        lee.change(
                new PolicyChange.Put(Policy.of("pack_create", Limit.tokenBucket(3, Duration.ofHours(1)))),
                "farming wave",
                null);
        enter(robot);
        rig().press("policies-history");
        await(() -> rig().allWords("#policies-history-list").contains("Limit 5 → 3"));
        assertThat(rig().allWords("#policies-history-list")).contains("mod_lee, 14:00: farming wave");
        robot.interact(() -> revisions().getSelectionModel().select(0));
        assertThat(rig().allWords("#policies-history-diff")).contains("Limit", "5", "3");
        assertThat(rig().disabled("#policies-restore-after")).isTrue();
        rig().press("policies-restore-before");
        assertThat(rig().words("#dialog-title")).isEqualTo("Restore pack_create as it was before?");
        assertThat(rig().words("#dialog-effect")).startsWith("Puts back: 5 in 1 h, token bucket.");
        rig().click(robot, "#dialog-reason").write("the wave is over");
        rig().press("dialog-confirm");
        await(() -> limit("pack_create") == 5);
        assertThat(store.policyHistory().getFirst().reason()).isEqualTo("the wave is over");
        await(() -> rig().allWords("#policies-history-list").contains("Limit 3 → 5"));
    }

    private void askToRestoreWhatWasBefore(FxRobot robot) {
        lee.change(new PolicyChange.Put(Policy.of("pack_create", Limit.tokenBucket(3, Duration.ofHours(1)))), "", null);
        enter(robot);
        rig().press("policies-history");
        await(() -> rig().allWords("#policies-history-list").contains("Limit 5 → 3"));
        robot.interact(() -> revisions().getSelectionModel().select(0));
        rig().press("policies-restore-before");
    }

    @Test
    void aQuestionThatIsOpenSaysThatTheConnectionWasLostAndConfirmsNothing(FxRobot robot) {
        askToRestoreWhatWasBefore(robot);
        rig().click(robot, "#dialog-reason").write("the wave is over");
        stores.away = true;

        await(() -> rig().disabled("#dialog-confirm"));
        assertThat(rig().words("#dialog-forbidden")).isEqualTo("Actions are off until the connection is back.");
        assertThat(((TextField) Objects.requireNonNull(rig().lookup("#dialog-reason"))).getText())
                .isEqualTo("the wave is over");
        stores.away = false;
        await(() -> !rig().disabled("#dialog-confirm"));
        rig().press("dialog-confirm");
        await(() -> limit("pack_create") == 5);
    }

    @Test
    void aRestoreThatComesTooLateChangesNothing(FxRobot robot) {
        askToRestoreWhatWasBefore(robot);
        lee.change(new PolicyChange.Put(Policy.of("pack_create", Limit.tokenBucket(4, Duration.ofHours(1)))), "", null);
        rig().press("dialog-confirm");
        await(() -> rig().toasts().stream().anyMatch(toast -> toast.contains("mod_lee changed pack_create")));
        assertThat(limit("pack_create")).isEqualTo(4);
    }

    @Test
    void aPolicyIsAddedByKeyboardAlone(FxRobot robot) {
        enter(robot);
        robot.interact(
                () -> Objects.requireNonNull(rig().lookup("#policies-new")).requestFocus());
        robot.push(KeyCode.SPACE);
        robot.write("play_song");
        tabTo(robot, "policy-limit");
        robot.write("5");
        tabTo(robot, "policy-window");
        robot.push(KeyCode.CONTROL, KeyCode.A).write("5m");
        tabTo(robot, "policy-reason");
        robot.write("songs");
        tabTo(robot, "policy-save");
        robot.push(KeyCode.SPACE);
        await(() -> store.policies().policy("play_song") != null);
        assertThat(Objects.requireNonNull(store.policies().policy("play_song")).limit())
                .isEqualTo(Limit.slidingWindow(5, Duration.ofMinutes(5)));
        await(() -> rig().words("#policy-name").equals("play_song"));
    }

    @Test
    void anActionWithoutAPolicyIsGivenOne(FxRobot robot) {
        enter(robot);
        await(() -> rig().lookup("#policies-add-emoji_add") != null);
        rig().press("policies-add-emoji_add");
        assertThat(written("policy-action")).isEqualTo("emoji_add");
        write(robot, "policy-limit", "9");
        rig().press("policy-save");
        await(() -> store.policies().policy("emoji_add") != null);
        await(() -> !rig().visible("#policies-unpoliced"));
    }

    @Test
    void whatACodeSaysOtherwiseIsShownAndCanBeTakenOver(FxRobot robot) {
        edit(robot, "pack_create");
        await(() -> rig().visible("#policy-code"));
        assertThat(rig().allWords("#policy-code-diff")).containsExactly("in force", "in the code", "Limit", "5", "8");
        rig().press("policy-code-take");
        assertThat(rig().words("#policy-was-limit")).isEqualTo("Limit was 5");
        assertThat(limit("pack_create")).as("nothing is saved yet").isEqualTo(5);
        rig().press("policy-save");
        await(() -> limit("pack_create") == 8);
        await(() -> !rig().visible("#policy-code"));
    }

    @Test
    void whileTheStoreIsAwayTheEditStaysAndTheSavingIsToldToHaveFailed(FxRobot robot) {
        edit(robot, "pack_create");
        write(robot, "policy-limit", "3");
        stores.beforeChange = () -> {
            throw new StoreUnavailableException("nobody answers", null);
        };
        rig().press("policy-save");
        await(() -> rig().words("#policy-why").equals("nobody answers"));
        assertThat(written("policy-limit")).isEqualTo("3");
        stores.beforeChange = () -> {};
        rig().press("policy-save");
        await(() -> limit("pack_create") == 3);
    }

    @Test
    void withoutAConnectionNothingCanBeChangedAndThePageSaysWhy(FxRobot robot) {
        edit(robot, "pack_create");
        write(robot, "policy-limit", "3");
        assertThat(rig().disabled("#policy-save")).isFalse();
        stores.away = true;
        await(() ->
                rig().disabled("#policy-save") && rig().disabled("#policies-new") && rig().disabled("#policy-remove"));
        assertThat(rig().words("#policy-why")).isEqualTo(Messages.text("action.offline"));
        assertThat(rig().words("#policies-problem")).isNotEmpty();
        assertThat(written("policy-limit")).isEqualTo("3");
        rig().laidOut();
        assertThat(rig().allWords("#policies-table"))
                .as("the last ones read stay")
                .contains("pack_create");
        stores.away = false;
        robot.push(KeyCode.F5);
        await(() -> !rig().disabled("#policy-save"));
        rig().press("policy-save");
        await(() -> limit("pack_create") == 3);
    }

    @Test
    void allPoliciesAreWrittenToAFileThatTheCommandReads(FxRobot robot, @TempDir Path folder) throws Exception {
        enter(robot);
        Path file = folder.resolve("book.json");
        rig().files().answer = file;
        rig().press("policies-export");
        await(() -> rig().toasts().contains("7 policies written to book.json"));
        assertThat(rig().files().suggested).isEqualTo("policies.json");
        assertThat(Files.readString(file))
                .contains("\"format\": \"ratewarden-policies\"")
                .contains("\"pack_create\": {\"strategy\":\"token_bucket\",\"limit\":5");
    }

    private void enter(FxRobot robot) {
        rig().press("page-policies");
        await(() -> !rig().words("#policy-name").isEmpty() && rig().visible("#policies"));
    }

    private void edit(FxRobot robot, String action) {
        enter(robot);
        select(robot, action);
        await(() -> rig().words("#policy-name").equals(action));
    }

    private void select(FxRobot robot, String action) {
        robot.interact(() -> table().getItems().stream()
                .filter(row -> row.action().equals(action))
                .forEach(table().getSelectionModel()::select));
    }

    private void write(FxRobot robot, String id, String words) {
        robot.interact(() -> ((TextField) Objects.requireNonNull(rig().lookup("#" + id))).setText(words));
    }

    private String written(String id) {
        return ((TextField) Objects.requireNonNull(rig().lookup("#" + id))).getText();
    }

    private void tabTo(FxRobot robot, String id) {
        for (int i = 0; i < 25; i++) {
            if (focused(id)) {
                return;
            }
            robot.push(KeyCode.TAB);
        }
        assertThat(focused(id)).as("the keyboard reaches " + id).isTrue();
    }

    private boolean focused(String id) {
        javafx.scene.Node owner = rig().window().scene().getFocusOwner();
        return owner != null && id.equals(owner.getId());
    }

    private long limit(String action) {
        return Objects.requireNonNull(store.policies().policy(action)).limit().limit();
    }

    @SuppressWarnings("unchecked")
    private TableView<PolicyRow> table() {
        return (TableView<PolicyRow>) Objects.requireNonNull(rig().lookup("#policies-table"));
    }

    private ListView<?> revisions() {
        return (ListView<?>) Objects.requireNonNull(rig().lookup("#policies-history-list"));
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
