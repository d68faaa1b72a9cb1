package dev.ratewarden.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.limiter.CheckRequest;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Reason;
import dev.ratewarden.moderation.CheckQuery;
import dev.ratewarden.moderation.LoggedCheck;
import dev.ratewarden.moderation.ModeratorAction;
import dev.ratewarden.store.outage.Patience;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every decided check is in the log, as a bot uses a store. Some stores write it a moment later. */
public abstract class CheckLogContract {

    private static final Policy ONCE = Policy.of("once", Limit.slidingWindow(1, Duration.ofDays(1)));

    private @Nullable StorePorts opened;

    protected abstract StorePorts open();

    @BeforeEach
    final void openStore() {
        opened = open();
        store().limiter().addDefaults(List.of(ONCE), null);
    }

    @AfterEach
    final void closeStore() {
        store().close();
    }

    private StorePorts store() {
        if (opened == null) {
            throw new IllegalStateException("no store was opened");
        }
        return opened;
    }

    private Reason check(CheckRequest request) {
        return store().limiter().check(request).reason();
    }

    private List<LoggedCheck> logged(CheckQuery query, int count) {
        Patience.await(
                count + " checks are logged",
                () -> store().moderation().checks(query).checks().size() >= count);
        return store().moderation().checks(query).checks();
    }

    @Test
    void aCheckIsLoggedWithAllThatWasAskedAndHowItWasDecided() {
        CheckRequest request = new CheckRequest("änn;\\ 'x", "once", 1, "vip", "guild 7; a b");
        assertThat(check(request)).isEqualTo(Reason.ALLOWED);
        assertThat(check(request)).isEqualTo(Reason.LIMITED);
        assertThat(check(new CheckRequest("bob", "free", 3, null))).isEqualTo(Reason.UNPOLICED);

        List<LoggedCheck> logged = logged(CheckQuery.latest(10), 3);
        assertThat(logged)
                .extracting(LoggedCheck::userId, LoggedCheck::action, LoggedCheck::cost, LoggedCheck::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("bob", "free", 3L, Reason.UNPOLICED),
                        org.assertj.core.api.Assertions.tuple(request.userId(), "once", 1L, Reason.LIMITED),
                        org.assertj.core.api.Assertions.tuple(request.userId(), "once", 1L, Reason.ALLOWED));
        assertThat(logged)
                .filteredOn(one -> one.action().equals("once"))
                .allSatisfy(one -> assertThat(one)
                        .extracting(LoggedCheck::role, LoggedCheck::where, LoggedCheck::degraded)
                        .containsExactly("vip", "guild 7; a b", false));
        long revision = store().limiter().policies().revision();
        assertThat(logged).allSatisfy(one -> assertThat(one.revision()).isEqualTo(revision));
    }

    @Test
    void newestFirstAndOnlyWhatIsAskedFor() {
        for (int i = 0; i < 30; i++) {
            check(CheckRequest.of("user" + i % 3, i % 2 == 0 ? "once" : "free"));
        }
        List<LoggedCheck> all = logged(CheckQuery.latest(100), 30);
        assertThat(all).hasSize(30).isSortedAccordingTo((a, b) -> Long.compare(b.atMs(), a.atMs()));

        assertThat(logged(new CheckQuery("user1", null, null, 100), 10)).hasSize(10);
        assertThat(logged(new CheckQuery("user1", "once", null, 100), 5))
                .hasSize(5)
                .allMatch(one -> one.userId().equals("user1") && one.action().equals("once"));
        assertThat(logged(CheckQuery.latest(4), 4)).hasSize(4);
        long latest = all.getFirst().atMs();
        assertThat(store().moderation()
                        .checks(new CheckQuery(null, null, latest, 100))
                        .checks())
                .isNotEmpty()
                .allMatch(one -> one.atMs() == latest);
        assertThat(store().moderation()
                        .checks(new CheckQuery(null, null, latest + 1, 100))
                        .checks())
                .isEmpty();
    }

    @Test
    void aPeekIsNoCheckAndABannedUsersCheckIsOne() {
        store().limiter().peek(CheckRequest.of("ann", "once"));
        store().moderation().act("ann", new ModeratorAction.Ban(null), "lee", "spam");
        check(CheckRequest.of("ann", "once"));

        assertThat(logged(CheckQuery.latest(10), 1))
                .extracting(LoggedCheck::reason)
                .containsExactly(Reason.BANNED);
    }
}
