package dev.ratewarden.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.DashboardContext;
import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.Office;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.dashboard.feed.Background;
import dev.ratewarden.dashboard.feed.Backoff;
import dev.ratewarden.dashboard.feed.FeedState;
import dev.ratewarden.dashboard.feed.Poller;
import dev.ratewarden.dashboard.feed.Request;
import dev.ratewarden.dashboard.feed.UserFilter;
import dev.ratewarden.inspection.Rights;
import dev.ratewarden.limiter.StoreException;
import dev.ratewarden.moderation.AuditReport;
import dev.ratewarden.moderation.CommunityProfile;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Random;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.Test;

/** Who a community is, and what the login may do there: asked until the answer is there. */
class FirstQuestionsTest {

    private boolean refuses = true;
    private int asked;
    private final SimpleBooleanProperty connected = new SimpleBooleanProperty(true);
    private final FakeModerationStore store = new FakeModerationStore() {
        @Override
        public CommunityProfile profile() {
            asked++;
            return answer(new CommunityProfile("Pixel Packs", CommunityProfile.Environment.STAGING, null));
        }
    };
    private final DashboardContext context = WindowRig.context(store);
    private final CommunityIdentity identity = new CommunityIdentity(context);
    private final Poller poller = new Poller(
            context.moderation(),
            context.explainLoss(),
            new Request(UserFilter.DEFAULT, null),
            1_000,
            new Poller.Machinery(
                    InstantSource.system(), (delay, task) -> () -> {}, Runnable::run, new Backoff(new Random(3))),
            FirstQuestionsTest::show);

    private <T> T answer(T answer) {
        if (refuses) {
            throw new StoreException("busy loading", null);
        }
        return answer;
    }

    private static void show(FeedState state) {
        if (state.reading() != null) {
            state.reading().extras().forEach(Runnable::run);
        }
    }

    @Test
    void whileNobodyKnowsWhatARealCommunityIsItsNameHasToBeTyped() {
        new IdentityFeed(poller, identity, connected);
        poller.refresh();
        assertThat(identity.nameToTypeProperty().get()).isEqualTo("Pixel Packs");

        refuses = false;
        poller.refresh();

        assertThat(identity.nameToTypeProperty().get()).isNull();
    }

    @Test
    void whoACommunityIsIsAskedUntilItIsToldAndNoLonger() {
        new IdentityFeed(poller, identity, connected);
        poller.refresh();
        poller.refresh();
        refuses = false;
        poller.refresh();
        poller.refresh();

        assertThat(asked).isEqualTo(3);
    }

    @Test
    void whatTheLoginMayDoIsAskedUntilItIsToldAndAgainAfterALoss() {
        Permissions permissions = new Permissions(false, connected);
        RightsFeed rights =
                new RightsFeed(office(), new Background(Runnable::run, Runnable::run), permissions, connected);
        rights.ask();
        assertThat(permissions.rightsProperty().get()).isNull();

        refuses = false;
        rights.ask();
        rights.ask();
        assertThat(Objects.requireNonNull(permissions.rightsProperty().get()).login())
                .isEqualTo("mod");
        assertThat(asked).isEqualTo(2);

        connected.set(false);
        connected.set(true);
        rights.ask();
        assertThat(asked).isEqualTo(3);
    }

    private Office office() {
        return new Office() {
            @Override
            public Rights rights() {
                asked++;
                return answer(new Rights("mod", EnumSet.allOf(Rights.Right.class)));
            }

            @Override
            public AuditReport verify() {
                throw new IllegalStateException("nobody looks through the trail here");
            }

            @Override
            public void close() {}
        };
    }
}
