package dev.ratewarden.dashboard.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.act.Commands;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Moderation;
import dev.ratewarden.moderation.UserSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows of a live table, without any table. */
class UserRowsTest {

    private static final long NOW = FakeModerationStore.NOW;

    private final UserRows rows = new UserRows(
            new Commands(
                    new Moderation(new FakeModerationStore(), "tester"),
                    Runnable::run,
                    Runnable::run,
                    e -> String.valueOf(e.getMessage())),
            () -> Instant.ofEpochMilli(NOW));

    @Test
    void aRowStaysTheSameObjectHoweverItsUserRanks() {
        read(user("ann", 80), user("bob", 60));
        UserRow bob = rows.shown().get(1);

        read(user("bob", 90), user("ann", 80), user("cem", 85));

        assertThat(ids()).containsExactly("bob", "cem", "ann");
        assertThat(rows.shown().getFirst()).isSameAs(bob);
        assertThat(bob.user().score()).isEqualTo(90);
    }

    @Test
    void aReadingInWhichAllScoresFadeIsNoChangeOfTheList() {
        read(many(0).toArray(UserSummary[]::new));
        List<String> changes = changes();

        read(many(0.25).toArray(UserSummary[]::new));

        assertThat(changes).isEmpty();
        assertThat(rows.shown().getFirst().user().score()).isEqualTo(1_999.75);
    }

    @Test
    void aThousandUsersWhoAllChangePlacesAreOneChange() {
        List<UserSummary> users = many(0);
        read(users.toArray(UserSummary[]::new));
        List<String> changes = changes();

        read(users.stream().map(user -> scored(user, 3_000 - user.score())).toArray(UserSummary[]::new));

        assertThat(changes).containsExactly("permutated");
        assertThat(ids().getFirst()).isEqualTo("user-0999");
    }

    @Test
    void whoLeavesAndWhoComesAreOneChangeEach() {
        read(user("ann", 80), user("bob", 60), user("cem", 50), user("dee", 40));
        List<String> changes = changes();

        read(user("ann", 80), user("cem", 50), user("eve", 70), user("fay", 20));

        assertThat(ids()).containsExactly("ann", "eve", "cem", "fay");
        assertThat(changes).containsExactly("removed", "added", "permutated");
    }

    @Test
    void whateverColumnItIsSortedByTiesKeepTheRanking() {
        read(user("ann", 80), user("bob", 60), user("cem", 70));

        rows.order(Comparator.comparing(row -> row.user().violations()));

        assertThat(ids()).containsExactly("ann", "cem", "bob");
    }

    @Test
    void whoDoesNotPassTheFilterIsKnownButNotShown() {
        read(user("ann", 80), user("bob", 60));

        rows.filter(user -> user.tier() == Tier.WARNING);

        assertThat(ids()).containsExactly("ann");
        assertThat(rows.row("bob")).isNotNull();
    }

    @Test
    void whoGoesByTheNameOfAnotherIsKnownAsANamesake() {
        read(named("1", "mira"), named("2", "mira"), named("3", "kettle"), named("4", null), named("5", null));
        assertThat(rows.shown().stream().filter(row -> rows.isNamesake(row.user())))
                .extracting(UserRow::id)
                .containsExactlyInAnyOrder("1", "2");

        read(named("1", "mira"), named("3", "kettle"));
        assertThat(rows.isNamesake(rows.shown().getFirst().user())).isFalse();
    }

    private static UserSummary named(String id, @Nullable String name) {
        return new UserSummary(id, name, 80, Tier.WARNING, 5, "pack_create", NOW, NOW, null, null, null);
    }

    private List<String> changes() {
        List<String> seen = new ArrayList<>();
        rows.shown().addListener((ListChangeListener<UserRow>) change -> {
            change.next();
            seen.add(change.wasPermutated() ? "permutated" : change.wasAdded() ? "added" : "removed");
        });
        return seen;
    }

    private void read(UserSummary... users) {
        rows.read(List.of(users), NOW, NOW);
    }

    private List<String> ids() {
        return rows.shown().stream().map(UserRow::id).toList();
    }

    private static UserSummary user(String id, double score) {
        return FakeModerationStore.user(id, score);
    }

    private static List<UserSummary> many(double faded) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> user("user-%04d".formatted(i), 2_000 - i - faded))
                .toList();
    }

    private static UserSummary scored(UserSummary user, double score) {
        return user(user.id(), score);
    }
}
