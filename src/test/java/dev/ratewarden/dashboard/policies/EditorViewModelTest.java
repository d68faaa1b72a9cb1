package dev.ratewarden.dashboard.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.charts.TrafficHistory;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyMode;
import dev.ratewarden.limiter.StandardPolicies;
import dev.ratewarden.limiter.Strategy;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyChange;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EditorViewModelTest {

    private final AtomicLong now = new AtomicLong(1_772_719_200_000L);
    private final MemoryStore store = new MemoryStore(() -> Instant.ofEpochMilli(now.get()));
    private final Moderation mine = new Moderation(store, "tester");
    private final Moderation lee = new Moderation(store, "mod_lee");
    private final PolicyDesk desk =
            new PolicyDesk(mine, new Background(Runnable::run, Runnable::run), e -> String.valueOf(e.getMessage()));
    private final PoliciesViewModel policies = new PoliciesViewModel(new Times(ZoneOffset.UTC));
    private final EditorViewModel editor = new EditorViewModel(policies, desk);
    private final List<String> told = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();

    @BeforeEach
    void openPackCreate() {
        store.addDefaults(StandardPolicies.all(), null);
        poll();
        editor.open("pack_create");
    }

    @Test
    void anOpenedPolicyIsAsItIsInForceAndThereIsNothingToSave() {
        assertThat(editor.draft.limit.get()).isEqualTo("5");
        assertThat(editor.draft.window.get()).isEqualTo("1h");
        assertThat(editor.dirtyProperty().get()).isFalse();
        assertThat(editor.validProperty().get()).isTrue();
        assertThat(was()).isEmpty();
    }

    @Test
    void aChangedFieldSaysWhatItWasAndNoLongerWhenItIsPutBack() {
        editor.draft.limit.set("3");
        assertThat(was()).containsEntry(Field.LIMIT, "5").hasSize(1);
        assertThat(editor.dirtyProperty().get()).isTrue();

        editor.draft.limit.set(" 5 ");
        assertThat(editor.dirtyProperty().get()).isFalse();
    }

    @Test
    void theSameWindowWrittenOtherwiseIsNoChange() {
        editor.draft.window.set("60m");
        assertThat(editor.dirtyProperty().get()).isFalse();
        editor.draft.window.set("90m");
        assertThat(was()).containsEntry(Field.WINDOW, "1 h");
    }

    @Test
    void everyFieldIsMarkedWithWhatItWas() {
        editor.draft.strategy.set(Strategy.SLIDING_WINDOW);
        editor.draft.points.set("20");
        editor.draft.escalating.set(false);
        editor.draft.cascadesTo.add("api_call");
        editor.draft.adaptive.set(true);
        editor.draft.floor.set("0.25");
        editor.draft.onOutage.set(OnOutage.CLOSED);
        editor.draft.roles.add(new Draft.Role("vip", "2"));

        assertThat(was())
                .containsEntry(Field.STRATEGY, "token bucket")
                .containsEntry(Field.POINTS, "10")
                .containsEntry(Field.ESCALATING, "yes")
                .containsEntry(Field.CASCADES, "none")
                .containsEntry(Field.FLOOR, "no")
                .containsEntry(Field.OUTAGE, "Local")
                .containsEntry(Field.ROLES, "none");
        assertThat(editor.validProperty().get()).isTrue();
    }

    @Test
    void aLimitThatIsNoNumberIsRefusedAtTheLimit() {
        editor.draft.limit.set("many");
        assertProblem(Field.LIMIT, "limit \"many\": must be a whole number");
    }

    @Test
    void aSlidingWindowTakesNoLimitBeyondItsMost() {
        editor.draft.strategy.set(Strategy.SLIDING_WINDOW);
        editor.draft.limit.set("10001");
        assertProblem(Field.LIMIT, "limit 10001: must be 1 to 10000");
    }

    @Test
    void aBadWindowIsRefusedAtTheWindowInTheUnitsPeopleWrite() {
        editor.draft.window.set("fortnight");
        assertProblem(Field.WINDOW, "duration \"fortnight\": write it as 90m, 2h30m or 7d (units w, d, h, m, s, ms)");
        editor.draft.window.set("400d");
        assertProblem(Field.WINDOW, "window 400d: must be at most 366d");
        editor.draft.window.set("9223372036854775807ms");
        assertProblem(Field.WINDOW, "window 9223372036854775807ms: must be at most 366d");
    }

    @Test
    void aBurstIsRefusedAtTheBurst() {
        editor.draft.burst.set("0");
        assertProblem(Field.BURST, "burst 0: must be 1 to 1000000000");
    }

    @Test
    void pointsAreRefusedAtThePoints() {
        editor.draft.points.set("-1");
        assertProblem(Field.POINTS, "points -1: must be 0 to 1000");
        editor.draft.points.set("99999999999");
        assertThat(problems()).containsKey(Field.POINTS);
    }

    @Test
    void aFloorIsRefusedAtTheFloor() {
        editor.draft.adaptive.set(true);
        editor.draft.floor.set("0");
        assertProblem(Field.FLOOR, "adaptiveFloor 0.0: must be above 0 and at most 1, such as 0.25 for a quarter");
    }

    @Test
    void rolesAreRefusedAtTheRoles() {
        editor.draft.roles.add(new Draft.Role("vip", "0"));
        assertProblem(Field.ROLES, "roles.vip 0.0: must be above 0 and at most 1000");
        editor.draft.roles.setAll(new Draft.Role("vip", "2"), new Draft.Role("vip", "3"));
        assertProblem(Field.ROLES, "roles.vip: is named twice");
        editor.draft.roles.setAll(new Draft.Role("", "2"));
        assertProblem(Field.ROLES, "role \"\": must be 1 to 32 letters, digits, _ . or -, such as vip");
    }

    @Test
    void aCircleIsRefusedAtTheCascades() {
        lee.change(
                new PolicyChange.Put(Policy.of("api_call", Limit.fixedWindow(5, Duration.ofHours(1)))
                        .cascadingTo("pack_create")),
                "",
                null);
        poll();
        editor.draft.cascadesTo.add("api_call");
        assertProblem(
                Field.CASCADES,
                "cascadesTo: pack_create → api_call → pack_create is a circle; remove one of these steps");
    }

    @Test
    void severalFieldsMayBeWrongAtOnce() {
        editor.draft.limit.set("0");
        editor.draft.window.set("x");
        editor.draft.points.set("x");
        assertThat(problems()).containsOnlyKeys(Field.LIMIT, Field.WINDOW, Field.POINTS);
    }

    @Test
    void whatIsWrittenOutlivesPolls() {
        editor.draft.limit.set("3");
        poll();
        poll();
        assertThat(editor.draft.limit.get()).isEqualTo("3");
        assertThat(editor.overtakenProperty().get()).isEmpty();
    }

    @Test
    void somebodyElsesChangeIsAnnouncedAtOnceAndNothingIsLost() {
        editor.draft.limit.set("3");
        leeSets(4);
        now.addAndGet(12_000);
        poll();
        assertThat(editor.overtakenProperty().get()).isEqualTo("mod_lee changed this 12 s ago");
        assertThat(editor.draft.limit.get()).isEqualTo("3");

        editor.keepMine();
        poll();
        assertThat(editor.overtakenProperty().get()).isEmpty();
        assertThat(was()).containsEntry(Field.LIMIT, "4");
        editor.save(PolicyMode.ENFORCE, new Listener());
        assertThat(store.policies().policy("pack_create"))
                .satisfies(policy -> assertThat(policy.limit().limit()).isEqualTo(3));
    }

    @Test
    void whoeverWantsTheirsGetsTheirs() {
        editor.draft.limit.set("3");
        leeSets(4);
        poll();
        editor.showTheirs();
        assertThat(editor.draft.limit.get()).isEqualTo("4");
        assertThat(editor.dirtyProperty().get()).isFalse();
    }

    @Test
    void whereNothingWasWrittenTheirsIsShownByItself() {
        leeSets(4);
        poll();
        assertThat(editor.draft.limit.get()).isEqualTo("4");
        assertThat(editor.overtakenProperty().get()).isEmpty();
    }

    @Test
    void aRemovedPolicyIsSaidToBeRemovedAndCanBeKept() {
        editor.draft.limit.set("3");
        lee.change(new PolicyChange.Remove("pack_create", PolicyMode.ENFORCE), "", null);
        poll();
        assertThat(editor.overtakenProperty().get()).isEqualTo("mod_lee removed this just now");
        editor.keepMine();
        editor.save(PolicyMode.ENFORCE, new Listener());
        assertThat(store.policies().policy("pack_create")).isNotNull();
    }

    @Test
    void aConflictSaysWhoWasFirstAndKeepsWhatWasWritten() {
        editor.draft.limit.set("3");
        leeSets(4);
        editor.save(PolicyMode.ENFORCE, new Listener());
        assertThat(editor.failureProperty().get())
                .contains("mod_lee changed pack_create")
                .contains("nothing was changed");
        assertThat(editor.draft.limit.get()).isEqualTo("3");
        assertThat(editor.dirtyProperty().get()).isTrue();
        assertThat(store.policies().policy("pack_create"))
                .satisfies(policy -> assertThat(policy.limit().limit()).isEqualTo(4));
    }

    @Test
    void anotherPolicysChangeDoesNotStandInTheWay() {
        editor.draft.limit.set("3");
        lee.change(new PolicyChange.Remove("payment", PolicyMode.ENFORCE), "", null);
        poll();
        editor.save(PolicyMode.ENFORCE, new Listener());
        assertThat(told)
                .containsExactly("pack_create is enforced: 3 in 1 h, token bucket. Every bot follows within 5 s.");
        assertThat(editor.dirtyProperty().get()).isFalse();
    }

    @Test
    void aReasonGoesIntoTheHistory() {
        editor.draft.limit.set("3");
        editor.reasonProperty().set("farming wave");
        editor.save(PolicyMode.ENFORCE, new Listener());
        assertThat(store.policyHistory().getFirst().reason()).isEqualTo("farming wave");
        assertThat(editor.reasonProperty().get()).isEmpty();
    }

    @Test
    void aTrialStandsBesideTheEnforcedOneAndCascadesNowhere() {
        editor.draft.limit.set("3");
        editor.draft.cascadesTo.add("api_call");
        editor.save(PolicyMode.SHADOW, new Listener());
        assertThat(store.policies().trial("pack_create")).satisfies(trial -> {
            assertThat(trial.limit().limit()).isEqualTo(3);
            assertThat(trial.cascadesTo()).isEmpty();
        });
        assertThat(editor.draft.limit.get()).as("the enforced one").isEqualTo("5");
        assertThat(editor.trial()).isNotNull();
    }

    @Test
    void aTrialLoadedIntoTheEditorKeepsTheCascadesOfTheEnforcedOne() {
        Policy enforced = Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1)))
                .cascadingTo("api_call");
        lee.change(new PolicyChange.Put(enforced), "", null);
        lee.change(
                new PolicyChange.Put(Policy.of("pack_create", Limit.tokenBucket(3, Duration.ofHours(1)))
                        .onTrial()),
                "",
                null);
        poll();
        editor.load(Objects.requireNonNull(editor.trial()));
        assertThat(editor.draft.limit.get()).isEqualTo("3");
        assertThat(editor.draft.cascadesTo).containsExactly("api_call");
        assertThat(was()).containsEntry(Field.LIMIT, "5").hasSize(1);
    }

    @Test
    void aSavingThatEndsAfterAnotherPolicyWasOpenedLeavesThatOneAlone() {
        EditorViewModel slow = slowEditor();
        slow.open("pack_create");
        slow.draft.limit.set("3");
        slow.save(PolicyMode.ENFORCE, new Listener());
        slow.open("payment");
        slow.draft.limit.set("7");
        slow.reasonProperty().set("of payments");

        later.forEach(Runnable::run);

        assertThat(Objects.requireNonNull(store.policies().policy("pack_create"))
                        .limit()
                        .limit())
                .isEqualTo(3);
        assertThat(slow.actionProperty().get()).isEqualTo("payment");
        assertThat(slow.draft.limit.get()).isEqualTo("7");
        assertThat(slow.reasonProperty().get()).isEqualTo("of payments");
    }

    @Test
    void aSavingThatFailsAfterAnotherPolicyWasOpenedIsNotToldUnderThatOne() {
        EditorViewModel slow = slowEditor();
        slow.open("pack_create");
        slow.draft.limit.set("3");
        leeSets(4);
        slow.save(PolicyMode.ENFORCE, new Listener());
        slow.open("payment");

        later.forEach(Runnable::run);

        assertThat(told).as("to whoever reads toasts").hasSize(1);
        assertThat(slow.failureProperty().get()).isEmpty();
    }

    /** Whose savings end when the test lets them. */
    private EditorViewModel slowEditor() {
        return new EditorViewModel(
                policies,
                new PolicyDesk(mine, new Background(later::add, Runnable::run), e -> String.valueOf(e.getMessage())));
    }

    @Test
    void aNewPolicyIsNotWrongBeforeAnythingWasWritten() {
        editor.begin("");
        assertThat(problems()).isEmpty();
        assertThat(editor.validProperty().get()).isFalse();
        assertThat(editor.dirtyProperty().get()).isFalse();
        editor.draft.action.set("Play Song");
        assertProblem(Field.ACTION, "action \"Play Song\": must match [a-z][a-z0-9_.-]{0,63}, such as pack_create");
        editor.draft.action.set("payment");
        assertProblem(Field.ACTION, "payment has a policy already; open it in the list");
        editor.draft.action.set("play_song");
        editor.draft.limit.set("5");
        editor.save(PolicyMode.ENFORCE, new Listener());
        assertThat(store.policies().policy("play_song")).isNotNull();
        assertThat(editor.actionProperty().get()).isEqualTo("play_song");
    }

    @Test
    void whatWasReadBeforeTheLatestChangeIsNotTakenForANewOne() {
        Background here = new Background(Runnable::run, Runnable::run);
        PolicyReader reader = new PolicyReader(
                policies,
                desk,
                new TrafficHistory(mine, here, (delayMs, task) -> () -> {}, e -> String.valueOf(e.getMessage())));
        PolicyReading old = reader.read(mine);
        editor.draft.limit.set("3");
        editor.save(PolicyMode.ENFORCE, new Listener());
        reader.accept(old, now.get());
        assertThat(editor.draft.limit.get()).isEqualTo("3");
        assertThat(editor.dirtyProperty().get()).isFalse();
        reader.accept(reader.read(mine), now.get());
        assertThat(policies.book().revision()).isEqualTo(store.policies().revision());
    }

    private void leeSets(long limit) {
        lee.change(
                new PolicyChange.Put(Policy.of("pack_create", Limit.tokenBucket(limit, Duration.ofHours(1)))),
                "wave",
                null);
    }

    private void poll() {
        policies.accept(
                new PolicyReading(
                        desk.changes(),
                        mine.policies(),
                        mine.policyHistory(),
                        mine.codePolicies(),
                        mine.actionCounts()),
                now.get());
    }

    private java.util.Map<Field, String> was() {
        return editor.marksProperty().get().was();
    }

    private java.util.Map<Field, String> problems() {
        return editor.marksProperty().get().problems();
    }

    private void assertProblem(Field field, String words) {
        assertThat(problems()).containsEntry(field, words);
        assertThat(editor.validProperty().get()).isFalse();
    }

    private final class Listener implements PolicyDesk.Listener {
        @Override
        public void done(dev.ratewarden.limiter.PolicyBook book, String saidSo) {
            told.add(saidSo);
        }

        @Override
        public void failed(String why) {
            told.add(why);
        }
    }
}
