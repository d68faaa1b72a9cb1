package dev.ratewarden.dashboard.user;

import static dev.ratewarden.dashboard.FakeModerationStore.NOW;
import static dev.ratewarden.dashboard.WindowRig.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ratewarden.dashboard.FakeModerationStore;
import dev.ratewarden.dashboard.WindowRig;
import dev.ratewarden.limiter.AppliedLimit;
import dev.ratewarden.limiter.Ban;
import dev.ratewarden.limiter.Exemption;
import dev.ratewarden.limiter.Limit;
import dev.ratewarden.limiter.Policy;
import dev.ratewarden.limiter.Quota;
import dev.ratewarden.limiter.Tier;
import dev.ratewarden.moderation.Note;
import dev.ratewarden.moderation.UserDetail;
import dev.ratewarden.moderation.UserDetail.ActionQuota;
import dev.ratewarden.moderation.UserSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What moderators decided about a user is seen at once: exemption, grace, note, own limits. */
@ExtendWith(ApplicationExtension.class)
class StandingTest {

    private static final long DAY_MS = 86_400_000;
    private static final Policy PACKS = Policy.of("pack_create", Limit.tokenBucket(5, Duration.ofHours(1)));
    private static final Policy CALLS = Policy.of("api_call", Limit.tokenBucket(100, Duration.ofMinutes(1)));
    private static final String LONG_NAME = "driftwood_of_the_seven_long_rive";

    private final FakeModerationStore store = new FakeModerationStore();
    private @Nullable WindowRig opened;

    @Start
    void open(javafx.stage.Stage stage) {
        store.users = List.of(user(LONG_NAME, new Exemption(NOW - 60_000, NOW + 6 * DAY_MS, "partner", "mod_lee")));
        opened = new WindowRig(stage, store);
    }

    @AfterEach
    void close() {
        rig().close();
    }

    @Test
    void anExemptionStandsBesideTheTierAndInWords() {
        await(() -> rig().words("#exempt-notice")
                .equals("Exempt from every limit until 21 Jun 15:06, by mod_lee since 15:05. “partner”"));
        rig().laidOut();

        assertThat(rig().words("#detail-exempt")).isEqualTo("EXEMPT 6\u00a0d");
        assertThat(rig().words("#detail-tier")).isEqualTo("WARNING");
        assertThat(shield().getTooltip().getText()).isEqualTo("Exempt until 21 Jun 15:06");
        assertThat(bounds("#detail-tier").getMaxX())
                .as("a long name gives way to the chips")
                .isLessThanOrEqualTo(bounds("#detail").getMaxX());
    }

    @Test
    void anExemptionForGoodHasNoEnd() {
        store.users = List.of(user("mira", new Exemption(NOW - 60_000, null, "", "mod_lee")));

        await(() -> rig().words("#detail-exempt").equals("EXEMPT"));
        assertThat(rig().words("#exempt-notice"))
                .isEqualTo("Exempt from every limit, for good, by mod_lee since 15:05.");
    }

    @Test
    void nothingIsClaimedOfAUserLikeAnyOther() {
        store.users = List.of(user("mira", null));

        await(() -> rig().words("#detail-name").equals("mira"));
        for (String part : List.of("#standing", "#detail-exempt", "#exempt-notice", "#grace-notice", "#note-text")) {
            assertThat(rig().visible(part)).as(part).isFalse();
        }
    }

    @Test
    void gracePeriodAndNoteAreThere() {
        store.users = List.of(user("mira", null));
        store.details = user -> detail(
                user, new Note("Shares the account\nwith a brother", "mod_lee", NOW - 60_000), NOW + 60_000, Map.of());

        await(() -> rig().visible("#grace-notice"));
        assertThat(rig().words("#grace-notice"))
                .isEqualTo("Grace period: violations add nothing to the score until 15:07.");
        assertThat(rig().words("#note-text")).isEqualTo("Shares the account\nwith a brother");
        assertThat(rig().words("#note-by")).isEqualTo("Note by mod_lee, 15:05");
    }

    @Test
    void limitsSayWhereTheyAreNotThePolicysOwn() {
        store.users = List.of(user("mira", null));
        store.details = user -> detail(
                user,
                null,
                null,
                Map.of("api_call", 500L, "webhook_send", 60L),
                quota(PACKS, AppliedLimit.of(PACKS.adaptiveTo(0.25), null, null, 40, 100), 3),
                quota(CALLS, AppliedLimit.of(CALLS, null, 500L, 0, 100), 500),
                quota(PACKS, AppliedLimit.of(PACKS.withRole("vip", 2), "vip", null, 0, 100), 10),
                quota(PACKS, AppliedLimit.of(PACKS), 5));

        await(() -> !rig().allWords("#quotas").isEmpty());
        assertThat(rig().allWords("#quotas"))
                .containsExactly(
                        "pack_create",
                        "1 of 3 left",
                        "70 % of 5 for the score",
                        "api_call",
                        "1 of 500 left",
                        "own limit instead of 100",
                        "pack_create",
                        "1 of 10 left",
                        "5 × 2 for the role",
                        "pack_create",
                        "1 of 5 left",
                        "webhook_send",
                        "own limit of 60, nothing used");
    }

    @Test
    void theChipOfABanIsNotCutInAnyTable() {
        resize();
        store.users = List.of(
                banned("1", NOW + 59 * 60_000),
                banned("2", NOW + 52 * 60_000),
                banned("3", NOW + 47 * 3_600_000L),
                banned("4", NOW + 3_660 * DAY_MS),
                banned("5", null));
        for (String page : List.of("overview", "users")) {
            rig().press("page-" + page);
            String table = page.equals("users") ? "#tracked-table" : "#users-table";
            await(() -> chips(table).size() == 5);
            rig().settled();

            assertThat(chips(table).stream().map(Label::getText)).contains("59\u00a0min", "3660\u00a0d", "for good");
            assertThat(chips(table))
                    .allSatisfy(chip -> assertThat(chip.getBoundsInParent().getMaxX())
                            .as(page + ": " + chip.getText())
                            .isLessThanOrEqualTo(((Region) chip.getParent()).getWidth() - 4));
        }
    }

    private void resize() {
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            rig().window().scene().getWindow().setWidth(1_280);
            rig().window().scene().getWindow().setHeight(800);
        });
    }

    private List<Label> chips(String table) {
        return rig().lookup(table).lookupAll(".ban-chip").stream()
                .filter(Node::isVisible)
                .map(Label.class::cast)
                .filter(chip -> chip.getWidth() > 0 && !chip.getText().isEmpty())
                .toList();
    }

    private static UserSummary banned(String id, @Nullable Long untilMs) {
        Ban ban = new Ban(NOW - 60_000, untilMs, "", "mod_lee");
        return new UserSummary(id, "mira", 80, Tier.WARNING, 5, "pack_create", NOW - 60_000, NOW, ban, null, null);
    }

    @Test
    void noLimitIsCutHoweverLongItsWait() {
        resize();
        Policy purchases = Policy.of("pack_purchase", Limit.tokenBucket(10, Duration.ofDays(1)));
        long wait = Duration.ofMinutes(23 * 60 + 59).toMillis();
        store.users = List.of(user("mira", null));
        store.details = user -> detail(
                user,
                null,
                null,
                Map.of(),
                new ActionQuota(purchases, AppliedLimit.of(purchases), new Quota(10, 0, 1_860_000L, NOW + wait, 0)),
                new ActionQuota(purchases, AppliedLimit.of(purchases), new Quota(10, 0, 7_140_000L, NOW + wait, 0)),
                new ActionQuota(purchases, AppliedLimit.of(purchases), new Quota(10_000, 0, wait, NOW + wait, 0)));

        await(() -> rig().allWords("#quotas").contains("0 of 10 left, next in 1\u00a0h\u00a059\u00a0min"));
        rig().settled();

        for (Node node : rig().lookup("#quotas").lookupAll(".label")) {
            Label label = (Label) node;
            assertThat(label.localToScene(label.getBoundsInLocal()).getMaxX())
                    .as(label.getText() + " ends within the pane")
                    .isLessThanOrEqualTo(bounds("#detail").getMaxX() - 8);
            assertThat(label.lookup(".text"))
                    .isInstanceOfSatisfying(
                            Text.class,
                            text -> assertThat(text.getText()).as("shown").isEqualTo(label.getText()));
            assertThat(label.getHeight())
                    .as(label.getText() + " has the height of its lines")
                    .isGreaterThanOrEqualTo(label.prefHeight(label.getWidth()) - 0.5);
        }
        assertThat(rig().lookup("#quotas").lookupAll(".quota-bar"))
                .hasSize(3)
                .allSatisfy(bar -> assertThat(((ProgressBar) bar).getWidth()).isGreaterThanOrEqualTo(39.5));
    }

    @Test
    void theBanDialogSaysThatItEndsTheExemption() {
        await(() -> rig().visible("#detail-exempt"));
        rig().press("ban-button");

        assertThat(rig().words("#dialog-exemption"))
                .isEqualTo(LONG_NAME + " is exempt until 21 Jun 15:06. The ban ends that.");
        rig().press("dialog-cancel");
        store.users = List.of(user("mira", null));
        await(() -> rig().words("#detail-name").equals("mira"));
        rig().press("ban-button");
        assertThat(rig().lookup("#dialog-exemption")).isNull();
    }

    @Test
    void theSearchMarksWhoIsExempt(FxRobot robot) {
        await(() -> rig().visible("#detail-exempt"));
        robot.interact(() -> {
            rig().lookup("#search-field").requestFocus();
            ((TextInputControl) rig().lookup("#search-field")).setText("1");
        });

        await(() -> rig().allWords("#search-results").contains("EXEMPT"));
    }

    private Bounds bounds(String selector) {
        return rig().lookup(selector).localToScene(rig().lookup(selector).getBoundsInLocal());
    }

    private Labeled shield() {
        return (Labeled) rig().table().lookup(".small-mark");
    }

    private static ActionQuota quota(Policy policy, AppliedLimit applied, long limit) {
        return new ActionQuota(policy, applied, new Quota(limit, 1, 0L, NOW + 1, 0));
    }

    private static UserSummary user(String name, @Nullable Exemption exemption) {
        return new UserSummary("1", name, 80, Tier.WARNING, 5, "pack_create", NOW - 60_000, NOW, null, null, exemption);
    }

    private static UserDetail detail(
            UserDetail user,
            @Nullable Note note,
            @Nullable Long graceUntilMs,
            Map<String, Long> overrides,
            ActionQuota... quotas) {
        return new UserDetail(
                user.summary(),
                user.nowMs(),
                user.resetAtMs(),
                user.moderationRevision(),
                note,
                graceUntilMs,
                overrides,
                List.of(quotas),
                user.history(),
                user.audit());
    }

    private WindowRig rig() {
        return Objects.requireNonNull(opened);
    }
}
