package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.Nodes;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.parts.TierChip;
import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The whole window larger and smaller: nothing that somebody needs lies where nobody can get. */
@ExtendWith(ApplicationExtension.class)
class ZoomTest {

    private static final double ROUNDING = 1;

    private final MemoryStore memory = new MemoryStore(() -> Instant.ofEpochMilli(1_772_719_200_000L));
    private @Nullable WindowRig opened;

    @Start
    void open(Stage stage) {
        memory.addDefaults(StandardPolicies.all(), null);
        for (int i = 0; i < 10; i++) {
            memory.check(CheckRequest.of("kettle", "pack_create"));
        }
        opened = new WindowRig(stage, memory);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    /** Windows that leave an effective room of at least 940 x 560. */
    @ParameterizedTest
    @CsvSource({"80, 960, 640", "80, 1280, 800", "100, 960, 640", "150, 1410, 840", "200, 1880, 1120"})
    void frameAndDialogsStandWithinTheWindowUncut(int percent, int width, int height) {
        zoom(percent);

        assertThat(seen(() -> outside(width, height, "title-strip", "rail", "status-bar")))
                .isEmpty();
        for (String dialog : List.of("ban-button", "reset-button", "history-button", "keys-button")) {
            rig().press(dialog);
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(seen(() -> outside(width, height, "dialog", "drawer")))
                    .as(dialog)
                    .isEmpty();
            rig().closeDialog();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 200})
    void aWindowThatIsTooSmallScrollsAndFollowsTheFocus(int percent) {
        zoom(percent);

        assertThat(seen(this::bars)).hasSize(2);
        Node search = rig().lookup("#search-field");
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> rig().window().scene().getRoot().requestFocus());
        WaitForAsyncUtils.waitForAsyncFx(10_000, search::requestFocus);
        WindowRig.await(() -> within(search, 960, 640));
        Node ban = rig().lookup("#ban-button");
        WaitForAsyncUtils.waitForAsyncFx(10_000, ban::requestFocus);
        WindowRig.await(() -> within(ban, 960, 640));
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 200})
    void inAWindowThatIsTooSmallDialogsAndNotesStandInSight(int percent) {
        zoom(percent);
        for (String dialog : List.of("reset-button", "history-button", "keys-button", "ban-button")) {
            rig().press(dialog);
            rig().laidOut();
            assertThat(seen(() -> Nodes.shown(Objects.requireNonNull(rig().lookup("#modal-layer"))).stream()
                            .filter(node -> node instanceof Button && !within(node, 960, 640))
                            .map(node -> Nodes.name(node) + " " + Nodes.inScene(node))
                            .toList()))
                    .as(dialog)
                    .isEmpty();
            if (!dialog.equals("ban-button")) {
                rig().closeDialog();
            }
        }
        rig().press("dialog-confirm");
        WindowRig.await(() -> rig().lookup("#toast-undo") != null);
        rig().laidOut();

        assertThat(seen(() -> within(Objects.requireNonNull(rig().lookup("#toast-undo")), 960, 640)))
                .isTrue();
    }

    @Test
    void theKeysMakeItLargerSmallerAndAsItWas(FxRobot robot) {
        ready();
        robot.push(KeyCode.CONTROL, KeyCode.PLUS);
        robot.push(KeyCode.CONTROL, KeyCode.EQUALS);
        WindowRig.await(() -> percent() == 120);
        robot.push(KeyCode.CONTROL, KeyCode.MINUS);
        WindowRig.await(() -> percent() == 110);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT0);
        WindowRig.await(() -> percent() == 100);
    }

    @Test
    void inTheLeastRoomNothingOfTheOverviewLiesOnSomethingElseOrIsCut() {
        zoom(150);
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> Nodes.layOut((Region) rig().window().scene().getRoot(), 1_280, 800));

        Bounds views = Nodes.inScene(Objects.requireNonNull(rig().lookup("#lower-users")));
        Bounds span = Nodes.inScene(Objects.requireNonNull(rig().lookup("#filter-active")));
        assertThat(views.intersects(span)).as("%s and %s", views, span).isFalse();
        Node detail = Objects.requireNonNull(rig().lookup("#detail"));
        assertThat(Nodes.shown(detail).stream()
                        .filter(TierChip.class::isInstance)
                        .map(chip -> Nodes.inScene(chip).getMaxX()))
                .isNotEmpty()
                .allMatch(edge -> edge <= Nodes.inScene(detail).getMaxX());
    }

    @Test
    void theDetailOfABannedUserStandsBesideItsScrollBar() {
        new Moderation(memory, "mod_lee").ban("kettle", Duration.ofDays(1), "raid");
        WindowRig.await(() -> rig().visible("#unban-button"));
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> Nodes.layOut((Region) rig().window().scene().getRoot(), 1_280, 640));

        double viewport = seen(() -> Nodes.inScene(Objects.requireNonNull(
                        Objects.requireNonNull(rig().lookup("#detail")).lookup(".viewport")))
                .getMaxX());
        assertThat(seen(() -> Stream.of("#score-span", "#more-button", "#detail-tier")
                        .map(id -> Nodes.inScene(Objects.requireNonNull(rig().lookup(id)))
                                .getMaxX())
                        .toList()))
                .allSatisfy(edge -> assertThat(edge).isLessThanOrEqualTo(viewport + ROUNDING));
        assertThat(seen(() -> Nodes.inScene(Objects.requireNonNull(rig().lookup("#detail-tier")))
                        .getMaxX()))
                .isCloseTo(
                        seen(() -> Nodes.inScene(Objects.requireNonNull(rig().lookup("#score-span")))
                                .getMaxX()),
                        org.assertj.core.api.Assertions.within(ROUNDING));
    }

    @Test
    void inANarrowRailTheIconsStandBelowEachOther() {
        ready();
        for (int user = 0; user < 12; user++) {
            for (int i = 0; i < 12; i++) {
                memory.check(CheckRequest.of("worst-" + user, "pack_create"));
            }
        }
        WindowRig.await(() -> rig().words("#badge-activity").endsWith(" new"));
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> Nodes.layOut((Region) rig().window().scene().getRoot(), 960, 640));

        assertThat(seen(() -> Stream.of("overview", "users", "activity", "policies", "settings")
                        .map(page -> (Labeled) Objects.requireNonNull(rig().lookup("#page-" + page)))
                        .map(entry ->
                                Math.round(Nodes.inScene(entry.getGraphic()).getCenterX()))
                        .distinct()
                        .toList()))
                .hasSize(1);
    }

    @Test
    void theyWorkWhileADialogIsOpenAndLeaveItOpen(FxRobot robot) {
        ready();
        rig().press("ban-button");
        robot.push(KeyCode.CONTROL, KeyCode.PLUS);

        WindowRig.await(() -> percent() == 110);
        assertThat(rig().words("#dialog-title")).isEqualTo("Ban kettle for 24 hours?");
    }

    @Test
    void whatPopsUpInAWindowOfItsOwnGrowsToo() {
        ready();
        zoom(200);

        assertThat(rig().window().scene().getStylesheets())
                .last()
                .asString()
                .satisfies(sheet -> assertThat(new String(
                                java.util.Base64.getDecoder().decode(sheet.substring(sheet.indexOf(',') + 1)),
                                java.nio.charset.StandardCharsets.UTF_8))
                        .contains(".tooltip { -fx-font-size: 24.0px")
                        .contains(".context-menu .label { -fx-font-size: 26.0px"));
    }

    private void zoom(int percent) {
        ready();
        WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> rig().window().settings().zoomProperty().set(percent));
        rig().laidOut();
    }

    private void ready() {
        WindowRig.await(() -> rig().words("#detail-name").equals("kettle"));
    }

    private int percent() {
        return rig().window().settings().zoomProperty().get();
    }

    /** Words and buttons within those parts that are cut, or lie beyond the window's edge. */
    private List<String> outside(double width, double height, String... parts) {
        Nodes.layOut((Region) rig().window().scene().getRoot(), width, height);
        assertThat(bars()).as("nothing to scroll").isEmpty();
        return Nodes.shown(rig().window().scene().getRoot()).stream()
                .filter(node -> node instanceof Labeled)
                .filter(node -> List.of(parts).stream().anyMatch(part -> isIn(node, part)))
                .filter(node -> !isIn(node, "list-view"))
                .filter(node -> !within(node, width, height) || isCut((Labeled) node))
                .map(node -> Nodes.name(node) + " “" + ((Labeled) node).getText() + "” " + Nodes.inScene(node))
                .toList();
    }

    private static boolean isCut(Labeled labeled) {
        return labeled.getChildrenUnmodifiable().stream()
                .filter(child -> child instanceof Text && child.getStyleClass().contains("text"))
                .anyMatch(text -> !((Text) text).getText().equals(labeled.getText()));
    }

    private static boolean within(Node node, double width, double height) {
        Bounds where = Nodes.inScene(node);
        return where.getMinX() >= -ROUNDING
                && where.getMinY() >= -ROUNDING
                && where.getMaxX() <= width + ROUNDING
                && where.getMaxY() <= height + ROUNDING;
    }

    private List<Node> bars() {
        return Nodes.shown(rig().window().scene().getRoot()).stream()
                .filter(node ->
                        node instanceof ScrollBar && node.getStyleClass().contains("zoom-bar"))
                .toList();
    }

    private static boolean isIn(Node node, String style) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.getStyleClass().contains(style)) {
                return true;
            }
        }
        return false;
    }

    private static <T> T seen(Supplier<T> look) {
        try {
            return WaitForAsyncUtils.asyncFx(look::get).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
