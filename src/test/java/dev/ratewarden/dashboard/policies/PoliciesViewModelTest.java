package dev.ratewarden.dashboard.policies;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(policies.headProperty().get()).isEqualTo("revision 1, in force since 13:59");
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
        policies.shares(PoliciesViewModel.Span.HOURS_24, Map.of("pack_create", new DenialHistory.Share(200, 10)));
        assertThat(share(0)).isNull();
        assertThat(share(1)).isEqualTo(new DenialHistory.Share(200, 10));

        policies.spanProperty().set(PoliciesViewModel.Span.MINUTES_5);
        assertThat(share(1)).as("of another span").isNull();
        policies.shares(PoliciesViewModel.Span.HOURS_24, Map.of("pack_create", new DenialHistory.Share(200, 10)));
        assertThat(share(1)).as("too late").isNull();
    }

    @Test
    void aDayIsReadInPiecesAndMinutesThatAreOverOnlyOnce() {
        PolicyStores stores = new PolicyStores();
        Moderation moderation = new Moderation(stores.over(new MemoryStore(() -> Instant.ofEpochMilli(NOW))), "tester");
        stores.traffic =
                (first, minutes) -> List.of(new ActionMinute((first + minutes - 1) * 60_000, "pack_create", 9, 1, 1));
        DenialHistory history = new DenialHistory();

        assertThat(history.read(moderation, NOW, 24 * 60))
                .containsEntry("pack_create", new DenialHistory.Share(240, 24));
        assertThat(stores.trafficReads).hasSize(24).allMatch(read -> read.endsWith("+60"));

        stores.trafficReads.clear();
        assertThat(history.read(moderation, NOW, 24 * 60))
                .containsEntry("pack_create", new DenialHistory.Share(240, 24));
        assertThat(stores.trafficReads)
                .as("the present minute, and the one before it, which may still be written")
                .containsExactly((NOW / 60_000 - 1) + "+2");

        stores.trafficReads.clear();
        history.read(moderation, NOW + 3 * 60_000, 60);
        assertThat(stores.trafficReads).containsExactly((NOW / 60_000 - 1) + "+5");
    }

    private void read(PolicyBook book, List<ActionCount> counts) {
        policies.accept(new PolicyReading(0, book, List.of(), Map.of(), counts), NOW);
    }

    private List<String> actions() {
        return policies.rows().stream().map(PolicyRow::action).toList();
    }

    private DenialHistory.@Nullable Share share(int row) {
        return policies.rows().get(row).stateProperty().get().share();
    }
}
