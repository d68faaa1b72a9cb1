package dev.ratewarden.dashboard.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.ModerationStore;
import dev.ratewarden.store.memory.MemoryStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The page Users over a store in memory whose clock the test holds. */
@ExtendWith(ApplicationExtension.class)
class UsersPageTest {

    private static final int MANY = 1_000;
    private static final String SNOWFLAKE = "175928847299117063";

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private final Moderation lee = new Moderation(memory, "mod_lee");
    private final Semaphore gate = new Semaphore(0);
    /** Whose detail is answered only as the gate lets it through. */
    private volatile String held = "";

    private final AtomicInteger found = new AtomicInteger();
    private final AtomicInteger pictures = new AtomicInteger();
    private @Nullable Node reading;
    private @Nullable WindowRig opened;

    @TempDir
    private Path folder;

    @Start
    void open(Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        violate("mira", "pack_create", "guild-1", 5);
        violate("kettle", "pack_create", "guild-2", 4);
        violate("calm", "payment", "guild-1", 1);
        memory.check(CheckRequest.of("quiet", "pack_create"));
        memory.describe(Map.of("mira", "mira_42", "calm", "Calm Carl"));
        opened = new WindowRig(stage, slow());
        rig().press("page-users");
    }

    @AfterEach
    void close() {
        gate.release(MANY);
        rig().close();
    }

    @Test
    void listsEverybodyWhoIsTrackedWorstFirst() {
        await(() -> listed().equals(List.of("mira", "kettle", "calm", "quiet")));
        assertThat(rig().words("#tracked-count")).isEqualTo("4 tracked");
        await(() -> selected().equals(List.of("mira")));
        await(() -> rig().words("#detail-name").equals("mira_42"));
    }

    @Test
    void theStatusBarCountsTheUsersOfThePageInSight() {
        await(() -> rig().words("#status-listed").equals("4 of 4 users listed"));

        rig().press("page-overview");
        await(() -> rig().words("#status-listed").equals("2 of 4 users listed"));
        rig().press("page-policies");
        assertThat(rig().words("#status-listed")).isEmpty();
    }

    @Test
    void whereThereIsLittleRoomRareFiltersWaitBehindAButtonThatCountsThem() {
        await(() -> listed().size() == 4);
        assertThat(rig().visible("#users-exempt")).isFalse();

        rig().press("users-more");
        await(() -> rig().visible("#users-exempt"));
        rig().press("users-active-1");
        rig().press("users-more");

        await(() -> !rig().lookup("#users-exempt").getParent().isVisible());
        assertThat(rig().words("#users-more")).isEqualTo("More filters (1)");
        rig().press("users-clear");
        assertThat(rig().words("#users-more")).isEqualTo("More filters");
    }

    @Test
    void saysThatOnlyTheFirstThousandAreListed() {
        for (int i = 0; i < 1_001; i++) {
            memory.check(CheckRequest.of("user-" + i, "pack_create"));
        }

        await(() -> rig().words("#tracked-count")
                .equals("1\u00a0005 tracked; the first 1\u00a0000 are listed, worst first"));
        assertThat(listed()).hasSize(1_000);
        sort("column-violations", SortType.ASCENDING);
        assertThat(rig().words("#tracked-count")).endsWith("these 1\u00a0000 sorted by Violations");
    }

    @Test
    void filtersAreAnsweredByTheStoreAndCleared(FxRobot robot) {
        lee.ban("kettle", null, "");
        lee.exempt("calm", Duration.ofDays(1), "");
        await(() -> listed().size() == 4);

        choose("users-tier", "users-tier-blocked");
        await(() -> listed().equals(List.of("mira")));
        assertThat(rig().words("#tracked-count")).isEqualTo("1 of 4 tracked match");
        rig().press("users-clear");

        rig().press("users-banned");
        await(() -> listed().equals(List.of("kettle")));
        rig().press("users-banned");
        rig().press("users-exempt");
        await(() -> listed().equals(List.of("calm")));
        rig().press("users-clear");

        await(() -> listed().size() == 4);
        choose("users-action", "users-action-payment");
        await(() -> listed().equals(List.of("calm")));
        rig().press("users-clear");
        type("#users-where", "guild-2");
        await(() -> listed().equals(List.of("kettle")));
        rig().press("users-clear");
        await(() -> listed().size() == 4);
        assertThat(((TextField) rig().lookup("#users-where")).getText()).isEmpty();
    }

    @Test
    void whatThereWasToChooseBeforeThePageWasOpenedAgainFollowsTheFilterNoMore() {
        await(() -> actions().size() > 1);
        MenuItem before = actions().getLast();
        rig().press("page-overview");
        rig().press("page-users");
        await(() -> actions().size() > 1 && !actions().contains(before));
        MenuItem now = actions().getLast();

        fx(now::fire);

        assertThat(((RadioMenuItem) now).isSelected()).isTrue();
        assertThat(((RadioMenuItem) before).isSelected()).isFalse();
        assertThat(rig().words("#users-action")).isEqualTo(now.getText());
    }

    private List<MenuItem> actions() {
        return ((MenuButton) rig().lookup("#users-action")).getItems();
    }

    @Test
    void activityCountsFromTheStoresClock() {
        await(() -> listed().size() == 4);
        now.addAndGet(Duration.ofHours(30).toMillis());
        violate("kettle", "pack_create", "guild-2", 1);

        rig().press("users-active-1");
        await(() -> listed().equals(List.of("kettle")));
        rig().press("users-active-2");
        await(() -> listed().size() == 3 && !listed().contains("quiet"));
    }

    @Test
    void whereNobodyMatchesItSaysSoAndOffersTheWayBack() {
        await(() -> listed().size() == 4);
        rig().press("users-banned");

        await(() -> rig().visible("#tracked-empty-clear"));
        assertThat(rig().words("#tracked-empty-title")).isEqualTo("Nobody matches these filters");
        rig().press("tracked-empty-clear");
        await(() -> listed().size() == 4);
    }

    @Test
    void aSearchShowsWhatIsFoundInsteadOfTheList() {
        await(() -> listed().size() == 4);
        type("#users-search", "cal");
        await(() -> listed().equals(List.of("calm")));
        assertThat(rig().words("#tracked-count")).isEqualTo("1 found for “cal”; the filters wait");
        assertThat(rig().disabled("#users-tier")).isTrue();

        type("#users-search", "quiet");
        await(() -> listed().equals(List.of("quiet")));

        type("#users-search", "nobody");
        await(() -> rig().visible("#tracked-empty") && listed().isEmpty());
        assertThat(rig().allWords("#tracked-empty"))
                .contains("Nobody tracked has the id “nobody” or a name that starts with it.");
        rig().press("tracked-empty-clear");
        await(() -> listed().size() == 4);
        assertThat(rig().disabled("#users-tier")).isFalse();
    }

    @Test
    void aSearchThatFindsAsManyAsItMaySaysThatTheseAreTheFirst() {
        for (int i = 0; i < 51; i++) {
            memory.check(CheckRequest.of("user-" + i, "pack_create"));
            memory.describe(Map.of("user-" + i, "nova" + i));
        }
        type("#users-search", "nova");

        await(() -> listed().size() == 50);
        assertThat(rig().words("#tracked-count"))
                .isEqualTo("the first 50 found for “nova”, perhaps not all; the filters wait");
        sort("column-violations", SortType.ASCENDING);
        assertThat(rig().words("#tracked-count")).endsWith("these 50 sorted by Violations");
    }

    @Test
    void agesCountOnWhileSomebodySearches() {
        rig().press("users-detail-toggle");
        type("#users-search", "kettle");
        await(() -> listed().equals(List.of("kettle")));

        now.addAndGet(Duration.ofHours(3).toMillis());

        await(() -> rig().allWords("#tracked-table").contains("3 h ago"));
    }

    @Test
    void aSearchReadsTheStoreOnceAPoll() {
        await(() -> listed().size() == 4);
        type("#users-search", "kettle");
        await(() -> listed().equals(List.of("kettle")));

        int searches = found.get();
        int snapshots = pictures.get();
        await(() -> found.get() >= searches + 2);

        // The window's own picture, and one more that may just have begun.
        assertThat(pictures.get() - snapshots).isLessThanOrEqualTo(found.get() - searches + 1);
    }

    @Test
    void theArrowDownLeadsFromTheSearchToWhatWasFound(FxRobot robot) {
        await(() -> listed().size() == 4);
        fx(() -> rig().lookup("#users-search").requestFocus());
        robot.write("cal");
        await(() -> listed().equals(List.of("calm")));

        robot.push(KeyCode.DOWN);

        await(() -> rig().words("#detail-name").equals("Calm Carl"));
        assertThat(table().isFocused()).isTrue();
    }

    @Test
    void aSortedTableStaysSortedWhileUsersChange() {
        await(() -> listed().size() == 4);
        sort("column-violations", SortType.ASCENDING);
        await(() -> listed().equals(List.of("quiet", "calm", "kettle", "mira")));
        assertThat(rig().words("#tracked-count")).isEqualTo("4 tracked  ·  sorted by Violations");

        violate("quiet", "failed_login", "guild-1", 3);

        await(() -> listed().equals(List.of("calm", "quiet", "kettle", "mira")));
    }

    @Test
    void theSelectionStaysWithItsUsersWhateverRowsDo() {
        await(() -> listed().size() == 4);
        select("kettle", "quiet");
        await(() -> rig().visible("#bulk-bar"));
        assertThat(rig().words("#bulk-count")).isEqualTo("2 selected");

        violate("new", "payment", "guild-3", 6);
        await(() -> listed().contains("new"));
        assertThat(selected()).containsExactlyInAnyOrder("kettle", "quiet");

        violate("quiet", "failed_login", "guild-1", 4);
        await(() -> listed().indexOf("quiet") < listed().indexOf("kettle") || scoreOf("quiet") >= 70);
        assertThat(selected()).containsExactlyInAnyOrder("kettle", "quiet");

        lee.forget("mira", "");
        await(() -> !listed().contains("mira"));
        assertThat(selected()).containsExactlyInAnyOrder("kettle", "quiet");
    }

    @Test
    void aShiftSelectionGoesOnWhereItBeganThoughTheRowMoved(FxRobot robot) {
        await(() -> listed().equals(List.of("mira", "kettle", "calm", "quiet")));
        await(() -> selected().equals(List.of("mira")));
        robot.interact(() -> table().requestFocus());
        robot.push(KeyCode.DOWN).push(KeyCode.DOWN);
        assertThat(selected()).containsExactly("calm");
        violate("new", "payment", "guild-3", 6);
        await(() -> listed().indexOf("calm") == 3);

        robot.press(KeyCode.SHIFT).push(KeyCode.DOWN).release(KeyCode.SHIFT);

        assertThat(selected()).containsExactlyInAnyOrder("calm", "quiet");
    }

    @Test
    void columnsAreChosenAndKeptWhenAnotherPageWasOpen() {
        await(() -> listed().size() == 4);
        assertThat(column("column-accountAge").isVisible()).isFalse();
        rig().press("users-detail-toggle");

        check("users-column-accountAge", true);
        check("users-column-ban", false);
        rig().press("page-overview");
        rig().press("page-users");

        await(() -> column("column-accountAge").isVisible());
        assertThat(column("column-ban").isVisible()).isFalse();
    }

    @Test
    void aMenuStaysWithTheUserItWasOpenedOn() {
        await(() -> listed().size() == 4);
        ContextMenu menu = menuOn("kettle");
        assertThat(item(menu, "row-menu-user").getText()).isEqualTo("kettle");

        violate("quiet", "failed_login", "guild-1", 5);
        await(() -> listed().indexOf("quiet") < listed().indexOf("kettle"));
        select("mira");
        fire(menu, "row-menu-ban");

        await(() -> rig().words("#dialog-title").equals("Ban kettle for 24 hours?"));
        rig().press("dialog-confirm");
        await(() -> memory.user("kettle").orElseThrow().summary().ban() != null);
        assertThat(memory.user("mira").orElseThrow().summary().ban()).isNull();
    }

    @Test
    void anAnswerThatComesLateDoesNotReplaceAnOpenDialog(FxRobot robot) {
        askAboutKettle();
        rig().press("ban-button");
        assertThat(rig().words("#dialog-title")).isEqualTo("Ban mira_42 for 24 hours?");

        answer();

        assertThat(rig().words("#dialog-title")).isEqualTo("Ban mira_42 for 24 hours?");
        robot.push(KeyCode.ENTER);
        await(() -> memory.user("mira").orElseThrow().summary().ban() != null);
        assertThat(memory.user("kettle").orElseThrow().summary().ban()).isNull();
    }

    @Test
    void anAnswerThatComesLateDoesNotInterruptWhoTurnedToAnotherUser() {
        askAboutKettle();
        select("calm");

        answer();

        assertThat(rig().lookup("#dialog")).isNull();
    }

    @Test
    void anAnswerThatComesLateDoesNotTakeTheFocusFromWhoTypes() {
        askAboutKettle();
        fx(() -> rig().lookup("#users-search").requestFocus());

        answer();

        assertThat(rig().lookup("#dialog")).isNull();
        assertThat(rig().lookup("#users-search").isFocused()).isTrue();
    }

    @Test
    void anAnswerThatComesLateDoesNotInterruptAnotherPage() {
        askAboutKettle();
        rig().press("page-activity");

        answer();

        assertThat(rig().lookup("#dialog")).isNull();
    }

    @Test
    void ofTwoQuestionsOnlyTheLastIsPut() {
        askAboutKettle();
        fire(menuOn("calm"), "row-menu-reset");
        await(() -> rig().words("#dialog-title").equals("Reset Calm Carl?"));
        rig().press("dialog-cancel");

        gate.release(MANY);
        WaitForAsyncUtils.waitForFxEvents();
        violate("new", "payment", "guild-3", 6);
        await(() -> listed().contains("new"));

        assertThat(rig().lookup("#dialog")).isNull();
    }

    @Test
    void whoWaitsForASlowAnswerGetsTheDialogAndIsToldWhomItReads() {
        askAboutKettle();
        assertThat(rig().words("#users-reading")).isEqualTo("Reading kettle…");

        answer();

        await(() -> rig().words("#dialog-title").equals("Ban kettle for 24 hours?"));
    }

    @Test
    void whatAMenuOffersFitsTheUser() {
        lee.ban("kettle", null, "");
        lee.exempt("calm", null, "");
        await(() -> rowOf("kettle").user().ban() != null && rowOf("calm").user().exemption() != null);

        assertThat(menuOn("kettle").getItems()).extracting(MenuItem::getId).contains("row-menu-unban");
        assertThat(menuOn("calm").getItems())
                .extracting(MenuItem::getId)
                .contains("row-menu-unexempt", "row-menu-ban")
                .doesNotContain("row-menu-exempt");
    }

    @Test
    void whoIsOnItStandsInTheTableAndCanLetGo() {
        await(() -> listed().size() == 4);
        fire(menuOn("kettle"), "row-menu-claim");
        await(() -> memory.handover().claim("kettle").isPresent());
        await(() -> rig().allWords("#tracked-table").contains("tester"));
        await(() -> rig().lookup("#tracked-table").lookupAll(".label").stream()
                .anyMatch(label -> "tester is on it, 30\u00a0min left".equals(label.getAccessibleText())));

        fire(menuOn("kettle"), "row-menu-release");
        await(() -> memory.handover().claim("kettle").isEmpty());
        fire(menuOn("kettle"), "row-menu-review");
        await(() -> rig().allWords("#tracked-table").contains("reviewed"));
    }

    @Test
    void aMentionIsAsTheChatServerUnderstandsIt() {
        memory.check(CheckRequest.of(SNOWFLAKE, "pack_create"));
        await(() -> listed().contains(SNOWFLAKE));

        fire(menuOn(SNOWFLAKE), "row-menu-copyMention");
        assertThat(clipboard()).isEqualTo("<@" + SNOWFLAKE + ">");
        fire(menuOn("calm"), "row-menu-copyMention");
        assertThat(clipboard()).isEqualTo("@Calm Carl");
        fire(menuOn("calm"), "row-menu-copyId");
        assertThat(clipboard()).isEqualTo("calm");
    }

    @Test
    void whatIsShownIsSavedInTheOrderThatIsShown() throws IOException {
        await(() -> listed().size() == 4);
        sort("column-violations", SortType.ASCENDING);
        Path file = folder.resolve("shown.csv");
        rig().files().answer = file;

        choose("users-export", "users-export-shown-csv");

        await(() -> Files.exists(file) && !rig().toasts().isEmpty());
        assertThat(rig().toasts()).containsExactly("4 users saved to " + file + ".");
        assertThat(rig().files().suggested).isEqualTo("ratewarden-users.csv");
        assertThat(Files.readAllLines(file))
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactly("id", "quiet", "calm", "kettle", "mira");
    }

    @Test
    void everybodyIsSavedThoughOneIsShown() throws IOException {
        await(() -> listed().size() == 4);
        choose("users-tier", "users-tier-blocked");
        await(() -> listed().equals(List.of("mira")));
        Path file = folder.resolve("all.json");
        rig().files().answer = file;

        choose("users-export", "users-export-all-json");

        await(() -> Files.exists(file) && !rig().toasts().isEmpty());
        assertThat(Files.readAllLines(file)).hasSize(6).anyMatch(line -> line.contains("\"id\":\"quiet\""));
    }

    private void askAboutKettle() {
        await(() -> listed().size() == 4 && rig().words("#detail-name").equals("mira_42"));
        rig().laidOut();
        held = "kettle";
        fire(menuOn("kettle"), "row-menu-ban");
        await(() -> rig().visible("#users-reading"));
        reading = rig().lookup("#users-reading");
    }

    private void answer() {
        gate.release(MANY);
        await(() -> !Objects.requireNonNull(reading).isManaged());
    }

    private ModerationStore slow() {
        return (ModerationStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ModerationStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("user") && held.equals(arguments[0])) {
                        gate.acquire();
                    }
                    if (method.getName().equals("find")) {
                        found.incrementAndGet();
                    } else if (method.getName().equals("snapshot")) {
                        pictures.incrementAndGet();
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void violate(String id, String action, String where, int times) {
        int allowed = action.equals("pack_create") || action.equals("payment") || action.equals("failed_login") ? 5 : 0;
        for (int i = 0; i < allowed + times; i++) {
            memory.check(new CheckRequest(id, action, 1, null, where));
        }
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }

    private static void await(BooleanSupplier condition) {
        WindowRig.await(condition);
    }

    @SuppressWarnings("unchecked")
    private TableView<UserRow> table() {
        return (TableView<UserRow>) rig().lookup("#tracked-table");
    }

    private List<String> listed() {
        return rig().lookup("#tracked-table") == null
                ? List.of()
                : table().getItems().stream().map(UserRow::id).toList();
    }

    private List<String> selected() {
        return table().getSelectionModel().getSelectedItems().stream()
                .map(UserRow::id)
                .toList();
    }

    private UserRow rowOf(String id) {
        return table().getItems().stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private double scoreOf(String id) {
        return rowOf(id).user().score();
    }

    private void select(String... ids) {
        fx(() -> {
            table().getSelectionModel().clearSelection();
            for (String id : ids) {
                table().getSelectionModel().select(rowOf(id));
            }
        });
    }

    private TableColumn<UserRow, ?> column(String id) {
        return table().getColumns().stream()
                .filter(column -> column.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void sort(String column, SortType type) {
        fx(() -> {
            column(column).setSortType(type);
            table().getSortOrder().setAll(List.of(column(column)));
        });
    }

    private void choose(String menu, String item) {
        fx(() -> ((MenuButton) rig().lookup("#" + menu))
                .getItems().stream()
                        .filter(each -> item.equals(each.getId()))
                        .findFirst()
                        .orElseThrow()
                        .fire());
    }

    private void check(String column, boolean now) {
        fx(() -> ((MenuButton) rig().lookup("#users-columns"))
                .getItems().stream()
                        .filter(each -> column.equals(each.getId()))
                        .forEach(each -> ((CheckMenuItem) each).setSelected(now)));
    }

    private void type(String field, String text) {
        fx(() -> ((TextField) rig().lookup(field)).setText(text));
    }

    /** As the menu key opens it on the focused row. */
    private ContextMenu menuOn(String id) {
        fx(() -> {
            table().getFocusModel().focus(table().getItems().indexOf(rowOf(id)));
            Event.fireEvent(
                    table(), new ContextMenuEvent(ContextMenuEvent.CONTEXT_MENU_REQUESTED, 0, 0, 0, 0, true, null));
        });
        return Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .map(ContextMenu.class::cast)
                .filter(menu -> "row-menu".equals(menu.getId()))
                .findFirst()
                .orElseThrow();
    }

    private static MenuItem item(ContextMenu menu, String id) {
        return menu.getItems().stream()
                .filter(item -> id.equals(item.getId()))
                .findFirst()
                .orElseThrow();
    }

    private static void fire(ContextMenu menu, String id) {
        fx(() -> {
            item(menu, id).fire();
            menu.hide();
        });
    }

    private static String clipboard() {
        String[] text = new String[1];
        fx(() -> text[0] = Clipboard.getSystemClipboard().getString());
        return text[0];
    }

    private static void fx(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(10_000, action);
    }
}
