package dev.ratewarden.dashboard.handover;

import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.table.UserRow;
import dev.ratewarden.events.EventQuery;
import dev.ratewarden.events.EventTypes;
import dev.ratewarden.events.SecurityEvent;
import dev.ratewarden.events.SecurityEvent.Severity;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.Handover;
import dev.ratewarden.moderation.Handover.Claim;
import dev.ratewarden.moderation.Handover.Review;
import dev.ratewarden.moderation.HandoverChange;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserSummary;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What moderators hand over, in a window over a store that tells what the test says. */
@ExtendWith(ApplicationExtension.class)
class HandoverTest {

    private static final long NOW = FakeModerationStore.NOW;
    private static final long HOUR = 3_600_000;
    private static final Note NOTE = new Note("Raid evenings: double up.\nLeave kettle alone.", "mod_lee", NOW - HOUR);

    private volatile boolean unreadable;
    private final FakeModerationStore store = new FakeModerationStore() {
        @Override
        public Handover handover() {
            if (unreadable) {
                throw new StoreException("no right to read", new IllegalStateException());
            }
            return super.handover();
        }
    };
    private final List<EventQuery> asked = new CopyOnWriteArrayList<>();
    private @Nullable Stage stage;
    private @Nullable WindowRig opened;

    @Start
    void start(Stage shown) {
        stage = shown;
    }

    @BeforeEach
    void answers() {
        store.users = List.of(FakeModerationStore.user("42", 120), FakeModerationStore.user("43", 60));
        store.handover = handover(null, List.of(), List.of());
        store.events = query -> {
            asked.add(query);
            return List.of(
                    event(EventTypes.USER_AUTO_BLOCKED),
                    event(EventTypes.USER_AUTO_BLOCKED),
                    event(EventTypes.USER_BANNED),
                    event(EventTypes.USER_RESET));
        };
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static SecurityEvent event(String type) {
        return new SecurityEvent(NOW - 1_000, type, Severity.INFO, "42", null, null, 0, 0);
    }

    private static Handover handover(@Nullable Note note, List<Claim> claims, List<Review> reviews) {
        return new Handover(NOW, note, claims, reviews);
    }

    private void open(FxRobot robot) {
        robot.interact(() -> opened = new WindowRig(Objects.requireNonNull(stage), store));
        await(() -> !rig().table().getItems().isEmpty());
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }

    private void awaitReading() {
        int before = store.reads.get();
        await(() -> store.reads.get() > before + 1);
    }

    @Test
    void whoWasAwayIsToldWhatHappened(FxRobot robot) {
        store.visited = NOW - 9 * HOUR;
        open(robot);

        await(() -> rig().visible("#absence"));
        assertThat(rig().allWords("#absence"))
                .containsExactly("Since you were last here (9 h):", "2 blocks", "1 ban", "1 reversal");
        assertThat(asked)
                .singleElement()
                .satisfies(query -> assertThat(query.sinceMs()).isEqualTo(NOW - 9 * HOUR));
    }

    @Test
    void eachFigureLeadsToWhatItCounts(FxRobot robot) {
        store.visited = NOW - 9 * HOUR;
        open(robot);
        await(() -> rig().visible("#absence"));
        asked.clear();

        rig().press("absence-reversals");

        await(() -> rig().lookup("#absence") == null && rig().visible("#activity"));
        assertThat(rig().words("#activity-type")).isEqualTo("3 types");
        assertThat(rig().words("#activity-since")).startsWith("Since ");
        await(() -> asked.stream()
                .map(EventQuery::type)
                .collect(Collectors.toSet())
                .equals(Absence.Kind.REVERSALS.types()));
        assertThat(asked).allSatisfy(query -> assertThat(query.sinceMs()).isEqualTo(NOW - 9 * HOUR));

        rig().press("activity-since");
        assertThat(rig().visible("#activity-since")).isFalse();
        assertThat(rig().visible("#activity-span")).isTrue();
    }

    @Test
    void theStripGoesWhenItIsDismissed(FxRobot robot) {
        store.visited = NOW - 9 * HOUR;
        open(robot);
        await(() -> rig().visible("#absence"));

        rig().press("absence-dismiss");

        await(() -> !rig().visible("#absence"));
        awaitReading();
        assertThat(rig().visible("#absence")).isFalse();
    }

    @Test
    void aShortAbsenceIsNotWorthAStrip(FxRobot robot) {
        store.visited = NOW - Absence.LEAST_MS + 1;
        open(robot);
        awaitReading();

        assertThat(rig().visible("#absence")).isFalse();
        assertThat(asked).isEmpty();
    }

    @Test
    void whoWasNeverHereOrMayNotBeNotedIsToldNothing(FxRobot robot) {
        open(robot);
        awaitReading();

        assertThat(rig().visible("#absence")).isFalse();
        assertThat(rig().toasts()).isEmpty();
    }

    @Test
    void ifNothingHappenedThatIsSaid(FxRobot robot) {
        store.visited = NOW - 15 * 60_000;
        store.events = query -> List.of();
        open(robot);

        await(() -> rig().visible("#absence"));
        assertThat(rig().allWords("#absence"))
                .containsExactly("Since you were last here (15 min):", "no blocks, bans, reversals or raids");
    }

    @Test
    void ifItCannotBeReadThatIsSaidAndNoZero(FxRobot robot) {
        store.visited = NOW - 9 * HOUR;
        store.events = query -> {
            throw new StoreException("no right to read events", new IllegalStateException());
        };
        open(robot);

        await(() -> rig().visible("#absence"));
        assertThat(rig().allWords("#absence"))
                .containsExactly(
                        "Since you were last here (9 h):", "what happened could not be read. no right to read events");
    }

    @Test
    void thePinnedNoteStandsAboveAllWithItsAuthor(FxRobot robot) {
        store.handover = handover(NOTE, List.of(), List.of());
        open(robot);

        await(() -> rig().visible("#pinned-note"));
        assertThat(rig().words("#pinned-words")).isEqualTo("Raid evenings: double up. ↵ Leave kettle alone.");
        assertThat(rig().words("#pinned-author")).isEqualTo("mod_lee, 14:06");
        assertThat(rig().visible("#pin-new")).isFalse();
    }

    @Test
    void aLowWindowShowsTheNoteOnceTheAbsenceWasSeen(FxRobot robot) {
        store.visited = NOW - 9 * HOUR;
        store.handover = handover(NOTE, List.of(), List.of());
        open(robot);
        await(() -> rig().visible("#absence"));
        assertThat(rig().visible("#pinned-note")).isFalse();

        rig().press("absence-dismiss");

        await(() -> rig().visible("#pinned-note"));
    }

    @Test
    void aNoteIsPinned(FxRobot robot) {
        store.onHandover =
                change -> handover(new Note(((HandoverChange.Pin) change).text(), "tester", NOW), List.of(), List.of());
        open(robot);
        rig().press("pin-new");
        assertThat(rig().disabled("#pin-confirm")).as("nothing to pin").isTrue();
        rig().click(robot, "#pin-text").write("Back at eight");

        rig().press("pin-confirm");

        await(() -> rig().words("#pinned-words").equals("Back at eight"));
        assertThat(store.told).containsExactly(new HandoverChange.Pin("Back at eight"));
        assertThat(rig().words("#pinned-author")).isEqualTo("tester, 15:06");
    }

    @Test
    void aNoteIsEditedWithItsLinesAndRemoved(FxRobot robot) {
        store.handover = handover(NOTE, List.of(), List.of());
        open(robot);
        await(() -> rig().visible("#pinned-note"));
        rig().press("pin-edit");
        assertThat(((TextArea) rig().lookup("#pin-text")).getText()).isEqualTo(NOTE.text());
        store.onHandover = change -> handover(null, List.of(), List.of());

        rig().press("pin-remove");

        await(() -> !rig().visible("#pinned-note") && rig().visible("#pin-new"));
        assertThat(store.told).containsExactly(new HandoverChange.Pin(""));
    }

    @Test
    void aNoteThatIsTooLongCannotBePinnedAndSaysByHowMuch(FxRobot robot) {
        open(robot);
        rig().press("pin-new");
        robot.interact(() -> ((TextArea) rig().lookup("#pin-text")).setText("x".repeat(512)));

        assertThat(rig().words("#pin-count")).isEqualTo("12 characters too many: 500 fit");
        assertThat(rig().disabled("#pin-confirm")).isTrue();
    }

    @Test
    void whoEditsIsToldWhenSomebodyElseWasFirst(FxRobot robot) {
        store.handover = handover(NOTE, List.of(), List.of());
        open(robot);
        await(() -> rig().visible("#pinned-note"));
        rig().press("pin-edit");
        assertThat(rig().visible("#pin-changed")).isFalse();

        store.handover = handover(new Note("All quiet", "mod_kim", NOW - 60_000), List.of(), List.of());

        await(() -> rig().visible("#pin-changed"));
        assertThat(rig().words("#pin-changed"))
                .isEqualTo("mod_kim changed the note at 15:05: “All quiet”. Pinning yours replaces it.");
        assertThat(rig().disabled("#pin-confirm")).as("who pins last wins").isFalse();
    }

    @Test
    void aFailureIsTold(FxRobot robot) {
        store.onHandover = change -> {
            throw new StoreException("no right to write", new IllegalStateException());
        };
        open(robot);
        rig().press("pin-new");
        robot.interact(() -> ((TextArea) rig().lookup("#pin-text")).setText("hello"));
        rig().press("pin-confirm");

        await(() -> rig().toasts().stream().anyMatch(words -> words.contains("no right to write")));
    }

    @Test
    void aClaimOfAnotherModeratorAppearsInTheTableAndGoesWhenItEnds(FxRobot robot) {
        open(robot);
        await(() -> marks().isEmpty());

        store.handover = handover(null, List.of(new Claim("43", "mod_lee", NOW + 12 * 60_000)), List.of());
        await(() -> marks().equals(List.of("mod_lee is on it, 12 min left")));

        store.handover = new Handover(
                NOW + 13 * 60_000, null, List.of(new Claim("43", "mod_lee", NOW + 12 * 60_000)), List.of());
        await(() -> marks().isEmpty());
    }

    @Test
    void whereItCannotBeReadAnyMoreEveryPlaceKeepsWhatWasReadLast(FxRobot robot) {
        store.handover = handover(NOTE, List.of(new Claim("42", "mod_lee", NOW + 12 * 60_000)), List.of());
        open(robot);
        await(() -> marks().equals(List.of("mod_lee is on it, 12 min left")));
        await(() -> rig().words("#detail-on-it").equals("mod_lee is on it, 12 min left"));

        unreadable = true;
        awaitReading();
        awaitReading();
        await(() -> marks().equals(List.of("mod_lee is on it, 12 min left")));
        assertThat(rig().words("#detail-on-it")).isEqualTo("mod_lee is on it, 12 min left");
        assertThat(rig().visible("#pinned-note")).isTrue();
    }

    @Test
    void whoCameBackUnderTheSameIdWithFewerViolationsIsNotHidden(FxRobot robot) {
        store.handover = handover(
                null, List.of(), List.of(new Review("43", "mod_kim", NOW, 9), new Review("42", "mod_kim", NOW, 5)));
        open(robot);

        await(() -> listed().equals(List.of("43")));
    }

    @Test
    void anOwnClaimIsCalledSo(FxRobot robot) {
        store.handover = handover(null, List.of(new Claim("42", "tester", NOW + Handover.CLAIM_MS)), List.of());
        open(robot);

        await(() -> marks().equals(List.of("You are on it, 30 min left")));
    }

    @Test
    void aReviewedRowIsHiddenUntilTheNextViolation(FxRobot robot) {
        open(robot);
        await(() -> listed().equals(List.of("42", "43")));
        assertThat(rig().visible("#reviewed-bar")).isFalse();

        store.handover = handover(null, List.of(), List.of(new Review("43", "mod_kim", NOW, 5)));
        await(() -> listed().equals(List.of("42")));
        assertThat(rig().words("#reviewed-words")).isEqualTo("1 reviewed hidden");

        UserSummary before = store.users.get(1);
        store.users = List.of(store.users.get(0), violatedAgain(before));
        await(() -> listed().equals(List.of("42", "43")));
        assertThat(rig().visible("#reviewed-bar")).isFalse();
    }

    @Test
    void reviewedRowsCanBeShownAndHiddenAgain(FxRobot robot) {
        store.handover = handover(
                null, List.of(), List.of(new Review("43", "mod_kim", NOW, 5), new Review("42", "mod_kim", NOW, 4)));
        open(robot);
        await(() -> listed().equals(List.of("42")));

        rig().press("reviewed-turn");
        await(() -> listed().equals(List.of("42", "43")));
        assertThat(rig().words("#reviewed-words")).isEqualTo("1 reviewed shown");

        rig().press("reviewed-turn");
        await(() -> listed().equals(List.of("42")));
    }

    private static UserSummary violatedAgain(UserSummary user) {
        return new UserSummary(
                user.id(),
                user.name(),
                user.score() + 10,
                user.tier(),
                user.violations() + 1,
                user.lastAction(),
                user.lastViolationAtMs(),
                user.lastSeenAtMs(),
                user.ban(),
                user.block(),
                user.exemption());
    }

    private List<String> listed() {
        return rig().table().getItems().stream().map(UserRow::id).toList();
    }

    private List<String> marks() {
        return rig().table().lookupAll(".claim-mark").stream()
                .filter(Node::isVisible)
                .map(Node::getAccessibleText)
                .distinct()
                .toList();
    }
}
