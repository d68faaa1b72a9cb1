package dev.ratewarden.dashboard.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.charts.ActionShare;
import dev.ratewarden.dashboard.charts.TrafficHistory;
import dev.ratewarden.dashboard.charts.TrafficMinutes;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.parts.Times;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.OnOutage;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.PolicyBook;
import dev.ratewarden.moderation.ActionCount;
import dev.ratewarden.moderation.ActionMinute;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.PolicyRevision;
import dev.ratewarden.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PoliciesViewModelTest {

    private static final long NOW = 1_772_719_200_000L;
    private static final Policy PACKS = Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1)));
    private static final Policy CALLS = Policy.of("api_call", Limit.fixedWindow(100, Duration.ofMinutes(1)));

    private final PoliciesViewModel policies = new PoliciesViewModel(new Times(ZoneOffset.UTC));

    @Test
    void policiesAreListedByActionAndARowStaysItself() {
        read(PolicyBook.empty().with(PACKS).with(CALLS), List.of());
        assertThat(actions()).containsExactly("api_call", "pack_create");
        PolicyRow packs = policies.rows().get(1);

        read(PolicyBook.empty().with(PACKS).with(CALLS).with(Policy.of("login", CALLS.limit())), List.of());
        assertThat(actions()).containsExactly("api_call", "login", "pack_create");
        assertThat(policies.rows().get(2)).isSameAs(packs);

        read(PolicyBook.empty().with(PACKS), List.of());
        assertThat(policies.rows()).containsExactly(packs);
    }

    @Test
    void theHeadNamesTheRevisionAndSinceWhen() {
        PolicyRevision first = new PolicyRevision(1, NOW - 60_000, "mod_lee", "", "pack_create", null, "{}");
        policies.accept(new PolicyReading(0, PolicyBook.empty().with(PACKS), List.of(first), Map.of(), List.of()), NOW);
        assertThat(policies.headProperty().get()).isEqualTo("revision 1, since 13:59");
        read(PolicyBook.empty().with(PACKS).with(CALLS), List.of());
        assertThat(policies.headProperty().get()).as("not in the history").isEqualTo("revision 2");
    }

    @Test
    void actionsThatAreCheckedWithoutAPolicyAreListedApart() {
        read(
                PolicyBook.empty().with(PACKS),
                List.of(new ActionCount("emoji_add", 9, 0, 0, 0), new ActionCount("pack_create", 9, 0, 0, 0)));
        assertThat(policies.unpoliced()).containsExactly("emoji_add");
    }

    @Test
    void whatIsSpecialIsMarked() {
        Policy special = PACKS.cascadingTo("api_call").adaptiveTo(0.25).onOutage(OnOutage.CLOSED);
        policies.accept(
                new PolicyReading(
                        0,
                        PolicyBook.empty().with(special).with(PACKS.onTrial()),
                        List.of(),
                        Map.of("pack_create", PACKS),
                        List.of()),
                NOW);
        assertThat(PolicyMark.of(policies.rows().getFirst().stateProperty().get()))
                .containsExactly(
                        PolicyMark.TRIAL,
                        PolicyMark.DIFFERS,
                        PolicyMark.CASCADES,
                        PolicyMark.ADAPTIVE,
                        PolicyMark.CLOSED);
    }

    @Test
    void anActionWithoutChecksHasNoShareAndOneOfAnotherSpanIsNotTaken() {
        read(PolicyBook.empty().with(PACKS).with(CALLS), List.of());
        policies.shares(packs(190, 10), PoliciesViewModel.Span.HOURS_24);
        assertThat(share(0)).isNull();
        assertThat(share(1)).isEqualTo(new ActionShare("pack_create", 190, 10, 10));

        policies.spanProperty().set(PoliciesViewModel.Span.MINUTES_5);
        assertThat(share(1)).as("of another span").isNull();
        policies.shares(packs(190, 10), PoliciesViewModel.Span.HOURS_24);
        assertThat(share(1)).as("too late").isNull();
    }

    @Test
    void itIsToldApartWhetherTheSpanIsStillBeingReadCannotBeReadOrHasNoChecks() {
        read(PolicyBook.empty().with(CALLS), List.of());
        assertThat(awaited()).as("being read").isTrue();

        policies.uncounted("no right to read minutes");
        assertThat(awaited()).as("cannot be read").isFalse();
        policies.uncounted("");
        assertThat(awaited()).as("being read again").isTrue();

        policies.shares(packs(190, 10), PoliciesViewModel.Span.HOURS_24);
        assertThat(awaited()).as("read, without checks of it").isFalse();
        assertThat(share(0)).isNull();

        policies.spanProperty().set(PoliciesViewModel.Span.MINUTES_5);
        assertThat(awaited()).as("another span").isTrue();
    }

    @Test
    void whileDenialsCannotBeCountedThereIsNoneOnShowAndEachPollLeavesTheReason() {
        read(PolicyBook.empty().with(PACKS), List.of());
        policies.shares(packs(190, 10), PoliciesViewModel.Span.HOURS_24);
        List<String> told = new ArrayList<>();
        policies.problemProperty().addListener((o, before, now) -> told.add(now));

        policies.uncounted("no right to read minutes");
        read(PolicyBook.empty().with(PACKS), List.of());
        read(PolicyBook.empty().with(PACKS), List.of());

        assertThat(share(0))
                .as("an old share would pass for one of the last 24 h")
                .isNull();
        assertThat(told).as("no flicker").containsExactly("no right to read minutes");
        policies.shares(packs(190, 10), PoliciesViewModel.Span.HOURS_24);
        assertThat(policies.problemProperty().get()).isEmpty();
        assertThat(share(0)).isNotNull();
    }

    @Test
    void denialsAreCountedFromTheMinutesOfTheWholeWindowOnceAllOfTheSpanIsRead() {
        PolicyStores stores = new PolicyStores();
        Moderation moderation = new Moderation(stores.over(new MemoryStore(() -> Instant.ofEpochMilli(NOW))), "tester");
        stores.traffic = (first, minutes) -> List.of(new ActionMinute(first * 60_000, "pack_create", 9, 1, 1));
        Background here = new Background(Runnable::run, Runnable::run);
        Deque<Runnable> later = new ArrayDeque<>();
        TrafficHistory traffic = new TrafficHistory(
                moderation,
                here,
                (delayMs, task) -> {
                    later.add(task);
                    return () -> {};
                },
                e -> String.valueOf(e.getMessage()));
        PolicyReader reader = new PolicyReader(
                policies, new PolicyDesk(moderation, here, e -> String.valueOf(e.getMessage())), traffic);
        read(PolicyBook.empty().with(PACKS), List.of());
        traffic.accept(NOW);
        assertThat(stores.trafficReads).as("nobody looks").isEmpty();

        reader.shown(true);
        assertThat(share(0)).as("one hour of 24 is read").isNull();
        while (!later.isEmpty()) {
            later.removeFirst().run();
        }

        assertThat(stores.trafficReads).hasSize(24);
        assertThat(share(0)).isEqualTo(new ActionShare("pack_create", 24 * 9, 24, 24));
    }

    private static TrafficMinutes packs(long allowed, long denied) {
        long minute = NOW / 60_000 - 1;
        return TrafficMinutes.of(
                Map.of(minute, List.of(new ActionMinute(minute * 60_000, "pack_create", allowed, denied, denied))),
                NOW);
    }

    private void read(PolicyBook book, List<ActionCount> counts) {
        policies.accept(new PolicyReading(0, book, List.of(), Map.of(), counts), NOW);
    }

    private List<String> actions() {
        return policies.rows().stream().map(PolicyRow::action).toList();
    }

    private boolean awaited() {
        return policies.rows().getFirst().stateProperty().get().awaited();
    }

    private @Nullable ActionShare share(int row) {
        return policies.rows().get(row).stateProperty().get().share();
    }
}
